"""Citation metadata embedded in pages: COinS, Highwire tags, schema.org."""

import json
from urllib.parse import urlencode

from .reference_formats import exact_date, whole_name

# Nothing in the data can end the element it stands in.
IN_HTML = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
SCHEMA_TYPES = {
    "webpage": "WebPage",
    "article-newspaper": "NewsArticle",
    "article-magazine": "Article",
    "document": "ScholarlyArticle",
    "report": "Report",
    "software": "MobileApplication",
    "thesis": "Thesis",
}
# What Zotero calls each type where it reads COinS.
ZOTERO_TYPES = {
    "article-newspaper": "newspaperArticle",
    "article-magazine": "magazineArticle",
    "software": "computerProgram",
}
# What Google Scholar calls the publisher of each type.
PUBLISHER_TAGS = {
    "report": "citation_technical_report_institution",
    "thesis": "citation_dissertation_institution",
    "article-newspaper": "citation_journal_title",
    "article-magazine": "citation_journal_title",
}


def _iso_date(item):
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return "-".join(f"{n:02}" for n in parts)


def _publisher(item):
    return item.get("container-title") or item.get("publisher", "")


def coins(item):
    """The title of a COinS span: an OpenURL that Zotero reads in lists."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.title", item["title"]),
        *(("rft.creator", whole_name(name)) for name in item.get("author", [])),
        *(("rft.contributor", whole_name(name)) for name in item.get("editor", [])),
        ("rft.date", exact_date(item)),
        ("rft.source", item.get("container-title", "")),
        ("rft.publisher", _publisher(item)),
        ("rft.language", item.get("language", "")),
        ("rft.identifier", item["URL"]),
        # Last, for Zotero reads less of a thesis once it knows that it is one.
        ("rft.type", ZOTERO_TYPES.get(item["type"], item["type"])),
    ]
    return urlencode([(key, value) for key, value in pairs if value])


def highwire_tags(item, *, files=()):
    """(name, content) of the meta tags that Google Scholar reads.

    `files` are absolute addresses of PDFs of the publication.
    """
    tags = [("citation_title", item["title"])]
    for role in ["author", "editor"]:
        names = [whole_name(name) for name in item.get(role, [])]
        tags += [(f"citation_{role}", name) for name in names]
    tags += [
        ("citation_publication_date", _iso_date(item).replace("-", "/")),
        ("citation_language", item.get("language", "")),
        ("citation_doi", item.get("DOI", "")),
        ("citation_isbn", item.get("ISBN", "")),
    ]
    if item["type"] in PUBLISHER_TAGS:
        tags.append((PUBLISHER_TAGS[item["type"]], _publisher(item)))
    tags += [("citation_pdf_url", address) for address in files]
    return [(name, content) for name, content in tags if content]


def _schema_name(name):
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    return {
        "@type": "Person",
        "familyName": name["family"],
        "givenName": name.get("given", ""),
        "name": f"{name.get('given', '')} {name['family']}".strip(),
    }


def schema_org(item, address, *, files=()):
    """schema.org data of the page at `address`, as JSON-LD.

    `files` are absolute addresses of PDFs of the publication.
    """
    data = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[item["type"]],
        "@id": address,
        "url": address,
        "name": item["title"],
        "headline": item["title"],
        "author": [_schema_name(name) for name in item.get("author", [])],
        "editor": [_schema_name(name) for name in item.get("editor", [])],
        "publisher": {"@type": "Organization", "name": _publisher(item)}
        if _publisher(item)
        else None,
        # There is no way to say here that a date is uncertain.
        "datePublished": "" if item.get("issued", {}).get("circa") else _iso_date(item),
        "inLanguage": item.get("language"),
        "sameAs": item["URL"] if item["URL"] != address else None,
        "abstract": item.get("abstract"),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": "application/pdf",
                "contentUrl": file,
            }
            for file in files
        ],
    }
    return {key: value for key, value in data.items() if value}


def json_ld(data):
    """Data as JSON that can stand inside a script element."""
    return json.dumps(data, ensure_ascii=False).translate(IN_HTML)
