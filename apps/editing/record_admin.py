"""The base ModelAdmin of records."""

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.records import transitions
from apps.records.evidence_results import Unsettled
from apps.records.models import Proposal
from apps.records.publish_checks import blocking_messages
from apps.records.versions import latest_version, save_parts, save_parts_before

from .edit_session import EditSession, SaveRefused
from .fieldsets import NOTE
from .history_admin import HistoryAdminMixin
from .proposal_admin import ProposalAdminMixin
from .record_forms import RecordForm
from .three_way_merge import merge
from .transition_admin import TransitionAdminMixin


class RecordAdmin(
    TransitionAdminMixin, ProposalAdminMixin, HistoryAdminMixin, admin.ModelAdmin
):
    """Base of the admin of all kinds of records.

    Saving never publishes, and never overwrites what somebody else saved meanwhile
    (`three_way_merge`). Users who may not publish propose changes to public records.
    """

    form = RecordForm
    change_form_template = "staff/records/change_form.html"
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False

    class Media:
        css = {"all": ["css/staff.css"]}

    # Addresses and locks

    def admin_url(self, page, record, *parts):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[quote(record.pk), *parts])

    def lock(self, record):
        """Lock the row until the transaction ends."""
        list(self.model._base_manager.select_for_update().filter(pk=record.pk))

    # Permissions

    def has_change_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return super().has_change_permission(request, obj)
        editing = getattr(request, "edit_session", None)
        if editing and editing.record.pk == obj.pk:
            return editing.may_edit or editing.is_proposal
        return transitions.may_edit(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is None:
            return super().has_delete_permission(request)
        return transitions.may_delete(request.user, obj)

    def get_actions(self, request):
        """Without bulk deletion: what was public is withdrawn, not deleted."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # What the page shows

    def get_prepopulated_fields(self, request, obj=None):
        """The slug is prepopulated for new records only."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj), "state_display"]
        editing = getattr(request, "edit_session", None)
        fixed = editing and (editing.is_proposal or not editing.may_edit)
        return [*fields, "slug"] if fixed else fields

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, NOTE]

    @admin.display(description=gettext_lazy("state"))
    def state_display(self, record):
        """The status of a record, with its scheduled changes."""
        shown = [str(record.status_now.label)]
        for label, moment in [
            (_("to be published"), record.publish_at),
            (_("to be withdrawn"), record.withdraw_at),
        ]:
            if moment and moment > timezone.now():
                when = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
                shown.append(f"{label} {when}")
        return ", ".join(shown)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        editing = getattr(request, "edit_session", None)
        form.refusal = editing.refusal if editing else None
        form.form_data = editing.form_data if editing else None
        return form

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        editing = getattr(request, "edit_session", None)
        if obj and editing:
            context |= {
                "editing": editing,
                "transitions": transitions.transitions_for(request.user, obj),
                "findings": editing.record.findings(),
                "proposals": self.proposals_about(obj),
                "noted": transitions.needs_note(editing.record),
                "shareable": editing.may_edit and transitions.is_pending(obj),
            }
            if editing.refusal and editing.refusal.field is None:
                context["errors"] = []  # shown above the form by the template
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # Saving

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            return super().changeform_view(request, None, form_url, extra_context)
        self.open(request, object_id)
        page = super().changeform_view
        if request.method != "POST":
            return page(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                self.check_version(request)
                return page(request, object_id, form_url, extra_context)
        except SaveRefused as refusal:
            request.edit_session.refusal = refusal
            return page(request, object_id, form_url, extra_context)

    def open(self, request, object_id):
        """Start the edit session of this request."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return  # the admin responds
        editing = request.edit_session = EditSession(
            record,
            may_edit=transitions.may_edit(request.user, record),
            may_propose=transitions.may_propose(request.user, record),
        )
        wants_to = "_propose" in request.POST
        editing.is_proposal = editing.may_propose and (wants_to or not editing.may_edit)
        asked = request.POST.get("proposal") or request.GET.get("proposal", "")
        if asked.isdigit() and (editing.may_edit or editing.may_propose):
            waiting = Proposal.objects.for_record(record).waiting()
            editing.proposal = waiting.filter(pk=asked).first()
        if editing.proposal and request.method == "GET":
            self.show_proposal(request, editing)

    def check_version(self, request):
        """Merge the submitted form with what others have saved meanwhile."""
        editing = getattr(request, "edit_session", None)
        opened = request.POST.get("version", "")
        if editing is None or not opened.isdigit():
            return
        self.lock(editing.record)
        current = latest_version(editing.record)
        if current is None or int(opened) == current.history_id:
            return
        base = editing.record.history.filter(history_id=opened).first()
        data = request.POST.copy()
        if base is not None:
            editing.merge_result = merge(self, request, editing.record, base, data)
        data["version"] = str(current.history_id)
        request.POST = data
        editing.refusal = editing.refusal or SaveRefused(
            [_("Somebody else has saved this record since you opened it.")]
        )

    def save_model(self, request, obj, form, change):
        """A new record is saved here; a changed one with its parts, in save_related."""
        if not change:
            obj._history_user = request.user
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        record = form.instance
        if not change:
            super().save_related(request, form, formsets, change)
            record.settle({}, self.named_sources(form, formsets))
            save_parts(record)
            return
        editing = request.edit_session
        rows_changed = any(formset.has_changed() for formset in formsets)
        editing.unchanged = not (form.changes_something or rows_changed)
        if editing.unchanged:
            return
        if editing.is_proposal:
            self.save_proposal(request, form)
            return
        noted = transitions.needs_note(editing.record)
        if noted and not form.note.strip():
            raise SaveRefused(
                [_("Say in a few words what changes, and why.")], "change_note"
            )
        before = blocking_messages(editing.record) if noted else set()
        evidence = self.model.evidence_of([editing.record])
        save_parts_before(record)
        super().save_related(request, form, formsets, change)
        try:
            record.settle(evidence, self.named_sources(form, formsets))
        except Unsettled as refusal:
            raise SaveRefused(refusal.messages, faults=refusal.faults) from None
        record._change_reason = form.note.strip() or None
        record._history_user = request.user
        record.save()
        save_parts(record)
        if noted:
            now = blocking_messages(self.model._default_manager.get(pk=record.pk))
            if now - before:
                raise SaveRefused(
                    [_("It cannot be public as it stands:"), *sorted(now - before)]
                )
            transitions.log_publication(record, _("Changed"), request.user)
        if editing.proposal:
            self.decide(request, editing.proposal, Proposal.Outcome.ACCEPTED)

    def named_sources(self, form, formsets):
        """The sources that the form names for what it changes: none is asked for."""
        return []

    # Messages and responses

    def construct_change_message(self, request, form, formsets, add=False):
        editing = getattr(request, "edit_session", None)
        if editing and editing.unchanged:
            return []
        if editing and editing.is_proposal:
            return _("Proposed a change.")
        return super().construct_change_message(request, form, formsets, add)

    def log_change(self, request, obj, message):
        editing = getattr(request, "edit_session", None)
        if editing and editing.unchanged and not message:
            return None
        return super().log_change(request, obj, message)

    def response_add(self, request, obj, post_url_continue=None):
        if "_move" in request.POST:
            return self.start_transition(request, obj, request.POST["_move"])
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        editing = request.edit_session
        if editing.is_proposal and not editing.unchanged:
            self.message_user(
                request,
                _(
                    "Your change was saved as a proposal. Nothing public has changed "
                    "yet."
                ),
                messages.SUCCESS,
            )
            return HttpResponseRedirect(self.admin_url("change", obj))
        if "_move" in request.POST:
            return self.start_transition(request, obj, request.POST["_move"])
        if editing.unchanged:
            self.message_user(request, _("Nothing was changed."), messages.INFO)
            return HttpResponseRedirect(self.admin_url("change", obj))
        return super().response_change(request, obj)
