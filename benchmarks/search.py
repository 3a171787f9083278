"""How well search finds the sentence: by words, by meaning, and by both; and Chinese against English.

"Sentences" is BM25 over the bare sentences; "words" is BM25 with the names of what they mention and synonyms.

.venv/bin/python benchmarks/search.py
.venv/bin/python benchmarks/search.py --corpora DIR     the held-out year of the parallel reports too
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import numpy as np

from kgqa.cli.session import Session
from kgqa.retrieval.dense import encode_unit
from kgqa.retrieval.encoder import load_encoder
from kgqa.retrieval.index import PassageIndex, Sort
from kgqa.retrieval.passages import Passage
from kgqa.training.corpus import HELD_OUT_YEAR, held_out

QUESTIONS = Path(__file__).resolve().parent / "questions"
FILES = ("dev", "paraphrased", "paraphrased-2")
DEPTHS = (1, 5, 10)
PROCESSES = 5
_MARKS = re.compile(r"[\s，。、；：“”]")


def answerable(path: Path) -> Iterator[dict[str, Any]]:
    """Questions with evidence that stand alone."""
    for line in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        told = question.get("gold", {}).get("unanswerable")
        if question.get("evidence") and not told and not question.get("context"):
            yield question


def plain(words: str) -> str:
    """Words without blanks and marks, for comparing quotes."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words))


def holders(passages: Sequence[Passage], question: dict[str, Any]) -> list[set[str]]:
    """For each piece of evidence the passages that hold it."""
    found = [
        {p.iri for p in passages if plain(e) in plain(p.text) or plain(p.text) in plain(e)}
        for e in question["evidence"]
    ]
    return [own for own in found if own]


def measure(index: PassageIndex, questions: Sequence[dict[str, Any]], by: Sort) -> dict[str, float]:
    """Recall at several depths, of any evidence and of its share, and the mean reciprocal rank."""
    told: dict[str, list[float]] = {}
    for question in questions:
        wanted = holders(index.passages, question)
        if not wanted:
            continue
        order = [found.passage.iri for found in index.search(question["question"], max(DEPTHS), by)]
        rank = next((n for n, iri in enumerate(order, 1) if any(iri in own for own in wanted)), 0)
        told.setdefault("mrr", []).append(1 / rank if rank else 0.0)
        for depth in DEPTHS:
            top = set(order[:depth])
            told.setdefault(f"any@{depth}", []).append(float(any(top & own for own in wanted)))
            told.setdefault(f"share@{depth}", []).append(sum(bool(top & own) for own in wanted) / len(wanted))
    return {name: statistics.fmean(values) for name, values in told.items()}


def process(kept: bool) -> float:
    """Seconds that ``kgqa search`` takes from the shell, with its vectors in the cache or without."""
    with tempfile.TemporaryDirectory() as cache:
        command = [sys.executable, "-m", "kgqa", "search", "新增停车泊位", "-k", "1"]
        settings = {**os.environ, "KGQA_CACHE": cache}
        if kept:
            subprocess.run(command, env=settings, check=True, capture_output=True)
        started = time.perf_counter()
        subprocess.run(command, env=settings, check=True, capture_output=True)
        return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Recall of search, in shares of the questions.")
    parser.add_argument("--corpora", type=Path, help="folder of the corpora, to measure the held-out year")
    args = parser.parse_args()
    index = Session().index()
    bare = PassageIndex([replace(p, headings={}, labels={}) for p in index.passages])
    names = [f"{kind}@{depth}" for kind in ("any", "share") for depth in DEPTHS] + ["mrr"]
    print(f"{'':<36}{'n':>5}" + "".join(f"{name:>10}" for name in names))
    for file in FILES:
        questions = list(answerable(QUESTIONS / f"{file}.jsonl"))
        for language in ("zh", "en"):
            own = [q for q in questions if q["lang"] == language]
            ways = [("sentences", bare, "words"), *((by, index, by) for by in get_args(Sort))]
            for way, searched, by in ways:
                told = measure(searched, own, by)
                row = f"{file}, {language}, by {way}"
                print(f"{row:<36}{len(own):>5}" + "".join(f"{told[name]:>10.3f}" for name in names))
    times = []
    for question in questions:
        started = time.perf_counter()
        index.search(question["question"])
        times.append(1000 * (time.perf_counter() - started))
    print(f"warm search, median of {len(times)}: {statistics.median(times):.1f} ms")
    for kept in (False, True):
        took = [process(kept) for _ in range(PROCESSES)]
        where = "in the cache" if kept else "not in the cache"
        print(f"search as a process, vectors {where}: {statistics.median(took):.2f} s")
    if args.corpora:
        pairs = held_out(args.corpora)
        loaded = load_encoder()
        assert loaded, "there is no encoder to measure"
        encoder, _ = loaded
        zh, en = (encode_unit(encoder, [pair[side] for pair in pairs]) for side in (0, 1))
        right = float((np.argmax(zh @ en.T, axis=1) == np.arange(len(pairs))).mean())
        print(
            f"parallel report of {HELD_OUT_YEAR}, Chinese to English, recall@1 of {len(pairs)}: {right:.3f}"
        )


if __name__ == "__main__":
    main()
