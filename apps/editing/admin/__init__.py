"""The staff pages of every record, and of the people who keep them."""

from django.contrib import admin

from apps.accounts import user_admin  # noqa: F401  registers the accounts of staff
from apps.editing.fieldsets import PUBLISHING, in_indonesian
from apps.editing.record_admin import RecordAdmin
from apps.spreadsheets.import_admin import ImportAdmin
from apps.spreadsheets.models import Import

admin.site.register(Import, ImportAdmin)

__all__ = ["PUBLISHING", "RecordAdmin", "in_indonesian"]
