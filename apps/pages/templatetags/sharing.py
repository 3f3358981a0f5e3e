"""Template tags for Open Graph metadata, which other sites show for a shared link."""

import re
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

register = template.Library()

TITLE = re.compile(r"<title>(?P<text>.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(
    r'<meta name="description" content="(?P<text>.*?)">', re.DOTALL
)


class OpenGraphNode(template.Node):
    """Title and description of a page, followed by their Open Graph twins."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        html = self.nodelist.render(context)
        request = context.get("request")
        if request is None:
            return html
        site = gettext("Bali Process Record")
        card = request.build_absolute_uri(_card(context.get("record")))
        return html + render_to_string(
            "components/open_graph.html",
            {
                "title": _text(TITLE, html).removesuffix(f" – {site}"),
                "description": _text(DESCRIPTION, html),
                "site": site,
                "card": card,
                "address": request.build_absolute_uri(request.path),
            },
        )


def _text(pattern, html):
    match = pattern.search(html)
    return " ".join(unescape(match["text"]).split()) if match else ""


def _card(record):
    """The URL of the preview image of a record; that of the portal without one."""
    try:
        return reverse("card", args=[record._meta.model_name, record.slug])
    except (AttributeError, NoReverseMatch):
        return reverse("portal-card")


@register.tag
def shared(parser, token):
    """Block tag `shared` … `endshared` around the title and description of a page."""
    nodelist = parser.parse(["endshared"])
    parser.delete_first_token()
    return OpenGraphNode(nodelist)
