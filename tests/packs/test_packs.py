"""Evidence packs: what is written holds, and whatever is changed in one is found."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from kgqa.errors import GraphError
from kgqa.packs.checks import Finding, Here, verify
from kgqa.packs.pack import MOST_BYTES, NoPack, Pack, Provenance, digest, make_pack, provenance, read_pack
from kgqa.server.jobs import Job, Reply
from kgqa.server.results import Limits
from kgqa.server.worker import run
from tests.engine.engines import shipped, shipped_text

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
GROWTH, COMPARED = "2023年地区生产总值增长多少？", "2024年技术合同成交额目标比2023年多多少？"
OPEN, REFUSED = "固定资产投资增长多少？", "2022年GDP增速是多少？"


@cache
def taken_from() -> Provenance:
    """The hashes of the graph of the report."""
    return provenance(shipped().copy, shipped().profile)


@cache
def packed(question: str, *before: str) -> bytes:
    """The pack of a question that is asked after others."""
    answer = shipped().ask(question, before).as_dict()
    return make_pack(answer, before, shipped().store, taken_from(), NOON)


def ask(question: str, before: Sequence[str], language: str) -> Mapping[str, Any]:
    """The answer of the engine."""
    return asked(question, tuple(before))


@cache
def asked(question: str, before: tuple[str, ...]) -> Mapping[str, Any]:
    """The answer of the engine, asked once."""
    return shipped().ask(question, before).as_dict()


def run_here(job: Job) -> Reply:
    """A job as a worker runs it, in this process."""
    return run(shipped().copy, job, Limits(1_000, 1_000_000))


def text(document: str) -> str | None:
    """The text of the report."""
    return shipped_text() if document == "guancheng-2024" else None


def here() -> Here:
    """Everything as it is where the packs were made."""
    return Here(taken_from(), ask, run_here, text)


def differing(pack: Pack, against: Here | None = None) -> list[str]:
    """What differs."""
    found: list[Finding] = list(verify(pack, against or here()))
    return [finding.what for finding in found if finding.verdict == "differs"]


def changed(question: str, change: Callable[[dict[str, Any]], object], forged: bool = True) -> Pack:
    """A pack with a change; a forged one has a digest that fits."""
    told = json.loads(packed(question))
    change(told)
    if forged:
        told["sha256"] = digest(told)
    return read_pack(json.dumps(told, ensure_ascii=False).encode())


@pytest.mark.parametrize(
    "question", [GROWTH, COMPARED, OPEN, REFUSED, "吧啦吧啦", "Which parks opened in 2023?"]
)
def test_a_pack_holds_where_it_was_made(question: str) -> None:
    """A value, a difference, several readings, refusals, a list in English."""
    pack = read_pack(packed(question))
    assert differing(pack) == []
    assert pack.question == question


def test_a_pack_of_a_follow_up_holds_the_questions_before() -> None:
    """Asked again, they come first."""
    pack = read_pack(packed("那2024年呢？", GROWTH))
    assert (pack.context, pack.answer["answers"][0]["value"]) == ((GROWTH,), "7")
    assert differing(pack) == []


def test_the_same_answer_and_time_give_the_same_bytes() -> None:
    """The time that an answer took stays out."""
    again = make_pack(shipped().ask(GROWTH).as_dict(), (), shipped().store, taken_from(), NOON)
    assert again == packed(GROWTH)
    assert b'"made": "2026-03-01T12:00:00Z"' in again


def test_a_pack_has_the_rows_of_its_query_and_where_all_comes_from() -> None:
    """For readers who look at the file itself."""
    told = json.loads(packed(GROWTH))
    assert [row["value"]["value"] for row in told["rows"]["results"]["bindings"]] == ["6.9"]
    assert told["documents"][0]["sha256"] == shipped().profile.documents[0].digest
    assert told["graph"]["sha256"].startswith(told["graph"]["version"])
    assert all(told[key]["version"] for key in ("ontology", "software"))


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "number": (lambda p: p["answer"]["answers"][0].update(value="9.9"), "answer, answers"),
    "sentence": (lambda p: p["answer"].update(text="2023年增长9.9%。"), "answer, text"),
    "reading": (lambda p: p["answer"].update(restated="2024年"), "answer, restated"),
    "confidence": (lambda p: p["answer"].update(confidence=0.1), "answer, confidence"),
    "status": (lambda p: p["answer"].update(status="refused"), "answer, status"),
    "quote": (lambda p: p["answer"]["evidence"][0].update(quote="增长9.9%"), "quote guancheng-2024 545–564"),
    "offset": (lambda p: p["answer"]["evidence"][0].update(start=10), "quote guancheng-2024 10–564"),
    "end": (lambda p: p["answer"]["evidence"][0].update(end=10**9), "quote guancheng-2024 545–1000000000"),
    "row": (lambda p: p["rows"]["results"]["bindings"][0]["value"].update(value="9.9"), "rows"),
    "more rows": (lambda p: p["rows"]["results"]["bindings"].append({}), "rows"),
    "columns": (lambda p: p["rows"]["head"]["vars"].append("x"), "rows"),
    "no rows": (lambda p: p.update(rows=None), "rows"),
    "query": (lambda p: p["answer"].update(sparql="SELECT * { ?s ?p ?o }"), "rows"),
    "no query": (lambda p: p["answer"].update(sparql=None), "rows"),
    "text": (lambda p: p["documents"][0].update(sha256="0" * 64), "report guancheng-2024"),
    "title": (lambda p: p["documents"][0].update(title="别的报告"), "report guancheng-2024"),
    "no report": (lambda p: p.update(documents=[]), "report guancheng-2024"),
    "graph": (lambda p: p["graph"].update(sha256="0" * 64, version="0" * 12), "graph"),
    "graph's version": (lambda p: p["graph"].update(version="0" * 12), "file"),
    "ontology": (lambda p: p["ontology"].update(version="9"), "ontology"),
    "question": (lambda p: p.update(question=REFUSED), "question"),
    "conversation": (
        lambda p: (p.update(question="那2024年呢？"), p["answer"].update(question="那2024年呢？")),
        "answer, text",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_although_the_digest_is_made_to_fit(name: str) -> None:
    """Each line says where."""
    change, what = CHANGES[name]
    assert what in differing(changed(GROWTH, change))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_by_hand_is_seen_by_the_digest(name: str) -> None:
    """Also of what nothing else could tell, such as the time."""
    assert not changed(GROWTH, CHANGES[name][0], forged=False).is_whole


def test_a_changed_time_is_seen_by_the_digest_alone() -> None:
    """It is no signature: whoever forges the digest may date a pack otherwise."""
    assert differing(changed(GROWTH, lambda p: p.update(made="2020-01-01T00:00:00Z"), forged=False)) == [
        "file"
    ]


QUERIES = {
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": "SERVICE is refused",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }": "nothing can be changed here",
    "DROP ALL": "nothing can be changed here",
    "CONSTRUCT WHERE { ?s ?p ?o }": "the query was not run",
    "SELECT * { ?s ?p ?o . ?a ?b ?c }": "too large",
    "SELECT * " + "{" * 100 + "}" * 100: "nests deeper",
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_a_stranger_is_run_only_when_it_reads_and_is_not_too_much(query: str) -> None:
    """Nothing else of a pack is run."""
    pack = changed(GROWTH, lambda p: p["answer"].update(sparql=query))
    found = {f.what: f for f in verify(pack, here())}
    assert found["rows"].verdict == "differs"
    assert QUERIES[query] in found["rows"].words


def test_a_query_that_takes_too_long_is_said_so() -> None:
    """The worker was stopped."""
    found = verify(read_pack(packed(GROWTH)), replace(here(), run=lambda _: Reply("slow")))
    assert "the query was not run: it took too long" in [f.words for f in found]


def test_another_text_beside_the_graph_is_found() -> None:
    """Its hash is no longer that of the graph, and the quotes stand elsewhere."""
    moved = replace(here(), text=lambda _: f"。{shipped_text()}")
    assert differing(read_pack(packed(GROWTH)), moved) == [
        "report guancheng-2024",
        "quote guancheng-2024 545–564",
    ]
    assert differing(read_pack(packed(GROWTH)), replace(here(), text=lambda _: None)) == [
        "quote guancheng-2024 545–564"
    ]


def test_other_software_and_other_accepted_words_are_noted() -> None:
    """They may explain a difference and are none."""
    other = replace(taken_from(), software="9.0", lexicon="0" * 64)
    found = list(verify(read_pack(packed(GROWTH)), replace(here(), provenance=other)))
    assert [f.what for f in found if f.verdict == "note"] == ["lexicon", "software"]
    assert "differs" not in {f.verdict for f in found}


def test_an_engine_that_fails_is_a_finding() -> None:
    """One line, the others stand."""

    def failing(question: str, before: Sequence[str], language: str) -> Mapping[str, Any]:
        raise GraphError("the server does not answer")

    assert differing(read_pack(packed(GROWTH)), replace(here(), ask=failing)) == ["answer"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", '"format"'),
        (b'{"format": "other/1"}', '"format"'),
        (b'{"format": "kgqa-evidence-pack/1"}', "documents is no list"),
        (b" " * (MOST_BYTES + 1), "larger than 8 MB"),
    ],
)
def test_what_is_no_pack_is_said_in_one_line(content: bytes, why: str) -> None:
    """With what is wrong."""
    with pytest.raises(NoPack, match=why):
        read_pack(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.pop("answer"),
        lambda p: p.update(question=3),
        lambda p: p.update(question="长" * 1_001),
        lambda p: p.update(context=["问"] * 21),
        lambda p: p.update(context=[1]),
        lambda p: p["answer"].update(evidence=[{"quote": 1}]),
        lambda p: p["answer"].update(evidence=[[]]),
        lambda p: p["answer"].update(readings=[{}]),
        lambda p: p["answer"]["evidence"][0].update(start=True),
        lambda p: p["answer"]["evidence"][0].update(start="1"),
        lambda p: p["answer"].update(sparql=["SELECT"]),
        lambda p: p.update(rows={"head": {}}),
        lambda p: p.update(graph="x"),
    ],
)
def test_a_value_of_another_type_makes_it_none(change: Callable[[dict[str, Any]], object]) -> None:
    """Nothing of it is used."""
    with pytest.raises(NoPack):
        changed(GROWTH, change)


def test_what_a_pack_says_cannot_steer_a_terminal() -> None:
    """Control characters and long words are cut out of the lines."""
    pack = changed(GROWTH, lambda p: p["answer"]["evidence"][0].update(quote="\x1b[2J" + "长" * 5_000))
    words = "".join(f.what + f.words for f in verify(pack, here()))
    assert words.isprintable()
    assert max(len(f.words) for f in verify(pack, here())) < 400
    assert sys.getsizeof(words) < 10_000
