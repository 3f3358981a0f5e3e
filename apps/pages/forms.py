"""What the steps of a page ask for, and the CMS's own forms in which it gets an address."""

from urllib.parse import urlsplit

from cms.admin.forms import AddPageForm, ChangePageForm, DuplicatePageForm
from cms.forms.wizards import CreateCMSPageForm, CreateCMSSubPageForm
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from apps.editing.record_forms import FutureDateTimeField

from .page_reachability import validate_path
from .page_steps import PageStep


class ReviewForm(forms.Form):
    """A draft is finished, or goes back: a note if there is something to say."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("For whoever reads the draft next."),
    )


class PublishForm(forms.Form):
    """Why a page is published, and when."""

    note = forms.CharField(
        label=_("Change note"),
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("What changes and why, in a few words."),
    )
    publish_at = FutureDateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Blank: at once. Times are in UTC."),
    )


class WithdrawForm(forms.Form):
    """Why a page is withdrawn, and what its readers find."""

    ending = forms.ChoiceField(
        label=_("What happens to its address"),
        choices=PageStep.Ending.choices,
        widget=forms.RadioSelect,
        initial=PageStep.Ending.WITHDRAWN,
    )
    successor = forms.CharField(
        label=_("Redirects to"),
        max_length=300,
        required=False,
        help_text=_(
            "For a merged page: an address of this site, such as /en/history/."
        ),
    )
    note = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Shown in place of the page."),
    )
    withdraw_at = FutureDateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Blank: at once. Times are in UTC."),
    )

    def __init__(self, *args, own_address="", **kwargs):
        super().__init__(*args, **kwargs)
        self.own_address = own_address

    def clean_successor(self):
        path = self.cleaned_data["successor"].strip()
        if not path:
            return path
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not path.startswith("/"):
            raise ValidationError(_("Write an address of this site, from the first /."))
        if parts.path == self.own_address:
            raise ValidationError(_("A page cannot lead to itself."))
        try:
            resolve(parts.path)
        except Resolver404:
            raise ValidationError(_("There is no such address here.")) from None
        return path

    def clean(self):
        cleaned = super().clean()
        merged = cleaned.get("ending") == PageStep.Ending.MERGED
        if merged and not cleaned.get("successor") and "successor" not in self.errors:
            self.add_error(
                "successor", _("Enter the address that readers are redirected to.")
            )
        if not merged and cleaned.get("successor"):
            self.add_error("successor", _("Only a merged page redirects."))
        return cleaned


class ReachablePathMixin:
    """A form of the CMS that refuses an address at which no reader would find the page."""

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        own = cleaned.get("overwrite_url")
        page = cleaned.get("cms_page") or getattr(self.instance, "page", None)
        path = (
            page.get_url_data(cleaned["slug"], own, self._language)["path"]
            if page
            else cleaned["path"]
        )
        if path is None:
            return cleaned  # the gate looks again, once the page above is public
        try:
            validate_path(self._language, path)
        except ValidationError as error:
            self.add_error("overwrite_url" if own else "slug", error)
        return cleaned


class PageForm(ReachablePathMixin, AddPageForm):
    pass


class PageCopyForm(ReachablePathMixin, DuplicatePageForm):
    pass


class PageSettingsForm(ReachablePathMixin, ChangePageForm):
    pass


class PageWizardForm(ReachablePathMixin, CreateCMSPageForm):
    pass


class SubPageWizardForm(ReachablePathMixin, CreateCMSSubPageForm):
    pass
