"""Links from pages to the API."""

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.simple_tag
def api_address(record):
    """The address of a record in the API; blank for what programs are not given."""
    if not record.is_public:
        return ""
    try:
        return reverse(f"api-1:{record._meta.model_name}", args=[record.slug])
    except NoReverseMatch:
        return ""
