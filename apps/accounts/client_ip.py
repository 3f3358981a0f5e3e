"""The IP address of a client."""

import ipaddress


def client_address(request):
    """The IP address of the client as text, None if unknown.

    X-Forwarded-For counts only from a proxy on this machine, and only its last entry: the
    others may have been sent by the client.
    """
    own = _parsed(request.META.get("REMOTE_ADDR", ""))
    if own is None or own.is_loopback:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
        own = _parsed(said) or own
    return str(own) if own else None


def _parsed(text):
    try:
        return ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
