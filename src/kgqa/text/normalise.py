"""Source text to the normalised text that every offset of the graph refers to.

The rules are those of the project's contract: NFC; ``**`` removed; breaks inside paragraphs removed;
paragraphs parted by one line feed; blanks beside a Chinese character, or between a digit and a Chinese
character, removed.
Each character of the result remembers where it stood in the source, and which characters were bold.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import InputError
from kgqa.text.numerals import ORDINALS, PART_MARK, SECTION_MARK

CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—·"
_BLANK = re.compile(r"[ \t\u00a0\u3000\u200b\ufeff]")
_TERMINAL = re.compile(r"[。！？：；.!?:;][”）)]?$")
_PART = re.compile(rf"^{PART_MARK}[^，。；]{{2,40}}$")
_SECTION = re.compile(rf"^{SECTION_MARK}[^。；：！？:;!?]{{2,30}}$")
_END_OF_HEADING = re.compile(r"^[^，。；：]{1,8}。")
_TITLE_END = re.compile(r"报告(?:（[^（）]*）)?$")
_OPENER = re.compile(rf"^(?:—|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|{PART_MARK}|{SECTION_MARK}|[{ORDINALS}]是)")
_FULL_LINE = 20  # shorter lines are titles and addresses, not cut paragraphs
_CUT_NUMBER = re.compile(r"\d\.\n\d")
_SHORTEST_WRAPPED, _LONGEST_WRAPPED, _LEAST_WRAPPED, _RAGGED = 8, 60, 12, 2
_CJK_CHAR = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class NormalisedText:
    """Text with a map back to its source.

    ``source_offsets[i]`` is the source position of character ``i``; ``bold`` holds half-open ranges of the
    text that the source printed in bold.
    """

    text: str
    source_offsets: tuple[int, ...]
    bold: tuple[tuple[int, int], ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the UTF-8 text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class _Char:
    value: str
    offset: int
    bold: bool


def read_source(path: Path) -> str:
    """Text of a report file in UTF-8 or GB18030.

    Raises:
        InputError: the file is missing, empty, binary, or in no known encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    if not data.strip():
        raise InputError(f"{path} is empty; give a report as plain text")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputError(f"{path} is neither UTF-8 nor GB18030 text; save it as UTF-8 and try again")


def normalise(source: str) -> NormalisedText:
    """Normalise a report's source text (see the module's docstring)."""
    paragraphs: list[list[_Char]] = []
    lines = _lines(_characters(source))
    width = _wrapped_at(lines)
    adjacent, last = False, 0
    for line in lines:
        if not line:
            adjacent = False
            continue
        if not paragraphs:
            goes_on = False
        elif width and len(paragraphs) > 1:
            goes_on = last >= width - _RAGGED and not _parted(_words(paragraphs[-1]), _words(line))
        else:
            goes_on = _continues(_words(paragraphs[-1]), _words(line), len(paragraphs), adjacent)
        if goes_on:
            paragraphs[-1].extend(line)
        else:
            paragraphs.append(list(line))
        adjacent, last = True, len(line)
    chars: list[_Char] = []
    for paragraph in paragraphs:
        kept = _without_blanks(paragraph)
        if not kept:
            continue
        if chars:
            chars.append(_Char("\n", kept[0].offset, False))
        chars.extend(kept)
    return NormalisedText(
        "".join(c.value for c in chars), tuple(c.offset for c in chars), _bold_ranges(chars)
    )


def _characters(source: str) -> list[_Char]:
    """Characters in NFC with source offset and bold mark; ``**`` and control characters gone."""
    chars: list[_Char] = []
    bold = False
    position = 0
    while position < len(source):
        if source.startswith("**", position):
            bold = not bold
            position += 2
            continue
        end = position + 1
        while end < len(source) and unicodedata.combining(source[end]):
            end += 1
        for value in unicodedata.normalize("NFC", source[position:end]):
            if value == "\n" or not unicodedata.category(value).startswith("C") or value == "\t":
                chars.append(_Char(value, position, bold))
        position = end
    return chars


def _lines(chars: list[_Char]) -> list[list[_Char]]:
    lines: list[list[_Char]] = [[]]
    for char in chars:
        if char.value == "\n":
            lines.append([])
        else:
            lines[-1].append(char)
    return [_strip(line) for line in lines]


def _strip(line: list[_Char]) -> list[_Char]:
    start, end = 0, len(line)
    while start < end and _BLANK.match(line[start].value):
        start += 1
    while end > start and _BLANK.match(line[end - 1].value):
        end -= 1
    return line[start:end]


def _words(chars: list[_Char]) -> str:
    return "".join(c.value for c in chars)


def _wrapped_at(lines: list[list[_Char]]) -> int:
    """Width at which a text is wrapped whatever its lines say, or 0 when a line is a paragraph."""
    written = [line for line in lines if len(line) >= _SHORTEST_WRAPPED]
    lengths = Counter(len(line) for line in written if len(line) <= _LONGEST_WRAPPED)
    if len(written) < _LEAST_WRAPPED or not lengths:
        return 0
    width = max(lengths, key=lambda n: (sum(lengths[m] for m in range(n - _RAGGED, n + _RAGGED + 1)), n))
    full = [line for line in written if abs(len(line) - width) <= _RAGGED]
    longer = sum(len(line) > width + _RAGGED for line in written)
    unfinished = sum(not _TERMINAL.search(_words(line)) for line in full)
    usual = len(full) * 2 >= len(written) and longer * 10 <= len(written)
    return width if usual and unfinished * 2 > len(full) else 0


def _parted(previous: str, following: str) -> bool:
    """Whether a sentence ended before the line, or a heading stands before it or in it."""
    if _OPENER.match(following.replace(" ", "")) or _PART.match(previous.replace(" ", "")):
        return True
    return bool(_TERMINAL.search(previous)) and not _CUT_NUMBER.search(f"{previous[-2:]}\n{following[:1]}")


def _continues(previous: str, following: str, count: int, adjacent: bool) -> bool:
    """Whether a line carries on the paragraph before it, over a page end or a hard wrap."""
    if _parted(previous, following):
        return False
    if count <= 1 and adjacent:  # a heading of the cover page, set on two lines
        return not _TITLE_END.search(previous.replace(" ", ""))
    if _SECTION.match(previous.replace(" ", "")) and not _END_OF_HEADING.match(following):
        return False
    in_sentence = bool(re.search(r"[，。；、,;]", previous))
    return in_sentence and len(previous) >= _FULL_LINE


def _without_blanks(chars: list[_Char]) -> list[_Char]:
    """Drop blanks that touch a Chinese character; keep one blank elsewhere."""
    kept: list[_Char] = []
    for index, char in enumerate(chars):
        if not _BLANK.match(char.value):
            kept.append(char)
            continue
        following = next((c for c in chars[index + 1 :] if not _BLANK.match(c.value)), None)
        if following is None or not kept or kept[-1].value == " ":
            continue
        if re.match(f"[{CJK}]", kept[-1].value) or re.match(f"[{CJK}]", following.value):
            continue
        kept.append(_Char(" ", char.offset, char.bold))
    return kept


def _bold_ranges(chars: list[_Char]) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    for index, char in enumerate(chars):
        if char.bold and start is None:
            start = index
        elif not char.bold and start is not None:
            ranges.append((start, index))
            start = None
    if start is not None:
        ranges.append((start, len(chars)))
    return tuple(ranges)


def chinese_share(text: str) -> float:
    """Share of Chinese characters among the characters that are not blank."""
    visible = [c for c in text if not c.isspace()]
    return sum(bool(_CJK_CHAR.match(c)) for c in visible) / max(1, len(visible))
