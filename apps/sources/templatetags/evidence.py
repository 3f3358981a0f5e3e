"""Footnote marks beside a statement, and the panel of sources they lead to."""

from django import template

register = template.Library()


@register.inclusion_tag("components/source_marks.html", takes_context=True)
def source_marks(context, field, fact=None):
    """Numbers of the sources of a statement, and a mark where they disagree."""
    notes, statement = context["record"].evidence.marks(field, fact)
    return {"notes": notes, "statement": statement}


@register.inclusion_tag("components/evidence.html", takes_context=True)
def evidence_panel(context):
    """Every source of the page with what it says, doubts first."""
    record = context["record"]
    return {
        "notes": record.evidence.all_notes,
        "contested": record.evidence.contested,
        "record": record,
    }
