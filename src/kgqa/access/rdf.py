"""Terms and graphs of rdflib, for programs that use it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kgqa.errors import GraphError
from kgqa.graph.vocabulary import PREFIXES

Node = URIRef | BNode | Literal


def graph_of(triples: Iterable[ox.Triple]) -> Graph:
    """Triples as a graph of rdflib, with the project's prefixes."""
    graph, node = Graph(), cache(_node)
    for triple in triples:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    _bind(graph)
    return graph


def dataset_of(quads: Iterable[ox.Quad]) -> Dataset:
    """Quads as a data set of rdflib whose queries see all graphs at once, with the project's prefixes."""
    dataset, node = Dataset(default_union=True), cache(_node)
    held = cache(lambda name: dataset.graph(name))
    dataset.addN(
        (node(q.subject), node(q.predicate), node(q.object), held(_name(q.graph_name))) for q in quads
    )
    _bind(dataset)
    return dataset


def _bind(graph: Graph) -> None:
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)


def _name(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> URIRef | BNode:
    if isinstance(graph, ox.DefaultGraph):
        return DATASET_DEFAULT_GRAPH_ID
    return URIRef(graph.value) if isinstance(graph, ox.NamedNode) else BNode(graph.value)


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term of rdflib; a literal keeps its digits as they are written."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise GraphError(f"rdflib holds no triple as a term; leave out {term}")
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
