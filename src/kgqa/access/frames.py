"""Tables as pandas data frames. pandas is imported when a table is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kgqa.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

INTEGER, NUMBER, TRUTH = "Int64", "Float64", "boolean"
"""Types of columns in which a value may be missing."""


def frame(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], types: Mapping[str, str]
) -> pd.DataFrame:
    """A data frame with one column for each name; what a row does not tell is missing.

    Args:
        types: the pandas types of some columns; the others are as pandas finds them.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise UsageError("a data frame needs pandas; install it with: pip install pandas") from error
    table = pd.DataFrame([[row.get(name) for name in columns] for row in rows], columns=list(columns))
    return table.astype({name: kind for name, kind in types.items() if name in table})


def numeric_types(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """The types of columns that hold only whole numbers, only numbers, or only truth values."""
    found = {}
    for name in columns:
        kinds = {type(row[name]) for row in rows if row[name] is not None}
        if kinds and kinds <= {bool}:
            found[name] = TRUTH
        elif kinds and kinds <= {int}:
            found[name] = INTEGER
        elif kinds and kinds <= {int, float, Decimal}:
            found[name] = NUMBER
    return found
