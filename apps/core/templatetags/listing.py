"""What narrows a list: the filters in use, each with the list's address without it."""

from django import template

register = template.Library()


@register.simple_tag
def filters_in_use(form, query):
    """Filters of a valid value, as {label, url}; `query` is the request's GET."""
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
