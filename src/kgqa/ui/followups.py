"""Questions to ask next. Each is put to the engine first, and shown only when it has a fitting answer."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from kgqa.ui.contract import Answer
from kgqa.ui.facts import Stated
from kgqa.ui.texts import Texts

MOST = 3
_MOST_TRIED = 8

Ask = Callable[[str], Answer]


@dataclass(frozen=True)
class Candidate:
    """A question, the label that its answer has to be about, and the figures that it compares or asks for."""

    question: str
    label: str = ""
    wants: tuple[Stated, ...] = ()


def follow_ups(
    answer: Answer,
    stated: Sequence[Stated],
    known: Container[Stated],
    asked: Sequence[str],
    texts: Texts,
    ask: Ask,
) -> list[str]:
    """At most ``MOST`` questions with an answer.

    ``stated`` are the figures in the evidence of this answer, ``known`` all those of the graph: a question
    for one that is nowhere stated is not put to the engine.
    """
    found: list[str] = []
    seen = {*asked, answer["question"]}
    said = {answer["text"]}
    tried = 0
    for one in _candidates(answer, stated, texts):
        if len(found) == MOST or tried == _MOST_TRIED:
            break
        if one.question in seen or not all(figure in known for figure in one.wants):
            continue
        seen.add(one.question)
        tried += 1
        other = ask(one.question)
        if other["text"] not in said and _fits(other, answer, one):
            said.add(other["text"])
            found.append(one.question)
    return found


def _candidates(answer: Answer, stated: Sequence[Stated], texts: Texts) -> Iterator[Candidate]:
    yield from map(Candidate, answer["suggestions"])
    figures = [s for s in stated if s.status in ("actual", "target")]
    years = sorted({s.year for s in figures})
    is_answered = answer["status"] == "answered"
    for label in dict.fromkeys(s.label for s in figures):
        own = {(s.status, s.year) for s in figures if s.label == label}
        for status, year in sorted(own):
            if is_answered and len(own) == 1:  # the other one: reached or planned
                status, year = ("target", year + 1) if status == "actual" else ("actual", year - 1)
            words = texts.say(f"followup.{status}", year=year, label=label)
            yield Candidate(words, label, (Stated(label, year, status),))
        first = years[0] if any(s == "actual" for s, _ in own) else years[0] - 1
        words = texts.say("followup.compare", later=first + 1, earlier=first, label=label)
        yield Candidate(words, label, (Stated(label, first, "actual"), Stated(label, first + 1, "target")))
    for item in answer["answers"]:
        if item.get("kind") == "entity" and item.get("label"):
            yield Candidate(texts.say("followup.thing", label=item["label"]), item["label"])


def _fits(answer: Answer, before: Answer, candidate: Candidate) -> bool:
    """Whether an answer holds the figures wanted, or sentences that the one before did not have."""
    if answer["status"] != "answered" or not answer["evidence"]:
        return False
    if candidate.wants:
        held = sum(i.get("label") == candidate.label and "value" in i for i in answer["answers"])
        return held >= len(candidate.wants)
    if not candidate.label:
        return True
    known = {e["iri"] for e in before["evidence"]}
    fresh = [e["quote"] for e in answer["evidence"] if e["iri"] not in known]
    return any(candidate.label in quote for quote in fresh)
