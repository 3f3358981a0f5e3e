"""The staff pages of every record, and of the people who keep them."""

from . import people  # noqa: F401  registers the accounts of staff
from .fieldsets import PUBLISHING, in_indonesian
from .records import RecordAdmin

__all__ = ["PUBLISHING", "RecordAdmin", "in_indonesian"]
