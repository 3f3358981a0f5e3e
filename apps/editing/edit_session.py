"""What one request does with a record: edit it where it stands, or propose a change."""

from dataclasses import dataclass, field

from django.http import QueryDict

from apps.records.models import Proposal, Record

from .three_way_merge import Meanwhile


class Held(Exception):
    """A change that is not saved: its form is shown again with what is in the way."""

    def __init__(self, messages, field=None):
        super().__init__(messages)
        self.messages = messages
        self.field = field  # the field it is about, none for the whole form


@dataclass
class Editing:
    """The work of one member of staff on one record, within one request."""

    record: Record  # as it stood before
    may_edit: bool = False
    may_propose: bool = False
    proposing: bool = False
    proposal: Proposal | None = None  # the one that fills the form
    shown: QueryDict | None = None  # what the form shows in place of the record
    meanwhile: Meanwhile | None = None  # what others did since the form was opened
    held: Held | None = None
    unchanged: bool = field(default=False)
