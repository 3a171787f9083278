"""Answers on a SPARQL server: Virtuoso gives each query the rows that the store in memory gives.

Asking all 2,300 questions takes longer than the gate should, so it asks two files, which hold most shapes
of query, and runs every form of the algebra on another domain. ``KGQA_TEST_SETS=all`` asks every file.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import pytest

from kgqa.answering.answer import Answer
from kgqa.errors import GraphError, KgqaError, UsageError
from kgqa.graph.remote import RemoteStore
from kgqa.graph.store import Rows, Store
from kgqa.query.sparql import to_sparql
from kgqa.resources import ontology_dir
from tests.engine.engines import DATA, shipped
from tests.query import virtuoso
from tests.query.reproduced import QUESTIONS, answered, missing
from tests.query.test_sparql import FORMS

pytestmark = pytest.mark.server

SOME = ("dev.jsonl", "fresh-9.jsonl")
EVERY = sorted(path.name for path in QUESTIONS.glob("*.jsonl"))
FILES = EVERY if os.environ.get("KGQA_TEST_SETS") == "all" else SOME
Row = frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """Virtuoso with the ontology and the report."""
    with virtuoso.running(tmp_path_factory.mktemp("virtuoso")) as address:
        yield virtuoso.filled(address, shipped().store)


def counted(rows: Rows) -> Counter[Row]:
    """Rows as a multiset, of cells as both write them."""
    return Counter(frozenset((name, plain(cell)) for name, cell in row.items()) for row in rows)


def plain(cell: str) -> str:
    """Numbers to six places; truth as 1 and 0, since Virtuoso computes no booleans."""
    if cell in ("true", "false"):
        return str(int(cell == "true"))
    try:
        return f"{round(Decimal(cell), 6).normalize():f}"
    except InvalidOperation:
        return cell


def test_the_server_holds_what_the_store_holds(server: RemoteStore) -> None:
    """No triple of a graph is lost on the way."""
    for name, triples in virtuoso.graphs(shipped().store).items():
        [row] = server.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert int(row["n"]) == len(triples)


def test_a_query_that_is_none_is_told_in_one_line(server: RemoteStore) -> None:
    """As of the store in memory."""
    with pytest.raises(UsageError, match="syntax error") as told:
        server.select("SELECT ?x WHERE { ?x")
    assert "\n" not in str(told.value)


def test_a_server_that_is_down_is_told_in_one_line() -> None:
    """With its address."""
    with pytest.raises(GraphError, match=r"at http://127\.0\.0\.1:9/sparql does not answer"):
        RemoteStore("http://127.0.0.1:9/sparql").select("SELECT ?s WHERE { ?s ?p ?o }")


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, RemoteStore]]:
    """A made-up town's libraries, here and on a server of their own."""
    store = Store.load([ontology_dir() / "plan.ttl", DATA / "library.trig"])
    with virtuoso.running(tmp_path_factory.mktemp("libraries")) as address:
        yield store, virtuoso.filled(address, store)


def test_every_form_is_the_same_on_the_server(libraries: tuple[Store, RemoteStore]) -> None:
    """Forms that no question of the files asks for are run too."""
    store, server = libraries
    queries = [(form, to_sparql(form)) for form, *_ in FORMS]
    assert [form for form, q in queries if counted(store.select(q)) != counted(server.select(q))] == []


@pytest.fixture(scope="module")
def compared() -> dict[str, str]:
    """What is wrong with each query that was run; the files have many queries in common."""
    return {}


def difference(answer: Answer, server: RemoteStore) -> str:
    """How the rows of an answer's query on the server differ from those here; empty when they do not."""
    query = answer.sparql or ""
    try:
        there = server.select(query)
    except KgqaError as error:
        return f"{error}\n{query}"
    here = shipped().store.select(query)
    if counted(here) != counted(there):
        return f"{len(here)} rows here, {len(there)} there\n{query}"
    lost = list(missing(answer, there))
    return f"not in the rows: {'; '.join(lost)}\n{query}" if lost else ""


@pytest.mark.parametrize("file", FILES)
def test_every_answer_is_the_same_on_the_server(
    file: str, server: RemoteStore, compared: dict[str, str]
) -> None:
    """Its query gives equal rows there and here, and they hold its values, things and evidence."""
    different = []
    for question, answer in answered(file):
        query = answer.sparql or ""
        if query not in compared:
            compared[query] = difference(answer, server)
        if compared[query]:
            different.append(f"{question}: {compared[query]}")
    assert different == []
