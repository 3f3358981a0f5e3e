"""Files that reference managers read: CSL-JSON, BibTeX, RIS."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import rispy
from django.utils.translation import override

from apps.core.dates import format_edtf

# Each type, and the field that says who published it; everything else is `misc`.
BIBTEX_TYPES = {
    "article-newspaper": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "report": ("techreport", "institution"),
    "thesis": ("mastersthesis", "school"),
}
REPORT = {"report": "Report"}
MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
RIS_TYPES = {
    "webpage": "ELEC",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "document": "GEN",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
}
# What TeX would read as a command; accents stay as they are (UTF-8).
TEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _tex(text):
    written = "".join(TEX_SPECIAL.get(letter, letter) for letter in text)
    if _has_balanced_braces(text):
        return written
    # BibTeX counts braces, escaped ones too: an unbalanced one would leave the field open.
    return written.replace(r"\{", r"\textbraceleft{}").replace(
        r"\}", r"\textbraceright{}"
    )


def _has_balanced_braces(text):
    """Whether the braces in a text are balanced."""
    open_ones = 0
    for letter in text:
        open_ones += {"{": 1, "}": -1}.get(letter, 0)
        if open_ones < 0:
            return False
    return open_ones == 0


def whole_name(name):
    """A name in 'Family, Given' form; an organisation as it is."""
    if "literal" in name:
        return name["literal"]
    return ", ".join(name[key] for key in ["family", "given"] if name.get(key))


def exact_date(item):
    """The date as recorded, in EDTF: whether it is uncertain, and where a span ends."""
    return item.get("custom", {}).get("edtf", "")


def _csl_json_entry(item):
    return json.dumps(item, ensure_ascii=False, indent=2)


def _bibtex_entry(item):
    def names(key):
        return " and ".join(
            # Braces around a body's name keep BibTeX from taking it for a person's,
            # and around “and” from taking it for two.
            f"{{{_tex(whole_name(name))}}}"
            if "literal" in name or " and " in whole_name(name)
            else _tex(whole_name(name))
            for name in item.get(key, [])
        )

    entry_type, published_in = BIBTEX_TYPES.get(item["type"], ("misc", "publisher"))
    if item["type"] == "thesis" and item["genre"].startswith("Doctoral"):
        entry_type = "phdthesis"
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    exact = exact_date(item)
    fields = {
        "author": names("author"),
        "editor": names("editor"),
        "title": f"{{{_tex(item['title'])}}}",
        "year": str(parts[0]) if parts else "",
        "month": MONTHS[parts[1] - 1] if len(parts) > 1 else "",
        # What year and month cannot say; biblatex reads EDTF, BibTeX passes it over.
        "date": exact if exact != "-".join(f"{n:02}" for n in parts[:2]) else "",
        published_in: _tex(item.get("container-title") or item.get("publisher", "")),
        # Without a type, TeX would call it a technical report.
        "type": _tex(item.get("genre") or REPORT.get(item["type"], "")),
        "language": item.get("language", ""),
        "doi": item.get("DOI", ""),
        "isbn": item.get("ISBN", ""),
        # An address cannot hold a brace by itself; written so, no field breaks.
        "url": item["URL"].replace("{", "%7B").replace("}", "%7D"),
        "abstract": _tex(item.get("abstract", "")),
    }
    # A month is a word that each style of BibTeX writes in its own way.
    lines = ",\n".join(
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    )
    key = re.sub(r"[^A-Za-z0-9:-]", "-", item["id"])
    return f"@{entry_type}{{{key},\n{lines}\n}}\n"


def _ris_name(name):
    """A name in RIS, which takes what stands before a comma for a family name: an
    organisation's name goes on after a dash instead, so that it stays whole."""
    if "literal" not in name:
        return whole_name(name)
    return re.sub(r"\s*,\s*", " – ", name["literal"])


def _ris_date(parts):
    return "/".join(
        [f"{n:04}" if i == 0 else f"{n:02}" for i, n in enumerate(parts)]
        + [""] * (3 - len(parts))
    )


def _date_note(item):
    """What a RIS date cannot say: that it is uncertain, or a span."""
    issued = item.get("issued")
    if not exact_date(item) or (
        issued and len(issued["date-parts"]) == 1 and "circa" not in issued
    ):
        return []
    with override("en"):
        return [f"Date: {format_edtf(exact_date(item))}"]


class _RisWriter(rispy.RisWriter):
    """RIS without a number before each entry, which only some programs expect."""

    def set_header(self, count):
        return None


def _ris_entry(item):
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    entry = {
        "type_of_reference": RIS_TYPES[item["type"]],
        "type_of_work": item.get("genre"),
        "id": item["id"],
        "title": item["title"],
        "authors": [_ris_name(name) for name in item.get("author", [])],
        "secondary_authors": [_ris_name(name) for name in item.get("editor", [])],
        "year": str(parts[0]) if parts else None,
        "date": _ris_date(parts) if parts else None,
        "notes": _date_note(item),
        "secondary_title": item.get("container-title"),
        "publisher": item.get("publisher"),
        "language": item.get("language"),
        "doi": item.get("DOI"),
        "issn": item.get("ISBN"),
        "urls": [item["URL"]],
        "abstract": " ".join(item.get("abstract", "").split()) or None,
    }
    filled = {key: value for key, value in entry.items() if value}
    return rispy.dumps([filled], implementation=_RisWriter)


@dataclass(frozen=True)
class Format:
    """A file format of references: how it is called and how items are written in it."""

    label: str
    media_type: str
    entry: Callable[[dict], str]
    opening: str = ""
    between: str = "\n"
    closing: str = ""

    def stream(self, items: Iterable[dict]) -> Iterator[str]:
        """The file piece by piece, so that a long list never is in memory at once."""
        yield self.opening
        for number, item in enumerate(items):
            yield (self.between if number else "") + self.entry(item)
        yield self.closing

    def write(self, items: Iterable[dict]) -> str:
        """The whole file as text."""
        return "".join(self.stream(items))


# By the ending of their files.
FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", _bibtex_entry),
    "ris": Format("RIS", "application/x-research-info-systems", _ris_entry),
    "json": Format(
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        _csl_json_entry,
        opening="[\n",
        between=",\n",
        closing="\n]\n",
    ),
}
