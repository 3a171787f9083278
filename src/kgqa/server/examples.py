"""Example queries: the competency questions of the ontology, for people and as SHACL-SPARQL for tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE, OWL, RDF, RDFS, XSD

SH = "http://www.w3.org/ns/shacl#"
SCHEMA = "https://schema.org/"
_PREFIXES_IRI = f"{BASE}competency"
_QUESTIONS = f"""PREFIX cq: <{BASE}competency#> PREFIX sh: <{SH}>
SELECT ?question ?label (LANG(?label) AS ?language) ?query ?theme WHERE {{
  ?question a cq:Question ; rdfs:label ?label ; sh:select ?query ; dct:subject/skos:prefLabel ?theme
  FILTER(LANG(?theme) = "en") }} ORDER BY ?question ?language"""
_PREFIXES = f"""PREFIX sh: <{SH}> SELECT ?prefix ?namespace WHERE {{
  ?s sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }} ORDER BY ?prefix"""


@dataclass(frozen=True)
class Example:
    """A question by language, with its query: as it stands in the file, and complete with prefixes."""

    name: str
    theme: str
    labels: dict[str, str]
    select: str
    query: str


class Examples:
    """The examples of a folder, read when they are first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def all(self) -> tuple[Example, ...]:
        """All examples, by name."""
        prologue = "\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in self._prefixes)
        found: dict[str, Example] = {}
        for row in self._store.select(_QUESTIONS):
            name, select = row["question"].rsplit("/", 1)[-1], row["query"].strip()
            example = Example(name, row["theme"], {}, select, f"{prologue}\n{select}")
            found.setdefault(name, example).labels[row["language"]] = row["label"]
        return tuple(found.values())

    def triples(self, address: str) -> Iterator[ox.Triple]:
        """The examples as SHACL-SPARQL executables, to be run at the endpoint of an address."""
        prefixes = ox.NamedNode(_PREFIXES_IRI)
        yield _link(prefixes, f"{RDF}type", f"{OWL}Ontology")
        for prefix, namespace in self._prefixes:
            node = ox.BlankNode(prefix.replace("-", "_"))
            kind = ox.NamedNode(f"{XSD}anyURI")
            yield ox.Triple(prefixes, ox.NamedNode(f"{SH}declare"), node)
            yield _text(node, f"{SH}prefix", prefix)
            yield ox.Triple(node, ox.NamedNode(f"{SH}namespace"), ox.Literal(namespace, datatype=kind))
        for example in self.all:
            yield from _triples(example, f"{address}/sparql")

    @cached_property
    def _store(self) -> Store:
        return Store.load(sorted(self._folder.glob("*.ttl")))

    @cached_property
    def _prefixes(self) -> tuple[tuple[str, str], ...]:
        return tuple((row["prefix"], row["namespace"]) for row in self._store.select(_PREFIXES))


def _triples(example: Example, endpoint: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{BASE}competency/{example.name}")
    yield _link(node, f"{RDF}type", f"{SH}SPARQLExecutable")
    yield _link(node, f"{RDF}type", f"{SH}SPARQLSelectExecutable")
    for language, label in example.labels.items():
        yield _text(node, f"{RDFS}comment", label, language)
    yield _link(node, f"{SH}prefixes", _PREFIXES_IRI)
    yield _text(node, f"{SH}select", example.select)
    yield _text(node, f"{SCHEMA}keywords", example.theme)
    yield _link(node, f"{SCHEMA}target", endpoint)


def _link(subject: ox.NamedNode, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target))


def _text(subject: ox.NamedNode | ox.BlankNode, predicate: str, text: str, language: str = "") -> ox.Triple:
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    return ox.Triple(subject, ox.NamedNode(predicate), literal)
