"""Grammar of Chinese quantities: bound, number, scale, unit, bound.

``[约近超突破不低于] number [余多] [十百千万亿] [余多] unit [以上以内左右]``, with digits or Chinese numerals
(两个, 十大, 三成, 百分之六点九). Written for this project because general converters fail on printed bounds;
units and bound words are data (``ontology/units.ttl``, ``ontology/reading.ttl``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kgqa.text.numerals import NUMERALS, chinese_number
from kgqa.text.segmentation import Span

SCALES = {
    "万亿": Decimal(10**12),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
}
ENGLISH_SCALES = {
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
RANGE_MARKS = ("—", "——", "-", "–", "~", "～", "至", "到")
_SHARING = ("和", "、")


@dataclass(frozen=True)
class Quantity:
    """A quantity as printed.

    ``value`` and ``unit`` are as printed (2.7 and 万人), ``base`` is the value in the base unit (27000 and
    人). ``span`` holds bound words, number and unit; ``number`` the number alone. ``bound`` is one of
    ``= >= > <= < ≈``.
    """

    span: Span
    number: Span
    text: str
    value: Decimal
    unit: str
    base_unit: str
    base: Decimal
    bound: str
    chinese: bool


@dataclass(frozen=True)
class QuantityGrammar:
    """Finds quantities in a text, given the spellings of units and the words of bounds.

    ``before`` and ``after`` map bound words to their operator; ``counters`` are the units that may follow a
    Chinese numeral (个, 条, 大 …), since 一 and 三 stand in many words that count nothing. ``exceptions`` are
    words that end like a bound and are none (签约).
    """

    units: tuple[str, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]
    counters: frozenset[str]
    exceptions: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        unit = _alternatives(self.units)
        counter = _alternatives(self.counters)
        before, after = _alternatives(self.before), _alternatives(self.after)
        digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
        return re.compile(
            rf"(?P<before>{before})?"
            rf"(?:(?P<digits>(?<![\d.A-Za-z+])(?:{digits}))(?P<more>[余多])?(?P<scale>万亿|亿|万|千(?!瓦|米|克)|百)?(?P<more2>[余多])?"
            rf"(?P<unit>{unit})?(?:[（(][\u4e00-\u9fff]{{1,2}}[）)](?={after}))?"
            rf"|百分之(?P<percent>[{NUMERALS}点]+)"
            rf"|(?P<words>[{NUMERALS}]+(?:万[{NUMERALS}]+)?)(?P<wmore>[余多])?(?P<wscale>万|亿)?(?P<wunit>{counter}))"
            rf"(?P<after>{after})?"
        )

    def find(self, text: str, span: Span | None = None) -> list[Quantity]:
        """Quantities of a text (or of a span of it), in order. Bare digits come with an empty unit."""
        scope = span or Span(0, len(text))
        found = []
        for match in self._pattern.finditer(text, scope.start, scope.end):
            quantity = self._read(match)
            if quantity is not None:
                found.append(quantity)
        for index in range(len(found) - 2, -1, -1):
            found[index : index + 2] = _joined(text, *found[index : index + 2])
        return found

    def _read(self, match: re.Match[str]) -> Quantity | None:
        groups = match.groupdict()
        if groups["digits"]:
            value: Decimal | None = Decimal(groups["digits"].replace(",", ""))
            key, scale, unit = "digits", groups["scale"] or "", groups["unit"] or ""
            more = groups["more"] or groups["more2"]
        elif groups["percent"]:
            value, key, scale, unit, more = chinese_number(groups["percent"]), "percent", "", "%", None
        else:
            value, key, scale, unit = (
                chinese_number(groups["words"]),
                "words",
                groups["wscale"] or "",
                groups["wunit"],
            )
            more = groups["wmore"]
        if value is None:
            return None
        start, before = match.start(), groups["before"] or ""
        if before and match.string[: match.start() + len(before)].endswith(self.exceptions):
            start, before = match.start() + len(before), ""
        bound = self.before.get(before) or self.after.get(groups["after"] or "") or (">" if more else "=")
        return Quantity(
            span=Span(start, match.end()),
            number=Span(*match.span(key)),
            text=match[key],
            value=value,
            unit=scale + unit,
            base_unit=unit,
            base=value * SCALES.get(scale, Decimal(1)),
            bound=bound,
            chinese=key != "digits",
        )


def _joined(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Two quantities that share a unit (70和50亿元) or are the ends of a range (1—2家), else unchanged."""
    between = text[first.span.end : second.span.start]
    if first.unit or not second.unit or second.chinese or between not in (*RANGE_MARKS, *_SHARING):
        return first, second
    scale = second.unit.removesuffix(second.base_unit)
    base = first.value * SCALES.get(scale, Decimal(1))
    first = replace(first, unit=second.unit, base_unit=second.base_unit, base=base)
    if between in _SHARING or not first.bound == second.bound == "=":
        return first, second
    return replace(first, bound=">="), replace(second, bound="<=")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))) or "(?!)"
