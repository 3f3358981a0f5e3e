"""What a page of results costs beyond the engine's call: rows of the database, excerpts,
facets in words. Asked of whatever record the environment names."""

import os
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "baliportal.settings"

import django

django.setup()

from apps.search.local_index import open_index  # noqa: E402
from apps.search.result_page import Answer  # noqa: E402
from apps.search.search_query import Query  # noqa: E402
from tests.bench.saying import say  # noqa: E402

ROUNDS = 15


def words():
    """Single words and pairs of them, common and rare, as the index has them."""
    known = sorted(
        open_index().snapshot.records.terms_with_prefix("exact", "", limit=200_000),
        key=lambda pair: -pair[1],
    )
    some = [word for word, _count in known if word.isalpha()]
    single = [some[at] for at in (30, 300, 1000, 3000, len(some) // 2)]
    return [*single, f"{single[0]} {single[1]}", f"{single[1]} {single[2]}"]


def best(call):
    times = []
    for _round in range(ROUNDS):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return median(times) * 1000


def main():
    more = {}
    for text in words():
        query = Query(q=text)
        more[text] = best(lambda q=query: Answer(q)) - best(lambda q=query: q.results())
    worst = max(more, key=more.get)
    kinds = "one word" if " " not in worst else "two words"
    say(
        f"page of results beyond the engine's call, worst: {kinds}",
        f"{more[worst]:.1f} ms",
        "<= 4 ms",
        more[worst] <= 4,
    )
    print(f"  median {median(more.values()):.1f} ms of {len(more)} queries")


if __name__ == "__main__":
    main()
