"""Record pages: one record at its address."""

from django.http import QueryDict
from django.views.generic import DetailView

from .snapshots import recall


class RecordDetail(DetailView):
    """The page of one public record. A withdrawn one keeps its page, with a notice."""

    parameters = []  # what a page answers to in its query string; it ignores the rest
    shared = None  # a record that is shown though it is not public, to whom it was sent

    def get(self, request, *args, **kwargs):
        asked = any(name in request.GET for name in self.parameters)
        if asked or self.shared or request.user.is_authenticated:
            return super().get(request, *args, **kwargs)
        # What a link has added to an address makes no other page of it.
        request.GET = QueryDict()
        request.META["QUERY_STRING"] = ""
        return recall(request) or super().get(request, *args, **kwargs)

    def get_queryset(self):
        records = super().get_queryset()
        if self.shared:
            return records.filter(pk=self.shared.pk)
        return records.reachable()

    def get_template_names(self):
        if not self.shared and not self.object.is_public:
            return ["components/withdrawn_record.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(**kwargs) | {
            "record": self.object,
            "address": address,  # to be cited, without what a link had added to it
        }
