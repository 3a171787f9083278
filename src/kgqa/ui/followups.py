"""Questions to ask next. Each is put to the engine first, and shown only when it has a fitting answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kgqa.ui.contract import Answer
from kgqa.ui.facts import Stated
from kgqa.ui.texts import Texts

MOST = 3
_MOST_TRIED = 8

Ask = Callable[[str], Answer]


def follow_ups(
    answer: Answer, stated: Sequence[Stated], asked: Sequence[str], texts: Texts, ask: Ask
) -> list[str]:
    """At most ``MOST`` questions with an answer; ``stated`` are the figures in the evidence of this one."""
    found: list[str] = []
    seen = {*asked, answer["question"]}
    said = {answer["text"]}
    for tried, (question, label, figures) in enumerate(_candidates(answer, stated, texts)):
        if len(found) == MOST or tried == _MOST_TRIED:
            break
        if question in seen:
            continue
        seen.add(question)
        other = ask(question)
        if other["text"] not in said and _fits(other, answer, label, figures):
            said.add(other["text"])
            found.append(question)
    return found


def _candidates(answer: Answer, stated: Sequence[Stated], texts: Texts) -> Iterator[tuple[str, str, int]]:
    """Questions with what their answer has to be about, and how many figures of it the answer has to hold."""
    for question in answer["suggestions"]:
        yield question, "", 0
    figures = [s for s in stated if s.status in ("actual", "target")]
    labels = dict.fromkeys(s.label for s in figures)
    years = sorted({s.year for s in figures})
    refused = answer["status"] == "refused"
    for label in labels:
        own = {(s.status, s.year) for s in figures if s.label == label}
        for status, year in sorted(own):
            if refused or answer["status"] == "clarify" or len(own) > 1:
                yield texts.say(f"followup.{status}", year=year, label=label), label, 1
            elif status == "actual":
                yield texts.say("followup.target", year=year + 1, label=label), label, 1
            else:
                yield texts.say("followup.actual", year=year - 1, label=label), label, 1
        first = years[0] if any(s == "actual" for s, _ in own) else years[0] - 1
        yield texts.say("followup.compare", later=first + 1, earlier=first, label=label), label, 2
    for item in answer["answers"]:
        if item.get("kind") == "entity" and item.get("label"):
            yield texts.say("followup.thing", label=item["label"]), item["label"], 0


def _fits(answer: Answer, before: Answer, label: str, figures: int) -> bool:
    """Whether an answer holds the figures wanted, or sentences that the one before did not have."""
    if answer["status"] != "answered" or not answer["evidence"]:
        return False
    if figures:
        return sum(i.get("label") == label and "value" in i for i in answer["answers"]) >= figures
    known = {e["iri"] for e in before["evidence"]}
    fresh = [e["quote"] for e in answer["evidence"] if e["iri"] not in known]
    return any(label in quote for quote in fresh)
