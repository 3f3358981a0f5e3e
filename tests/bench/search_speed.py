"""What search costs, as ratios within one run: the budgets of the design.

    python tests/bench/search_speed.py [--small 10000] [--large 100000]

"Bare" is what anybody would write to get the keys of the ten best records out of
the engine: parse the words, search, and fetch the ten. All words are required, or
any where too few records have all, as in the portal's own search. The portal's call
adds its query language, the weight of titles and of nearness, the count and all
facets; "again" is the same call once its facets have been counted, as for the next
page of results.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import tantivy

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from apps.search_engine import SearchIndex
from apps.search_engine.analyzer import register
from apps.search_engine.index_reader import Snapshot
from apps.search_engine.searcher import MIN_STRICT_MATCHES
from tests.bench.saying import say
from tests.bench.synthetic import Library
from tests.search_engine.test_hostile_queries import HOSTILE, ask

QUERIES = 40
ROUNDS = 7


def build(publications, directory):
    library = Library(publications)
    index = SearchIndex(directory)
    start = time.perf_counter()
    with index.rebuild() as building:
        for record in library:
            building.add(record)
    took = time.perf_counter() - start
    size = sum(path.stat().st_size for path in Path(directory).rglob("*.*"))
    print(
        f"{publications} publications with a page each: built in {took:.0f} s, "
        f"{size / 1e6:.0f} MB, {index.snapshot.records.num_segments} segments"
    )


def queries(snapshot: Snapshot):
    """Words by how common they are, as a share of the records."""
    counted = snapshot.records.terms_with_prefix("exact", "")
    total = snapshot.records.num_docs
    pick = random.Random(1)

    def words(least, most):
        return [word for word, n in counted if least * total <= n <= most * total]

    common, middle, rare = words(0.2, 1), words(0.005, 0.05), words(0, 0.0005)
    return {
        "rare word": [[pick.choice(rare)] for _ in range(QUERIES)],
        "middling word": [[pick.choice(middle)] for _ in range(QUERIES)],
        "common word": [[pick.choice(common)] for _ in range(QUERIES)],
        "common + middling": [
            [pick.choice(common), pick.choice(middle)] for _ in range(QUERIES)
        ],
        "two common + middling": [
            [pick.choice(common), pick.choice(common), pick.choice(middle)]
            for _ in range(QUERIES)
        ],
        "three middling": [
            [pick.choice(middle) for _ in range(3)] for _ in range(QUERIES)
        ],
    }


def timed(call, asked, before=lambda: None):
    """The median over queries of the best of some rounds, in milliseconds."""
    best = dict.fromkeys(asked, float("inf"))
    for _ in range(ROUNDS):
        before()
        for query in best:
            start = time.perf_counter()
            call(query)
            best[query] = min(best[query], time.perf_counter() - start)
    return median(best.values()) * 1000


def bare_search(index):
    """The engine by itself, over the same records."""
    engine = tantivy.Index.open(str(index.path / index.snapshot.generation / "records"))
    register(engine)
    engine.reload()
    searcher = engine.searcher()

    def search(text):
        query = engine.parse_query(text, ["all"], conjunction_by_default=True)
        found = searcher.search(query, 10, count=False).hits
        if len(found) < MIN_STRICT_MATCHES and " " in text:
            query = engine.parse_query(text, ["all"])
            found = searcher.search(query, 10, count=False).hits
        return [searcher.doc(address)["key"] for _score, address in found]

    return search


def measure(path):
    index = SearchIndex(path)
    bare = bare_search(index)

    def open_anew():
        nonlocal index
        index = SearchIndex(path)
        index.search("")

    def call(text):
        return index.search(text)

    def page(text):
        return index.excerpts(index.search(text))

    rows = {}
    for name, asked in queries(index.snapshot).items():
        texts = [" ".join(words) for words in asked]
        rows[name] = Row(
            timed(bare, texts),
            timed(call, texts, before=open_anew),
            timed(call, texts),
            timed(page, texts),
        )
    return rows


class Row(NamedTuple):
    """Milliseconds for one kind of query."""

    bare: float
    call: float
    again: float
    page: float


def hostile(directory):
    """Milliseconds of processor time by what was typed to break the engine."""
    index = SearchIndex(directory)
    ask(index, "peple")
    took = {}
    for name, text in HOSTILE.items():
        start = time.process_time()
        ask(index, text)
        took[name] = (time.process_time() - start) * 1000
    return took


def report(rows):
    print(
        f"{'milliseconds':24}{'bare':>9}{'call':>9}{'ratio':>7}{'again':>9}{'page':>9}"
    )
    for name, row in rows.items():
        print(
            f"{name:24}{row.bare:9.3f}{row.call:9.3f}{row.call / row.bare:7.1f}"
            f"{row.again:9.3f}{row.page:9.3f}"
        )


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    options = parser.parse_args(arguments)
    measured = []
    for publications in (options.small, options.large):
        with tempfile.TemporaryDirectory() as directory:
            build(publications, directory)
            measured.append(measure(directory))
            report(measured[-1])
            hostile_times = hostile(directory)
    small, large = measured
    ratios = {name: row.call / row.bare for name, row in large.items()}
    growth = {name: large[name].call / small[name].call for name in large}
    more = {name: row.page - row.again for name, row in large.items()}
    for text, of, budget in (
        ("engine call / bare top 10", ratios, (8, "x")),
        ("snippets and pages beyond the call", more, (4, "ms")),
        (f"{options.large / options.small:.0f} times the pages", growth, (12, "x")),
        ("typed to break it", hostile_times, (100, "ms")),
    ):
        worst = max(of, key=of.get)
        most, unit = budget
        say(
            f"{text}, worst: {worst}",
            f"{of[worst]:.1f} {unit}",
            f"<= {most} {unit}",
            of[worst] <= most,
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Memory at most {memory:.0f} MB, building included.")


if __name__ == "__main__":
    main()
