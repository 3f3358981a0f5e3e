"""Loading records and their claims from the YAML files of the fixtures.

A file names its model and lists its rows; a row's keys are the names of the model's
own fields. Relations are given by slug, parts of a record as nested rows, and what
sources say of it under `sources` (they say the same) and `claims` (their own words).
Nothing here knows a particular model.
"""

from functools import cached_property
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from apps.records.fixture_ledger import FixtureError, Ledger, Report, Verdict, digest
from apps.records.inline_rows import child_relations
from apps.records.models import Record
from apps.records.versions import save_parts_before

from .fixture_claims import ClaimRows, cited_slugs
from .fixture_files import FixtureFile
from .fixture_state import column_fields, state_of
from .models import Cited, CitedRecord, Source

CHANGE_NOTE = gettext_noop("Loaded from the data files")

# Where a row is silent on these, what staff decided stands.
EDITORIAL_FIELDS = {
    "status",
    "publish_at",
    "withdraw_at",
    "withdrawal_reason",
    "checked_on",
}


class RowLoader:
    """Puts the rows of one file into the database, in two passes.

    First every record with its own fields, then parts, many-to-many relations and
    claims, which may name records that come later in the same file.
    """

    def __init__(self, file, ledger, slugs):
        self.file = file
        self.model = file.model
        self.ledger = ledger
        self.slugs = slugs  # model: {slug: object}, shared by all files
        self.loaded = []  # (row, record), from the first pass to the second
        self.report = Report()

    @cached_property
    def columns(self):
        return column_fields(self.model)

    @cached_property
    def children(self):
        return child_relations(self.model)

    @cached_property
    def many_to_many(self):
        return {f.name: f for f in self.model._meta.many_to_many}

    @property
    def known_keys(self):
        known = {*self.columns, *self.children, *self.many_to_many}
        return known | {"sources", "claims"} if issubclass(self.model, Cited) else known

    def key(self, row):
        return f"{self.model._meta.label_lower}:{row['slug']}"

    def load_columns(self):
        existing = self.objects(self.model)
        for row in self.file.rows:
            key, source_digest = self.key(row), digest(row)
            record = existing.get(row["slug"])
            if record is not None and self.ledger.unchanged(key, source_digest):
                self.report.add(Verdict.SAME, key)
                continue
            state = digest(state_of(record)) if record is not None else None
            verdict = self.ledger.verdict(key, source_digest, state)
            self.report.add(verdict, key)
            if verdict not in (Verdict.CREATE, Verdict.UPDATE):
                continue
            for unknown in set(row) - self.known_keys:
                self.problem(row["slug"], unknown, "is not a field of this record")
            if record is None:
                record = self.model()
            elif isinstance(record, Record):
                save_parts_before(record)
            if self.fill(record, self.columns, row, row["slug"]):
                if hasattr(record, "history"):
                    record._change_reason = CHANGE_NOTE
                if isinstance(record, CitedRecord):
                    record.known_on = self.known_on(row)
                record.save()
                existing[record.slug] = record
                self.loaded.append((row, record))

    def known_on(self, row):
        """The day on which a row's sources were last accessed; else today."""
        sources = self.objects(Source)
        named = [sources[slug] for slug in cited_slugs(row) if slug in sources]
        days = [source.seen_on for source in named if source.seen_on]
        return max(days, default=timezone.localdate())

    def load_parts(self):
        claims = ClaimRows(self.objects(Source), self.problem)
        for row, record in self.loaded:
            for name, relation in self.children.items():
                self.replace_children(record, relation, row.get(name), claims)
            for name, m2m in self.many_to_many.items():
                related = self.objects_by_slug(
                    m2m.related_model, row.get(name), row["slug"], name
                )
                getattr(record, name).set(related)
            if isinstance(record, Cited):
                claims.replace(record, row)
        claims.save()
        for row, record in self.loaded:
            self.ledger.write(self.key(row), digest(row), digest(state_of(record)))

    def replace_children(self, record, relation, rows, claims):
        """Write a record's parts anew; they have no life of their own."""
        name, child_model = relation.get_accessor_name(), relation.related_model
        getattr(record, name).all().delete()
        back = relation.field.name
        columns = {k: f for k, f in column_fields(child_model).items() if k != back}
        known = (
            {*columns, "sources", "claims"}
            if issubclass(child_model, Cited)
            else {*columns}
        )
        for position, row in enumerate(rows or [], start=1):
            where = f"{record.slug}: {name} {position}"
            if not isinstance(row, dict):
                self.problem(where, name, "must be a mapping of fields")
                continue
            for unknown in set(row) - known:
                self.problem(where, unknown, "is not a field of this part")
            child = child_model(**{back: record})
            if self.fill(child, columns, row, where):
                child.save()
                if isinstance(child, Cited):
                    claims.replace_fact(record, child, row, where)

    def fill(self, instance, columns, row, where):
        """Set an instance's columns from a row; False where anything is wrong."""
        before = len(self.file.problems)
        for name, model_field in columns.items():
            if name in row:
                self.set_column(instance, model_field, row[name], where)
            elif instance._state.adding:
                if name == "status":
                    instance.status = Record.Status.PUBLISHED
            elif name not in EDITORIAL_FIELDS:
                setattr(instance, model_field.attname, model_field.get_default())
        if len(self.file.problems) > before:
            return False
        try:
            instance.full_clean(
                exclude=[
                    f.name for f in instance._meta.concrete_fields if f.is_relation
                ]
            )
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                shown = "record" if name == "__all__" else name
                self.problem(where, shown, " ".join(messages))
            return False
        return True

    def set_column(self, instance, model_field, value, where):
        if model_field.is_relation:
            if value is None:
                setattr(instance, model_field.name, None)
                return
            found = self.objects_by_slug(
                model_field.related_model, [value], where, model_field.name
            )
            if found:
                setattr(instance, model_field.name, found[0])
            return
        if isinstance(value, (dict, list)):
            self.problem(where, model_field.name, "must be a plain value")
            return
        if value is None and isinstance(
            model_field, (models.CharField, models.TextField)
        ):
            value = ""
        try:
            setattr(instance, model_field.attname, model_field.to_python(value))
        except ValidationError as error:
            self.problem(where, model_field.name, " ".join(error.messages))

    def objects_by_slug(self, model, slugs, where, field_name):
        """The objects with these slugs; a problem for each that is not there."""
        if slugs is not None and not isinstance(slugs, list):
            self.problem(where, field_name, "must be a list")
            return []
        objects, found = self.objects(model), []
        for slug in slugs or []:
            if slug in objects:
                found.append(objects[slug])
            else:
                name = model._meta.verbose_name
                self.problem(where, field_name, f"there is no {name} “{slug}”")
        return found

    def objects(self, model):
        if model not in self.slugs:
            self.slugs[model] = {o.slug: o for o in model._default_manager.all()}
        return self.slugs[model]

    def problem(self, row, field_name, message):
        self.file.problem(row, field_name, message)


def load_records(directory: Path, ledger: Ledger) -> Report:
    """Load every `*.yaml` of a folder, in the order of their names.

    Raises FixtureError with every problem found, each naming file, row and field;
    then nothing at all has changed.
    """
    files = [FixtureFile(path) for path in sorted(Path(directory).glob("*.yaml"))]
    report, slugs = Report(), {}
    with transaction.atomic():
        for file in files:
            if file.model is None:
                continue
            loader = RowLoader(file, ledger, slugs)
            loader.load_columns()
            loader.load_parts()
            report.counts.update(loader.report.counts)
            report.notable += loader.report.notable
        problems = [problem for file in files for problem in file.problems]
        if problems:
            raise FixtureError(problems)
    return report
