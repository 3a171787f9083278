"""What the graph states, in words: every fact with its class, what it says and where the report says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from kgqa.export.terms import Terms, load_terms, name
from kgqa.export.wording import worded
from kgqa.graph.profile import local_name
from kgqa.graph.store import Store, Term
from kgqa.graph.vocabulary import DP, RDF
from kgqa.ui.serial import serial

_PLACES = """SELECT ?fact ?document ?start ?end WHERE {
  ?fact dp:statedIn ?span . ?span dp:start ?start ; dp:end ?end ; oa:hasSource/dct:identifier ?document }
ORDER BY ?document ?start ?end ?fact"""
_RELATION = f"{DP}Relation"
# What only orders the text says nothing about the district.
_OF_THE_TEXT = frozenset(f"{DP}{c}" for c in ("Heading", "Section", "PlanDocument", "TextSpan"))


@dataclass(frozen=True)
class Statement:
    """A fact in words, with the label of its class and the characters of the text that state it.

    ``category`` is the local name of the class; ``subject`` is the IRI that stands for the fact in the graph:
    the fact itself, or the subject of a relation.
    """

    iri: str
    subject: str
    category: str
    kind: str
    words: str
    document: str
    start: int
    end: int


@dataclass(frozen=True)
class _Place:
    iri: str
    document: str
    start: int
    end: int


class Statements:
    """The facts of a store, looked up by their place."""

    def __init__(self, store: Store) -> None:
        self._terms: Terms = load_terms(store)
        self._own: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        places = [
            _Place(r["fact"], r["document"], int(r["start"]), int(r["end"])) for r in store.select(_PLACES)
        ]
        stated = {place.iri for place in places}
        for quad in sorted(store.quads(), key=str):
            subject = name(quad.subject)
            if subject in stated:
                self._own[subject][quad.predicate.value].append(quad.object)
        self._places = [p for p in places if self._category(p.iri) not in _OF_THE_TEXT]

    def placed(self, document: str, language: str) -> list[Statement]:
        """All facts of a report in the order of the text; one that is stated twice comes twice."""
        return [self._statement(p, language) for p in self._places if p.document == document]

    def _statement(self, place: _Place, language: str) -> Statement:
        category = self._category(place.iri)
        subject = self._own[place.iri].get(f"{RDF}subject") if category == _RELATION else None
        return Statement(
            iri=place.iri,
            subject=name(subject[0]) if subject else place.iri,
            category=local_name(category),
            kind=self._label(category, language),
            words=self._words(place.iri, language),
            document=place.document,
            start=place.start,
            end=place.end,
        )

    def _words(self, iri: str, language: str) -> str:
        own: Mapping[str, list[Term]] = self._own.get(iri, {})
        ends = [own.get(f"{RDF}{part}") for part in ("subject", "predicate", "object")]
        if all(ends):
            return " → ".join(self._words(name(end[0]), language) for end in ends if end)
        return worded(iri, own, self._terms)[0 if language == "zh" else 1]

    def _label(self, iri: str, language: str) -> str:
        return self._terms.zh(iri) if language == "zh" else self._terms.en(iri)

    def _category(self, iri: str) -> str:
        return self._terms.classes.get(iri, "")


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=1)
def shared_statements(store: Store) -> Statements:
    """The facts of a store; read once for all sessions."""
    return Statements(store)


def by_category(statements: Iterable[Statement]) -> dict[str, Sequence[Statement]]:
    """Facts by the label of their class, in the order in which the classes first come."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.kind, []).append(statement)
    return dict(found)
