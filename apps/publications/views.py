"""The library, its topics, and one publication's page."""

from django.db.models import Count, Q
from django.shortcuts import render

from apps.core.detail import RecordDetail
from apps.core.paging import page_of

from .forms import LibraryForm
from .models import Publication, Topic


def publication_list(request):
    """The library, newest first."""
    form = LibraryForm(request.GET or None)
    chosen = form.chosen()
    publications = Publication.objects.public().with_authors().newest()
    if "kind" in chosen:
        publications = publications.filter(kind=chosen["kind"])
    if "year" in chosen:
        publications = publications.filter(
            issued_earliest__year__lte=chosen["year"],
            issued_latest__year__gte=chosen["year"],
        )
    if "topic" in chosen:
        publications = publications.filter(topics=chosen["topic"])
    if "group" in chosen:
        publications = publications.filter(group=chosen["group"])
    if "q" in chosen:
        publications = publications.filter(
            Q(title__icontains=chosen["q"]) | Q(abstract__icontains=chosen["q"])
        )
    return render(
        request,
        "publications/publication_list.html",
        {"form": form, "page": page_of(publications, request, per_page=25)},
    )


class PublicationDetail(RecordDetail):
    queryset = Publication.objects.with_details()

    def get_context_data(self, **kwargs):
        publication = self.object
        public = Publication.objects.public()
        return super().get_context_data(**kwargs) | {
            "relations": publication.relations.filter(other__in=public).select_related(
                "other"
            ),
            "inverse_relations": publication.inverse_relations.filter(
                publication__in=public
            ).select_related("publication"),
        }


def topic_list(request):
    """The thesaurus: every term under its broader one, with its publications."""
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
    for topic in topics:
        narrower.setdefault(topic.broader_id, []).append(topic)
    tree = []

    def grow(parent, depth):
        for topic in narrower.get(parent, []):
            tree.append({"topic": topic, "depth": depth})
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
