"""Tables that spreadsheets open: CSV in UTF-8 with a byte order mark, lines as RFC 4180 ends them.

A spreadsheet takes a cell that begins with one of a few signs for a formula, which computes, or calls a
program, where words were meant. Such words get an apostrophe before them, as OWASP advises (CSV Injection).
Numbers, also those below zero, and a sign alone are no formulas and stay as they are. Words that begin so
with an apostrophe of their own get one more, so that nothing is lost: whoever takes one apostrophe away from
cells that match ``'+[=+@＝＋－＠-]`` has the words again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_PLAIN = re.compile(r"[=+\-@＝＋－＠]|[+-]?\d[\d,]*(\.\d+)?(e[+-]?\d+)?%?", re.ASCII | re.IGNORECASE)


def csv_file(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A table with a line of headings; a row may lack a column, whose cell is empty then."""
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, columns, restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows({name: guarded(str(value)) for name, value in row.items()} for row in rows)
    return file.getvalue().encode("utf-8-sig")


def guarded(words: str) -> str:
    """What a cell holds so that no spreadsheet computes it.

    >>> guarded("=1+1"), guarded("-3.2"), guarded("="), guarded("'@A1")
    ("'=1+1", '-3.2', '=', "''@A1")
    """
    return f"'{words}" if _FORMULA.match(words) and not _PLAIN.fullmatch(words) else words
