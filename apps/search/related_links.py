"""Links from a record to lists and searches that hold more of what it is about."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _


def related_link(label, name, **query):
    """A link to the list called `name`, narrowed by `query`."""
    values = QueryDict(mutable=True)
    values.update(query)
    return {
        "label": label,
        "url": reverse(name) + ("?" + values.urlencode() if query else ""),
    }


def mentions_link(name):
    """Everything in the record that speaks of something by its name."""
    quoted = str(name).replace('"', " ")
    return related_link(
        _("Everything that mentions “%(name)s”") % {"name": name},
        "search:search",
        q=f'"{quoted}"',
    )
