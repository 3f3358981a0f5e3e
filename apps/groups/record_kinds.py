"""Bodies and mechanisms, as every other app knows them."""

from django.utils.translation import gettext_lazy as _

from apps.records.kinds import RecordKind, register

from .api import router
from .models import Group
from .search_indexes import GROUPS

register(
    RecordKind(
        name="group",
        label=_("Bodies"),
        one=_("Body"),
        model=Group,
        list_name="groups:index",
        search=GROUPS,
        sitemap="groups",
        api=router,
    )
)
