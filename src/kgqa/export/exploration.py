"""Walking through the network: which nodes are drawn around a start, and which come when one is opened.

A picture stays readable: never more than ``MOST_NODES``, and of many neighbours those that show the variety
of a node's links. Neighbours take turns by the kind of link, the rarest kind first, the best linked node of
each kind first; ties are broken by name. What is left out is counted, never silent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from kgqa.export.network import Network

MOST_NODES = 150
FIRST_NODES = 48
ROUND = 20
DEEPER = 6
DEEPEST = 3


@dataclass(frozen=True)
class Exploration:
    """What is drawn: nodes in the order in which they came, the start first."""

    centres: tuple[str, ...]
    nodes: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether no more nodes can be drawn."""
        return len(self.nodes) >= MOST_NODES


def begin(network: Network, centres: Sequence[str], depth: int) -> Exploration:
    """The start with the nodes within ``depth`` steps, at most ``FIRST_NODES``."""
    found = dict.fromkeys(centres[:FIRST_NODES])
    border = list(found)
    for step in range(depth):
        room = ROUND + len(centres) if step == 0 else DEEPER
        added: dict[str, None] = {}
        for node in border:
            near = [n for n in neighbours(network, node) if n not in found and n not in added]
            added |= dict.fromkeys(near[:room])
        found |= dict.fromkeys(list(added)[: FIRST_NODES - len(found)])
        border = [node for node in added if node in found]
    return Exploration(tuple(centres[:FIRST_NODES]), tuple(found))


def among(network: Network, nodes: Collection[str]) -> Exploration:
    """Given nodes with nothing around them, the best linked ones when there are too many."""
    known = sorted((n for n in nodes if n in network), key=lambda n: (-network.degree(n), n))
    return Exploration((), tuple(known[:MOST_NODES]))


def expand(
    network: Network, exploration: Exploration, node: str, without: Collection[str] = ()
) -> Exploration:
    """Draw up to ``ROUND`` more neighbours of a node, none of the classes (local names) in ``without``."""
    drawn = set(exploration.nodes)
    near = [
        n for n in neighbours(network, node) if n not in drawn and network.nodes[n]["class"] not in without
    ]
    room = min(ROUND, MOST_NODES - len(drawn))
    return replace(exploration, nodes=exploration.nodes + tuple(near[:room]))


def fold(network: Network, exploration: Exploration, node: str) -> Exploration:
    """Take away the neighbours of a node that hang on it alone; the start and the node stay."""
    drawn, kept = set(exploration.nodes), {node, *exploration.centres}
    leaves = {
        n for n in neighbours(network, node) if n in drawn and set(neighbours(network, n)) & drawn <= {node}
    }
    return replace(exploration, nodes=tuple(n for n in exploration.nodes if n in kept or n not in leaves))


def remaining(network: Network, exploration: Exploration, node: str) -> Counter[str]:
    """Neighbours of a node that are not drawn, counted by class (local name)."""
    drawn = set(exploration.nodes)
    return Counter(network.nodes[n]["class"] for n in neighbours(network, node) if n not in drawn)


def neighbours(network: Network, node: str) -> list[str]:
    """All nodes linked with a node, in the order in which they are drawn; the node itself is none."""
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for direction, other, link in _links(network, node):
        if other != node:
            kinds[link, direction].add(other)
    ranked: list[list[str]] = [
        sorted(others, key=lambda n: (-network.degree(n), n))
        for _, others in sorted(kinds.items(), key=lambda kind: (len(kind[1]), kind[0]))
    ]
    turns = (n for turn in zip_longest(*ranked) for n in turn if n is not None)
    return list(dict.fromkeys(turns))


def relations(network: Network, node: str) -> Mapping[tuple[str, str], list[str]]:
    """Neighbours by the property that links them and its direction, ``out`` or ``in``; sorted by label."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for direction, other, link in _links(network, node):
        found[link, direction].add(other)
    ordered = sorted(found.items(), key=lambda item: (item[0][1] == "in", len(item[1]), item[0]))
    return {kind: sorted(others, key=lambda n: (network.nodes[n]["label"], n)) for kind, others in ordered}


def _links(network: Network, node: str) -> Iterator[tuple[str, str, str]]:
    for _, other, data in network.out_edges(node, data=True):
        yield "out", other, data["property"]
    for other, _, data in network.in_edges(node, data=True):
        yield "in", other, data["property"]
