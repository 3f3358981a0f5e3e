"""Sources, as every other app knows them."""

from django.utils.translation import gettext_lazy as _

from apps.records.kinds import RecordKind, register

from .api import router
from .models import Source

register(
    RecordKind(
        name="source",
        label=_("Sources"),
        one=_("Source"),
        model=Source,
        list_name="sources:index",
        sitemap="sources",
        api=router,
    )
)
