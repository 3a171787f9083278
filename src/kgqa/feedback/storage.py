"""The file that holds what people leave: one SQLite database in the state folder, for all processes.

Writes are transactions that wait for each other, so several sessions and programs may leave something at the
same time. What is deleted is overwritten. The file is the user's alone.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kgqa.errors import StateError
from kgqa.resources import state_dir

Clock = Callable[[], datetime]
_FILE = "feedback.db"
_VERSION = 1
_SECONDS = 10.0  # that a write waits for the others
_SCHEMA = """
CREATE TABLE IF NOT EXISTS unanswered (
  id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, question TEXT NOT NULL, context TEXT NOT NULL,
  language TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, question TEXT NOT NULL, context TEXT NOT NULL,
  language TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL, verdict TEXT NOT NULL,
  note TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS suggestion (
  id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL UNIQUE,
  question TEXT NOT NULL, note TEXT NOT NULL, state TEXT NOT NULL, decided TEXT NOT NULL);
"""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def stamp(time: datetime) -> str:
    """A time as it is stored: 2026-03-01T12:00:00Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_off(variable: str, environment: Mapping[str, str] | None = None) -> bool:
    """Whether a setting of the environment is switched off: off, no, false or 0."""
    given = os.environ if environment is None else environment
    return given.get(variable, "").strip().lower() in ("off", "no", "false", "0")


@dataclass(frozen=True)
class Storage:
    """The database of a state folder; the folder is made when something is first written."""

    folder: Path
    clock: Clock = now

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / _FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from; of a database that nobody has written to yet, an empty one.

        Raises:
            StateError: the file cannot be read.
        """
        try:
            is_there = self.path.is_file()
        except OSError as error:
            raise _unusable(self.folder, error) from error
        with self._opened(str(self.path) if is_there else ":memory:") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that nobody else writes beside; it counts when the block ends well.

        Raises:
            StateError: the folder or the file cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self.path.exists():
                os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise _unusable(self.folder, error) from error
        with self._opened(str(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _opened(self, file: str) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = sqlite3.connect(file, timeout=_SECONDS, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA secure_delete = ON")
            _prepare(connection, self.path)
            yield connection
        except sqlite3.Error as error:
            raise _unusable(self.folder, error) from error
        finally:
            if connection is not None:
                connection.close()


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > _VERSION:
        raise StateError(f"{path} was written by a later kgqa; use that one, or another folder in KGQA_STATE")
    if version < _VERSION:
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")


def _unusable(folder: Path, error: OSError | sqlite3.Error) -> StateError:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return StateError(f"the state folder {folder} cannot be used: {reason}; name another one in KGQA_STATE")


def open_storage() -> Storage:
    """The database of this installation."""
    return Storage(state_dir())
