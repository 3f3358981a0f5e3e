"""How drafts are shown by share links.

Records show the page of their own. Drafts that are no records have a DraftView declared by
their app (`declarations`).
"""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve

from apps.records.addresses import staff_address
from apps.records.detail_views import RecordDetail
from apps.records.kinds import record_models
from apps.records.transitions import is_pending, may_edit

from .declarations import declared


class DraftView:
    """Shows drafts by share links; this base class is for records.

    A subclass names its model in `model`.
    """

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


def draft_views():
    """{model: its DraftView}, for every model whose drafts can be shared."""
    others = {view.model: view() for view in declared("draft_views")}
    return dict.fromkeys(record_models(), RECORD_DRAFTS) | others


def draft_view_for(draft):
    """The DraftView of a draft's model."""
    return draft_views().get(type(draft), RECORD_DRAFTS)


def draft_or_404(app, model, pk):
    """The draft of a key; Http404 also where the model has no drafts to share."""
    for shown in draft_views():
        if shown._meta.label_lower == f"{app}.{model}":
            return get_object_or_404(shown._base_manager, pk=pk)
    raise Http404(model)
