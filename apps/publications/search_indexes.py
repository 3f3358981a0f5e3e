"""Publications and topics, as search finds them."""

from pathlib import PurePosixPath

from django.db.models import Value

from apps.core.dates import format_edtf, years_of
from apps.records.models import if_public
from apps.search.registry import FacetNames, SearchKind
from apps.search_engine import Page
from apps.search_engine import Record as Document

from .models import (
    Publication,
    PublicationFile,
    Thesaurus,
    Topic,
    TopicName,
    with_open_files,
)


def publications_in_full():
    """Public publications with all that is searched, but for the text of their files."""
    return with_open_files(Publication.objects.public().with_details())


def pages_of(publication):
    """The text of its files, asked for file by file: some are books."""
    return tuple(
        Page(file.get_absolute_url(), page.number, page.text)
        for file in publication.open_files
        for page in file.pages.all()
    )


def text_address(publication, file_address, page):
    """Where a page of one of its files is read as text."""
    file = PublicationFile(
        publication=publication, name=PurePosixPath(file_address).stem
    )
    return file.text_address(page)


def publication_document(publication, key, thesaurus):
    """The search document of a publication, with the text of its public files."""
    topics = list(publication.topics.all())
    filed = [term for topic in topics for term in thesaurus.with_broader(topic.pk)]
    return Document(
        key=key,
        kind="publication",
        kinds=(publication.kind,),
        title=publication.title,
        authors=tuple(str(c) for c in publication.contributors.all()),
        summary=publication.abstract,
        text="\n".join(
            [
                publication.abstract_ind,
                publication.publisher,
                *(topic.label for topic in topics),
                *(member.name for member in publication.members.all()),
                *(identifier.value for identifier in publication.identifiers.all()),
            ]
        ),
        date=publication.issued_latest,
        years=years_of(publication.issued_earliest, publication.issued_latest),
        languages=tuple(publication.languages.split()),
        topics=tuple(term.slug for term in filed),
        groups=(publication.group.slug,) if if_public(publication.group) else (),
        members=tuple(member.slug for member in publication.members.all()),
        pages=pages_of(publication),
    )


def narrower_keys(topic_id):
    """The keys of a term and of all below it, whoever may see them."""
    thesaurus = Thesaurus(Topic.objects.all())
    return [term.pk for term in thesaurus.with_narrower(topic_id)]


def describe_publication(publication):
    """(title, line below it) of a publication in a list of results."""
    parts = [publication.get_kind_display(), format_edtf(publication.issued)]
    return publication.display_title, " · ".join(str(part) for part in parts if part)


def topic_document(topic, key):
    """The search document of a topic."""
    return Document(
        key=key,
        kind="topic",
        title=topic.label,
        names=(
            *(name.name for name in topic.names.all()),
            *filter(None, [topic.label_ind]),
        ),
        summary=topic.scope,
        text=topic.scope_ind,
        topics=(topic.slug,),
    )


PUBLICATIONS = SearchKind(
    records=publications_in_full,
    document=publication_document,
    besides=Thesaurus,
    rows=lambda: Publication.objects.public().with_authors(),
    summary="abstract",
    describe=describe_publication,
    row_template="publications/_result_reference.html",
    text_address=text_address,
    narrower=tuple(Publication.Kind.choices),
)
TOPICS = SearchKind(
    records=lambda: Topic.objects.public().prefetch_related("names"),
    document=topic_document,
    named_by=narrower_keys,
    rows=lambda: Topic.objects.public(),
    summary="scope",
    describe=lambda topic: (topic.display_label, ""),
    facet=FacetNames(
        rows=lambda: (
            Topic.objects.public()
            .order_by()
            .values_list(Value("topic"), "slug", "label", "label_ind", Value(""))
        ),
        spell=lambda name, local, _code, language: (
            local if language == "id" and local else name
        ),
    ),
    synonyms=(
        lambda: (
            TopicName.objects.filter(topic__in=Topic.objects.public())
            .order_by()
            .values_list("topic__label", "name")
        ),
    ),
)
