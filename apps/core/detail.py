"""Record pages: one record at its address."""

from django.views.generic import DetailView


class RecordDetail(DetailView):
    """The page of one public record. A withdrawn one keeps its page, with a notice."""

    def get_queryset(self):
        return super().get_queryset().reachable()

    def get_template_names(self):
        if not self.object.is_public:
            return ["components/withdrawn_record.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"record": self.object}
