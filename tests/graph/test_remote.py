"""A store on a server: ours, and servers that are down, busy, slow, silent or elsewhere by now."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pyoxigraph as ox
import pytest

from kgqa.errors import GraphError, KgqaError, UsageError
from kgqa.graph.corpus import reports
from kgqa.graph.remote import GraphStore, RemoteStore
from kgqa.graph.store import Dataset, Results
from kgqa.server.routes import open_server
from kgqa.server.settings import Settings
from tests.engine.engines import shipped
from tests.server.running import running, shipped_files

GOALS = "SELECT ?goal ?name { ?goal a dp:Goal ; skos:prefLabel ?name } ORDER BY ?goal ?name"
NOWHERE = "http://127.0.0.1:9/sparql"
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Our own server, which shows the union of its graphs and has no name for the vocabulary."""
    with running(open_server(shipped_files(), Settings(workers=1), shipped().copy)) as address:
        yield f"{address}/sparql"


@contextmanager
def answering(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """A server that answers as it is told; gives its address, and the list of the methods that came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        """Reads requests whole and leaves the rest to the test."""

        def do_POST(self) -> None:
            came.append(self.command)
            answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        do_GET = do_PUT = do_POST

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sparql", came
        finally:
            server.shutdown()
            thread.join()


def respond(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """A whole answer; an underscore in the name of a header stands for a hyphen."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def failure(url: str, seconds: float = 5.0) -> str:
    """What a question to a server ends with, in one line."""
    with pytest.raises(KgqaError) as told:
        RemoteStore(url, seconds).select(GOALS)
    assert "\n" not in str(told.value)
    return str(told.value)


def told(results: Results) -> list[str]:
    """Rows or triples as texts, in an order of their own."""
    assert not isinstance(results, ox.QueryBoolean)
    return sorted(map(str, results))


def test_results_of_every_kind_are_those_of_the_store_in_memory(endpoint: str) -> None:
    """Rows, truth values and graphs; over the union and over a graph that is named."""
    here, there = shipped().copy, RemoteStore(endpoint)
    assert there.select(GOALS) == here.select(GOALS)
    for ask in ("ASK { ?s a dp:Goal }", "ASK { ?s a dp:Nothing }"):
        assert bool(there.results(ask)) is bool(here.results(ask))
    made = "CONSTRUCT { ?goal a dp:Goal } { ?goal a dp:Goal }"
    assert told(there.results(made)) == told(here.results(made))
    [report] = there.graphs
    for graph in (report, "urn:none"):
        assert told(there.results(GOALS, Dataset((graph,)))) == told(here.results(GOALS, Dataset((graph,))))


def test_the_copy_of_a_server_holds_the_union_that_it_shows(endpoint: str) -> None:
    """The report under its name, the vocabulary without one."""
    quads = set(RemoteStore(endpoint).quads())
    named = {q for q in shipped().copy.quads() if q.graph_name != ox.DefaultGraph()}
    assert {q for q in quads if q.graph_name != ox.DefaultGraph()} == named
    assert len({q.triple for q in quads}) == len({q.triple for q in shipped().copy.quads()})


def test_reports_are_listed_from_a_server_too(endpoint: str) -> None:
    """The same as from memory."""
    assert reports(RemoteStore(endpoint)) == reports(shipped().copy) != ()


def test_rows_that_are_asked_for_again_are_not_fetched_again(endpoint: str) -> None:
    """One request for the graphs to name, one for the query."""
    with passing_on(endpoint) as (url, came):
        store = RemoteStore(url)
        assert store.select(GOALS) == store.select(GOALS)
        assert came == ["POST"] * 2


@contextmanager
def passing_on(endpoint: str, busy: int = 0) -> Iterator[tuple[str, list[str]]]:
    """A server before another one that is busy for the first requests and then passes them on."""
    left = [busy]

    def answer(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if left[0]:
            left[0] -= 1
            respond(handler, 503, b"one moment", Retry_After="0")
            return
        headers = {name: handler.headers[name] for name in ("Content-Type", "Accept")}
        passed = httpx.post(endpoint, content=body, headers=headers)
        respond(handler, passed.status_code, passed.content, Content_Type=passed.headers["content-type"])

    with answering(answer) as served:
        yield served


def test_a_server_that_is_busy_once_is_asked_again(endpoint: str) -> None:
    """Nobody notices."""
    with passing_on(endpoint, busy=1) as (url, came):
        assert RemoteStore(url).select(GOALS) == shipped().copy.select(GOALS)
        assert len(came) == 3


def test_a_server_that_stays_busy_is_told() -> None:
    """After three tries."""
    with answering(lambda handler, _: respond(handler, 503, b"one moment", Retry_After="0")) as (url, came):
        assert failure(url) == f"the server at {url} is too busy: one moment; try again later"
        assert len(came) == 3


def test_a_server_that_is_down_is_told_at_once() -> None:
    """With its address and what to look for."""
    started = time.monotonic()
    assert f"the server at {NOWHERE} does not answer: " in failure(NOWHERE)
    assert "see that it runs" in failure(NOWHERE)
    assert time.monotonic() - started < 10


def test_a_server_that_never_answers_is_given_up() -> None:
    """When its time is over."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"
        started = time.monotonic()
        assert f"the server at {url} does not answer: not within 0.5 seconds" in failure(url, 0.5)
        assert time.monotonic() - started < 3


def test_a_server_that_answers_too_slowly_is_given_up() -> None:
    """However often another byte comes in."""

    def drip(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:
            pass  # the client is gone, as it should be

    with answering(drip) as (url, _):
        started = time.monotonic()
        assert "not within 0.5 seconds" in failure(url, 0.5)
        assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (200, "not with rows of SPARQL results in JSON"),
        (301, "has moved to https://example.org/; use that address"),
        (400, "the query cannot be run at"),
        (401, "does not let you in; set KGQA_STORE_USER and KGQA_STORE_PASSWORD"),
        (403, "does not let you in; set KGQA_STORE_USER and KGQA_STORE_PASSWORD"),
        (404, "there is no SPARQL endpoint at"),
        (405, "there is no SPARQL endpoint at"),
        (415, "there is no SPARQL endpoint at"),
        (500, "failed: status 500"),
    ],
)
def test_other_failures_say_what_to_do(status: int, told: str) -> None:
    """Another password, another address, another server."""
    with answering(lambda handler, _: respond(handler, status, Location="https://example.org/")) as (url, _):
        assert told in failure(url)


@pytest.mark.parametrize(
    ("body", "headers", "told"),
    [
        (b"<html>Welcome</html>", {"Content_Type": "text/html; charset=utf-8"}, "answers with text/html"),
        (b'{"head": {"vars": ["goal"]}, "results": {"bindings": [{"goal": 5}]}}', {}, "not with rows"),
        (b'{"head": {"vars": ["goal"]}, "results": {"bindings": [5]}}', {}, "not with rows"),
        (b"[]", {}, "not with rows"),
        (b"\xff\xfe", {}, "not with rows"),
        (b"no gzip", {"Content_Encoding": "gzip"}, "does not answer"),
    ],
)
def test_an_answer_that_is_none_is_told(body: bytes, headers: dict[str, str], told: str) -> None:
    """A page, other JSON, and what was not compressed as it says."""
    with answering(lambda handler, _: respond(handler, 200, body, **headers)) as (url, _):
        assert told in failure(url)
        with pytest.raises(KgqaError):
            RemoteStore(url, 5.0).results("ASK { ?s ?p ?o }", Dataset())


def test_a_password_is_sent_when_it_is_asked_for_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the environment, and one in the address."""
    seen: list[str | None] = []

    def refuse(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        seen.append(handler.headers["Authorization"])
        respond(handler, 401, WWW_Authenticate='Basic realm="graphs"')

    monkeypatch.setenv("KGQA_STORE_USER", "ada")
    monkeypatch.setenv("KGQA_STORE_PASSWORD", "secret")
    with answering(refuse) as (url, _):
        assert "secret" not in failure(url)
        assert "other" not in failure(url.replace("//", "//bob:other@"))
    assert seen == [None, "Basic YWRhOnNlY3JldA==", None, "Basic Ym9iOm90aGVy"]


def test_an_address_that_is_no_graph_store_gets_no_graph() -> None:
    """It is asked first, so that a large request is not sent in vain."""
    with answering(lambda handler, _: respond(handler, 400, b"no query")) as (url, came):
        with pytest.raises(GraphError, match="is no Graph Store; give the address"):
            GraphStore(url).put("urn:graph", [])
        assert came == ["GET"]


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "inf"])
def test_a_time_that_is_none_is_refused(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    monkeypatch.setenv("KGQA_STORE_SECONDS", seconds)
    with pytest.raises(UsageError, match="KGQA_STORE_SECONDS is a number above zero"):
        RemoteStore(NOWHERE)


def test_a_command_over_a_server_that_is_down_ends_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """And with exit status 1."""
    monkeypatch.setenv("KGQA_STORE", NOWHERE)
    command = [sys.executable, "-m", "kgqa", "ask", "2023年GDP增长多少？"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: the server at {NOWHERE} does not answer: ")
    assert done.stderr.count("\n") == 1
