"""Words for what a search says of itself."""

from dataclasses import replace

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

ORDERS = {
    "relevance": _("Best first"),
    "newest": _("Newest"),
    "oldest": _("Oldest"),
    "title": _("Title"),
}
WARNINGS = {
    "cut": _("The query was longer than is read; its end was left out."),
    "unclosed-quote": _("A quotation mark was not closed."),
    "unbalanced-parenthesis": _("The parentheses did not match."),
    "too-deep": _("Parentheses went too deep; the innermost were left out."),
    "bad-year": _("A year could not be read."),
    "nothing-to-find": _("There was nothing in the query that could be looked for."),
    "bad-prefix": _("Too little stood before an asterisk, or there were too many."),
}
REASONS = {
    "spelling": _("Nothing fits as it was spelt. These fit another spelling."),
    "words": _("Nothing fits all of it. These have some of the words."),
    "beginnings": _("Nothing has these words. These have words that begin alike."),
    "filters": _("Nothing fits these filters. These fit without them."),
}


@register.filter
def orders(query):
    """The orders a result can have, each with the address that gives it.

    Without words nothing fits better than another thing: then the newest come first.
    """
    unasked = replace(query, sort="relevance").order
    return [
        {
            "label": label,
            "chosen": name == query.order,
            "address": query.address(
                sort="relevance" if name == unasked else name, page=1
            ),
        }
        for name, label in ORDERS.items()
        if name in {unasked, "newest", "oldest", "title"}
    ]


@register.filter
def unfiltered(query):
    """The address of the same words under no filter."""
    return query.address(filters=(), page=1)


@register.simple_tag
def search_warning(code):
    """What had to be overlooked in a query, in words."""
    return WARNINGS[code]


@register.simple_tag
def relaxation_reason(relaxed):
    """How the query was relaxed whose results are shown, in words."""
    return REASONS[relaxed.reason]
