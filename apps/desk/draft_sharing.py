"""Draft sharing: links that show one draft without an account, for a limited time."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts.audit import log_action
from apps.accounts.client_ip import client_address
from apps.accounts.models import Entry

from .draft_views import draft_or_404, draft_view_for
from .forms import CommentForm, ShareForm
from .models import Share

MAX_COMMENTS = 100  # of one share
MAX_VISITS = 1000  # kept of one share


# For staff


def share(request, app, model, pk):
    """The share links of a draft: create and close them, with visits and comments."""
    draft = draft_or_404(app, model, pk)
    draft_view = draft_view_for(draft)
    if not draft_view.may_show(request.user, draft):
        raise PermissionDenied
    can_share = draft_view.is_pending(draft)
    form = ShareForm(request.POST or None) if can_share else None
    if request.method == "POST" and form is not None and form.is_valid():
        made = form.instance
        made.content_type = ContentType.objects.get_for_model(draft)
        made.object_id, made.made_by = draft.pk, request.user
        form.save()
        log_action(Entry.Kind.SHARE, made, request=request)
        return redirect(made.page)
    shares = Share.objects.for_record(draft).select_related("made_by")
    context = admin.site.each_context(request) | {
        "title": _("Share a draft"),
        "draft": draft,
        "edit_url": draft_view.edit_url(draft),
        "opts": draft._meta,
        "form": form,
        "shares": [
            {
                "share": one,
                "address": request.build_absolute_uri(one.get_absolute_url()),
                "visits": one.visits.all()[:20],
                "visit_count": one.visits.count(),
                "comments": one.comments.all(),
            }
            for one in shares
        ],
    }
    return render(request, "desk/share.html", context)


@require_POST
def end_share(request, pk):
    """Close a share link before it expires."""
    ended = get_object_or_404(Share, pk=pk)
    own, draft = ended.made_by_id == request.user.pk, ended.record
    if not own and not (draft and draft_view_for(draft).may_show(request.user, draft)):
        raise PermissionDenied
    if ended.revoked_at is None:
        ended.revoked_at = timezone.now()
        ended.save(update_fields=["revoked_at"])
        log_action(
            Entry.Kind.SHARE, _("Ended: %(share)s") % {"share": ended}, request=request
        )
    messages.success(request, _("The link no longer works."))
    return redirect(ended.page)


# For visitors


@never_cache
def shared_draft(request, token):
    """The draft of a share link, with a banner and a comment form."""
    response = _shared_draft(request, token)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _shared_draft(request, token):
    try:
        share = Share.objects.for_token(token)
    except Share.DoesNotExist:
        return _closed(request, 404, wrong=True)
    draft = share.record
    if not share.is_open or draft is None:
        return _closed(request, 410)
    draft_view = draft_view_for(draft)
    if address := draft_view.public_address(draft):
        return HttpResponseRedirect(address)
    if not draft_view.is_pending(draft):
        return _closed(request, 410)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if share.comments.count() < MAX_COMMENTS:
            form.instance.share = share
            form.save()
            messages.success(request, _("Thank you. Your comment has arrived."))
        return HttpResponseRedirect(request.path)
    if request.method == "GET" and share.visits.count() < MAX_VISITS:
        share.visits.create(
            ip_address=client_address(request),
            browser=request.headers.get("User-Agent", "")[:200],
        )
    context = {"share": share, "comment_form": form, "comments": share.comments.all()}
    return draft_view.render(request, draft, context)


def _closed(request, status, *, wrong=False):
    context = {"wrong": wrong}
    return render(request, "desk/share_closed.html", context, status=status)
