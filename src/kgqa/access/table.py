"""The observations as a data frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from kgqa.access.frames import INTEGER, NUMBER, TRUTH, frame
from kgqa.export import observations
from kgqa.export.extract import Extract

if TYPE_CHECKING:
    import pandas as pd

_READ: Mapping[str, tuple[Callable[[str], object], str]] = {
    **dict.fromkeys(("year", "start", "end"), (int, INTEGER)),
    **dict.fromkeys(("value", "base_value"), (Decimal, NUMBER)),
    **dict.fromkeys(("provisional", "reviewed"), ("true".__eq__, TRUTH)),
}


def observed(extract: Extract, exact: bool) -> pd.DataFrame:
    """The table that ``kgqa export observations`` writes, its cells read as what they are.

    Raises:
        UsageError: pandas is not installed.
    """
    rows = [{name: _cell(name, text) for name, text in row.items()} for row in observations.rows(extract)]
    decimals = ("value", "base_value") if exact else ()
    types = {name: kind for name, (_, kind) in _READ.items() if name not in decimals}
    return frame(observations.COLUMNS, rows, types)


def _cell(column: str, text: str) -> object:
    """What is said in a cell; None where nothing is."""
    read, _ = _READ.get(column, (str, ""))
    return read(text) if text else None
