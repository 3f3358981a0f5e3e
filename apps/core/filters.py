"""Filters of lists: GET forms that report invalid values."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FilterForm(forms.Form):
    """A form sent by GET, so that every filtered list has an address.

    An invalid value filters nothing; its message is shown beside the field.
    """

    use_required_attribute = False
    template_name_div = "components/filter_fields.html"
    template_name = "components/filter_fields.html"

    def chosen(self):
        """The valid, non-empty values by field name."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {k: v for k, v in self.cleaned_data.items() if v not in ("", None)}

    @property
    def is_filtering(self):
        """Whether a visible filter narrows the list."""
        chosen = self.chosen()
        return any(field.name in chosen for field in self.visible_fields())


class DayField(forms.DateField):
    """A day written as YYYY-MM-DD, from the first conference on."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {
        "invalid": _("Write the day as year-month-day, such as 2016-03-23.")
    }
