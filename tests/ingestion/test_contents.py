"""The counts that the build writes are those of the graph."""

import re
from pathlib import Path

import pyoxigraph as ox

from kgqa.graph.vocabulary import DP
from kgqa.ingestion.build import Build

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `dp:(\w+)` \| [^|]+ \| [^|]+ \| (\d+) \|$", re.MULTILINE)


def test_the_shipped_counts_are_those_of_the_shipped_graph(reviewed: Build) -> None:
    """Every class with its number of nodes, and the report of the build itself."""
    graph = ox.Store()
    graph.load(path=str(ROOT / "graph" / "guancheng-2024.trig"))
    query = f"""SELECT ?class (COUNT(DISTINCT ?x) AS ?n) WHERE {{ GRAPH ?g {{ ?x a ?class }}
        FILTER(STRSTARTS(STR(?class), "{DP}")) }} GROUP BY ?class"""
    rows = graph.query(query)
    assert isinstance(rows, ox.QuerySolutions)
    counted = {row["class"].value.removeprefix(DP): row["n"].value for row in rows}
    written = (ROOT / "graph" / "guancheng-2024.contents.md").read_text(encoding="utf-8")
    assert dict(ROW.findall(written)) == counted
    assert reviewed.contents == written


def test_sections_years_and_origins_are_counted(elsewhere: Build) -> None:
    """In the order of the text; what no section states is told as none."""
    assert "| 1.0 | 2022年计划执行情况 | 2 | 0 | 0 | 0 | 2 | 0 | 0 | 0 |" in elsewhere.contents
    assert "| 2022 | actual | 16 |" in elsewhere.contents
    assert "| things | 8 | 0 | 0 |" in elsewhere.contents
