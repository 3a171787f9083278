"""Queries that mean harm reach no other machine, stop no server and hold nobody up."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest

from kgqa.graph.store import Store
from kgqa.server.jobs import Job
from kgqa.server.results import Limits
from kgqa.server.routes import open_server
from kgqa.server.settings import Settings
from kgqa.server.worker import run
from tests.server.running import GRAPHS, Listener, listener, running, shipped_files

SECONDS = 0.7
CHEAP = "SELECT ?v { ?o dp:indicator ind:rd-intensity ; dp:valueText ?v }"
# Stands for the address of the listener.
L = "LISTENER"

# Queries and forms of requests that would make the server call, read or change something.
CALLS = (
    f"SELECT * {{ SERVICE <{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE SILENT <{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ sErViCe <{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ VALUES ?g {{ <{L}/> }} SERVICE ?g {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\u0053ERVICE <{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\U00000053\\u0045RVICE <{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?c<3).SERVICE#>\n<{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ #\rSERVICE <{L}/> {{ ?s ?p ?o }}\n }}",
    f"SELECT * {{ # comment\nSERVICE#comment\n<{L}/>#comment\n{{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER EXISTS {{ SERVICE <{L}/> {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ BIND(EXISTS {{ SERVICE <{L}/> {{ ?s ?p ?o }} }} AS ?x) }}",
    f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{L}/> {{ ?s ?p ?o }} }} }} }} }}",
    f"SELECT * {{ ?s ?p ?o MINUS {{ SERVICE <{L}/> {{ ?s ?p ?o }} }} }}",
    f"ASK {{ GRAPH ?g {{ SERVICE <{L}/> {{ ?s ?p ?o }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{L}/> {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s WHERE {{ SERVICE <{L}/> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o LATERAL {{ SERVICE <{L}/> {{ ?s ?p ?o }} }} }}",
    f'SELECT * {{ VALUES ?x {{ "a\\u0022 "b" }} SERVICE <{L}/> {{ ?s ?p ?o }} }}',
    f"BASE <{L}/> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    f"PREFIX l: <{L}/> SELECT * {{ SERVICE l:x {{ ?s ?p ?o }} }}",
    f"SELECT * FROM <{L}/graph> {{ ?s ?p ?o }}",
    f"SELECT * FROM NAMED <{L}/graph> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    f"DESCRIBE <{L}/thing>",
)
CHANGES = (
    f"LOAD <{L}/data.ttl>",
    "LOAD <file:///etc/passwd>",
    f"LOAD SILENT <{L}/data.ttl> INTO GRAPH <urn:x>",
    "INSERT DATA { <urn:a> <urn:b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
)
BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    'SELECT * { ?s ?p ?o . ?t ?q ?r FILTER(REGEX(STR(?o), "^(a+)+$") && REGEX(STR(?r), "(x+x+)+y")) }',
    "SELECT * { ?s (dp:statedIn|!dp:statedIn)* ?o . ?o (^dp:about|!dp:about)* ?z }",
    "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }",
    f"SELECT (STRLEN(\"{'x' * 50_000}\") AS ?n) {{ ?s ?p ?o . ?t ?q ?r }} ORDER BY ?n",
    'SELECT (GROUP_CONCAT(CONCAT(STR(?o), STR(?r))) AS ?x) { ?s ?p ?o . ?t ?q ?r }',
    f"SELECT * {{ {'{' * 5_000} ?s ?p ?o {'}' * 5_000} }}",
    f"SELECT * {{ FILTER({'!' * 90_000}1) }}",
    f"SELECT * {{ FILTER({'(' * 40_000}1{')' * 40_000}) }}",
    f"SELECT * {{ FILTER(1{'+1' * 40_000} = 2) }}",
    f"SELECT * {{ ?s {'^' * 80_000}rdf:type ?o }}",
    f"SELECT * {{ ?s rdf:type{'/rdf:type' * 9_000} ?o }}",
)  # fmt: skip
HOSTILE = (*CALLS, *CHANGES, *BOMBS)


@dataclass(frozen=True)
class Scene:
    """A server under attack and the port that nobody should call."""

    address: str
    heard: Listener


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    """The project's graph, with little time and memory for each query."""
    settings = Settings(workers=3, seconds=SECONDS, memory_mb=300, rows=1_000, at_once=3)
    with listener() as heard, running(open_server(shipped_files(), settings)) as address:
        yield Scene(address, heard)


def test_hostile_queries_harm_nobody(scene: Scene) -> None:
    """All are answered by a plain reason or few rows; cheap queries beside them are answered at once."""
    statuses: dict[str, int] = {}
    waits: list[float] = []

    def attack(query: str) -> None:
        sent = query.replace(L, scene.heard.address)
        with httpx.Client(timeout=60) as client:
            response = client.post(f"{scene.address}/sparql", data={"query": sent})
        statuses[query] = response.status_code
        assert ("Retry-After" in response.headers) is (response.status_code == 503)
        assert "Traceback" not in response.text

    assert len(HOSTILE) >= 40
    with ThreadPoolExecutor(2) as attackers, httpx.Client(timeout=30) as client:
        attacks = [attackers.submit(attack, query) for query in HOSTILE]
        while not all(done.done() for done in attacks):
            started = time.perf_counter()
            response = client.get(f"{scene.address}/sparql", params={"query": CHEAP})
            waits.append(time.perf_counter() - started)
            assert response.status_code == 200
            assert response.json()["results"]["bindings"][0]["v"]["value"] == "2.58"
            time.sleep(0.05)
        for done in attacks:
            done.result()
    assert scene.heard.hits == 0
    assert {query: status for query, status in statuses.items() if status not in (200, 400, 503)} == {}
    assert {statuses[query] for query in CHANGES} == {400}
    asking = [query for query in CALLS if "service" in query.lower() or "\\u" in query.lower()]
    assert {statuses[query] for query in asking} == {400}
    assert len(waits) > 10
    assert sorted(waits)[len(waits) // 2] < SECONDS
    assert httpx.get(f"{scene.address}/healthz").json()["status"] == "ok"


UNGUARDED = """
import sys
from pathlib import Path
from kgqa.graph.store import Store
from kgqa.server import worker
from kgqa.server.jobs import Job
from kgqa.server.results import Limits

store = Store.load([Path(sys.argv[1])])
worker._warm()
worker._forbid_files()
for query in sys.argv[2:]:
    reply = worker.run(store, Job(query, rows="json"), Limits(9, 9_999), guard=lambda query: None)
    print(reply.kind, reply.count)
"""


def test_no_socket_can_be_opened_even_past_the_guard(scene: Scene) -> None:
    """The second wall: a worker that runs SERVICE unguarded gets an error of the system, no connection."""
    queries = [query.replace(L, scene.heard.address) for query in CALLS[:12]]
    command = [sys.executable, "-c", UNGUARDED, str(GRAPHS[0]), *queries]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert [line.split()[0] in ("invalid", "rows") for line in done.stdout.splitlines()] == [True] * 12
    assert scene.heard.hits == 0


def test_the_listener_hears_when_it_is_called(scene: Scene) -> None:
    """The counter that stays at zero above does count: this process may open sockets."""
    with listener() as heard:
        job = Job(f"SELECT * {{ SERVICE <{heard.address}/> {{ ?s ?p ?o }} }}", rows="json")
        run(Store.load(GRAPHS), job, Limits(9, 9_999), guard=lambda query: None)
    assert heard.hits > 0
