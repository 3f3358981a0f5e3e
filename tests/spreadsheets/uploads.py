"""Lists of records sent as spreadsheets, as a browser sends them."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.spreadsheets.models import Import


def address(model, what, *arguments):
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{what}", args=arguments)


def as_xlsx(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(client, model, content, name="list.csv", note="Dates from the archive"):
    """Send a file; the page that follows."""
    if isinstance(content, str):
        content = content.encode()
    return client.post(
        address(model, "import"),
        {"file": SimpleUploadedFile(name, content), "note": note},
        follow=True,
    )


def brought_in(client, model, content, **options):
    """Send a file and keep what it does; the import."""
    send(client, model, content, **options)
    source = Import.objects.first()
    client.post(reverse("admin:spreadsheets_import_keep", args=[source.pk]))
    source.refresh_from_db()
    return source
