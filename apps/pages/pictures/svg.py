"""Cleaning of SVG: scripts and metadata are removed.

py_svg_hush keeps what is known to draw: no scripts, no comments, no metadata, nothing
of other vocabularies, such as the file names that programs note. A drawing's title,
description and texts are part of it and stay.
"""

import re

from lxml import etree
from py_svg_hush import filter_svg

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHOTOGRAPH = re.compile(rb"data:\s*image/(?!svg)", re.IGNORECASE)
DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = b' xmlns="http://www.w3.org/2000/svg"'
STYLE = "{http://www.w3.org/2000/svg}style"
# Before its first element a file may declare and say this and that.
BEGINNING = re.compile(
    rb"""(?:\xef\xbb\xbf)?
    (?>\s+ | <\?.*?\?> | <!--.*?--> | <!DOCTYPE[^>[]*+(?:\[.*?\]\s*)?>)*+
    <(?:\w+:)?svg[\s>]""",
    re.DOTALL | re.VERBOSE,
)


def looks_like_svg(data: bytes) -> bool:
    return BEGINNING.match(data) is not None


def holds_photograph(data: bytes) -> bool:
    return PHOTOGRAPH.search(data) is not None


def clean_svg(data: bytes) -> bytes:
    """The drawing without metadata. Raises ValueError if it is not SVG."""
    drawing = filter_svg(data)
    if NAMESPACE not in drawing:  # it was named by a prefix, which is left out
        drawing = drawing.replace(b"<svg", b"<svg" + NAMESPACE, 1)
    tree = etree.fromstring(drawing)
    for element in tree.iter():
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
        if element.tag == STYLE and element.text:
            element.text = CSS_COMMENT.sub("", element.text)
    return DECLARATION + etree.tostring(tree, encoding="utf-8")
