from django.contrib import admin

from apps.editing.fieldsets import PUBLISHING
from apps.editing.record_admin import RecordAdmin
from apps.sources.admin import ClaimInline
from apps.spreadsheets.columns import Column
from apps.spreadsheets.sheet_admin import SheetAdmin
from apps.spreadsheets.sheets import RecordSheet

from .models import Accord


class AccordSheet(RecordSheet):
    model = Accord

    slug = Column("slug", required=True)
    title = Column("title", required=True)
    date = Column("date")


@admin.register(Accord)
class AccordAdmin(SheetAdmin, RecordAdmin):
    sheet_class = AccordSheet
    list_display = ["title", "date", "status"]
    inlines = [ClaimInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "date", "summary"]}),
        PUBLISHING,
    ]
