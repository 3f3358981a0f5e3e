"""From where somebody comes."""

import ipaddress


def client_address(request):
    """The address of a visitor, None where none is known.

    Where the proxy stands on this machine, it has added whom it speaks for; what the
    visitor may have written before that is not believed.
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
