"""Figures as they are compared: values in the base unit, with the family of that unit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

EXACT, ROUNDED = 1e-6, 5e-3
_LEAST_SIZE = 1e-3
_BARE = "bare"
_NUMBER = re.compile(
    r"(?P<digits>(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<scale>万|亿|thousand|million|billion)?"
)


@dataclass(frozen=True)
class Figure:
    """A value in the base unit (元 for 亿元) and the family of units it belongs to."""

    value: float
    family: str

    def equals(self, other: Figure, tolerance: float = EXACT) -> bool:
        """Whether two figures are the same up to a relative tolerance."""
        size = max(_LEAST_SIZE, abs(self.value), abs(other.value))
        return self._comparable(other) and abs(self.value - other.value) <= tolerance * size

    def _comparable(self, other: Figure) -> bool:
        families = {self.family, other.family}
        return len(families) == 1 or (_BARE in families and families <= {_BARE, *_tables().fits})


@dataclass(frozen=True)
class _Tables:
    families: Mapping[str, str]
    fits: frozenset[str]
    scales: Mapping[str, int]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    told = tomllib.loads(files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))
    families = {unit: family for family, units in told["families"].items() for unit in units}
    return _Tables(families, frozenset(told["bare"]["fits"]), told["scales"])


def figure(value: Any, unit: Any) -> Figure | None:
    """The figure that a value and a unit state; None when the value is no number.

    >>> figure("7.5", "亿元")
    Figure(value=750000000.0, family='yuan')
    """
    tables = _tables()
    rest = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(unit or ""))).lower()
    factor = 1
    while rest and rest[0] in tables.scales:
        factor *= tables.scales[rest[0]]
        rest = rest[1:]
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        return None
    family = _BARE if factor > 1 and not rest else tables.families.get(rest, rest)
    return Figure(number * factor, family)


def numbers(texts: Iterable[Any]) -> frozenset[tuple[str, str]]:
    """The numbers of texts, each as it stands and with the word of scale behind it multiplied in."""
    found = set()
    for text in texts:
        plain = unicodedata.normalize("NFKC", "" if text is None else str(text)).lower()
        for match in _NUMBER.finditer(plain):
            value = float(match["digits"].replace(",", ""))
            scale = _tables().scales[match["scale"]] if match["scale"] else 1
            found.add((f"{value:.6g}", f"{value * scale:.6g}"))
    return frozenset(found)
