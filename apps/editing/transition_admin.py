"""Transitions of records, each a button on the change page."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from apps.records.publish_checks import Level
from apps.records.transitions import TRANSITIONS, apply_transition, may_apply

from .record_forms import TRANSITION_FORMS, post_data


class TransitionAdminMixin:
    """ModelAdmin mixin: applies transitions, with a form page where they need input."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.transition_view)
        return [
            path("<path:object_id>/move/<slug:step>/", view, name=name),
            *super().get_urls(),
        ]

    def start_transition(self, request, record, step):
        """Apply a transition after saving, or redirect to its form page."""
        transition = TRANSITIONS.get(step)
        if transition is None or not may_apply(request.user, record, transition):
            raise PermissionDenied
        if not transition.is_immediate:
            return HttpResponseRedirect(self.admin_url("move", record, step))
        apply_transition(record, transition, user=request.user)
        self.report_transition(request, record, transition)
        return HttpResponseRedirect(self.admin_url("change", record))

    def report_transition(self, request, record, transition):
        self.log_change(request, record, f"{transition.label}")
        self.message_user(
            request,
            _("“%(record)s” is now: %(state)s.")
            % {"record": record, "state": record.get_status_display()},
            messages.SUCCESS,
        )

    def transition_view(self, request, object_id, step):
        """The form page of a transition, with the findings of the publish checks."""
        transition = TRANSITIONS.get(step)
        if transition is None:
            raise Http404(step)
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id))
            if record is None:
                raise Http404(object_id)
            if request.method == "POST":
                self.lock(record)
                record.refresh_from_db()
            if not may_apply(request.user, record, transition):
                return self.refuse_transition(request, record, transition)
            findings = record.findings() if transition.runs_publish_checks else []
            blocked = any(f.level == Level.BLOCKING for f in findings)
            form = TRANSITION_FORMS[transition.asks](post_data(request), record=record)
            form.fields["note"].required = transition.needs_note
            if request.method == "POST" and not blocked and form.is_valid():
                note = form.cleaned_data["note"]
                apply_transition(
                    record, transition, user=request.user, note=note, **form.details
                )
                self.report_transition(request, record, transition)
                return HttpResponseRedirect(self.admin_url("change", record))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{transition.label}: {record}",
            "opts": self.opts,
            "original": record,
            "transition": transition,
            "findings": findings,
            "blocked": blocked,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "staff/records/move.html", context)

    def refuse_transition(self, request, record, transition):
        """403 without permission; a message if the state has changed meanwhile."""
        if not request.user.has_perm(transition.permission):
            raise PermissionDenied
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        self.message_user(
            request,
            _("“%(step)s” is not possible for a record with this status: %(state)s.")
            % {"step": transition.label, "state": record.status_now.label},
            messages.WARNING,
        )
        return HttpResponseRedirect(self.admin_url("change", record))
