from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.admin import PUBLISHING, RecordAdmin, in_indonesian
from apps.core.spreadsheets.admin import SheetAdmin
from apps.sources.admin import ClaimInline

from .importing import PublicationSheet
from .models import (
    Contributor,
    Identifier,
    Publication,
    Relation,
    Topic,
    TopicName,
)


class TopicNameInline(admin.TabularInline):
    model = TopicName
    extra = 0


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ["label", "label_ind", "broader", "status"]
    list_filter = ["status"]
    list_select_related = ["broader"]
    search_fields = ["label", "label_ind", "names__name"]
    autocomplete_fields = ["broader", "related"]
    prepopulated_fields = {"slug": ["label"]}
    inlines = [TopicNameInline]
    fieldsets = [
        (None, {"fields": ["label", "slug", "scope", "broader", "related"]}),
        in_indonesian("label_ind", "scope_ind"),
        PUBLISHING,
    ]


class ContributorInline(admin.TabularInline):
    model = Contributor
    extra = 0


class IdentifierInline(admin.TabularInline):
    model = Identifier
    extra = 0


class RelationInline(admin.TabularInline):
    model = Relation
    fk_name = "publication"
    extra = 0
    autocomplete_fields = ["other"]


@admin.register(Publication)
class PublicationAdmin(SheetAdmin, RecordAdmin):
    sheet_class = PublicationSheet
    list_display = ["title", "kind", "issued", "publisher", "group", "status"]
    list_filter = ["kind", "topics", "group", "status"]
    list_select_related = ["group"]
    date_hierarchy = "issued_latest"
    search_fields = ["title", "publisher", "contributors__family", "abstract"]
    autocomplete_fields = ["topics", "members", "group", "meeting"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ContributorInline, IdentifierInline, RelationInline, ClaimInline]
    fieldsets = [
        (None, {"fields": ["title", "title_note", "slug", "kind"]}),
        (_("Published"), {"fields": ["issued", "date_note", "publisher", "languages"]}),
        (_("What it says"), {"fields": ["abstract", "topics", "members"]}),
        (_("Where it came from"), {"fields": ["group", "meeting"]}),
        (_("Where it is"), {"fields": ["original_url", "rights", "availability"]}),
        in_indonesian(
            "title_note_ind", "date_note_ind", "abstract_ind", "availability_ind"
        ),
        PUBLISHING,
    ]
