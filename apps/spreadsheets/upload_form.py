from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Import
from .table_files import UPLOAD


class UploadForm(forms.ModelForm):
    """Upload of a spreadsheet for preview."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_(
            "An Excel workbook (.xlsx) or CSV in UTF-8. The first row names "
            "the columns, as in a file exported here. Of several worksheets "
            "the first is read."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    field_order = ["file", "note"]

    class Meta:
        model = Import
        fields = ["note"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > UPLOAD.bytes:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB. Divide it into several."),
                params={"size": UPLOAD.bytes // 1024**2},
            )
        return file
