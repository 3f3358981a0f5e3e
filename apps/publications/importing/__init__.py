"""Publications as a spreadsheet."""

from .sheet import PublicationSheet

__all__ = ["PublicationSheet"]
