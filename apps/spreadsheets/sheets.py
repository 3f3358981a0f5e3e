"""A sheet: all the columns in which records of one model go out and come in."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.resources import Resource

from apps.records.models.records import ADDRESS_IS_TAKEN

MOST_REMEMBERED = 20_000
NUMBER = re.compile(r"\d{1,18}")


class Others:
    """Records that cells name by their address, asked for once for many rows."""

    def __init__(self):
        self.found = {}  # model: {slug: record}

    def load(self, wanted):
        """Fetch what `wanted` names ({model: slugs}) and is not here yet."""
        for model, slugs in wanted.items():
            known = self.found.setdefault(model, {})
            if len(known) > MOST_REMEMBERED:
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
    """Columns, and how a row finds its record. One row for each record."""

    model = None
    # Emptied first where they change, so that rows may exchange what must be unique.
    vacated = {}
    # Columns that only tell readers something: coming back, they are passed over.
    told = ()
    # Models whose rows hold what the columns say, and go with the record.
    parts = ()

    @property
    def columns(self):
        return list(self.fields.values())

    def get_queryset(self):
        """All records, with everything their columns show."""
        return self.model._default_manager.all()

    def cells(self, instance):
        """A record as the texts of its row."""
        return [column.export(instance) for column in self.columns]

    def key(self, row):
        """What the row of a record is called, in messages."""
        raise NotImplementedError

    def title_of(self, instance):
        """What a row is about, for people; blank where the key says it."""
        return ""

    def locate(self, rows, others):
        """The record each row is about, None for those that are new.

        A ValidationError in its place says why a row is about none.
        """
        raise NotImplementedError

    def identity(self, row, instance):
        """What no two rows of a file may share; blank where there is nothing."""
        return instance.pk if instance else self.key(row)

    def new(self, row, others):
        return self.model()

    def finish(self, instance):
        """What saving works out by itself, for records that are written together."""

    def record_of(self, instance):
        """The record whose page shows a row, and whose rights and history count."""
        return instance


class RecordSheet(Sheet):
    """Records, known by the last part of their address."""

    def key(self, row):
        return row["slug"]

    def locate(self, rows, others):
        slugs = {row["slug"] for row in rows} - {""}
        found = {r.slug: r for r in self.get_queryset().filter(slug__in=slugs)}
        taken = self.model.former_addresses(slugs - found.keys())
        found |= {slug: ValidationError({"slug": ADDRESS_IS_TAKEN}) for slug in taken}
        return [found.get(row["slug"]) for row in rows]

    def finish(self, instance):
        # Asked for all of them above; a row never changes an address.
        instance.address_is_free = True


class PartSheet(Sheet):
    """Parts of records, known by their number, or else by what they name.

    The number is there so that anything else may be corrected; without it, a row that
    names the same as a part that is there is about that part.
    """

    owner = ""  # the field that leads to the record
    names = ()  # columns that tell one part from another

    def key(self, row):
        return " · ".join(row[name] for name in self.names if row[name])

    def title_of(self, instance):
        return ""

    def locate(self, rows, others):
        numbers = {int(row["id"]) for row in rows if NUMBER.fullmatch(row["id"])}
        by_number = self.get_queryset().in_bulk(numbers)
        by_names = {
            self._names(
                dict(zip(self.titles, self.cells(part), strict=True)), others
            ): part
            for part in self.candidates(rows, others)
        }
        return [self._one(row, others, by_number, by_names) for row in rows]

    def _one(self, row, others, by_number, by_names):
        if not row["id"]:
            return by_names.get(self._names(row, others))
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

    def candidates(self, rows, others):
        """Parts that these rows may be about."""
        slugs = {row[self.owner] for row in rows}
        return self.get_queryset().filter(**{f"{self.owner}__slug__in": slugs})

    def _names(self, row, others):
        """What a row names, in the form the record gives it."""
        said = []
        for name in self.names:
            column = self.fields[name]
            try:
                said.append(column.widget.render(column.clean(row, others=others)))
            except ValidationError:
                said.append(row[name])
        return tuple(said)

    def record_of(self, instance):
        return getattr(instance, self.owner)
