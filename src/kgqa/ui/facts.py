"""The facts behind an answer as a small graph: who, what about it, and the value or name that is stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kgqa.graph.profile import local_name
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DP
from kgqa.ui.contract import Answer
from kgqa.ui.texts import Texts

Namer = Callable[[str, str], str]
Amount = Callable[[str, str, str], str]
_SIGNS = {"eq": "=", "ge": ">=", "gt": ">", "le": "<=", "lt": "<", "approx": "≈"}

MOST_EDGES = 14
_SUBJECTS = ("of", "recipient", "about", "underHeading")
_FACTS = """SELECT DISTINCT ?fact ?property ?value WHERE {{
  VALUES ?span {{ {spans} }} ?fact dp:statedIn ?span ; ?property ?value . FILTER(?property != dp:statedIn) }}
ORDER BY ?fact ?property ?value"""
_QUOTES = """SELECT ?fact ?quote WHERE {{ VALUES ?fact {{ {facts} }} ?fact dp:statedIn/dp:quote ?quote }}
ORDER BY ?fact ?quote"""
_PROVISIONAL = """SELECT ?fact WHERE {{ VALUES ?fact {{ {facts} }}
  ?fact sdmx-attribute:obsStatus sdmx-code:obsStatus-P }}"""
_FIGURES = """SELECT DISTINCT ?indicator ?year ?kind WHERE {
  ?fact dp:indicator ?indicator ; dp:year ?year ; dp:kind ?kind }"""
_PROPERTY_LABELS = """SELECT ?property ?label (LANG(?label) AS ?language) WHERE {
  VALUES ?type { owl:ObjectProperty owl:DatatypeProperty } ?property a ?type ; rdfs:label ?label }"""


@dataclass(frozen=True)
class Node:
    """A thing, a value or a statement; ``note`` is a second, smaller line."""

    id: str
    label: str
    note: str = ""
    kind: str = "thing"


@dataclass(frozen=True)
class Edge:
    """A labelled link between two nodes."""

    source: Node
    label: str
    target: Node


@dataclass(frozen=True)
class Stated:
    """A figure that the graph states: indicator, year and whether it is reached or planned."""

    label: str
    year: int
    status: str


Properties = dict[str, list[str]]


class Facts:
    """Looks up what the graph says about the evidence of an answer."""

    def __init__(self, store: Store, name: Namer, amount: Amount) -> None:
        self._store = store
        self._name = name
        self._amount = amount
        rows = store.select(_PROPERTY_LABELS)
        self._labels = {(r["property"], r.get("language", "")): r["label"] for r in rows}
        self._figures: dict[str, frozenset[Stated]] = {}

    def provisional(self, iris: Iterable[str]) -> bool:
        """Whether one of some facts is marked as a preliminary estimate."""
        facts = _values(iris)
        return bool(facts) and len(self._store.select(_PROVISIONAL.format(facts=facts))) > 0

    def stated(self, answer: Answer, language: str) -> list[Stated]:
        """The figures that stand in the evidence of an answer."""
        return [
            Stated(self._name(one["indicator"][0], language), int(one["year"][0]), local_name(one["kind"][0]))
            for one in self._at(answer).values()
            if "indicator" in one and "year" in one and "kind" in one
        ]

    def conditions(self, answer: Answer) -> dict[str, str]:
        """What part of its indicator a fact of an answer is about, such as 区级, by the IRI of the fact."""
        return {iri: one["condition"][0] for iri, one in self._at(answer).items() if "condition" in one}

    def figures(self, language: str) -> frozenset[Stated]:
        """All figures of the graph; looked up once for each language."""
        if language not in self._figures:
            rows = self._store.select(_FIGURES)
            self._figures[language] = frozenset(
                Stated(self._name(r["indicator"], language), int(r["year"]), local_name(r["kind"]))
                for r in rows
            )
        return self._figures[language]

    def edges(self, answer: Answer, texts: Texts) -> list[Edge]:
        """Links of an answer's facts, at most ``MOST_EDGES``, in the language of the interface."""
        items = _items(answer)
        used, linked = self.used(answer)
        return self._all_edges(used, items, texts) or self._all_edges(linked, items, texts)

    def used(self, answer: Answer) -> tuple[dict[str, Properties], dict[str, Properties]]:
        """The facts that an answer uses, by IRI, and those that link to what it names.

        A fact is used when it is an item of the answer or its query names it; the others stand in the
        evidence and link to an item.
        """
        facts, items, query = self._at(answer), _items(answer), answer["sparql"] or ""
        used = {iri: one for iri, one in facts.items() if iri in items or f"<{iri}>" in query}
        linked = {iri: one for iri, one in facts.items() if items & {v for vs in one.values() for v in vs}}
        return used, linked

    def _all_edges(self, used: dict[str, Properties], items: set[str], texts: Texts) -> list[Edge]:
        facts = _values(used)
        rows = self._store.select(_QUOTES.format(facts=facts)) if facts else ()
        quotes = {r["fact"]: r["quote"] for r in rows}
        found: dict[tuple[str, str, str], Edge] = {}
        for iri, one in used.items():
            for edge in self._edges_of(iri, one, quotes.get(iri, ""), items, texts):
                found.setdefault((edge.source.label, edge.label, edge.target.label + edge.target.note), edge)
        return list(found.values())[:MOST_EDGES]

    def _at(self, answer: Answer) -> dict[str, Properties]:
        """Facts stated in the spans of the evidence, by the local name of their properties."""
        spans = _values(e["iri"] for e in answer["evidence"])
        found: dict[str, Properties] = {}
        for row in self._store.select(_FACTS.format(spans=spans)) if spans else ():
            found.setdefault(row["fact"], {}).setdefault(local_name(row["property"]), []).append(row["value"])
        return found

    def _edges_of(self, iri: str, one: Properties, quote: str, items: set[str], texts: Texts) -> list[Edge]:
        language = texts.language
        if "subject" in one and "object" in one:
            ends = [self._thing(one[end][0], language) for end in ("subject", "object")]
            return [Edge(ends[0], self._label(one["predicate"][0], language), ends[1])]
        member = self._label(f"{DP}member", language)
        members = [m for m in one.get("member", []) if m in items or iri in items or not items]
        if "indicator" in one and "valueText" in one:
            value = self._value(iri, one, quote, texts)
            indicator = self._name(one["indicator"][0], language)
            about = [Edge(self._thing(a, language), indicator, value) for a in one.get("about", [])]
            return about + [Edge(value, member, self._thing(m, language)) for m in members]
        subject = next((one[p][0] for p in _SUBJECTS if p in one), "")
        statement = Node(iri, quote, kind="statement")
        centre = self._thing(subject, language) if subject else statement
        if members:
            return [Edge(centre, member, self._thing(m, language)) for m in members]
        return [Edge(centre, "", statement)] if subject else []

    def _value(self, iri: str, one: Properties, quote: str, texts: Texts) -> Node:
        """The node of a figure: value with unit and bound, year, and whether it is reached or planned."""
        kind = local_name(one["kind"][0])
        note = " · ".join([*one.get("year", [])[:1], texts.either(f"badge.{kind}", kind)])
        words = one["valueText"][0]
        if not words[:1].isdigit():
            return Node(iri, quote, note, "value")
        sign = _SIGNS.get(local_name(one["bound"][0]), "=") if "bound" in one else "="
        amount = self._amount(words, "".join(one.get("unitText", [])[:1]), texts.language)
        return Node(iri, texts.say(f"bound.{sign}", value=amount), note, "value")

    def _thing(self, iri: str, language: str) -> Node:
        return Node(iri, self._name(iri, language))

    def _label(self, iri: str, language: str) -> str:
        return self._labels.get((iri, language)) or self._labels.get((iri, "zh"), local_name(iri))


def _items(answer: Answer) -> set[str]:
    return {i["iri"] for i in answer["answers"] if i.get("iri")}


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris if iri and not set(iri) & set('<>"{}|\\^` '))


def in_words(edges: Sequence[Edge]) -> str:
    """The links as words, for readers who do not see the picture."""
    return "；".join(" → ".join(p for p in (e.source.label, e.label, e.target.label) if p) for e in edges)
