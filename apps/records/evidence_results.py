"""What passes between a door and the rule of evidence, which `sources` knows.

Every door through which a record changes calls `Record.settle` or, for many records,
`Record.settle_all`, between writing the parts and claims and saving the record.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass
class NamedSource:
    """A source that somebody names for what they write of a record, or of its part.

    Without `statements` it is named for all that changes, else for all that is said.
    `made` and `outranked` are the keys of the claims that came of it and gave way.
    """

    record: Any
    about: Any  # the record itself, or the part
    source: Any
    where: str = ""
    words: str = ""
    statements: tuple = ()
    made: list = field(default_factory=list)
    outranked: list = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """A statement that has left its evidence; the question asks for its source."""

    key: tuple  # of the statement
    message: str
    question: str


class Unsettled(ValidationError):
    """A change that would leave its evidence, and so is not kept."""

    def __init__(self, record, faults):
        self.faults = faults
        super().__init__(
            [
                _("“%(record)s”: %(fault)s")
                % {"record": record, "fault": fault.message}
                for fault in faults
            ]
        )


@dataclass
class Settled:
    """What came of it: columns of the records that follow a claim now, and refusals."""

    columns: set = field(default_factory=set)
    refused: dict = field(default_factory=dict)  # key of a record: Unsettled
    # Key of a claim that is followed now: the key of its statement, the value before.
    followed: dict = field(default_factory=dict)
