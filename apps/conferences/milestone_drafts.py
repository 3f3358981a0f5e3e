"""A milestone that is not public yet. Once it is, it stands in the timeline alone."""

from apps.records.detail_views import RecordDetail

from .models import Milestone


class MilestoneDraft(RecordDetail):
    """The page that a milestone has as long as it is a draft."""

    queryset = Milestone.objects.with_links()
    template_name = "conferences/milestone_draft.html"
