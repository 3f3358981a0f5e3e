"""Proposals: changes to public records, stored as submitted, accepted or declined."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.records import transitions
from apps.records.addresses import staff_address
from apps.records.models import Proposal
from apps.records.versions import latest_version

from .edit_session import SaveRefused
from .record_forms import post_data


class AnswerForm(forms.Form):
    """The reason for declining a proposal."""

    answer = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown to the person who proposed the change."),
    )


class ProposalAdminMixin:
    """ModelAdmin mixin: shows proposals on the change page, saves and declines them."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_decline"
        view = self.admin_site.admin_view(self.decline_view)
        return [
            path("<path:object_id>/decline/<int:proposal_id>/", view, name=name),
            *super().get_urls(),
        ]

    def proposals_about(self, record):
        return Proposal.objects.for_record(record).waiting().select_related("made_by")

    def show_proposal(self, request, editing):
        """Show the form as it was submitted with the proposal."""
        proposal, data = editing.proposal, editing.proposal.form_data
        data["proposal"] = str(proposal.pk)
        data["version"] = str(proposal.base)
        data.setdefault("slug", editing.record.slug)  # read-only for some
        for button in [name for name in data if name.startswith("_")]:
            del data[button]
        editing.form_data = data
        editing.refusal = SaveRefused(
            [_("This change is only proposed. It is not in the record yet.")]
        )

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        editing = getattr(request, "edit_session", None)
        if editing and editing.form_data is not None:
            kwargs["data"] = editing.form_data
        return kwargs

    def save_proposal(self, request, form):
        """Store the submitted form as a proposal."""
        editing = request.edit_session
        proposal = editing.proposal
        if proposal is None or proposal.made_by != request.user:
            proposal = Proposal(record=editing.record, made_by=request.user)
        proposal.typed = request.POST.urlencode()
        proposal.base = latest_version(editing.record).history_id
        proposal.note = form.note
        proposal.save()
        editing.proposal = proposal

    def decide(self, request, proposal, outcome, answer=""):
        proposal.outcome, proposal.answer = outcome, answer
        proposal.decided_by, proposal.decided_at = request.user, timezone.now()
        proposal.save()

    def decline_view(self, request, object_id, proposal_id):
        """Decline a proposal; its author may withdraw it the same way."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(object_id)
        proposal = self.proposals_about(record).filter(pk=proposal_id).first()
        if proposal is None:
            raise Http404(proposal_id)
        own = proposal.made_by == request.user
        if not own and not transitions.may_edit(request.user, record):
            raise PermissionDenied
        form = AnswerForm(post_data(request))
        if request.method == "POST" and form.is_valid():
            answer = form.cleaned_data["answer"]
            self.decide(request, proposal, Proposal.Outcome.DECLINED, answer)
            self.message_user(
                request, _("The proposed change was declined."), messages.SUCCESS
            )
            return HttpResponseRedirect(self.admin_url("change", record))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decline a change to “%(record)s”") % {"record": record},
            "opts": self.opts,
            "original": record,
            "proposal": proposal,
            "form": form,
        }
        return TemplateResponse(request, "staff/records/decline.html", context)


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    """All proposals, read-only; each is decided on its record's change page."""

    list_display = ["record_link", "note", "made_by", "made_at", "outcome", "answer"]
    list_display_links = None
    list_filter = ["outcome"]
    list_select_related = ["made_by", "content_type"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("record"))
    def record_link(self, proposal):
        url = staff_address(proposal.content_type.model_class(), proposal.object_id)
        return format_html(
            '<a href="{}?proposal={}">{}</a>', url, proposal.pk, proposal.record
        )
