"""From the name a person writes to the nodes that bear it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from kgqa.errors import UsageError
from kgqa.export.terms import Terms

_NEAREST = 3
_LIKE = 40.0


def find(words: str, nodes: Iterable[str], terms: Terms) -> list[str]:
    """Nodes with that label; without one, nodes with that other name.

    Width, case and quotation marks do not matter.

    Raises:
        UsageError: no node bears the name; the message names the nearest ones.
    """
    wanted, candidates = _fold(words), sorted(nodes)
    for names in (terms.preferred, terms.others):
        found = [n for n in candidates if wanted in map(_fold, names.get(n, ()))]
        if wanted and found:
            return found
    near = nearest_names(wanted, candidates, terms)
    hint = f"the nearest names are {'、'.join(near)}" if near else "give a name that stands in the graph"
    raise UsageError(f"nothing is named {words!r}; {hint}")


def steps_from(words: str, depth: int) -> str:
    """How far around a name a part reaches, for a message.

    Raises:
        UsageError: the depth is negative.
    """
    if depth < 0:
        raise UsageError(f"a depth of {depth} is no number of steps; use 0 or more")
    return f"within {'1 step' if depth == 1 else f'{depth} steps'} of {words!r}"


def nearest_names(words: str, nodes: Iterable[str], terms: Terms) -> list[str]:
    """The few names of some nodes that are spelt most like some words, best first."""
    written: Mapping[str, set[str]] = defaultdict(set)
    for node in nodes:
        for known in (*terms.preferred.get(node, ()), *terms.others.get(node, ())):
            written[_fold(known)].add(known)
    return [min(written[folded]) for folded in nearest(_fold(words), written)]


def nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """The few known names that are spelt most like what is wanted, best first."""
    close = process.extract(wanted, sorted(known), scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_LIKE)
    return [name for name, _, _ in close]


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(c for c in plain if c not in "“”\"'‘’「」").strip()
