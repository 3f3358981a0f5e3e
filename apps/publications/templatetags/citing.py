"""What makes a page's publications known to reference managers."""

from django import template
from django.urls import reverse

from apps.publications.citing import (
    FORMATS,
    coins,
    csl_item,
    formatted,
    highwire_tags,
    json_ld,
    schema_org,
)
from apps.publications.reference_exports import EXPORTS, MAX_EXPORTED

register = template.Library()


def _address(context, publication):
    # The request is an attribute of the context even where an include hides the rest.
    return context.request.build_absolute_uri(publication.get_absolute_url())


@register.inclusion_tag("publications/_reference.html", takes_context=True)
def reference(context, publication):
    """One row of a list, as reference managers read it (COinS, unAPI)."""
    address = _address(context, publication)
    item = csl_item(publication, address, brief=True)
    return {"address": address, "coins": coins(item)}


@register.inclusion_tag("publications/_citation_head.html", takes_context=True)
def citation_head(context, publication, files):
    """A publication's own page, as search engines and reference managers read it."""
    address = _address(context, publication)
    item = csl_item(publication, address)
    pdfs = [context.request.build_absolute_uri(f.get_absolute_url()) for f in files]
    return {
        "tags": highwire_tags(item, files=pdfs),
        "json_ld": json_ld(schema_org(item, address, files=pdfs)),
        "downloads": _downloads(publication),
    }


@register.inclusion_tag("publications/_citation.html", takes_context=True)
def citation_box(context, publication):
    """How to cite a publication, in every style and for every reference manager."""
    address = _address(context, publication)
    item = csl_item(publication, address)
    return {
        "citations": formatted(item),
        "downloads": _downloads(publication),
        "address": address,
        "coins": coins(item),
    }


def _downloads(publication):
    return [
        {
            "label": reference_format.label,
            "type": reference_format.media_type,
            "url": reverse("publications:reference", args=[publication.slug, ending]),
        }
        for ending, reference_format in FORMATS.items()
    ]


@register.inclusion_tag("publications/_exports.html", takes_context=True)
def exports(context, count):
    """Links by which the list on a page is taken away whole."""
    query = context.request.GET.copy()
    query.pop("page", None)
    count = count or 0  # there is none while the index is being built
    return {
        "count": count,
        "most": MAX_EXPORTED if count > MAX_EXPORTED else None,
        "links": [
            {
                "label": export.label,
                "url": reverse("publications:export", args=[ending])
                + (f"?{query.urlencode()}" if query else ""),
            }
            for ending, export in EXPORTS.items()
        ],
    }
