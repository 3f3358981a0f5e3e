"""How well search ranks on a judged collection, beside reference BM25.

    python tests/bench/search_relevance.py DIRECTORY

The directory holds corpus.jsonl (_id, title, text), queries.jsonl (_id, text) and
qrels.tsv (query, document, relevance), as collections of the BEIR family do.
"""

import argparse
import csv
import json
import math
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import mean

import bm25s
import Stemmer

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from apps.search_engine import Record, SearchIndex
from apps.search_engine.vector_store import VectorStore
from tests.bench.saying import say

try:
    from apps.search_engine.embeddings import MiniLM
except ModuleNotFoundError:
    MiniLM = None

DEPTH = 100


def read_lines(path):
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_judgments(path):
    """Query to the documents judged, with how relevant each is."""
    judgments = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for query, document, relevance in list(csv.reader(file, delimiter="\t"))[1:]:
            judgments[query][document] = int(relevance)
    return judgments


def scores(ranking, judged):
    """nDCG@10, average precision and Recall@100 of one ranking."""
    gains = [judged.get(key, 0) for key in ranking]
    ideal = sorted(judged.values(), reverse=True)
    relevant = sum(gain > 0 for gain in judged.values())
    found, precisions = 0, []
    for place, gain in enumerate(gains, start=1):
        if gain > 0:
            found += 1
            precisions.append(found / place)
    return (
        discounted(gains[:10]) / discounted(ideal[:10]),
        sum(precisions) / relevant,
        found / relevant,
    )


def discounted(gains):
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def reference_rankings(corpus, queries):
    """BM25 as published: k1 1.2, b .75, English stems, the usual 33 stop words."""
    texts = [f"{document['title']} {document['text']}" for document in corpus]
    options = {
        # Words of one letter too, which the library would leave out.
        "token_pattern": r"\b\w+\b",
        "stopwords": STOP_WORDS,
        "stemmer": Stemmer.Stemmer("english"),
        "show_progress": False,
    }
    retriever = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    retriever.index(bm25s.tokenize(texts, **options), show_progress=False)
    asked = bm25s.tokenize([query["text"] for query in queries], **options)
    found, _scores = retriever.retrieve(
        asked, k=min(DEPTH, len(corpus)), show_progress=False
    )
    return {
        query["_id"]: [corpus[place]["_id"] for place in row]
        for query, row in zip(queries, found, strict=True)
    }


STOP_WORDS = [
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "but",
    "by",
    "for",
    "if",
    "in",
    "into",
    "is",
    "it",
    "no",
    "not",
    "of",
    "on",
    "or",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "to",
    "was",
    "will",
    "with",
]


def semantic_rankings(corpus, queries):
    """What it answers when it ranks by meaning too, as an extra."""
    return portal_rankings(corpus, queries, MiniLM(threads=2))


def portal_rankings(corpus, queries, encoder=None):
    """What the portal answers when the question is typed as it stands."""
    with tempfile.TemporaryDirectory() as directory:
        index = SearchIndex(directory)
        with index.rebuild() as building:
            for document in corpus:
                building.add(
                    Record(
                        key=document["_id"],
                        kind="paper",
                        title=document["title"],
                        summary=document["text"],
                    )
                )
        if encoder:
            index.vector_store = VectorStore(directory, encoder)
            index.vector_store.update(index.snapshot)
        return {
            query["_id"]: [
                hit.key for hit in index.search(query["text"], limit=DEPTH).hits
            ]
            for query in queries
        }


RANKINGS = {"reference BM25 (bm25s)": reference_rankings, "portal": portal_rankings}
if MiniLM is not None:
    RANKINGS["portal, with meaning"] = semantic_rankings
BUDGETS = (1.02, 1.10)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    directory = parser.parse_args(arguments).directory
    corpus = read_lines(directory / "corpus.jsonl")
    judgments = read_judgments(directory / "qrels.tsv")
    queries = [
        query
        for query in read_lines(directory / "queries.jsonl")
        if any(judgments[query["_id"]].values())
    ]
    print(f"{directory.name}: {len(corpus)} documents, {len(queries)} queries")
    print(f"{'':24}{'nDCG@10':>9}{'MAP':>9}{'Recall@100':>12}")
    means = {}
    for name, rank in RANKINGS.items():
        rankings = rank(corpus, queries)
        measured = [scores(rankings[key], judgments[key]) for key in rankings]
        means[name] = [mean(column) for column in zip(*measured, strict=True)]
        ndcg, precision, recall = means[name]
        print(f"{name:24}{ndcg:9.3f}{precision:9.3f}{recall:12.3f}")
    (_name, reference), *ours = means.items()
    for (name, ours_means), budget in zip(ours, BUDGETS, strict=False):
        ratio = ours_means[0] / reference[0]
        say(
            f"nDCG@10 of {name} / reference, {directory.name}",
            f"{ratio:.3f} x",
            f">= {budget:.2f} x",
            ratio >= budget,
        )
    if MiniLM is None:
        print("Ranking by meaning was not measured: it needs requirements-semantic.txt")


if __name__ == "__main__":
    main()
