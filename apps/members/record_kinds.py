"""Members, as every other app knows them."""

from django.utils.translation import gettext_lazy as _

from apps.records.kinds import RecordKind, register

from .api import router
from .models import Member
from .search_indexes import MEMBERS

register(
    RecordKind(
        name="member",
        label=_("Members"),
        one=_("Participant"),
        model=Member,
        list_name="members:index",
        search=MEMBERS,
        sitemap="members",
        api=router,
    )
)
