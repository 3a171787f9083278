"""Chinese numerals: their value, and the marks by which they number parts and sections."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "".join((*_DIGITS, *_PLACES))
ORDINALS = "一二三四五六七八九十"  # in which headings are numbered
ENGLISH_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
ENGLISH_CARDINALS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
PART_MARK = rf"第?[{ORDINALS}]+(?:[、.．,]|部分)"
SECTION_MARK = rf"[（(][{ORDINALS}]+[)）]"


def chinese_number(words: str) -> Decimal | None:
    """Value of a Chinese numeral, with a decimal part after 点; None when it is not one.

    >>> chinese_number("三十五"), chinese_number("两"), chinese_number("六点九"), chinese_number("大")
    (Decimal('35'), Decimal('2'), Decimal('6.9'), None)
    >>> chinese_number("四万五千"), chinese_number("三万五")
    (Decimal('45000'), Decimal('35000'))
    """
    high, myriad, low = words.partition("万")
    if myriad:
        above, below = chinese_number(high), chinese_number(low) if low else Decimal(0)
        if above is None or below is None:
            return None
        return above * 10_000 + (below * 1000 if low in _DIGITS else below)
    whole, point, fraction = words.partition("点")
    if not whole or any(c not in NUMERALS for c in whole) or any(c not in _DIGITS for c in fraction):
        return None
    total, digit = 0, None
    for char in whole:
        if char in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[char]
            digit = None
        elif digit is None or digit == 0:
            digit = _DIGITS[char]
        else:
            return None
    total += digit or 0
    if not point:
        return Decimal(total)
    return Decimal(f"{total}.{''.join(str(_DIGITS[c]) for c in fraction)}") if fraction else None


def place_of(ordinal: str) -> int:
    """The number of an ordinal without 第; 0 when it is none.

    >>> place_of("三"), place_of("12"), place_of("third"), place_of("大")
    (3, 12, 3, 0)
    """
    if ordinal in ENGLISH_ORDINALS:
        return ENGLISH_ORDINALS.index(ordinal) + 1
    return int(ordinal) if ordinal.isdecimal() else int(chinese_number(ordinal) or 0)
