"""Writing to the audit log."""

from simple_history.models import HistoricalRecords

from .client_ip import client_address
from .models import Entry


def log_action(kind, about="", *, user=None, request=None):
    """Add an entry: what was done, to what, by whom, from where.

    Where neither is given, the request being answered says who; without one it was
    the operator.
    """
    request = request or getattr(HistoricalRecords.context, "request", None)
    entry = Entry(kind=kind, about=str(about)[:500])
    if request is not None:
        entry.ip_address = client_address(request)
        entry.browser = request.headers.get("User-Agent", "")[:200]
        if user is None and request.user.is_authenticated:
            user = request.user
    if user is not None and user.pk:
        entry.user_id = user.pk
    entry.save()
    return entry
