"""Responses at addresses of records that were renamed, merged, withdrawn or deleted.

What was ever public is never a plain 404. The versions of a record hold its former slugs,
so an old address redirects to the current one, however often it was renamed.
"""

from functools import lru_cache

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.cache import patch_cache_control

from .kinds import record_models
from .models import Record


class Gone(Exception):
    """There was a public record with this slug, which is no longer public."""


def successor_of(record):
    """The public record that a merged record redirects to, at the end of its chain.

    None if the record was not merged, or no record of the chain is public.
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


def former_record(model, slug):
    """(record or None, the version in which a record was public at this address)."""
    version = model.former_versions().filter(slug=slug).order_by("-history_id").first()
    if version is None:
        return None, None
    return model._default_manager.filter(pk=version.id).first(), version


def resolve_former_slug(model, slug):
    """The public record that a former slug redirects to.

    Raises Gone if it is no longer public, Http404 if no record ever had the slug.
    """
    record, version = former_record(model, slug)
    if version is None:
        raise Http404(slug)
    goal = record and (record if record.is_public else successor_of(record))
    if not goal:
        raise Gone(slug)
    return goal


def permanent_redirect(path):
    """301 that caches must revalidate, as a record may get its old slug back."""
    response = HttpResponsePermanentRedirect(path)
    patch_cache_control(response, max_age=0, must_revalidate=True)
    return response


def gone_response(request, record):
    """410 with the reason."""
    return render(request, "410.html", {"record": record}, status=410)


@lru_cache(maxsize=4)
def _kinds(language):
    """Models of records by the prefix of their addresses, longest first."""
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
    """The response in place of a 404; None if no record was ever public there.

    Pages below a record's own, such as its history, redirect with it.
    """
    for start, model in _kinds(language).items():
        if not request.path_info.startswith(start):
            continue
        slug, _slash, rest = request.path_info.removeprefix(start).partition("/")
        record, version = former_record(model, slug)
        if version is None:
            continue
        if record is None or record.status_now not in {
            Record.Status.PUBLISHED,
            Record.Status.WITHDRAWN,
        }:
            return gone_response(request, None)
        if record.is_public and record.slug == slug:
            return None  # the record is here; the rest of the path is wrong
        goal = record if record.is_public else successor_of(record)
        if goal is not None:
            return permanent_redirect(goal.get_absolute_url() + rest)
        if record.has_notice and record.slug != slug and not rest:
            return permanent_redirect(record.get_absolute_url())
        return gone_response(request, record)
    return None
