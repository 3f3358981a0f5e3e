"""The filters of the list of meetings and of the timeline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.filters import FilterForm
from apps.groups.models import Group

from .models import Meeting
from .timeline import kinds


class YearField(forms.IntegerField):
    """A year of the record."""

    # Text, so that what was mistyped is shown again as it was typed.
    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})

    def __init__(self, **kwargs):
        super().__init__(min_value=1900, max_value=2100, required=False, **kwargs)


class BodyField(forms.ModelChoiceField):
    """One public body, by its address."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Group.objects.none(),
            to_field_name="slug",
            required=False,
            empty_label=_("Any"),
            label=_("Body"),
            **kwargs,
        )

    def label_from_instance(self, group):
        return str(group.display_name)  # an option holds no markup


class MeetingFilterForm(FilterForm):
    """Meetings of which body, kind and year."""

    q = forms.CharField(label=_("Title or place"), max_length=100, required=False)
    group = BodyField()
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Any")), *Meeting.Kind.choices],
        required=False,
    )
    year = YearField(label=_("Year"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked for anew each time: a class-level queryset would freeze "now".
        self.fields["group"].queryset = Group.objects.public()


class TimelineForm(FilterForm):
    """From and until which year, of which body, and what."""

    group = BodyField()
    kind = forms.ChoiceField(label=_("What"), required=False)
    since = YearField(label=_("From year"))
    until = YearField(label=_("To year"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.public()
        self.fields["kind"].choices = [
            ("", _("Any")),
            *((name, kind.label) for name, kind in kinds().items()),
        ]

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last year comes before the first."))
        return cleaned
