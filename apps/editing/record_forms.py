"""Forms of records, and of the transitions that need input."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.records.models import Record
from apps.records.versions import latest_version

# Fields of the form that are not fields of the model.
EXTRA_FIELDS = {"version", "proposal", "change_note"}


def post_data(request):
    """request.POST, even if empty; None for other methods: an unbound form."""
    return request.POST if request.method == "POST" else None


class RecordForm(forms.ModelForm):
    """A record's fields, the version they are based on, and a change note."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    proposal = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_note = forms.CharField(
        label=_("Change note"),
        required=False,
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("What changes and why, in a few words: “Dates corrected”."),
    )
    # Set by RecordAdmin on the form class, from the edit session.
    refusal = None  # a SaveRefused
    form_data = None  # QueryDict shown if nothing was submitted

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(self.form_data if data is None else data, *args, **kwargs)
        version = latest_version(self.instance) if self.instance.pk else None
        self.initial["version"] = version.history_id if version else None

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(self.refusal.field, self.refusal.messages)
        return cleaned

    @property
    def note(self):
        return self.cleaned_data.get("change_note", "")

    @property
    def changes_something(self):
        return bool(set(self.changed_data) - EXTRA_FIELDS)


class NoteField(forms.CharField):
    """A few words about a transition."""

    widget = AdminTextareaWidget(attrs={"rows": 3})

    def __init__(self, *, max_length=500, **kwargs):
        super().__init__(max_length=max_length, **kwargs)


class NoteForm(forms.Form):
    """A transition that needs only a note."""

    note = NoteField(
        label=_("Change note"),
        help_text=_(
            "What changes and why, in a few words. It appears in the public "
            "history of the record, without your name."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        version = latest_version(record)
        self.current = version.history_id if version else None
        self.fields["version"].initial = self.current

    def clean_version(self):
        if self.cleaned_data["version"] not in {None, self.current}:
            # The form is shown again for the current version.
            self.data = self.data.copy()
            self.data["version"] = self.current
            raise ValidationError(
                _(
                    "Somebody has changed this record since you opened this page. Look at "
                    "its history, then decide again."
                )
            )
        return self.cleaned_data["version"]

    @property
    def details(self):
        """Fields of the record that the transition sets besides its status."""
        return {}


class FutureDateTimeField(forms.SplitDateTimeField):
    """A date and time in the future."""

    widget = AdminSplitDateTime

    def clean(self, value):
        moment = super().clean(value)
        if moment and moment <= timezone.now():
            raise ValidationError(
                _("This time is in the past. Choose one in the future.")
            )
        return moment


class LaterField(FutureDateTimeField):
    """A date and time at which something happens, instead of at once."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("When"),
            required=False,
            help_text=_("Blank: at once. Times are in UTC."),
            **kwargs,
        )


class ScheduleForm(NoteForm):
    """When a record is published, and withdrawn."""

    publish_at = FutureDateTimeField(
        label=_("Publish at"), help_text=_("Times are in UTC.")
    )
    withdraw_at = FutureDateTimeField(
        label=_("Withdraw at"),
        required=False,
        help_text=_("Blank: it is not withdrawn."),
    )
    field_order = ["publish_at", "withdraw_at", "note"]

    def clean(self):
        cleaned = super().clean()
        appears, disappears = cleaned.get("publish_at"), cleaned.get("withdraw_at")
        if appears and disappears and disappears <= appears:
            self.add_error(
                "withdraw_at", _("It cannot be withdrawn before it is published.")
            )
        return cleaned

    @property
    def details(self):
        return {name: self.cleaned_data[name] for name in ["publish_at", "withdraw_at"]}


class EndingField(forms.ChoiceField):
    """How something is withdrawn."""

    widget = forms.RadioSelect

    def __init__(self, label, endings):
        super().__init__(
            label=label, choices=endings.choices, initial=endings.WITHDRAWN
        )


def validate_successor(form, *, missing, superfluous):
    """Add an error unless a form names a successor exactly where it merges."""
    merged = form.cleaned_data.get("ending") == Record.Ending.MERGED
    named = form.cleaned_data.get("successor")
    if merged != bool(named) and "successor" not in form.errors:
        form.add_error("successor", missing if merged else superfluous)


class EndingForm(NoteForm):
    """How a record is withdrawn; the reason is shown in its place."""

    ending = EndingField(_("What happens to its page"), Record.Ending)
    successor = forms.ModelChoiceField(
        label=_("Merged into"),
        queryset=None,
        required=False,
        help_text=_("The record that readers are redirected to."),
    )
    note = NoteField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Shown in place of the record, and in its history."),
    )
    withdraw_at = LaterField()
    field_order = ["ending", "successor", "note", "withdraw_at"]

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        others = type(record)._default_manager.public().exclude(pk=record.pk)
        self.fields["successor"].queryset = others
        if not record.is_public:
            del self.fields["withdraw_at"]

    def clean(self):
        cleaned = super().clean()
        for objection in self.record.objections_to_withdrawal():
            self.add_error(None, objection)
        validate_successor(
            self,
            missing=_("Say which record it was merged into."),
            superfluous=_("Only a merged record redirects to another one."),
        )
        return cleaned

    @property
    def details(self):
        return {
            "ending": self.cleaned_data["ending"],
            "successor": self.cleaned_data["successor"],
            "withdrawal_reason": self.cleaned_data["note"],
            "withdraw_at": self.cleaned_data.get("withdraw_at"),
        }


TRANSITION_FORMS = {"nothing": NoteForm, "moment": ScheduleForm, "ending": EndingForm}
