"""Views of the transitions of pages, in place of the CMS's own."""

from cms.models import PageContent
from cms.toolbar.utils import get_object_preview_url
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from djangocms_versioning.constants import DRAFT

from apps.editing.transition_page import refuse_transition, transition_page
from apps.records.transitions import may_apply

from .forms import TRANSITION_FORMS
from .page_publishing import TRANSITIONS, PageText, apply_transition
from .published_texts import text_versions

# The transitions of the review page: one is open in each state of a draft.
REVIEW = ["submit", "return", "unschedule"]


def version_of(object_id):
    """The version of a page's text with this key."""
    key = unquote(object_id)
    version = text_versions(pk=key).first() if key.isdigit() else None
    if version is None or not isinstance(version.content, PageContent):
        raise Http404(object_id)
    return version


def is_background_request(request):
    """Whether a script of the page tree sent the request: it cannot show a form."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return request.method == "POST" and mode != "navigate"


def transition(request, object_id, names):
    """The form page of the one of some transitions that is open now."""
    text = PageText(version_of(object_id))
    content = text.version.content
    preview_url = get_object_preview_url(content, content.language)
    asked = [TRANSITIONS[name] for name in names]
    chosen = next((t for t in asked if text.status_now in t.sources), asked[0])
    if not may_apply(request.user, text, chosen):
        refuse_transition(request, text, chosen)
        return redirect(preview_url)
    if chosen.needs_note and is_background_request(request):
        return HttpResponseBadRequest(
            _("Open the page and withdraw it there.")
            if chosen.asks == "ending"
            else _("Open the page and publish it there.")
        )
    # The buttons of the CMS send a POST without a form.
    sent = request.POST if "note" in request.POST else None
    page = transition_page(
        request,
        text,
        chosen,
        TRANSITION_FORMS[chosen.asks](sent, text=text),
        apply=apply_transition,
        template="pages/staff/step.html",
        context={"back_url": preview_url},
    )
    return page or redirect(preview_url)


@require_POST
def unlock(request, object_id):
    """Unlock a draft for other editors, without the CMS's e-mail to its author."""
    version = version_of(object_id)
    right = "djangocms_versioning.delete_versionlock"
    if not request.user.has_perm(right) or version.state != DRAFT:
        raise PermissionDenied
    version.locked_by = None
    version.save(update_fields=["locked_by"])
    messages.success(request, _("The draft is unlocked for other editors."))
    return redirect(get_object_preview_url(version.content, version.content.language))
