"""Record pages: one record at its address, and how it came to say what it says."""

from urllib.parse import urljoin

from django.http import Http404
from django.utils.text import capfirst
from django.views.generic import DetailView

from .addresses import staff_address
from .models import Record
from .public_history import public_history
from .tombstones import gone, moved, successor_of


class RecordDetail(DetailView):
    """The page of one public record. A withdrawn one keeps its page, with a notice.

    Staff find what is not public yet at the address it will have.
    """

    parameters = ()  # what the page reads from the query string; see core.parameters
    shared = None  # a record that is shown though it is not public, to whom it was sent

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        ended = self.ended()
        return ended or self.render_to_response(self.get_context_data())

    def get_queryset(self):
        records = super().get_queryset()
        return records.filter(pk=self.shared.pk) if self.shared else records

    def get_object(self, queryset=None):
        record = super().get_object(queryset)
        if record.status_now == Record.Status.WITHDRAWN or self.may_see(record):
            return record
        raise Http404(record.slug)

    def may_see(self, record):
        """Whether whoever asks may see a record as it stands."""
        return self.shared or record.is_public or self.is_staff()

    def is_staff(self):
        """Whether whoever asks has records of this kind to look after."""
        opts = self.model_asked._meta
        return self.request.user.has_perm(f"{opts.app_label}.view_{opts.model_name}")

    @property
    def model_asked(self):
        return self.model if self.queryset is None else self.queryset.model

    def ended(self):
        """What is answered in place of a record that was withdrawn, if not a notice."""
        record = self.object
        if self.shared or record.status_now != Record.Status.WITHDRAWN:
            return None
        successor = successor_of(record)
        if successor is not None:
            return moved(self.address_of(successor))
        return None if record.has_notice else gone(self.request, record)

    def address_of(self, record):
        """The address of this page, for another record."""
        return record.get_absolute_url()

    def get_template_names(self):
        if not self.shared and self.object.status_now == Record.Status.WITHDRAWN:
            return ["components/withdrawn_record.html"]
        return super().get_template_names()

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(**kwargs) | {
            "record": self.object,
            "address": address,  # to be cited, without what a link had added to it
            "edit_url": self.edit_url(),
        }

    def edit_url(self):
        """Where staff write this record, None for everybody else."""
        return staff_address(self.object, self.object.pk) if self.is_staff() else None


class RecordHistory(RecordDetail):
    """Every change of a record that the public could see, with its day and its note."""

    template_name = "records/history.html"

    def address_of(self, record):
        return record.history_url

    def get_context_data(self, **kwargs):
        # Past the pages of single kinds: nothing of theirs is shown here.
        return {
            "record": self.object,
            "section": capfirst(self.object._meta.verbose_name_plural),
            "section_url": urljoin(self.object.get_absolute_url(), ".."),
            "entries": public_history(self.object),
            "edit_url": self.edit_url(),
            "view": self,
        }
