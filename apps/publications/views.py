"""The library, its topics, and one publication's page."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.translation import get_language

from apps.core.detail import RecordDetail
from apps.core.languages import sorting_key
from apps.search.views import asked, more_like, respond

from .models import Publication, Topic
from .relating import Related


def publication_list(request):
    """The library: searched, narrowed by facets, newest first until words are asked."""
    query, wrong = asked(request, within="publication", page_size=25)
    return respond(request, "publications/publication_list.html", query, wrong, {})


class PublicationDetail(RecordDetail):
    model = Publication

    def get_queryset(self):
        return super().get_queryset().with_details()

    def get_context_data(self, **kwargs):
        publication = self.object
        return super().get_context_data(**kwargs) | {
            "files": publication.files.public().on_shelves(),
            "related": Related(publication),
            "alike": more_like(publication, "publication"),
        }


def topic_list(request):
    """The thesaurus: every term under its broader one, with its publications.

    Of other words for a term it names those of the reader's language; its page, all.
    """
    topics = (
        Topic.objects.public()
        .annotate(
            publication_count=Count(
                "publications",
                filter=Q(publications__in=Publication.objects.public()),
                distinct=True,
            )
        )
        .prefetch_related("names")
    )
    narrower = {}
    for topic in sorted(topics, key=lambda topic: sorting_key(topic.display_label)):
        narrower.setdefault(topic.broader_id, []).append(topic)
    tree, reader = [], get_language()

    def grow(parent, depth):
        for topic in narrower.get(parent, []):
            synonyms = [name for name in topic.names.all() if name.language == reader]
            tree.append({"topic": topic, "depth": depth, "synonyms": synonyms})
            grow(topic.pk, depth + 1)

    grow(None, 0)
    return render(request, "publications/topic_list.html", {"tree": tree})


class TopicDetail(RecordDetail):
    queryset = Topic.objects.select_related("broader").prefetch_related("names")

    def get_context_data(self, **kwargs):
        topic = self.object
        return super().get_context_data(**kwargs) | {
            "narrower": topic.narrower.public(),
            "related": topic.related.public(),
            "publications": topic.publications.public().with_authors().newest(),
        }
