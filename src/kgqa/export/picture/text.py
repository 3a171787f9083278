"""Words in lines of a measured width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgqa.export.picture.fonts import Typeface

_PIECE = re.compile(
    r"（[^（）]{1,11}）[，。；、]?|\([^()]{1,20}\)[,.;:]?"
    r"|[（“《【「(≥≤<>≈]*"
    r"(?:[A-Za-z0-9.,%+'’&/-]*[0-9](?![A-Za-z0-9.,+'’&/-])(?:%|[万亿]?[\u4e00-\u9fff])?|[A-Za-z0-9.,%+'’&/-]+|.)"
    r"[，。；、：！？）”》】」)]*",
    re.DOTALL,
)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\\s]+")
_DOTS = "…"


def plain(words: str) -> str:
    """Words in one line, without characters that XML cannot hold."""
    return _UNWRITABLE.sub(" ", words).strip()


def wrap(words: str, width: float, size: float, face: Typeface, most: int) -> tuple[str, ...]:
    """At most ``most`` lines no wider than ``width``; what does not fit gives way to dots.

    Latin words stay whole where they fit into a line, and so does a number with its sign and unit; no line
    starts with a closing mark.
    """
    lines = [""]
    for piece in _pieces(plain(words), width, size, face):
        if lines[-1] and face.width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and face.width(last + _DOTS, size) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + _DOTS)


def _pieces(words: str, width: float, size: float, face: Typeface) -> Iterator[str]:
    for piece in _PIECE.findall(words):
        if face.width(piece, size) <= width:
            yield piece
        else:
            yield from piece
