"""Detectors that take their spans before words are looked up: years, numbers with units, units asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.linking.lexicon import stem
from kgqa.linking.mentions import Vocabulary
from kgqa.text.numerals import NUMERALS
from kgqa.text.quantities import ENGLISH_SCALES, Quantity, QuantityGrammar

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d|\.\d)(?:年度?|年底|年末)?|(?<!\d)(\d{2})年(?:度|底|末)?")
_CENTURY = 2000  # of years written with two digits: 24年
_IN_SCALES = {"块": "元"}  # what a word of more than one meaning counts after 万 or 亿
_ASKED_UNIT = re.compile(r"(?:多少|几)\s*(?:个(?=[万亿]))?")  # 多少个亿
_HOW_MUCH = "多少"
_GRADE = re.compile(r"(?<=\d)(?:a(?![a-z])|强)")  # 5A is a grade, 500强 a class of firms: no numbers
_PER = re.compile(r"\b(?:per|every) $")  # per 10,000 people tells of what a value is, and is none
_SCALE = re.compile(r"[十百千]*[万亿]+|")
_WORD_UNITS = frozenset({"", "大", "次", "期"})  # after a lone Chinese numeral they make a word: 一次, 三大

_ENGLISH_SCALE = re.compile(rf"\s*({'|'.join(ENGLISH_SCALES)})\b(?:\s+([a-z]+))?")

Span = tuple[int, int]


def year_marks(words: str) -> list[tuple[int, int]]:
    """Years written in words, each with the place where it begins.

    >>> year_marks("2023年和24年")
    [(0, 2023), (6, 2024)]
    """
    return [(m.start(), int(m[1]) if m[1] else _CENTURY + int(m[2])) for m in _YEAR.finditer(words)]


def years_in(words: str) -> tuple[int, ...]:
    """Years written in words, each once."""
    return tuple(dict.fromkeys(year for _, year in year_marks(words)))


def without_years(words: str) -> str:
    """Words without the years written in them.

    >>> without_years("2023年土地供应量,")
    '土地供应量,'
    """
    return _YEAR.sub("", words)


def blank(words: str, spans: Sequence[Span]) -> str:
    """Words with the spans replaced by bars, so that offsets stay and nothing is read over them.

    >>> blank("2023年有多少公园", [(0, 5)])
    '|||||有多少公园'
    """
    chars = list(words)
    for start, end in spans:
        chars[start:end] = "|" * (end - start)
    return "".join(chars)


@dataclass(frozen=True)
class AskedUnit:
    """A unit asked for (多少亩: 亩), empty for a mere scale (多少万), where, and whether with a scale."""

    unit: str
    span: Span
    scaled: bool = False


class Detector:
    """Finds quantities and units asked for, with a grammar of quantities and a vocabulary."""

    def __init__(self, quantities: QuantityGrammar, vocabulary: Vocabulary) -> None:
        # People write 一百多场 and 四万五千辆: any unit may follow a numeral of several characters.
        self.quantities = replace(
            quantities, counters=quantities.counters | frozenset(quantities.units) - {""}
        )
        self._counters = quantities.counters
        self.vocabulary = vocabulary
        self._units = sorted(quantities.units, key=lambda u: (-len(u), u))

    def consumed(self, words: str) -> list[Span]:
        """Spans that detectors take: years, units asked for, numbers with their units."""
        return [*self._taken(words), *((q.span.start, self._end(q)) for q in self.numbers(words))]

    def _end(self, quantity: Quantity) -> int:
        """Where a number ends: before a noun that is no unit and is counted, as in 30 million passengers."""
        noun = quantity.base_unit
        counts = noun.isascii() and noun not in self._units
        return quantity.span.end - len(noun) if counts else quantity.span.end

    def numbers(self, words: str) -> list[Quantity]:
        """Numbers with their units that are neither years nor stand in a unit asked for."""
        named = self.vocabulary.whole_names(words)
        found = self.quantities.find(blank(words, self._taken(words)))
        cut = [n for q in found if q.chinese and (n := self._name_at(words, q.span.start))]
        return [
            self._scaled(words, q)
            for q in found
            if not any(start <= q.span.start < end for start, end in (*named, *cut))
            and (not q.chinese or len(q.text) > 1 or self._counts(q))
            and not (q.chinese and self._ends_a_word(words, q.span.start, q.span.end))
            and not _GRADE.match(words, q.span.end)
            and not _PER.search(words, 0, q.span.start)
        ]

    def _scaled(self, words: str, quantity: Quantity) -> Quantity:
        """A number with the English scale and the unit that follow it: 10 billion yuan, but 10 billion in."""
        match = _ENGLISH_SCALE.match(words, quantity.span.end) if not quantity.unit else None
        if match is None:
            return quantity
        counts = match[2] and not self.vocabulary.asks_or_joins(stem(match[2]))
        end = match.end() if counts else match.end(1)
        return replace(
            quantity,
            base=quantity.value * ENGLISH_SCALES[match[1]],
            unit=words[quantity.span.end : end].strip(),
            base_unit=match[2] if counts else "",
            span=replace(quantity.span, end=end),
        )

    def _ends_a_word(self, words: str, start: int, end: int) -> bool:
        """Whether a numeral and its unit are the end of a word that begins before them: 头一名."""
        return start > 0 and any(len(form) > end - start for form in self.vocabulary.known(words, start - 1))

    def _counts(self, quantity: Quantity) -> bool:
        """Whether a lone Chinese numeral is a number and no part of a word: 三 of 三万元, not of 三人."""
        scaled = quantity.unit != quantity.base_unit or quantity.unit == "%"
        return scaled or quantity.unit in self._counters - _WORD_UNITS

    def asked_unit(self, words: str) -> AskedUnit | None:
        """The unit that words ask for, None when they ask for none or for a kind of quantity (多少钱)."""
        found = list(_ASKED_UNIT.finditer(words))
        match = next((m for m in found if m[0].startswith(_HOW_MUCH)), next(iter(found), None))
        if not match:
            return None  # 几个平台公司筹来多少钱: some firms, and how much
        lead = _SCALE.match(words, match.end())
        assert lead
        unit = next((u for u in self._units if self._counts_by(words, lead.end(), u)), "")
        end = lead.end() + len(unit)
        if lead[0]:  # 多少万块 is money, 几块 may be plots
            unit = _IN_SCALES.get(unit, unit)
        if self._begins(words, match.start(), end - match.start(), "UnitWord"):
            return None  # 几个点, 多少钱: words that ask for a kind of quantity
        if any(e.meaning == "ratio" for e in self.vocabulary.zh.get(words[match.start() : end], ())):
            return None  # 几倍 asks to divide, and not for a value with that unit
        if unit and self._begins(words, match.end(), len(unit), "QuantityNoun"):
            return None  # 多少面积: a size, and no 面
        if match[0].startswith("几") and unit and not lead[0] and self._begins(words, match.end(), len(unit)):
            return None  # 几方面: a word, not a unit and a rest
        return AskedUnit(unit, (match.start(), end), bool(lead[0])) if unit or lead[0] else None

    def _counts_by(self, words: str, start: int, unit: str) -> bool:
        """Whether a unit stands at a place, and does not end within the word that it counts: 张 of 张床位."""
        end = start + len(unit)
        within = range(start + 1, end)
        return words.startswith(unit, start) and not any(
            at + len(form) > end and self.vocabulary.is_content(form)
            for at in within
            for form in self.vocabulary.known(words, at)
        )

    def _name_at(self, words: str, start: int) -> Span | None:
        """A name that a numeral opens, and in which more of them count nothing: 三个一批."""
        known = self.vocabulary.known(words, start)
        several = [
            f for f in known if sum(char in NUMERALS for char in f) > 1 and not set(f) <= set(NUMERALS)
        ]
        longest = max(several, key=len, default="")
        return (start, start + len(longest)) if self.vocabulary.is_content(longest) else None

    def _taken(self, words: str) -> list[Span]:
        asked = self.asked_unit(words)
        return [*(m.span() for m in _YEAR.finditer(words)), *([asked.span] if asked else [])]

    def _begins(self, words: str, start: int, length: int, kind: str = "") -> bool:
        """Whether a known word, of a lexicon kind if given, begins at a place and is longer than a length."""
        known = (form for form in self.vocabulary.known(words, start) if len(form) > length)
        return any(not kind or any(e.kind == kind for e in self.vocabulary.zh.get(f, ())) for f in known)
