"""The filters of the list of bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.as_of import AsOfForm

from .models import Group


class GroupFilterForm(AsOfForm):
    """Which kind of body; who led each on a day."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Any")), *Group.Kind.choices], required=False
    )
