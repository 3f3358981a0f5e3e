"""Views of a page's workflow steps, with notes and publish checks.

They replace the CMS's own views at the same URLs.
"""

from cms.models import PageContent
from cms.toolbar.utils import get_object_preview_url
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from djangocms_versioning.constants import DRAFT
from djangocms_versioning.exceptions import ConditionFailed
from djangocms_versioning.models import Version

from apps.records.publish_checks import Level

from . import page_publishing
from .forms import PublishForm, ReviewForm, WithdrawForm
from .page_checks import findings
from .page_steps import PageStep
from .redirects import live_addresses

Kind = PageStep.Kind


def version_of(object_id):
    """The version of a page's text with this key."""
    key = unquote(object_id)
    versions = Version.objects.filter(content_type__model="pagecontent")
    version = versions.filter(pk=key).first() if key.isdigit() else None
    if version is None or not isinstance(version.content, PageContent):
        raise Http404(object_id)
    return version


def is_background_request(request):
    """Whether a script of the page tree asks, which cannot show a form."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return request.method == "POST" and mode != "navigate"


def redirect_to_preview(version):
    return redirect(get_object_preview_url(version.content, version.content.language))


def posted_form(request, form_class, **kwargs):
    """A form, filled where it was sent: the CMS's own buttons send nothing."""
    sent = request.method == "POST" and "note" in request.POST
    return form_class(request.POST if sent else None, **kwargs)


def render_step(request, version, title, form, button, found=()):
    context = {
        **admin.site.each_context(request),
        "title": title,
        "version": version,
        "back_url": get_object_preview_url(version.content, version.content.language),
        "form": form,
        "button": button,
        "findings": found,
        "blocked": any(finding.level == Level.BLOCKING for finding in found),
        "media": form.media,
    }
    return TemplateResponse(request, "pages/staff/step.html", context)


def refuse(request, version, condition):
    """Say why a step is not open, as the CMS does; without the right it is forbidden."""
    try:
        condition(request.user)
    except ConditionFailed as reason:
        if not version.has_publish_permission(request.user):
            raise PermissionDenied(str(reason)) from None
        messages.error(request, str(reason))
        return redirect_to_preview(version)
    return None


def publish(request, object_id):
    """Publish a draft, now or at a moment to come."""
    version = version_of(object_id)
    refused = refuse(request, version, version.check_publish)
    if refused:
        return refused
    if is_background_request(request):
        return HttpResponseBadRequest(_("Open the page and publish it there."))
    found = findings(version.content)
    form = posted_form(request, PublishForm)
    blocked = any(finding.level == Level.BLOCKING for finding in found)
    if form.is_bound and not blocked and form.is_valid():
        note, moment = form.cleaned_data["note"], form.cleaned_data["publish_at"]
        if moment:
            page_publishing.add_step(
                version, Kind.SCHEDULE, user=request.user, note=note, publish_at=moment
            )
            messages.success(request, _("The page is scheduled."))
            return redirect_to_preview(version)
        try:
            page_publishing.publish(version, user=request.user, note=note)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The page is published."))
            return redirect_to_preview(version)
    title = _("Publish “%(page)s”") % {"page": version.content.title}
    return render_step(request, version, title, form, _("Publish"), found)


def withdraw(request, object_id):
    """Take a page from the public, now or at a moment to come."""
    version = version_of(object_id)
    refused = refuse(request, version, version.check_unpublish)
    if refused:
        return refused
    if is_background_request(request):
        return HttpResponseBadRequest(_("Open the page and withdraw it there."))
    page, language = version.content.page, version.content.language
    own = live_addresses(page).get((page.pk, language), "")
    form = posted_form(request, WithdrawForm, own_address=own)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        moment = given.pop("withdraw_at")
        if moment:
            page_publishing.add_step(
                version, Kind.WITHDRAW, user=request.user, withdraw_at=moment, **given
            )
            messages.success(request, _("The withdrawal is scheduled."))
        else:
            page_publishing.withdraw(version, user=request.user, **given)
            messages.success(request, _("The page is withdrawn."))
        return redirect_to_preview(version)
    title = _("Withdraw “%(page)s”") % {"page": version.content.title}
    return render_step(request, version, title, form, _("Withdraw"))


def review(request, object_id):
    """Send a draft to review, or back to its writer (and off the schedule)."""
    version = version_of(object_id)
    step = page_publishing.pending_step(version)
    right = page_publishing.PUBLISH if _is_scheduled(step) else page_publishing.EDIT_ALL
    if not request.user.has_perm(right) or version.state != DRAFT:
        raise PermissionDenied
    kind = Kind.RETURN if step else Kind.REVIEW
    form = posted_form(request, ReviewForm)
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["note"]
        page_publishing.add_step(version, kind, user=request.user, note=note)
        messages.success(request, _("The page is now: %s.") % kind.label)
        return redirect_to_preview(version)
    button = _("Back to draft") if step else _("Send for review")
    title = f"{button}: “{version.content.title}”"
    return render_step(request, version, title, form, button)


@require_POST
def unlock(request, object_id):
    """Let another than its writer go on with a draft. No letter is sent about it."""
    version = version_of(object_id)
    right = "djangocms_versioning.delete_versionlock"
    if not request.user.has_perm(right) or version.state != DRAFT:
        raise PermissionDenied
    version.locked_by = None
    version.save(update_fields=["locked_by"])
    messages.success(request, _("The draft is unlocked for other editors."))
    return redirect_to_preview(version)


def _is_scheduled(step):
    return step is not None and step.kind == Kind.SCHEDULE
