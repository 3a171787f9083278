"""The tables of nodes and edges, read back by pandas and networkx."""

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from kgqa.export import export
from kgqa.export.extract import extract
from kgqa.graph.store import Store
from tests.export.conftest import BASE


def read(store: Store, format: str, path: Path, focus: str | None = None, depth: int = 1) -> "pd.DataFrame":
    """A table of the export, every cell as text."""
    export(store, format, path, focus, depth)
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def test_the_tables_hold_the_network(small: Store, tmp_path: Path) -> None:
    """pandas and networkx put it together again from the headings that Gephi knows."""
    nodes, edges = (read(small, name, tmp_path / name) for name in ("nodes", "edges"))
    made = nx.from_pandas_edgelist(
        edges, "Source", "Target", ["Label", "Property"], create_using=nx.MultiDiGraph
    )
    made.add_nodes_from(nodes["Id"])
    whole = extract(small).network
    assert (set(made), nodes["Id"].is_unique, edges["Id"].is_unique) == (set(whole), True, True)
    assert sorted((s, t, d["Property"]) for s, t, d in made.edges(data=True)) == sorted(
        (s, t, d["property"]) for s, t, d in whole.edges(data=True)
    )
    assert set(edges["Type"]) == {"Directed"}


@pytest.mark.parametrize(
    ("node", "cells"),
    [
        (
            "r/o1",
            {
                "Label": "甲区 地区生产总值增速 6.90%（2023年，实际）",
                "LabelEn": "District A GDP growth 6.90% (2023, actual)",
                **{"Class": "Observation", "ClassZh": "指标值", "ClassEn": "observation", "Section": "1.1"},
                **{"Year": "2023", "Kind": "actual", "Value": "6.90", "Unit": "%", "Reviewed": "true"},
                **{"Quote": '增长6.90%，"初步"', "Start": "5", "End": "12", "Document": "r"},
            },
        ),
        ("r/o2", {"Description": "年内", "Kind": "target", "Value": "三", "Unit": "条", "Reviewed": "false"}),
        ("r/st", {"Description": "建成开放", "ClassEn": "state", "Value": "", "Section": "1.1"}),
        ("a", {"Label": "甲区", "LabelEn": "District A", "OtherNames": "全区", "Section": "", "Quote": ""}),
        ("road", {"Quote": "新建商通路等三条道路", "Section": "1.1", "Document": "r"}),
        ("r/document", {"Document": "r", "ClassZh": "计划报告"}),
    ],
)
def test_a_row_says_what_its_node_is(node: str, cells: dict[str, str], small: Store, tmp_path: Path) -> None:
    """In both languages, with the place of its words; a thing has the section that names it first."""
    row = read(small, "nodes", tmp_path / "nodes").set_index("Id").loc[BASE + node]
    assert {column: row[column] for column in cells} == cells


def test_a_focus_keeps_edges_among_its_nodes(small: Store, tmp_path: Path) -> None:
    """The words that state an edge stand in its row."""
    nodes = read(small, "nodes", tmp_path / "nodes", "光之谷产业园", 0)
    edges = read(small, "edges", tmp_path / "edges", "光之谷产业园", 1)
    assert list(nodes["Id"]) == [f"{BASE}park"]
    (part_of,) = edges[edges["Label"] == "属于"].to_dict("records")
    assert (part_of["Source"], part_of["Target"], part_of["Quote"]) == (
        *(f"{BASE}park", f"{BASE}a"),
        "光之谷走在前列",
    )


def test_a_spreadsheet_sees_chinese(small: Store, tmp_path: Path) -> None:
    """A byte order mark, lines ended as RFC 4180 asks."""
    for name in ("nodes", "edges"):
        export(small, name, tmp_path / name)
        content = (tmp_path / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
