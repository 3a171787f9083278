"""``kgqa serve`` as users start it: app, endpoint, linked data and API on one port."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kgqa.cli import run
from kgqa.cli.session import Session
from kgqa.resources import graph_dir
from kgqa.server.routes import open_server
from kgqa.server.settings import Settings
from tests.server.running import DATA, running, shipped_files

GDP = "2023年GDP增长多少？"
DEADLINE = 90.0


@dataclass
class Served:
    """A running ``kgqa serve``, a client of it, and the file that its standard error goes to."""

    process: subprocess.Popen[bytes]
    client: httpx.Client
    log: Path

    def lines(self) -> list[str]:
        """What it has logged."""
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for all tests of this module, on a free port."""
    with serving(tmp_path_factory.mktemp("serve") / "log") as found:
        yield found


@contextmanager
def serving(log: Path, **settings: str) -> Iterator[Served]:
    """A server that logs to a file, with some settings in its environment."""
    command = [sys.executable, "-m", "kgqa", "serve", "--port", "0"]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stderr=errors, env={**os.environ, **settings})
    try:
        address = told_address(process, log)
        with httpx.Client(base_url=address, timeout=60) as client:
            yield Served(process, client, log)
    finally:
        process.terminate()
        process.wait(30)


def told_address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that it says, once it answers there."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://localhost:\d+", log.read_text(encoding="utf-8"))
        try:
            if found and httpx.get(f"{found[0]}/healthz").status_code == 200:
                return found[0]
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/_stcore/health", "text/plain"),
        ("/sparql", "text/turtle"),
        ("/sparql?query=ASK%7B%7D", "application/sparql-results+json"),
        ("/graphs?graph=https://w3id.org/district-plan/id/guancheng-2024/graph", "text/turtle"),
        ("/id/guancheng-2024/document", "text/html"),
        ("/ontology", "text/html"),
        ("/examples", "text/html"),
        ("/.well-known/void", "text/turtle"),
        ("/api/openapi.json", "application/json"),
        ("/healthz", "application/json"),
    ],
)
def test_one_port_has_everything(served: Served, path: str, kind: str) -> None:
    """The addresses of the contract."""
    response = served.client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(kind)


@pytest.mark.parametrize(("accepted", "zipped"), [("gzip", True), ("gzip;q=0", False), ("", False)])
def test_answers_are_zipped_where_that_is_read(served: Served, accepted: str, zipped: bool) -> None:
    """The app compresses too, around the server, and is held to the same."""
    response = served.client.get("/ontology?format=nt", headers={"Accept-Encoding": accepted})
    assert ("Content-Encoding" in response.headers) is zipped
    assert response.headers["Vary"].count("Accept-Encoding") == 1


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return [found for child in map(int, told) for found in (child, *descendants(child))]


# ---------- the API ----------


def test_a_question_is_answered(served: Served) -> None:
    """By GET and by POST, the same answer object; its query runs at the endpoint."""
    by_get = served.client.get("/api/ask", params={"q": GDP}).json()
    by_post = served.client.post("/api/ask", json={"id": "o001", "question": GDP}).json()
    assert by_post.pop("id") == "o001"
    assert {**by_get, "elapsed_ms": 0} == {**by_post, "elapsed_ms": 0}
    assert (by_get["status"], by_get["answers"][0]["value"]) == ("answered", "6.9")
    rows = served.client.get("/sparql", params={"query": by_get["sparql"]}).json()["results"]["bindings"]
    assert any(row.get("value", {}).get("value") == "6.9" for row in rows)


def test_a_store_on_another_server_is_asked(tmp_path: Path) -> None:
    """Questions go there; when it is down they end with 503, and the endpoint goes on with its copy."""
    query = "ASK { ?document a dp:PlanDocument . dp:PlanDocument a owl:Class }"
    with contextlib.ExitStack() as stack:
        with running(open_server(shipped_files(), Settings(workers=1))) as address:
            served = stack.enter_context(
                serving(tmp_path / "log", KGQA_STORE=f"{address}/sparql", KGQA_SERVE_WORKERS="1")
            )
            answer = served.client.get("/api/ask", params={"q": GDP}).json()
            assert answer["answers"][0]["value"] == "6.9"
        down = served.client.get("/api/ask", params={"q": "2024年一般公共预算收入增长目标是多少？"})
        assert (down.status_code, address in down.text) == (503, False)
        assert any(f"the server at {address}/sparql does not answer" in line for line in served.lines())
        assert served.client.get("/sparql", params={"query": query}).json()["boolean"] is True
        assert served.client.get("/id/guancheng-2024/document").status_code == 200


def test_a_report_that_is_added_is_served_without_a_restart(tmp_path: Path) -> None:
    """By the API and the endpoint, as soon as its graph lies beside the others."""
    folder = tmp_path / "graph"
    folder.mkdir()
    for ending in (".txt", ".map.json", ".trig"):
        shutil.copy(graph_dir() / f"guancheng-2024{ending}", folder)
    query = "SELECT ?document { ?document a dp:PlanDocument }"

    def served_documents(client: httpx.Client) -> int:
        return len(client.get("/sparql", params={"query": query}).json()["results"]["bindings"])

    with serving(tmp_path / "log", KGQA_GRAPH=str(folder)) as served:
        asked = {"q": "2023年甲区GDP增长多少？"}
        before = served.client.get("/api/ask", params=asked).json()["answers"]
        assert "甲区" not in {item["about"] for item in before}
        assert served_documents(served.client) == 1
        shutil.copy(DATA / "small.txt", folder)
        shutil.copy(DATA / "small.trig", folder / "small.new")
        (folder / "small.new").rename(folder / "small.trig")
        until = time.monotonic() + DEADLINE
        while served_documents(served.client) == 1:
            assert time.monotonic() < until
            time.sleep(0.2)
        assert served.client.get("/api/ask", params=asked).json()["answers"][0]["about"] == "甲区"
        found = served.client.get("/api/search", params={"q": "甲区", "k": 20}).json()["passages"]
        assert "small" in {passage["document"] for passage in found}
        assert served.client.get("/id/small/document", headers={"Accept": "text/turtle"}).status_code == 200


def test_questions_before_and_languages(served: Served) -> None:
    """Context and lang, in both ways to send them."""
    follow = {"question": "2024年目标呢？", "context": [GDP]}
    assert "7" in served.client.post("/api/ask", json=follow).json()["text"]
    given = {"q": "2024年目标呢？", "context": GDP, "lang": "en"}
    answer = served.client.get("/api/ask", params=given).json()
    assert answer["lang"] == "en" and "7%" in answer["text"]


def test_a_refusal_is_an_answer(served: Served) -> None:
    """Status 200, with its reason."""
    response = served.client.get("/api/ask", params={"q": "2022年GDP增长多少？"})
    assert (response.status_code, response.json()["reason"]) == (200, "outside_period")


def test_passages_are_found(served: Served) -> None:
    """By GET and by POST; filters as on the command line."""
    found = served.client.get("/api/search", params={"q": "养老服务", "k": 3}).json()["passages"]
    assert len(found) == 3
    assert {"score", "section", "start", "end", "text"} <= found[0].keys()
    assert served.client.post("/api/search", json={"query": "养老服务", "k": 3}).json()["passages"] == found
    inside = served.client.get("/api/search", params={"q": "增长", "section": "1.0"}).json()["passages"]
    assert inside and {passage["section"] for passage in inside} == {"1.0"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/ask", None, 400),
        ("GET", "/api/ask?q=%20", None, 400),
        ("GET", "/api/ask?q=a&q=b", None, 400),
        ("GET", "/api/ask?q=a&lang=fr", None, 400),
        ("GET", "/api/ask?q=" + "a" * 1_001, None, 413),
        ("GET", "/api/search?q=a&k=0", None, 400),
        ("GET", "/api/search?q=a&k=1000000", None, 400),
        ("GET", "/api/search?q=a&year=1990", None, 400),
        ("GET", "/api/search?q=a&section=99", None, 400),
        ("POST", "/api/ask", "{", 400),
        ("POST", "/api/ask", "[" * 20_000, 400),
        ("POST", "/api/ask", "[]", 400),
        ("POST", "/api/ask", '{"question": 5}', 400),
        ("POST", "/api/ask", '{"question": "a", "context": "b"}', 400),
        ("POST", "/api/ask", json.dumps({"question": "a", "context": ["b"] * 30}), 413),
        ("POST", "/api/ask", json.dumps({"question": "a" * 200_000}), 413),
        ("POST", "/api/search", '{"query": "a", "k": true}', 400),
        ("POST", "/api/ask", '{"question": "a", "context": {}}', 400),
        ("POST", "/api/ask", '{"question": "a", "context": 0}', 400),
        ("POST", "/api/ask", '{"question": "a", "lang": 0}', 400),
        ("POST", "/api/ask", '{"question": "a", "id": {"a": 1}}', 400),
        ("POST", "/api/ask", '{"question": "a", "id": true}', 400),
        ("POST", "/api/search", '{"query": "a", "section": 1.2}', 400),
        ("POST", "/api/search", '{"query": "a", "place": "\\ud800"}', 400),
        ("POST", "/api/search", json.dumps({"query": "a", "place": "b" * 2_000}), 413),
        ("PUT", "/api/ask", None, 405),
    ],
)
def test_wrong_requests_are_told_as_problems(
    served: Served, method: str, path: str, body: str | None, status: int
) -> None:
    """RFC 9457, whatever the client accepts."""
    headers = {"Content-Type": "application/json"} if body is not None else {}
    response = served.client.request(method, path, content=body, headers=headers)
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == status and told["title"] and told["detail"]


def test_halves_of_characters_and_unknown_parameters_do_no_harm(served: Served) -> None:
    """JSON can name what UTF-8 cannot write; other parameters are nobody's business."""
    given = '{"id": "\\ud800", "question": "2022年GDP增长多少？\\udfff", "context": null, "lang": null}'
    headers = {"Content-Type": "application/json"}
    answer = served.client.post("/api/ask", content=given, headers=headers)
    assert (answer.status_code, answer.json()["id"]) == (200, "?")
    assert served.client.get("/api/ask", params={"q": GDP, "x": ["1", "2"]}).status_code == 200


def test_another_media_type_is_refused(served: Served) -> None:
    """The body is JSON."""
    assert served.client.post("/api/ask", data={"question": GDP}).status_code == 415


def test_the_description_is_true(served: Served) -> None:
    """Each path of the OpenAPI description is there, and answers have the members that it requires."""
    told = served.client.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["servers"][0]["url"] == str(served.client.base_url).rstrip("/")
    answer = served.client.get("/api/ask", params={"q": GDP}).json()
    schemas = told["components"]["schemas"]
    assert set(schemas["Answer"]["required"]) <= answer.keys() <= set(schemas["Answer"]["properties"])
    assert answer["evidence"][0].keys() == set(schemas["Evidence"]["required"])
    assert answer["answers"][0].keys() <= set(schemas["Item"]["properties"])
    for path, methods in told["paths"].items():
        allowed = served.client.options(path).headers["Allow"].lower()
        assert all(method in allowed for method in methods)


# ---------- the program ----------


def test_the_log_tells_neither_who_asked_nor_what(served: Served) -> None:
    """One line of JSON a request."""
    served.client.get("/sparql", params={"query": "SELECT ('geheim' AS ?x) {}"})
    served.client.get("/api/ask", params={"q": "geheim"})
    served.client.get("/id/geheim")
    time.sleep(0.2)
    lines = served.lines()
    requests = [json.loads(line) for line in lines if line.startswith("{")]
    assert {"sparql", "ask", "id"} <= {line["resource"] for line in requests}
    assert all({"time", "method", "status", "ms"} <= line.keys() for line in requests)
    assert [line for line in lines if "geheim" in line or "127.0.0.1" in line] == []


def test_it_stops_gracefully(served: Served) -> None:
    """A request that runs is finished, no process is left, and the status is 0."""
    children = descendants(served.process.pid)
    assert len(children) >= 5
    slow = "SELECT (COUNT(*) AS ?n) { ?a dp:year ?b . ?c dp:year ?d . FILTER(?b = ?d) }"
    with socket.create_connection((served.client.base_url.host, served.client.base_url.port or 0)) as waiting:
        body = slow.encode()
        head = "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
        waiting.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        time.sleep(0.05)
        served.process.send_signal(signal.SIGTERM)
        assert waiting.recv(100).startswith(b"HTTP/1.1 200")
    assert served.process.wait(30) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def test_a_port_that_is_taken_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1, before anything else is opened."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)], Session()) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1 and "--port" in told[-1]


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--port", "-1"], ["--port", "x"]])
def test_wrong_use(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Exit status 2."""
    assert run(["serve", *arguments], Session()) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
