"""The query that is shown with an answer gives what the answer says: values, things and evidence."""

from dataclasses import replace

from kgqa.graph.store import Store
from kgqa.resources import VOCABULARY_FILES, graph_dir, ontology_dir
from tests.engine.engines import shipped
from tests.query.reproduced import answered, missing


def test_answers_are_in_the_rows_of_their_queries() -> None:
    """Run again on a store of its own, as anyone can with the files; the other sets are run on the server."""
    files = [*(ontology_dir() / name for name in VOCABULARY_FILES), graph_dir() / "guancheng-2024.trig"]
    store = Store.load(files)
    answers = answered("dev.jsonl")
    lost = {q: list(missing(a, store.select(a.sparql or ""))) for q, a in answers}
    assert len(answers) > 80
    assert {question: what for question, what in lost.items() if what} == {}


def test_two_questions_of_which_one_is_asked_back_have_one_query() -> None:
    """It finds what is told of the other, and every reading."""
    answer = shipped().ask("专精特新企业多少家，去年土地收储了多少亩？")
    assert answer.status == "clarify" and answer.readings
    assert len(answer.evidence) > len(answer.readings)
    assert list(missing(answer, shipped().copy.select(answer.sparql or ""))) == []


def test_a_sentence_around_a_wording_is_quoted_and_not_answered() -> None:
    """The query finds the words that lead in; what follows them is shown with them."""
    answer = shipped().ask("围绕法治社会建设，报告原话怎么说的？")
    assert "守法普法" in answer.text and "守法普法" not in answer.answers[-1].text
    assert list(missing(answer, shipped().copy.select(answer.sparql or ""))) == []


def test_an_answer_that_says_something_else_is_found_out() -> None:
    """Another value, thing or quote is not in the rows."""
    store = Store.load([graph_dir() / "guancheng-2024.trig"])
    question, answer = next((q, a) for q, a in answered("dev.jsonl") if a.answers[0].kind == "quantity")
    rows = store.select(answer.sparql or "")
    item, evidence = answer.answers[0], answer.evidence[0]
    for wrong in (
        replace(answer, answers=(replace(item, value="98765.4"),)),
        replace(answer, answers=(replace(item, iri="https://example.org/other"),)),
        replace(answer, evidence=(replace(evidence, quote="另一句"),)),
        replace(answer, evidence=(replace(evidence, iri="https://example.org/other"),)),
    ):
        assert list(missing(answer, rows)) == []
        assert len(list(missing(wrong, rows))) == 1, question
