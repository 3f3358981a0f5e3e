"""Abstract models of records, proposals, and the ledger of fixtures."""

from .custom_permissions import NoRows, RecordRights
from .ledger import LedgerEntry
from .periods import Period
from .proposals import Proposal
from .records import Record, RecordQuerySet, if_public
from .standing import PeriodQuerySet, Standing

__all__ = [
    "LedgerEntry",
    "NoRows",
    "Period",
    "PeriodQuerySet",
    "Proposal",
    "Record",
    "RecordQuerySet",
    "RecordRights",
    "Standing",
    "if_public",
]
