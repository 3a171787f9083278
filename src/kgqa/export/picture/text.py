"""Words in lines of a measured width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from kgqa.export.picture.fonts import Typeface

_PIECE = re.compile(
    r"（[^（）]{1,11}）[，。；、]?|\([^()]{1,20}\)[,.;:]?"
    r"|(?:[（“《【「(≥≤<>≈]|\"(?=\w))*"
    r"(?:[A-Za-z0-9.,%+'’&/-]*[0-9](?![A-Za-z0-9.,+'’&/-])(?:%|[万亿]?[\u4e00-\u9fff])?|[A-Za-z0-9.,%+'’&/-]+|.)"
    r"[，。；、：！？）”》】」)\"]*",
    re.DOTALL,
)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\\s]+")
_DOTS = "…"


def plain(words: str) -> str:
    """Words in one line, without characters that XML cannot hold."""
    return _UNWRITABLE.sub(" ", words).strip()


def wrap(
    words: str, width: float, size: float, face: Typeface, most: int, *, end: bool = False
) -> tuple[str, ...]:
    """At most ``most`` lines no wider than ``width``; what does not fit gives way to dots.

    Latin words stay whole where they fit into a line, and so does a number with its sign and unit; no line
    starts with a closing mark. With ``end`` the middle gives way and not the end, where a label has its value
    and year.
    """
    pieces = _PIECE.findall(plain(words))
    lines = _filled(pieces, width, size, face)
    if len(lines) <= most:
        return tuple(lines)
    last = _last(pieces, width, size, face, most // 2 + 1) if end and most > 1 else []
    kept = most - len(last)
    return (*lines[: kept - 1], _cut(lines[kept - 1], width, size, face), *last)


def _filled(pieces: Sequence[str], width: float, size: float, face: Typeface) -> list[str]:
    """Lines with as many pieces as go into each; a piece wider than a line is parted."""
    lines = [""]
    for piece in chain.from_iterable(_parts(piece, width, size, face) for piece in pieces):
        if lines[-1] and face.width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines]


def _parts(piece: str, width: float, size: float, face: Typeface) -> Iterator[str]:
    while face.width(piece, size) > width and len(piece) > 1:
        room = next(n for n in range(len(piece), 0, -1) if n == 1 or face.width(piece[:n], size) <= width)
        yield piece[:room]
        piece = piece[room:]
    yield piece


def _cut(line: str, width: float, size: float, face: Typeface) -> str:
    """A line with dots at its end, without its last pieces, as far as they take the room of the dots."""
    pieces = _PIECE.findall(line)
    while len(pieces) > 1 and face.width("".join(pieces).rstrip() + _DOTS, size) > width:
        pieces.pop()
    cut = "".join(pieces)
    while cut and face.width(cut + _DOTS, size) > width:
        cut = cut[:-1]
    return cut.rstrip() + _DOTS


def _last(pieces: Sequence[str], width: float, size: float, face: Typeface, most: int) -> list[str]:
    """Lines of the last pieces, as many of these, each whole, as go into ``most`` lines."""
    found: list[str] = []
    for first in range(len(pieces) - 1, -1, -1):
        lines = _filled(pieces[first:], width, size, face)
        if len(lines) > most:
            break
        found = lines
    return found
