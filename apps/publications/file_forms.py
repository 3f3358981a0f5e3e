"""Files on the page of their publication, for staff."""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from .file_store import attach, remove
from .models import PublicationFile
from .pdf_check import check_upload


class FileForm(forms.ModelForm):
    """A file to attach; for one that is there, the version to take its place.

    It must open as a PDF; what else there is to say is said once it has been read.
    """

    upload = forms.FileField(
        label=_("PDF"),
        help_text=_(
            "A new file, or the next version of this one. Earlier versions stay at "
            "their addresses."
        ),
    )

    class Meta:
        model = PublicationFile
        fields = ["name", "language", "is_private"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["upload"].required = False
            # Its address: readers have it.
            self.fields["name"].disabled = True

    def clean_upload(self):
        """The upload; a ValidationError unless it opens as a PDF."""
        upload = self.cleaned_data["upload"]
        if upload:
            check_upload(upload)
        return upload


class FileFormSet(BaseInlineFormSet):
    """The files of a publication; what is sent becomes a version of its own."""

    def save_new(self, form, commit=True):
        return self._attach(form)

    def save_existing(self, form, instance, commit=True):
        saved = super().save_existing(form, instance, commit=commit)
        if form.cleaned_data.get("upload"):
            self._attach(form)
        return saved

    def delete_existing(self, obj, commit=True):
        if commit:
            remove(obj)

    def _attach(self, form):
        values = form.cleaned_data
        upload = values["upload"]
        return attach(
            self.instance,
            upload,
            name=values["name"],
            original_name=upload.name,
            language=values["language"],
            is_private=values["is_private"],
        )
