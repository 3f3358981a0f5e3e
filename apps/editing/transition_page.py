"""The form page of a transition, the same for records and for pages."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from apps.records.publish_checks import Level


def transition_page(request, subject, transition, form, *, apply, template, context):
    """Apply a transition and return None; until its form is complete, return its page.

    `apply` is called as `apps.records.transitions.apply_transition` is.
    """
    findings = subject.findings() if transition.runs_publish_checks else []
    blocked = any(finding.level == Level.BLOCKING for finding in findings)
    form.fields["note"].required = transition.needs_note
    if form.is_bound and not blocked and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            apply(subject, transition, user=request.user, note=note, **form.details)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            later = transition.asks == "ending" and form.details["withdraw_at"]
            report(request, subject, _("The withdrawal is scheduled.") if later else "")
            return None
    context = {
        **admin.site.each_context(request),
        "title": f"{transition.label}: {subject}",
        "transition": transition,
        "findings": findings,
        "blocked": blocked,
        "form": form,
        "media": form.media,
        **context,
    }
    return TemplateResponse(request, template, context)


def report(request, subject, message=""):
    """Show a message after a transition: in which state the subject is now, or another."""
    said = _("“%(record)s” is now: %(state)s.")
    state = subject.status_now.label
    messages.success(request, message or said % {"record": subject, "state": state})


def refuse_transition(request, subject, transition):
    """403 without permission; a message if the state has changed meanwhile."""
    for permission in [transition.permission, subject.permission_to("change")]:
        if not request.user.has_perm(permission):
            raise PermissionDenied
    messages.warning(request, transition.impossible(subject))
