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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' Virtuoso is used here too

from benchmarks.latency import COLD_QUESTION, QUESTIONS, milliseconds, row
from kgqa.engine import Engine, open_engine
from tests.query import virtuoso

Asked = list[tuple[str, list[str]]]


def kgqa(*arguments: str, **settings: str) -> None:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "kgqa", *arguments]
    environment = {**os.environ, **settings}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def loaded(folder: Path) -> Iterator[Mapping[str, tuple[str, float]]]:
    """The stores by what they are called: the value of KGQA_STORE, and the milliseconds of ``kgqa load``."""
    disk = str(folder / "store")
    on_disk = milliseconds(lambda: kgqa("load", "--to", disk))
    with virtuoso.running(folder) as address:
        endpoint, graphs = f"{address}/sparql", f"{address}/sparql-graph-crud-auth"
        there = milliseconds(lambda: kgqa("load", "--to", endpoint, "--graph-store", graphs, **virtuoso.USER))
        yield {"memory": ("", 0.0), "disk": (disk, on_disk), "Virtuoso": (endpoint, there)}


def rounds(engine: Engine, asked: Asked, repeat: int) -> tuple[list[float], list[float]]:
    """Times of the first round over the questions, and of the later ones."""
    ask: Callable[[str, list[str]], object] = engine.ask
    times = [milliseconds(partial(ask, *question)) for _ in range(repeat + 1) for question in asked]
    return times[: len(asked)], times[len(asked) :]


def queries(engine: Engine, asked: Asked) -> list[str]:
    """The queries behind the answers, each once."""
    answers = (engine.ask(*question) for question in asked)
    return list(dict.fromkeys(answer.sparql for answer in answers if answer.sparql))


def measure(name: str, load: float, asked: Asked, repeat: int, cold: int) -> None:
    """Print the rows of one store, which KGQA_STORE names."""
    opened: list[Engine] = []
    opening = milliseconds(lambda: opened.append(open_engine()))
    first, later = rounds(opened[0], asked, repeat)
    told = queries(opened[0], asked)
    fresh = open_engine().store  # nothing is kept of what was asked before
    if load:
        print(row(f"{name}: kgqa load", [load]))
    print(row(f"{name}: open", [opening]))
    print(row(f"{name}: first round", first))
    print(row(f"{name}: later rounds", later))
    print(row(f"{name}: queries", [milliseconds(partial(fresh.select, query)) for query in told]))
    print(row(f"{name}: kgqa ask", [milliseconds(lambda: kgqa("ask", COLD_QUESTION)) for _ in range(cold)]))


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
    with tempfile.TemporaryDirectory() as folder, loaded(Path(folder)) as stores:
        print(f"{'milliseconds':<24}{'runs':>6}{'median':>12}{'p95':>12}{'max':>12}")
        for name, (store, load) in stores.items():
            with mock.patch.dict(os.environ, {"KGQA_STORE": store}):
                measure(name, load, asked, args.repeat, args.cold)


if __name__ == "__main__":
    main()
