"""Telling a database outage from other database errors."""

from django.db import InterfaceError, OperationalError, connection


def is_outage(error):
    """Whether an exception means that no database answers, or the connection broke."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return connection.connection is None or not connection.is_usable()
