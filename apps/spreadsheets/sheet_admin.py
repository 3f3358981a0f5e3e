"""Export and import of admin change lists."""

import datetime as dt

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import slugify

from apps.records.models import Record

from .import_rows import ImportContext
from .import_steps import preview
from .list_exports import CONTENT_TYPES, as_csv, as_xlsx
from .models import Import
from .table_files import FileProblem
from .upload_form import UploadForm

PREVIEW_LIFETIME = dt.timedelta(days=7)


def import_context(request, note):
    """The context of a user's import: new records are drafts."""
    return ImportContext(note=note, user=request.user, status=Record.Status.DRAFT)


class SheetAdmin(admin.ModelAdmin):
    """ModelAdmin with export and import of the model's `sheet_class`."""

    sheet_class = None
    change_list_template = "staff/spreadsheets/change_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("export.<str:ending>", view(self.export), name=f"{name}_export"),
            path("import/", view(self.import_view), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request):
        return request.user.has_perm("spreadsheets.add_import") and (
            self.has_add_permission(request) or self.has_change_permission(request)
        )

    def changelist_view(self, request, extra_context=None):
        context = {
            "may_import": self.has_import_permission(request),
            "query": request.GET.urlencode(),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def export(self, request, ending):
        """The filtered list, all pages, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if ending not in CONTENT_TYPES:
            raise Http404
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(f"admin:{self._list_name()}")
        sheet = self.sheet_class()
        queryset = sheet.get_queryset().filter(pk__in=shown.order_by().values("pk"))
        name = (
            f"{slugify(self.opts.verbose_name_plural)}-{timezone.localdate()}.{ending}"
        )
        if ending == "csv":
            response = StreamingHttpResponse(
                as_csv(sheet, queryset), content_type=CONTENT_TYPES[ending]
            )
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        try:
            file = as_xlsx(sheet, queryset)
        except FileProblem as problem:
            messages.error(request, str(problem))
            return redirect(f"admin:{self._list_name()}")
        return FileResponse(
            file,
            as_attachment=True,
            filename=name,
            content_type=CONTENT_TYPES[ending],
        )

    def import_view(self, request):
        """Upload a file, and redirect to its preview."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                source = self._preview(request, form)
            except FileProblem as problem:
                form.add_error("file", str(problem))
            else:
                return redirect("admin:spreadsheets_import_change", source.pk)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "form": form,
            "columns": self.sheet_class().columns,
            "has_view_permission": self.has_view_permission(request),
        }
        return TemplateResponse(request, "staff/spreadsheets/upload.html", context)

    def _preview(self, request, form):
        Import.objects.filter(
            state=Import.State.PREVIEW, made_at__lt=timezone.now() - PREVIEW_LIFETIME
        ).delete()
        source = form.save(commit=False)
        source.model = self.opts.label_lower
        source.file_name = form.cleaned_data["file"].name[:255]
        source.content = form.cleaned_data["file"].read()
        source.user = request.user
        source.status = Record.Status.DRAFT
        preview(self.sheet_class(), source, import_context(request, source.note))
        return source

    def _list_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_changelist"
