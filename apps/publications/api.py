"""The library and its thesaurus in the read API."""

import datetime as dt

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from apps.groups.models import Group
from apps.members.models import Member
from apps.records import api
from apps.sources.recency import with_newest_source

from .models import Publication, Thesaurus, Topic, with_open_files

publications_router = Router(tags=["publications"])
topics_router = Router(tags=["topics"])


class ContributorOut(Schema):
    """An author or editor: an organisation, or a person in two parts."""

    role: str
    organisation: str
    family: str
    given: str


class FileOut(api.Addressed):
    """A PDF of a publication; `text_url` is the page where its text is read."""

    name: str
    language: str
    page_count: int
    url: str
    text_url: str

    @staticmethod
    def resolve_text_url(file, context):
        return context["request"].build_absolute_uri(file.text_url)


class PublicationOut(api.Addressed):
    """`title_origin` is own, or supplied where no source prints the title.

    `original_url_leads_to` is original, copy or description (a page about it), and
    blank without an address.
    """

    slug: str
    title: str
    title_origin: str
    kind: str
    issued: str
    contributors: list[ContributorOut]
    publisher: str
    languages: list[str]
    abstract: str
    abstract_indonesian: str = Field(validation_alias="abstract_ind")
    topics: list[str]
    members: list[str]
    group: str | None
    meeting: str | None
    identifiers: dict[str, str]
    rights: str
    original_url: str
    original_url_leads_to: str = Field(validation_alias="leads_to")
    files: list[FileOut] = Field(validation_alias="open_files")
    url: str
    known_on: dt.date
    newest_source: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_languages(publication):
        return publication.languages.split()

    @staticmethod
    def resolve_topics(publication):
        return [topic.slug for topic in publication.topics.all()]

    @staticmethod
    def resolve_members(publication):
        return [member.slug for member in publication.members.all()]

    @staticmethod
    def resolve_group(publication):
        return api.slug_of(publication.group)

    @staticmethod
    def resolve_meeting(publication):
        return api.slug_of(publication.meeting)

    @staticmethod
    def resolve_identifiers(publication):
        return {i.scheme: i.value for i in publication.identifiers.all()}


class TopicOut(api.Addressed):
    """A term of the thesaurus; `broader` is the slug of the term above it."""

    slug: str
    label: str
    label_indonesian: str = Field(validation_alias="label_ind")
    synonyms: list[str]
    broader: str | None
    scope: str
    url: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_synonyms(topic):
        return api.names_of(topic.names)

    @staticmethod
    def resolve_broader(topic):
        return api.slug_of(topic.broader)


def publications_in_full():
    """Public publications with all that PublicationOut needs, in a fixed query count."""
    records = with_open_files(Publication.objects.public().with_details())
    return with_newest_source(records)


def topics_in_full():
    """Public topics with all that TopicOut needs, in a fixed number of queries."""
    return Topic.objects.public().select_related("broader").prefetch_related("names")


@publications_router.get("/publications", response=api.page_schema(PublicationOut))
def publications(
    request,
    response: HttpResponse,
    kind: api.one_of(Publication.Kind) = None,
    topic: api.Slug | None = None,
    group: api.Slug | None = None,
    member: api.Slug | None = None,
    year: api.Year | None = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """The library, newest first; to search its words, use `/search`.

    `topic` finds what is filed under its narrower terms too.
    """
    rows = publications_in_full()
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(pk__in=Thesaurus().publications_under(topic)) if topic else rows
    rows = rows.filter(group__in=api.public_with_slug(Group, group)) if group else rows
    rows = (
        rows.filter(members__in=api.public_with_slug(Member, member))
        if member
        else rows
    )
    if year:
        rows = rows.filter(
            issued_earliest__year__lte=year, issued_latest__year__gte=year
        )
    return api.list_response(request, response, rows, page, page_size)


@publications_router.get("/publications/{slug}", response=PublicationOut)
def publication(request, response: HttpResponse, slug: api.Slug):
    """One publication."""
    return api.detail_response(request, response, publications_in_full(), slug)


@topics_router.get("/topics", response=api.page_schema(TopicOut))
def topics(
    request,
    response: HttpResponse,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """The thesaurus."""
    return api.list_response(request, response, topics_in_full(), page, page_size)


@topics_router.get("/topics/{slug}", response=TopicOut)
def topic(request, response: HttpResponse, slug: api.Slug):
    """One term of the thesaurus."""
    return api.detail_response(request, response, topics_in_full(), slug)
