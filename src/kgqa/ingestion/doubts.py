"""What the machine is unsure of in a built report, each with the review record that would settle it.

A doubt is about a number, a fact, a name or a sentence. Facts that a person confirmed are in doubt only where
the report contradicts itself or a unit is of no known kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgqa.graph.vocabulary import DP, RDFS
from kgqa.ingestion.build import Build
from kgqa.ingestion.grammar import parse_turtle
from kgqa.ingestion.model import Entity, Enumeration, Honour, Observation, State
from kgqa.text.quantities import SCALES
from kgqa.text.segmentation import Document, Span

Record = Mapping[str, Any]

REASONS = {
    "uncovered": "numbers that no fact states and nothing explains",
    "contradiction": "facts of the same dimensions with different values",
    "unit": "quantities whose unit is of no known kind",
    "inherited": "labels that come from a number or clause before",
    "unclassed": "names without a class",
    "unread": "sentences from which nothing was read",
    "unconfirmed": "facts that only the machine read",
}
_NO_CLASS = "NamedThing"
_NO_QUANTITY = "TODO"  # a person must say why; the build stops until then


@dataclass(frozen=True)
class Doubt:
    """One thing to look at.

    ``reason`` is the first of ``reasons``, which are keys of ``REASONS`` in their order. ``quote`` is the
    text at ``span``; ``detail`` says in words what is doubtful. ``record`` is a line for the review layer,
    complete but for what only a person can say; None where the records of the review layer must be looked at.
    """

    reasons: tuple[str, ...]
    section: str
    span: Span
    quote: str
    detail: str
    record: Record | None

    @property
    def reason(self) -> str:
        """Why it is in doubt, the gravest reason."""
        return self.reasons[0]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "reason": self.reason,
            "reasons": list(self.reasons),
            "section": self.section,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "detail": self.detail,
            "record": self.record,
        }


def find_doubts(built: Build, ontology: Path) -> tuple[Doubt, ...]:
    """Everything in doubt, the gravest reasons first, then in the order of the text."""
    records = _Records(built.document)
    found = [
        *_uncovered(built, records),
        *_observed(built, records, _known_units(ontology)),
        *_other_facts(built, records),
        *_unread(built, records),
    ]
    order = {reason: place for place, reason in enumerate(REASONS)}
    return tuple(sorted(found, key=lambda d: (order[d.reason], d.span, d.detail)))


def counts(doubts: Iterable[Doubt]) -> dict[str, int]:
    """How many doubts there are for each reason; one that has two reasons counts for both."""
    found = Counter(reason for doubt in doubts for reason in doubt.reasons)
    return {reason: found[reason] for reason in REASONS if found[reason]}


# ---------- numbers and observations ----------


def _uncovered(built: Build, records: _Records) -> Iterator[Doubt]:
    for number, fate in built.coverage.entries:
        if fate == "uncovered":
            sentence = records.sentence(number)
            words = number.of(built.document.text)
            record = records.of("no-quantity", sentence, number) | {"reason": _NO_QUANTITY}
            yield records.doubt(("uncovered",), sentence, f"{words} is stated by no fact", record)


def _observed(built: Build, records: _Records, units: frozenset[str]) -> Iterator[Doubt]:
    differing = _contradictions(built.reading.observations)
    for observation in built.reading.observations:
        others = differing.get(observation, ())
        known = observation.value is None or observation.base_unit in units
        unitless = not observation.base_unit and observation.reviewed
        found = {
            "contradiction": bool(others),
            "unit": not known and not unitless,
            "inherited": observation.inherited and not observation.reviewed,
            "unconfirmed": not observation.reviewed,
        }
        reasons = tuple(reason for reason, holds in found.items() if holds)
        if reasons:
            record = None if observation.reviewed else _observation(observation, records)
            detail = f"{_told(observation)}{''.join(f'; elsewhere {o}' for o in others)}"
            yield records.doubt(reasons, observation.span, detail, record)


def _contradictions(observations: Iterable[Observation]) -> dict[Observation, tuple[str, ...]]:
    """Each observation with the values that others of its dimensions have."""
    alike: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in observations:
        if o.value is not None:
            members = frozenset(o.members)
            alike[o.indicator, o.about, o.year, o.kind, o.basis, o.condition, members].append(o)
    found: dict[Observation, tuple[str, ...]] = {}
    for group in alike.values():
        for one in group:
            others = {_value(o) for o in group if not _agree(o, one)}
            if others:
                found[one] = tuple(sorted(others))
    return found


def _agree(one: Observation, other: Observation) -> bool:
    """Whether both say the same, or are the two ends of a range: 8至10个."""
    if (one.base_value, one.bound) == (other.base_value, other.bound):
        return True
    return one.span == other.span and {one.bound, other.bound} == {">=", "<="}


def _told(o: Observation) -> str:
    return f"{o.about} {o.year} {o.kind} {o.indicator} {_value(o)}"


def _value(o: Observation) -> str:
    return f"{'' if o.bound == '=' else o.bound}{o.value_text}{o.unit}"


def _observation(o: Observation, records: _Records) -> Record:
    return records.of("observation", o.span, o.number) | {
        "indicator": o.indicator,
        "indicator_en": "",
        "aliases": [],
        "aliases_en": [],
        "measure_type": "",
        "about": o.about,
        "year": o.year,
        "kind": o.kind,
        "basis": o.basis,
        "bound": o.bound,
        "unit": o.unit,
        "direction": o.direction,
        "condition": o.condition,
        "deadline": o.deadline,
        "provisional": o.provisional,
        "members": list(o.members),
    }


def _known_units(ontology: Path) -> frozenset[str]:
    """Spellings of the units of which the vocabulary says what kind of quantity they measure."""
    stated = parse_turtle(ontology / "units.ttl")
    kinds = {s.subject for s in stated if s.predicate == f"{DP}quantityKind"}
    labels = {s.value for s in stated if s.predicate == f"{RDFS}label" and s.subject in kinds}
    return frozenset(labels | set(SCALES))


# ---------- names, states, honours, lists ----------


def _other_facts(built: Build, records: _Records) -> Iterator[Doubt]:
    reading = built.reading
    for entity in reading.entities:
        if not entity.reviewed:
            reasons = ("unclassed", "unconfirmed") if entity.category == _NO_CLASS else ("unconfirmed",)
            detail = f"{entity.name} is a {entity.category}"
            yield records.doubt(reasons, entity.span, detail, _entity(entity, records))
    for name, span in _undescribed(built).items():
        record = _entity(Entity(name, _NO_CLASS, span), records)
        yield records.doubt(("unclassed",), span, f"{name} is named and not described", record)
    stated: list[State | Honour | Enumeration] = [*reading.states, *reading.honours, *reading.enumerations]
    confirmed = {_key(fact) for fact in stated if fact.reviewed}
    for state in reading.states:
        if _key(state) not in confirmed:
            record = records.of("state", state.span) | {
                "of": state.of,
                "phrase": state.phrase,
                "status": state.status,
                "year": state.year,
                "kind": state.kind,
            }
            yield records.doubt(("unconfirmed",), state.span, f"{state.of}: {state.phrase}", record)
    for honour in reading.honours:
        if _key(honour) not in confirmed:
            record = records.of("honour", honour.span) | {
                "recipient": honour.recipient or built.metadata.place,
                "title": honour.title,
                "title_en": "",
                "level": honour.level,
                "year": honour.year,
                "kind": honour.kind,
            }
            detail = f"{record['recipient']}: {honour.title} ({honour.kind})"
            yield records.doubt(("unconfirmed",), honour.span, detail, record)
    for listed in reading.enumerations:
        if _key(listed) not in confirmed:
            record = records.of("enumeration", listed.span) | {
                "label": listed.head,
                "label_en": "",
                "aliases": [],
                "head": listed.head,
                "members": list(listed.members),
                "stated_count": listed.stated_count,
                "complete": listed.complete,
                "year": listed.year,
                "kind": listed.kind,
            }
            detail = f"{listed.head}: {'、'.join(listed.members)}"
            yield records.doubt(("unconfirmed",), listed.span, detail, record)


def _key(fact: State | Honour | Enumeration) -> tuple[object, ...]:
    """What makes two readings of one fact the same, the words they cite aside."""
    match fact:
        case State():
            return fact.of, fact.phrase, fact.year, fact.kind
        case Honour():
            return fact.title, fact.year, fact.kind, fact.span
        case Enumeration():
            return fact.head, fact.members, fact.year, fact.kind


def _undescribed(built: Build) -> dict[str, Span]:
    """Names that facts speak of and no entity describes, with the words of the first such fact."""
    reading = built.reading
    known = {built.metadata.place} | {n for e in reading.entities for n in (e.name, *e.aliases)}
    spoken = [(o.about, o.span) for o in reading.observations]
    spoken += [(s.of, s.span) for s in reading.states]
    spoken += [(h.recipient, h.span) for h in reading.honours]
    found: dict[str, Span] = {}
    for name, span in sorted(spoken):
        if name and name not in known:
            found.setdefault(name, span)
    return found


def _entity(entity: Entity, records: _Records) -> Record:
    return records.of("entity", entity.span) | {
        "name": entity.name,
        "class": entity.category,
        "aliases": list(entity.aliases),
        "en": list(entity.english),
        "part_of": list(entity.part_of),
    }


# ---------- sentences ----------


def _unread(built: Build, records: _Records) -> Iterator[Doubt]:
    """Sentences that no fact cites; the role that the machine gives to every clause is no reading."""
    reading = built.reading
    confirmed = [c for c in reading.clauses if c.reviewed]
    spans = {o.span for o in reading.observations} | {e.span for e in reading.entities}
    spans |= {s.span for s in reading.states} | {h.span for h in reading.honours}
    spans |= {s for e in reading.enumerations for s in (e.span, *e.others)} | {c.span for c in confirmed}
    guessed = [(c.span, c.role.lower()) for c in reading.clauses]
    for sentence in built.document.body:
        span = sentence.span
        told = sentence.section == "0" and _tells_document(built, span)
        if not told and not any(s.start < span.end and span.start < s.end for s in spans):
            role = next((r for s, r in guessed if span.covers(s)), "measure")
            record = records.of("clause", span) | {"role": role}
            yield records.doubt(("unread",), span, f"no figure, name or state was read; a {role}?", record)


def _tells_document(built: Build, span: Span) -> bool:
    """Whether a line of the cover is one from which title, author and date of the document were taken."""
    words, told = span.of(built.document.text), built.metadata
    day = f"{told.delivered.year}年{told.delivered.month}月{told.delivered.day}日" if told.delivered else ""
    return any(mark and mark in words for mark in (told.title, told.author, day)) or words in told.title


# ---------- records ----------


class _Records:
    """Makes review records whose quotes stand once in their section."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    def doubt(self, reasons: tuple[str, ...], span: Span, detail: str, record: Record | None) -> Doubt:
        """A doubt about the words of a span."""
        section = self.document.section_at(span.start).number
        return Doubt(reasons, section, span, span.of(self.text), detail, record)

    def sentence(self, span: Span) -> Span:
        """The sentence around a span, or else its line."""
        for sentence in self.document.sentences:
            if sentence.span.covers(span):
                return sentence.span
        end = self.text.find("\n", span.end)
        return Span(self.text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(self.text))

    def of(self, kind: str, span: Span, number: Span | None = None) -> dict[str, Any]:
        """Kind, section and quote of a record; with a number, which of the equal ones in the quote it is."""
        section, quote = self._quote(span)
        record: dict[str, Any] = {"record": kind, "section": section, "quote": quote.of(self.text)}
        if number is None:
            return record
        words = number.of(self.text)
        nth = sum(n.start < number.start for n in self._same(quote, words)) + 1
        return record | {"number": words} | ({"nth": nth} if nth > 1 else {})

    def _quote(self, span: Span) -> tuple[str, Span]:
        """The span, made longer until its words stand once in its section."""
        section = self.document.section_at(span.start)
        scope = section.span.of(self.text)
        start, end = span.start, span.end
        while scope.count(self.text[start:end]) > 1:
            start, end = max(section.span.start, start - 1), min(section.span.end, end + 1)
        return section.number, Span(start, end)

    def _same(self, quote: Span, words: str) -> Iterator[Span]:
        """Places in a quote of a number that does not run on, as the review layer counts them."""
        start = self.text.find(words, quote.start, quote.end)
        while start >= 0:
            end = start + len(words)
            before, after = self.text[start - 1 : start], self.text[end : end + 1]
            before, after = (before if start > quote.start else ""), (after if end < quote.end else "")
            if not words[0].isdigit() or not (before.isdigit() or before == "." or after.isdigit()):
                yield Span(start, end)
            start = self.text.find(words, start + 1, quote.end)
