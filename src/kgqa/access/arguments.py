"""What programs hand in, taken for what it should be, or refused in one line: notebooks check no types."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import SupportsIndex, cast

from kgqa.errors import UsageError


def text(value: object, name: str) -> str:
    """Text, without halves of characters, which broken terminals and escapes bring.

    Raises:
        UsageError: it is something else.
    """
    if not isinstance(value, str):
        raise UsageError(f"{name} is text, not {_kind(value)}")
    return value.encode("utf-8", "replace").decode("utf-8")


def texts(value: object, name: str) -> list[str]:
    """Several texts.

    Raises:
        UsageError: it is one text or something else.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        found = "one text; put it into brackets" if isinstance(value, str) else _kind(value)
        raise UsageError(f"{name} is a list of texts, not {found}")
    return [text(one, f"each of {name}") for one in value]


def number(value: object, name: str) -> int:
    """A whole number, be it of Python or of numpy, as tables hold it.

    Raises:
        UsageError: it is something else, such as the text of a number.
    """
    try:
        return operator.index(cast(SupportsIndex, value))
    except TypeError as error:
        raise UsageError(f"{name} is a whole number, not {_kind(value)}") from error


def _kind(value: object) -> str:
    return "nothing" if value is None else f"{value!r:.40} ({type(value).__name__})"
