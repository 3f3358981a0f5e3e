"""Template tags for the menu, the language links and the introduction of a list."""

from django import template
from django.utils.translation import get_language

from apps.core.templatetags import languages as plain
from apps.pages.list_introductions import render_introduction
from apps.pages.navigation import menu

register = template.Library()


@register.inclusion_tag("pages/_menu.html", takes_context=True)
def site_menu(context):
    """The menu of the site."""
    request = context.get("request")
    path = request.path_info if request else ""
    return {"entries": menu(get_language(), path)}


@register.simple_tag(takes_context=True)
def site_languages(context):
    """Each language with its own name and the address of this page in it.

    A record has the same path in every language. A CMS page may have another one,
    or none: then the language leads to its home, and is marked as missing.
    """
    languages = plain.site_languages(context)
    addresses = getattr(context.get("request"), "page_addresses", None)
    if addresses is None:
        return languages
    for language in languages:
        home = f"/{language['code']}/"
        found = addresses.get(language["code"])
        language["url"] = found or home
        language["address"] = plain.address(context["request"], found or home)
        language["missing"] = not found
    return languages


@register.simple_tag(takes_context=True)
def list_introduction(context):
    """The introduction of the current list of records, from the CMS page at its address."""
    request = context.get("request")
    if request is None:
        return ""
    return render_introduction(context, request, get_language())
