"""``kgqa ask --pack`` writes a pack, ``kgqa verify`` checks it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

GROWTH = "2023年地区生产总值增长多少？"


@pytest.fixture
def pack(kgqa: Command, tmp_path: Path) -> Path:
    """A pack of a value."""
    path = tmp_path / "growth.json"
    done = kgqa("ask", GROWTH, "--pack", str(path))
    assert done.status == 0
    assert "6.9%" in done.out
    assert done.err == f"the evidence pack is in {path}\n"
    return path


def test_a_pack_that_holds(kgqa: Command, pack: Path) -> None:
    """A line for each hash, quote and row, and exit status 0."""
    done = kgqa("verify", str(pack))
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert [line for line in lines if not line.startswith("holds ")] == []
    assert "holds    quote guancheng-2024 545–564: “2023年地区生产总值同比增长6.9%”" in lines
    assert "holds    rows: the query gives the same 1" in lines


def test_a_pack_that_does_not(kgqa: Command, pack: Path) -> None:
    """Exit status 1, in JSON too."""
    pack.write_text(pack.read_text(encoding="utf-8").replace("6.9%", "9.9%"), encoding="utf-8")
    done = kgqa("verify", str(pack), "--json")
    assert done.status == 1
    found = {f["what"]: f["verdict"] for f in map(json.loads, done.out.splitlines())}
    assert (found["file"], found["answer, text"], found["rows"]) == ("differs", "differs", "differs")
    assert found["graph"] == "holds"


def test_an_english_answer_to_a_chinese_question_is_asked_in_english(kgqa: Command, tmp_path: Path) -> None:
    """The language of the answer is that of the pack."""
    path = tmp_path / "growth.json"
    assert kgqa("ask", GROWTH, "--lang", "en", "--pack", str(path)).status == 0
    assert kgqa("verify", str(path)).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "/nowhere.json"], "error: cannot read /nowhere.json: No such file or directory"),
        (["verify", __file__], f"error: {__file__} is no evidence pack: it is not JSON in UTF-8"),
        (["ask", GROWTH, "--pack", "/nowhere/x.json"], "error: cannot write /nowhere/x.json"),
        (["ask", "--batch", "-", "--pack", "x"], "error: a pack holds one answer"),
    ],
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str], said: str) -> None:
    """On standard error, with exit status 2."""
    done = kgqa(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(said)
