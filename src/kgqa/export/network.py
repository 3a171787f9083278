"""The graph as a network for people: nodes with a readable label, a class and its colour; edges with a label.

A named thing, an indicator, a statement, a heading, a section and the document are nodes. A statement stays
a node, its label saying what it states (管城回族区 地区生产总值增速 6.9%（2023年，实际）), because most have
more than two ends: whom it is about, the indicator, its members, what it names. What only describes a node
becomes an attribute of it: literals, codes and units, and the span that states it (``quote``,
``quote_start``, ``quote_end``, ``section``). The statement that sources a plain edge becomes the ``quote`` of
that edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import networkx as nx
import pyoxigraph as ox

from kgqa.export.colours import colour
from kgqa.export.terms import Terms, name
from kgqa.export.wording import Description, first, first_span, worded
from kgqa.graph.profile import local_name
from kgqa.graph.store import Term
from kgqa.graph.vocabulary import DCT, DP, QB, RDF, SKOS, XSD

Network: TypeAlias = "nx.MultiDiGraph[str]"
Attribute = str | int | float | bool

_HIDDEN = (f"{DP}TextSpan", f"{DP}Relation")
_LEFT_OUT = (f"{SKOS}prefLabel", f"{DCT}title", f"{RDF}type", f"{QB}dataSet")
_HEADING = f"{DP}Heading"
_NUMBERS: Mapping[str, type[int] | type[float]] = {f"{XSD}integer": int, f"{XSD}decimal": float}


def network(quads: Iterable[ox.Quad], terms: Terms) -> Network:
    """Nodes and edges of sorted quads, in the order of their names."""
    described: dict[str, Description] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        objects = described[name(quad.subject)][quad.predicate.value]
        if quad.object not in objects:
            objects.append(quad.object)
    shown = {node for node in described if _is_shown(node, terms)}
    shown |= {name(o) for s in shown for os in described[s].values() for o in os if _is_shown(name(o), terms)}
    graph: Network = nx.MultiDiGraph()
    for node in sorted(shown):
        graph.add_node(node, **_attributes(node, described, shown, terms))
    _add_edges(graph, described, terms)
    return graph


def _is_shown(node: str, terms: Terms) -> bool:
    category = terms.classes.get(node)
    return category is not None and category not in _HIDDEN


def _attributes(
    node: str, described: Mapping[str, Description], shown: set[str], terms: Terms
) -> dict[str, Attribute]:
    own = described.get(node, {})
    category = terms.classes[node]
    zh, en = worded(node, own, terms)
    found: dict[str, Attribute] = {
        "label": zh,
        "label_en": en,
        "class": local_name(category),
        "class_label": terms.zh(category),
        "color": colour(terms.lineage(category)),
    }
    for predicate, objects in sorted(own.items()):
        inner = [o for o in objects if name(o) not in shown or isinstance(o, ox.Literal)]
        if predicate == f"{DP}statedIn":
            found |= _source(inner, described)
            found |= _section(inner, described, terms)
        elif predicate == f"{DP}inSection":
            found["section"] = _title(name(objects[0]), terms)
        elif predicate not in _LEFT_OUT and inner:
            found[local_name(predicate)] = _value(inner, terms)
    return found


def _source(spans: list[Term], described: Mapping[str, Description]) -> dict[str, Attribute]:
    """Words and place of the first of some spans."""
    known = [described[name(s)] for s in spans if name(s) in described]
    placed = [k for k in known if k.get(f"{DP}start") and k.get(f"{DP}end") and k.get(f"{DP}quote")]
    if not placed:
        return {}
    first = min(placed, key=lambda k: int(name(k[f"{DP}start"][0])))
    start, end = (int(name(first[f"{DP}{p}"][0])) for p in ("start", "end"))
    return {"quote": name(first[f"{DP}quote"][0]), "quote_start": start, "quote_end": end}


def _section(spans: list[Term], described: Mapping[str, Description], terms: Terms) -> dict[str, Attribute]:
    """Title of the section that the first of some spans stands in, for what is in none itself."""
    span = described.get(first_span({f"{DP}statedIn": spans}, described), {})
    section = first(span, f"{DP}inSection")
    return {"section": _title(section, terms)} if section else {}


def _title(section: str, terms: Terms) -> str:
    return terms.labels.get(section, {}).get("zh", local_name(section))


def _value(objects: list[Term], terms: Terms) -> Attribute:
    first = objects[0]
    if isinstance(first, ox.Literal):
        if first.datatype.value in _NUMBERS:
            return _NUMBERS[first.datatype.value](first.value)
        if first.datatype.value == f"{XSD}boolean":
            return first.value == "true"
    return "；".join(o.value if isinstance(o, ox.Literal) else terms.zh(name(o)) for o in objects)


def _add_edges(graph: Network, described: Mapping[str, Description], terms: Terms) -> None:
    sources = _sources(described)
    linked: set[frozenset[str]] = set()
    mentions = f"{DP}mentions"
    edges = [
        (subject, predicate, name(o))
        for subject in graph
        for predicate, objects in described.get(subject, {}).items()
        for o in objects
        if name(o) in graph and not isinstance(o, ox.Literal)
    ]
    ordered = sorted(edges, key=lambda e: (e[1] == mentions, e))
    for number, (subject, predicate, target) in enumerate(ordered):
        pair = frozenset((subject, target))
        if predicate == mentions and pair in linked:
            continue
        if predicate == f"{DP}inSection" and terms.classes[subject] != _HEADING:
            continue
        linked.add(pair)
        quote = sources.get((subject, predicate, target), "")
        graph.add_edge(
            subject,
            target,
            key=f"e{number}",
            label=terms.zh(predicate),
            label_en=terms.en(predicate),
            property=predicate,
            **({"quote": quote} if quote else {}),
        )


def _sources(described: Mapping[str, Description]) -> dict[tuple[str, str, str], str]:
    """The words that state a plain edge, by the edge."""
    found: dict[tuple[str, str, str], str] = {}
    for own in described.values():
        ends = [own.get(f"{RDF}{part}") for part in ("subject", "predicate", "object")]
        if all(ends):
            subject, predicate, target = (name(end[0]) for end in ends if end)
            found[subject, predicate, target] = str(
                _source(own.get(f"{DP}statedIn", []), described).get("quote", "")
            )
    return found
