"""Bodies and mechanisms of the Bali Process, their people, seats and figures."""

from .bodies import Group, GroupName
from .figures import Figure
from .people import Appointment, Person, Seat, WithinGroupLife

__all__ = [
    "Appointment",
    "Figure",
    "Group",
    "GroupName",
    "Person",
    "Seat",
    "WithinGroupLife",
]
