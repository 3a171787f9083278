"""No name that stands in the graph stands in the code: places, projects and indicators are data."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kgqa.graph.store import Store
from kgqa.resources import graph_dir, ontology_dir

SOURCE = Path(__file__).resolve().parent.parent / "src"
SHORTEST = 3
LABELS = """SELECT DISTINCT ?label WHERE {
  { ?thing a/rdfs:subClassOf* dp:NamedThing } UNION { ?thing a dp:Indicator }
  ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel ?label FILTER(LANG(?label) = "zh") }"""


@cache
def labels() -> frozenset[str]:
    """Chinese names of things and indicators in the graph of the report."""
    store = Store.load([ontology_dir() / "plan.ttl", graph_dir() / "guancheng-2024.trig"])
    return frozenset(row["label"] for row in store.select(LABELS) if len(row["label"]) >= SHORTEST)


def strings(code: str) -> Iterator[tuple[int, str]]:
    """String constants of a module with their lines; docstrings and comments are left out."""
    tree = ast.parse(code)
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def named(code: str) -> list[str]:
    """Names of the graph in the strings of a module."""
    return [f"line {line}: {label}" for line, words in strings(code) for label in labels() if label in words]


def test_the_graph_has_names_and_they_are_found() -> None:
    """The check would see a name, also in a part of a formatted string, and leaves docstrings alone."""
    assert len(labels()) > 1000
    assert named("x = f'在商城国家考古遗址公园{1}'")
    assert not named('"""商城国家考古遗址公园"""\n# 商城国家考古遗址公园\n')


@pytest.mark.parametrize("module", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_string_holds_a_name_of_the_graph(module: Path) -> None:
    """Whoever needs a name there has data in the code."""
    assert named(module.read_text(encoding="utf-8")) == []
