"""The filters of the register of members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.as_of import AsOfForm

from .models import Member, Participation

# Both kinds of member that are no organisation.
COUNTRIES = "country"


class RegisterForm(AsOfForm):
    """Who takes part, as what, where, and as of which day."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        choices=[("", _("Any")), *Participation.Capacity.choices],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("", _("Any")),
            (COUNTRIES, _("States and territories")),
            *Member.Kind.choices,
        ],
        required=False,
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("Any")), *Member.Region.choices],
        required=False,
    )
