"""What we rely on, what each source says, and where sources differ."""

from collections import defaultdict

from django.db.models import Q
from django.shortcuts import render
from django.utils.text import capfirst

from apps.core.paging import page_of
from apps.records.detail_views import RecordDetail
from apps.serving.query_parameters import vary_on_parameters

from .evidence import Statement
from .forms import SourceFilterForm
from .models import Claim, Source


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
    return render(
        request,
        "sources/source_list.html",
        {"form": form, "page": page_of(sources, request, per_page=50)},
    )


class SourceDetail(RecordDetail):
    """One source and every claim it makes about records that are public."""

    queryset = Source.objects.all()

    def get_context_data(self, **kwargs):
        claims = (
            self.object.claims.about_public_records()
            .with_records()
            .order_by("content_type", "object_id", "field")
        )
        by_record = defaultdict(list)
        for claim in claims:
            by_record[claim.record].append(claim)
        return super().get_context_data(**kwargs) | {
            "records": [
                {"record": record, "claims": record_claims}
                for record, record_claims in by_record.items()
            ],
            "claim_count": sum(map(len, by_record.values())),
        }


@vary_on_parameters("page")
def disagreements(request):
    """Every statement on which sources differ, with all they say of it."""
    claims = (
        Claim.objects.public()
        .contested()
        .with_records()
        .order_by("content_type", "object_id", "field", "rank_order", "pk")
    )
    grouped = defaultdict(list)
    for claim in claims:
        grouped[(claim.record, *claim.statement)].append(claim)
    rows = [
        {
            "kind": record._meta.model_name,
            "kind_label": capfirst(record._meta.verbose_name_plural),
            "record": record,
            "statement": Statement(group),
        }
        for (record, *_statement), group in grouped.items()
    ]
    return render(
        request,
        "sources/disagreements.html",
        {"page": page_of(rows, request, per_page=100)},
    )
