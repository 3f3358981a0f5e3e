"""Files of publications as readers open them: the PDF, its cover, its text."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.records.tombstones import former_record, permanent_redirect
from apps.serving.byte_ranges import file_response
from apps.serving.query_parameters import vary_on_parameters

from .models import Publication, PublicationFile
from .models.files import PAGES_AT_ONCE
from .reflow import paragraphs

# A PDF may hold scripts and forms. It is shown apart from this site and loads nothing;
# the styles are those of the browser's own viewer, and so are the scripts in some.
SANDBOX = (
    "sandbox allow-scripts allow-downloads allow-popups "
    "allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
)


class Renamed(Exception):
    """The publication has another address now: its slug."""


def _public_file(slug, name, version=None):
    files = PublicationFile.objects.public().select_related("publication")
    which = {"is_current": True} if version is None else {"version": version}
    file = files.filter(publication__slug=slug, name=name, **which).first()
    if file is not None:
        return file
    record, _version = former_record(Publication, slug)
    if record is not None and record.is_public and record.slug != slug:
        raise Renamed(record.slug)
    raise Http404(_("There is no such file."))


def redirects_former_slug(view):
    """Lead from the former address of a publication's file to where it is now."""

    @wraps(view)
    def wrapper(request, slug, **kwargs):
        try:
            return view(request, slug, **kwargs)
        except Renamed as renamed:
            name = request.resolver_match.view_name
            return permanent_redirect(
                reverse(name, kwargs={"slug": str(renamed), **kwargs})
            )

    return wrapper


def send_file(request, file, path, content_type, *, cache="no-cache"):
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
@redirects_former_slug
def pdf(request, slug, name, version=None):
    """A file at the address that never changes, or one of its versions."""
    file = _public_file(slug, name, version)
    return send_file(request, file, file.path, "application/pdf")


@require_safe
@redirects_former_slug
def cover(request, slug, name, version):
    """A picture of the first page."""
    file = _public_file(slug, name, version)
    return send_file(
        request, file, file.cover_path, "image/webp", cache="public, max-age=3600"
    )


@vary_on_parameters("page", "from")
@require_safe
@redirects_former_slug
def text(request, slug, name):
    """The text of a file, to be read on a small screen or aloud, page by page."""
    file = _public_file(slug, name)
    wanted = request.GET.get("page")
    if wanted is not None and (number := _page_number(file, wanted)):
        return redirect(file.text_address(number))
    asked = _page_number(file, request.GET.get("from", "1"))
    if asked is None:
        raise Http404(_("There is no such page."))
    parts = _page_ranges(file)
    at = (asked - 1) // PAGES_AT_ONCE
    part = parts[at]
    if part["first"] != asked:
        return redirect(file.text_address(asked))
    numbers = range(part["first"], part["last"] + 1)
    texts = dict(file.pages.filter(number__in=numbers).values_list("number", "text"))
    context = {
        "file": file,
        "publication": file.publication,
        "language": file.language or file.publication.languages.partition(" ")[0],
        "pages": [
            {"number": number, "paragraphs": paragraphs(texts.get(number, ""))}
            for number in numbers
        ],
        "part": part if len(parts) > 1 else None,
        "previous_part": parts[at - 1] if at else None,
        "next_part": parts[at + 1] if at + 1 < len(parts) else None,
        "wrong_page": wanted,
        "pdf_url": file.get_absolute_url(),
    }
    status = 200 if wanted is None else 400
    return render(request, "publications/file_text.html", context, status=status)


def _page_number(file, asked):
    """The number of a page of a file, as it was asked for; None where it has none."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 7
    return int(asked) if is_number and 1 <= int(asked) <= file.page_count else None


def _page_ranges(file):
    """The parts of a text: [{"first": page, "last": page}] of PAGES_AT_ONCE pages each."""
    return [
        {"first": first, "last": min(first + PAGES_AT_ONCE - 1, file.page_count)}
        for first in range(1, file.page_count + 1, PAGES_AT_ONCE)
    ]
