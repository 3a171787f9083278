"""What is exported: a graph's quads, all of them or those around a name, with the labels of their terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import networkx as nx
import pyoxigraph as ox

from kgqa.export.focus import find, steps_from
from kgqa.export.network import Network, network
from kgqa.export.placing import Places, places
from kgqa.export.terms import Terms, load_terms, name
from kgqa.export.wording import ENDS, Description
from kgqa.graph.store import Store, Term
from kgqa.graph.vocabulary import RDF


@dataclass(frozen=True)
class Extract:
    """A part of a graph.

    ``quads`` are the sorted quads of the part, ``whole`` those of the graph; ``nodes`` are the part's nodes
    in the network, None for all; ``positions`` are the places that nodes have in a picture, x to the right
    and y downwards, which network files keep; without them these are laid out anew.
    """

    quads: tuple[ox.Quad, ...]
    whole: tuple[ox.Quad, ...]
    terms: Terms
    nodes: frozenset[str] | None = None
    positions: Places = field(default_factory=dict)

    def holds(self, node: str) -> bool:
        """Whether a node of the network belongs to the part."""
        return self.nodes is None or node in self.nodes

    @cached_property
    def network(self) -> Network:
        """The part as nodes and edges for people."""
        graph = network(self.whole, self.terms)
        graph.remove_nodes_from([node for node in graph if not self.holds(node)])
        return graph

    @cached_property
    def places(self) -> Places:
        """Where the nodes lie: in the picture that the part was taken from, else in a layout of its own."""
        return self.positions or places(self.network)

    @cached_property
    def described(self) -> Mapping[str, Description]:
        """Objects by property of every term of the graph, in the order of the quads."""
        found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in self.whole:
            found[name(quad.subject)][quad.predicate.value].append(quad.object)
        return {term: dict(own) for term, own in found.items()}

    def among(self, nodes: Collection[str]) -> Extract:
        """The part of some nodes: these, what describes them, and the edges between them."""
        wanted = set(nodes)
        kept = frozenset(node for node in self.network if node in wanted)
        return replace(self, quads=_around(self.whole, set(self.network), set(kept)), nodes=kept)

    def seen(self, positions: Places) -> Extract:
        """The part of a picture: the nodes that have a place in it, with these places."""
        part = self.among(positions)
        return replace(part, positions={n: positions[n] for n in sorted(part.nodes or ())})


def extract(store: Store, focus: str | None = None, depth: int = 1) -> Extract:
    """Data of a store, or the part within ``depth`` steps of the things named ``focus``.

    A statement that lies within brings what it is about and its indicator with it, so that it can be read.

    Raises:
        UsageError: nothing bears the name, or the depth is negative.
    """
    quads = tuple(sorted(_data(store), key=str))
    whole = Extract(quads, quads, load_terms(store))
    return whole if focus is None else neighbourhood(whole, focus, depth)


def neighbourhood(whole: Extract, focus: str, depth: int = 1) -> Extract:
    """The part of a graph within some steps of a thing, as :func:`extract` gives it."""
    steps_from(focus, depth)
    graph = whole.network
    undirected = graph.to_undirected(as_view=True)
    kept: set[str] = set()
    for centre in find(focus, graph, whole.terms):
        kept |= nx.single_source_shortest_path_length(undirected, centre, cutoff=depth).keys()
    kept |= {end for _, end, data in graph.out_edges(kept, data=True) if data["property"] in ENDS}
    quads = _around(whole.whole, set(graph), kept)
    return Extract(quads, whole.whole, whole.terms, frozenset(kept))


def _data(store: Store) -> list[ox.Quad]:
    """Quads of the named graphs; of the default graph only where there is no other."""
    quads = list(store.quads())
    named = [q for q in quads if not isinstance(q.graph_name, ox.DefaultGraph)]
    return named or quads


def _around(quads: tuple[ox.Quad, ...], nodes: set[str], kept: set[str]) -> tuple[ox.Quad, ...]:
    """The quads of the kept nodes, of the sources of edges between them, and of what describes these.

    That is spans with their selectors, sections and documents, but no other node outside.
    """
    outside = nodes - kept
    ends: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate.value in (f"{RDF}subject", f"{RDF}object"):
            ends[name(quad.subject)].add(name(quad.object))
    wanted = kept | {statement for statement, pair in ends.items() if pair <= kept}
    inner = [q for q in quads if name(q.subject) not in nodes or name(q.object) not in outside]
    described: set[str] = set()
    while wanted - described:
        described = set(wanted)
        wanted |= {name(q.object) for q in inner if name(q.subject) in described and _is_node(q.object)}
    return tuple(q for q in inner if name(q.subject) in wanted)


def _is_node(term: object) -> bool:
    return isinstance(term, ox.NamedNode | ox.BlankNode)
