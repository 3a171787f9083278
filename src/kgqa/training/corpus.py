"""Pairs of texts that mean the same, read from a folder of corpora.

The folder holds gzipped tables with a header line. A table that is absent is left out; one year of the
parallel reports is kept apart for measuring and never trained on.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kgqa.errors import InputError

HELD_OUT_YEAR = "2019"
Pair = tuple[str, str]

_LONGEST = 400
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")
_CLAUSE = re.compile(r"[，,；;]")
_GLOSSES_PER_WORD = 4
_SHORTEST = 2


@dataclass(frozen=True)
class Corpus:
    """Pairs by the table they come from, and the sentences of reports."""

    pairs: Mapping[str, tuple[Pair, ...]]
    sentences: tuple[str, ...]


def read_corpus(folder: Path) -> Corpus:
    """All pairs of a folder of corpora.

    Raises:
        InputError: the folder is missing or holds none of the tables.
    """
    readers = {
        "gwr_zh_en_2008_2022": _parallel,
        "gwr_zh_en_2024_2026": _parallel,
        "tatoeba_zh_en": _parallel,
        "cc_cedict": _glosses,
        "chinese_open_wordnet_synsets": _synonyms,
        "gov_heading_para": lambda rows: _columns(rows, "heading", "paragraph"),
        "gov_lead_body": lambda rows: _columns(rows, "lead", "body"),
        "gov_sentences": _halves,
        "cmrc2018_trial_dev": _answers,
        "xquad_zh_en": _translated_answers,
        "pawsx_zh_dev_test": _paraphrases,
    }
    pairs: dict[str, tuple[Pair, ...]] = {}
    for name, reader in readers.items():
        path = folder / f"{name}.tsv.gz"
        if path.is_file():
            found = dict.fromkeys(_short(pair) for pair in reader(_rows(path)))
            pairs[name] = tuple(p for p in found if min(map(len, p)) >= _SHORTEST and p[0] != p[1])
    if not pairs:
        raise InputError(f"{folder} holds none of the tables {', '.join(readers)} (.tsv.gz)")
    reports = folder / "gov_sentences.tsv.gz"
    return Corpus(
        pairs,
        tuple(row["sentence"] for row in _rows(reports)) if reports.is_file() else (),
    )


def held_out(folder: Path) -> tuple[Pair, ...]:
    """The parallel sentences of the year that no training sees, Chinese first."""
    rows = _rows(folder / "gwr_zh_en_2008_2022.tsv.gz")
    return tuple(dict.fromkeys((r["zh"], r["en"]) for r in rows if r["year"] == HELD_OUT_YEAR))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _short(pair: Pair) -> Pair:
    return pair[0].strip()[:_LONGEST], pair[1].strip()[:_LONGEST]


def _columns(rows: Iterator[dict[str, str]], left: str, right: str) -> Iterator[Pair]:
    for row in rows:
        yield row[left], row[right]


def _parallel(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        if row.get("year") != HELD_OUT_YEAR:
            yield row["zh"], row["en"]


def _glosses(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        for gloss in row["glosses"].split(";")[:_GLOSSES_PER_WORD]:
            plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", gloss).strip()
            if plain and not plain.startswith(("CL:", "variant of", "surname", "see ")):
                yield row["simplified"], plain


def _synonyms(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        words = [word.replace("+的", "的") for word in dict.fromkeys(row["words"].split())]
        yield from pairwise(words)


def _halves(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    """The two halves of a sentence, which speak of one matter."""
    for row in rows:
        clauses = _CLAUSE.split(row["sentence"])
        if len(clauses) >= 2:
            middle = len(clauses) // 2
            yield "，".join(clauses[:middle]), "，".join(clauses[middle:])


def _holding(context: str, answer: str) -> str:
    return next((s for s in _SENTENCE.findall(context) if answer in s), context)


def _answers(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        yield row["question"], _holding(row["context"], row["answer"])


def _translated_answers(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        yield row["question_zh"], row["question_en"]
        yield row["question_zh"], _holding(row["context_zh"], row["answer_zh"])
        yield row["question_en"], _holding(row["context_zh"], row["answer_zh"])


def _paraphrases(rows: Iterator[dict[str, str]]) -> Iterator[Pair]:
    for row in rows:
        if row["label"] == "1":
            yield row["a"], row["b"]
