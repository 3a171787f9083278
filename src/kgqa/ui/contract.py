"""The answer object of the contract as the app reads it: what ``Answer.as_dict`` gives, ready for JSON."""

from __future__ import annotations

from typing import TypedDict


class Item(TypedDict, total=False):
    """One thing of an answer; keys that its kind does not have are absent."""

    kind: str
    role: str
    label: str
    value: str | bool
    unit: str
    bound: str
    about: str
    year: int
    status: str
    basis: str
    text: str
    reviewed: bool
    iri: str


class Evidence(TypedDict):
    """A span of the normalised text of a report."""

    quote: str
    section: str
    start: int
    end: int
    document: str
    iri: str


class OtherReading(TypedDict):
    """One of several meanings of a question, with its own answer."""

    restated: str
    answers: list[Item]
    evidence: list[Evidence]
    sparql: str | None


class Answer(TypedDict):
    """What is said to a question."""

    question: str
    lang: str
    status: str
    reason: str | None
    path: str | None
    text: str
    answers: list[Item]
    evidence: list[Evidence]
    sparql: str | None
    restated: str
    confidence: float
    unused: list[str]
    carried: dict[str, str]
    readings: list[OtherReading]
    suggestions: list[str]
    related: list[Evidence]
    elapsed_ms: float


def quantities(answer: Answer) -> list[Item]:
    """The items of an answer, its readings included, that are figures stated in a report."""
    items = [*answer["answers"], *(i for r in answer["readings"] for i in r["answers"])]
    return [i for i in items if i.get("kind") == "quantity" and i.get("iri")]
