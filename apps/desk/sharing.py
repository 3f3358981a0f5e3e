"""Showing a draft to somebody who has no account: one record, as it stands, for a time."""

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from apps.accounts.addresses import client_address
from apps.accounts.audit import note
from apps.accounts.models import Entry
from apps.core.detail import RecordDetail
from apps.core.models import Record
from apps.core.publishing import may_edit
from apps.core.roles import record_models

from .forms import CommentForm, ShareForm
from .models import Share

Status = Record.Status
SHOWN = {Status.DRAFT, Status.REVIEW, Status.SCHEDULED}
MOST_COMMENTS = 100  # of one share
MOST_VISITS = 1000  # kept of one share


def page_of(record):
    """The view of a record's own page and what it takes; None where it has none."""
    try:
        match = resolve(record.get_absolute_url().partition("#")[0])
    except (AttributeError, Resolver404):
        return None
    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, RecordDetail):
        return None
    return view, match.kwargs


# For staff


def record_or_404(app, model, pk):
    models = {(m._meta.app_label, m._meta.model_name): m for m in record_models()}
    if (app, model) not in models:
        raise Http404(model)
    return get_object_or_404(models[app, model], pk=pk)


def share(request, app, model, pk):
    """The links to one draft: make them, end them, who looked, what they said."""
    record = record_or_404(app, model, pk)
    if not may_edit(request.user, record):
        raise PermissionDenied
    can_share = record.status_now in SHOWN and page_of(record) is not None
    form = ShareForm(request.POST or None) if can_share else None
    if request.method == "POST" and form is not None and form.is_valid():
        made = form.instance
        made.content_type = ContentType.objects.get_for_model(record)
        made.object_id, made.made_by = record.pk, request.user
        form.save()
        note(Entry.Kind.SHARE, made, request=request)
        return redirect(made.page)
    shares = Share.objects.about(record).select_related("made_by")
    context = admin.site.each_context(request) | {
        "title": _("Share a draft"),
        "record": record,
        "opts": record._meta,
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
    """Close a link before its time."""
    ended = get_object_or_404(Share, pk=pk)
    own = ended.made_by_id == request.user.pk
    if not own and not (ended.record and may_edit(request.user, ended.record)):
        raise PermissionDenied
    if ended.revoked_at is None:
        ended.revoked_at = timezone.now()
        ended.save(update_fields=["revoked_at"])
        note(
            Entry.Kind.SHARE, _("Ended: %(share)s") % {"share": ended}, request=request
        )
    messages.success(request, _("The link no longer works."))
    return redirect(ended.page)


# For whom it was sent to


@never_cache
def shared_draft(request, token):
    """One draft with a banner, for whoever has its link."""
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
    record = share.record
    if not share.is_open or record is None:
        return _closed(request, 410)
    if record.is_public:
        return HttpResponseRedirect(record.get_absolute_url())
    if record.status_now not in SHOWN or page_of(record) is None:
        return _closed(request, 410)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if share.comments.count() < MOST_COMMENTS:
            form.instance.share = share
            form.save()
            messages.success(request, _("Thank you. Your comment has arrived."))
        return HttpResponseRedirect(request.path)
    if request.method == "GET" and share.visits.count() < MOST_VISITS:
        share.visits.create(
            ip_address=client_address(request),
            browser=request.headers.get("User-Agent", "")[:200],
        )
    return _page(request, share, record, form)


def _page(request, share, record, form):
    """The record's own page, as it would be if it were public."""
    view_class, kwargs = page_of(record)
    view = view_class(shared=record)
    view.setup(request, **kwargs)
    response = view.get(request, **kwargs)
    response.context_data |= {
        "share": share,
        "comment_form": form,
        "comments": share.comments.all(),
    }
    return response.render()


def _closed(request, status, *, wrong=False):
    context = {"wrong": wrong}
    return render(request, "desk/share_closed.html", context, status=status)
