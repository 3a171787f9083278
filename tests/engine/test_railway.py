"""A third report, of a made-up railway, with questions written before the engine saw its graph."""

import hashlib
from collections import Counter
from functools import cache

import pytest

from kgqa.engine import Engine, open_engine
from kgqa.evaluation import Golden, judge, load_golden
from kgqa.graph.store import Store
from kgqa.resources import ontology_dir
from tests.engine.claims import wrong
from tests.engine.engines import DATA

GRAPH, LEXICON = DATA / "railway.trig", DATA / "railway-lexicon.ttl"
QUESTIONS = load_golden(DATA / "railway.jsonl")
# The floor under what is reached; the aim is all thirty, and none wrong.
LEAST_RIGHT, MOST_WRONG = 26, 2


@cache
def railway() -> Engine:
    """The engine over the railway, with words of its own."""
    return open_engine([GRAPH], lexicons=[ontology_dir() / "lexicon.ttl", LEXICON])


def test_the_graph_is_of_some_size_and_stands_in_its_text() -> None:
    """At least 300 triples; offsets and digest fit railway.txt."""
    text = (DATA / "railway.txt").read_text(encoding="utf-8")
    assert len(Store.load([GRAPH])) >= 300
    assert all(text[start:end] == quote for quote, start, end in railway().facts.quotes.values())
    assert railway().profile.documents[0].digest == hashlib.sha256(text.encode()).hexdigest()
    assert railway().profile.years == (2021, 2022)


def test_there_are_thirty_questions_in_two_languages() -> None:
    """Eighteen Chinese, twelve English, six of them without an answer."""
    languages = [q.lang for q in QUESTIONS]
    assert (languages.count("zh"), languages.count("en")) == (18, 12)
    assert sum(q.unanswerable for q in QUESTIONS) == 6


def test_most_questions_are_answered_right() -> None:
    """By the judge of the benchmarks; the lexicon and the ranking know nothing of railways."""
    verdicts = Counter(
        judge(q, railway().ask(q.question, q.context, q.id).as_dict()).verdict for q in QUESTIONS
    )
    assert verdicts["correct"] >= LEAST_RIGHT
    assert verdicts["wrong"] <= MOST_WRONG


@pytest.mark.parametrize("golden", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_every_answer_is_stated_and_returned_by_its_query(golden: Golden) -> None:
    """As in the other domains."""
    text = (DATA / "railway.txt").read_text(encoding="utf-8")
    assert wrong(railway().ask(golden.question, golden.context), railway(), text) == []
