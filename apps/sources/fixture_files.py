"""The YAML files of the fixtures: one model and its rows in each."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.apps import apps


class TextLoader(yaml.CSafeLoader):
    """YAML in which 2002-02-26 and 003 stay the text they are."""

    yaml_implicit_resolvers = {
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:bool")
        ]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass
class FixtureFile:
    """One file of rows of one model, and the problems found in it."""

    path: Path
    problems: list[str] = field(default_factory=list)
    model: type | None = None
    rows: list[dict] = field(default_factory=list)

    def __post_init__(self):
        try:
            content = yaml.load(self.path.read_text("utf-8"), TextLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.problems.append(f"{self.path.name}: not readable YAML: {error}")
            return
        if not isinstance(content, dict) or set(content) != {"model", "rows"}:
            self.problems.append(
                f"{self.path.name}: must have exactly the keys “model” and “rows”"
            )
            return
        try:
            self.model = apps.get_model(content["model"])
        except (LookupError, ValueError):
            self.problems.append(
                f"{self.path.name}: model: there is no “{content['model']}”"
            )
            return
        self._take_rows(content["rows"] or [])

    def _take_rows(self, rows):
        seen = set()
        for position, row in enumerate(rows, start=1):
            slug = row.get("slug") if isinstance(row, dict) else None
            if not isinstance(slug, str) or not slug:
                self.problem(f"row {position}", "slug", "is missing")
            elif slug in seen:
                self.problem(slug, "slug", "is in the file twice")
            else:
                seen.add(slug)
                self.rows.append(row)

    def problem(self, row, field_name, message):
        self.problems.append(f"{self.path.name}: {row}: {field_name}: {message}")
