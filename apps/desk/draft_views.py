"""How drafts are shown to somebody who has no account.

Records with a page of their own show it. How other drafts are shown is said by their app:
`drafts_shown` of its configuration names a `Showing` for each model.
"""

from functools import cache

from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from apps.records.addresses import staff_address
from apps.records.detail_views import RecordDetail
from apps.records.roles import record_models
from apps.records.transitions import is_waiting, may_edit


class Showing:
    """How drafts of one kind are shown: this is how records are."""

    def may_show(self, user, draft):
        """Whether somebody may show it to others."""
        return may_edit(user, draft)

    def is_waiting(self, draft):
        """Whether it is still to become public, and can be shown until then."""
        return is_waiting(draft) and self.page_of(draft) is not None

    def public_address(self, draft):
        """Where everybody reads it, blank as long as it is not public."""
        return draft.get_absolute_url() if draft.is_public else ""

    def edit_url(self, draft):
        """Where staff write it."""
        return staff_address(draft, draft.pk)

    def page_of(self, record):
        """The view of a record's own page and what it takes; None where it has none."""
        try:
            match = resolve(record.get_absolute_url().partition("#")[0])
        except (AttributeError, Resolver404):
            return None
        view = getattr(match.func, "view_class", None)
        if view is None or not issubclass(view, RecordDetail):
            return None
        return view, match.kwargs

    def render(self, request, draft, context):
        """Its page as it would be if it were public, with what `context` adds to it."""
        view_class, kwargs = self.page_of(draft)
        view = view_class(shared=draft)
        view.setup(request, **kwargs)
        response = view.get(request, **kwargs)
        response.context_data |= context
        return response.render()


RECORDS = Showing()


@cache
def offered():
    """How drafts are shown that are not shown as records are, by model."""
    return {
        model: import_string(path)()
        for config in apps.get_app_configs()
        for model, path in getattr(config, "drafts_shown", {}).items()
    }


def showing_of(draft):
    return offered().get(draft._meta.label_lower, RECORDS)


def draft_or_404(app, model, pk):
    kinds = {m._meta.label_lower for m in record_models()} | set(offered())
    if f"{app}.{model}" not in kinds:
        raise Http404(model)
    manager = apps.get_model(app, model)._base_manager
    return get_object_or_404(manager, pk=pk)
