"""Reading what a user gives and writing what a user sees."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from kgqa.errors import InputError

_WIDE = 10_000  # columns for output that is piped: nothing is cut or folded
STANDARD = Path("-")
"""Stands for standard input, or for standard output, instead of a file."""
T = TypeVar("T")


def output() -> Console:
    """Standard output; text is never read as markup."""
    width = None if sys.stdout.isatty() else _WIDE
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False, soft_wrap=True)


def say(line: str) -> None:
    """A line on standard error: progress or an error."""
    print(printable(line), file=sys.stderr, flush=True)


def emit(value: Any) -> None:
    """A value as one line of JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def printable(text: str) -> str:
    """Text in one line without control characters, which could steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> Table:
    """A table of plain words; ``right`` are the columns that hold figures."""
    built = Table(box=None, pad_edge=False, header_style="bold")
    for index, heading in enumerate(headings):
        justify = "right" if index in right else "left"
        built.add_column(Text(heading), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        built.add_row(*(Text(cell) for cell in row))
    return built


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """The items one after another, with a count on standard error."""
    console = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn(f"{{task.completed:.0f}} of {{task.total:.0f}} {what}"))
    with Progress(*columns, console=console, redirect_stdout=False) as bar:
        yield from bar.track(items)


def read_text(path: Path) -> str:
    """A UTF-8 file, or standard input for ``-``.

    Raises:
        InputError: it is missing or no UTF-8.
    """
    try:
        return sys.stdin.read() if path == STANDARD else path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}; give a file that exists") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8 and try again") from error


def read_records(path: Path, texts: Sequence[str]) -> list[Mapping[str, Any]]:
    """The JSON objects of a JSONL file, one a line; one of the fields ``texts`` must be a string in each.

    Raises:
        InputError: a line is no such object; the message names file and line.
    """
    records: list[Mapping[str, Any]] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(
                f"{path}:{number}: not valid JSON; write one JSON object on each line"
            ) from error
        if not isinstance(record, dict) or not any(isinstance(record.get(t), str) for t in texts):
            wanted = " or ".join(f'"{t}"' for t in texts)
            raise InputError(f"{path}:{number}: wants a JSON object with the text {wanted}")
        records.append(record)
    return records
