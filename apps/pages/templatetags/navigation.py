"""The menu, the languages and the introduction of whatever page one is on."""

from django import template
from django.utils.translation import get_language

from apps.core.templatetags import languages as plain
from apps.pages.list_introductions import render_introduction
from apps.pages.navigation import menu

register = template.Library()


@register.inclusion_tag("pages/_menu.html", takes_context=True)
def site_menu(context):
    """The navigation of the whole site."""
    request = context.get("request")
    path = request.path_info if request else ""
    return {"entries": menu(get_language(), path)}


@register.simple_tag(takes_context=True)
def site_languages(context):
    """Each language with its name in itself and this page's address in it.

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
    """What editors have written above the list of records one is on."""
    request = context.get("request")
    if request is None:
        return ""
    return render_introduction(context, request, get_language())
