"""The steps of a record's life, each a button on its page."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from apps.records.publish_checks import Level
from apps.records.transitions import TRANSITIONS, may_move, move

from .record_forms import STEP_FORMS, sent


class MovingAdmin:
    """Adds a page for each step that asks for something, and takes the others at once."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [
            path("<path:object_id>/move/<slug:step>/", view, name=name),
            *super().get_urls(),
        ]

    def begin_move(self, request, record, step):
        """After a record was saved: the step somebody pressed."""
        transition = TRANSITIONS.get(step)
        if transition is None or not may_move(request.user, record, transition):
            raise PermissionDenied
        if not transition.is_immediate:
            return HttpResponseRedirect(self.address_of("move", record, step))
        move(record, transition, user=request.user)
        self.say_moved(request, record, transition)
        return HttpResponseRedirect(self.address_of("change", record))

    def say_moved(self, request, record, transition):
        self.log_change(request, record, f"{transition.label}")
        self.message_user(
            request,
            _("“%(record)s” is now: %(state)s.")
            % {"record": record, "state": record.get_status_display()},
            messages.SUCCESS,
        )

    def move_view(self, request, object_id, step):
        """One step: what stands in its way, what it asks for, and the step itself."""
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
            if not may_move(request.user, record, transition):
                return self.not_open(request, record, transition)
            findings = record.findings() if transition.is_gated else []
            blocked = any(f.level == Level.BLOCKING for f in findings)
            form = STEP_FORMS[transition.asks](sent(request), record=record)
            form.fields["note"].required = transition.takes_note
            if request.method == "POST" and not blocked and form.is_valid():
                note = form.cleaned_data["note"]
                move(record, transition, user=request.user, note=note, **form.details)
                self.say_moved(request, record, transition)
                return HttpResponseRedirect(self.address_of("change", record))
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

    def not_open(self, request, record, transition):
        """Somebody without the right is refused; somebody too late is told."""
        if not request.user.has_perm(transition.right):
            raise PermissionDenied
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        self.message_user(
            request,
            _("“%(step)s” is not possible for a record with this status: %(state)s.")
            % {"step": transition.label, "state": record.status_now.label},
            messages.WARNING,
        )
        return HttpResponseRedirect(self.address_of("change", record))
