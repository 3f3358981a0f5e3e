"""Corrections of citeproc-py's output in the five styles, before and after formatting.

Before: parts of a style that it misreads, and rules that no style file can express.
After: what it repeats or runs together. Each was found in citations of the fixtures.
"""

import re

from .csl_items import published_by_its_authors

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
NAMES_IN_FULL = {"Chicago", "MLA"}
SPANS_IN_FULL = {"MLA"}
INITIAL = re.compile(r"\b([A-Z])(?=\s|$)")
# American styles put a full stop or a comma before the closing quotation mark.
STOPS_WITHIN_QUOTES = {"APA", "Chicago", "MLA"}
STOP_AFTER_QUOTE = re.compile(r"”([.,])")
QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
# How a style writes an uncertain year, where its file does not say so.
UNCERTAIN = {
    "MLA": (r", Circa\b", r", circa"),
    "Harvard": (r"\((\d{4})", r"(c. \1"),
    "Vancouver": (r" (\d{4}[\w –]*)(?=\. Available from:)", r" [\1?]"),
}
# What follows the names of one editor, or several, that stand in place of authors.
EDITORS = {
    "APA": (" (Ed.).", " (Eds.)."),
    "Chicago": (", ed.", ", eds."),
    "MLA": (", editor.", ", editors."),
    "Harvard": (" (ed.)", " (eds)"),
    "Vancouver": (", editor.", ", editors."),
}
SHORTENED = re.compile(r"\b([A-Z]|et al)$")
# Raised with every change here, so that citations made before are made anew.
REVISION = 7
# A title that ends so needs no full stop.
STOP_AFTER_SIGN = re.compile(
    r"([?!](?:</i>)?[”’]?|\.</i>)\.(?=\s|$)|(?<=[?!])\.(?=[”’])"
)
# A title supplied in brackets stands as it is: no italics, no quotation marks.
SUPPLIED_TITLE = re.compile(r"<i>(\[[^<>]*\])</i>|[“‘](\[[^“”‘’]*\])([.,]?)[”’]")
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


def adapt_item(item, style):
    """An item as a style wants it. A body that published its own work is named once,
    by APA as the author and by MLA as the publisher; an initial has its full stop."""
    item = {key: value for key, value in item.items() if key != "custom"}
    if item["type"] == "software":  # which citeproc-py does not know; it is cited alike
        item["type"] = "report"
    if "issued" in item and style not in SPANS_IN_FULL:
        item["issued"] = _common_precision(item["issued"])
    if style in NAMES_IN_FULL:
        for role in {"author", "editor"} & item.keys():
            item[role] = [
                name | {"given": INITIAL.sub(r"\1.", name["given"])}
                if "given" in name
                else name
                for name in item[role]
            ]
    left_out = {"APA": "publisher", "MLA": "author"}.get(style)
    if published_by_its_authors(item):
        return {key: value for key, value in item.items() if key != left_out}
    if editors_first(item):
        item["author"] = item.pop("editor")
    return item


def editors_first(item):
    """The editors of a work without authors, named in their place."""
    return [] if item.get("author") else item.get("editor", [])


def _common_precision(issued):
    """A span within one year as the year or month its ends share, which is all that
    citeproc-py leaves out of it."""
    first, last = issued["date-parts"][0], issued["date-parts"][-1]
    if first == last or first[0] != last[0]:
        return issued
    shared = first[:2] if first[:2] == last[:2] else first[:1]
    return issued | {"date-parts": [shared]}


def repair_citation(text, item, style, *, editors=0):
    """The citation of an item in a style, with its slips set right. `editors` is how
    many stand in place of authors."""
    if not (item.get("author") or item.get("editor")):
        text = _drop_repeated_title(text, item["title"])
        text = _drop_repeated_publisher(text, item)
    text = _drop_comma_between_bodies(text, item.get("author", []))
    if editors:
        text = _label_editors(text, item["title"], style, several=editors > 1)
    text = _single_inner_quotes(text, item["title"])
    text = RUN_TOGETHER.sub(_with_spaces, text)
    if item["title"].startswith("["):
        text = SUPPLIED_TITLE.sub(_without_marks, text, count=1)
    if style in STOPS_WITHIN_QUOTES:
        text = STOP_AFTER_QUOTE.sub(r"\1”", text)
    if item["type"] == "thesis":
        text = _repair_thesis(text, item, style)
    text = STOP_AFTER_SIGN.sub(r"\1", text)
    if style == "Vancouver" and "issued" not in item:
        head, available, address = text.partition("Available from:")
        join = ";" if item.get("publisher") else "."
        text = f"{head.rstrip(' .')}{join} [date unknown]. {available}{address}"
    if item.get("issued", {}).get("circa") and style in UNCERTAIN:
        said, meant = UNCERTAIN[style]
        text = re.sub(said, meant, text, count=1)
    return text


def _with_spaces(found):
    return " ".join(part for part in found.groups() if part)


def _repair_thesis(text, item, style):
    """APA gives a thesis a number it does not have; MLA its university too late."""
    text = text.replace(" (Publication)", "")
    awarded = f"{item.get('publisher')}, {item['genre']}"
    late = f"{item['URL']}. {awarded}."
    if style == "MLA" and text.endswith(late):
        head = text.removesuffix(late).rstrip(" ,.")
        text = f"{head}. {awarded}, {item['URL']}."
    return text


def _without_marks(found):
    italic, quoted, stop = found.groups()
    return italic or quoted + stop


def _drop_repeated_title(text, title):
    """The title stands first in place of authors; its second place is closed up."""
    first = text.find(title)
    second = text.find(title, first + len(title))
    if first < 0 or second < 0:
        return text
    head, tail = text[:second], text[second + len(title) :]
    for opening, closing in [("<i>", "</i>"), ("“", "”"), ("‘", "’")]:
        if head.endswith(opening) and tail.startswith(closing):
            head, tail = head.removesuffix(opening), tail.removeprefix(closing)
    head = head.rstrip()
    tail = tail.lstrip(" .,") if head.endswith(".") else tail.lstrip()
    return f"{head} {tail}" if not tail.startswith((".", ",")) else head + tail


def _drop_repeated_publisher(text, item):
    """What published a work without authors stands first in their place; after the
    title it is left out."""
    body = item.get("container-title") or item.get("publisher")
    head, title, tail = text.partition(item["title"])
    if not body or not head.removeprefix("<i>").startswith(body):
        return text
    again = rf"(?:<i>)?{re.escape(body)}(?:</i>)?"
    pattern = rf", {again}(?=[.,])|(?<=[^,]) {again}[.,]"
    return head + title + re.sub(pattern, "", tail, count=1)


def _drop_comma_between_bodies(text, names):
    """A comma stands before the second of two names only after an inverted one."""
    if len(names) != 2 or "literal" not in names[0]:
        return text
    body = re.escape(names[0]["literal"])
    return re.sub(rf"^({body}),(?= (?:and|&amp;) )", r"\1", text)


def _label_editors(text, title, style, *, several):
    """The names a citation begins with, up to its date or title, are of editors."""
    date = r"[(\[]?(?:\d{4}\b|ca?\. \d|n\.d\.|no date)"
    after = re.search(rf"\.? (?={date}|(?:<i>|[“‘])?{re.escape(title)})", text)
    if after is None:
        return text
    names, rest = text[: after.start()], text[after.end() :]
    short = SHORTENED.search(names)
    if short and (style != "Vancouver" or short[1] == "et al"):
        names += "."
    return f"{names}{EDITORS[style][several]} {rest}"


def _single_inner_quotes(text, title):
    """Quotation marks within a title that itself stands in such marks are single."""
    if f"“{title}" not in text:
        return text
    return text.replace(title, QUOTED.sub(r"‘\1’", title), 1)
