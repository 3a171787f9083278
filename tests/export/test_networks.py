"""Network files, read back by networkx, json and a count of lines."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pydot
import pyoxigraph as ox
import pytest

from kgqa.export import export
from kgqa.export.extract import extract
from kgqa.export.formats import FORMATS
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DP, SKOS

BASE = "https://w3id.org/district-plan/id/"
NODES = {
    f"{BASE}{n}"
    for n in ("a", "park", "road", *(f"r/{r}" for r in ["document", "s1", "h1", "o1", "o2", "o3", "st"]))
}
INDICATORS = {f"https://w3id.org/district-plan/indicator/{n}" for n in ("roads", "gdp-growth")}


@pytest.fixture
def graphml(small: Store, tmp_path: Path) -> "nx.MultiDiGraph[str]":
    """The small graph written as GraphML and read back."""
    export(small, "graphml", tmp_path / "file")
    read = nx.read_graphml(tmp_path / "file", force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    return read


def test_things_statements_and_indicators_are_nodes(graphml: "nx.MultiDiGraph[str]") -> None:
    """Spans, selectors and sources of edges are not; an indicator of the catalogue is."""
    assert set(graphml) == NODES | INDICATORS


@pytest.mark.parametrize(
    ("node", "zh", "en"),
    [
        ("a", "甲区", "District A"),
        ("road", "商通路", "商通路"),
        ("r/h1", "道路更宽", "道路更宽"),
        (
            "r/o1",
            "甲区 地区生产总值增速 6.90%（2023年，实际）",
            "District A GDP growth 6.90% (2023, actual)",
        ),
        ("r/o2", "甲区 新建道路数 ≥三条（2024年，目标）", "District A new roads ≥3 "),
        (
            "r/o3",
            "“光之谷”产业园 新建道路数 走在前列（2024年，目标）",
            "Valley of Light Park new roads 走在前列",
        ),
        ("r/st", "“光之谷”产业园：建成开放（2023年，实际）", "Valley of Light Park: "),
    ],
)
def test_a_node_says_what_it_is_in_both_languages(
    node: str, zh: str, en: str, graphml: "nx.MultiDiGraph[str]"
) -> None:
    """A thing by its name, a statement by what it states."""
    data = graphml.nodes[BASE + node]
    assert (data["label"], data["label_en"][: len(en)]) == (zh, en)


def test_literals_and_codes_are_attributes_of_their_node(graphml: "nx.MultiDiGraph[str]") -> None:
    """Numbers stay numbers; the words that state the fact and their place stand beside it."""
    data = graphml.nodes[f"{BASE}r/o1"]
    expected = {
        "class": "Observation",
        "year": 2023,
        "value": 6.9,
        "valueText": "6.90",
        "unit": "%",
        "kind": "实际",
        "reviewed": True,
        "quote": '增长6.90%，"初步"',
        "quote_start": 5,
        "quote_end": 12,
        "section": "成绩",
    }
    assert {key: data[key] for key in expected} == expected


def test_a_class_has_the_colour_of_its_kind(graphml: "nx.MultiDiGraph[str]") -> None:
    """A road and a place share one, a park of industry has that of facilities."""
    colours = [graphml.nodes[BASE + n]["color"] for n in ("a", "road", "park", "r/o1")]
    assert (colours[0] == colours[1], len(set(colours))) == (True, 3)


def test_edges_carry_the_label_of_their_property(graphml: "nx.MultiDiGraph[str]") -> None:
    """A plain edge also the words that state it; mentions that repeat another edge are left out."""
    edges = {
        (s.removeprefix(BASE), t.removeprefix(BASE), d["label"]): d for s, t, d in graphml.edges(data=True)
    }
    assert edges["park", "a", "属于"]["quote"] == "光之谷走在前列"
    assert [label for s, t, label in edges if (s, t) == ("r/o2", "road")] == ["成员"]
    assert ("r/o2", "r/h1", "所在标题") in edges
    assert ("r/o2", "r/s1", "所在章节") not in edges


def test_graphml_and_gexf_hold_the_same_network(
    graphml: "nx.MultiDiGraph[str]", small: Store, tmp_path: Path
) -> None:
    """Node by node and edge by edge; GEXF adds colours to draw with and no date."""
    export(small, "gexf", tmp_path / "file")
    read = nx.read_gexf(tmp_path / "file")
    assert (set(read), read.number_of_edges()) == (set(graphml), graphml.number_of_edges())
    assert read.nodes[f"{BASE}a"]["viz"]["color"] == {"r": 46, "g": 125, "b": 50, "a": 1.0}
    assert read.nodes[f"{BASE}a"]["label"] == "甲区"
    text = (tmp_path / "file").read_text("utf-8")
    assert ("lastmodifieddate" in text, 'mode="dynamic"' in text) == (False, False)


def test_ids_in_xml_are_unique(small: Store, tmp_path: Path) -> None:
    """Keys, nodes and edges of GraphML share one name space."""
    export(small, "graphml", tmp_path / "file")
    ids = [e.get("id") for e in ElementTree.parse(tmp_path / "file").iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_cytoscape_json_keeps_the_number_of_an_observation(
    graphml: "nx.MultiDiGraph[str]", small: Store, tmp_path: Path
) -> None:
    """Elements under nodes and edges, with ids that edges refer to."""
    export(small, "cytoscape", tmp_path / "file")
    written = json.loads((tmp_path / "file").read_text("utf-8"))
    assert written["data"] == {"name": "甲区报告"}
    elements = written["elements"]
    nodes = {n["data"]["id"]: n["data"] for n in elements["nodes"]}
    ends = {e["data"][end] for e in elements["edges"] for end in ("source", "target")}
    assert (set(nodes), len(elements["edges"])) == (set(graphml), graphml.number_of_edges())
    assert (nodes[f"{BASE}r/o1"]["value"], nodes[f"{BASE}a"]["name"], ends <= set(nodes)) == (
        6.9,
        "甲区",
        True,
    )


def test_dot_names_each_node_and_edge_once(
    graphml: "nx.MultiDiGraph[str]", small: Store, tmp_path: Path
) -> None:
    """Quotation marks are escaped; a long label breaks between words and numbers, never inside."""
    export(small, "dot", tmp_path / "file")
    lines = (tmp_path / "file").read_text("utf-8").splitlines()
    arrows = [line for line in lines if '" -> "' in line]
    nodes = [line for line in lines if line.startswith('  "') and line not in arrows]
    assert (len(nodes), len(arrows)) == (len(graphml), graphml.number_of_edges())
    assert (lines[0], lines[-1]) == ("digraph kgqa {", "}")
    assert all(
        re.fullmatch(r'  ("(\\.|[^"\\])*"( -> )?)+ \[(\w+="(\\.|[^"\\])*"(, )?)+\];', n)
        for n in nodes + arrows
    )
    (growth,) = (line for line in nodes if '/r/o1" ' in line)
    assert 'label="甲区 地区生产总值增速 6.90%\\n（2023年，实际）\\nDistrict A' in growth
    assert 'tooltip="增长6.90%，\\"初步\\""' in growth


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot calls pyparsing by its old names
def test_dot_is_read_by_another_program(
    graphml: "nx.MultiDiGraph[str]", small: Store, tmp_path: Path
) -> None:
    """With the same nodes and edges, and the label of a node as it was written."""
    export(small, "dot", tmp_path / "file")
    (read,) = pydot.graph_from_dot_file(str(tmp_path / "file")) or []
    labels = {str(node.get_name()).strip('"'): str(node.get("label")) for node in read.get_nodes()}
    ends = [(str(e.get_source()).strip('"'), str(e.get_destination()).strip('"')) for e in read.get_edges()]
    assert set(graphml) <= set(labels)
    assert sorted(ends) == sorted((a, b) for a, b, _ in graphml.edges)
    assert "甲区 地区生产总值增速 6.90%" in labels[f"{BASE}r/o1"]


PLACES = {f"{BASE}a": (10.5, -20.0), f"{BASE}park": (0.0, 40.0)}


def test_a_picture_keeps_its_layout_in_every_network_file(small: Store, tmp_path: Path) -> None:
    """Only the nodes that were seen are written, each at its place; Gephi counts upwards, the screen down."""
    seen = extract(small).seen({**PLACES, "unknown": (1.0, 1.0)})
    files = {name: FORMATS[name](seen) for name in ("graphml", "gexf", "cytoscape")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    graphml = nx.read_graphml(tmp_path / "graphml", force_multigraph=True)
    gexf = nx.read_gexf(tmp_path / "gexf")
    nodes = json.loads(files["cytoscape"])["elements"]["nodes"]
    assert {n: (d["x"], d["y"]) for n, d in graphml.nodes(data=True)} == PLACES
    up = {n: d["viz"]["position"] for n, d in gexf.nodes(data=True)}
    assert {n: (p["x"], -p["y"]) for n, p in up.items()} == PLACES
    assert {n["data"]["id"]: (n["position"]["x"], n["position"]["y"]) for n in nodes} == PLACES
    assert [d["label"] for *_, d in graphml.edges(data=True)] == ["属于"]


def test_a_state_without_a_code_keeps_the_words_of_the_report() -> None:
    """In English, too, such a state says something after the colon."""
    quads = (
        f"<{BASE}s> a <{DP}State> ; <{DP}of> <{BASE}a> ; <{DP}phrase> '不断优化' ; <{DP}year> 2023 ."
        f"<{BASE}a> a <{DP}Place> ; <{SKOS}prefLabel> 'District A'@en ."
    )
    network = extract(Store(ox.parse(quads.encode(), format=ox.RdfFormat.TRIG))).network
    assert network.nodes[f"{BASE}s"]["label_en"] == "District A: 不断优化 (2023)"


def test_values_are_written_as_the_type_that_is_declared(small: Store) -> None:
    """Numbers, truth values as XML writes them, and text; in GraphML and in GEXF."""
    told = {
        "boolean": r"true|false",
        "long": r"-?\d+",
        "double": r"-?\d+(\.\d+)?(e[+-]\d+)?",
        "string": r".+",
    }
    for format, key, name, value in (
        ("graphml", "key", "attr.type", "data"),
        ("gexf", "attribute", "type", "attvalue"),
    ):
        root = ElementTree.fromstring(FORMATS[format](extract(small)))
        types = {e.get("id"): e.get(name) or "" for e in root.iter() if e.tag.endswith(f"}}{key}")}
        stated = [
            (types[e.get("key") or e.get("for")], e.text or e.get("value") or "")
            for e in root.iter()
            if e.tag.endswith(f"}}{value}")
        ]
        assert {kind for kind, _ in stated} == set(told)
        assert [(kind, text) for kind, text in stated if not re.fullmatch(told[kind], text, re.DOTALL)] == []


def test_an_edge_has_one_id_in_every_format(small: Store, tmp_path: Path) -> None:
    """GraphML, GEXF, Cytoscape JSON and the table agree on ids, ends and labels of edges."""
    part = extract(small)
    xml = {name: ElementTree.fromstring(FORMATS[name](part)) for name in ("graphml", "gexf")}
    found = {
        name: {
            e.get("id"): (e.get("source"), e.get("target")) for e in root.iter() if e.tag.endswith("}edge")
        }
        for name, root in xml.items()
    }
    edges = [e["data"] for e in json.loads(FORMATS["cytoscape"](part))["elements"]["edges"]]
    found["cytoscape"] = {e["id"]: (e["source"], e["target"]) for e in edges}
    rows = csv.DictReader(io.StringIO(FORMATS["edges"](part).decode("utf-8-sig"), newline=""))
    found["table"] = {row["Id"]: (row["Source"], row["Target"]) for row in rows}
    assert found["graphml"] == found["gexf"] == found["cytoscape"] == found["table"]
    assert len(found["table"]) == part.network.number_of_edges()


def test_a_thing_has_the_section_of_its_words(graphml: "nx.MultiDiGraph[str]") -> None:
    """As a statement has the one that it stands in."""
    assert graphml.nodes[f"{BASE}road"]["section"] == "成绩"
    assert "section" not in graphml.nodes[f"{BASE}park"]
