"""What records are made of, and what is kept about them."""

from apps.core.labels import Labelled
from apps.core.scheduling import Scheduled
from apps.serving.models import Change
from apps.spreadsheets.models import Import, ImportedRow

from .ledger import LedgerEntry
from .periods import Period, PeriodQuerySet, Standing
from .permissions import NoRows, RecordRights
from .proposals import Proposal
from .records import Record, RecordQuerySet, if_public

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
