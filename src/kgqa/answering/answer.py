"""The answer object of the contract, as frozen values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

_MOST_SHOWN = 160


@dataclass(frozen=True)
class Item:
    """One thing of an answer: a quantity, an entity, a truth value, a text or a date.

    ``role`` is ``answer`` for what was asked, ``support`` for what it was computed from.
    """

    kind: str
    role: str = "answer"
    label: str = ""
    value: str | bool | None = None
    unit: str = ""
    bound: str = ""
    about: str = ""
    year: int | None = None
    status: str = ""
    basis: str = ""
    text: str = ""
    reviewed: bool | None = None
    iri: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The item without what its kind does not have.

        What a text is, is its text: the name of the indicator that it tells stands beside it.
        """
        told = {k: v for k, v in asdict(self).items() if v not in ("", None)}
        if self.kind == "text" and self.text and self.label:
            told["indicator"] = told.pop("label")
        return told


@dataclass(frozen=True)
class Evidence:
    """A span of the normalised report text that states what was answered."""

    quote: str
    section: str
    start: int
    end: int
    document: str
    iri: str


@dataclass(frozen=True)
class OtherReading:
    """One of several meanings that a question leaves open, with its own answer."""

    restated: str
    answers: tuple[Item, ...]
    evidence: tuple[Evidence, ...]
    sparql: str | None = None


@dataclass(frozen=True, repr=False)
class Answer:
    """What is said to a question; ``related`` are sentences on the matter of a question that is refused."""

    question: str
    lang: str
    status: str
    reason: str | None = None
    path: str | None = None
    text: str = ""
    answers: tuple[Item, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sparql: str | None = None
    restated: str = ""
    confidence: float = 0.0
    unused: tuple[str, ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[OtherReading, ...] = ()
    suggestions: tuple[str, ...] = ()
    related: tuple[Evidence, ...] = ()
    elapsed_ms: float = 0.0
    id: str | None = None

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        """Without the query and the sentences, which are long; :meth:`as_dict` has all."""
        said = self.text if len(self.text) <= _MOST_SHOWN else f"{self.text[: _MOST_SHOWN - 1]}…"
        return f"<kgqa.Answer {self.status}: {said!r}, {len(self.evidence)} quoted>"

    def as_dict(self) -> dict[str, Any]:
        """The answer object of the contract, ready for JSON."""
        return {
            **({"id": self.id} if self.id is not None else {}),
            "question": self.question,
            "lang": self.lang,
            "status": self.status,
            "reason": self.reason,
            "path": self.path,
            "text": self.text,
            "answers": [item.as_dict() for item in self.answers],
            "evidence": [asdict(e) for e in self.evidence],
            "sparql": self.sparql,
            "restated": self.restated,
            "confidence": round(self.confidence, 3),
            "unused": list(self.unused),
            "carried": dict(self.carried),
            "readings": [
                {
                    "restated": r.restated,
                    "answers": [i.as_dict() for i in r.answers],
                    "evidence": [asdict(e) for e in r.evidence],
                    "sparql": r.sparql,
                }
                for r in self.readings
            ],
            "suggestions": list(self.suggestions),
            "related": [asdict(e) for e in self.related],
            "elapsed_ms": round(self.elapsed_ms, 1),
        }


def signature(items: Sequence[Item]) -> Hashable:
    """What items answer, equal for answers that say the same; None for items that answer nothing."""
    told = frozenset(
        (i.kind, i.value, i.unit, i.iri or (i.text or i.label if i.value is None else ""))
        for i in items
        if i.role == "answer"
    )
    return told or None
