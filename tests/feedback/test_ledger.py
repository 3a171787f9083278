"""The ledger and the thumbs: written by many at once, read, exported, deleted, and switched off."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kgqa.errors import StateError
from kgqa.feedback import ledger, opinions
from kgqa.feedback.files import to_csv, to_json
from kgqa.feedback.storage import Storage

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def answer(question: str = "王府井有几家店？", status: str = "refused", **more: Any) -> dict[str, Any]:
    """An answer object, as far as it is kept."""
    told = {
        "question": question,
        "lang": "zh",
        "status": status,
        "reason": "unknown_name",
        "text": "没有提到。",
    }
    return told | more


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A state folder that nobody has used."""
    return Storage(tmp_path / "state", lambda: NOON)


def test_a_folder_that_nobody_used_is_empty_and_stays_away(storage: Storage) -> None:
    """Reading and deleting make no file."""
    assert ledger.unanswered(storage) == []
    assert opinions.opinions(storage) == []
    assert ledger.forget(storage) == 0
    assert not storage.folder.exists()


def test_a_refused_question_is_kept_with_reason_language_and_time(storage: Storage) -> None:
    """And with the questions that it refers to; nothing tells who asked."""
    assert ledger.record(storage, answer(), ["2023年呢？"])
    assert ledger.unanswered(storage) == [
        ledger.Unanswered(
            1, "2026-03-01T12:00:00Z", "王府井有几家店？", ("2023年呢？",), "zh", "refused", "unknown_name"
        )
    ]
    assert oct(storage.path.stat().st_mode)[-3:] == "600"
    assert oct(storage.folder.stat().st_mode)[-3:] == "700"


@pytest.mark.parametrize(("status", "kept"), [("refused", True), ("clarify", True), ("answered", False)])
def test_only_what_has_no_answer_is_kept(storage: Storage, status: str, kept: bool) -> None:
    """A question back is none."""
    assert ledger.record(storage, answer(status=status, reason=None), ()) is kept
    assert len(ledger.unanswered(storage)) == kept


@pytest.mark.parametrize("value", ["off", "OFF", "0", "no", "false"])
def test_the_ledger_can_be_switched_off(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """Then nothing is written, not even a file."""
    monkeypatch.setenv(ledger.VARIABLE, value)
    assert not ledger.is_kept()
    assert not ledger.record(storage, answer(), ())
    assert not storage.folder.exists()


def test_one_question_or_all_can_be_deleted_for_good(storage: Storage) -> None:
    """What is deleted is not in the file any more, and its number is not given again."""
    for question in ("甲的秘密？", "乙有多少？", "丙呢？"):
        ledger.record(storage, answer(question), ())
    assert ledger.forget(storage, 1) == 1
    assert ledger.forget(storage, 1) == 0
    assert [row.question for row in ledger.unanswered(storage)] == ["丙呢？", "乙有多少？"]
    assert "甲的秘密".encode() not in storage.path.read_bytes()
    assert ledger.forget(storage) == 2
    ledger.record(storage, answer("丁？"), ())
    assert ledger.unanswered(storage)[0].id == 4


def test_the_oldest_questions_go_when_there_are_too_many(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file does not grow without end."""
    monkeypatch.setattr(ledger, "MOST", 3)
    for number in range(5):
        ledger.record(storage, answer(f"第{number}问？"), ())
    assert [row.question for row in ledger.unanswered(storage)] == ["第4问？", "第3问？", "第2问？"]


def test_the_same_question_within_the_hour_is_kept_once(storage: Storage) -> None:
    """A page that is loaded anew asks its questions again; after another question it is another one."""
    later = Storage(storage.folder, lambda: NOON + timedelta(minutes=61))
    kept = [
        ledger.record(s, answer(), before)
        for s, before in ((storage, ()), (storage, ()), (storage, ("甲？",)), (later, ()))
    ]
    assert kept == [True, False, True, True]


def test_long_and_broken_text_is_kept_as_far_as_it_goes(storage: Storage) -> None:
    """Half a character is a question mark, the rest of a long question is left out."""
    ledger.record(storage, answer("x" * 5_000, reason=None), ("\ud83d",))
    (row,) = ledger.unanswered(storage)
    assert (len(row.question), row.context, row.reason) == (500, ("?",), "")


def test_several_programs_write_at_once(storage: Storage) -> None:
    """None of their questions is lost."""
    code = (
        "import sys, pathlib; from kgqa.feedback import ledger; from kgqa.feedback.storage import Storage\n"
        "s = Storage(pathlib.Path(sys.argv[1]))\n"
        "for n in range(20): ledger.record(s, {'question': f'{sys.argv[2]}-{n}', 'lang': 'zh', "
        "'status': 'refused', 'reason': 'not_stated'}, ())"
    )
    command = [sys.executable, "-c", code, str(storage.folder)]
    programs = [subprocess.Popen([*command, name]) for name in "abc"]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    assert {row.question for row in ledger.unanswered(storage)} == {
        f"{p}-{n}" for p in "abc" for n in range(20)
    }


def test_a_thumb_is_kept_and_can_be_changed_and_withdrawn(storage: Storage) -> None:
    """With a note, which may come later."""
    number = opinions.judge(storage, answer(status="answered"), (), "up")
    opinions.revise(storage, number, "down", "  应为6.9%  ")
    (one,) = opinions.opinions(storage)
    assert (one.verdict, one.note, one.answer) == ("down", "应为6.9%", "没有提到。")
    opinions.revise(storage, number, "down", "长" * 5_000)
    assert len(opinions.opinions(storage)[0].note) == opinions.LONGEST_NOTE
    assert opinions.withdraw(storage, number) == 1
    assert opinions.opinions(storage) == []


def test_a_table_for_spreadsheets_holds_no_formula(storage: Storage) -> None:
    """A cell that begins like one is text."""
    ledger.record(storage, answer('=HYPERLINK("x")'), ("+1", "二"))
    rows = ledger.unanswered(storage)
    content = to_csv(rows, ledger.Unanswered)
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row["question"] == '\'=HYPERLINK("x")'
    assert row["context"] == "'+1 | 二"
    assert json.loads(to_json(rows))[0]["question"] == '=HYPERLINK("x")'


def test_an_empty_table_has_its_columns() -> None:
    """So that a program can read it."""
    assert (
        to_csv([], ledger.Unanswered).decode("utf-8-sig")
        == "id,time,question,context,language,status,reason\r\n"
    )
    assert json.loads(to_json([])) == []


def test_a_folder_that_cannot_be_used_is_said_in_one_line(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("")
    blocked = Storage(tmp_path / "file" / "state")
    with pytest.raises(StateError, match=r"cannot be used: .*; name another one in KGQA_STATE"):
        ledger.record(blocked, answer(), ())
    assert ledger.unanswered(blocked) == []


def test_a_file_that_is_no_database_is_left_alone(storage: Storage) -> None:
    """And said so."""
    storage.folder.mkdir()
    storage.path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StateError, match="file is not a database"):
        ledger.record(storage, answer(), ())
    assert storage.path.read_bytes().startswith(b"not a database")


def test_a_file_of_a_later_program_is_left_alone(storage: Storage) -> None:
    """Its tables may be others."""
    storage.folder.mkdir()
    with sqlite3.connect(storage.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateError, match="later kgqa"):
        ledger.unanswered(storage)
