"""Files that reference managers read: CSL-JSON, BibTeX, RIS."""

import json
import re

import rispy

BIBTEX_TYPES = {
    "webpage": "misc",
    "article-newspaper": "misc",
    "article": "unpublished",
    "report": "techreport",
}
RIS_TYPES = {
    "webpage": "ELEC",
    "article-newspaper": "NEWS",
    "article": "GEN",
    "report": "RPRT",
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
    return "".join(TEX_SPECIAL.get(letter, letter) for letter in text)


def whole_name(name):
    """A name in 'Family, Given' form; an organisation as it is."""
    if "literal" in name:
        return name["literal"]
    return ", ".join(name[key] for key in ["family", "given"] if name.get(key))


def csl_json(items):
    """CSL-JSON: the items themselves, one array."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"


def _bibtex_entry(item):
    def names(key):
        return " and ".join(
            # Braces around a body's name keep BibTeX from taking it for a person's.
            f"{{{_tex(name['literal'])}}}"
            if "literal" in name
            else _tex(whole_name(name))
            for name in item.get(key, [])
        )

    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    fields = {
        "author": names("author"),
        "editor": names("editor"),
        "title": f"{{{_tex(item['title'])}}}",
        "year": str(parts[0]) if parts else "",
        "month": str(parts[1]) if len(parts) > 1 else "",
        "institution" if item["type"] == "report" else "publisher": _tex(
            item.get("publisher", "")
        ),
        "type": _tex(item.get("genre", "")),
        "language": item.get("language", ""),
        "doi": item.get("DOI", ""),
        "isbn": item.get("ISBN", ""),
        "url": item["URL"],
        "abstract": _tex(item.get("abstract", "")),
    }
    lines = ",\n".join(
        f"  {name} = {{{value}}}" for name, value in fields.items() if value
    )
    key = re.sub(r"[^A-Za-z0-9:-]", "-", item["id"])
    return f"@{BIBTEX_TYPES[item['type']]}{{{key},\n{lines}\n}}\n"


def bibtex(items):
    """BibTeX entries in UTF-8."""
    return "\n".join(map(_bibtex_entry, items))


def _ris_date(parts):
    return "/".join(
        [f"{n:04}" if i == 0 else f"{n:02}" for i, n in enumerate(parts)]
        + [""] * (3 - len(parts))
    )


def _ris_entry(item):
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    entry = {
        "type_of_reference": RIS_TYPES[item["type"]],
        "id": item["id"],
        "title": item["title"],
        # A comma would make Zotero split a body's name; RIS reads one without as whole.
        "authors": [whole_name(name) for name in item.get("author", [])],
        "secondary_authors": [whole_name(name) for name in item.get("editor", [])],
        "year": str(parts[0]) if parts else None,
        "date": _ris_date(parts) if parts else None,
        "publisher": item.get("publisher"),
        "language": item.get("language"),
        "doi": item.get("DOI"),
        "issn": item.get("ISBN"),
        "urls": [item["URL"]],
        "abstract": " ".join(item.get("abstract", "").split()) or None,
    }
    return {key: value for key, value in entry.items() if value}


def ris(items):
    """RIS entries; what Zotero, EndNote and Mendeley read."""
    return rispy.dumps([_ris_entry(item) for item in items])
