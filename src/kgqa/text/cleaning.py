"""What scanning, paging and web pages put around and into a report's text, taken out before it is normalised.

Everything works on lines and keeps the length of the source: what is cut becomes a character that
normalisation drops, so that every offset still leads back to the source file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgqa.text.numerals import ORDINALS, PART_MARK

_CUT = "\u200b"
_BLANKS = re.compile(r"[ \t\u00a0\u3000\u200b\ufeff]+")
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"})
_LONE_RETURN = re.compile(r"\r(?!\n)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_POINT = re.compile(r"(?<=\d)．(?=\d)")
_GAP_IN_NUMBER = re.compile(
    r"(?<=\d)[ \u3000]+(?=[%％‰])|(?<=\S\d)[ \u3000]+(?=\.\d)|(?<=\S\d\.)[ \u3000]+(?=\d)"
)

_RULE = r"[—–―－\-·•~～|]{1,2}"
_PAGE = re.compile(
    rf"{_RULE}\d{{1,4}}{_RULE}|第[\d{ORDINALS}]{{1,4}}页(?:[，,/]?共[\d{ORDINALS}]{{1,4}}页)?"
    r"|\d{1,4}/\d{1,4}|(?i:page)\d{1,4}(?:of\d{1,4})?"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_ENDED = re.compile(r"[。！？：；，、.!?:;,”）)]$")
_STOP = re.compile(r"[。！？]|[\u4e00-\u9fff%][.!?](?!\S)")
_PART = re.compile(PART_MARK)
_MARKS = re.compile(r"[\d\W_]+")

_DENSE, _SHORTEST_DENSE = 0.7, 6
_HEADER_LENGTH, _HEADER_TIMES = range(4, 41), 3
_LONG_LINE = 20


@dataclass(frozen=True)
class Furniture:
    """Words of the web page around a text.

    A line that begins with one of ``leads`` is no part of the report, nor is one made of ``words`` alone.
    ``separators`` part the steps of a path such as 首页 > 政务公开.
    """

    leads: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()


def clean(source: str, furniture: Furniture | None = None) -> str:
    """The source without page numbers, running headers, menus and blanks between all characters.

    The result has the length of the source. Full-width digits become plain ones.
    """
    text = _LONE_RETURN.sub("\n", source).translate(_BREAKS).translate(_FULL_WIDTH)
    lines = _POINT.sub(".", text).split("\n")
    lines = [_GAP_IN_NUMBER.sub(_blank_out, line) for line in _without_gaps(lines)]
    bare = [_BLANKS.sub("", line.replace("**", "").rstrip("\r")) for line in lines]
    pages = _page_numbers(bare)
    cut = pages | _running_headers(bare, pages)
    if furniture:
        cut |= _furniture(bare, furniture)
    return "\n".join(_CUT * len(line) if i in cut else line for i, line in enumerate(lines))


def _blank_out(match: re.Match[str]) -> str:
    return _CUT * len(match[0])


def _without_gaps(lines: Sequence[str]) -> list[str]:
    """Lines without the single blanks that a scanner puts between all characters; wider gaps stay."""
    dense = [_is_dense(line) for line in lines]
    written = sum(bool(line.strip()) for line in lines)
    everywhere = sum(dense) * 2 > written
    return [_closed(line) if d or everywhere else line for line, d in zip(lines, dense, strict=True)]


def _is_dense(line: str) -> bool:
    words = line.split()
    visible = sum(map(len, words))
    return visible >= _SHORTEST_DENSE and len(words) - 1 >= _DENSE * (visible - 1)


def _closed(line: str) -> str:
    return re.sub(r"(?<=\S)[ \u3000](?=\S)", _CUT, line)


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """Lines such as — 12 — or 第3页, and bare numbers that count up by one."""
    found = {i for i, line in enumerate(lines) if _PAGE.fullmatch(line)}
    bare = [(i, int(line)) for i, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line)]
    for (first, number), (second, following) in pairwise(bare):
        if following == number + 1:
            found |= {first, second}
    return found


def _running_headers(lines: Sequence[str], pages: set[int]) -> set[int]:
    """Lines that come again at the ends of pages; the one on the cover stays.

    Three times or more, and most of them beside a page number or in the middle of a sentence.
    """
    keys = {
        i: re.sub(r"\d", "", line)
        for i, line in enumerate(lines)
        if len(line) in _HEADER_LENGTH and i not in pages and not _ENDED.search(line)
    }
    times = Counter(keys.values())
    cover = next((i for i, line in enumerate(lines) if _PART.match(line)), 0)
    found: set[int] = set()
    for key in sorted(k for k, n in times.items() if k and n >= _HEADER_TIMES):
        places = [i for i, k in keys.items() if k == key]
        later = places[1:] if places[0] < cover else places
        if sum(_at_page_end(lines, i, pages) for i in later) * 2 >= len(later):
            found.update(later)
    return found


def _at_page_end(lines: Sequence[str], place: int, pages: set[int]) -> bool:
    before = next((i for i in range(place - 1, -1, -1) if lines[i]), -1)
    after = next((i for i in range(place + 1, len(lines)) if lines[i]), -1)
    broken = before >= 0 and len(lines[before]) >= _LONG_LINE and not _ENDED.search(lines[before])
    return broken or before in pages or after in pages


def _furniture(lines: Sequence[str], furniture: Furniture) -> set[int]:
    """Lines of menus and footers, looked for before the first sentence and after the last one."""
    alike = {i for i, line in enumerate(lines) if line and _is_furniture(line, furniture)}
    body = [i for i, line in enumerate(lines) if i not in alike and (_STOP.search(line) or _PART.match(line))]
    if not body:
        return set()
    return {i for i in alike if i < body[0] or i > body[-1]}


def _is_furniture(line: str, furniture: Furniture) -> bool:
    inner = line.lstrip("【[（( 　|·※")
    if inner.startswith(furniture.leads):
        return True
    known = any(word in line for word in furniture.words if len(word) > 1)
    if known and any(mark in line for mark in furniture.separators):
        return True
    rest = line
    for word in sorted(furniture.words, key=lambda w: (-len(w), w)):
        rest = rest.replace(word, "|")
    return rest != line and not _MARKS.sub("", rest)
