"""What citeproc-py would get wrong in the five styles, set right before and after.

Before: parts of a style that it reads otherwise than the style means. After: what it
repeats or runs together. Each was seen in citations of the shipped record.
"""

import re

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
RUN_TOGETHER = re.compile(rf"\b(\d{{4}})({MONTHS})(\d\d?)?\b")


def repair_style(style, *, names_in_full):
    """Change a style as loaded. `names_in_full` where it does not shorten given names,
    which citeproc-py overlooks."""
    # No item states an edition or a day of access; the words around them come all the
    # same.
    for element in style.findall(".//{*}label[@variable='edition']"):
        element.getparent().remove(element)
    for element in style.findall(".//{*}date[@variable='accessed']"):
        group = element.getparent()
        group.getparent().remove(group)
    for element in style.findall(".//{*}text[@term='retrieved']"):
        element.getparent().remove(element)
    # Capitals are put wrongly after a bracket or a number: titles stay as recorded.
    for element in style.findall(".//*[@text-case='title']"):
        del element.attrib["text-case"]
    if names_in_full:
        del style.attrib["initialize-with"]


def repair_citation(text, title, *, authors):
    """A formatted citation with its slips set right. `title` as it stands in the text."""
    if not authors:
        text = _once(text, title)
    return RUN_TOGETHER.sub(_spaced, text)


def _spaced(found):
    return " ".join(part for part in found.groups() if part)


def _once(text, title):
    """The title stands first in place of authors; its second place is closed up."""
    first = text.find(title)
    second = text.find(title, first + len(title))
    if first < 0 or second < 0:
        return text
    head, tail = text[:second], text[second + len(title) :]
    for opening, closing in [("<i>", "</i>"), ("“", "”")]:
        if head.endswith(opening) and tail.startswith(closing):
            head, tail = head.removesuffix(opening), tail.removeprefix(closing)
    head = head.rstrip()
    tail = tail.lstrip(" .,") if head.endswith(".") else tail.lstrip()
    return f"{head} {tail}" if not tail.startswith((".", ",")) else head + tail
