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
# All thirty; a change of the shared lexicon or the ranking must not lose one.
LEAST_RIGHT = 30
DUE = [
    ("白鹭线几月份能通车？", "12月底前"),
    ("When will Yundu Station open?", "9月底前"),
]
COUNTED = [
    ("2021年开工的线路有几条？", "1"),
    ("How many lines were opened in 2021?", "2"),
]


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


def test_all_questions_are_answered_right() -> None:
    """By the judge of the benchmarks; the lexicon and the ranking know nothing of railways."""
    verdicts = Counter(
        judge(q, railway().ask(q.question, q.context, q.id).as_dict()).verdict for q in QUESTIONS
    )
    assert verdicts["correct"] >= LEAST_RIGHT
    assert not verdicts["wrong"]


@pytest.mark.parametrize(("question", "deadline"), DUE)
def test_when_a_thing_is_to_reach_a_state(question: str, deadline: str) -> None:
    """The deadline of the state itself, which no value has."""
    items = railway().ask(question).answers
    assert [(i.kind, i.label) for i in items] == [("date", deadline)]


@pytest.mark.parametrize(("question", "count"), COUNTED)
def test_things_that_reached_a_state_are_counted(question: str, count: str) -> None:
    """Those that the report names, when it gives no number of them."""
    answer = railway().ask(question)
    assert [i.value for i in answer.answers if i.kind == "quantity"] == [count], answer.text


@pytest.mark.parametrize("golden", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_every_answer_is_stated_and_returned_by_its_query(golden: Golden) -> None:
    """As in the other domains."""
    text = (DATA / "railway.txt").read_text(encoding="utf-8")
    assert wrong(railway().ask(golden.question, golden.context), railway(), text) == []
