"""What people left, as a file to hand on: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from kgqa.feedback.ledger import Unanswered
from kgqa.feedback.opinions import Opinion

Kept = Unanswered | Opinion
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BETWEEN = " | "


def to_json(rows: Sequence[Kept]) -> bytes:
    """A list of objects, in UTF-8."""
    return (json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(rows: Sequence[Kept], kind: type[Unanswered] | type[Opinion]) -> bytes:
    """A row for each, in UTF-8 with a mark for spreadsheets; nothing in it is taken for a formula."""
    file = io.StringIO(newline="")
    names = [field.name for field in fields(kind)]
    table = csv.writer(file)
    table.writerow(names)
    for row in rows:
        table.writerow([_cell(getattr(row, name)) for name in names])
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    words = _BETWEEN.join(value) if isinstance(value, tuple) else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
