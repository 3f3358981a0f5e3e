"""Whether the database can be asked at all."""

from django.db import InterfaceError, OperationalError, connection


def is_away(error):
    """Whether something failed because no database answers, or its connection broke."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return connection.connection is None or not connection.is_usable()
