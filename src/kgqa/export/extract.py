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

_ENDS = (f"{RDF}subject", f"{RDF}object")
_NODES = (ox.NamedNode, ox.BlankNode)


@dataclass(frozen=True)
class Extract:
    """A part of a graph.

    ``quads`` are the sorted quads of the part, ``whole`` those of the graph; ``nodes`` are the part's nodes
    in the network, None for all; ``positions`` are the places that nodes have in a picture, x to the right
    and y downwards, which network files keep; without them these are laid out anew;
    ``around`` is the network that the part was taken from, None for the whole graph.
    """

    quads: tuple[ox.Quad, ...]
    whole: tuple[ox.Quad, ...]
    terms: Terms
    nodes: frozenset[str] | None = None
    positions: Places = field(default_factory=dict)
    around: Network | None = field(default=None, repr=False, compare=False)

    def holds(self, node: str) -> bool:
        """Whether a node of the network belongs to the part."""
        return self.nodes is None or node in self.nodes

    @cached_property
    def network(self) -> Network:
        """The part as nodes and edges for people."""
        graph = network(self.whole, self.terms) if self.around is None else self.around.copy()
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
        quads = _around(self.whole, set(self.network), set(kept))
        return replace(self, quads=quads, nodes=kept, around=self.network)

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
    return Extract(quads, whole.whole, whole.terms, frozenset(kept), around=graph)


def _data(store: Store) -> list[ox.Quad]:
    """Quads of the named graphs; of the default graph only where there is no other."""
    quads = list(store.quads())
    named = [q for q in quads if not isinstance(q.graph_name, ox.DefaultGraph)]
    return named or quads


def _around(quads: tuple[ox.Quad, ...], nodes: set[str], kept: set[str]) -> tuple[ox.Quad, ...]:
    """The quads of the kept nodes, of the sources of edges between them, and of what describes these.

    That is spans with their selectors, sections and documents, but no other node outside.
    """
    named = [(quad, name(quad.subject), name(quad.object)) for quad in quads]
    ends: dict[str, set[str]] = defaultdict(set)
    for quad, subject, target in named:
        if quad.predicate.value in _ENDS:
            ends[subject].add(target)
    outside = nodes - kept
    inner = [entry for entry in named if entry[1] not in nodes or entry[2] not in outside]
    links: dict[str, set[str]] = defaultdict(set)
    for quad, subject, target in inner:
        if isinstance(quad.object, _NODES):
            links[subject].add(target)
    wanted = kept | {statement for statement, pair in ends.items() if pair <= kept}
    new = wanted
    while new:
        new = {target for subject in new for target in links.get(subject, ())} - wanted
        wanted |= new
    return tuple(quad for quad, subject, _ in inner if subject in wanted)
