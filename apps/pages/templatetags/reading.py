"""Template tag for long texts: a table of contents from the headings."""

import re
from html import unescape

from cms.toolbar.utils import get_toolbar_from_request
from django import template
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, gettext

from apps.pages.glossary import explain, terms
from apps.pages.reading_notes import with_notes

register = template.Library()

# Rich text has been through the sanitiser, so its headings are well formed.
HEADING = re.compile(r"<h2(?P<attributes>[^>]*)>(?P<title>.*?)</h2>", re.DOTALL)
ID = re.compile(r'\bid="(?P<id>[^"]+)"')


def with_ids(html):
    """The text with an id on each second-level heading, and the links to them."""
    entries, taken = [], set()

    def give_id(match):
        title = unescape(strip_tags(match["title"])).strip()
        own = ID.search(match["attributes"])
        name = base = own["id"] if own else slugify(title) or "part"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        entries.append({"id": name, "title": title})
        rest = ID.sub("", match["attributes"]).rstrip()
        return f'<h2{rest} id="{name}">{match["title"]}</h2>'

    return HEADING.sub(give_id, html), entries


class ContentsNode(template.Node):
    """The text between the tags with its table of contents."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        written, notes = self.nodelist.render(context), []
        html, entries = with_ids(written)
        if get_toolbar_from_request(context["request"]).edit_mode_active:
            # What an editor changes in place is saved as it stands on the page.
            html = written
        else:
            html, notes = with_notes(html)
            html = explain(html, terms(get_language()))
        text = mark_safe(html)  # noqa: S308  rendered by the nodes between the tags
        if notes:
            entries.append({"id": "notes", "title": gettext("Notes")})
        return render_to_string(
            "pages/_reading.html", {"entries": entries, "text": text, "notes": notes}
        )


@register.tag
def withcontents(parser, token):
    """Block tag `withcontents` … `endwithcontents` around a long text."""
    nodelist = parser.parse(["endwithcontents"])
    parser.delete_first_token()
    return ContentsNode(nodelist)
