"""How fast SPARQL is: against rdflib over the competency questions, and over HTTP beside hostile queries.

.venv/bin/python benchmarks/sparql.py
.venv/bin/python benchmarks/sparql.py --repeat 5 --seconds 20
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import httpx
import pyoxigraph as ox
import rdflib

from kgqa.graph.store import Store
from kgqa.resources import VOCABULARY_FILES, graph_dir, ontology_dir
from kgqa.server.examples import Example, Examples

CHEAP = "SELECT ?v { ?o dp:indicator ind:rd-intensity ; dp:valueText ?v }"
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?o), STR(?r))) AS ?x) { ?s ?p ?o . ?t ?q ?r }",
    f"SELECT * {{ FILTER({'!' * 90_000}1) }}",
)
SERVE_SECONDS = "2"
NUMBERS = frozenset(f"{rdflib.XSD}{kind}" for kind in ("integer", "decimal", "double"))
Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Compared:
    """Milliseconds of a question in each engine, and whether the rows are the same."""

    name: str
    ours: float
    rdflib: float
    same: bool


def median_of(act: Callable[[], object], repeat: int) -> float:
    """Median milliseconds of something, after a first time that is not counted."""
    act()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        act()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def cell(value: str, datatype: str) -> str:
    """A value without its datatype; numbers in their shortest form, as engines differ in trailing zeros."""
    return format(Decimal(value).normalize(), "f") if datatype in NUMBERS else value


def our_rows(store: Store, query: str) -> list[Row]:
    """All rows of a query in Oxigraph, through the store class."""
    results = store.results(query)
    assert isinstance(results, ox.QuerySolutions)
    return [tuple(_ours(term) for term in row) for row in results]


def _ours(term: object) -> str | None:
    if isinstance(term, ox.Literal):
        return cell(term.value, term.datatype.value)
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else None


def rdflib_rows(graph: rdflib.Graph, query: str) -> list[Row]:
    """All rows of a query in rdflib."""
    return [tuple(_theirs(term) for term in row) for row in graph.query(query) if isinstance(row, tuple)]


def _theirs(term: object) -> str | None:
    if isinstance(term, rdflib.Literal):
        return cell(str(term), str(term.datatype))
    return None if term is None else str(term)


def compare(store: Store, examples: Sequence[Example], repeat: int) -> Iterator[Compared]:
    """Every question in both engines, one after the other."""
    lines = ox.serialize((quad.triple for quad in store.quads()), format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=lines or b"", format="nt")
    for example in examples:
        query = example.query
        same = our_rows(store, query) == rdflib_rows(graph, query)
        ours = median_of(lambda q=query: our_rows(store, q), repeat)  # type: ignore[misc]
        theirs = median_of(lambda q=query: rdflib_rows(graph, q), 1)  # type: ignore[misc]
        yield Compared(example.name, ours, theirs, same)


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of a ``kgqa serve`` of our own."""
    command = [sys.executable, "-m", "kgqa", "serve", "--port", "0"]
    environment = {**os.environ, "KGQA_SERVE_SECONDS": SERVE_SECONDS}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr
        address = next(line.strip() for line in process.stderr if line.startswith("http://"))
        threading.Thread(target=process.stderr.read, daemon=True).start()
        while True:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{address}/healthz").json()["workers"] == 4:
                    break
            time.sleep(0.1)
        try:
            yield address
        finally:
            process.terminate()


def cheap_times(address: str, seconds: float) -> list[float]:
    """Milliseconds of a cheap query, asked again and again."""
    times = []
    with httpx.Client(timeout=60) as client:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            started = time.perf_counter()
            response = client.get(f"{address}/sparql", params={"query": CHEAP})
            assert response.status_code == 200, response.text
            times.append((time.perf_counter() - started) * 1000)
            time.sleep(0.02)
    return times


def attack(address: str, stop: threading.Event) -> None:
    """Send hostile queries until told to stop."""
    with httpx.Client(timeout=60) as client:
        for query in itertools.cycle(HOSTILE):
            if stop.is_set():
                return
            client.post(f"{address}/sparql", data={"query": query})


def row(name: str, times: Sequence[float]) -> str:
    """One line of the table."""
    slow = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return f"{name:<34}{len(times):>6}{statistics.median(times):>10.1f}{slow:>10.1f}{max(times):>10.1f}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Speed of SPARQL, in milliseconds.")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="rounds of each question")
    parser.add_argument("--seconds", type=float, default=15, metavar="N", help="time of each part over HTTP")
    arguments = parser.parse_args()
    files = [*(ontology_dir() / name for name in VOCABULARY_FILES), *sorted(graph_dir().glob("*.trig"))]
    examples = Examples(ontology_dir() / "competency").all
    compared = list(compare(Store.load(files), examples, arguments.repeat))
    ratios = [one.rdflib / one.ours for one in compared]
    ours, theirs = ([getattr(one, name) for one in compared] for name in ("ours", "rdflib"))
    print(f"{len(compared)} competency questions, {sum(one.same for one in compared)} with the same rows")
    print(f"{'':<34}{'':>6}{'median':>10}{'95 %':>10}{'most':>10}")
    print(row("Oxigraph, through the store class", ours))
    print(row("rdflib", theirs))
    print(f"medians: {statistics.median(theirs) / statistics.median(ours):.0f} times as fast; ", end="")
    print(f"question by question: {statistics.median(ratios):.0f} times (least {min(ratios):.1f})")
    with served() as address:
        print(row("a cheap query over HTTP, alone", cheap_times(address, arguments.seconds)))
        stop = threading.Event()
        attackers = [threading.Thread(target=attack, args=(address, stop)) for _ in range(2)]
        for attacker in attackers:
            attacker.start()
        print(row("the same beside two attackers", cheap_times(address, arguments.seconds)))
        stop.set()
        for attacker in attackers:
            attacker.join()


if __name__ == "__main__":
    main()
