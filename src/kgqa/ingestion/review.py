"""The review layer: what a reader confirmed, corrected or added, as lines of JSON with the words they cite.

Files lie in ``graph/review/DOCUMENT/*.jsonl``. Every record quotes the report; the quote must occur exactly
once in its section, so that a change of the text that moves a reviewed passage is an error that names the
record. A section with a ``section`` record has been read completely: machine readings there that no record
confirms are left out. What the machine read the same is told apart from what was corrected or added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.ingestion.model import (
    Clause,
    Entity,
    Enumeration,
    Exemption,
    Honour,
    Observation,
    Pursuit,
    Reading,
    State,
)
from kgqa.ingestion.names import YearKind
from kgqa.ingestion.origins import compare
from kgqa.ingestion.plan import GOAL, MEASURE
from kgqa.ingestion.records import Codes, Record, check
from kgqa.text.numerals import chinese_number
from kgqa.text.quantities import SCALES
from kgqa.text.segmentation import Document, Span


@dataclass(frozen=True)
class Name:
    """Labels of a thing beyond its name in the text: English and other names."""

    label: str
    english: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    english_aliases: tuple[str, ...] = ()
    measure_type: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two indicators that may be compared, or one whose name differs from year to year, with what to mind."""

    label: str
    other: str
    note: str
    note_english: str


@dataclass(frozen=True)
class Review:
    """Reviewed facts of a document with labels of indicators, headings, sections and lists."""

    reading: Reading
    sections: frozenset[str]
    indicators: tuple[Name, ...]
    headings: Mapping[Span, Name]
    section_titles: Mapping[str, Name]
    lists: Mapping[tuple[Span, tuple[str, ...]], Name]
    titles: tuple[Name, ...]
    comparisons: tuple[Comparison, ...]
    size: int = 0


def load_review(folder: Path, document: Document, codes: Codes | None = None) -> Review:
    """Read the review layer of a document; an absent folder is an empty review.

    Args:
        codes: the values that keys may take, by list; without them any word is taken.

    Raises:
        GraphError: a record is broken, or its quote is not found exactly once in its section.
    """
    reader = _Reader(document)
    for path in sorted(folder.glob("*.jsonl")):
        for number, record in _records(path):
            try:
                check(record, codes or {})
                reader.take(record)
            except (KeyError, ValueError, TypeError, InvalidOperation) as error:
                raise GraphError(f"{path.name}:{number}: {_problem(error)}") from error
    return reader.review()


def merge(machine: Reading, review: Review, document: Document, year_kind: YearKind) -> Reading:
    """The machine's reading with what the review confirms, corrects and adds."""

    def dated(clause: Clause) -> Clause:
        year, kind = year_kind[document.section_at(clause.span.start).number]
        return replace(clause, year=clause.year or year, kind=clause.kind or kind)

    def open_section(span: Span) -> bool:
        return document.section_at(span.start).number not in review.sections

    seen = {o.number for o in review.reading.observations} | {e.number for e in review.reading.exemptions}
    known = {n for e in review.reading.entities for n in (e.name, *e.aliases)}
    reviewed = compare(machine, review.reading)
    return Reading(
        observations=tuple(o for o in machine.observations if o.number not in seen and open_section(o.span))
        + reviewed.observations,
        entities=tuple(e for e in machine.entities if open_section(e.span) and e.name not in known)
        + reviewed.entities,
        states=tuple(s for s in machine.states if open_section(s.span)) + reviewed.states,
        honours=tuple(h for h in machine.honours if open_section(h.span)) + reviewed.honours,
        enumerations=tuple(e for e in machine.enumerations if open_section(e.span)) + reviewed.enumerations,
        clauses=tuple(c for c in machine.clauses if open_section(c.span))
        + tuple(map(dated, reviewed.clauses)),
        pursuits=tuple(p for p in machine.pursuits if open_section(p.span)) + reviewed.pursuits,
        exemptions=tuple(e for e in machine.exemptions if e.number not in seen) + reviewed.exemptions,
    )


def _records(path: Path) -> Iterator[tuple[int, Record]]:
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise GraphError(f"{path.name}:{number}: not a line of JSON ({error.msg})") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphError(f"{path} is not in UTF-8") from error
    except OSError as error:
        raise GraphError(f"cannot read {path}: {error.strerror}") from error


def _problem(error: Exception) -> str:
    return f"the record lacks {error}" if isinstance(error, KeyError) else str(error)


class _Reader:
    """Collects records; each kind has one method, found by its name."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.spans = {s.number: s.span for s in document.sections}
        self.observations: list[Observation] = []
        self.entities: list[Entity] = []
        self.states: list[State] = []
        self.honours: list[Honour] = []
        self.enumerations: list[Enumeration] = []
        self.clauses: list[Clause] = []
        self.pursuits: list[Pursuit] = []
        self.exemptions: list[Exemption] = []
        self.indicators: list[Name] = []
        self.headings: dict[Span, Name] = {}
        self.titles: dict[str, Name] = {}
        self.lists: dict[tuple[Span, tuple[str, ...]], Name] = {}
        self.honour_titles: list[Name] = []
        self.comparisons: list[Comparison] = []
        self.size = 0
        self.kinds = {
            "observation": self._observation,
            "target": self._target,
            "no-quantity": self._no_quantity,
            "entity": self._entity,
            "state": self._state,
            "honour": self._honour,
            "enumeration": self._enumeration,
            "clause": self._clause,
            "pursues": self._pursues,
            "comparable": self._comparable,
            "heading": self._heading,
            "section": self._section,
        }

    def take(self, record: Record) -> None:
        self.kinds[record["record"]](record)
        self.size += 1

    def review(self) -> Review:
        return Review(
            reading=Reading(
                tuple(self.observations),
                tuple(self.entities),
                tuple(self.states),
                tuple(self.honours),
                tuple(self.enumerations),
                tuple(self.clauses),
                tuple(self.pursuits),
                tuple(self.exemptions),
            ),
            sections=frozenset(self.titles),
            indicators=tuple(self.indicators),
            headings=self.headings,
            section_titles=self.titles,
            lists=self.lists,
            titles=tuple(self.honour_titles),
            comparisons=tuple(self.comparisons),
            size=self.size,
        )

    def _span(self, record: Record, key: str = "quote") -> Span:
        return self._quoted(record, record[key])

    def _quoted(self, record: Record, quote: str) -> Span:
        section = str(record["section"])
        if section not in self.spans:
            raise ValueError(f"the report has no section {section}")
        scope = self.spans[section]
        words = scope.of(self.document.text)
        count = words.count(quote)
        if count != 1:
            raise ValueError(f"the quote 「{quote}」 stands {count} times in section {section}, not once")
        start = scope.start + words.index(quote)
        return Span(start, start + len(quote))

    def _number(self, record: Record, span: Span) -> Span:
        words, number = span.of(self.document.text), str(record["number"])
        start = -1
        for _ in range(int(record.get("nth") or 1)):
            start = _find_number(words, number, start + 1)
        if start < 0:
            raise ValueError(f"the number {number} does not stand in 「{words}」")
        return Span(span.start + start, span.start + start + len(number))

    def _observation(self, record: Record) -> None:
        span = self._span(record)
        number = self._number(record, span)
        printed = str(record["number"])
        value = chinese_number(printed) if not printed[0].isdigit() else Decimal(printed.replace(",", ""))
        if value is None:
            raise ValueError(f"{printed} is not a number")
        unit = record.get("unit") or ""
        scale = next((s for s in SCALES if unit.startswith(s)), "")
        if unit[len(scale) :] in ("瓦", "米", "克"):
            scale = ""
        base_unit = unit[len(scale) :]
        self.observations.append(
            Observation(
                indicator=record["indicator"],
                about=record["about"],
                year=int(record["year"]),
                kind=record["kind"],
                basis=record["basis"],
                bound=record["bound"],
                value=value,
                value_text=printed,
                unit=unit,
                base_unit=base_unit,
                base_value=value * SCALES.get(scale, Decimal(1)),
                span=span,
                number=number,
                direction=record.get("direction") or "",
                condition=record.get("condition") or "",
                deadline=record.get("deadline") or "",
                provisional=bool(record.get("provisional")),
                members=tuple(record.get("members") or ()),
                origin="added",
            )
        )
        self._indicator(record)

    def _target(self, record: Record) -> None:
        span = self._span(record)
        self.observations.append(
            Observation(
                indicator=record["indicator"],
                about=record["about"],
                year=int(record["year"]),
                kind=record["kind"],
                basis=record.get("basis") or "inPeriod",
                bound=record.get("bound") or "",
                value=None,
                value_text=record.get("phrase") or "",
                unit="",
                base_unit="",
                base_value=None,
                span=span,
                number=span,
                deadline=record.get("deadline") or "",
                relative_to=record.get("relative_to") or "",
                origin="added",
            )
        )
        self._indicator(record)

    def _indicator(self, record: Record) -> None:
        english = record.get("indicator_en")
        self.indicators.append(
            Name(
                record["indicator"],
                (english,) if english else (),
                tuple(record.get("aliases") or ()),
                tuple(record.get("aliases_en") or ()),
                record.get("measure_type") or "",
            )
        )

    def _no_quantity(self, record: Record) -> None:
        self.exemptions.append(Exemption(self._number(record, self._span(record)), record["reason"]))

    def _entity(self, record: Record) -> None:
        self.entities.append(
            Entity(
                name=record["name"],
                category=record["class"],
                span=self._span(record),
                aliases=tuple(record.get("aliases") or ()),
                part_of=tuple(record.get("part_of") or ()),
                english=tuple(record.get("en") or ()),
                origin="added",
            )
        )

    def _state(self, record: Record) -> None:
        self.states.append(
            State(
                record["of"],
                record["phrase"],
                record["status"],
                int(record["year"]),
                record["kind"],
                self._span(record),
                "added",
            )
        )

    def _honour(self, record: Record) -> None:
        self.honours.append(
            Honour(
                record["recipient"],
                record["title"],
                record.get("level") or "",
                int(record["year"]),
                record["kind"],
                self._span(record),
                "added",
            )
        )
        if record.get("title_en"):
            self.honour_titles.append(Name(record["title"], (record["title_en"],)))

    def _enumeration(self, record: Record) -> None:
        span, members = self._span(record), tuple(record["members"])
        count = record.get("stated_count")
        self.enumerations.append(
            Enumeration(
                head=record["label"],
                members=members,
                stated_count=int(count) if count is not None else None,
                complete=bool(record.get("complete")),
                year=int(record["year"]),
                kind=record["kind"],
                span=span,
                origin="added",
                others=tuple(self._quoted(record, quote) for quote in record.get("quotes") or ()),
            )
        )
        english = record.get("label_en")
        self.lists[span, members] = Name(
            record["label"],
            (english,) if english else (),
            (*(record.get("aliases") or ()), *([record["head"]] if record.get("head") else ())),
        )

    def _clause(self, record: Record) -> None:
        year, kind = int(record.get("year") or 0), record.get("kind") or ""
        self.clauses.append(Clause(record["role"].capitalize(), year, kind, self._span(record), "added"))

    def _pursues(self, record: Record) -> None:
        measure, goal = self._span(record), self._span(record, "goal")
        roles = {clause.span: clause.role for clause in self.clauses}
        for span, role in ((measure, MEASURE), (goal, GOAL)):
            if roles.get(span) != role:
                words = span.of(self.document.text)
                raise ValueError(
                    f"no clause record before this one says that 「{words}」 is a {role.lower()}"
                )
        both = next((s.span for s in self.document.sentences if s.span.covers(measure)), measure)
        if not both.covers(goal):
            raise ValueError(f"the goal 「{record['goal']}」 stands in another sentence than the measure")
        self.pursuits.append(Pursuit(measure, goal, both, "added"))

    def _comparable(self, record: Record) -> None:
        self._span(record)
        known = {name.label for name in self.indicators}
        label, other = record["indicator"], record.get("with") or record["indicator"]
        for one in (label, other):
            if one not in known:
                raise ValueError(f"no record before this one states the indicator {one}")
        self.comparisons.append(Comparison(label, other, record["note"], record["note_en"]))

    def _heading(self, record: Record) -> None:
        span = self._span(record)
        aliases = (*(record.get("aliases") or ()), *(record.get("topics") or ()))
        english = record.get("en")
        self.headings[span] = Name(
            record["quote"], (english,) if english else (), aliases, tuple(record.get("aliases_en") or ())
        )

    def _section(self, record: Record) -> None:
        english = record.get("en")
        self.titles[str(record["section"])] = Name(record.get("quote") or "", (english,) if english else ())


def _find_number(words: str, number: str, start: int) -> int:
    """Place of a printed number that does not run on in the text: 7 is not in 97."""
    while True:
        index = words.find(number, start)
        if index < 0:
            return -1
        before, after = words[index - 1 : index], words[index + len(number) : index + len(number) + 1]
        if not number[0].isdigit() or not (before.isdigit() or before == "." or after.isdigit()):
            return index
        start = index + 1
