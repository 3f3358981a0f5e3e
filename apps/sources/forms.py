"""The filters of the list of sources, and of that of their disagreements."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.filters import FilterForm
from apps.core.languages import sort_key

from .models import Source


class SourceFilterForm(FilterForm):
    """Sources of which kind, with which words in their title or publisher."""

    q = forms.CharField(label=_("Title or publisher"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Any")), *Source.Kind.choices], required=False
    )


class DisagreementForm(FilterForm):
    """Disagreements about which records, of which kind, in which one source takes part.

    It offers what occurs in `rows`, each with a record and a statement.
    """

    q = forms.CharField(label=_("Entry"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind of entry"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = {
            row["record"]._meta.model_name: str(
                capfirst(row["record"]._meta.verbose_name_plural)
            )
            for row in rows
        }
        sources = {
            claim.source.slug: claim.source.title
            for row in rows
            for claim in row["statement"].claims
        }
        for name, found in [("kind", kinds), ("source", sources)]:
            by_label = sorted(found.items(), key=lambda item: sort_key(item[1]))
            self.fields[name].choices = [("", _("Any")), *by_label]

    def narrow(self, rows):
        """The rows that are chosen."""
        chosen = self.chosen()
        return [row for row in rows if self._matches(row, chosen)]

    def _matches(self, row, chosen):
        record, claims = row["record"], row["statement"].claims
        words = sort_key(chosen.get("q", ""))
        return (
            (words in sort_key(record) or words in sort_key(record.heading))
            and chosen.get("kind", record._meta.model_name) == record._meta.model_name
            and ("source" not in chosen or chosen["source"] in _sources(claims))
        )


def _sources(claims):
    return {claim.source.slug for claim in claims}
