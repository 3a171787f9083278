"""A server takes up the graph that takes the place of the one it serves, and loses no request over it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kgqa.graph.store import Store
from kgqa.server.routes import open_server
from kgqa.server.served import Opened, Sources
from kgqa.server.settings import Settings
from tests.server.running import GRAPHS, running
from tests.server.test_pool import makers

DEADLINE = 30.0
MORE = "<urn:new> { <urn:a> <urn:p> <urn:b> , <urn:c> . }\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"


@dataclass
class Changing:
    """A server over a folder of graphs, the folder, and the makers of workers that there were before it."""

    client: httpx.Client
    folder: Path
    others: set[int]

    def makers(self) -> set[int]:
        """The processes that make its workers."""
        return makers() - self.others

    def count(self) -> int:
        """How many triples the endpoint finds."""
        return int(self.client.get("/sparql", params={"query": COUNT, "format": "csv"}).text.split()[1])

    def replace(self, name: str, content: str) -> None:
        """Write a file beside and move it to its place, as graphs are written."""
        beside = self.folder / "beside"
        beside.write_text(content, encoding="utf-8")
        beside.replace(self.folder / name)


def until(true: Callable[[], bool]) -> None:
    """Wait for something, not for ever."""
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Changing]:
    """Over a copy of three tiny graphs."""
    shutil.copy(GRAPHS[0], tmp_path / "first.trig")

    def files() -> tuple[Path, ...]:
        return tuple(sorted(tmp_path.glob("*.trig")))

    def stamp() -> Hashable:
        return tuple((path.name, path.stat().st_mtime_ns) for path in files())

    sources = Sources(stamp, lambda: Opened(files(), Store.load(files())), stamp())
    others = makers()
    server = open_server(files(), Settings(workers=2, seconds=3.0), sources=sources)
    with running(server) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield Changing(client, tmp_path, others)


def test_another_graph_is_served_everywhere(changing: Changing) -> None:
    """By the endpoint, in the descriptions, as a whole; a tag of before names nothing any more."""
    before = changing.count()
    tag = changing.client.get("/sparql", params={"query": COUNT}).headers["ETag"]
    assert changing.client.get("/graphs?graph=urn:new").status_code == 404
    changing.replace("second.trig", MORE)
    until(lambda: changing.count() == before + 2)
    again = changing.client.get("/sparql", params={"query": COUNT}, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "urn:new" in changing.client.get("/sparql").text
    assert changing.client.get("/graphs?graph=urn:new&format=nt").text.count("\n") == 2
    assert f'"{before + 2}"' in changing.client.get("/.well-known/void?format=nt").text
    assert changing.client.get("/healthz").json()["triples"] == before + 2
    (changing.folder / "second.trig").unlink()
    until(lambda: changing.count() == before)


def test_queries_that_run_are_finished_and_their_workers_ended(changing: Changing) -> None:
    """The slow one ends by its limit, as ever; cheap ones never fail; no process of before is left."""
    before, first = changing.count(), changing.makers()
    with ThreadPoolExecutor(1) as slowly:
        slow = slowly.submit(changing.client.get, "/sparql", params={"query": SLOW})
        time.sleep(0.2)
        changing.replace("second.trig", MORE)
        until(lambda: changing.count() == before + 2)
        assert slow.result().status_code == 503
        assert "took longer than 3 seconds" in slow.result().text
    until(lambda: not first & changing.makers())
    assert changing.count() == before + 2


def test_a_graph_that_cannot_be_read_changes_nothing(changing: Changing) -> None:
    """The earlier one is served until there is one that can be read."""
    before = changing.count()
    changing.replace("second.trig", "this is no graph <")
    time.sleep(2.5)
    assert changing.count() == before
    assert changing.client.get("/healthz").status_code == 200
    changing.replace("second.trig", MORE)
    until(lambda: changing.count() == before + 2)
