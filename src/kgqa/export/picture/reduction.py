"""A view cut down to what can be read: the best nodes, cards that stand for the rest, and counts of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kgqa.export.colours import Family, family
from kgqa.export.picture.views import FACTS, View
from kgqa.export.picture.words import Words
from kgqa.graph.vocabulary import DP

_MOST_SUMS = 8
_MOST_COUNTS = 6
_MOST_IN_A_STATEMENT = 6
_LINKS_PER_NODE = 1.5
TOGETHER = "together"
REST = "rest"
"""Relations that are none of the graph: named in one statement; a card that stands for several nodes."""


@dataclass(frozen=True)
class Item:
    """What a card shows; ``level`` is its column, None in a map."""

    id: str
    label: str
    note: str
    family: Family
    level: int | None = None
    summary: bool = False


@dataclass(frozen=True)
class Tie:
    """A link of two items; ``weight`` counts the statements behind it."""

    source: str
    target: str
    relation: str
    label: str
    weight: int = 1


@dataclass(frozen=True)
class Drawing:
    """What a picture shows, not yet placed. The first item is the most important.

    ``sections`` are the titles of those that state it; with ``quoted`` cards hold the words of the report.
    """

    title: str
    subtitle: str
    items: tuple[Item, ...]
    ties: tuple[Tie, ...]
    notes: tuple[str, ...]
    sections: frozenset[str]
    quoted: bool


def reduce(view: View, most: int, words: Words) -> Drawing:
    """The view with at most ``most`` cards."""
    sums = _MOST_SUMS if len(view.ranked) > most and not view.folded else 0
    kept = view.ranked[: max(1, most - min(sums, most // 4))]
    rest = view.ranked[len(kept) :]
    items = [_item(node, view, words) for node in kept]
    ties, weak = (_folded_ties if view.folded else _ties)(view, kept, words)
    groups = _groups(view, kept, rest) if not view.folded else {}
    for (anchor, category), nodes in groups.items():
        card, tie = _sum(anchor, category, nodes, view, words)
        items.append(card)
        ties.append(tie)
    summed = {n for nodes in groups.values() for n in nodes}
    return Drawing(
        title=view.title,
        subtitle=_subtitle(view, len(kept), words),
        items=tuple(items),
        ties=tuple(ties),
        notes=tuple(_notes([n for n in rest if n not in summed], weak, view, words)),
        sections=_sections(view, kept),
        quoted=view.quoted,
    )


def _sections(view: View, kept: Sequence[str]) -> frozenset[str]:
    """Titles of the sections that state what is drawn; only of facts that are drawn for their words."""
    if not view.quoted or view.levels is None:
        return frozenset()
    facts = (view.graph.nodes[n] for n in kept if view.levels[n] == FACTS)
    return frozenset(str(fact["section"]) for fact in facts if "section" in fact)


def _item(node: str, view: View, words: Words) -> Item:
    data = view.graph.nodes[node]
    category = words.terms.classes[node]
    note = words.label(category)
    label, quote = words.of(data), data.get("quote")
    if view.quoted and view.levels and view.levels[node] == FACTS and quote and quote != label:
        note += words.say("quote", quote=quote)
    level = None if view.levels is None else view.levels[node]
    return Item(node, label, note, family(words.terms.lineage(category)), level)


def _ties(view: View, kept: Sequence[str], words: Words) -> tuple[list[Tie], int]:
    """The links among the kept nodes, one for each pair and relation."""
    found: dict[tuple[str, str, str], Tie] = {}
    for source, target, data in view.graph.subgraph(kept).edges(data=True):
        relation = data["property"]
        wanted = view.relations is None or relation in view.relations
        if wanted and source != target and (source, target) not in view.implied:
            found.setdefault((source, target, relation), Tie(source, target, relation, words.of(data)))
    return [found[key] for key in sorted(found)], 0


def _folded_ties(view: View, kept: Sequence[str], words: Words) -> tuple[list[Tie], int]:
    """Links among the kept nodes and pairs that a statement names; the strongest, and how many others.

    A forest of the strongest links goes first, so that nothing hangs loose that is linked.
    """
    direct, _ = _ties(view, kept, words)
    shared: Counter[tuple[str, str]] = Counter()
    own = set(kept)
    for statement in view.folded:
        near = {*view.graph.successors(statement), *view.graph.predecessors(statement)} & own
        if len(near) <= _MOST_IN_A_STATEMENT:
            shared.update(combinations(sorted(near), 2))
    pairs: dict[tuple[str, str], Tie] = {
        pair: Tie(*pair, TOGETHER, words.say("together"), weight) for pair, weight in sorted(shared.items())
    }
    for tie in direct:
        pair = (min(tie.source, tie.target), max(tie.source, tie.target))
        pairs[pair] = Tie(tie.source, tie.target, tie.relation, tie.label, 1 + shared[pair])
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((a, b, tie.weight) for (a, b), tie in sorted(pairs.items()))
    forest = {(min(a, b), max(a, b)) for a, b in nx.maximum_spanning_edges(graph, data=False)}
    order = sorted(pairs, key=lambda p: (p not in forest, -pairs[p].weight, p))
    drawn = order[: max(len(forest), int(_LINKS_PER_NODE * len(kept)))]
    return [pairs[p] for p in drawn], len(order) - len(drawn)


def _groups(view: View, kept: Sequence[str], rest: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """Nodes that are not kept, by the best kept neighbour and their class; the largest groups."""
    rank = {node: place for place, node in enumerate(kept)}
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in rest:
        near = [n for n in _neighbours(view, node) if n in rank]
        if near:
            anchor = min(near, key=lambda n: (_above(view, n, node), rank[n]))
            groups[anchor, view.graph.nodes[node]["class"]].append(node)
    several = [key for key, nodes in groups.items() if len(nodes) > 1]
    largest = sorted(several, key=lambda key: (-len(groups[key]), key))[:_MOST_SUMS]
    return {key: groups[key] for key in largest}


def _neighbours(view: View, node: str) -> Iterable[str]:
    wanted = view.relations
    for _, other, data in view.graph.out_edges(node, data=True):
        if wanted is None or data["property"] in wanted:
            yield other
    for other, _, data in view.graph.in_edges(node, data=True):
        if wanted is None or data["property"] in wanted:
            yield other


def _above(view: View, anchor: str, node: str) -> int:
    """In columns, 0 for a neighbour in an earlier column, which the node hangs on."""
    return 0 if view.levels is None else int(view.levels[anchor] >= view.levels[node])


def _sum(anchor: str, category: str, nodes: Sequence[str], view: View, words: Words) -> tuple[Item, Tie]:
    iri = f"{DP}{category}"
    label = words.say("more", count=f"{len(nodes):,}", **{"class": words.label(iri)})
    level = None if view.levels is None else max(view.levels[n] for n in nodes)
    card = Item(f"{REST}:{anchor}:{category}", label, "", family(words.terms.lineage(iri)), level, True)
    return card, Tie(anchor, card.id, REST, "")


def _subtitle(view: View, drawn: int, words: Words) -> str:
    nodes = len(view.ranked)
    if view.folded:
        total, links = len(view.graph), view.graph.number_of_edges()
        return words.say("whole_text", nodes=f"{total:,}", links=f"{links:,}", drawn=drawn)
    if view.kind == "answer":
        return view.subtitle
    told = words.say("part_text" if drawn < nodes else "all_text", nodes=f"{nodes:,}", drawn=drawn)
    return words.say("comma").join(filter(None, (view.subtitle, told)))


def _notes(left_out: Sequence[str], weak: int, view: View, words: Words) -> list[str]:
    """What is not in the picture, counted by class."""
    classes = Counter(words.terms.classes[n] for n in (*left_out, *view.folded))
    notes = []
    if classes:
        largest = sorted(classes.items(), key=lambda c: (-c[1], c[0]))
        counts = [(words.label(c), n) for c, n in largest[:_MOST_COUNTS]]
        others = sum(n for _, n in largest[_MOST_COUNTS:])
        if others:
            counts.append((words.say("others"), others))
        notes.append(words.say("left_out", counts=words.listed(counts)))
    if weak:
        notes.append(words.say("left_out_links", count=f"{weak:,}"))
    return notes


def counted(items: Iterable[Item]) -> Mapping[Family, int]:
    """How many cards each family has."""
    return Counter(item.family for item in items)
