"""Queries from ordinary code run on workers, and what is too much is a reply like any other."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgqa.errors import GraphError
from kgqa.server.jobs import Job
from kgqa.server.runner import Runner
from kgqa.server.settings import Settings
from tests.server.running import GRAPHS

PRODUCT = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """One worker with a second for each query."""
    started = Runner(GRAPHS, Settings(workers=1, seconds=1.0, rows=3))
    yield started
    started.close()


def test_a_query_gets_its_rows_up_to_the_limit(runner: Runner) -> None:
    """The rows are cut where the endpoint cuts them, and the reply says so."""
    reply = runner.run(Job("SELECT ?s { ?s ?p ?o }", "csv"))
    assert (reply.kind, reply.count, reply.cut) == ("rows", 3, "rows")


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_runs(runner: Runner) -> None:
    """The caller waits for the limit, not for the query."""
    started = time.monotonic()
    assert runner.run(Job(ENDLESS, "csv")).kind == "slow"
    assert time.monotonic() - started < 5
    assert runner.run(Job("ASK {}", "json")).kind == "boolean"


def test_what_the_endpoint_refuses_is_refused_here(runner: Runner) -> None:
    """No other server is asked, and nothing is changed."""
    kinds = [runner.run(Job(q, "csv")).kind for q in ("ASK { SERVICE <http://192.0.2.1/> {} }", "DROP ALL")]
    assert kinds == ["refused", "invalid"]


def test_a_graph_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """The first query fails with the line that a person reads."""
    (tmp_path / "bad.ttl").write_text("no Turtle", encoding="utf-8")
    broken = Runner([tmp_path / "bad.ttl"], Settings(workers=1))
    with pytest.raises(GraphError, match=r"bad\.ttl"):
        broken.run(Job("ASK {}", "json"))
    broken.close()


LEFT = """
import sys
from pathlib import Path
from kgqa.server.jobs import Job
from kgqa.server.runner import Runner
from kgqa.server.settings import Settings
print(Runner([Path(sys.argv[1])], Settings(workers=1)).run(Job("ASK {}", "json")).kind)
"""


def test_a_program_that_ends_without_closing_leaves_nothing(tmp_path: Path) -> None:
    """Neither the folder of the socket nor a process that keeps the program from ending."""
    command = [sys.executable, "-c", LEFT, str(GRAPHS[0])]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert (done.stdout.strip(), list(tmp_path.iterdir())) == ("boolean", [])
