"""Every address of the staff pages and of the CMS's tools, with something to knock with."""

import re
from dataclasses import dataclass

from django.urls import get_resolver

GAP = re.compile(r"<[^<>]+>|\([^()]+\)")
NAMED = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True)
class Door:
    """One pattern of addresses."""

    pattern: str
    name: str

    @property
    def kind(self):
        """The model that the admin's own addresses are about, as `app.model`."""
        parts = self.pattern.split("/")
        return ".".join(parts[1:3]) if len(parts) > 3 else ""

    @property
    def gaps(self):
        return GAP.findall(self.pattern)

    def address(self, *values):
        """The address with its gaps filled, one value each."""
        address = self.pattern
        for value in values:
            address = GAP.sub(str(value), address, count=1)
        return f"/{address}"

    def __str__(self):
        return f"{self.name or 'no name'} /{self.pattern}"


def all_doors():
    """Every door of staff: all under /admin/, and the CMS's wizard and login."""
    return [
        Door(NAMED.sub("(", pattern).replace("^", "").replace("$", ""), name or "")
        for pattern, name in _walk(get_resolver(), "")
        if pattern.startswith("admin/") or "cms_" in pattern
    ]


def _walk(resolver, before):
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from _walk(entry, pattern)
        else:
            yield pattern, entry.name
