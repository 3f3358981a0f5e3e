"""The admin of imports: preview row by row, apply, undo, discard."""

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from apps.records.addresses import staff_address
from apps.records.transitions import PUBLISH

from .import_steps import PreviewOutdated, apply_import
from .models import Import, Verdict
from .sheet_admin import import_context
from .table_files import FileProblem
from .undo import UndoRefused, undo

PER_PAGE = 100
MAX_REFUSED = 50


class ImportAdmin(admin.ModelAdmin):
    list_display = ["file_name", "kind", "user", "made_at", "state", "in_short"]
    list_filter = ["state", "model"]
    list_select_related = ["user"]
    date_hierarchy = "made_at"
    search_fields = ["file_name", "note"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """Imports of what somebody may see; the files themselves are not fetched."""
        seen = [
            model._meta.label_lower
            for model, model_admin in self.admin_site._registry.items()
            if getattr(model_admin, "sheet_class", None)
            and model_admin.has_view_permission(request)
        ]
        return super().get_queryset(request).filter(model__in=seen).defer("content")

    def get_urls(self):
        steps = [
            path(
                f"<int:pk>/{step}/",
                require_POST(self.admin_site.admin_view(view)),
                name=f"spreadsheets_import_{step}",
            )
            for step, view in [
                ("keep", self.apply_import),
                ("undo", self.undo),
                ("discard", self.discard),
            ]
        ]
        return [*steps, *super().get_urls()]

    @admin.display(description=gettext_lazy("kind of record"), ordering="model")
    def kind(self, source):
        return capfirst(apps.get_model(source.model)._meta.verbose_name_plural)

    @admin.display(description=gettext_lazy("rows"))
    def in_short(self, source):
        return _("%(new)d new, %(changed)d changed, %(errors)d with errors") % {
            "new": source.new,
            "changed": source.changed,
            "errors": source.errors,
        }

    def change_view(self, request, object_id, form_url="", extra_context=None):
        source = get_object_or_404(self.get_queryset(request), pk=object_id)
        return self._page(request, source)

    def apply_import(self, request, pk):
        source, sheet_admin = self._allowed(request, pk)
        try:
            apply_import(
                sheet_admin.sheet_class(), source, import_context(request, source.note)
            )
        except (PreviewOutdated, FileProblem):
            messages.warning(
                request,
                _(
                    "The record has changed since the preview, so nothing was "
                    "imported. A new preview is below."
                ),
            )
        else:
            self.log_change(request, source, "imported")
            messages.success(request, _("Imported. The import can be undone below."))
        return redirect("admin:spreadsheets_import_change", pk)

    def undo(self, request, pk):
        source, sheet_admin = self._allowed(request, pk)
        note = _("Undone: %(note)s") % {"note": source.note}
        try:
            undo(sheet_admin.sheet_class(), source, import_context(request, note))
        except UndoRefused as refusal:
            return self._page(request, source, refused=refusal.refused)
        self.log_change(request, source, "undone")
        messages.success(
            request, _("Undone: all records are as they were before the import.")
        )
        return redirect("admin:spreadsheets_import_change", pk)

    def discard(self, request, pk):
        source, sheet_admin = self._allowed(request, pk)
        own = source.user == request.user or request.user.has_perm(PUBLISH)
        if source.state != Import.State.PREVIEW or not own:
            raise PermissionDenied
        source.delete()
        messages.success(request, _("The file was discarded; nothing was changed."))
        opts = sheet_admin.opts
        return redirect(f"admin:{opts.app_label}_{opts.model_name}_changelist")

    def _sheet_admin(self, source):
        try:
            return self.admin_site.get_model_admin(apps.get_model(source.model))
        except (LookupError, NotRegistered):
            raise PermissionDenied from None

    def _allowed(self, request, pk):
        """An import that somebody may carry out, and the staff pages of its records."""
        source = get_object_or_404(self.get_queryset(request), pk=pk)
        sheet_admin = self._sheet_admin(source)
        if not sheet_admin.has_import_permission(request):
            raise PermissionDenied
        return source, sheet_admin

    def _page(self, request, source, refused=()):
        sheet_admin = self._sheet_admin(source)
        verdict = request.GET.get("verdict", "")
        rows = source.rows.all()
        if verdict in Verdict.values:
            rows = rows.filter(verdict=verdict)
        else:
            # Errors come first.
            first = Case(When(verdict=Verdict.ERROR, then=0), default=1)
            rows = rows.order_by(first, "number")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        opts = sheet_admin.opts
        for row in page:
            row.address = row.object_id and staff_address(opts.model, row.object_id)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": source.file_name,
            "source": source,
            "kind": opts.verbose_name_plural,
            "tabs": self._tabs(source, verdict),
            "page": page,
            "verdict": verdict,
            "refused": refused[:MAX_REFUSED],
            "refused_count": len(refused),
            "may_act": sheet_admin.has_import_permission(request),
            "is_ready": not source.errors and source.new + source.changed,
            "import_address": reverse(
                f"admin:{opts.app_label}_{opts.model_name}_import"
            ),
        }
        return TemplateResponse(request, "staff/spreadsheets/import.html", context)

    def _tabs(self, source, verdict):
        counts = {
            Verdict.ERROR: source.errors,
            Verdict.NEW: source.new,
            Verdict.CHANGED: source.changed,
            Verdict.UNCHANGED: source.unchanged,
        }
        return [
            {"code": code, "label": code.label, "count": count, "on": code == verdict}
            for code, count in counts.items()
        ]
