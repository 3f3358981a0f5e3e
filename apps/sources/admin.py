"""Sources, and the claims that stand on every record's own page."""

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.admin import (
    BaseGenericInlineFormSet,
    GenericTabularInline,
)
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.editing.fieldsets import PUBLISHING, in_indonesian
from apps.editing.record_admin import RecordAdmin
from apps.records.addresses import staff_address
from apps.spreadsheets.sheet_admin import SheetAdmin

from .claim_sheet import ClaimSheet
from .models import Claim, Source, SourceAddress


def statement_choices(record, model):
    """What a claim can be about: statements of the record, then those of its parts."""
    choices = [(f"..{field}", label) for field, label in model.STATEMENTS.items()]
    for part in record.cited_parts if record else []:
        content_type = ContentType.objects.get_for_model(part)
        choices += [
            (f"{content_type.pk}.{part.pk}.{field}", f"{label}: {part}")
            for field, label in part.STATEMENTS.items()
        ]
    return choices


class ClaimForm(forms.ModelForm):
    """One claim; what it is about is chosen from the record's own statements."""

    about = forms.ChoiceField(label=_("statement"))

    class Meta:
        model = Claim
        fields = [
            "about",
            "source",
            "value",
            "reading",
            "as_of",
            "differs",
            "locator",
            "locator_ind",
            "rank",
            "reason",
            "reason_ind",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "cols": 24})
            for name in ["value", "reading", "reason", "reason_ind"]
        }

    def __init__(self, *args, statements=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = statements
        if self.instance.pk:
            self.initial["about"] = (
                f"{self.instance.fact_type_id or ''}"
                f".{self.instance.fact_id or ''}.{self.instance.field}"
            )

    def _post_clean(self):
        fact_type, _dot, rest = self.cleaned_data.get("about", "..").partition(".")
        fact_id, _dot, field = rest.partition(".")
        self.instance.fact_type_id = int(fact_type) if fact_type else None
        self.instance.fact_id = int(fact_id) if fact_id else None
        self.instance.field = field
        if "about" in self.cleaned_data:  # else its own error says what is wrong
            super()._post_clean()


class ClaimFormSet(BaseGenericInlineFormSet):
    """The claims of one record: at most one of a statement is preferred."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"statements": self.statements}

    @cached_property
    def statements(self):
        record = self.instance if self.instance.pk else None
        return statement_choices(record, type(self.instance))

    def _construct_form(self, i, **kwargs):
        """Tell the claim whose it is before it is checked, not only when saved."""
        form = super()._construct_form(i, **kwargs)
        form.instance.record = self.instance
        return form

    def clean(self):
        super().clean()
        preferred = {}
        for form in self.forms:
            said = getattr(form, "cleaned_data", None) or {}
            if said.get("DELETE") or said.get("rank") != Claim.Rank.PREFERRED:
                continue
            about, source = said.get("about"), said.get("source")
            if about in preferred:
                words = {
                    "record": self.instance,
                    "what": dict(self.statements).get(about),
                    "one": preferred[about],
                    "other": source,
                }
                raise ValidationError(
                    _(
                        "“%(record)s”: %(what)s: two claims are marked as preferred, of "
                        "“%(one)s” and of “%(other)s”. Keep only one of them."
                    )
                    % words
                )
            preferred[about] = source

    def save(self, commit=True):
        """Take the preference from claims before another of the statement gets it."""
        given_up = [
            form.instance.pk
            for form in self.initial_forms
            if form.initial.get("rank") == Claim.Rank.PREFERRED and form.has_changed()
        ]
        Claim.objects.filter(pk__in=given_up).update(rank=Claim.Rank.NORMAL)
        return super().save(commit)


class ClaimInline(GenericTabularInline):
    """What sources say of this record."""

    model = Claim
    form = ClaimForm
    formset = ClaimFormSet
    autocomplete_fields = ["source"]
    readonly_fields = ["superseded_on"]
    extra = 0
    verbose_name_plural = _("Evidence: what sources say")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class SourceAddressInline(admin.TabularInline):
    model = SourceAddress
    extra = 0


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    inlines = [SourceAddressInline]
    list_display = ["title", "kind", "publisher", "date", "claims_made", "seen_on"]
    list_filter = ["kind", "status"]
    search_fields = ["title", "publisher", "url", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "language", "slug", "kind", "publisher"]}),
        (_("Where and when"), {"fields": ["url", "date", "seen_on"]}),
        (_("What it is"), {"fields": ["description"]}),
        in_indonesian("description_ind"),
        PUBLISHING,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_claim_count()

    @admin.display(description=_("claims"), ordering="claim_count")
    def claims_made(self, source):
        return source.claim_count


@admin.register(Claim)
class ClaimAdmin(SheetAdmin):
    """All claims in one list, to search and to follow; they are written on records."""

    sheet_class = ClaimSheet
    list_display = ["source", "record_link", "field", "value", "rank"]
    list_filter = ["rank", "content_type"]
    list_select_related = ["source", "content_type"]
    search_fields = ["value", "reading", "source__title", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("record")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody changes one here; a sheet of them follows the rights over records."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("record"))
    def record_link(self, claim):
        url = staff_address(claim.content_type.model_class(), claim.object_id)
        return format_html('<a href="{}">{}</a>', url, claim.record)
