"""The part of a year that words speak of, as months: a quarter, a half, the end of a month or of the year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.text.numerals import chinese_number

_LAST = 12
_MONTHS = {  # may is a verb, too
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4, "首": 1}
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_COUNT = {"three": 3, "six": 6, "nine": 9}
_NUMBER = r"(?:[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_PARTS = re.compile(
    r"前(?P<quarters>[二三23两])个?季度|第?(?P<quarter>[一二三四1-4])季度|(?P<opening>首)季|\bq(?P<q>[1-4])\b"
    r"|\b(?P<ordinal>first|second|third|fourth|last|final) quarter\b"
    r"|(?P<first>上半年|\bfirst half\b)|(?P<second>下半年|\bsecond half\b)"
    rf"|前(?P<count>{_NUMBER})个月|\bfirst (?P<counted>three|six|nine) months\b"
    rf"|(?<![\d.个])(?:(?P<since>{_NUMBER})[-—至到])?(?P<month>{_NUMBER})月"
    r"|(?P<season>[春夏秋])[季天]|\b(?P<term>spring|summer|autumn)\b"
    rf"|\b(?P<name>{'|'.join(_MONTHS)})\b"
    r"|(?P<end>年底|年末|岁末|年终|\byear[- ]end\b|\bend of (?:the |this |that )?(?:year|20\d\d)\b)"
)
_BEHIND = re.compile(r"[份底末]*(?:以|之)?前")  # 9月底前
_BEFORE = re.compile(r"\b(?:by|before|until|no later than)(?: the)?(?: end of)?(?: the)? $")


@dataclass(frozen=True)
class Season:
    """The first and the last month of a part of a year; ``until`` is whether only its end is told."""

    first: int
    last: int
    until: bool = False

    @property
    def is_end(self) -> bool:
        """Whether it ends with the year, so that what is of the year is of it, too."""
        return self.last == _LAST and (self.until or self.first == _LAST)

    def holds(self, told: Season) -> bool | None:
        """Whether what is told of another part of the year happens in this one; None where it may."""
        if self.first <= told.last <= self.last:
            return True if told.until or told.first >= self.first else None
        return False if told.until or told.first > self.last or told.last < self.first else None


def season_in(text: str) -> Season | None:
    """The first part of a year that words name.

    >>> season_in("力争9月底前完成")
    Season(first=1, last=9, until=True)
    >>> season_in("in the second quarter")
    Season(first=4, last=6, until=False)
    """
    words = text.lower()
    found = _PARTS.search(words)
    if found is None:
        return None
    first, last = _months(found)
    until = bool(_BEHIND.match(words, found.end()) or _BEFORE.search(words[: found.start()]))
    return Season(1 if until else first, last, until)


def _months(found: re.Match[str]) -> tuple[int, int]:
    said = {key: value for key, value in found.groupdict().items() if value}
    if "end" in said:
        return _LAST, _LAST
    if "first" in said or "second" in said:
        return (1, 6) if "first" in said else (7, _LAST)
    if "season" in said or "term" in said:
        return _SEASONS[said.get("season") or said["term"]]
    if "name" in said:
        return _MONTHS[said["name"]], _MONTHS[said["name"]]
    if "month" in said:
        last = _number(said["month"])
        return _number(said.get("since", said["month"])), last
    if "counted" in said or "count" in said:
        return 1, _COUNT.get(said.get("counted", "")) or _number(said["count"])
    if "quarters" in said:
        return 1, 3 * _number(said["quarters"])
    word = said.get("ordinal") or said.get("opening") or ""
    quarter = _ORDER.get(word) or _number(said.get("quarter") or said["q"])
    return 3 * quarter - 2, 3 * quarter


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(chinese_number(words) or 1)
