"""Walking through a small network: what is drawn first and next, and that what is left out is told."""

from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest

from kgqa.export.exploration import (
    FIRST_NODES,
    MOST_NODES,
    ROUND,
    among,
    begin,
    expand,
    fold,
    neighbours,
    relations,
    remaining,
)
from kgqa.export.network import Network


def star(rays: int) -> Network:
    """A hub with parts and one owner: the owner is the rarest kind of link."""
    graph: Network = nx.MultiDiGraph()
    for name in ("hub", "owner", *(f"part{n:03}" for n in range(rays))):
        graph.add_node(name, label=name, **{"class": "Place" if name == "owner" else "Part"})
    graph.add_edge("hub", "owner", property="ownedBy")
    for n in range(rays):
        graph.add_edge(f"part{n:03}", "hub", property="partOf")
    return graph


def test_the_first_picture_shows_every_kind_of_link() -> None:
    """The one owner is drawn although the hub has hundreds of parts; what is not drawn is counted."""
    graph = star(300)
    drawn = begin(graph, ["hub"], 1)
    assert drawn.nodes[:2] == ("hub", "owner")
    assert len(drawn.nodes) <= ROUND + 2
    assert remaining(graph, drawn, "hub") == Counter({"Part": 300 + 2 - len(drawn.nodes)})


def test_the_best_linked_neighbour_of_a_kind_comes_first() -> None:
    """A part with parts of its own is drawn before its equals."""
    graph = star(3)
    graph.add_node("screw", label="screw", **{"class": "Part"})
    graph.add_edge("screw", "part002", property="partOf")
    assert neighbours(graph, "hub") == ["owner", "part002", "part000", "part001"]


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_a_greater_depth_draws_what_a_smaller_one_drew(depth: int) -> None:
    """Depth 0 is the start alone; no depth draws more than the limit."""
    graph = star(300)
    graph.add_edges_from((f"part{n:03}", f"part{n + 1:03}", {"property": "next"}) for n in range(299))
    drawn = [begin(graph, ["hub"], d).nodes for d in range(depth + 1)]
    assert drawn[0] == ("hub",)
    assert all(set(less) <= set(more) for less, more in pairwise(drawn))
    assert len(drawn[-1]) <= FIRST_NODES


def test_opening_a_node_again_brings_the_next_ones_up_to_the_limit() -> None:
    """Each time a readable number; the picture ends at the limit and says so."""
    graph = star(400)
    drawn = begin(graph, ["hub"], 0)
    sizes = [len(drawn.nodes)]
    while not drawn.is_full:
        drawn = expand(graph, drawn, "hub")
        sizes.append(len(drawn.nodes))
    assert {b - a for a, b in pairwise(sizes[:-1])} == {ROUND}
    assert (sizes[-1], expand(graph, drawn, "hub")) == (MOST_NODES, drawn)


def test_a_class_that_is_hidden_is_not_brought() -> None:
    """Opening brings only what is wanted."""
    graph = star(5)
    drawn = expand(graph, begin(graph, ["hub"], 0), "hub", without={"Part"})
    assert drawn.nodes == ("hub", "owner")


def test_folding_takes_away_what_hangs_on_a_node_alone() -> None:
    """The start stays, and so does what another node leads to."""
    graph = star(3)
    graph.add_edge("owner", "part001", property="uses")
    drawn = expand(graph, begin(graph, ["owner"], 1), "hub")
    assert set(fold(graph, drawn, "hub").nodes) == {"owner", "hub", "part001"}


def test_many_given_nodes_are_cut_to_the_best_linked() -> None:
    """Of the rows of a query the hub is kept, and what is no node is passed over."""
    graph = star(400)
    drawn = among(graph, {*graph, "elsewhere"})
    assert (drawn.nodes[0], len(drawn.nodes)) == ("hub", MOST_NODES)


def test_links_are_told_by_property_and_direction() -> None:
    """What a node points to comes first, and labels are sorted."""
    assert relations(star(2), "hub") == {
        ("ownedBy", "out"): ["owner"],
        ("partOf", "in"): ["part000", "part001"],
    }
