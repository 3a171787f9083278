"""Names as they are compared: by letters and digits alone, with room for words beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

_KEPT_MARKS = "%.|"
_MOST_WORDS_BESIDE = 60


def fold(text: Any) -> str:
    """Letters, digits, ``%`` and ``.`` of a text; a bar keeps numbers apart that a blank parted.

    >>> fold("《商都 路》 12 34")
    '商都路12|34'
    """
    plain = unicodedata.normalize("NFKC", "" if text is None else str(text)).lower()
    barred = re.sub(r"(?<=\d)\s+(?=\d)", "|", plain)
    return "".join(c for c in barred if c in _KEPT_MARKS or unicodedata.category(c)[0] in "LN")


def stands_in(name: str, text: str) -> bool:
    """Whether a folded name stands in a folded text; a number at its edge must not run on there."""
    if not name:
        return False
    before = r"(?<![\d.])" if name[0].isdigit() else ""
    after = r"(?!\d)" if name[-1].isdigit() else ""
    return re.search(f"{before}{re.escape(name)}{after}", text) is not None


def names_one(aliases: Sequence[str], said: str) -> bool:
    """Whether a name that was said means the thing: it holds an alias of it, or is the better part of one."""
    own = fold(said)
    for alias in map(fold, aliases):
        whole = len(own) <= len(alias) + _MOST_WORDS_BESIDE and stands_in(alias, own)
        part = 2 <= len(own) < len(alias) <= 2 * len(own) and stands_in(own, alias)
        if whole or part:
            return True
    return False


def pair(things: Sequence[Sequence[str]], said: Sequence[str]) -> tuple[int, int]:
    """How many things are named, one by each name (Kuhn's matching), and how many names mean none."""
    meant = [[i for i, aliases in enumerate(things) if names_one(aliases, name)] for name in said]
    taken: dict[int, int] = {}

    def assign(name: int, tried: set[int]) -> bool:
        for thing in meant[name]:
            if thing in tried:
                continue
            tried.add(thing)
            if thing not in taken or assign(taken[thing], tried):
                taken[thing] = name
                return True
        return False

    found = sum(assign(name, set()) for name in range(len(said)))
    return found, sum(not candidates for candidates in meant)
