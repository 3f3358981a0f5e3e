"""The library, its topics, and one publication's page."""

from django.shortcuts import render
from django.utils.translation import get_language

from apps.core.languages import sort_key
from apps.records.detail_views import RecordDetail
from apps.search.search_query import PARAMETERS
from apps.search.views import more_like, query_from_request, search_response
from apps.serving.query_parameters import vary_on_parameters

from .models import Publication, Thesaurus, Topic
from .related_publications import Related


@vary_on_parameters(*PARAMETERS)
def publication_list(request):
    """The library: searched, narrowed by facets, newest first until words are asked."""
    query, wrong = query_from_request(request, within="publication", page_size=25)
    return search_response(
        request, "publications/publication_list.html", query, wrong, {}
    )


class PublicationDetail(RecordDetail):
    """The page of a publication: files, citation, related and similar publications."""

    model = Publication

    def get_queryset(self):
        return super().get_queryset().with_details()

    def get_context_data(self, **kwargs):
        publication = self.object
        return super().get_context_data(**kwargs) | {
            "files": publication.files.public().grouped_by_file(),
            "related": Related(publication),
            "alike": more_like(publication, "publication"),
        }


@vary_on_parameters()
def topic_list(request):
    """The thesaurus: every term under its broader one, with its publications and those
    of its narrower terms.

    Of other words for a term it names those of the reader's language; its page, all.
    """
    topics = Topic.objects.public().select_related("broader").prefetch_related("names")
    counts = Thesaurus().publication_counts(Publication.objects.public())
    narrower = {}
    for topic in sorted(topics, key=lambda topic: sort_key(topic.display_label)):
        narrower.setdefault(topic.public_broader, []).append(topic)
    tree, reader = [], get_language()

    def grow(parent, depth):
        for topic in narrower.get(parent, []):
            synonyms = [name for name in topic.names.all() if name.language == reader]
            count = counts.get(topic.pk, 0)
            tree.append(
                {"topic": topic, "depth": depth, "synonyms": synonyms, "count": count}
            )
            grow(topic, depth + 1)

    grow(None, 0)
    return render(request, "publications/topic_list.html", {"tree": tree})


class TopicDetail(RecordDetail):
    """The page of a topic, with publications filed under it or under narrower terms."""

    queryset = Topic.objects.select_related("broader").prefetch_related("names")

    def get_context_data(self, **kwargs):
        topic = self.object
        thesaurus = Thesaurus(
            Topic.objects.public() | Topic.objects.filter(pk=topic.pk)
        )
        publications = Publication.objects.public().filter(
            pk__in=thesaurus.publications_under(topic.slug)
        )
        filed = publications.with_authors().newest()
        return super().get_context_data(**kwargs) | {
            "narrower": topic.narrower.public(),
            "related": topic.related.public(),
            "publications": filed,
            "from_narrower": len(filed) - topic.publications.public().count(),
        }
