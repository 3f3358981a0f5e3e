"""What may be asked of an address: each public view names the parameters it reads.

A link can have anything added to its query string. What a view does not read is dropped
before its page is looked up, made or kept, so that it makes no other page.
"""

from django.http import QueryDict


def reads(*names):
    """Declare the parameters a view reads from the query string."""

    def declare(view):
        view.parameters = names
        return view

    return declare


def read_by(view):
    """The parameters a view reads; None where it declares nothing."""
    return getattr(getattr(view, "view_class", view), "parameters", None)


def drop_others(request, names):
    """Leave in a request only the parameters named, in the order of their names."""
    kept = QueryDict(mutable=True)
    for name in dict.fromkeys(names):
        if name in request.GET:
            kept.setlist(name, request.GET.getlist(name))
    kept._mutable = False
    request.GET = kept
    request.META["QUERY_STRING"] = kept.urlencode()
