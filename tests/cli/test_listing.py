"""``kgqa corpus`` lists the reports that everything is answered over."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from kgqa.resources import graph_dir
from tests.cli.conftest import Command

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "data" / "small.trig"
FACTS = "SELECT (COUNT(DISTINCT ?f) AS ?n) { GRAPH <%s> { ?f dp:statedIn ?span %s } }"
GRAPH = "https://w3id.org/district-plan/id/%s/graph"


@pytest.fixture
def two(tmp_path: Path) -> str:
    """A folder with the graphs of two districts."""
    for graph in (SMALL, graph_dir() / "guancheng-2024.trig"):
        shutil.copy(graph, tmp_path)
    return str(tmp_path)


def test_each_report_has_a_line(kgqa: Command, two: str) -> None:
    """In the language that is asked for, by place and year."""
    done = kgqa("corpus", "--graph", two)
    heading, *lines = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert heading.split() == ["编号", "地区", "总结年份", "计划年份", "日期", "事实", "指标值", "标题"]
    assert [line.split()[:5] for line in lines] == [
        ["small", "甲区", "2023", "2024", "2024-02-01"],
        ["guancheng-2024", "管城回族区", "2023", "2024", "2024-02-22"],
    ]
    english = kgqa("corpus", "--graph", two, "--lang", "en").out.splitlines()
    assert "Guancheng Hui District" in english[2] and "管城" not in english[2]


def test_the_counts_are_those_of_the_graphs(kgqa: Command, two: str) -> None:
    """Counted again by a query over each report's own graph."""
    for report in json.loads(kgqa("corpus", "--graph", two, "--json").out):
        for name, pattern in (("facts", ""), ("observations", "; a dp:Observation")):
            query = FACTS % (GRAPH % report["id"], pattern)
            counted = kgqa("sparql", query, "--graph", two, "--format", "csv").out.split()[1]
            assert (report["id"], name, int(counted)) == (report["id"], name, report[name])
        assert report["title"].keys() == report["place"].keys() == {"zh", "en"}


def test_one_question_is_answered_over_all_of_them(kgqa: Command, two: str) -> None:
    """And one that names a district from its report."""
    answer = json.loads(kgqa("ask", "2023年甲区GDP增长多少？", "--graph", two, "--json").out)
    assert {item["about"] for item in answer["answers"]} == {"甲区"}
    both = json.loads(kgqa("ask", "2023年GDP增长多少？", "--graph", two, "--json").out)
    assert {e["document"] for e in both["evidence"]} == {"small", "guancheng-2024"}


def test_the_query_of_the_documents_compares_two_districts(kgqa: Command, two: str) -> None:
    """The rows that docs/sparql.md prints."""
    told = (ROOT / "docs" / "sparql.md").read_text("utf-8").split("## Over several reports")[1]
    query, printed = re.findall(r"```(?:sparql)?\n(.*?)\n```", told, re.DOTALL)[:2]
    rows = kgqa("sparql", query, "--graph", two).out.splitlines()
    assert [line.rstrip() for line in rows] == printed.split("\n")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["corpus", "--lang", "fr"], 2, "--lang is zh or en"),
        (["corpus", "--graph", "nowhere"], 1, "nowhere"),
    ],
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str], status: int, words: str) -> None:
    """With the exit status of its kind."""
    done = kgqa(*arguments)
    assert (done.status, len(done.err.splitlines())) == (status, 1)
    assert words in done.err
