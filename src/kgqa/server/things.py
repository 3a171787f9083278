"""What the graph holds about one thing: its names, facts, sentences, and what points to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import process

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE, DCT, DP, RDF, RDFS, RESOURCE, SKOS

Labels = Mapping[str, Mapping[str, str]]
MOST_INCOMING = 60
_MOST_TRIPLES = 20_000
# Later ones stand in where earlier ones are missing.
_NAMING = (f"{SKOS}prefLabel", f"{RDFS}label", f"{DCT}title", f"{DP}phrase", f"{DP}headNoun", f"{DP}quote")
_LABELS = (
    "SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {{ ?thing <{property}> ?label }} ORDER BY ?label"
)
# A value is called by what was measured, when, and how much: "GDP growth, 2024: >= 7%".
_OBSERVED = """SELECT ?thing ?label ?language WHERE {
  ?thing dp:indicator/skos:prefLabel ?name ; dp:year ?year ; dp:valueText ?value .
  OPTIONAL { ?thing dp:unitText ?unit } OPTIONAL { ?thing dp:bound/skos:notation ?sign }
  BIND(IF(LANG(?name) = "zh", "，", ", ") AS ?comma) BIND(IF(LANG(?name) = "zh", "：", ": ") AS ?colon)
  BIND(IF(BOUND(?sign) && STR(?sign) != "=", CONCAT(STR(?sign), " "), "") AS ?bound)
  BIND(CONCAT(STR(?name), ?comma, STR(?year), ?colon, ?bound, ?value, COALESCE(STR(?unit), "")) AS ?label)
  BIND(LANG(?name) AS ?language) } ORDER BY ?label"""
_QUOTED = """SELECT ?thing ?label (LANG(?label) AS ?language) WHERE { ?thing dp:statedIn/dp:quote ?label }
ORDER BY ?label"""
_OUTGOING = "SELECT ?property ?value WHERE {{ <{iri}> ?property ?value }} ORDER BY ?property ?value"
_INCOMING = "SELECT ?property ?value WHERE {{ ?value ?property <{iri}> }} ORDER BY ?property ?value"
_SENTENCES = """SELECT DISTINCT ?span ?quote ?start ?end ?number ?whole ?from WHERE {{
  {{ <{iri}> dp:statedIn ?span }} UNION {{ VALUES ?span {{ <{iri}> }} }}
  ?span dp:quote ?quote ; dp:start ?start ; dp:end ?end .
  OPTIONAL {{ ?span dp:inSection/dp:number ?number }}
  OPTIONAL {{ ?span dp:sentence ?s . ?s dp:quote ?whole ; dp:start ?from }} }} ORDER BY ?start ?end"""
_EXISTS = "ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
_DESCRIBED = """CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> .
    ?span dp:quote ?quote ; dp:start ?start ; dp:end ?end .
    ?named skos:prefLabel ?label . ?span dp:sentence ?sentence . ?sentence dp:quote ?whole }} WHERE {{
  {{ <{iri}> ?p ?o OPTIONAL {{ ?o skos:prefLabel ?label . BIND(?o AS ?named) }} }} UNION {{ ?s ?q <{iri}> }}
  UNION {{ <{iri}> dp:statedIn ?span . ?span dp:quote ?quote ; dp:start ?start ; dp:end ?end
    OPTIONAL {{ ?span dp:sentence ?sentence . ?sentence dp:quote ?whole }} }} }}"""
_LONGEST_NAME = 80
_NEAR_ENOUGH = 55


@dataclass(frozen=True)
class Sentence:
    """Words of the report that state something; ``before`` and ``after`` complete their sentence."""

    span: str
    quote: str
    start: int
    end: int
    section: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Value:
    """What a property has: an IRI, or a literal with its language."""

    text: str
    is_iri: bool
    language: str = ""


@dataclass(frozen=True)
class Thing:
    """One IRI of the graph, its properties with their values, and the IRIs that point to it by property."""

    iri: str
    outgoing: Mapping[str, Sequence[Value]]
    incoming: Mapping[str, Sequence[str]]
    sentences: Sequence[Sentence]

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return [value.text for value in self.outgoing.get(f"{RDF}type", ())]


class Things:
    """Looks things up in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.labels: Labels = _all_labels(store)

    def find(self, path: str) -> str | None:
        """The IRI that a path of the server stands for, such as ``indicator/rd-intensity``; None for no IRI.

        What is not below ``id/`` is found there too.
        """
        candidates = [f"{BASE}{path}", f"{BASE}{path.removeprefix('id/')}", f"{BASE}{path.removesuffix('/')}"]
        return next((iri for iri in candidates if self.exists(iri)), None)

    def exists(self, iri: str) -> bool:
        """Whether the graph speaks of an IRI."""
        return _valid(iri) and bool(self.store.results(_EXISTS.format(iri=iri)))

    def look(self, iri: str) -> Thing:
        """What the graph holds about an IRI."""
        outgoing: dict[str, list[Value]] = defaultdict(list)
        for name, term in self._pairs(_OUTGOING, iri):
            if isinstance(term, ox.Literal):
                outgoing[name].append(Value(term.value, False, term.language or ""))
            elif isinstance(term, ox.NamedNode):
                outgoing[name].append(Value(term.value, True))
        incoming: dict[str, list[str]] = defaultdict(list)
        for name, term in self._pairs(_INCOMING, iri):
            if isinstance(term, ox.NamedNode):
                incoming[name].append(term.value)
        return Thing(iri, outgoing, incoming, self._sentences(iri))

    def triples(self, iri: str) -> list[ox.Triple]:
        """The same as RDF, with labels of what it points to and the words of its sentences."""
        results = self.store.results(_DESCRIBED.format(iri=iri))
        assert isinstance(results, ox.QueryTriples)
        return [triple for triple, _ in zip(results, range(_MOST_TRIPLES), strict=False)]

    def label(self, iri: str, language: str) -> str:
        """A name in a language, in another one where that is missing, else the end of the IRI."""
        known = self.labels.get(iri, {})
        found = known.get(language) or next(iter(known.values()), "")
        return _shortened(found) if found else short(iri)

    def near(self, name: str, most: int = 8) -> list[str]:
        """IRIs whose names or ends come near to what was asked for, nearest first."""
        wanted = name.rsplit("/", 1)[-1].lower()
        forms: dict[str, str] = {}
        for iri, labels in self.labels.items():
            if iri.startswith(BASE) and "/span/" not in iri:
                for form in (iri.rsplit("/", 1)[-1], *labels.values()):
                    forms.setdefault(form.lower(), iri)
        found = process.extract(wanted, forms.keys(), limit=3 * most, score_cutoff=_NEAR_ENOUGH)
        return list(dict.fromkeys(forms[form] for form, _, _ in found))[:most]

    def named(self, name: str) -> list[str]:
        """IRIs that bear a name, whatever its language and case."""
        wanted = name.strip().lower()
        return sorted(
            iri for iri, labels in self.labels.items() if wanted in {form.lower() for form in labels.values()}
        )

    def _pairs(self, query: str, iri: str) -> Iterable[tuple[str, object]]:
        results = self.store.results(query.format(iri=iri))
        assert isinstance(results, ox.QuerySolutions)
        for row in results:
            property = row["property"]
            assert isinstance(property, ox.NamedNode)
            yield property.value, row["value"]

    def _sentences(self, iri: str) -> list[Sentence]:
        return [_sentence(row) for row in self.store.select(_SENTENCES.format(iri=iri))]


def short(iri: str) -> str:
    """An IRI with one of the project's prefixes, or its last part.

    >>> short("https://w3id.org/district-plan/ns#Goal")
    'dp:Goal'
    """
    if iri.startswith(DP):
        return f"dp:{iri.removeprefix(DP)}"
    return (
        iri.removeprefix(RESOURCE) if iri.startswith(RESOURCE) else iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    )


def _sentence(row: Mapping[str, str]) -> Sentence:
    start, end, whole = int(row["start"]), int(row["end"]), row.get("whole", "")
    offset = start - int(row["from"]) if whole else 0
    return Sentence(
        span=row["span"],
        quote=row["quote"],
        start=start,
        end=end,
        section=row.get("number", ""),
        before=whole[:offset] if whole else "",
        after=whole[offset + end - start :] if whole else "",
    )


def _all_labels(store: Store) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    queries = [_LABELS.format(property=property) for property in _NAMING]
    for query in (_OBSERVED, *queries, _QUOTED):
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in store.select(query):
            found[row["thing"]].setdefault(row.get("language", ""), row["label"])
        for thing, names in found.items():
            labels.setdefault(thing, names)
    return labels


def _valid(iri: str) -> bool:
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return not set(iri) & set('<>"{}|^`\\ ')


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"
