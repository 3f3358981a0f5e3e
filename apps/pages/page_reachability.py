"""Checks that a page is reachable at its address before it is published.

Addresses of records and of the portal's own pages come before those of the CMS, so a
page at one of them is never shown. Nor is one below a page that is not public: it has
no address at all.
"""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from .redirects import address

# Lists of records that show the text of the page at their address above their entries.
INTRODUCED = {
    "conferences:index",
    "groups:index",
    "members:index",
    "publications:index",
    "sources:index",
    "timeline",
}
OF_PAGES = {"pages-root", "pages-details-by-slug"}


def path_of(content):
    """The path of a text once it is published; None if it would have none."""
    data = content.page.get_url_data(
        content.slug, content.overwrite_url, content.language
    )
    return data["path"]


def validate_address(url):
    """Raise ValidationError if another view answers at the address of a page."""
    try:
        with override(url.split("/")[1]):
            name = resolve(url).view_name
    except Resolver404:
        name = ""
    if name not in OF_PAGES | INTRODUCED:
        raise ValidationError(
            _("The portal itself uses the address %(address)s. Choose another slug.")
            % {"address": url}
        )


def validate_path(language, path):
    validate_address(address(language, path))


def not_below_a_public_page(content):
    """The message that the page above a text has to be published first."""
    above = content.page.parent.get_admin_content(content.language, fallback=True)
    return _(
        "The page above it, “%(page)s”, is not public: this page has an address only "
        "once that one is published."
    ) % {"page": above.title}


def validate_move(before, after):
    """Raise ValidationError if pages are not reachable after a move.

    `before` and `after` are their addresses, as `live_addresses` gives them.
    """
    if before.keys() - after.keys():
        raise ValidationError(
            _("A public page cannot be placed below one that is not public.")
        )
    for url in sorted({*after.values()} - {*before.values()}):
        validate_address(url)
