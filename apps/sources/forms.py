"""The filters of the list of sources."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.filters import FilterForm

from .models import Source


class SourceFilterForm(FilterForm):
    """Sources of which kind, with which words in their title or publisher."""

    q = forms.CharField(label=_("Title or publisher"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Any")), *Source.Kind.choices], required=False
    )
