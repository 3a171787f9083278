"""What the documents print is what the commands print, and what their tables say is what is so."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kgqa.cli import run
from kgqa.cli.session import Session
from kgqa.engine import Engine
from tests.engine import engines

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "README.zh.md", "graph/README.md")
QUERY = re.compile(r"^```sparql\n(.*?)\n```\n\n```\n(.*?)\n?```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```\n\$ (kgqa .*?)\n```$", re.MULTILINE | re.DOTALL)
QUESTION_ROW = re.compile(r"^\| (?P<question>[^|`]+[？?]) \| (?P<answer>[^|]+) \|$", re.MULTILINE)
REASON_ROW = re.compile(
    r"^\| `(?P<reason>\w+)` \| [^|]+ \| (?P<question>[^|]+?[？?]?) → (?P<answer>[^|]+) \|$", re.M
)
REFUSED = ("refused: ", "拒答：")


def blocks() -> list[tuple[str, str, str]]:
    """Document, command and printed output of every example; a command goes on while a quote is open."""
    found = []
    for name in DOCUMENTS:
        for match in BLOCK.finditer((ROOT / name).read_text(encoding="utf-8")):
            lines = match[1].split("\n")
            size = next(n for n in range(1, len(lines) + 1) if "\n".join(lines[:n]).count("'") % 2 == 0)
            found.append((name, "\n".join(lines[:size]), "\n".join(lines[size:])))
    return found


@pytest.fixture(scope="module")
def session() -> Session:
    """The project's graph, opened once."""
    return Session()


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine over the report of the project."""
    return engines.shipped()


@pytest.mark.parametrize(("document", "command", "printed"), blocks())
def test_an_example_prints_what_its_document_says(
    session: Session, capsys: pytest.CaptureFixture[str], document: str, command: str, printed: str
) -> None:
    """Blanks at the ends of lines aside."""
    plain, _, sort = command.partition(" | ")
    assert sort in ("", "sort")
    assert run(shlex.split(plain)[1:], session) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.rstrip("\n").split("\n")]
    assert (sorted(lines) if sort else lines) == printed.split("\n")


@pytest.mark.parametrize(
    ("query", "printed"), QUERY.findall((ROOT / "docs" / "sparql.md").read_text(encoding="utf-8"))
)
def test_a_query_gives_the_rows_that_stand_below_it(
    session: Session, capsys: pytest.CaptureFixture[str], query: str, printed: str
) -> None:
    """The ten of docs/sparql.md."""
    assert run(["sparql", query], session) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.rstrip("\n").split("\n")]
    assert lines == printed.split("\n")


@pytest.mark.parametrize("document", ["README.md", "README.zh.md"])
def test_the_questions_of_the_readme_have_the_answers_it_gives(document: str, engine: Engine) -> None:
    """Ten to try, and one for every reason of refusal that has its own example."""
    words = (ROOT / document).read_text(encoding="utf-8")
    rows = list(QUESTION_ROW.finditer(words))
    assert len(rows) == 10
    for row in rows:
        answer = row["answer"].strip()
        for mark in REFUSED:
            answer = answer.removeprefix(mark)
        assert engine.ask(row["question"]).text == answer
    reasons = list(REASON_ROW.finditer(words))
    assert len(reasons) == 7
    for row in reasons:
        answered = engine.ask(row["question"])
        assert (answered.reason, answered.text) == (row["reason"], row["answer"].strip())


def test_the_codebook_is_that_of_the_ontology() -> None:
    """Classes, properties and codes of graph/README.md."""
    script = ROOT / "scripts" / "codebook.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
