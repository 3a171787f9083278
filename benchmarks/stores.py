"""How long answers take over a store in memory, on disk, and on a Virtuoso started for it on loopback.

.venv/bin/python benchmarks/stores.py
.venv/bin/python benchmarks/stores.py benchmarks/questions/fresh-1.jsonl --repeat 1 --cold 3
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' Virtuoso is used here too

from benchmarks.latency import COLD_QUESTION, QUESTIONS, milliseconds, row
from kgqa.engine import Engine, open_engine
from tests.query import virtuoso

Asked = list[tuple[str, list[str]]]
Times = defaultdict[tuple[str, str], list[float]]  # by what was done, and over which store


def kgqa(*arguments: str, **settings: str) -> None:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "kgqa", *arguments]
    environment = {**os.environ, **settings}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def loaded(folder: Path, times: Times) -> Iterator[dict[str, str]]:
    """The values of KGQA_STORE by what their stores are called; ``kgqa load`` is timed."""
    disk = str(folder / "store")
    times["kgqa load", "disk"].append(milliseconds(lambda: kgqa("load", "--to", disk)))
    with virtuoso.running(folder) as address:
        endpoint, graphs = f"{address}/sparql", f"{address}/sparql-graph-crud-auth"
        load = partial(kgqa, "load", "--to", endpoint, "--graph-store", graphs, **virtuoso.USER)
        times["kgqa load", "Virtuoso"].append(milliseconds(load))
        yield {"memory": "", "disk": disk, "Virtuoso": endpoint}


def opened(store: str) -> Engine:
    """An engine over a store."""
    with mock.patch.dict(os.environ, {"KGQA_STORE": store}):
        return open_engine()


def measure(stores: dict[str, str], asked: Asked, repeat: int, cold: int, times: Times) -> None:
    """Take all times; the stores take turns, so that other work on the machine slows them all alike."""
    engines: dict[str, Engine] = {}
    for name, store in stores.items():
        opened(store).ask(COLD_QUESTION)  # what is loaded when it is first needed
        times["open the engine", name].append(
            milliseconds(lambda n=name, s=store: engines.update({n: opened(s)}))
        )
    queries: dict[str, None] = {}
    for step in range(repeat + 1):
        for question in asked:
            for name, engine in engines.items():
                kind = "question, later" if step else "question, first time"
                times[kind, name].append(milliseconds(partial(engine.ask, *question)))
    for question in asked:
        queries[engines["memory"].ask(*question).sparql or ""] = None
    queries.pop("", None)
    fresh = {name: opened(store).store for name, store in stores.items()}  # nothing is kept in them yet
    for query in queries:
        for name, store in fresh.items():
            times["query of an answer", name].append(milliseconds(partial(store.select, query)))
    for _ in range(cold):
        for name, store in stores.items():
            ask = partial(kgqa, "ask", COLD_QUESTION, KGQA_STORE=store)
            times["kgqa ask", name].append(milliseconds(ask))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description="Latency of answers over each kind of store, in milliseconds."
    )
    parser.add_argument(
        "questions", nargs="?", type=Path, default=QUESTIONS, help="JSON lines with question, context"
    )
    parser.add_argument("--repeat", type=int, default=2, help="rounds over the file after the first (2)")
    parser.add_argument("--cold", type=int, default=5, help="fresh processes that are started (5)")
    args = parser.parse_args()
    lines = filter(None, args.questions.read_text(encoding="utf-8").splitlines())
    asked = [(r["question"], r.get("context", [])) for r in map(json.loads, lines)]
    times: Times = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, loaded(Path(folder), times) as stores:
        measure(stores, asked, args.repeat, args.cold, times)
    print(f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} processor cores")
    print(f"{'milliseconds':<34}{'runs':>6}{'median':>12}{'p95':>12}{'max':>12}")
    for (kind, name), taken in times.items():
        print(f"{name:<10}{row(kind, taken)}")


if __name__ == "__main__":
    main()
