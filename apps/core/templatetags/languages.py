"""Links to the current page in the other languages of the interface."""

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext

register = template.Library()


@register.simple_tag(takes_context=True)
def site_languages(context):
    """Each language with its name in itself and this page's address in it.

    The path after the language prefix is the same in every language.
    """
    request = context.get("request")
    if request is None:
        return []
    prefix, _, rest = request.path_info.removeprefix("/").partition("/")
    codes = [code for code, _name in settings.LANGUAGES]
    if prefix not in codes:
        rest = ""
    query = request.GET.urlencode()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": f"/{code}/{rest}" + (f"?{query}" if query else ""),
            "address": address(request, f"/{code}/{rest}"),
            "current": code == get_language(),
        }
        for code in codes
    ]


@register.simple_tag(takes_context=True)
def page_number(context):
    """ ", page 2" for the title of a paginated list, from the second page on."""
    request = context.get("request")
    number = request.GET.get("page", "") if request else ""
    if not number.isdecimal() or int(number[:9]) < 2:
        return ""
    return gettext(", page %(number)s") % {"number": number}


def address(request, path):
    """The canonical absolute address of a page: without query, except the page number."""
    number = request.GET.get("page", "")
    page = f"?page={number}" if number.isdecimal() and number != "1" else ""
    return request.build_absolute_uri(path + page)
