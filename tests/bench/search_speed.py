"""What search costs, as ratios within one run: the budgets of the design.

    python tests/bench/search_speed.py [--small 10000] [--large 100000]

"Bare" is what anybody would write to get the keys of the ten best records out of
the engine: parse the words, all of them required, search, and fetch the ten. The
portal's call adds its query language, the title's weight, the count and all facets.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import tantivy

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from apps.search.engine import SearchIndex
from apps.search.engine.reading import Snapshot
from tests.bench.synthetic import Library

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
    return index


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


def timed(call, asked):
    """The median over queries of the best of some rounds, in milliseconds."""
    times = []
    for query in asked:
        best = float("inf")
        for _ in range(ROUNDS):
            start = time.perf_counter()
            call(query)
            best = min(best, time.perf_counter() - start)
        times.append(best * 1000)
    return median(times)


def measure(index):
    snapshot = index.snapshot
    engine = tantivy.Index.open(str(index.path / snapshot.generation / "records"))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for filter_ in (tantivy.Filter.lowercase(), tantivy.Filter.stemmer("english")):
        analyzer = analyzer.filter(filter_)
    engine.register_tokenizer("stemmed", analyzer.build())
    engine.reload()
    searcher = engine.searcher()

    def bare(text):
        query = engine.parse_query(text, ["all"], conjunction_by_default=True)
        hits = searcher.search(query, 10, count=False).hits
        return [searcher.doc(address)["key"] for _score, address in hits]

    def page(text):
        return index.excerpts(index.search(text))

    rows = {}
    for name, asked in queries(snapshot).items():
        texts = [" ".join(words) for words in asked]
        rows[name] = [timed(call, texts) for call in (bare, index.search, page)]
    return rows


def report(rows):
    print(
        f"{'milliseconds':24}{'bare':>9}{'call':>9}{'ratio':>8}{'page':>9}{'more':>8}"
    )
    for name, (bare, call, page) in rows.items():
        print(
            f"{name:24}{bare:9.3f}{call:9.3f}{call / bare:8.1f}"
            f"{page:9.3f}{page - call:8.3f}"
        )


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    options = parser.parse_args(arguments)
    measured = []
    for publications in (options.small, options.large):
        with tempfile.TemporaryDirectory() as directory:
            measured.append(measure(build(publications, directory)))
            report(measured[-1])
    small, large = measured
    ratios = {name: row[1] / row[0] for name, row in large.items()}
    growth = {name: large[name][1] / small[name][1] for name in large}
    more = {name: row[2] - row[1] for name, row in large.items()}
    for text, of, budget in (
        ("engine call to bare top 10", ratios, "8 times"),
        ("snippets and pages beyond the call", more, "4 ms"),
        (f"{options.large / options.small:.0f} times the pages", growth, "12 times"),
    ):
        worst = max(of, key=of.get)
        print(
            f"{text}: median {median(of.values()):.1f}, "
            f"at most {of[worst]:.1f} ({worst}); budget {budget}"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Memory at most {memory:.0f} MB, building included.")


if __name__ == "__main__":
    main()
