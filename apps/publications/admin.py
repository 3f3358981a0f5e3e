"""Publications with their files, and topics, on the staff pages."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.editing.fieldsets import PUBLISHING, in_indonesian
from apps.editing.record_admin import RecordAdmin
from apps.records.transitions import may_edit
from apps.sources.admin import ClaimInline
from apps.sources.cited_admin import CitedRecordAdmin
from apps.spreadsheets.sheet_admin import SheetAdmin

from .file_forms import FileForm, FileFormSet
from .file_views import send_file
from .models import (
    Contributor,
    Identifier,
    Publication,
    PublicationFile,
    Relation,
    Topic,
    TopicName,
)
from .sheet import PublicationSheet


class TopicNameInline(admin.TabularInline):
    """Synonyms of a topic."""

    model = TopicName
    extra = 0


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    """The terms of the thesaurus."""

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
    """Authors and editors of a publication."""

    model = Contributor
    extra = 0


class IdentifierInline(admin.TabularInline):
    """DOI, ISBN and other identifiers of a publication."""

    model = Identifier
    extra = 0


class RelationInline(admin.TabularInline):
    """How a publication stands to others."""

    model = Relation
    fk_name = "publication"
    extra = 0
    autocomplete_fields = ["other"]


class FileInline(admin.TabularInline):
    """Every version of every file; a new row or a new version is read afterwards."""

    model = PublicationFile
    form = FileForm
    formset = FileFormSet
    extra = 0
    fields = ["name", "upload", "language", "is_private", "about"]
    readonly_fields = ["about"]

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, obj)

    def _may(self, request, publication):
        """A file is attached at once, never proposed: by whoever may edit the record."""
        return publication is None or may_edit(request.user, publication)

    @admin.display(description=_("what it is"))
    def about(self, file):
        """Version, size and state of a file, with a link that opens it."""
        if not file.pk:
            return _("Its text is extracted after saving.")
        current = _("current") if file.is_current else _("not current")
        return format_html(
            '<a href="{}">{} {} ({}), {}</a><br>{}',
            reverse("admin:publications_file", args=[file.pk]),
            _("Version"),
            file.version,
            current,
            filesizeformat(file.size),
            file.state_note,
        )


@admin.register(Publication)
class PublicationAdmin(SheetAdmin, CitedRecordAdmin):
    """Publications, with import and export of their list."""

    sheet_class = PublicationSheet
    list_display = ["title", "kind", "issued", "publisher", "group", "status"]
    list_filter = ["kind", "topics", "group", "status"]
    list_select_related = ["group"]
    date_hierarchy = "issued_latest"
    search_fields = ["title", "publisher", "contributors__family", "abstract"]
    autocomplete_fields = ["topics", "members", "group", "meeting"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [
        FileInline,
        ContributorInline,
        IdentifierInline,
        RelationInline,
        ClaimInline,
    ]
    fieldsets = [
        (None, {"fields": ["title", "title_origin", "title_note", "slug", "kind"]}),
        (_("Published"), {"fields": ["issued", "date_note", "publisher", "languages"]}),
        (_("What it says"), {"fields": ["abstract", "topics", "members"]}),
        (_("Where it came from"), {"fields": ["group", "meeting"]}),
        (
            _("Where it is"),
            {
                "fields": [
                    "original_url",
                    "original_url_leads_to",
                    "rights",
                    "availability",
                ]
            },
        ),
        in_indonesian(
            "title_note_ind", "date_note_ind", "abstract_ind", "availability_ind"
        ),
        PUBLISHING,
    ]

    def get_urls(self):
        opened = self.admin_site.admin_view(self.open_file)
        return [
            path("files/<int:pk>/", opened, name="publications_file"),
            *super().get_urls(),
        ]

    def open_file(self, request, pk):
        """Any version of any file, for staff: drafts and private ones among them."""
        file = get_object_or_404(
            PublicationFile.objects.select_related("publication"), pk=pk
        )
        if not self.has_view_permission(request, file.publication):
            raise PermissionDenied
        # What is no PDF is handed over as it is, and opened by nothing here.
        opens = file.page_count is not None
        content_type = "application/pdf" if opens else "application/octet-stream"
        response = send_file(
            request, file, file.path, content_type, cache="private, no-cache"
        )
        if not opens:
            response.headers["Content-Disposition"] = "attachment"
        return response
