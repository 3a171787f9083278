"""What one graph states and another one does not: facts and things that were added, removed or changed.

An observation is the same fact in both graphs when indicator, subject, year, kind and basis are the same,
though its IRI may be another one: its value may have changed. Everything else is known by its IRI. Spans of
the text are no facts: a fact whose words have only moved is the same, one with other words has changed.
Ontologies are compared as graphs are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kgqa.errors import GraphError, UsageError
from kgqa.export.extract import Extract
from kgqa.export.terms import name
from kgqa.export.wording import Description, first, worded
from kgqa.graph.profile import local_name
from kgqa.graph.store import Term
from kgqa.graph.vocabulary import DP, OA, QB, RDF
from kgqa.resources import ontology_dir, read_toml

_WORDS = "difference.toml"
_OBSERVATION = f"{DP}Observation"
_NO_FACTS = frozenset(
    {f"{DP}TextSpan", f"{DP}Relation", f"{OA}TextPositionSelector", f"{OA}TextQuoteSelector"}
)
_KEY = tuple(f"{DP}{p}" for p in ("indicator", "about", "year", "kind", "basis"))
_VALUE = tuple(f"{DP}{p}" for p in ("bound", "valueText", "unitText", "value", "baseValue", "unit"))
_STATED_IN, _QUOTE = f"{DP}statedIn", f"{DP}quote"
_PLACES = (_STATED_IN, f"{DP}inSection", f"{DP}underHeading", f"{QB}dataSet")
_LANGUAGES = ("zh", "en")
_OWN_WORDS = ("value", "quote")
_DEEPER = "…"

Key = tuple[str, ...]
"""What an observation is about, as IRIs and numbers, in the order of ``_KEY``."""
Said = Mapping[str, Mapping[str, str]]
"""By property, the words for each object, by what tells the object from others."""


class Kind(StrEnum):
    """What happened to a fact or thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Detail:
    """What a property says in one of the graphs only, in words; ``property`` is its IRI, value or quote."""

    property: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A fact or thing that is not the same in both graphs; ``details`` only of what has changed."""

    kind: Kind
    iri: str
    category: str
    label: str
    details: tuple[Detail, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The change for programs."""
        told = [vars(detail) for detail in self.details]
        return {
            "change": str(self.kind),
            "iri": self.iri,
            "class": self.category,
            "label": self.label,
            "details": told,
        }


@dataclass(frozen=True)
class Words:
    """The words of the comparison in one language."""

    language: str
    phrases: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """A phrase with its gaps filled."""
        found: Any = self.phrases
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            raise GraphError(f"{_WORDS} lacks {self.language}.{key}")
        return found.format(**values)


def load_words(language: str) -> Words:
    """Words in a language.

    Raises:
        UsageError: there are none in it.
        GraphError: the file is missing or broken.
    """
    if language not in _LANGUAGES:
        raise UsageError(f"--lang is {' or '.join(_LANGUAGES)}")
    return Words(language, read_toml(ontology_dir() / _WORDS)[language])


def compare(old: Extract, new: Extract, words: Words) -> tuple[Change, ...]:
    """The changes from one graph to another: removed, changed, added; each by class and label."""
    before, after = _Side(old, words), _Side(new, words)
    keys = sorted(before.observations.keys() | after.observations.keys())
    matches = [_match(before, after, key) for key in keys]
    renamed = {old_iri: new_iri for match in matches for old_iri, new_iri in match.pairs}
    things = _Match.of(before.things, after.things)
    found = [c for match in (*matches, things) for c in _changes(match, before, after, renamed)]
    rank = {Kind.REMOVED: 0, Kind.CHANGED: 1, Kind.ADDED: 2}
    return tuple(sorted(found, key=lambda c: (rank[c.kind], c.category, c.label, c.iri)))


@dataclass(frozen=True)
class _Match:
    """What belongs together in two graphs, and what stands in one of them only, by IRI."""

    pairs: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @classmethod
    def of(cls, old: Collection[str], new: Collection[str]) -> _Match:
        """What has one IRI in both graphs belongs together."""
        shared, gone, come = set(old) & set(new), set(old) - set(new), set(new) - set(old)
        return cls(tuple((iri, iri) for iri in sorted(shared)), tuple(sorted(gone)), tuple(sorted(come)))


def _match(before: _Side, after: _Side, key: Key) -> _Match:
    """Observations of one key: those of one IRI belong together, then those of one value, then the rest."""
    by_iri = _Match.of(before.observations.get(key, ()), after.observations.get(key, ()))
    old, new = list(by_iri.removed), list(by_iri.added)
    pairs = list(by_iri.pairs)
    for iri in by_iri.removed:
        alike = next((other for other in new if before.value(iri) == after.value(other)), None)
        if alike is not None:
            pairs.append((iri, alike))
            old.remove(iri)
            new.remove(alike)
    rest = list(zip(old, new, strict=False))
    return _Match((*pairs, *rest), tuple(old[len(rest) :]), tuple(new[len(rest) :]))


def _changes(match: _Match, before: _Side, after: _Side, renamed: Mapping[str, str]) -> Iterator[Change]:
    yield from (before.change(Kind.REMOVED, iri) for iri in match.removed)
    yield from (after.change(Kind.ADDED, iri) for iri in match.added)
    for old, new in match.pairs:
        details = tuple(_details(before.said(old, renamed), after.said(new, {}), after))
        if details:
            yield after.change(Kind.CHANGED, new, details)


def _details(old: Said, new: Said, side: _Side) -> Iterator[Detail]:
    for relation in sorted(old.keys() | new.keys()):
        was, now = old.get(relation, {}), new.get(relation, {})
        if was.keys() != now.keys():
            gone, come = (sorted({a[k] for k in a.keys() - b.keys()}) for a, b in ((was, now), (now, was)))
            yield Detail(relation, side.label(relation), side.listed(gone), side.listed(come))


class _Side:
    """One of the two graphs, as it is told of in one language."""

    def __init__(self, whole: Extract, words: Words) -> None:
        self._whole, self._words = whole, words

    @cached_property
    def _facts(self) -> Mapping[str, Description]:
        """What the graph says of each thing with an IRI that is more than a place in the text."""
        named = {name(q.subject) for q in self._whole.whole if isinstance(q.subject, ox.NamedNode)}
        described = self._whole.described
        return {iri: described[iri] for iri in named if not _NO_FACTS & set(_types(described[iri]))}

    @cached_property
    def observations(self) -> Mapping[Key, Sequence[str]]:
        """IRIs of observations by what they are about."""
        found: dict[Key, list[str]] = defaultdict(list)
        for iri, own in sorted(self._facts.items()):
            if _OBSERVATION in _types(own):
                found[tuple(first(own, p) for p in _KEY)].append(iri)
        return found

    @cached_property
    def things(self) -> frozenset[str]:
        """All that is known by its IRI."""
        return frozenset(iri for iri, own in self._facts.items() if _OBSERVATION not in _types(own))

    def change(self, kind: Kind, iri: str, details: tuple[Detail, ...] = ()) -> Change:
        """A change of a thing of this graph."""
        types = _types(self._facts[iri])
        category = self._whole.terms.classes.get(iri) or next(iter(types), "")
        return Change(kind, iri, self.label(category) if category else "", self._named(iri), details)

    def value(self, iri: str) -> str:
        """Number and unit of an observation as printed, and its bound unless it is exact."""
        own = self._facts[iri]
        bound = first(own, f"{DP}bound")
        exact = local_name(bound) in ("", "eq")
        printed = first(own, f"{DP}valueText") + first(own, f"{DP}unitText")
        return printed if exact else f"{printed} ({self.label(bound)})"

    def said(self, iri: str, renamed: Mapping[str, str]) -> Said:
        """What a thing is said to be: words by what they stand for, by property.

        An observation has its value in one piece. ``renamed`` are the observations whose IRI in the other
        graph is another one.
        """
        own = self._facts[iri]
        counted = _OBSERVATION in _types(own)
        left_out = {_STATED_IN, *((*_VALUE, *_PLACES) if counted else ())}
        told = {
            relation: {self._identity(o, renamed): self._text(o) for o in objects}
            for relation, objects in own.items()
            if relation not in left_out
        }
        spans = [self._whole.described.get(name(s), {}) for s in own.get(_STATED_IN, ())]
        quotes = {first(span, _QUOTE) for span in spans} - {""}
        told["quote"] = {quote: quote for quote in quotes}
        if counted:
            told["value"] = {self.value(iri): self.value(iri)}
        return told

    def _identity(self, term: Term, renamed: Mapping[str, str]) -> str:
        """What tells an object from others: its IRI, the literal with its type, what a blank node says."""
        if isinstance(term, ox.NamedNode):
            return renamed.get(term.value, term.value)
        return self._text(term) if isinstance(term, ox.BlankNode) else str(term)

    def _text(self, term: Term, inside: tuple[str, ...] = ()) -> str:
        """A literal with its language, the label of an IRI, or what a blank node says."""
        if isinstance(term, ox.Literal):
            return f"{term.value} ({term.language})" if term.language else term.value
        if isinstance(term, ox.BlankNode):
            if name(term) in inside:
                return _DEEPER
            own = self._whole.described.get(name(term), {})
            told = (f"{self.label(p)} {self._text(o, (*inside, name(term)))}" for p in own for o in own[p])
            return f"[{'; '.join(sorted(told))}]"
        return self._named(name(term))

    def _named(self, iri: str) -> str:
        """Label of a thing; what a statement states; the IRI of what has no label."""
        zh, en = worded(iri, self._whole.described.get(iri, {}), self._whole.terms)
        return (zh if self._words.language == "zh" else en) or iri

    def label(self, relation: str) -> str:
        """Label of a class, code or property, or the word for a value or a quote."""
        if relation in _OWN_WORDS:
            return self._words.say(relation)
        terms = self._whole.terms
        return terms.zh(relation) if self._words.language == "zh" else terms.en(relation)

    def listed(self, words: Sequence[str]) -> str:
        """Several words in one line."""
        return self._words.say("list").join(words)


def _types(own: Description) -> list[str]:
    return sorted(map(name, own.get(f"{RDF}type", ())))
