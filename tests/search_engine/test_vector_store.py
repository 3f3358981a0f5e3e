"""Ranking by meaning: what it may change, and what it may not."""

import numpy as np
import pytest

from apps.search.local_index import encoder, missing_packages
from apps.search_engine import Record
from apps.search_engine.vector_store import VectorStore
from tests.conftest import missing
from tests.search_engine.conftest import found

CONCEPTS = [{"boat", "vessel", "ship"}, {"law", "statute", "act"}, {"visa", "passport"}]


class Thesaurus:
    """Knows three things that a text can be about, by the words used for them."""

    name = "three concepts"

    def __init__(self):
        self.read = []

    def encode(self, texts):
        self.read += texts
        counts = [
            [
                sum(word.strip(".") in concept for word in text.lower().split())
                for concept in CONCEPTS
            ]
            for text in texts
        ]
        vectors = np.array(counts, dtype=np.float32) + 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def semantic_index(indexed):
    """Makes an index that ranks by meaning of the records it is called with."""

    def make(*records):
        index = indexed(*records)
        index.vector_store = VectorStore(index.path, Thesaurus())
        index.vector_store.update(index.snapshot)
        return index

    return make


def test_what_means_the_same_rises(semantic_index):
    index = semantic_index(
        *(Record(f"law:{n}", "note", f"Rescue statute {n}") for n in range(40)),
        Record("sea", "note", "Rescue vessel at large"),
    )
    by_meaning = found(index, "boat rescue", limit=50)
    index.vector_store = None
    by_words = found(index, "boat rescue", limit=50)

    assert sorted(by_meaning) == sorted(by_words)
    assert by_meaning.index("sea") < by_words.index("sea") - 10


def test_counts_and_facets_stay_those_of_the_words(semantic_index):
    index = semantic_index(
        Record("a", "note", "Rescue vessel"),
        Record("b", "report", "Rescue statute"),
        Record("c", "report", "A ship that nobody asked for"),
        Record("d", "report", "Rescue ship", visibility="draft"),
    )

    results = index.search("boat rescue")

    assert [hit.key for hit in results.hits] == ["a", "b"]
    assert results.count == 2
    assert results.facets["kind"] == (("note", 1), ("report", 1))


def test_pages_of_results_neither_repeat_nor_skip(semantic_index):
    index = semantic_index(
        *(
            Record(f"{n}", "note", f"Rescue {word} {'x ' * (n % 7)}")
            for n, word in enumerate(["vessel", "statute", "visa"] * 100)
        )
    )
    whole = found(index, "boat rescue", limit=1000)

    pages = [found(index, "boat rescue", limit=9, offset=at) for at in range(0, 300, 9)]

    assert len(set(whole)) == 300
    assert [key for page in pages for key in page] == whole
    scores = [hit.score for hit in index.search("boat rescue", limit=1000).hits]
    assert scores == sorted(scores, reverse=True)


def test_other_orders_are_left_alone(semantic_index):
    index = semantic_index(
        Record("b", "note", "Big vessel"), Record("a", "note", "Any vessel")
    )

    assert found(index, "vessel", sort="title") == ["a", "b"]


def test_a_record_is_read_once_for_each_thing_it_says(indexed):
    index = indexed(Record("a", "note", "A boat"), Record("b", "note", "A law"))
    encoder = Thesaurus()
    vector_store = VectorStore(index.path, encoder)
    assert vector_store.update(index.snapshot, limit=1) == 1
    assert vector_store.update(index.snapshot) == 1
    assert vector_store.update(index.snapshot) == 0

    index.apply([Record("a", "note", "A visa")], ["b"])

    assert vector_store.update(index.snapshot) == 1
    assert sorted(encoder.read) == ["A boat. ", "A law. ", "A visa. "]
    assert len(vector_store.similarities("visa", 10, [])) == 1


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 99])
def test_without_embeddings_words_decide(semantic_index, content):
    index = semantic_index(Record("a", "note", "Rescue"), Record("b", "note", "Law"))
    path = index.path / "vectors.sqlite3"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    index.vector_store = VectorStore(index.path, Thesaurus())

    assert found(index, "rescue boat") == ["a"]


def test_the_model_knows_what_is_alike():
    if missing_packages():
        missing("requirements-semantic.txt")
    boats, migrants, cake = encoder().encode(
        [
            "people smuggling by sea",
            "boats that carry migrants unlawfully",
            "a recipe for apple cake",
        ]
    )

    assert boats @ migrants > 0.5 > 0.2 > boats @ cake
