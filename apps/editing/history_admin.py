"""The history of a record for staff: list, compare and restore versions."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from apps.records import transitions
from apps.records.publish_checks import blocking_messages
from apps.records.version_differences import differences
from apps.records.versions import current_state, restore, save_parts_before, state_of

from .record_forms import NoteForm, post_data

VERSIONS_PER_PAGE = 20


class HistoryAdminMixin:
    """ModelAdmin mixin: the history of a record, and a page for each version."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        view = self.admin_site.admin_view(self.version_view)
        return [
            path("<path:object_id>/history/<int:version_id>/", view, name=name),
            *super().get_urls(),
        ]

    def versions_of(self, request, object_id):
        """A record and its versions; the record is None where it was deleted."""
        key = unquote(object_id)
        if not key.isdigit():
            raise Http404(object_id)
        record = self.get_object(request, key)
        versions = self.model.history.filter(id=key).select_related("history_user")
        if record is None and not versions.exists():
            raise Http404(object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record, versions.order_by("-history_id")

    def history_view(self, request, object_id, extra_context=None):
        """The versions of a record, newest first, each with what changed in it."""
        record, versions = self.versions_of(request, object_id)
        pages = Paginator(versions, VERSIONS_PER_PAGE)
        page = pages.get_page(request.GET.get(PAGE_VAR))
        rows = list(page.object_list)
        before = versions.filter(history_id__lt=rows[-1].history_id).first()
        states = [state_of(v) for v in [*rows, *([before] if before else [])]]
        for row, new, old in zip(rows, states, [*states[1:], None], strict=False):
            row.differences = differences(self.model, old, new) if old else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%(record)s”") % {"record": record or rows[0]},
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
            "object": record or rows[0].instance,
            "record": record,
            "page": page,
            "page_var": PAGE_VAR,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "staff/records/history.html", context)

    def version_view(self, request, object_id, version_id):
        """Compare a version with another or with the current state, and restore it."""
        record, versions = self.versions_of(request, object_id)
        version = versions.filter(history_id=version_id).first()
        if version is None:
            raise Http404(version_id)
        other = None
        if request.GET.get("with", "").isdigit():
            other = versions.filter(history_id=request.GET["with"]).first()
            if other and other.history_id < version.history_id:
                version, other = other, version
        state = state_of(other) if other else record and current_state(record)
        form = None
        if record and not other and transitions.may_edit(request.user, record):
            form = NoteForm(post_data(request), record=record)
        if request.method == "POST":
            if form is None:
                raise PermissionDenied
            if form.is_valid() and self.restore_version(request, record, version, form):
                return HttpResponseRedirect(self.admin_url("change", record))
        context = {
            **self.admin_site.each_context(request),
            "title": _("A version of “%(record)s”") % {"record": record or version},
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
            "object": record or version.instance,
            "version": version,
            "other": other,
            "differences": differences(self.model, state_of(version), state)
            if state
            else [],
            "form": form,
        }
        return TemplateResponse(request, "staff/records/version.html", context)

    def restore_version(self, request, record, version, form):
        """Restore a version; returns False with form errors if that is not possible."""
        try:
            with transaction.atomic():
                self.lock(record)
                before = blocking_messages(record)
                evidence = self.model.evidence_of([record])
                save_parts_before(record)
                restore(record, version)
                record.settle(evidence)
                transitions.save(
                    record, user=request.user, note=form.cleaned_data["note"]
                )
                new = (
                    blocking_messages(self.model._default_manager.get(pk=record.pk))
                    - before
                )
                if new and transitions.needs_note(record):
                    raise ValidationError(sorted(new))
        except ValidationError as error:
            record.refresh_from_db()
            form.add_error(None, error.messages)
            return False
        self.log_change(request, record, _("Restored an earlier version"))
        if transitions.needs_note(record):
            transitions.log_publication(record, _("Restored"), request.user)
        self.message_user(
            request, _("The earlier version has been restored."), messages.SUCCESS
        )
        return True
