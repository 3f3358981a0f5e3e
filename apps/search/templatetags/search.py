"""Words for what a search says of itself."""

from dataclasses import replace

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

ORDERS = {
    "relevance": _("Most relevant"),
    "newest": _("Newest"),
    "oldest": _("Oldest"),
    "title": _("Title"),
}
WARNINGS = {
    "cut": _("The query is too long; its end was left out."),
    "unclosed-quote": _("A quotation mark was not closed."),
    "unbalanced-parenthesis": _("The parentheses did not match."),
    "too-deep": _(
        "The parentheses are nested too deeply; the innermost were left out."
    ),
    "bad-year": _("A year could not be read."),
    "nothing-to-find": _("The query holds nothing to search for."),
    "bad-prefix": _(
        "Too few letters stand before an asterisk, or there are too many asterisks."
    ),
}
REASONS = {
    "spelling": _("No results for this spelling. These match a corrected one."),
    "words": _("No result has all the words. These have some of them."),
    "beginnings": _(
        "No result has these words. These have words that begin the same way."
    ),
    "filters": _("No result matches these filters. These match without them."),
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
