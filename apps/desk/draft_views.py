"""Registry of how drafts are shown by share links.

Records show the page of their own. How drafts are shown that are no records is registered
by their app.
"""

from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from apps.records.addresses import staff_address
from apps.records.detail_views import RecordDetail
from apps.records.kinds import record_models
from apps.records.transitions import is_pending, may_edit


class DraftView:
    """Shows drafts of one model by share links; this base class is for records."""

    def may_show(self, user, draft):
        """Whether a user may share it."""
        return may_edit(user, draft)

    def is_pending(self, draft):
        """Whether it is not public yet, and can be shown."""
        return is_pending(draft) and self.page_of(draft) is not None

    def public_address(self, draft):
        """Its public URL; blank while it is not public."""
        return draft.get_absolute_url() if draft.is_public else ""

    def edit_url(self, draft):
        """Its page in the admin."""
        return staff_address(draft, draft.pk)

    def page_of(self, record):
        """The view of a draft's page and what it takes; None where it has none."""
        try:
            match = resolve(record.get_absolute_url())
        except (AttributeError, Resolver404):
            return None
        view = getattr(match.func, "view_class", None)
        if view is None or not issubclass(view, RecordDetail):
            return None
        return view, match.kwargs

    def render(self, request, draft, context):
        """The rendered page of the draft, with additional context."""
        view_class, kwargs = self.page_of(draft)
        view = view_class(shared=draft)
        view.setup(request, **kwargs)
        response = view.get(request, **kwargs)
        response.context_data |= context
        return response.render()


RECORD_DRAFTS = DraftView()


_others = {}


def register(label, path):
    """Say which DraftView drafts of a model have that are no records; both by name."""
    _others[label] = path


def draft_view_for(draft):
    path = _others.get(draft._meta.label_lower)
    return import_string(path)() if path else RECORD_DRAFTS


def draft_or_404(app, model, pk):
    records = {record._meta.label_lower for record in record_models()}
    if f"{app}.{model}" not in records | set(_others):
        raise Http404(model)
    manager = apps.get_model(app, model)._base_manager
    return get_object_or_404(manager, pk=pk)
