"""One run of the link check: least recently checked first, with a delay per host."""

import time
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone

from apps.desk.models import Link

from .link_checker import check_link, is_public


def due(most):
    """The links to check next: those never checked first."""
    links = Link.objects.filter(is_ignored=False)
    return list(links.order_by(F("checked_at").asc(nulls_first=True), "url")[:most])


def run(most, seconds, delay, is_allowed=is_public):
    """Check at most `most` links within `seconds`; yields each.

    One request at a time, with `delay` seconds between two to the same host.
    """
    end, asked = time.monotonic() + seconds, {}
    for link in due(most):
        host = urlsplit(link.url).netloc
        wait = asked.get(host, 0) + delay - time.monotonic()
        if time.monotonic() + max(wait, 0) > end:
            return
        time.sleep(max(wait, 0))
        answer = check_link(link.url, is_allowed=is_allowed)
        asked[host] = time.monotonic()
        link.state, link.answer = answer.state, answer.words
        link.leads_to, link.checked_at = answer.leads_to[:2000], timezone.now()
        link.save(update_fields=["state", "answer", "leads_to", "checked_at"])
        yield link
