"""What the record says in the name of one of the five documents stands in that document.

`documents/` holds the distinct words and numbers of each, in lower case and in order.
"""

import re
from pathlib import Path

import pytest

from apps.sources.models import Claim

pytestmark = pytest.mark.usefixtures("portal")

WORD = re.compile(r"\d+(?:\.\d+)+|\w+")
DOCUMENTS = ["000", "001", "002", "003", "004"]


def claims_of(document):
    """The claims in which a document says something itself."""
    return Claim.objects.filter(source__slug=document).exclude(value="")


def not_in_the_document(document):
    """{value: its words that the document does not have}."""
    path = Path(__file__).parent / "documents" / f"{document}.txt"
    known = set(path.read_text(encoding="utf-8").split())
    missing = {
        claim.value: set(WORD.findall(claim.value.lower())) - known
        for claim in claims_of(document)
    }
    return {value: words for value, words in missing.items() if words}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_word_said_in_the_name_of_a_document_occurs_in_it(document):
    assert claims_of(document).exists()
    assert not_in_the_document(document) == {}


@pytest.mark.parametrize(
    ("document", "value", "words"),
    [
        ("003", "member since 12 October 2011", {"since", "12", "october"}),
        ("004", "co-chaired by Malaysia in February 2002", {"2002"}),
        ("001", "65.7 million", {"65.7"}),
        ("000", "Tonga, of 45 member countries", {"tonga"}),
    ],
)
def test_what_a_document_does_not_say_is_found(document, value, words):
    planted = claims_of(document).first()
    planted.value = value
    planted.save()

    assert not_in_the_document(document) == {value: words}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_says_is_named_with_its_place(document):
    assert list(claims_of(document).filter(locator="")) == []
    assert list(claims_of(document).filter(locator_ind="")) == []
