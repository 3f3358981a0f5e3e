"""Processes that write at once, and processes that end in the middle of it."""

import random
import time

import pytest

from apps.search_engine import SearchIndex
from tests.search_engine.conftest import EVERYTHING, LIBRARY, built, found, note


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
