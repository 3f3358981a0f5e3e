"""What the index keeps when it is changed."""

import json
import time

import pytest

from apps.search_engine import IndexBusy, IndexMissing, Page, Record, SearchIndex
from apps.search_engine.file_locks import exclusive_lock
from tests.search_engine.conftest import EVERYTHING, LIBRARY, built, found, note


def test_a_change_is_found_at_once(own_index):
    own_index.apply([note("n:1", "Lifejackets")])

    assert found(own_index, "lifejackets") == ["n:1"]


def test_a_change_by_another_process_is_found_within_a_moment(own_index, elsewhere):
    assert found(own_index, "lifejackets") == []

    process = elsewhere("index.apply([Record('n:1', 'note', 'Lifejackets')])")
    process.communicate(timeout=30)

    time.sleep(0.1)
    assert found(own_index, "lifejackets") == ["n:1"]


def test_applying_twice_changes_nothing_the_second_time(own_index):
    change = [note("n:1", "Lifejackets", pages=(Page("f", 1, "whistles"),))]
    own_index.apply(change, ["meeting:1"])
    own_index.apply(change, ["meeting:1"])

    assert found(own_index, "lifejackets") == ["n:1"]
    assert found(own_index, "whistles") == ["n:1"]
    assert own_index.snapshot.pages.num_docs == 5
    assert list(own_index.digests("meeting")) == []
    assert list(own_index.digests("publication:")) == []
    assert sorted(own_index.digests("publication")) == [
        (record.key, record.digest)
        for record in LIBRARY
        if record.key.startswith("publication:")
    ]
    assert own_index.search("").count == EVERYTHING


def test_what_is_replaced_is_found_by_its_new_words_only(own_index):
    own_index.apply([note("publication:1", "Lifejackets")])

    assert found(own_index, "rosters") == []
    assert found(own_index, "lifejackets") == ["publication:1"]


def test_of_two_versions_in_one_change_the_later_counts(own_index):
    own_index.apply([note("n", "Lifejackets"), note("n", "Whistles")], ["n"])

    assert found(own_index, "lifejackets") == []
    assert found(own_index, "whistles") == ["n"]


def test_a_record_survives_being_written_down():
    for record in LIBRARY:
        written = json.loads(json.dumps(record.as_dict()))
        assert Record.from_dict(written) == record


def test_without_an_index_one_is_told_so(tmp_path):
    index = SearchIndex(tmp_path / "index")

    with pytest.raises(IndexMissing):
        index.search("sea")
    with pytest.raises(IndexMissing):
        index.apply([note("n")])
    assert isinstance(index.problem, IndexMissing)


def test_the_old_index_answers_until_the_new_one_is_complete(own_index):
    with own_index.rebuild() as building:
        building.add(note("n", "Lifejackets"))
        assert found(own_index, "ministers") == ["meeting:1"]
        assert found(own_index, "lifejackets") == []

    assert found(own_index, "ministers") == []
    assert found(own_index, "lifejackets") == ["n"]
    assert len(list(own_index.path.glob("generation-*"))) == 1


def test_a_rebuild_that_fails_changes_nothing(own_index):
    def failing():
        yield note("n", "Lifejackets")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        built(own_index.path, failing())

    assert found(own_index, "ministers") == ["meeting:1"]
    assert own_index.search("").count == EVERYTHING
    assert len(list(own_index.path.glob("generation-*"))) == 1


def test_what_changes_during_a_rebuild_is_in_both_generations(own_index):
    with own_index.rebuild() as building:
        building.add(note("n:1", "Lifejackets of old"))
        building.add(note("n:2", "Whistles"))
        own_index.apply(
            [note("n:1", "Lifejackets anew", pages=(Page("f", 1, "flares"),))], ["n:2"]
        )
        assert found(own_index, "anew") == ["n:1"]

    assert found(own_index, "anew flares") == ["n:1"]
    assert found(own_index, '"of old"') == []
    assert found(own_index, "whistles") == []


def test_a_change_during_the_first_rebuild_is_not_lost(tmp_path):
    index = SearchIndex(tmp_path / "index")
    with index.rebuild() as building:
        building.add(note("n:1", "Lifejackets"))
        index.apply([note("n:2", "Lifejackets too")])

    assert sorted(found(index, "lifejackets")) == ["n:1", "n:2"]


def test_only_one_rebuilds_at_a_time(own_index):
    with own_index.rebuild(), pytest.raises(IndexBusy), own_index.rebuild():
        pass


def test_waiting_for_another_writer_has_an_end(own_index):
    with (
        exclusive_lock(own_index.path / "write.lock", timeout=0),
        pytest.raises(IndexBusy),
    ):
        own_index.apply([note("n")], timeout=0.05)
