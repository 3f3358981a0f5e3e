"""Disks that break, fill up, or hold what another version wrote."""

import json
import os
import time

import pytest

from apps.search_engine import IndexDamaged, IndexMissing, IndexOutdated, SearchIndex
from tests.search_engine.conftest import EVERYTHING, LIBRARY, built, found, note


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


def test_a_folder_where_the_list_of_generations_belongs_is_cleared_away(own_index):
    (own_index.path / "current").unlink()
    (own_index.path / "current").mkdir()

    assert isinstance(SearchIndex(own_index.path).problem, IndexDamaged)
    built(own_index.path, LIBRARY)

    assert SearchIndex(own_index.path).search("").count == EVERYTHING


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


@pytest.mark.parametrize("what", ["schema", "analysis"])
def test_an_index_of_another_version_asks_to_be_rebuilt(own_index, what):
    current = own_index.path / "current"
    manifest = json.loads(current.read_text())
    current.write_text(json.dumps({**manifest, what: "of old"}))
    index = SearchIndex(own_index.path)

    assert isinstance(index.problem, IndexOutdated)
    with pytest.raises(IndexOutdated):
        index.apply([note("n")])
    if what == "analysis":
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
