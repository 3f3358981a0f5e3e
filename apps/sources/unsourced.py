"""How much the public record states, and for how much of it no source is named."""

from django.db.models import Exists, OuterRef

from .models import CitedFact, CitedRecord, Claim
from .models.hidden_parts import columns_naming_records, naming_hidden


def public_rows():
    """(rows that anybody may see, name of the column of their claims that holds them)."""
    for model in CitedRecord.__subclasses__():
        yield model.objects.public(), "object_id"
    for model in CitedFact.__subclasses__():
        yield public_parts(model), "fact_id"


def public_parts(model):
    """The parts of a kind that name no record nobody may see."""
    return model.objects.filter(~naming_hidden(columns_naming_records(model)))


def count_statements():
    """(how many statements there are, how many of them without a source).

    A statement has a source where a claim of a public one stands for it.
    """
    made, unsourced = [], []
    for rows, number in public_rows():
        model, rows = rows.model, rows.order_by()
        for name in model.STATEMENTS.keys() - model.DERIVED:
            said = rows.filter(model.saying(name))
            made.append(said.values("pk"))
            unsourced.append(said.exclude(Exists(standing(model, name, number))))
    counts = made[0].union(*made[1:], all=True).count()
    return counts, unsourced[0].values("pk").union(
        *(rows.values("pk") for rows in unsourced[1:]), all=True
    ).count()


def standing(model, name, number):
    """The claims that stand for a statement of the row of an outer query."""
    kind = "content_type" if number == "object_id" else "fact_type"
    about = {
        f"{kind}__app_label": model._meta.app_label,
        f"{kind}__model": model._meta.model_name,
        number: OuterRef("pk"),
    }
    if number == "object_id":
        about["fact_id"] = None
    live = Claim.objects.of_public_sources().filter(superseded_on=None)
    return live.exclude(rank=Claim.Rank.DEPRECATED).filter(field=name, **about)
