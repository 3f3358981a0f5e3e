"""The staff pages of every record, and of the people who keep them."""

from django.contrib import admin

from apps.core.models import Import
from apps.core.spreadsheets.import_admin import ImportAdmin

from . import people  # noqa: F401  registers the accounts of staff
from .fieldsets import PUBLISHING, in_indonesian
from .records import RecordAdmin

admin.site.register(Import, ImportAdmin)

__all__ = ["PUBLISHING", "RecordAdmin", "in_indonesian"]
