"""Every term has a Chinese and an English label; the graph uses no term that the ontology does not define."""

from functools import cache

import pyoxigraph as ox
import pytest

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE, CODE, DP, INDICATOR, RDF, RDFS, SKOS, UNIT
from kgqa.resources import graph_dir, ontology_dir

LANGUAGES = {"zh", "en"}
# Terms of the ontology by kind, and the property that carries their label.
KINDS = {
    "classes": ("owl:Class", "rdfs:label"),
    "object properties": ("owl:ObjectProperty", "rdfs:label"),
    "datatype properties": ("owl:DatatypeProperty", "rdfs:label"),
    "codes": ("skos:Concept", "skos:prefLabel"),
    "code lists": ("skos:ConceptScheme", "skos:prefLabel"),
    "units": ("qudt:Unit", "skos:prefLabel"),
    "indicators": ("dp:Indicator", "skos:prefLabel"),
}


@cache
def ontology() -> Store:
    """All Turtle files of the ontology."""
    return Store.load(sorted(ontology_dir().glob("*.ttl")))


@cache
def graph() -> Store:
    """The graph of the report."""
    return Store.load([graph_dir() / "guancheng-2024.trig"])


def unlabelled(store: Store, kind: str, label: str) -> list[str]:
    """Our terms of a kind that lack a label in one of the languages."""
    found: dict[str, set[str]] = {}
    pattern = f"?term a {kind} . OPTIONAL {{ ?term {label} ?label }}"
    for row in store.select(f"SELECT ?term (LANG(?label) AS ?language) WHERE {{ {pattern} }}"):
        found.setdefault(row["term"], set()).add(row.get("language", ""))
    return sorted(t for t, languages in found.items() if t.startswith(BASE) and not languages >= LANGUAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_has_a_chinese_and_an_english_label(kind: str) -> None:
    """What the ontology defines can be shown and asked for in both languages."""
    assert unlabelled(ontology(), *KINDS[kind]) == []


@pytest.mark.parametrize("kind", ["units", "indicators"])
def test_terms_that_the_graph_adds_have_labels_too(kind: str) -> None:
    """Units and indicators that the catalogues lack come with the graph, in both languages."""
    assert unlabelled(graph(), *KINDS[kind]) == []


def test_every_term_of_the_graph_is_defined() -> None:
    """Classes, properties and codes stand in the ontology; other units and indicators in the graph itself."""
    terms = {
        t.value
        for q in graph().quads()
        for t in (q.subject, q.predicate, q.object)
        if isinstance(t, ox.NamedNode)
    }
    defined = {q.subject.value for q in ontology().quads() if isinstance(q.subject, ox.NamedNode)}
    added = {q.subject.value for q in graph().quads() if isinstance(q.subject, ox.NamedNode)}
    assert sorted(t for t in terms if t.startswith((DP, CODE)) and t not in defined) == []
    assert sorted(t for t in terms if t.startswith((UNIT, INDICATOR)) and t not in defined | added) == []


def test_every_type_and_property_of_the_graph_has_a_label() -> None:
    """Terms of our namespaces that a table shows as a column or a badge have a name for it."""
    used = {q.predicate.value for q in graph().quads()} | {
        q.object.value
        for q in graph().quads()
        if q.predicate.value == f"{RDF}type" and isinstance(q.object, ox.NamedNode)
    }
    named = {
        q.subject.value
        for q in ontology().quads()
        if q.predicate.value in (f"{RDFS}label", f"{SKOS}prefLabel") and isinstance(q.subject, ox.NamedNode)
    }
    assert sorted(term for term in used if term.startswith(DP) and term not in named) == []
