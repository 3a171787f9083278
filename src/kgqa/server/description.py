"""The server told to programs: SPARQL Service Description, VoID and DCAT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DCT, DP, PREFIXES, RDF, RESOURCE, XSD
from kgqa.server.negotiation import GRAPH_FORMATS, ROW_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "nquads": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
_GRAPHS = (
    "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
)
_CLASSES = "SELECT ?class (COUNT(*) AS ?count) WHERE { ?s a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = (
    "SELECT ?property (COUNT(*) AS ?count) WHERE { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"
)
_DOCUMENTS = f"""SELECT ?document ?title (LANG(?title) AS ?language) WHERE {{
  ?document a <{DP}PlanDocument> ; <{DCT}title> ?title }} ORDER BY ?document ?title"""


@dataclass(frozen=True)
class Described:
    """What descriptions tell of a graph; ``titles`` are those of its documents, with their languages."""

    triples: int
    named_graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    documents: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]


def describe(store: Store) -> Described:
    """Count what a store holds."""
    documents = list(store.select(_DOCUMENTS))
    return Described(
        triples=len(store),
        named_graphs=_counts(store, _GRAPHS, "graph"),
        classes=_counts(store, _CLASSES, "class"),
        properties=_counts(store, _PROPERTIES, "property"),
        documents=tuple(dict.fromkeys(row["document"] for row in documents)),
        titles=tuple((row["title"], row.get("language", "")) for row in documents),
    )


def service_triples(described: Described, address: str) -> list[ox.Triple]:
    """The endpoint in the terms of SPARQL 1.1 Service Description."""
    told = _Told()
    endpoint = ox.NamedNode(f"{address}/sparql")
    told.type(endpoint, f"{SD}Service")
    told.link(endpoint, f"{SD}endpoint", endpoint)
    told.link(endpoint, f"{SD}supportedLanguage", f"{SD}SPARQL11Query")
    told.link(endpoint, f"{SD}feature", f"{SD}UnionDefaultGraph")
    for form in (*ROW_FORMATS, *GRAPH_FORMATS):
        told.link(endpoint, f"{SD}resultFormat", f"{_FORMATS}{_FORMAT_NAMES[form.name]}")
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    told.link(endpoint, f"{SD}defaultDataset", dataset)
    told.type(dataset, f"{SD}Dataset")
    told.link(dataset, f"{SD}defaultGraph", default)
    told.type(default, f"{SD}Graph")
    told.number(default, f"{VOID}triples", described.triples)
    for place, (iri, count) in enumerate(described.named_graphs.items()):
        named, graph = ox.BlankNode(f"named{place}"), ox.BlankNode(f"graph{place}")
        told.link(dataset, f"{SD}namedGraph", named)
        told.type(named, f"{SD}NamedGraph")
        told.link(named, f"{SD}name", iri)
        told.link(named, f"{SD}graph", graph)
        told.type(graph, f"{SD}Graph")
        told.number(graph, f"{VOID}triples", count)
    return told.triples


def dataset_triples(
    described: Described, address: str, words: Mapping[str, Mapping[str, str]]
) -> list[ox.Triple]:
    """The graph as a dataset of VoID and DCAT, with its counts, its endpoint and its files.

    Args:
        words: by language the ``title`` and ``description`` of the dataset.
    """
    told = _Told()
    dataset = ox.NamedNode(f"{address}/.well-known/void#dataset")
    document = ox.NamedNode(f"{address}/.well-known/void")
    catalog = ox.NamedNode(f"{address}/.well-known/void#catalog")
    told.type(document, f"{VOID}DatasetDescription")
    told.link(document, f"{FOAF}primaryTopic", dataset)
    told.type(catalog, f"{DCAT}Catalog")
    told.link(catalog, f"{DCAT}dataset", dataset)
    for kind in (f"{VOID}Dataset", f"{DCAT}Dataset"):
        told.type(dataset, kind)
    for node in (dataset, catalog):
        for language, texts in words.items():
            told.text(node, f"{DCT}title", texts["title"], language)
            told.text(node, f"{DCT}description", texts["description"], language)
        told.link(node, f"{DCT}license", _LICENSE)
    _counted(told, dataset, described)
    told.link(dataset, f"{VOID}sparqlEndpoint", f"{address}/sparql")
    told.link(dataset, f"{FOAF}homepage", f"{address}/")
    told.link(dataset, f"{DCAT}landingPage", f"{address}/")
    told.value(dataset, f"{VOID}uriSpace", RESOURCE)
    terms = (*described.classes, *described.properties)
    for namespace in PREFIXES.values():
        if any(term.startswith(namespace) for term in terms):
            told.link(dataset, f"{VOID}vocabulary", namespace)
    for iri in described.documents:
        told.link(dataset, f"{VOID}exampleResource", iri)
        told.link(dataset, f"{DCT}source", iri)
    _distributions(told, dataset, address)
    return told.triples


def _counted(told: _Told, dataset: ox.NamedNode, described: Described) -> None:
    told.number(dataset, f"{VOID}triples", described.triples)
    told.number(dataset, f"{VOID}classes", len(described.classes))
    told.number(dataset, f"{VOID}properties", len(described.properties))
    for place, (iri, count) in enumerate(described.classes.items()):
        part = ox.BlankNode(f"class{place}")
        told.link(dataset, f"{VOID}classPartition", part)
        told.link(part, f"{VOID}class", iri)
        told.number(part, f"{VOID}entities", count)
    for place, (iri, count) in enumerate(described.properties.items()):
        part = ox.BlankNode(f"property{place}")
        told.link(dataset, f"{VOID}propertyPartition", part)
        told.link(part, f"{VOID}property", iri)
        told.number(part, f"{VOID}triples", count)


def _distributions(told: _Told, dataset: ox.NamedNode, address: str) -> None:
    """A file for each format of graphs, and the endpoint as a service."""
    for form in GRAPH_FORMATS:
        file = ox.NamedNode(f"{address}/graphs?default&format={form.name}")
        told.link(dataset, f"{VOID}dataDump", file)
        told.link(dataset, f"{DCAT}distribution", file)
        told.type(file, f"{DCAT}Distribution")
        told.link(file, f"{DCAT}downloadURL", file)
        told.link(file, f"{DCAT}mediaType", f"{_MEDIA}{form.media_types[0]}")
        told.link(file, f"{DCT}license", _LICENSE)
    service = ox.NamedNode(f"{address}/sparql")
    told.type(service, f"{DCAT}DataService")
    told.link(service, f"{DCAT}endpointURL", service)
    told.link(service, f"{DCAT}servesDataset", dataset)


class _Told:
    """Triples in the making."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def link(
        self, subject: ox.NamedNode | ox.BlankNode, predicate: str, target: str | ox.NamedNode | ox.BlankNode
    ) -> None:
        node = ox.NamedNode(target) if isinstance(target, str) else target
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), node))

    def type(self, subject: ox.NamedNode | ox.BlankNode, kind: str) -> None:
        self.link(subject, f"{RDF}type", kind)

    def text(self, subject: ox.NamedNode, predicate: str, text: str, language: str) -> None:
        literal = ox.Literal(text, language=language)
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), literal))

    def value(self, subject: ox.NamedNode, predicate: str, text: str) -> None:
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(text)))

    def number(self, subject: ox.NamedNode | ox.BlankNode, predicate: str, number: int) -> None:
        literal = ox.Literal(str(number), datatype=ox.NamedNode(f"{XSD}integer"))
        self.triples.append(ox.Triple(subject, ox.NamedNode(predicate), literal))


def _counts(store: Store, query: str, name: str) -> dict[str, int]:
    return {row[name]: int(row["count"]) for row in store.select(query)}
