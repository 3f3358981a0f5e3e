"""Detail views of records, and of their public history."""

from urllib.parse import urljoin

from django.http import Http404
from django.utils.text import capfirst
from django.views.generic import DetailView

from .addresses import staff_address
from .models import Record
from .public_history import public_history
from .tombstones import gone_response, permanent_redirect, successor_of


class RecordDetail(DetailView):
    """The page of one public record. A withdrawn one keeps its page, with a notice.

    Staff see drafts at their future address.
    """

    parameters = ()  # of the query string; see apps.serving.query_parameters
    shared = None  # a draft to show to somebody who has a share link

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
        """Whether the user of the request may see a record in its present state."""
        return self.shared or record.is_public or self.is_staff()

    def is_staff(self):
        """Whether the user may see records of this kind in the admin."""
        opts = self.model_asked._meta
        return self.request.user.has_perm(f"{opts.app_label}.view_{opts.model_name}")

    @property
    def model_asked(self):
        return self.model if self.queryset is None else self.queryset.model

    def ended(self):
        """Redirect or 410 in place of a withdrawn record; None if a notice is shown."""
        record = self.object
        if self.shared or record.status_now != Record.Status.WITHDRAWN:
            return None
        successor = successor_of(record)
        if successor is not None:
            return permanent_redirect(self.address_of(successor))
        return None if record.has_notice else gone_response(self.request, record)

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
            "address": address,  # to be cited: without query string
            "edit_url": self.edit_url(),
        }

    def edit_url(self):
        """The admin change page of this record for staff, None for everybody else."""
        return staff_address(self.object, self.object.pk) if self.is_staff() else None


class RecordHistory(RecordDetail):
    """Every public change of a record, with its date and note."""

    template_name = "records/history.html"

    def address_of(self, record):
        return record.history_url

    def get_context_data(self, **kwargs):
        # Without super(): nothing of the record's own page is shown here.
        return {
            "record": self.object,
            "section": capfirst(self.object._meta.verbose_name_plural),
            "section_url": urljoin(self.object.get_absolute_url(), ".."),
            "entries": public_history(self.object),
            "edit_url": self.edit_url(),
            "view": self,
        }
