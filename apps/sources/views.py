"""What we rely on, what each source says, and where sources differ."""

from django.db.models import Q
from django.shortcuts import render

from apps.core.paging import page_of
from apps.records.detail_views import RecordDetail
from apps.serving import cache_generations
from apps.serving.query_parameters import vary_on_parameters

from .claims_in_lists import sayings_of, statements_of_many
from .forms import DisagreementForm, SourceFilterForm
from .models import Claim, Source
from .unsourced import count_statements


@vary_on_parameters(*SourceFilterForm.base_fields, "page")
def source_list(request):
    """Every source with the number of its claims."""
    form = SourceFilterForm(request.GET or None)
    chosen = form.chosen()
    sources = Source.objects.public().with_claim_count(Claim.objects.public())
    if "kind" in chosen:
        sources = sources.filter(kind=chosen["kind"])
    if "q" in chosen:
        sources = sources.filter(
            Q(title__icontains=chosen["q"]) | Q(publisher__icontains=chosen["q"])
        )
    stated, unsourced = cache_generations.remember(
        "sources:statements", count_statements
    )
    return render(
        request,
        "sources/source_list.html",
        {
            "form": form,
            "page": page_of(sources, request, per_page=50),
            "stated": stated,
            "unsourced": unsourced,
        },
    )


class SourceDetail(RecordDetail):
    """One source and every claim it makes about records that are public."""

    queryset = Source.objects.with_other_urls()

    def get_context_data(self, **kwargs):
        claims = (
            self.object.claims.about_public_records()
            .with_kinds()
            .order_by("content_type", "object_id", "field")
        )
        return super().get_context_data(**kwargs) | {
            "records": sayings_of(claims),
            "claim_count": len(claims),
        }


@vary_on_parameters(*DisagreementForm.base_fields, "page")
def disagreements(request):
    """Statements on which sources contradict each other, with all they say of them.

    First those on which most hangs (`Cited.WEIGHTS`), then those with most sources.
    """
    claims = (
        Claim.objects.public()
        .contested()
        .with_kinds()
        .order_by("content_type", "object_id", "field", "rank_order", "pk")
    )
    rows = [
        {"record": record, "statement": statement, "part": part}
        for record, statement, part in statements_of_many(claims)
    ]
    rows.sort(key=lambda row: (-_weight(row), -len(row["statement"].claims)))
    form = DisagreementForm(request.GET or None, rows=rows)
    return render(
        request,
        "sources/disagreements.html",
        {
            "form": form,
            "page": page_of(form.narrow(rows), request, per_page=25),
        },
    )


def _weight(row):
    return row["statement"].about.weight(row["statement"].name)
