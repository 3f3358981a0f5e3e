"""How far the record reaches: how new its facts and its sources are."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from .models import Claim


def with_newest_source(records):
    """Records, each with the date of its newest dated source as EDTF text, or blank."""
    claims = Claim.objects.of_public_sources().filter(
        content_type=ContentType.objects.get_for_model(records.model),
        object_id=OuterRef("pk"),
        source__date_earliest__isnull=False,
    )
    dates = claims.order_by(F("source__date_earliest").desc()).values("source__date")
    newest = Coalesce(Subquery(dates[:1]), Value(""), output_field=CharField())
    return records.annotate(newest_source=newest)
