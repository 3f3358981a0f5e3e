"""What the index keeps when it is changed, and when changing it goes wrong."""

import json
import os
import random
import time

import pytest

from apps.search.engine import (
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    Page,
    Record,
    SearchIndex,
)
from apps.search.engine.locking import held

from .conftest import LIBRARY, built, found

EVERYTHING = len(LIBRARY) - 1


def note(key, title="A note", **more):
    return Record(key, "note", title, **more)


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
    assert list(own_index.keys("meeting")) == []
    assert list(own_index.keys("publication:")) == []
    assert sorted(own_index.keys("publication")) == [
        "publication:1",
        "publication:2",
        "publication:9",
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
    with held(own_index.path / "write.lock", wait=0), pytest.raises(IndexBusy):
        own_index.apply([note("n")], wait=0.05)


def test_two_processes_writing_at_once_lose_nothing(own_index, elsewhere):
    code = (
        "for n in range(15):\n"
        "    index.apply([Record(f'%s:{n}', 'note', 'Lifejacket')])\n"
    )
    processes = [elsewhere(code.replace("%s", name)) for name in "ab"]

    assert [process.communicate(timeout=60)[1] for process in processes] == ["", ""]
    time.sleep(0.1)
    assert own_index.search("lifejacket").count == 30


@pytest.mark.parametrize("seed", range(6))
def test_a_writer_killed_at_any_moment_loses_nothing_committed(
    own_index, elsewhere, seed
):
    process = elsewhere(
        "for batch in range(1000):\n"
        "    index.apply([Record(f'{batch}:{n}', 'note', f'Lifejacket batch{batch}',\n"
        "                        pages=(Page('f', 1, 'flare'),)) for n in range(20)])\n"
        "    print(batch, flush=True)\n"
    )
    process.stdout.readline()
    time.sleep(random.Random(seed).random() * 0.4)
    process.kill()
    committed = 1 + len(process.communicate()[0].splitlines())

    index = SearchIndex(own_index.path)
    kept = index.search("lifejacket").count

    assert kept in (committed * 20, committed * 20 + 20)
    assert index.search("").count == EVERYTHING + kept
    assert index.problem is None
    index.apply([note("after", "Whistle")])
    assert found(index, "whistle") == ["after"]


@pytest.mark.parametrize("seed", range(6))
def test_a_rebuild_killed_at_any_moment_leaves_one_whole_index(
    own_index, elsewhere, seed
):
    process = elsewhere(
        "while True:\n"
        "    with index.rebuild() as building:\n"
        "        for n in range(60):\n"
        "            building.add(Record(f'n:{n}', 'note', 'Lifejacket'))\n"
        "    print('built', flush=True)\n"
    )
    process.stdout.readline()
    time.sleep(random.Random(seed).random() * 0.3)
    process.kill()
    process.communicate()

    index = SearchIndex(own_index.path)

    assert index.problem is None
    assert index.search("lifejacket").count == index.search("").count == 60
    index.apply([note("after", "Whistle")])
    assert found(index, "whistle") == ["after"]
    built(own_index.path, LIBRARY)
    assert len(list(own_index.path.glob("generation-*"))) == 1
    assert SearchIndex(own_index.path).search("").count == EVERYTHING


def test_a_rebuild_killed_half_way_leaves_the_old_index(own_index, elsewhere):
    process = elsewhere(
        "with index.rebuild() as building:\n"
        "    building.add(Record('n', 'note', 'Lifejacket'))\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
    )
    process.stdout.readline()
    own_index.apply([note("meanwhile", "Whistle")])
    process.kill()
    process.communicate()

    assert SearchIndex(own_index.path).search("").count == EVERYTHING + 1
    own_index.apply([note("after", "Flare")])
    built(own_index.path, [note("n", "Lifejacket")])
    # What the abandoned rebuild had noted down belongs to nobody.
    time.sleep(0.1)
    assert sorted(found(own_index, "")) == ["n"]


def damage(path):
    middle = path.stat().st_size // 3
    with path.open("r+b") as file:
        file.seek(middle)
        byte = file.read(1)[0]
        file.seek(middle)
        file.write(bytes([byte ^ 0xFF]))


@pytest.mark.parametrize("kind", ["term", "idx", "pos", "fieldnorm", "fast", "store"])
@pytest.mark.parametrize("part", ["records", "pages"])
def test_a_damaged_file_is_noticed_and_a_rebuild_cures_it(own_index, part, kind):
    generation = own_index.path / own_index.snapshot.generation
    damage(next((generation / part).glob(f"*.{kind}")))
    index = SearchIndex(own_index.path)

    with pytest.raises(IndexDamaged):
        index.search("sea")
    with pytest.raises(IndexDamaged):
        index.apply([note("n")])
    built(index.path, LIBRARY)

    assert index.problem is None
    assert index.search("").count == EVERYTHING


@pytest.mark.parametrize("name", ["current", "records/meta.json", "pages/meta.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff", b"[1", None])
def test_a_damaged_list_of_files_is_noticed(own_index, name, content):
    path = own_index.path / name
    if "/" in name:
        path = own_index.path / own_index.snapshot.generation / name
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)

    problem = SearchIndex(own_index.path).problem

    assert isinstance(problem, IndexDamaged | IndexMissing)


@pytest.mark.parametrize("size", [0, 100, 1_000])
def test_a_file_cut_short_under_an_open_index_ends_no_process(own_index, size):
    assert found(own_index, "ministers") == ["meeting:1"]
    generation = own_index.path / own_index.snapshot.generation
    time.sleep(0.1)
    for path in (generation / "records").glob("*.*"):
        os.truncate(path, min(size, path.stat().st_size))

    assert isinstance(own_index.problem, IndexDamaged)
    with pytest.raises(IndexDamaged):
        own_index.search("ministers")

    built(own_index.path, LIBRARY)
    assert found(own_index, "ministers") == ["meeting:1"]


def test_while_the_list_of_files_is_damaged_what_is_open_goes_on_answering(own_index):
    assert found(own_index, "ministers") == ["meeting:1"]
    generation = own_index.path / own_index.snapshot.generation
    (generation / "records" / "meta.json").write_bytes(b"")

    assert isinstance(own_index.problem, IndexDamaged)
    assert found(own_index, "ministers") == ["meeting:1"]

    built(own_index.path, [note("n", "Lifejackets")])
    assert own_index.problem is None
    assert found(own_index, "lifejackets") == ["n"]


@pytest.mark.parametrize("what", ["fields", "rules"])
def test_an_index_of_another_version_asks_to_be_rebuilt(own_index, what):
    current = own_index.path / "current"
    stated = json.loads(current.read_text())
    current.write_text(json.dumps({**stated, what: "of old"}))
    index = SearchIndex(own_index.path)

    assert isinstance(index.problem, IndexOutdated)
    with pytest.raises(IndexOutdated):
        index.apply([note("n")])
    if what == "rules":
        assert found(index, "ministers") == ["meeting:1"]

    built(index.path, LIBRARY)
    assert index.problem is None


FULL_DISK = """
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
records = [Record(f'n:{n}', 'note', f'Lifejacket {n} ' + 'x%d ' % n * 50)
           for n in range(3000)]
try:
    WRITING
except IndexNotWritten:
    print('said so')
print(index.search('ministers').count)
"""


@pytest.mark.parametrize(
    "writing",
    [
        pytest.param("index.apply(records)", id="a change"),
        pytest.param(
            "with index.rebuild() as building:\n"
            "        for record in records: building.add(record)",
            id="a rebuild",
        ),
    ],
)
def test_on_a_full_disk_the_old_index_goes_on(own_index, elsewhere, writing):
    process = elsewhere(FULL_DISK.replace("WRITING", writing))

    output, _errors = process.communicate(timeout=60)

    assert output.split("\n")[:2] == ["said so", "1"]
    index = SearchIndex(own_index.path)
    assert index.problem is None
    assert index.search("").count == EVERYTHING
    assert len(list(index.path.glob("generation-*"))) == 1
    index.apply([note("after", "Whistle")])
    assert found(index, "whistle") == ["after"]
