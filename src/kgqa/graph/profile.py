"""What a graph attests: documents, years, classes with labels and members, properties with labels.

Nothing of a particular report is known here; the profile is computed when a graph is opened. A step of a
query that the profile does not attest is never tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kgqa.graph.store import Store, TripleStore
from kgqa.graph.vocabulary import DP

_CLASSES = """SELECT ?class ?parent ?label (LANG(?label) AS ?language) WHERE {
  ?class a owl:Class . OPTIONAL { ?class rdfs:subClassOf ?parent } OPTIONAL { ?class rdfs:label ?label } }"""
_INSTANCES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?class } GROUP BY ?class"
_DOCUMENTS = """SELECT ?document ?title ?id ?reportsOn ?plansFor ?draft ?place ?placeLabel ?digest WHERE {
  ?document a dp:PlanDocument ; dp:reportsOn ?reportsOn ; dp:plansFor ?plansFor .
  OPTIONAL { ?document dct:title ?title FILTER(LANG(?title) = "zh") }
  OPTIONAL { ?document dct:identifier ?id } OPTIONAL { ?document dp:draft ?draft }
  OPTIONAL { ?document dp:textDigest ?digest }
  OPTIONAL { ?document dct:spatial ?place .
    ?place skos:prefLabel ?placeLabel FILTER(LANG(?placeLabel) = "zh") } } ORDER BY ?id"""
_SECTIONS = """SELECT ?section ?title ?parent WHERE {
  ?section a dp:Section ; dct:title ?title ; dct:isPartOf ?parent ; dp:order ?order
  FILTER(LANG(?title) = "zh") } ORDER BY ?order"""
_YEARS = "SELECT DISTINCT ?year WHERE { ?fact dp:year ?year } ORDER BY ?year"
_PROPERTIES = """SELECT ?property ?label (LANG(?label) AS ?language) (COUNT(*) AS ?count) WHERE {
  ?subject ?property ?object . ?property rdfs:label ?label } GROUP BY ?property ?label"""


@dataclass(frozen=True)
class PlanDocument:
    """A report in the graph."""

    iri: str
    id: str
    title: str
    place: str
    place_label: str
    reports_on: int
    plans_for: int
    draft: bool
    digest: str


@dataclass(frozen=True)
class ReportSection:
    """A section with a title, and the section or the report that it is a part of."""

    iri: str
    title: str
    parent: str


@dataclass(frozen=True)
class Profile:
    """Attested vocabulary of a graph.

    ``subclasses`` maps a class to itself and all classes below it; ``counts`` the instances of each class;
    ``class_labels`` and ``property_labels`` map IRIs to their labels by language.
    """

    documents: tuple[PlanDocument, ...]
    sections: tuple[ReportSection, ...]
    years: tuple[int, ...]
    subclasses: Mapping[str, frozenset[str]]
    counts: Mapping[str, int]
    class_labels: Mapping[str, Mapping[str, str]]
    property_labels: Mapping[str, Mapping[str, str]]

    def attests(self, iri: str) -> bool:
        """Whether the graph holds an instance of a class or of a class below it."""
        return any(self.counts.get(c, 0) for c in self.subclasses.get(iri, frozenset({iri})))


def documents(store: TripleStore) -> tuple[PlanDocument, ...]:
    """The reports of a store, by their ids."""
    return tuple(_document(row) for row in store.select(_DOCUMENTS))


def profile(store: Store) -> Profile:
    """Compute the profile of a store."""
    parents: dict[str, set[str]] = defaultdict(set)
    class_labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(_CLASSES):
        parents[row["class"]].add(row.get("parent", ""))
        if "label" in row:
            class_labels[row["class"]][row.get("language", "")] = row["label"]
    property_labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(_PROPERTIES):
        property_labels[row["property"]][row.get("language", "")] = row["label"]
    return Profile(
        documents=documents(store),
        sections=tuple(ReportSection(r["section"], r["title"], r["parent"]) for r in store.select(_SECTIONS)),
        years=tuple(int(row["year"]) for row in store.select(_YEARS)),
        subclasses={c: _below(c, parents) for c in parents},
        counts={row["class"]: int(row["count"]) for row in store.select(_INSTANCES)},
        class_labels=class_labels,
        property_labels=property_labels,
    )


def _document(row: dict[str, str]) -> PlanDocument:
    return PlanDocument(
        iri=row["document"],
        id=row.get("id", row["document"]),
        title=row.get("title", ""),
        place=row.get("place", ""),
        place_label=row.get("placeLabel", ""),
        reports_on=int(row["reportsOn"]),
        plans_for=int(row["plansFor"]),
        draft=row.get("draft") == "true",
        digest=row.get("digest", ""),
    )


def _below(root: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    found = {root}
    changed = True
    while changed:
        below = {c for c, above in parents.items() if above & found} - found
        changed = bool(below)
        found |= below
    return frozenset(found)


def local_name(iri: str) -> str:
    """Local name of one of the ontology's terms."""
    return (
        iri.rsplit("/", 1)[-1].removeprefix("ns#")
        if iri.startswith(DP)
        else iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    )
