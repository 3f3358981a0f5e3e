"""Ranking by meaning, switched on and off."""

import threading

import numpy as np
import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from apps.search import local_index
from apps.search.index_sync import rebuild
from apps.search.local_index import open_index
from apps.search.search_query import Query
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("index_dir"),
]


class Alphabet:
    """Finds texts alike that have the same letters."""

    name = "letters"

    def encode(self, texts):
        counts = [
            [text.lower().count(chr(97 + n)) for n in range(26)] for text in texts
        ]
        vectors = np.array(counts, dtype=np.float32) + 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def semantic(settings, monkeypatch):
    settings.SEARCH_BY_MEANING = True
    monkeypatch.setattr(local_index, "missing_packages", list)
    monkeypatch.setattr(local_index, "encoder", Alphabet)


def embedded():
    for thread in threading.enumerate():
        if thread.name == "search-embeddings":
            thread.join()
    return len(open_index().vector_store.similarities("Colombo", 10, []))


def test_words_alone_rank_unless_told_otherwise():
    rebuild()

    assert open_index().vector_store is None


def test_a_saved_record_is_embedded_after_it_is_found(semantic):
    rebuild()
    factories.MeetingFactory(title="Meeting in Colombo")

    number = embedded()

    first = Query(q="Colombo").results().hits[0]
    assert first.title == "Meeting in Colombo"
    assert number == open_index().snapshot.records.num_docs


def test_an_index_built_anew_is_embedded_by_the_same_command(semantic):
    factories.MeetingFactory.create_batch(3)

    call_command("rebuild_index")
    call_command("rebuild_index", "--if-needed")

    assert embedded() == open_index().snapshot.records.num_docs > 0


def test_without_its_packages_a_check_says_so_and_words_rank(settings, monkeypatch):
    settings.SEARCH_BY_MEANING = True
    for module in ["apps.search.local_index", "apps.search.semantic_ranking"]:
        monkeypatch.setattr(f"{module}.missing_packages", lambda: ["onnxruntime"])
    rebuild()

    (error,) = [e for e in run_checks() if e.id == "search.E001"]

    assert "onnxruntime" in error.msg
    assert "requirements-semantic.txt" in error.hint
    assert open_index().vector_store is None
