"""Query parameters that a public view reads, declared on the view.

Other parameters, such as those added by mail programs, are dropped before the page is
looked up in the page cache or rendered, so that they make no further cache entries.
"""

from django.http import QueryDict


def vary_on_parameters(*names):
    """Decorator that declares which query parameters a view reads.

    The page cache keeps one entry for each combination of their values.
    """

    def decorator(view):
        view.parameters = names
        return view

    return decorator


def parameters_read_by(view):
    """The parameters a view reads; None where it declares nothing."""
    return getattr(getattr(view, "view_class", view), "parameters", None)


def keep_only(request, names):
    """Remove all other query parameters from a request, and put these in order."""
    kept = QueryDict(mutable=True)
    for name in dict.fromkeys(names):
        if name in request.GET:
            kept.setlist(name, request.GET.getlist(name))
    kept._mutable = False
    request.GET = kept
    request.META["QUERY_STRING"] = kept.urlencode()
