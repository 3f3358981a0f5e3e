"""What another process is told, so that it runs the portal as it is outside of tests."""

import os
from urllib.parse import quote

from django.db import connection


def portal_environ(var, **more):
    """The environment of the portal itself, with its data in a folder of its own."""
    return os.environ | {
        "BALIPORTAL_VAR": str(var),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "baliportal.settings",
        **more,
    }


def database_url():
    """The database of the tests, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = ":".join(quote(given[key]) for key in ["USER", "PASSWORD"] if given[key])
    return f"postgres://{login}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
