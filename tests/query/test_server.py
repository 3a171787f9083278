"""Answers on a SPARQL server: the engine over Virtuoso says what it says over the store in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa.answering.answer import Answer
from kgqa.cli import run
from kgqa.cli.session import Session
from kgqa.engine import open_engine
from kgqa.errors import GraphError, KgqaError, UsageError
from kgqa.graph.remote import VOCABULARY_GRAPH, RemoteStore
from kgqa.graph.store import Dataset, Rows, Store
from kgqa.query.sparql import to_sparql
from kgqa.resources import graph_dir
from tests.engine.engines import DATA, shipped
from tests.query import virtuoso
from tests.query.reproduced import QUESTIONS, answered, asked, missing
from tests.query.test_sparql import FORMS

pytestmark = pytest.mark.server

FILES = sorted(path.name for path in QUESTIONS.glob("*.jsonl"))
REPORT = graph_dir() / "guancheng-2024.trig"
Row = frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso with the ontology and the report, as ``kgqa load`` puts them there."""
    with virtuoso.running(tmp_path_factory.mktemp("virtuoso")) as address:
        assert virtuoso.load(address, REPORT) == 0
        yield address


@pytest.fixture(scope="module")
def server(address: str) -> RemoteStore:
    """The same as a store."""
    return RemoteStore(f"{address}/sparql")


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
    """No triple of a graph is lost on the way there and back; blank nodes have no name to compare."""
    here, there = (Counter(map(told, store.quads())) for store in (shipped().copy, server))
    assert here == there


def told(quad: ox.Quad) -> tuple[str, ...]:
    """A quad in words, without the names of blank nodes."""
    return tuple("" if isinstance(term, ox.BlankNode) else str(term) for term in quad)


def test_every_question_has_the_same_answer_on_the_server(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status, reason, values, words, evidence and all the rest but the time it took."""
    monkeypatch.setenv("KGQA_STORE", f"{address}/sparql")
    there = open_engine()
    assert isinstance(there.store, RemoteStore)
    different = [
        question
        for question, context, answer in asked("dev.jsonl")
        if replace(there.ask(question, context), elapsed_ms=0.0) != replace(answer, elapsed_ms=0.0)
    ]
    assert different == []


def test_commands_work_on_the_server(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A truth value, rows, a graph, a search and an export are those of the files."""
    query = "SELECT ?name { ?g a dp:Goal ; skos:prefLabel ?name } ORDER BY ?name"
    commands = [
        ["sparql", "ASK { ?s a dp:Nothing }"],
        ["sparql", "ASK { ?s a dp:Goal }"],
        ["sparql", query, "--format", "csv"],
        ["sparql", "CONSTRUCT { ?i a dp:Issue } { ?i a dp:Issue }"],
        ["search", "养老服务", "--json"],
        ["export", "nquads", "-o", str(tmp_path / "graph.nq")],
    ]
    printed = []
    for name in ("", f"{address}/sparql"):
        monkeypatch.setenv("KGQA_STORE", name)
        session = Session()
        assert [run(command, session) for command in commands] == [0] * len(commands)
        printed.append((capsys.readouterr().out, (tmp_path / "graph.nq").read_bytes()))
    assert printed[0] == printed[1]


def test_a_graph_that_is_loaded_again_is_replaced(address: str, server: RemoteStore) -> None:
    """It holds each triple once."""
    assert virtuoso.load(address, REPORT) == 0
    [graph] = server.graphs
    assert server.count(graph) == sum(q.graph_name == ox.NamedNode(graph) for q in shipped().copy.quads())


def test_a_wrong_password_leaves_the_graphs_alone(
    address: str, server: RemoteStore, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says what to set."""
    before = server.count(server.graphs[0])
    assert virtuoso.load(address, REPORT, virtuoso.USER | {"KGQA_STORE_PASSWORD": "wrong"}) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"error: the server at {address}/sparql-graph-crud-auth does not let you in; "
        "set KGQA_STORE_USER and KGQA_STORE_PASSWORD"
    )
    assert server.count(server.graphs[0]) == before


def test_an_address_that_is_no_graph_store_is_told(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Virtuoso's is another one than that of its queries."""
    assert run(["load", str(REPORT), "--to", f"{address}/sparql"], Session()) == 1
    assert "is no Graph Store; give the address" in capsys.readouterr().err.splitlines()[-1]


def test_a_server_without_reports_says_how_to_load_them(tmp_path: Path) -> None:
    """And one that cuts rows is not believed to have given all."""
    with virtuoso.running(tmp_path, rows=50) as address:
        store = RemoteStore(f"{address}/sparql")
        with pytest.raises(GraphError, match="holds no report; put one there with: kgqa load --to"):
            list(store.quads())
        assert virtuoso.load(address, DATA / "library.trig") == 0
        with pytest.raises(GraphError, match="gave only 51 of the triples of"):
            list(store.quads())


def test_a_query_that_is_none_is_told_in_one_line(server: RemoteStore) -> None:
    """As of the store in memory."""
    with pytest.raises(UsageError, match="syntax error") as told:
        server.select("SELECT ?x WHERE { ?x")
    assert "\n" not in str(told.value)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, RemoteStore]]:
    """A made-up town's libraries, here and on a server of their own."""
    report = DATA / "library.trig"
    with virtuoso.running(tmp_path_factory.mktemp("libraries")) as address:
        assert virtuoso.load(address, report) == 0
        yield Session().copy(report), RemoteStore(f"{address}/sparql")


def test_every_form_is_the_same_on_the_server(libraries: tuple[Store, RemoteStore]) -> None:
    """Forms that no question of the files asks for are run too."""
    store, server = libraries
    queries = [(form, to_sparql(form)) for form, *_ in FORMS]
    assert [form for form, q in queries if counted(store.select(q)) != counted(server.select(q))] == []


def test_forms_are_the_same_over_graphs_that_the_request_names(libraries: tuple[Store, RemoteStore]) -> None:
    """So it asks servers whose default graph is not the union of the others; some forms, as this is slow."""
    store, server = libraries
    graphs = Dataset((*server.graphs, VOCABULARY_GRAPH))
    queries = [(form, to_sparql(form)) for form, *_ in FORMS[::5]]
    assert [form for form, q in queries if counted(store.select(q)) != counted(server.rows(q, graphs))] == []


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
    here = shipped().copy.select(query)
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
