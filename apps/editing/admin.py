"""Registers the admin of proposals."""

from . import proposal_admin  # noqa: F401
