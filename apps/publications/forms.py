"""The filters of the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.filters import FilterForm
from apps.groups.models import Group

from .models import Publication, Topic


class LibraryForm(FilterForm):
    """Publications of which kind, year, topic and body."""

    q = forms.CharField(label=_("Title"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Any")), *Publication.Kind.choices],
        required=False,
    )
    year = forms.IntegerField(
        label=_("Year"), min_value=1900, max_value=2100, required=False
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=Topic.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Any"),
    )
    group = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Group.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Any"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked for anew each time: a class-level queryset would freeze "now".
        self.fields["topic"].queryset = Topic.objects.public()
        self.fields["group"].queryset = Group.objects.public()
