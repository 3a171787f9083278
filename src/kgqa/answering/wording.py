"""Sentences of answers and refusals, Chinese and English. The words are data in ``ontology/wording.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kgqa.answering.answer import Item
from kgqa.errors import GraphError
from kgqa.resources import read_toml
from kgqa.text.quantities import SCALES


@dataclass(frozen=True)
class Wording:
    """Phrases by key in one language; ``{name}`` stands for what is filled in."""

    language: str
    phrases: dict[str, Any]

    def say(self, key: str, **values: object) -> str:
        """A phrase with its gaps filled."""
        return str(self._find(key)).format(**values)

    def _find(self, key: str) -> Any:
        found: Any = self.phrases
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise GraphError(f"wording.toml lacks {self.language}.{key}")
            found = found[part]
        return found

    def quantity(self, item: Item) -> str:
        """Value with unit and the word of its bound: 9.5%以上."""
        value = self.amount(str(item.value), item.unit)
        return self.say(f"bound.{_BOUND_KEYS[item.bound or '=']}", value=value)

    def amount(self, value: str, unit: str) -> str:
        """A printed number with its printed unit: 119.7亿元, or 11.97 billion yuan."""
        return f"{value}{unit}" if self.language == "zh" else self._english_value(value, unit)

    def _english_value(self, value: str, unit: str) -> str:
        """2.7 and 万人 as 27,000 people; 119.7 and 亿元 as 11.97 billion yuan."""
        scale = next((s for s in SCALES if unit.startswith(s) and unit not in self._find("unit")), "")
        base = Decimal(value) * SCALES.get(scale, Decimal(1))
        name = self._find("unit").get(unit[len(scale) :], unit[len(scale) :])
        size, word = next(((s, w) for s, w in _ENGLISH_SCALES if scale and abs(base) >= s), (Decimal(1), ""))
        number = f"{(base / size).normalize():,f}" if scale else f"{Decimal(value):,f}"
        words = " ".join(w for w in (number, word) if w)
        return f"{words}{name}" if name.startswith("%") else f"{words} {name}".strip()

    def statement(self, item: Item, provisional: bool = False) -> str:
        """One value as a clause: whose, what, when, how much."""
        kind = item.status if item.status in ("actual", "target", "context") else "actual"
        words = self.say(
            f"statement.{kind}",
            year=item.year or "",
            about=item.about,
            label=item.label,
            value=self.quantity(item) if item.value is not None else item.text,
        )
        return words + (self.say("provisional") if provisional else "")

    def aside(self, item: Item) -> str:
        """A value in brackets behind the name that it belongs to."""
        return self.say("aside", value=self.quantity(item))

    def join(self, parts: Iterable[str]) -> str:
        """Names in a row."""
        return str(self._find("list_mark")).join(parts)


_ENGLISH_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_EXACT_DIGITS = 8
_BOUND_KEYS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "≈": "approx"}


def load_wording(path: Path) -> dict[str, Wording]:
    """Read the phrases of both languages."""
    data = read_toml(path)
    return {language: Wording(language, data[language]) for language in ("zh", "en")}


def exact(number: str) -> str:
    """A sum or difference as it is: 418 people are 0.0418万人. Only what a division leaves over is cut."""
    return f"{round(Decimal(number), _EXACT_DIGITS).normalize():f}"


def plain(number: str) -> str:
    """A computed number without trailing zeros, at most two decimals."""
    value = round(Decimal(number), 2).normalize()
    return f"{value:f}"
