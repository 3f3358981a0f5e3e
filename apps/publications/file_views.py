"""Files of publications as readers open them: the PDF, its cover, its text."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core.endings import former, moved
from apps.core.ranges import file_response

from .models import Publication, PublicationFile
from .models.files import PAGES_AT_ONCE
from .reflowing import paragraphs

# A PDF may hold scripts and forms. It is shown apart from this site and loads nothing;
# the styles are those of the browser's own viewer, and so are the scripts in some.
SANDBOX = (
    "sandbox allow-scripts allow-downloads allow-popups "
    "allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)


class Renamed(Exception):
    """The publication has another address now: its slug."""


def _public(slug, name, version=None):
    files = PublicationFile.objects.public().select_related("publication")
    which = {"is_current": True} if version is None else {"version": version}
    file = files.filter(publication__slug=slug, name=name, **which).first()
    if file is not None:
        return file
    record, _version = former(Publication, slug)
    if record is not None and record.is_public and record.slug != slug:
        raise Renamed(record.slug)
    raise Http404(_("There is no such file."))


def _leading_on(view):
    """Lead from the former address of a publication's file to where it is now."""

    @wraps(view)
    def led(request, slug, **kwargs):
        try:
            return view(request, slug, **kwargs)
        except Renamed as renamed:
            name = request.resolver_match.view_name
            return moved(reverse(name, kwargs={"slug": str(renamed), **kwargs}))

    return led


def send(request, file, path, content_type, *, cache="no-cache"):
    """A file of the library; 404 where the disk has lost it."""
    ending = path.suffix
    headers = {
        "Cache-Control": cache,
        "Content-Disposition": (
            f'inline; filename="{file.publication.slug}-{file.name}{ending}"'
        ),
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    try:
        return file_response(
            request,
            path,
            etag=f'"{file.sha256[:32]}{ending}"',
            content_type=content_type,
            headers=headers,
        )
    except FileNotFoundError:
        raise Http404(_("The file is missing.")) from None


@require_safe
@_leading_on
def pdf(request, slug, name, version=None):
    """A file at the address that never changes, or one of its versions."""
    file = _public(slug, name, version)
    return send(request, file, file.path, "application/pdf")


@require_safe
@_leading_on
def cover(request, slug, name, version):
    """A picture of the first page."""
    file = _public(slug, name, version)
    return send(
        request, file, file.cover_path, "image/webp", cache="public, max-age=3600"
    )


@require_safe
@_leading_on
def text(request, slug, name):
    """The text of a file, to be read on a small screen or aloud, page by page."""
    file = _public(slug, name)
    asked = request.GET.get("from", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7):
        raise Http404(_("There is no such page."))
    first = int(asked)
    starts = range(1, file.page_count + 1, PAGES_AT_ONCE)
    if first not in starts:
        raise Http404(_("There is no such page."))
    last = min(first + PAGES_AT_ONCE - 1, file.page_count)
    texts = dict(
        file.pages.filter(number__range=(first, last)).values_list("number", "text")
    )
    pages = [
        {"number": number, "paragraphs": paragraphs(texts.get(number, ""))}
        for number in range(first, last + 1)
    ]
    parts = [
        {"first": start, "last": min(start + PAGES_AT_ONCE - 1, file.page_count)}
        for start in starts
    ]
    context = {
        "file": file,
        "publication": file.publication,
        "language": file.language or file.publication.languages.partition(" ")[0],
        "pages": pages,
        "parts": parts if len(parts) > 1 else [],
        "first": first,
        "next_part": next((part for part in parts if part["first"] > first), None),
        "pdf_url": file.get_absolute_url(),
    }
    return render(request, "publications/file_text.html", context)
