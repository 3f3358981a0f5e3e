"""Transitions of records, each a button on the change page."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path

from apps.records.transitions import TRANSITIONS, apply_transition, may_apply

from .record_forms import TRANSITION_FORMS, post_data
from .transition_page import refuse_transition, report, transition_page


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
        report(request, record)
        return self.log_transition(request, record, transition)

    def log_transition(self, request, record, transition):
        """Note an applied transition in the admin's log, and show the record."""
        self.log_change(request, record, f"{transition.label}")
        return HttpResponseRedirect(self.admin_url("change", record))

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
                refuse_transition(request, record, transition)
                return HttpResponseRedirect(self.admin_url("change", record))
            form = TRANSITION_FORMS[transition.asks](post_data(request), record=record)
            context = {
                "opts": self.opts,
                "original": record,
                "media": self.media + form.media,
            }
            page = transition_page(
                request,
                record,
                transition,
                form,
                apply=apply_transition,
                template="staff/records/move.html",
                context=context,
            )
            return page or self.log_transition(request, record, transition)
