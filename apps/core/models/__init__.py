"""What records are made of, and what is kept about them."""

from apps.core.spreadsheets.models import Import, ImportedRow

from .changes import Change
from .labels import Labelled
from .ledger import LedgerEntry
from .periods import Period, PeriodQuerySet, Standing
from .proposals import Proposal
from .records import Record, RecordQuerySet, if_public
from .rights import NoRows, RecordRights
from .schedules import Scheduled

__all__ = [
    "Change",
    "Import",
    "ImportedRow",
    "Labelled",
    "LedgerEntry",
    "NoRows",
    "Period",
    "PeriodQuerySet",
    "Proposal",
    "Record",
    "RecordQuerySet",
    "RecordRights",
    "Scheduled",
    "Standing",
    "if_public",
]
