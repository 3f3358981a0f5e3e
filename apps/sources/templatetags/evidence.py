"""Footnote marks beside a statement, and the panel of sources they lead to."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("components/source_marks.html", takes_context=True)
def source_marks(context, field, fact=None):
    """Numbers of the sources of a statement, and a mark where they disagree."""
    return _marks(context, field, fact)


def _marks(context, field, fact=None):
    notes, statement = context["record"].evidence.marks(field, fact)
    return {"notes": notes, "statement": statement}


@register.simple_block_tag(takes_context=True)
def fact(context, content, label, marks="", url="", optional=False):
    """One row of a list of facts, inside `<dl class="facts">`.

    `marks` names the field whose sources stand behind the content, `url` is where the
    content leads. Without content the row says that none is recorded, or, where it is
    `optional`, is left out.
    """
    content = SafeString(content.strip())
    if optional and not content:
        return ""
    row = {"label": label, "content": content, "url": url}
    if marks:
        row |= _marks(context, marks)
    return render_to_string("components/fact.html", row)


@register.inclusion_tag("components/evidence.html", takes_context=True)
def evidence_panel(context):
    """Every source of the page with what it says, doubts first."""
    record = context["record"]
    return {
        "notes": record.evidence.all_notes,
        "contested": record.evidence.contested,
        "record": record,
    }
