"""Sheets: the columns of one model for export and import."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.resources import Resource

from apps.records.models.records import ADDRESS_IS_TAKEN

MAX_CACHED = 20_000
NUMBER = re.compile(r"\d{1,18}")


class RecordLookup:
    """Cache of records that cells name by slug, fetched for many rows at once."""

    def __init__(self):
        self.found = {}  # model: {slug: record}

    def load(self, wanted):
        """Fetch the records of `wanted` ({model: slugs}) that are not cached."""
        for model, slugs in wanted.items():
            known = self.found.setdefault(model, {})
            if len(known) > MAX_CACHED:
                known.clear()
            if missing := slugs - known.keys():
                for record in model._default_manager.filter(slug__in=missing):
                    known[record.slug] = record

    def find(self, model, slug):
        try:
            return self.found[model][slug]
        except KeyError:
            raise ValidationError(
                _("There is no %(kind)s with the address “%(slug)s”.")
                % {"kind": model._meta.verbose_name, "slug": slug}
            ) from None


class Sheet(Resource):
    """The columns of a model, and how a row is matched with its record."""

    model = None
    # {unique column: empty value}, cleared before updates so that rows may exchange values.
    cleared_first = {}
    # Columns of public exports that are ignored on import.
    export_only = ()
    # Models of related rows that belong to the columns, deleted with the record.
    parts = ()

    @property
    def columns(self):
        return list(self.fields.values())

    def get_queryset(self):
        """All records, with all relations that their columns need."""
        return self.model._default_manager.all()

    def cells(self, instance):
        """A record as the texts of its row."""
        return [column.export(instance) for column in self.columns]

    def key(self, row):
        """The name of a row in messages."""
        raise NotImplementedError

    def title_of(self, instance):
        """A readable title of a row's record; blank if the key is enough."""
        return ""

    def locate(self, rows, lookup):
        """The record of each row; None for new ones, a ValidationError for invalid ones."""
        raise NotImplementedError

    def identity(self, row, instance):
        """A key that must be unique within a file; blank for none."""
        return instance.pk if instance else self.key(row)

    def new(self, row, lookup):
        return self.model()

    def finish(self, instance):
        """Called before bulk writing, which skips `save`."""

    def record_of(self, instance):
        """The record whose permissions and history apply to a row."""
        return instance

    def touches(self, instance, statement):
        """Whether a row is about a statement of its record, given by its key."""
        return True


class RecordSheet(Sheet):
    """A sheet of records, identified by slug."""

    def key(self, row):
        return row["slug"]

    def locate(self, rows, lookup):
        slugs = {row["slug"] for row in rows} - {""}
        found = {r.slug: r for r in self.get_queryset().filter(slug__in=slugs)}
        taken = self.model.former_addresses(slugs - found.keys())
        found |= {slug: ValidationError({"slug": ADDRESS_IS_TAKEN}) for slug in taken}
        return [found.get(row["slug"]) for row in rows]

    def finish(self, instance):
        # Checked for all rows in `locate`; an import never changes a slug.
        instance.address_is_free = True


class PartSheet(Sheet):
    """A sheet of parts, identified by primary key, or else by the columns in `names`.

    With the key, any other column can be corrected.
    """

    owner = ""  # the field that leads to the record
    names = ()  # columns that tell one part from another

    def key(self, row):
        return " · ".join(row[name] for name in self.names if row[name])

    def title_of(self, instance):
        return ""

    def locate(self, rows, lookup):
        numbers = {int(row["id"]) for row in rows if NUMBER.fullmatch(row["id"])}
        by_number = self.get_queryset().in_bulk(numbers)
        by_names = {
            self._names(
                dict(zip(self.titles, self.cells(part), strict=True)), lookup
            ): part
            for part in self.candidates(rows, lookup)
        }
        return [self._one(row, lookup, by_number, by_names) for row in rows]

    def _one(self, row, lookup, by_number, by_names):
        if not row["id"]:
            return by_names.get(self._names(row, lookup))
        if NUMBER.fullmatch(row["id"]) and int(row["id"]) in by_number:
            return by_number[int(row["id"])]
        return ValidationError(
            {
                "id": _("There is no row “%(number)s”. Leave it blank to add one.")
                % {"number": row["id"]}
            }
        )

    @property
    def titles(self):
        return [column.column_name for column in self.columns]

    def candidates(self, rows, lookup):
        """Parts that these rows may match."""
        slugs = {row[self.owner] for row in rows}
        return self.get_queryset().filter(**{f"{self.owner}__slug__in": slugs})

    def _names(self, row, lookup):
        """The identifying values of a row, in canonical form."""
        said = []
        for name in self.names:
            column = self.fields[name]
            try:
                said.append(column.widget.render(column.clean(row, lookup=lookup)))
            except ValidationError:
                said.append(row[name])
        return tuple(said)

    def record_of(self, instance):
        return getattr(instance, self.owner)

    def touches(self, instance, statement):
        return statement[:2] == instance.statement_key
