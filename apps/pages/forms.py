"""Forms of the transitions of pages, and those of the CMS that give a page its address."""

from urllib.parse import urlsplit

from cms.admin.forms import AddPageForm, ChangePageForm, DuplicatePageForm
from cms.forms.wizards import CreateCMSPageForm, CreateCMSSubPageForm
from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from apps.editing.record_forms import (
    EndingField,
    LaterField,
    NoteField,
    validate_successor,
)

from .page_reachability import validate_path
from .page_steps import PageStep


class StepForm(forms.Form):
    """What a transition of a page asks for: at least a note."""

    note = NoteField(label=_("Note"), help_text=_("For whoever reads the draft next."))

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text

    @property
    def details(self):
        """Fields of the step besides its note."""
        return {k: v for k, v in self.cleaned_data.items() if k != "note"}


class PublishForm(StepForm):
    """Why a page is published, and when."""

    note = NoteField(
        label=_("Change note"), help_text=_("What changes and why, in a few words.")
    )
    publish_at = LaterField()


class WithdrawForm(StepForm):
    """Why and when a page is withdrawn, and what its address answers then."""

    ending = EndingField(_("What happens to its address"), PageStep.Ending)
    successor = forms.CharField(
        label=_("Redirects to"),
        max_length=300,
        required=False,
        help_text=_(
            "For a merged page: an address of this site, such as /en/history/."
        ),
    )
    note = NoteField(label=_("Reason"), help_text=_("Shown in place of the page."))
    withdraw_at = LaterField()
    field_order = ["ending", "successor", "note", "withdraw_at"]

    def clean_successor(self):
        path = self.cleaned_data["successor"].strip()
        if not path:
            return path
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not path.startswith("/"):
            raise ValidationError(_("Write an address of this site, from the first /."))
        if parts.path == self.text.address:
            raise ValidationError(_("A page cannot lead to itself."))
        try:
            resolve(parts.path)
        except Resolver404:
            raise ValidationError(_("There is no such address here.")) from None
        return path

    def clean(self):
        cleaned = super().clean()
        validate_successor(
            self,
            missing=_("Enter the address that readers are redirected to."),
            superfluous=_("Only a merged page redirects."),
        )
        return cleaned


TRANSITION_FORMS = {"nothing": StepForm, "moment": PublishForm, "ending": WithdrawForm}


class ReachablePathMixin:
    """Form mixin: refuses an address at which the page would not be reachable."""

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
            return cleaned  # checked again at publication
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
