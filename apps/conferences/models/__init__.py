"""Meetings of Bali Process bodies, and dated events that are no meeting."""

from .attendance import Attendance
from .meetings import Meeting
from .milestones import Milestone

__all__ = ["Attendance", "Meeting", "Milestone"]
