"""Tables that spreadsheets open: CSV in UTF-8 with a byte order mark, lines as RFC 4180 ends them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence


def csv_file(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A table with a line of headings; a row may lack a column, whose cell is empty then."""
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, columns, restval="")
    table.writeheader()
    table.writerows(rows)
    return file.getvalue().encode("utf-8-sig")
