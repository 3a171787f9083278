"""What the graph's component draws: nodes and edges of an exploration with labels, shapes and colours."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from kgqa.errors import UsageError
from kgqa.export.colours import FAMILIES, Family, family
from kgqa.export.exploration import Exploration, remaining
from kgqa.export.extract import Extract, extract
from kgqa.export.focus import find, nearest_names
from kgqa.export.network import Network
from kgqa.export.picture.words import family_names
from kgqa.export.terms import name
from kgqa.graph.store import Store, Term
from kgqa.graph.vocabulary import BASE
from kgqa.ui.serial import serial
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_SHAPES = {"figure": "diamond", "state": "round-rectangle", "plan": "round-rectangle", "report": "hexagon"}
_ELLIPSE = "ellipse"
_SMALLEST, _LARGEST, _GROWTH = 22.0, 48.0, 2.6
_WORDS = ("canvas", "kinds", "zoom_in", "zoom_out", "fit", "expands", "save", "layout", "format")
_LAYOUTS = ("force", "rings", "tree", "circle", "grid")
_FORMATS = ("svg", "png", "png-large", "graphml", "gexf", "cytoscape")
_ISSUED = "SELECT ?id ?issued WHERE { ?d a dp:PlanDocument ; dct:identifier ?id ; dct:issued ?issued }"
_AFTER_NAME = " :："
_DATED = re.compile(r"（\d{4}年.*）$| \(\d{4}, .*\)$")


@dataclass(frozen=True, eq=False)
class Walkable:
    """The whole graph as a network to walk through."""

    extract: Extract

    @cached_property
    def network(self) -> Network:
        """All nodes and edges; read only."""
        return self.extract.network

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Nodes that bear a name, short Chinese labels first: of those that hold some words, the nearest."""
        terms = self.extract.terms
        named = (n for n in self.network if terms.preferred.get(n))
        return tuple(sorted(named, key=lambda n: (len(terms.zh(n)), terms.zh(n), n)))

    @cached_property
    def described(self) -> Mapping[str, Sequence[tuple[str, Term]]]:
        """Predicates and objects by subject, in the order of the sorted quads."""
        found: dict[str, dict[tuple[str, Term], None]] = {}
        for quad in self.extract.quads:
            found.setdefault(name(quad.subject), {})[quad.predicate.value, quad.object] = None
        return {subject: tuple(pairs) for subject, pairs in found.items()}

    def label(self, node: str, language: str) -> str:
        """The label of a node of the network."""
        return str(self.network.nodes[node]["label" if language == "zh" else "label_en"])

    def class_label(self, node: str, language: str) -> str:
        """The label of a node's class."""
        terms = self.extract.terms
        category = terms.classes[node]
        return terms.zh(category) if language == "zh" else terms.en(category)

    def class_labels(self, language: str) -> Mapping[str, str]:
        """The labels of the classes of all nodes, by local name."""
        return {str(d["class"]): self.class_label(n, language) for n, d in self.network.nodes(data=True)}

    def near(self, words: str) -> list[str]:
        """The few names that are spelt most like some words."""
        return nearest_names(words, self.network, self.extract.terms)

    def family(self, node: str) -> Family:
        """The family of a node's class, which has a colour."""
        terms = self.extract.terms
        return family(terms.lineage(terms.classes[node]))

    def found(self, focus: str) -> list[str]:
        """The nodes of an IRI, of an IRI without the project's base, or of a name.

        Raises:
            UsageError: there is none; the message names the nearest names.
        """
        iris = [iri for iri in (focus, f"{BASE}{focus}") if iri in self.network]
        return iris or find(focus, self.network, self.extract.terms)

    def start(self) -> list[str]:
        """Where a walk begins that names no start: the best linked named thing."""
        return [max(self.named, key=lambda n: (self.network.degree(n), n))] if self.named else []


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=1)
def walkable(store: Store) -> Walkable:
    """The network of a store; made once."""
    made = Walkable(extract(store))
    _ = made.network  # so that no visitor waits for it twice
    return made


def searched(graph: Walkable, focus: str) -> tuple[list[str], bool]:
    """The nodes that are meant, and whether there are any."""
    try:
        return graph.found(focus), True
    except UsageError:
        return [], False


def source_line(workspace: Workspace, texts: Texts) -> str:
    """The reports that the graph was built from, with the days on which they were issued."""
    issued = {row["id"]: row["issued"] for row in workspace.store.select(_ISSUED)}
    return " ".join(
        texts.say("graph.source", title=workspace.reports.title(d, texts.language), date=issued.get(d, "—"))
        for d in workspace.reports.documents
    )


def view_data(
    graph: Walkable, exploration: Exploration, texts: Texts, *, view: str, title: str, **more: object
) -> dict[str, Any]:
    """The data of the component; ``frontend/src/graph-data.ts`` says what they mean.

    Args:
        view: names the exploration; positions are kept as long as it stays the same.
        title: the caption of pictures.
        more: ``selected``, ``expandable``, ``file`` and ``source``.
    """
    drawn, names = set(exploration.nodes), family_names(texts.language)
    families = [f for f in FAMILIES if any(graph.family(n) is f for n in exploration.nodes)]
    return {
        "view": view,
        "nodes": [_node(graph, exploration, node, texts.language) for node in exploration.nodes],
        "edges": _edges(graph.network, drawn, texts.language),
        "kinds": [
            {"kind": f.name, "label": names[f.name], "colour": f.rim, "shape": _shape(f)} for f in families
        ],
        "centres": list(exploration.centres),
        "selected": more.get("selected"),
        "expandable": bool(more.get("expandable")),
        "words": _words(texts),
        "caption": {"title": title, "source": str(more.get("source", ""))},
        "file": more.get("file"),
    }


def classes_of(graph: Walkable, families: Collection[str]) -> frozenset[str]:
    """Local names of the classes of some families."""
    network = graph.network
    return frozenset(str(network.nodes[n]["class"]) for n in network if graph.family(n).name in families)


def _node(graph: Walkable, exploration: Exploration, node: str, language: str) -> dict[str, Any]:
    kin, full = graph.family(node), graph.label(node, language)
    short = _DATED.sub("", full)
    if not graph.extract.terms.preferred.get(node):  # a statement
        starts = [c for c in exploration.centres if graph.network.has_edge(node, c)]
        short = without_start(short, [graph.label(start, language) for start in starts])
    return {
        "id": node,
        "label": short,
        "full": f"{full} · {graph.class_label(node, language)}",
        "kind": kin.name,
        "colour": kin.rim,
        "shape": _shape(kin),
        "size": round(min(_LARGEST, _SMALLEST + _GROWTH * graph.network.degree(node) ** 0.5), 1),
        "hidden": sum(remaining(graph.network, exploration, node).values()),
    }


def without_start(label: str, starts: Sequence[str]) -> str:
    """The label of a statement without the name of the start that it is about: the link to it says so.

    >>> without_start("城东新区 新建学校 2所", ["城东新区"])
    '新建学校 2所'
    >>> without_start("城东新区新建学校", ["城东新区"])
    '城东新区新建学校'
    """
    for start in starts:
        rest = label.removeprefix(start)
        if rest != label and rest[:1] in _AFTER_NAME and rest.strip(_AFTER_NAME):
            return rest.lstrip(_AFTER_NAME)
    return label


def _edges(network: Network, drawn: set[str], language: str) -> list[dict[str, str]]:
    """One edge for each pair of nodes and label, as parallel ones would only repeat it."""
    label = "label" if language == "zh" else "label_en"
    found: dict[tuple[str, str, str], str] = {}
    for source, target, key, data in network.edges(drawn, keys=True, data=True):
        if target in drawn:
            found.setdefault((source, target, str(data[label])), str(key))
    return [
        {"id": key, "source": source, "target": target, "label": words}
        for (source, target, words), key in sorted(found.items())
    ]


def _shape(kin: Family) -> str:
    return _SHAPES.get(kin.name, _ELLIPSE)


def _words(texts: Texts) -> Mapping[str, str]:
    keys: Sequence[str] = (
        *_WORDS,
        *(f"layout.{name}" for name in _LAYOUTS),
        *(f"format.{name}" for name in _FORMATS),
    )
    return {key: texts.say(f"graph.component.{key.replace('.', '_')}") for key in keys}
