"""Dated sources as what shows that a period held."""

from functools import reduce
from operator import or_

from django.db.models import Case, DateField, F, OuterRef, Q, When

from apps.records.models import Period
from apps.records.models.standing import showings

from .models import CitedFact, Claim


def claims(model):
    """What public sources say of a seat, an office or a capacity as the record has it.

    A source proves the first day on which it can have been written, or that it speaks
    of; one without a date proves none. Of an end it says that it held no longer.
    """
    if not issubclass(model, Period) or not issubclass(model, CitedFact):
        return None
    agreeing = [
        Q(field=name, reading=OuterRef(name))
        for name in model.STATEMENTS
        if name != "until"
    ]
    variant = Q(differs=Claim.Difference.VARIANT) & ~Q(field="until")
    opts = model._meta
    day = Case(
        When(~Q(as_of=""), then=F("as_of_earliest")),
        default=F("source__date_earliest"),
        output_field=DateField(),
    )
    return (
        Claim.objects.of_public_sources()
        .filter(
            reduce(or_, agreeing, variant),
            fact_type__app_label=opts.app_label,
            fact_type__model=opts.model_name,
            fact_id=OuterRef("pk"),
            superseded_on=None,
        )
        .exclude(Q(rank=Claim.Rank.DEPRECATED) | Q(reading=""))
        .annotate(
            shown=Case(When(~Q(as_of=""), then=F("as_of")), default=F("source__date")),
            shown_from=day,
            shown_to=day,
        )
    )


showings.append(claims)
