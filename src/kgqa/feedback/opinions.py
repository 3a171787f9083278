"""Thumbs up or down for an answer, with a note."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kgqa.feedback.ledger import delete, drop_oldest, newest, storable
from kgqa.feedback.storage import Storage, stamp

MOST = 10_000
LONGEST_NOTE = 1_000
_LONGEST = 500
_LONGEST_ANSWER = 2_000
Verdict = Literal["up", "down"]


@dataclass(frozen=True)
class Opinion:
    """What somebody thinks of an answer; ``answer`` is its sentence."""

    id: int
    time: str
    question: str
    context: tuple[str, ...]
    language: str
    status: str
    answer: str
    verdict: str
    note: str


def judge(storage: Storage, answer: Mapping[str, Any], context: Sequence[str], verdict: Verdict) -> int:
    """Store a verdict on an answer; its id, under which it can be changed.

    Raises:
        StateError: it cannot be written.
    """
    before = json.dumps([words[:_LONGEST] for words in context], ensure_ascii=False)
    told = (answer["question"][:_LONGEST], before, answer["lang"], answer["status"])
    row = (stamp(storage.clock()), *told, answer["text"][:_LONGEST_ANSWER], verdict, "")
    with storage.writing() as connection:
        added = connection.execute(
            "INSERT INTO feedback (time, question, context, language, status, answer, verdict, note) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [storable(value) for value in row],
        )
        drop_oldest(connection, "feedback", MOST)
        return int(added.lastrowid or 0)


def revise(storage: Storage, identifier: int, verdict: Verdict, note: str) -> None:
    """Change a verdict and its note.

    Raises:
        StateError: it cannot be written.
    """
    with storage.writing() as connection:
        connection.execute(
            "UPDATE feedback SET verdict = ?, note = ? WHERE id = ?",
            (verdict, storable(note.strip())[:LONGEST_NOTE], identifier),
        )


def opinions(storage: Storage) -> list[Opinion]:
    """All of them, the newest first.

    Raises:
        StateError: they cannot be read.
    """
    return [Opinion(**row) for row in newest(storage, "feedback")]


def withdraw(storage: Storage, identifier: int | None = None) -> int:
    """Delete one, or all; how many there were.

    Raises:
        StateError: they cannot be written.
    """
    return delete(storage, "feedback", identifier)
