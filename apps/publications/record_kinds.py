"""Publications and topics, as every other app knows them."""

from django.utils.translation import gettext_lazy as _

from apps.records.kinds import RecordKind, register

from . import api, search_indexes, timeline_entries
from .models import Publication, Topic

register(
    RecordKind(
        name="publication",
        label=_("Publications"),
        one=_("Publication"),
        model=Publication,
        list_name="publications:index",
        search=search_indexes.PUBLICATIONS,
        timeline=timeline_entries.publication_entries,
        sitemap="publications",
        api=api.publications_router,
    ),
    RecordKind(
        name="topic",
        label=_("Topics"),
        one=_("Topic"),
        model=Topic,
        list_name="publications:topics",
        search=search_indexes.TOPICS,
        sitemap="topics",
        api=api.topics_router,
    ),
)
