"""The admin of filer, with uploads validated and cleaned before they are stored.

Uploads come in two ways: dropped into a folder or field (`upload`), or by the form of a
file, new or replaced.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path
from filer.admin.clipboardadmin import ClipboardAdmin, ajax_upload
from filer.admin.fileadmin import FileAdmin, FileAdminChangeFrom
from filer.admin.imageadmin import ImageAdmin, ImageAdminForm
from filer.models import Clipboard, File, Image
from filer.utils.files import UploadException, handle_upload

from .uploads import validated_upload


class CleanedFileMixin:
    """Form mixin: validates and cleans the uploaded file."""

    pictures_only = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            return validated_upload(file, self.pictures_only)
        return file

    def clean(self):
        # The store's own check fails where there is no file left to check.
        if "file" in self.errors:
            return forms.ModelForm.clean(self)
        return super().clean()


class FileForm(CleanedFileMixin, FileAdminChangeFrom):
    pass


class ImageForm(CleanedFileMixin, ImageAdminForm):
    pictures_only = True


admin.site.unregister([Clipboard, File, Image])


@admin.register(File)
class PortalFileAdmin(FileAdmin):
    form = FileForm


@admin.register(Image)
class PortalImageAdmin(ImageAdmin):
    form = ImageForm


@admin.register(Clipboard)
class PortalClipboardAdmin(ClipboardAdmin):
    """Admin of the upload view for dropped files."""

    def get_urls(self):
        # Before those of filer, with the same paths.
        return [
            path(
                f"operations/upload/{folder}/",
                self.admin_site.admin_view(upload),
                name="filer-ajax_upload",
            )
            for folder in ["<int:folder_id>", "no_folder"]
        ] + super().get_urls()


def upload(request, folder_id=None):
    """The upload view of filer, called with the validated and cleaned file."""
    if request.method == "POST" and request.user.has_perm("filer.add_file"):
        try:
            field, file = _uploaded_file(request)
            request.FILES[field] = validated_upload(file)
        except UploadException:
            pass  # filer reports it
        except ValidationError as error:
            said = " ".join(error.messages)
            messages.error(request, said)
            return JsonResponse({"error": said}, status=400)
    return ajax_upload(request, folder_id)


def _uploaded_file(request):
    """(field, file) of a request: from a form, or the request body."""
    if len(request.FILES) == 1:
        return next(iter(request.FILES.items()))
    return "file", handle_upload(request)[0]
