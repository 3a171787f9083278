"""Evidence packs of golden questions: whether each holds, and whether a forged one is found.

.venv/bin/python benchmarks/packs.py
.venv/bin/python benchmarks/packs.py benchmarks/questions/fresh-11.jsonl

A forger changes one thing in a pack (a value of an item, a quote, a cell of the rows, the query, the hash of
the graph) and computes the digest of the pack anew, so that only the graph and the report can tell.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kgqa.engine import Engine, open_engine
from kgqa.packs.checks import Here, verify
from kgqa.packs.pack import digest, make_pack, provenance, read_pack
from kgqa.resources import graph_dir
from kgqa.server.jobs import Job, Reply
from kgqa.server.results import Limits
from kgqa.server.worker import run

FILES = ("dev", "fresh-11")
Change = Callable[[dict[str, Any]], bool]


def asked(files: Sequence[Path]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Questions with the questions before them."""
    for file in files:
        for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
            told = json.loads(line)
            yield told["question"], tuple(told.get("context") or ())


def here_of(engine: Engine) -> Here:
    """The engine, its store and the texts beside the graph; queries run in this process."""

    def ask(question: str, before: Sequence[str], language: str) -> Mapping[str, Any]:
        return engine.ask(question, before).as_dict()

    def execute(job: Job) -> Reply:
        return run(engine.copy, job, Limits(100_000, 64_000_000))

    def text(document: str) -> str | None:
        path = graph_dir() / f"{document}.txt"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    return Here(provenance(engine.copy, engine.profile), ask, execute, text)


def _value(pack: dict[str, Any]) -> bool:
    items = [i for i in pack["answer"]["answers"] if isinstance(i.get("value"), str)]
    for item in items[:1]:
        item["value"] += "1"
    return bool(items)


def _quote(pack: dict[str, Any]) -> bool:
    for span in pack["answer"]["evidence"][:1]:
        span["quote"] = span["quote"][:-1] + "。。"
    return bool(pack["answer"]["evidence"])


def _row(pack: dict[str, Any]) -> bool:
    cells = [
        cell for row in (pack["rows"] or {}).get("results", {}).get("bindings", []) for cell in row.values()
    ]
    for cell in cells[:1]:
        cell["value"] += "1"
    return bool(cells)


def _query(pack: dict[str, Any]) -> bool:
    if pack["answer"]["sparql"] is None:
        return False
    pack["answer"]["sparql"] = "SELECT * { ?s ?p ?o } LIMIT 1"
    return True


def _graph(pack: dict[str, Any]) -> bool:
    pack["graph"] = {"version": "0" * 12, "sha256": "0" * 64}
    return True


CHANGES: Mapping[str, Change] = {
    "value": _value,
    "quote": _quote,
    "row": _row,
    "query": _query,
    "graph": _graph,
}


def holds(content: bytes, here: Here) -> bool:
    """Whether nothing in a pack differs."""
    return all(finding.verdict != "differs" for finding in verify(read_pack(content), here))


def forged(content: bytes, change: Change) -> bytes | None:
    """A pack with a change and a digest that fits; None where it has nothing to change so."""
    pack = json.loads(content)
    if not change(pack):
        return None
    pack["sha256"] = digest(pack)
    return json.dumps(pack, ensure_ascii=False).encode()


def main() -> None:
    """Print what holds, what was found, and the times."""
    parser = argparse.ArgumentParser(description="Packs that hold, forgeries that are found.")
    folder = Path(__file__).with_name("questions")
    shipped = [folder / f"{name}.jsonl" for name in FILES]
    parser.add_argument("files", nargs="*", type=Path, default=shipped, help="question files")
    engine = open_engine()
    here = here_of(engine)
    made: list[bytes] = []
    making, checking, sound = [], [], 0
    for question, before in asked(parser.parse_args().files):
        answer = engine.ask(question, before).as_dict()
        started = time.perf_counter()
        made.append(make_pack(answer, before, engine.store, here.provenance, datetime.now(UTC)))
        between = time.perf_counter()
        sound += holds(made[-1], here)
        making.append(between - started)
        checking.append(time.perf_counter() - between)
    print(
        f"packs {len(made)}, of which hold {sound}; median size {statistics.median(map(len, made)):.0f} bytes"
    )
    for name, change in CHANGES.items():
        changed = [one for one in (forged(content, change) for content in made) if one is not None]
        found = sum(not holds(one, here) for one in changed)
        print(f"forged {name:<8}{len(changed):>6}, found {found:>6}")
    print(f"median: made in {statistics.median(making) * 1000:.0f} ms, checked in ", end="")
    print(f"{statistics.median(checking) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
