"""The ledger: questions that were refused or asked back, with reason, language and time.

Nothing is kept of who asked. The ledger belongs to the installation, so that what people miss can be seen and
mended. ``KGQA_LEDGER=off`` switches it off. The newest ``MOST`` questions are kept; one that comes again
within the hour, as when a page is loaded anew, is kept once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kgqa.feedback.storage import Storage, is_off, stamp

VARIABLE = "KGQA_LEDGER"
MOST = 10_000
_LONGEST = 500
_UNANSWERED = ("refused", "clarify")
_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Unanswered:
    """A question without an answer.

    ``context`` are the questions before it; ``reason`` is empty for one that was asked back.
    """

    id: int
    time: str
    question: str
    context: tuple[str, ...]
    language: str
    status: str
    reason: str


def is_kept() -> bool:
    """Whether questions are recorded here."""
    return not is_off(VARIABLE)


def record(storage: Storage, answer: Mapping[str, Any], context: Sequence[str]) -> bool:
    """Write an answer's question down when it has no answer and the ledger is on; whether it was added.

    Raises:
        StateError: it cannot be written.
    """
    if answer["status"] not in _UNANSWERED or not is_kept():
        return False
    before = json.dumps([words[:_LONGEST] for words in context], ensure_ascii=False)
    asked = (storable(answer["question"])[:_LONGEST], storable(before))
    row = (stamp(storage.clock()), *asked, answer["lang"], answer["status"])
    lately = stamp(storage.clock() - _AGAIN)
    with storage.writing() as connection:
        known = connection.execute(
            "SELECT 1 FROM unanswered WHERE question = ? AND context = ? AND time > ?", (*asked, lately)
        ).fetchone()
        if known:
            return False
        connection.execute(
            "INSERT INTO unanswered (time, question, context, language, status, reason) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (*row, answer["reason"] or ""),
        )
        drop_oldest(connection, "unanswered", MOST)
    return True


def unanswered(storage: Storage) -> list[Unanswered]:
    """All questions of the ledger, the newest first.

    Raises:
        StateError: it cannot be read.
    """
    return [Unanswered(**row) for row in newest(storage, "unanswered")]


def forget(storage: Storage, identifier: int | None = None) -> int:
    """Delete one question, or all of them; how many there were.

    Raises:
        StateError: the ledger cannot be written.
    """
    return delete(storage, "unanswered", identifier)


# ---------- shared with feedback ----------


def newest(storage: Storage, table: str) -> list[dict[str, Any]]:
    """The rows of a table of questions, the newest first, each with the questions before it."""
    with storage.reading() as connection:
        rows = connection.execute(f"SELECT * FROM {table} ORDER BY id DESC").fetchall()
    return [{**dict(row), "context": tuple(json.loads(row["context"]))} for row in rows]


def delete(storage: Storage, table: str, identifier: int | None) -> int:
    """Delete one row of a table, or all; how many there were."""
    if not storage.path.exists():
        return 0
    with storage.writing() as connection:
        if identifier is None:
            return connection.execute(f"DELETE FROM {table}").rowcount
        return connection.execute(f"DELETE FROM {table} WHERE id = ?", (identifier,)).rowcount


def drop_oldest(connection: sqlite3.Connection, table: str, most: int) -> None:
    """Keep the newest rows of a table."""
    connection.execute(
        f"DELETE FROM {table} WHERE id <= (SELECT id FROM {table} ORDER BY id DESC LIMIT 1 OFFSET ?)", (most,)
    )


def storable(text: str) -> str:
    """Text without halves of characters, which no file in UTF-8 holds."""
    return text.encode("utf-8", "replace").decode("utf-8")
