"""Generated questions put to the engine: is the answer that of the question's own form, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from kgqa.answering.answer import Answer, Evidence, Item
from kgqa.answering.respond import Said
from kgqa.engine import Engine, Trace
from kgqa.evaluation.generated.speaking import Spoken
from kgqa.linking.facts import Fact
from kgqa.linking.lexicon import fold
from kgqa.query.forms import Count, Passage, Source, StateVerdict
from kgqa.text.quantities import SCALES

VERDICTS = ("right", "other", "refused", "asked")
_ENOUGH = 0.5  # of the sentences of an answer in the report's words
# Causes of another answer, most telling first; what they mean is told with the table.
CAUSES = {
    "raised": "the engine raised an error",
    "slip": "a letter of the question is wrong",
    "part": "some of the values or things, or more than those",
    "form": "the right facts, another question about them",
    "year": "the same indicator and place in another year, or its target for its result",
    "place": "the same indicator of another place",
    "name": "an indicator whose name holds the words, or is held by them",
    "sentence": "another value of the same sentence",
    "other": "another fact",
}


@dataclass(frozen=True)
class Outcome:
    """A generated question with what the engine said, its verdict, and the cause of a wrong one."""

    spoken: Spoken
    verdict: str
    wanted: str
    said: str
    cause: str = ""
    confidence: float = 0.0
    form: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The outcome as a record of a JSONL file."""
        return {
            "kind": self.spoken.draft.kind,
            "lang": self.spoken.language,
            "question": self.spoken.question,
            "verdict": self.verdict,
            "cause": self.cause,
            "explanation": CAUSES.get(self.cause, ""),
            "wanted": self.wanted,
            "said": self.said,
            "confidence": self.confidence,
            "frame": self.spoken.frame,
            "slip": self.spoken.slip,
            "form": str(self.spoken.draft.form),
            "answered_form": self.form,
        }


@dataclass(frozen=True)
class _Told:
    """What items say, by which two answers are compared."""

    figures: frozenset[tuple[Decimal | str, str]]
    names: frozenset[str]
    truth: frozenset[bool]
    texts: frozenset[str]


class Asker:
    """Puts questions to an engine and judges what it says against the form of each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {f.iri: f for f in self._engine.facts.facts}

    def outcome(self, spoken: Spoken) -> Outcome:
        """What becomes of a question."""
        wanted = self._engine.saying(spoken.draft.form, spoken.language)
        assert wanted is not None, spoken.draft
        try:
            trace = self._engine.trace(spoken.question)
        except Exception as error:  # a question may be anything: whatever it raises is a fault to be listed
            return Outcome(spoken, "other", wanted.text, f"{type(error).__name__}: {error}", "raised")
        answer = trace.answer
        form = "; ".join(str(s.chosen.form) for s in trace.steps if s.chosen)
        told = (answer.text, "", answer.confidence, form)
        if answer.status == "clarify":
            return Outcome(spoken, "asked", wanted.text, *told)
        if answer.status == "refused":
            return Outcome(spoken, "refused", wanted.text, answer.text, answer.reason or "", 0.0, form)
        if _is_right(spoken, wanted, answer):
            return Outcome(spoken, "right", wanted.text, *told)
        cause = self._cause(spoken, wanted, trace)
        return Outcome(spoken, "other", wanted.text, answer.text, cause, answer.confidence, form)

    def _cause(self, spoken: Spoken, wanted: Said, trace: Trace) -> str:
        """Why an answer is not the one wanted: what the two have in common tells."""
        answer = trace.answer
        if spoken.slip:
            return "slip"
        own, other = _spans(wanted.evidence), _spans(answer.evidence)
        if own == other:
            return "form"
        if own & other:
            return "part"
        facts = [self._facts[i.iri] for i in answer.answers if i.iri in self._facts] or [
            f for step in trace.steps if step.chosen for f in step.chosen.facts
        ]
        return _relation(spoken.draft.facts, facts) or (
            "sentence" if _meet(wanted.evidence, answer.evidence) else "other"
        )


def _relation(own: Sequence[Fact], other: Sequence[Fact]) -> str:
    """How facts are akin to those asked for: of one indicator, or of one with nearly the same name."""
    pairs = [(a, b) for a in own for b in other]
    if any(_same(a, b, "indicator") and _same(a, b, "about") for a, b in pairs):
        return "year"
    if any(_same(a, b, "indicator") for a, b in pairs):
        return "place"
    held = (n in m or m in n for a, b in pairs for n in a.names for m in b.names)
    return "name" if any(held) else ""


def _same(one: Fact, other: Fact, dimension: str) -> bool:
    return one.one(dimension) == other.one(dimension) != ""


def _is_right(spoken: Spoken, wanted: Said, answer: Answer) -> bool:
    """Whether an answer says what the question's own form gives, from sentences that state it."""
    if answer.path == "text":
        return _meet(wanted.evidence, answer.evidence)
    own, said = _told(wanted.items), _told(answer.answers)
    form = spoken.draft.form
    if isinstance(form, Passage):
        return _overlap(own.texts, said.texts) or _overlap(own.texts, frozenset(map(fold, _quotes(answer))))
    if isinstance(form, StateVerdict):
        return own.truth == said.truth
    if isinstance(form, Source):
        return own.names == said.names or bool(
            own.names & said.names and _meet(wanted.evidence, answer.evidence)
        )
    if own.figures or own.truth:
        alike = own.figures == said.figures and own.truth == said.truth
        named = not isinstance(form, Count) or own.names == said.names
        return alike and named and _meet(wanted.evidence, answer.evidence)
    if own.texts and all(text in fold(answer.text) for text in own.texts):
        return _meet(wanted.evidence, answer.evidence)  # what is told in words, told with words around it
    return own.names == said.names


def _quotes(answer: Answer) -> Iterable[str]:
    return (e.quote for e in answer.evidence)


def _told(items: Iterable[Item]) -> _Told:
    own = [i for i in items if i.role == "answer"]
    return _Told(
        frozenset(_figure(i) for i in own if i.kind == "quantity"),
        frozenset(fold(i.label or i.text) for i in own if i.kind in ("entity", "text", "date")),
        frozenset(i.value for i in own if isinstance(i.value, bool)),
        frozenset(fold(i.text) for i in own if i.kind == "text"),
    )


def _figure(item: Item) -> tuple[Decimal | str, str]:
    """A value in base units: 0.0418万人 are 418人."""
    scale = next((s for s in SCALES if item.unit.startswith(s)), "")
    try:
        return Decimal(str(item.value)) * SCALES.get(scale, Decimal(1)), item.unit[len(scale) :]
    except InvalidOperation:
        return str(item.value), item.unit


def _overlap(own: frozenset[str], said: frozenset[str]) -> bool:
    """Whether half of what is wanted is said; the rest of a passage does no harm."""
    return len(own & said) >= _ENOUGH * len(own)


def _spans(evidence: Iterable[Evidence]) -> frozenset[tuple[str, int, int]]:
    return frozenset((e.document, e.start, e.end) for e in evidence)


def _meet(one: Iterable[Evidence], other: Sequence[Evidence]) -> bool:
    """Whether some evidence of one lies within, or around, some of the other."""
    return any(
        a.document == b.document and min(a.end, b.end) > max(a.start, b.start) for a in one for b in other
    )


@dataclass
class Tally:
    """Counts of verdicts of one group of questions."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))

    def add(self, verdict: str) -> None:
        """Count one more."""
        self.counts[verdict] += 1

    @property
    def questions(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def share(self, verdict: str) -> float:
        """The share of a verdict."""
        return self.counts[verdict] / (self.questions or 1)


def tallies(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """Counts of all, of each language, and of each kind, in the order in which they come."""
    found: dict[str, Tally] = {}
    for outcome in outcomes:
        language, kind = outcome.spoken.language, outcome.spoken.draft.kind
        for group in ("all", f"language {language}", f"{kind} {language}"):
            found.setdefault(group, Tally()).add(outcome.verdict)
    return found
