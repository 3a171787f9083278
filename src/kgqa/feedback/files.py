"""What people left, as a file to hand on: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from kgqa.csvfile import csv_file
from kgqa.feedback.ledger import Unanswered
from kgqa.feedback.opinions import Opinion

Kept = Unanswered | Opinion
_BETWEEN = " | "


def to_json(rows: Sequence[Kept]) -> bytes:
    """A list of objects, in UTF-8."""
    return (json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(rows: Sequence[Kept], kind: type[Unanswered] | type[Opinion]) -> bytes:
    """A row for each, in UTF-8 with a mark for spreadsheets; nothing in it is taken for a formula."""
    names = [field.name for field in fields(kind)]
    return csv_file(names, ({name: _cell(getattr(row, name)) for name in names} for row in rows))


def _cell(value: object) -> str:
    return _BETWEEN.join(value) if isinstance(value, tuple) else str(value)
