"""References to publications: as files, by unAPI, and as files of whole lists."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.records.tombstones import Gone, resolve_former_slug
from apps.search.search_query import IndexUnusable, InvalidParameter, Query

from .citing import FORMATS, csl_item
from .models import Publication
from .reference_exports import EXPORTS, MAX_EXPORTED

# What unAPI calls the formats, the first being the one to prefer: it alone keeps the
# name of an organisation whole in Zotero.
UNAPI_FORMATS = {"ris": FORMATS["ris"], "bibtex": FORMATS["bib"]}


def _publication_or_404(slug):
    return get_object_or_404(Publication.objects.public().with_references(), slug=slug)


def _publication_or_former(slug):
    """The publication of a slug, which it may have had before it was renamed or merged.

    Raises Gone where there was one and is none any longer.
    """
    try:
        return _publication_or_404(slug)
    except Http404:
        return _publication_or_404(resolve_former_slug(Publication, slug).slug)


def _as_attachment(response, name):
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _plain_text(text, status):
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@require_safe
def reference(request, slug, ending):
    """One publication as a file for a reference manager."""
    if ending not in FORMATS:
        raise Http404(_("There is no such format."))
    publication = _publication_or_404(slug)
    address = request.build_absolute_uri(publication.get_absolute_url())
    text = FORMATS[ending].write([csl_item(publication, address)])
    content_type = f"{FORMATS[ending].media_type}; charset=utf-8"
    response = HttpResponse(text, content_type=content_type)
    return _as_attachment(response, f"{slug}.{ending}")


@require_safe
def export(request, ending):
    """The publications of a list, found as the library finds them, as one file."""
    if ending not in EXPORTS:
        raise Http404(_("There is no such format."))
    asked = request.GET.copy()
    asked.pop("page", None)
    try:
        query = Query.from_params(asked, within="publication")
        keys = [int(key.partition(":")[2]) for key in query.keys(MAX_EXPORTED)]
    except InvalidParameter as wrong:
        return _plain_text(str(wrong), status=400)
    except IndexUnusable:
        response = _plain_text(
            _("The list is not available at the moment."), status=503
        )
        response.headers["Retry-After"] = "10"
        return response
    language = get_language()

    def address_of(publication):
        # Asked for while the file is being sent, when no request sets a language.
        with override(language):
            return request.build_absolute_uri(publication.get_absolute_url())

    response = StreamingHttpResponse(
        EXPORTS[ending].write(keys, address_of),
        content_type=f"{EXPORTS[ending].media_type}; charset=utf-8",
    )
    return _as_attachment(response, f"publications.{ending}")


def _slug_and_language(identifier):
    """The publication whose page has this address; ("", "") for anything else."""
    try:
        path = urlsplit(identifier).path
    except ValueError:
        return "", ""
    for language, _name in settings.LANGUAGES:
        with override(language):
            shelf = reverse("publications:index")
        if path.startswith(shelf):
            return path.removeprefix(shelf).removesuffix("/"), language
    return "", ""


@require_safe
def unapi(request):
    """unAPI: which formats there are, for one publication, and the publication in one.

    A publication's identifier is the address of its page.
    """
    identifier = request.GET.get("id", "")
    wanted = request.GET.get("format", "")
    context = {"identifier": identifier, "formats": UNAPI_FORMATS}
    xml = {"content_type": "application/xml"}
    if not identifier:
        return render(request, "publications/unapi.xml", context, **xml)
    slug, language = _slug_and_language(identifier)
    try:
        publication = _publication_or_former(slug)
    except Gone:
        return _plain_text(_("This entry was withdrawn"), status=410)
    if not wanted:
        return render(request, "publications/unapi.xml", context, status=300, **xml)
    if wanted not in UNAPI_FORMATS:
        offered = ", ".join(UNAPI_FORMATS)
        return _plain_text(_("Available formats: %s") % offered, status=406)
    with override(language):
        address = request.build_absolute_uri(publication.get_absolute_url())
    text = UNAPI_FORMATS[wanted].write([csl_item(publication, address)])
    content_type = f"{UNAPI_FORMATS[wanted].media_type}; charset=utf-8"
    return HttpResponse(text, content_type=content_type)
