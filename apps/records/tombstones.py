"""What becomes of an address whose record is renamed, merged, withdrawn or gone.

Nothing that was ever public is simply missing. A record's kept versions remember the
addresses it was published at, so an old one leads to where the record is today,
however often it was renamed in between.
"""

from functools import lru_cache

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.cache import patch_cache_control

from .kinds import record_models
from .models import Record


class Gone(Exception):
    """There was a public record of this slug; it is one no longer."""


def successor_of(record):
    """Where readers of a merged record are sent: the last of a chain of mergers.

    None where the record was not merged, or the chain ends in what is not public.
    """
    passed = set()
    while record.ending == Record.Ending.MERGED and record.successor_id:
        if record.pk in passed:
            return None
        passed.add(record.pk)
        record = record.successor
        if record.is_public:
            return record
    return None


def former(model, slug):
    """(record or None, the version in which a record was public at this address)."""
    version = model.former_versions().filter(slug=slug).order_by("-history_id").first()
    if version is None:
        return None, None
    return model._default_manager.filter(pk=version.id).first(), version


def followed(model, slug):
    """The public record that a former slug leads to.

    Raises Gone where something was and is no longer, Http404 where nothing ever was.
    """
    record, version = former(model, slug)
    if version is None:
        raise Http404(slug)
    goal = record and (record if record.is_public else successor_of(record))
    if not goal:
        raise Gone(slug)
    return goal


def moved(path):
    """Lead on to an address, for ever, but asking again each time: it may move back."""
    response = HttpResponsePermanentRedirect(path)
    patch_cache_control(response, max_age=0, must_revalidate=True)
    return response


def gone(request, record):
    """Say that something was here, and why it no longer is."""
    return render(request, "410.html", {"record": record}, status=410)


@lru_cache(maxsize=4)
def _kinds(language):
    """The kinds of records by what their addresses begin with, the longest first."""
    kinds = {}
    for model in record_models():
        try:
            path = model(slug="slug").get_absolute_url()
        except NoReverseMatch:
            continue
        if path.endswith("/slug/"):
            kinds[path.removesuffix("slug/")] = model
    return dict(sorted(kinds.items(), key=lambda pair: -len(pair[0])))


def tombstone_response(request, language) -> HttpResponse | None:
    """What to answer instead of “not found”, None where nothing ever was.

    The pages below a record's own, such as its history, move with it.
    """
    for start, model in _kinds(language).items():
        if not request.path_info.startswith(start):
            continue
        slug, _slash, rest = request.path_info.removeprefix(start).partition("/")
        record, version = former(model, slug)
        if version is None:
            continue
        if record is None or record.status_now not in {
            Record.Status.PUBLISHED,
            Record.Status.WITHDRAWN,
        }:
            return gone(request, None)
        if record.is_public and record.slug == slug:
            return None  # it is here; only the rest of the address leads nowhere
        goal = record if record.is_public else successor_of(record)
        if goal is not None:
            return moved(goal.get_absolute_url() + rest)
        if record.has_notice and record.slug != slug and not rest:
            return moved(record.get_absolute_url())
        return gone(request, record)
    return None
