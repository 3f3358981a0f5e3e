"""A small library to search, and the means to break it."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from apps.search_engine import Page, Record, SearchIndex
from apps.search_engine.vector_store import VectorStore

ROOT = Path(__file__).resolve().parents[2]

LIBRARY = [
    Record(
        key="meeting:1",
        kind="meeting",
        title="First Bali Process Ministerial Conference",
        summary="Ministers met in Bali to talk about people smuggling by sea.",
        date=dt.date(2002, 2, 26),
        years=(2002,),
        languages=("en",),
        topics=("people-smuggling",),
        groups=("ministerial-conference",),
        members=("australia", "indonesia"),
    ),
    Record(
        key="publication:1",
        kind="report",
        title="Maritime rescue in the Andaman Sea",
        authors=("International Organization for Migration", "Siti Rahma"),
        summary="Boats in distress, and who answers them.",
        date=dt.date(2016, 3, 1),
        years=(2016,),
        languages=("en",),
        topics=("maritime-rescue", "people-smuggling"),
        groups=("task-force-on-planning",),
        members=("indonesia", "malaysia", "thailand"),
        pages=(
            Page("rescue.pdf", 1, "Contents. Foreword. Boats."),
            Page(
                "rescue.pdf", 2, "Fishermen brought the refugees to Aceh in May 2015."
            ),
            Page(
                "rescue.pdf", 3, "Coast guards share radio channels and duty rosters."
            ),
        ),
    ),
    Record(
        key="publication:2",
        kind="policy",
        title="Policy guide on criminalising trafficking in persons",
        authors=("Regional Support Office",),
        summary="How laws define trafficking, and how they differ on smuggling.",
        date=dt.date(2014, 11, 1),
        years=(2014,),
        languages=("en", "id"),
        topics=("trafficking-in-persons",),
        groups=("regional-support-office",),
        members=("australia",),
    ),
    Record(
        key="member:tr",
        kind="member",
        title="Türkiye",
        names=("Turkey", "Republic of Türkiye"),
    ),
    Record(
        key="publication:9",
        kind="report",
        title="Unpublished notes on smuggling by sea",
        summary="A secretword that nobody outside may learn of.",
        years=(2016,),
        topics=("secret-topic",),
        visibility="draft",
        pages=(Page("notes.pdf", 1, "Another secretword about boats."),),
    ),
]


# How many of them the public may see.
EVERYTHING = len(LIBRARY) - 1


def note(key, title="A note", **more):
    return Record(key, "note", title, **more)


@pytest.fixture(scope="session")
def index(tmp_path_factory, model):
    """The library above, indexed, for tests that only ask."""
    return built(tmp_path_factory.mktemp("library"), LIBRARY, model)


@pytest.fixture
def own_index(tmp_path, model):
    """The library above in an index that the test may change or break."""
    return built(tmp_path / "index", LIBRARY, model)


@pytest.fixture
def indexed(tmp_path, model):
    """Makes an index of the records it is called with."""
    return lambda *records: built(tmp_path / "index", records, model)


def built(path, records, model=None):
    index = SearchIndex(path, VectorStore(path, model) if model else None)
    with index.rebuild() as building:
        for record in records:
            building.add(record)
    if index.vector_store:
        index.vector_store.update(index.snapshot)
    return index


def found(index, query, **options):
    """The keys a query finds, best first."""
    return [hit.key for hit in index.search(query, **options).hits]


@pytest.fixture
def elsewhere(tmp_path):
    """Runs Python in another process, with the index at hand as `index`."""
    started = []

    def start(code):
        opening = (
            "import resource, sys, time\n"
            "from apps.search_engine import *\n"
            f"index = SearchIndex({str(tmp_path / 'index')!r})\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", opening + code],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
