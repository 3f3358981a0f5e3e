"""One run: the links looked at longest ago, one after another, no host in haste."""

import time
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone

from apps.desk.models import Link

from .link_checker import check_link, is_public


def due(most):
    """The links to look at next: those never looked at first."""
    links = Link.objects.filter(is_ignored=False)
    return list(links.order_by(F("checked_at").asc(nulls_first=True), "url")[:most])


def run(most, seconds, delay, is_allowed=is_public):
    """Look at links until there were `most`, or the time is over; yields each one.

    There is never more than one request at a time, and `delay` seconds lie between
    two to one host.
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
