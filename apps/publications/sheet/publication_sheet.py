"""All columns of publications."""

from django.db.models import Prefetch

from apps.conferences.models import Meeting
from apps.groups.models import Group
from apps.members.models import Member
from apps.publications.models import (
    Contributor,
    Identifier,
    Publication,
    PublicationFile,
    Topic,
)
from apps.sources.sheet_columns import source_column, source_where_column
from apps.spreadsheets.columns import (
    ChoiceWidget,
    Column,
    ManyToManyColumn,
    SlugWidget,
    TextWidget,
)
from apps.spreadsheets.sheets import RecordSheet

from .author_columns import AuthorsColumn, AuthorsWidget
from .file_columns import FileColumn, PdfWidget
from .identifier_columns import IdentifiersColumn, IdentifiersWidget, LanguagesWidget
from .redirect_column import LeadsToColumn


class PublicationSheet(RecordSheet):
    """The columns of publications, those of the library's own first."""

    model = Publication
    parts = (
        Contributor,
        Identifier,
        Publication.topics.through,
        Publication.members.through,
    )

    # In the library's own lists: its address, the days between which it appeared, and
    # the day of the version.
    export_only = ("url", "issued_earliest", "issued_latest", "version_of")

    slug = Column("slug", required=True)
    title = Column("title", required=True)
    kind = Column("kind", ChoiceWidget(Publication.Kind), keep_if_blank=True)
    issued = Column("issued")
    publisher = Column("publisher")
    languages = Column("languages", LanguagesWidget())
    authors = AuthorsColumn("authors", AuthorsWidget())
    abstract = Column("abstract", TextWidget())
    topics = ManyToManyColumn("topics", Topic)
    members = ManyToManyColumn("members", Member)
    group = Column("group", SlugWidget(Group))
    meeting = Column("meeting", SlugWidget(Meeting))
    original_url = Column("original_url")
    file = FileColumn("file", PdfWidget(), keep_if_blank=True)
    identifiers = IdentifiersColumn("identifiers", IdentifiersWidget())
    rights = Column("rights")
    availability = Column("availability")
    title_note = Column("title_note")
    date_note = Column("date_note")
    abstract_ind = Column("abstract_ind", TextWidget())
    availability_ind = Column("availability_ind")
    title_note_ind = Column("title_note_ind")
    date_note_ind = Column("date_note_ind")
    title_origin = Column(
        "title_origin", ChoiceWidget(Publication.TitleOrigin), keep_if_blank=True
    )
    original_url_leads_to = LeadsToColumn(
        "original_url_leads_to", ChoiceWidget(Publication.LeadsTo), keep_if_blank=True
    )
    source = source_column()
    source_where = source_where_column()

    def __init__(self, folder=None, **kwargs):
        super().__init__(**kwargs)
        self.fields["file"].widget.folder = folder

    def get_queryset(self):
        newest_first = PublicationFile.objects.filter(name="main").order_by("-version")
        return (
            super()
            .get_queryset()
            .select_related("group", "meeting")
            .prefetch_related(
                "contributors",
                "identifiers",
                Prefetch("topics", Topic.objects.only("slug")),
                Prefetch("members", Member.objects.only("slug")),
                Prefetch("files", newest_first, to_attr="main_files"),
            )
        )

    def new(self, row, lookup):
        return Publication(kind=Publication.Kind.DOCUMENT)

    def title_of(self, record):
        return record.title
