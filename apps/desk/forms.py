import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Comment, Share


class ShareForm(forms.ModelForm):
    """For whom a draft is shown, and for how long."""

    days = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[(1, _("one day")), (7, _("one week")), (30, _("thirty days"))],
        coerce=int,
        initial=7,
    )

    class Meta:
        model = Share
        fields = ["whom"]

    def clean(self):
        cleaned = super().clean()
        days = cleaned.get("days")
        if days:
            self.instance.expires_at = timezone.now() + dt.timedelta(days=days)
        return cleaned


class CommentForm(forms.ModelForm):
    """What a visitor of a shared draft has to say."""

    class Meta:
        model = Comment
        fields = ["name", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6, "maxlength": 5000})}
