"""Network files that open as drawn graphs: places, sizes and colours, for networkx, igraph and schemas."""

import json
from itertools import combinations
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pytest
from lxml import etree

from kgqa.export import FORMATS
from kgqa.export.extract import Extract, extract
from kgqa.export.network import Network
from kgqa.export.placing import by_forces, places, size
from kgqa.graph.store import Store

DATA = Path(__file__).resolve().parents[1] / "data"
FOCUS = "郑州南站枢纽产业新城"


@pytest.fixture(scope="module")
def part(shipped: Store) -> Extract:
    """What lies around a new town."""
    return extract(shipped, FOCUS)


@pytest.mark.parametrize("format", ["gexf", "graphml"])
def test_network_files_keep_to_their_schema(format: str, part: Extract) -> None:
    """Elements, types of attributes, unique ids, ends of edges that exist."""
    root = etree.fromstring(FORMATS[format](part))
    etree.XMLSchema(file=str(DATA / f"{format}.xsd")).assertValid(root)


def test_the_same_look_stands_in_every_network_file(part: Extract, tmp_path: Path) -> None:
    """Places (Gephi counts upwards), sizes by the number of links, colours of the classes."""
    files = {name: FORMATS[name](part) for name in ("gexf", "graphml", "cytoscape")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    gexf = {
        node: (viz["position"]["x"], -viz["position"]["y"], viz["size"], viz["color"]["r"])
        for node, data in nx.read_gexf(tmp_path / "gexf").nodes(data=True)
        for viz in [data["viz"]]
    }
    graphml = {
        v["id"]: (v["x"], v["y"], v["size"], int(v["color"][1:3], 16))
        for v in igraph.Graph.Read_GraphML(str(tmp_path / "graphml")).vs
    }
    cytoscape = {
        n["data"]["id"]: (*n["position"].values(), n["data"]["size"], int(n["data"]["color"][1:3], 16))
        for n in json.loads(files["cytoscape"])["elements"]["nodes"]
    }
    assert gexf == graphml == cytoscape
    assert len(gexf) == len(part.network) > 30
    degrees = dict(part.network.degree())
    assert all(look[2] == size(degrees[node]) for node, look in gexf.items())


def test_igraph_sees_the_same_links(part: Extract, tmp_path: Path) -> None:
    """With their labels in both languages."""
    (tmp_path / "file").write_bytes(FORMATS["graphml"](part))
    read = igraph.Graph.Read_GraphML(str(tmp_path / "file"))
    told = sorted((read.vs[e.source]["id"], read.vs[e.target]["id"], e["label_en"]) for e in read.es)
    assert told == sorted((s, t, d["label_en"]) for s, t, d in part.network.edges(data=True))
    assert read.is_directed()


def test_labels_of_a_small_part_do_not_cover_each_other(small: Store) -> None:
    """It is laid out as pictures are: the middles lie a label apart, beside or below."""
    network = extract(small).network
    placed = places(network)
    for one, other in combinations(network, 2):
        (x, y), (u, v) = placed[one], placed[other]
        wide = 6 * min(len(network.nodes[n]["label"]) for n in (one, other))
        assert abs(x - u) > wide or abs(y - v) > 16


def two_towns() -> Network:
    """Two hubs of a hundred nodes each, one link between them, and a pair apart."""
    network: Network = nx.MultiDiGraph()
    for town in "ab":
        network.add_edges_from((f"{town}{n:03}", f"{town}hub") for n in range(100))
    network.add_edge("ahub", "bhub", "way")
    network.add_edge("x", "y", "lane")
    for _, data in network.nodes(data=True):
        data["label"] = "点"
    return network


def test_a_large_part_is_a_map_on_which_linked_nodes_lie_together() -> None:
    """Each leaf lies nearer to its own hub than to the other; what no link joins is not far outside."""
    placed = places(two_towns())
    at = {node: np.array(place) for node, place in placed.items()}
    for node in (n for n in placed if n[0] in "ab" and not n.endswith("hub")):
        own, other = (at[f"{town}hub"] for town in (node[0], "b" if node[0] == "a" else "a"))
        assert np.linalg.norm(at[node] - own) < np.linalg.norm(at[node] - other)
    spread = np.array(list(at.values()))
    assert np.abs(at["x"]).max() < 2.5 * np.abs(spread).max(axis=1).mean()
    assert len({tuple(place) for place in spread.tolist()}) == len(placed)


def test_the_map_is_the_same_twice_and_does_not_depend_on_the_order_of_nodes() -> None:
    """Ties are broken by name; the numbers that stir it are seeded."""
    network = two_towns()
    other: Network = nx.MultiDiGraph()
    other.add_nodes_from(sorted(network.nodes(data=True), reverse=True))
    other.add_edges_from(reversed(list(network.edges(keys=True))))
    assert places(network) == places(other) == places(network)


@pytest.mark.parametrize("count", [0, 1, 130])
def test_nodes_without_links_have_places_too(count: int) -> None:
    """None lies on another one."""
    network: Network = nx.MultiDiGraph()
    network.add_nodes_from((f"n{n:03}", {"label": "点"}) for n in range(count))
    placed = places(network)
    assert len(set(placed.values())) == len(placed) == count


def test_the_forces_need_no_more_than_the_links() -> None:
    """Points are finite also where two nodes start at one place."""
    points = by_forces(4, np.array([(0, 1), (1, 2)], dtype=np.intp))
    assert points.shape == (4, 2)
    assert np.isfinite(points).all()
