"""The edit session: what one request does with a record, edit it or propose a change."""

from dataclasses import dataclass, field

from django.http import QueryDict

from apps.records.models import Proposal, Record

from .three_way_merge import MergeResult


class SaveRefused(Exception):
    """The change is not saved; the form is shown again with the messages."""

    def __init__(self, messages, field=None, faults=()):
        super().__init__(messages)
        self.messages = messages
        self.field = field  # name of the field; None for the whole form
        self.faults = faults  # statements that would have left their evidence


@dataclass
class EditSession:
    """The edit of one record within one request."""

    record: Record  # before the edit
    may_edit: bool = False
    may_propose: bool = False
    is_proposal: bool = False
    proposal: Proposal | None = None  # the one shown in the form
    form_data: QueryDict | None = None  # shown in place of the record's values
    merge_result: MergeResult | None = None  # if others saved since the form was opened
    refusal: SaveRefused | None = None
    unchanged: bool = field(default=False)
