"""Suggestions: what somebody proposes to change, and what a person decided about it.

A ``synonym`` says that words of a question mean something the graph knows by another name; a ``correction``
that a fact was read wrongly. One that is open or rejected changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kgqa.errors import UsageError
from kgqa.feedback.ledger import storable
from kgqa.feedback.storage import Storage, is_off, stamp

VARIABLE = "KGQA_REVIEW"
MOST_OPEN = 1_000
LONGEST_NOTE = 1_000
_LONGEST = 500
Kind = Literal["synonym", "correction"]
State = Literal["open", "accepted", "rejected"]


class Unfit(UsageError):
    """A suggestion that cannot be; ``reason`` is a name for it, ``values`` what its words in the app hold."""

    def __init__(self, reason: str, message: str, **values: object) -> None:
        super().__init__(message)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Suggestion:
    """A proposal; ``content`` is what its kind needs, ``decided`` the time of the decision, or empty."""

    id: int
    time: str
    kind: str
    content: Mapping[str, Any]
    question: str
    note: str
    state: str
    decided: str


def is_decided_here() -> bool:
    """Whether readers of the app may decide; ``KGQA_REVIEW=off`` leaves that to the command."""
    return not is_off(VARIABLE)


def suggest(storage: Storage, kind: Kind, content: Mapping[str, Any], question: str, note: str) -> Suggestion:
    """Store a suggestion; one with the same content is there only once, with what was decided about it.

    A correction that comes again after it was accepted waits anew: its fact was changed back meanwhile.

    Raises:
        Unfit: too many wait for a decision.
        StateError: it cannot be written.
    """
    told = storable(json.dumps(content, ensure_ascii=False, sort_keys=True))
    with storage.writing() as connection:
        known = connection.execute("SELECT * FROM suggestion WHERE content = ?", (told,)).fetchone()
        if known is not None:
            if kind == "correction" and known["state"] == "accepted":
                put_state(connection, storage, known["id"], "open")
            return _of(connection, known["id"])
        waiting = connection.execute("SELECT COUNT(*) FROM suggestion WHERE state = 'open'").fetchone()[0]
        if waiting >= MOST_OPEN:
            raise Unfit("many", f"{waiting} suggestions wait for a decision; decide about them first")
        added = connection.execute(
            "INSERT INTO suggestion (time, kind, content, question, note, state, decided) "
            "VALUES (?, ?, ?, ?, ?, 'open', '')",
            (
                stamp(storage.clock()),
                kind,
                told,
                storable(question)[:_LONGEST],
                storable(note.strip())[:LONGEST_NOTE],
            ),
        )
        return _of(connection, int(added.lastrowid or 0))


def suggestions(storage: Storage, state: State | None = None) -> list[Suggestion]:
    """All of them, or those in a state, the newest first.

    Raises:
        StateError: they cannot be read.
    """
    with storage.reading() as connection:
        rows = connection.execute("SELECT * FROM suggestion ORDER BY id DESC").fetchall()
    return [found for row in rows if (found := _suggestion(row)).state == (state or found.state)]


def suggestion(storage: Storage, identifier: int) -> Suggestion:
    """The one with an id.

    Raises:
        UsageError: there is none.
        StateError: it cannot be read.
    """
    with storage.reading() as connection:
        return _of(connection, identifier)


def put_state(connection: sqlite3.Connection, storage: Storage, identifier: int, state: State) -> None:
    """Write a decision down, in the transaction of a connection."""
    connection.execute(
        "UPDATE suggestion SET state = ?, decided = ? WHERE id = ?",
        (state, stamp(storage.clock()), identifier),
    )


def accepted(connection: sqlite3.Connection, kind: Kind) -> list[Suggestion]:
    """The accepted ones of a kind as a transaction sees them, in the order of their ids."""
    rows = connection.execute(
        "SELECT * FROM suggestion WHERE kind = ? AND state = 'accepted' ORDER BY id", (kind,)
    )
    return [_suggestion(row) for row in rows.fetchall()]


def _of(connection: sqlite3.Connection, identifier: int) -> Suggestion:
    row = connection.execute("SELECT * FROM suggestion WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise UsageError(f"there is no suggestion {identifier}; list them with: kgqa review --suggestions")
    return _suggestion(row)


def _suggestion(row: sqlite3.Row) -> Suggestion:
    return Suggestion(**{**dict(row), "content": json.loads(row["content"])})
