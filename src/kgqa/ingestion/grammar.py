"""The words by which reports are read, loaded from ``ontology/reading.ttl`` and ``ontology/units.ttl``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kgqa.errors import GraphError
from kgqa.graph.vocabulary import BOUND_CODES, CODE, DP, LEXICON, RDF, RDFS, SKOS
from kgqa.text.quantities import QuantityGrammar

_NOTATIONS = {code: sign for sign, code in BOUND_CODES.items()}


@dataclass(frozen=True)
class Forms:
    """Words of one entry of the reading vocabulary with what they signal (a local name, or nothing)."""

    words: tuple[str, ...]
    signal: str


@dataclass(frozen=True)
class ReadingGrammar:
    """Words by kind (``ReportVerb``, ``GrowthWord`` …), the spellings of units, and what each measures."""

    entries: dict[str, tuple[Forms, ...]]
    units: tuple[str, ...]
    indicator_patterns: tuple[tuple[str, str], ...]
    indicator_kinds: dict[str, frozenset[str]]
    unit_kinds: dict[str, str]

    def words(self, kind: str) -> tuple[str, ...]:
        """All words of a kind, longest first."""
        found = {w for forms in self.entries.get(kind, ()) for w in forms.words}
        return tuple(sorted(found, key=lambda w: (-len(w), w)))

    def signals(self, kind: str) -> dict[str, str]:
        """Word to what it signals, for a kind."""
        return {w: forms.signal for forms in self.entries.get(kind, ()) for w in forms.words}

    def longest_prefix(self, kind: str, text: str) -> str:
        """The longest word of a kind with which the text begins, or the empty string."""
        return next((w for w in self.words(kind) if text.startswith(w)), "")

    def longest_suffix(self, kind: str, text: str) -> str:
        """The longest word of a kind with which the text ends, or the empty string."""
        return next((w for w in self.words(kind) if text.endswith(w)), "")

    @cached_property
    def quantities(self) -> QuantityGrammar:
        """The quantity grammar over these units and bound words."""
        before = {w: _NOTATIONS[s] for w, s in self.signals("BoundBefore").items()}
        after = {w: _NOTATIONS[s] for w, s in self.signals("BoundAfter").items()}
        counters = frozenset(self.words("Counters"))
        return QuantityGrammar(self.units, before, after, counters, self.words("BoundException"))


def load_grammar(ontology: Path) -> ReadingGrammar:
    """Read the vocabulary of reading from the ontology folder.

    Raises:
        GraphError: a file is missing or is not Turtle.
    """
    entries: dict[str, list[Forms]] = defaultdict(list)
    reading = parse_turtle(ontology / "reading.ttl")
    for subject in sorted({s.subject for s in reading}):
        own = [s for s in reading if s.subject == subject]
        kind = next(_local(s.value) for s in own if s.predicate == f"{RDF}type")
        words = tuple(s.value for s in own if s.predicate == f"{LEXICON}form")
        signals = [_local(s.value) for s in own if s.predicate in (f"{LEXICON}signals", f"{LEXICON}denotes")]
        signal = signals[0] if signals else ""
        entries[kind].append(Forms(tuple(sorted(words)), signal))
    return ReadingGrammar(
        entries={k: tuple(v) for k, v in entries.items()},
        units=_unit_labels(ontology / "units.ttl"),
        indicator_patterns=_patterns(ontology / "indicators.ttl"),
        indicator_kinds=_indicator_kinds(ontology),
        unit_kinds=_unit_kinds(ontology / "units.ttl"),
    )


def _unit_labels(path: Path) -> tuple[str, ...]:
    labels = {s.value for s in parse_turtle(path) if s.predicate == f"{RDFS}label" and s.language == "zh"}
    return tuple(sorted(labels, key=lambda w: (-len(w), w)))


def _unit_kinds(path: Path) -> dict[str, str]:
    """The kind of quantity (money, area, count …) by spelling."""
    stated = parse_turtle(path)
    kinds = {s.subject: s.value for s in stated if s.predicate == f"{DP}quantityKind"}
    return {
        s.value: kinds[s.subject]
        for s in stated
        if s.predicate == f"{RDFS}label" and s.language == "zh" and s.subject in kinds
    }


def _indicator_kinds(ontology: Path) -> dict[str, frozenset[str]]:
    """The kinds of quantity that an indicator of the catalogue is measured in, by its Chinese label.

    Types of measure that name no kind, such as levels and ratios, leave it open.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for stated in parse_turtle(ontology / "codes.ttl"):
        if stated.predicate == f"{DP}quantityKind":
            kinds[stated.subject].add(stated.value)
    catalogue = parse_turtle(ontology / "indicators.ttl")
    types = {s.subject: s.value for s in catalogue if s.predicate == f"{DP}measureType"}
    return {
        s.value: frozenset(kinds[types[s.subject]])
        for s in catalogue
        if s.predicate == f"{SKOS}prefLabel" and s.language == "zh" and kinds.get(types.get(s.subject, ""))
    }


def _patterns(path: Path) -> tuple[tuple[str, str], ...]:
    """Wordings of the catalogue's indicators, longest first, with the preferred Chinese label."""
    stated = parse_turtle(path)
    labels = {s.subject: s.value for s in stated if s.predicate == f"{SKOS}prefLabel" and s.language == "zh"}
    patterns = {
        (s.value, labels[s.subject]) for s in stated if s.predicate == f"{DP}pattern" and s.subject in labels
    }
    return tuple(sorted(patterns, key=lambda p: (-len(p[0]), p)))


class Stated(NamedTuple):
    """A triple of the vocabulary in plain words."""

    subject: str
    predicate: str
    value: str
    language: str | None


def parse_turtle(path: Path) -> list[Stated]:
    """Triples of a file of the ontology, in its order.

    Raises:
        GraphError: the file is missing or is not Turtle.
    """
    try:
        quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        return [_stated(q) for q in quads]
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; the ontology folder is not complete") from error
    except SyntaxError as error:
        raise GraphError(f"{path} is not valid Turtle: {error}") from error


def _stated(quad: ox.Quad) -> Stated:
    literal = quad.object if isinstance(quad.object, ox.Literal) else None
    value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else str(quad.object)
    subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
    return Stated(subject, quad.predicate.value, value, literal.language if literal else None)


def _local(value: str) -> str:
    for base in (DP, CODE, LEXICON):
        if value.startswith(base):
            return value[len(base) :]
    return value
