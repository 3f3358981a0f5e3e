"""Active filters of a list, each with a link that removes it; how to cite the list."""

from urllib.parse import urlencode

from django import template
from django.utils.timezone import localdate

register = template.Library()


@register.simple_tag
def filters_in_use(form, query):
    """Active filters as {label, url}, `url` being without it; `query` is request.GET."""
    chosen = form.chosen()
    in_use = []
    for field in form.visible_fields():
        if field.name not in chosen:
            continue
        rest = query.copy()
        for name in [field.name, "page"]:
            rest.pop(name, None)
        value = dict(getattr(field.field, "choices", [])).get(
            field.data, chosen[field.name]
        )
        in_use.append(
            {"label": f"{field.label}: {value}", "url": f"?{rest.urlencode()}"}
        )
    return in_use


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite_list(context, title, form=None):
    """How to cite a list as filtered today."""
    request = context["request"]
    chosen = form.chosen() if form else {}
    query = urlencode({k: request.GET[k] for k in chosen if k in request.GET})
    path = f"{request.path}?{query}" if query else request.path
    address = request.build_absolute_uri(path)
    return {"title": title, "address": address, "known": localdate()}
