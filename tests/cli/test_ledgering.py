"""``kgqa ledger`` and ``kgqa review --suggestions``: what people left, for those who look after it."""

import csv
import io
import json
from pathlib import Path

import pytest

from kgqa.feedback import ledger, opinions
from kgqa.feedback.storage import open_storage
from kgqa.feedback.suggestions import suggest
from kgqa.feedback.synonyms import synonym
from kgqa.resources import local_lexicon
from tests.cli.conftest import Command
from tests.engine.engines import shipped

ASKED = {
    "question": "碧沙岗公园\n开了吗？",
    "lang": "zh",
    "status": "refused",
    "reason": "unknown_name",
    "text": "没有提到。",
}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of this test's own."""
    monkeypatch.setenv("KGQA_STATE", str(tmp_path))
    return tmp_path


@pytest.fixture
def left() -> None:
    """Two questions without an answer and one thumb."""
    ledger.record(open_storage(), ASKED, ())
    ledger.record(open_storage(), ASKED | {"question": "那里呢？", "reason": "not_stated"}, ("公园在哪？",))
    opinions.judge(open_storage(), ASKED, (), "down")


@pytest.mark.usefixtures("left")
def test_questions_are_listed_newest_first(kgqa: Command) -> None:
    """One a line, with the questions that they refer to; the word list may be left out."""
    lines = kgqa("ledger").out.splitlines()
    assert lines[0].endswith("zh not_stated 公园在哪？ → 那里呢？")
    assert lines[1].endswith("zh unknown_name 碧沙岗公园 开了吗？")
    assert kgqa("ledger", "list").out.splitlines() == lines
    assert "down 碧沙岗公园 开了吗？ → 没有提到。" in kgqa("ledger", "list", "--of", "feedback").out


@pytest.mark.usefixtures("left")
def test_questions_are_exported(kgqa: Command, tmp_path: Path) -> None:
    """As a table, on standard output or in a file, and as JSON."""
    rows = list(csv.DictReader(io.StringIO(kgqa("ledger", "export").out)))
    assert [row["reason"] for row in rows] == ["not_stated", "unknown_name"]
    told = json.loads(kgqa("ledger", "export", "--format", "json", "--of", "feedback").out)
    assert [row["verdict"] for row in told] == ["down"]
    assert kgqa("ledger", "export", "-o", str(tmp_path / "x.csv")).status == 0
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.usefixtures("left")
def test_questions_are_deleted_one_by_one_or_all(kgqa: Command) -> None:
    """And feedback apart from them."""
    assert kgqa("ledger", "clear", "--id", "1").out == "1 deleted.\n"
    assert kgqa("ledger", "clear", "--id", "1").status == 2
    assert kgqa("ledger", "clear").out == "1 deleted.\n"
    assert kgqa("ledger").out.startswith("Nothing is kept in ")
    assert kgqa("ledger", "clear", "--of", "feedback").out == "1 deleted.\n"


def test_a_ledger_that_is_off_says_so(kgqa: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """On standard error, beside what is kept from before."""
    monkeypatch.setenv(ledger.VARIABLE, "off")
    assert kgqa("ledger").err == "the ledger is off (KGQA_LEDGER); no questions are added\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ledger", "list", "--of", "people"),
        ("ledger", "export", "--format", "xml"),
        ("ledger", "burn"),
        ("ledger", "clear", "--id", "x"),
        ("review", "--suggestions", "--records"),
        ("review", "--accept", "7"),
    ],
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: tuple[str, ...]) -> None:
    """On standard error, with exit status 2."""
    done = kgqa(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("error: ") and done.err.count("\n") == 1


def test_a_suggestion_is_listed_accepted_and_taken_back(kgqa: Command) -> None:
    """Accepted words lie in a file that the engine reads."""
    (row,) = shipped().copy.select('SELECT ?i WHERE { ?i skos:prefLabel "土地收储面积"@zh }')
    content = synonym("挖潜地", row["i"], shipped().copy, lambda _: False)
    suggest(open_storage(), "synonym", content, "2023年挖潜地有多少亩？", "大家\n都这样说")
    listed = kgqa("review", "--suggestions").out.splitlines()
    assert listed[0].endswith("“挖潜地” means 土地收储面积")
    assert listed[1].strip() == "大家 都这样说"
    assert json.loads(kgqa("review", "--suggestions", "--json").out)["content"]["words"] == "挖潜地"
    assert kgqa("review", "--accept", "1").out == f"1 accepted: {local_lexicon()}\n"
    assert "挖潜地" in local_lexicon().read_text(encoding="utf-8")
    assert kgqa("review", "--suggestions").out == "No suggestion is open.\n"
    assert kgqa("review", "--reject", "1").out == "1 rejected.\n"
    assert not local_lexicon().exists()
