"""Registers what this app shows on the staff pages by itself."""

from . import proposal_admin  # noqa: F401
