"""Records and pages as they are handed to the index."""

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file attached to a record."""

    file: str
    number: int
    text: str
    # Blank: as visible as its record.
    visibility: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is indexed of one record.

    Values of kind, topics, groups, members and languages are short codes or slugs:
    the values of facets.
    """

    key: str
    kind: str
    title: str
    # Further values of its kind: a publication is also a report, say.
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""
    date: dt.date | None = None
    # Every year that it overlaps.
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    has_text: bool = False
    visibility: str = PUBLIC
    pages: tuple[Page, ...] = ()

    @property
    def digest(self) -> str:
        """Hash of all values, whatever the order of lines and of those in tuples."""
        values = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                value = value.split("\n")
            parts = value if isinstance(value, list | tuple) else [value]
            values.append(sorted(map(repr, parts)))
        return hashlib.blake2b(repr(values).encode(), digest_size=8).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The record as values that JSON has."""
        values = asdict(self)
        values["date"] = self.date.isoformat() if self.date else None
        return values

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        values = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        if values.get("date"):
            values["date"] = dt.date.fromisoformat(values["date"])
        values["pages"] = tuple(Page(**page) for page in values.get("pages", ()))
        return cls(**values)
