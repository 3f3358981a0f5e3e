"""Sources, the claims they make, and records that can say where they come from."""

from .cited import Cited, CitedFact, CitedRecord
from .claim_querysets import ClaimQuerySet
from .claims import Claim
from .sources import Source, SourceAddress

__all__ = [
    "Cited",
    "CitedFact",
    "CitedRecord",
    "Claim",
    "ClaimQuerySet",
    "Source",
    "SourceAddress",
]
