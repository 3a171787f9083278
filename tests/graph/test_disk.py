"""A store on disk answers as the one in memory does, for several processes at once, and is replaced whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgqa.cli import run
from kgqa.cli.session import Session
from kgqa.engine import Engine, open_engine
from kgqa.errors import GraphError, UsageError
from kgqa.graph.disk import DiskStore, write_store
from kgqa.graph.store import Store
from kgqa.resources import graph_dir
from tests.engine.engines import shipped

QUESTIONS = Path(__file__).resolve().parents[2] / "benchmarks" / "questions" / "dev.jsonl"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
# A process that opens a store, tells how many triples it has, and counts again when it hears a line.
OPENED = f"""
import sys
from pathlib import Path
from kgqa.graph.disk import DiskStore
store = DiskStore(Path(sys.argv[1]))
for _ in range(2):
    print([*store.select({COUNT!r})][0]["n"], flush=True)
    sys.stdin.readline()
"""


def quads(*names: str) -> list[ox.Quad]:
    """A triple for each name."""
    return [ox.Quad(*3 * [ox.NamedNode(f"urn:{name}")]) for name in names]


def held(store: Store) -> int:
    """How many triples a query finds."""
    [row] = store.select(COUNT)
    return int(row["n"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report and the vocabulary on disk, as ``kgqa load`` writes them."""
    folder = tmp_path_factory.mktemp("stores") / "report"
    assert run(["load", str(graph_dir() / "guancheng-2024.trig"), "--to", str(folder)], Session()) == 0
    return folder


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    """The engine over it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGQA_STORE", str(folder))
        yield open_engine()


def test_questions_have_the_answers_that_they_have_in_memory(engine: Engine) -> None:
    """All of each answer but the time it took."""
    assert isinstance(engine.store, DiskStore)
    records = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines()[::5])
    asked = [(r["question"], r.get("context") or ()) for r in records]
    different = [
        question
        for question, context in asked
        if replace(engine.ask(question, context), elapsed_ms=0)
        != replace(shipped().ask(question, context), elapsed_ms=0)
    ]
    assert len(asked) > 20
    assert different == []


def test_two_processes_open_it_at_once_and_keep_it_while_it_is_replaced(tmp_path: Path) -> None:
    """Those that have the earlier store open answer from it; who opens it afterwards has the later one."""
    folder = tmp_path / "store"
    write_store(folder, quads("a", "b"))
    command = [sys.executable, "-c", OPENED, str(folder)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as one,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other,
    ):
        assert [p.stdout.readline().strip() for p in (one, other) if p.stdout] == ["2", "2"]
        write_store(folder, quads("a", "b", "c"))
        assert held(DiskStore(folder)) == 3
        assert [p.communicate("\n\n")[0].strip() for p in (one, other)] == ["2", "2"]
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_a_write_that_fails_leaves_the_earlier_store(tmp_path: Path) -> None:
    """And nothing beside it."""
    folder = tmp_path / "store"
    write_store(folder, quads("a"))

    def broken() -> Iterator[ox.Quad]:
        yield from quads("b", "c")
        raise GraphError("no more")

    with pytest.raises(GraphError, match="no more"):
        write_store(folder, broken())
    assert held(DiskStore(folder)) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    """Loading into it by mistake loses nothing."""
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    for target in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(UsageError, match="holds something else than a store"):
            write_store(target, quads("a"))
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_what_is_no_store_is_told_with_what_to_do(tmp_path: Path) -> None:
    """A folder that is missing, and one whose files are broken."""
    with pytest.raises(GraphError, match="holds no store; build it with: kgqa load --to"):
        DiskStore(tmp_path / "none")
    (tmp_path / "CURRENT").write_text("rubbish", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot be opened") as told:
        DiskStore(tmp_path)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name a server or a folder"),
        (["--to", "/dev/null/store"], "cannot write /dev/null/store"),
        (["--to", "somewhere", "--graph-store", "http://127.0.0.1/"], "--graph-store goes with the address"),
        (["--to", "ftp://127.0.0.1/"], "is no address of a SPARQL server"),
    ],
)
def test_wrong_use_of_load_is_told_in_one_line(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With exit status 2, before anything is written."""
    monkeypatch.delenv("KGQA_STORE", raising=False)
    assert run(["load", *arguments], Session()) == 2
    assert told in capsys.readouterr().err.splitlines()[-1]
