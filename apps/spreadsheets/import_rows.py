"""A row during import, and the context of the import."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from .models import Verdict


@dataclass(frozen=True)
class ImportContext:
    """User and change note of an import, and the status of new records.

    Without a user it is the operator, who may do everything.
    """

    note: str = ""
    user: Any = None
    status: str = ""  # of new records, where they have one


@dataclass
class Row:
    """One row, with its effect and its problems."""

    number: int
    cells: dict[str, str]
    key: str = ""
    instance: models.Model | None = None
    title: str = ""
    verdict: Verdict = Verdict.UNCHANGED
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    named: Any = None  # the NamedSource of its changes
    evidence: dict[str, list[int]] = field(default_factory=dict)
