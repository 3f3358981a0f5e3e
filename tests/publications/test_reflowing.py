"""Lines of print joined to paragraphs again."""

from apps.publications.reflow import paragraphs

PAGE = """\
Background
Since 2002 the process has brought together those whom smuggling by sea
concerns: countries of origin, of transit and of destination.
It has two chairs.
What it does:
• it meets
• it trains officials who meet those who have been smuggled or trafficked at
the border
1. First point
2) Second point

A new paragraph after an empty line"""


def test_lines_of_print_become_paragraphs():
    assert paragraphs(PAGE) == [
        "Background",
        "Since 2002 the process has brought together those whom smuggling by sea "
        "concerns: countries of origin, of transit and of destination. "
        "It has two chairs.",
        "What it does:",
        "• it meets",
        "• it trains officials who meet those who have been smuggled or trafficked at "
        "the border",
        "1. First point",
        "2) Second point",
        "A new paragraph after an empty line",
    ]


def test_a_page_without_text_has_no_paragraph():
    assert paragraphs("") == paragraphs("\n \n") == []
