"""What records are made of, and what is kept about them."""

from apps.core.spreadsheets.models import Import, ImportedRow

from .ledger import LedgerEntry
from .periods import Period, PeriodQuerySet, Standing
from .proposals import Proposal
from .records import Record, RecordQuerySet
from .rights import RecordRights
from .schedules import Scheduled

__all__ = [
    "Import",
    "ImportedRow",
    "LedgerEntry",
    "Period",
    "PeriodQuerySet",
    "Proposal",
    "Record",
    "RecordQuerySet",
    "RecordRights",
    "Scheduled",
    "Standing",
]
