"""Publications as a spreadsheet."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from apps.conferences.models import Meeting
from apps.core.spreadsheets.cells import items, listed, one_line
from apps.core.spreadsheets.columns import (
    Choice,
    Column,
    Line,
    Lines,
    Links,
    RowsColumn,
    Slug,
)
from apps.core.spreadsheets.sheets import RecordSheet
from apps.groups.models import Group
from apps.members.models import Member
from apps.search.outbox import enqueue

from .models import Contributor, Identifier, Publication, Topic

# A name in braces is an organisation whatever is in it; so BibTeX has it, too.
NAME = re.compile(r"\{([^{}]*)\}|([^;{}]+)|([{}])")


class Languages(Line):
    """Language codes, one after another."""

    def clean(self, value, row=None, **kwargs):
        return " ".join(re.split(r"[\s;,]+", value.strip(" ;,")))

    def render(self, value, **kwargs):
        return "; ".join((value or "").split())


class Names(Line):
    """Authors in order: organisations, and people as “Family, Given”.

    An organisation with a comma or a semicolon in its name stands in braces; somebody
    without given names has a comma all the same.
    """

    def clean(self, value, row=None, **kwargs):
        names = []
        for whole, plain, stray in NAME.findall(value):
            if stray:
                raise ValidationError(
                    _("A brace is opened and not closed, or closed and not opened.")
                )
            if one_line(whole):
                names.append((one_line(whole), "", ""))
            elif "," in plain:
                family, given = map(one_line, plain.split(",", 1))
                names.append(("", family, given))
            elif one_line(plain):
                names.append((one_line(plain), "", ""))
        for name in names:
            contributor = Contributor(
                **dict(zip(["organisation", "family", "given"], name, strict=True))
            )
            contributor.clean_fields(exclude=["publication"])
            if not contributor.organisation and not contributor.family:
                raise ValidationError(_("There is a name without a family name."))
        return names

    def render(self, value, **kwargs):
        return "; ".join(self._name(*name) for name in value or [])

    @staticmethod
    def _name(organisation, family, given):
        if organisation:
            special = re.search("[,;{}]", organisation)
            return f"{{{organisation}}}" if special else organisation
        return f"{family}, {given}".strip() if given else f"{family},"


class Authors(RowsColumn):
    """The authors of a publication; its editors stay as they are."""

    def get_value(self, instance):
        people = instance.contributors.all() if instance.pk else []
        return [(p.organisation, p.family, p.given) for p in people if p.is_author]

    def store(self, values):
        Contributor.objects.filter(
            publication__in=[publication for publication, _names in values],
            role=Contributor.Role.AUTHOR,
        ).delete()
        Contributor.objects.bulk_create(
            Contributor(
                publication=publication,
                position=position,
                organisation=organisation,
                family=family,
                given=given,
            )
            for publication, names in values
            for position, (organisation, family, given) in enumerate(names, start=1)
        )


class Codes(Line):
    """Numbers under which it is known elsewhere, as “doi:10.1000/1; isbn:0-00”."""

    def clean(self, value, row=None, **kwargs):
        codes = []
        for item in items(value):
            scheme, _colon, code = map(str.strip, item.partition(":"))
            if not scheme or not code:
                raise ValidationError(
                    _("“%(item)s” has no scheme: write it as doi:10.1000/1.")
                    % {"item": item}
                )
            Identifier(scheme=scheme, value=code).clean_fields(exclude=["publication"])
            codes.append((scheme, code))
        return codes

    def render(self, value, **kwargs):
        return listed(sorted(f"{scheme}:{code}" for scheme, code in value or []))


class Identifiers(RowsColumn):
    """Numbers and codes of a publication."""

    def get_value(self, instance):
        codes = instance.identifiers.all() if instance.pk else []
        return [(code.scheme, code.value) for code in codes]

    def store(self, values):
        Identifier.objects.filter(
            publication__in=[publication for publication, _codes in values]
        ).delete()
        Identifier.objects.bulk_create(
            Identifier(publication=publication, scheme=scheme, value=code)
            for publication, codes in values
            for scheme, code in codes
        )


class Pdf(Line):
    """A file to attach, by its path on the server."""

    def clean(self, value, row=None, **kwargs):
        raise ValidationError(_("Files are attached on the page of the publication."))


class Files(RowsColumn):
    """The file of a publication."""

    def get_value(self, instance):
        return None


class PublicationSheet(RecordSheet):
    """The columns of publications, those of the library's own first."""

    model = Publication
    parts = (
        Contributor,
        Identifier,
        Publication.topics.through,
        Publication.members.through,
    )

    slug = Column("slug", required=True)
    title = Column("title", required=True)
    kind = Column("kind", Choice(Publication.Kind), kept=True)
    issued = Column("issued")
    publisher = Column("publisher")
    languages = Column("languages", Languages())
    authors = Authors("authors", Names())
    abstract = Column("abstract", Lines())
    topics = Links("topics", Topic)
    members = Links("members", Member)
    group = Column("group", Slug(Group))
    meeting = Column("meeting", Slug(Meeting))
    original_url = Column("original_url")
    file = Files("file", Pdf())
    identifiers = Identifiers("identifiers", Codes())
    rights = Column("rights")
    availability = Column("availability")
    title_note = Column("title_note")
    date_note = Column("date_note")
    abstract_ind = Column("abstract_ind", Lines())
    availability_ind = Column("availability_ind")
    title_note_ind = Column("title_note_ind")
    date_note_ind = Column("date_note_ind")

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("group", "meeting")
            .prefetch_related(
                "contributors",
                "identifiers",
                Prefetch("topics", Topic.objects.only("slug")),
                Prefetch("members", Member.objects.only("slug")),
            )
        )

    def new(self, row, others):
        return Publication(kind=Publication.Kind.DOCUMENT)

    def written(self, instances):
        enqueue("publication", [publication.pk for publication in instances])

    def title_of(self, record):
        return record.title
