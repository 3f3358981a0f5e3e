"""Marks beside a statement, the cards they open, and the sources they lead to."""

from django import template
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

from apps.sources import wording

register = template.Library()


@register.simple_tag(takes_context=True)
def source_marks(context, field):
    """The numbers of the sources of a statement of the record, or that none is named."""
    return marks_of(context["record"].evidence.point(field))


@register.simple_tag(takes_context=True)
def part_marks(context, part):
    """The same of all that a part of the record states."""
    return marks_of(context["record"].evidence.point(part=part))


def marks_of(point):
    return render_to_string("components/source_marks.html", {"point": point})


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
        row["marks"] = source_marks(context, marks)
    return render_to_string("components/fact.html", row)


@register.inclusion_tag("components/evidence.html", takes_context=True)
def evidence_panel(context):
    """Every source of the page with what it says, doubts first, and the cards."""
    evidence = context["record"].evidence
    rest = [{"point": point, "marks": marks_of(point)} for point in evidence.rest]
    said = get_template("components/voice.html")
    for point in evidence.shown:
        for voice in point.voices:  # stands on the card and in the list
            voice.html = said.render({"voice": voice, "with_field": point.is_part})
    return {
        "rest": rest,
        "notes": evidence.all_notes,
        "contested": evidence.contested,
        "points": evidence.shown,
        "stated": evidence.stated,
        "unsourced": evidence.unsourced,
    }


for words in [
    wording.difference,
    wording.reading_in_words,
    wording.supported,
    wording.supported_line,
]:
    register.filter(words)
