"""Errors of the API as RFC 9457 problem documents."""

import json

from django.http import HttpResponse


def problem(status, title, detail):
    """An application/problem+json answer."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )
