"""Publications as a spreadsheet."""

from .publication_sheet import PublicationSheet

__all__ = ["PublicationSheet"]
