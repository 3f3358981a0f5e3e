"""The first page of staff."""

from django import template

from apps.desk.dashboard_blocks import blocks

register = template.Library()


@register.inclusion_tag("desk/desk.html")
def desk(user):
    """Everything that waits for somebody, and where nothing does."""
    found = blocks(user)
    return {
        "waiting": [block for block in found if block.count],
        "done": [block for block in found if not block.count],
    }
