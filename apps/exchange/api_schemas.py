"""What the read API gives of each record, as JSON shapes.

Dates are EDTF text exactly as recorded; blank where nothing is recorded. Texts are
English; their Indonesian twins end in `_indonesian` and are blank where there is none.
Addresses are absolute.
"""

import datetime as dt

from ninja import Schema


class Ref(Schema):
    """A record named in another: enough to show it and to ask for it."""

    slug: str
    title: str
    url: str


class Cite(Schema):
    """One claim of a source."""

    record: Ref | None
    statement: str
    part: str
    source: Ref
    value: str
    reading: str
    locator: str
    rank: str
    reason: str


class Standing(Schema):
    """A participant with its capacity, and how surely it stood on the day asked for."""

    slug: str
    name: str
    name_indonesian: str
    acronym: str
    kind: str
    iso_code: str
    iso3_code: str
    region: str
    capacity: str
    since: str
    until: str
    standing: str
    url: str


class ParticipationOut(Schema):
    capacity: str
    since: str
    until: str
    note: str


class SeatOut(Schema):
    group: Ref
    member: Ref
    role: str
    since: str
    until: str


class MemberOut(Schema):
    slug: str
    name: str
    name_indonesian: str
    other_names: list[str]
    acronym: str
    kind: str
    iso_code: str
    iso3_code: str
    region: str
    summary: str
    summary_indonesian: str
    participations: list[ParticipationOut]
    seats: list[SeatOut]
    url: str
    updated_at: dt.datetime


class FigureOut(Schema):
    key: str
    label: str
    qualifier: str
    value: float
    unit: str
    period: str
    subject: str


class GroupOut(Schema):
    slug: str
    name: str
    name_indonesian: str
    other_names: list[str]
    acronym: str
    kind: str
    parent: str | None
    founded: str
    ended: str
    founding_basis: str
    mandate: str
    mandate_indonesian: str
    seats: list[SeatOut]
    figures: list[FigureOut]
    url: str
    updated_at: dt.datetime


class AttendanceOut(Schema):
    member: Ref | None
    person: str
    capacity: str
    note: str


class MeetingOut(Schema):
    slug: str
    title: str
    title_indonesian: str
    group: Ref | None
    kind: str
    number: int | None
    series: str
    dates: str
    city: str
    host: str | None
    format: str
    summary: str
    summary_indonesian: str
    outcome: str
    attendance: str
    attendances: list[AttendanceOut]
    url: str
    updated_at: dt.datetime


class ContributorOut(Schema):
    role: str
    organisation: str
    family: str
    given: str


class FileOut(Schema):
    """A PDF of a publication; `text_url` is the page where its text is read."""

    name: str
    language: str
    page_count: int
    url: str
    text_url: str


class PublicationOut(Schema):
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
    abstract_indonesian: str
    topics: list[str]
    members: list[str]
    group: str | None
    meeting: str | None
    identifiers: dict[str, str]
    rights: str
    original_url: str
    original_url_leads_to: str
    files: list[FileOut]
    url: str
    updated_at: dt.datetime


class SourceOut(Schema):
    slug: str
    title: str
    kind: str
    publisher: str
    original_url: str
    date: str
    seen_on: dt.date | None
    description: str
    claim_count: int
    url: str
    updated_at: dt.datetime


class TopicOut(Schema):
    slug: str
    label: str
    label_indonesian: str
    synonyms: list[str]
    broader: str | None
    scope: str
    url: str
    updated_at: dt.datetime


class MilestoneOut(Schema):
    slug: str
    title: str
    title_indonesian: str
    date: str
    group: str | None
    summary: str
    url: str
    updated_at: dt.datetime


class HitOut(Schema):
    """One record found. `snippet` is safe HTML with `<mark>` around what was found;
    `page` is the page of a file that answers best, where one does, and `page_url` opens
    the file there."""

    key: str
    kind: str
    slug: str
    title: str
    url: str
    score: float
    snippet: str
    page: int | None
    page_url: str | None


class FacetValueOut(Schema):
    value: str
    label: str
    count: int


class SearchOut(Schema):
    count: int
    results: list[HitOut]
    facets: dict[str, list[FacetValueOut]]


class PageOf(Schema):
    """One page of a list. `next` and `previous` are addresses to follow."""

    count: int
    next: str | None
    previous: str | None


def page_schema(item):
    """The schema of a page of `item`s, named after it."""
    name = f"{item.__name__.removesuffix('Out')}Page"
    return type(name, (PageOf,), {"__annotations__": {"results": list[item]}})


class Problem(Schema):
    """An error, as RFC 9457 (application/problem+json)."""

    type: str
    title: str
    status: int
    detail: str
