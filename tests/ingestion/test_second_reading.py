"""The graph against a second reading, by readers who saw neither the graph nor the first reading.

``tests/data/second-reading`` holds what they wrote down: every quantity, every named thing, and what each
clause is. Sections 1.1, 1.6 and 3.4 are not in it. Where a reader marked a line as a matter of judgement,
``required`` is false.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kgqa.evaluation.figures import figure
from kgqa.graph.vocabulary import SKOS
from kgqa.ingestion.build import Build
from kgqa.ingestion.model import Observation

DATA = Path(__file__).resolve().parents[1] / "data" / "second-reading"
KINDS = {
    "actual": {"actual"},
    "cumulative": {"actual"},
    "target": {"target"},
    "context": {"context", "actual", "target"},
}
ROLES = {
    "outcome": {"Outcome"},
    "problem": {"Issue"},
    "target": {"Goal", "Measure"},
    "goal": {"Goal", "Measure", "Requirement"},
    "measure": {"Measure", "Outcome", "Requirement", "Goal"},
    "principle": {"Requirement", "Measure", "Goal"},
    "requirement": {"Requirement", "Measure"},
    "background": {"Outcome", "Requirement", "Goal"},
}
MARKS = re.compile(r"[\s*，。；：、“”·（）()]")


@cache
def lines(name: str) -> tuple[dict[str, Any], ...]:
    """One file of the second reading."""
    text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


def plain(words: str) -> str:
    """Words without blanks and marks."""
    return MARKS.sub("", words)


def overlap(one: str, other: str) -> bool:
    """Whether one quote holds the other."""
    return plain(one) in plain(other) or plain(other) in plain(one)


def states(built: Build, observation: Observation, fact: dict[str, Any]) -> bool:
    """Whether an observation states the value of a fact, in its section and words."""
    if (
        observation.value is None
        or built.document.section_at(observation.span.start).number != fact["section"]
    ):
        return False
    own, read = figure(observation.value, observation.unit), figure(fact["value"], fact["unit"])
    same = own is not None and read is not None and own.equals(read)
    return same and overlap(observation.span.of(built.document.text), fact["quote"])


def pairs(words: str) -> set[str]:
    """Pairs of neighbouring characters."""
    return {words[i : i + 2] for i in range(len(words) - 1)}


@pytest.fixture(scope="module")
def found(reviewed: Build) -> dict[int, list[Observation]]:
    """Observations that state the value of each fact, by the fact's place in its file."""
    own = reviewed.reading.observations
    return {
        n: [o for o in own if states(reviewed, o, f)]
        for n, f in enumerate(lines("facts"))
        if f["value"] is not None
    }


def test_every_quantity_of_the_second_reading_is_in_the_graph(found: dict[int, list[Observation]]) -> None:
    """Or stands as the condition of one that is."""
    facts = lines("facts")
    lost = [
        n for n, own in found.items() if not own and facts[n]["required"] and facts[n]["kind"] != "context"
    ]
    assert [facts[n]["quote"] for n in lost] == []


def test_every_value_of_the_graph_was_found_by_the_second_reading(
    reviewed: Build, found: dict[int, list[Observation]]
) -> None:
    """Nothing is stated that other readers did not see, in the sections that they read."""
    seen = {o.number for own in found.values() for o in own}
    sections = {fact["section"] for fact in lines("facts")}
    text = reviewed.document.text
    extra = [
        o.span.of(text)
        for o in reviewed.reading.observations
        if o.value is not None
        and o.number not in seen
        and reviewed.document.section_at(o.span.start).number in sections
    ]
    assert extra == []


def test_bound_year_and_kind_are_those_of_the_second_reading(found: dict[int, list[Observation]]) -> None:
    """Of at least one observation that states the value."""
    facts = lines("facts")
    wrong = [
        (facts[n]["quote"], [(o.bound, o.year, o.kind) for o in own])
        for n, own in found.items()
        if own
        and facts[n]["required"]
        and not any(
            (o.bound, o.year) == (facts[n]["op"], facts[n]["year"]) and o.kind in KINDS[facts[n]["kind"]]
            for o in own
        )
    ]
    assert wrong == []


def test_indicators_are_named_as_the_second_reading_names_them(found: dict[int, list[Observation]]) -> None:
    """Half of the pairs of characters of the reader's name stand in ours, for nearly all."""
    facts = lines("facts")
    required = [n for n, own in found.items() if own and facts[n]["required"]]
    alike = [
        n
        for n in required
        if any(
            len(pairs(facts[n]["metric"]) & pairs(f"{o.indicator}{o.about}{o.condition}"))
            >= len(pairs(facts[n]["metric"])) / 2
            for o in found[n]
        )
    ]
    assert len(alike) / len(required) > 0.97


def test_every_named_thing_of_the_second_reading_is_named_in_the_graph(reviewed: Build) -> None:
    """By its name or one of its other names."""
    labels = {
        plain(str(q.object.value))
        for q in reviewed.quads
        if q.predicate.value in (f"{SKOS}prefLabel", f"{SKOS}altLabel") and hasattr(q.object, "value")
    }
    lost = [
        thing["name"]
        for thing in lines("entities")
        if thing["required"] and not any(plain(n) in labels for n in (thing["name"], *thing["aliases"]))
    ]
    assert lost == []


def test_every_clause_of_the_second_reading_has_its_role(reviewed: Build) -> None:
    """The same, or the one beside it where readers differ: a goal that another takes for a measure."""
    text, document = reviewed.document.text, reviewed.document
    own = [
        (document.section_at(c.span.start).number, c.span.of(text), c.role) for c in reviewed.reading.clauses
    ]

    def roles(line: dict[str, Any]) -> Iterable[str]:
        return {
            role
            for section, words, role in own
            if section == line["section"] and overlap(words, line["quote"])
        }

    read = [line for line in lines("structure") if line["section"] != "0"]
    assert len(read) > 500
    assert [line["quote"] for line in read if not set(roles(line)) & ROLES[line["type"]]] == []
