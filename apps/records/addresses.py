"""URLs of records: of their public pages, and of their pages in the admin."""

from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

ANY = "any-record"


@lru_cache(maxsize=100)
def _around(name, _language, _prefix, _urlconf):
    before, _slug, after = reverse(name, args=[ANY]).rpartition(ANY)
    return before, after


def record_address(name, slug):
    """`reverse(name, args=[slug])`, cached but for the slug.

    A page may link to hundreds of records, and a slug needs no encoding.
    """
    before, after = _around(name, get_language(), get_script_prefix(), get_urlconf())
    return f"{before}{slug}{after}"


def staff_address(model, pk):
    """The admin change page of a row; blank if its model has none."""
    opts = model._meta
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk])
    except NoReverseMatch:
        return ""
