"""Kinds of work that words name and that are not each other: built anew, carried on, renewed, torn down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from kgqa.linking.lexicon import Lexicon
from kgqa.text.words import any_of

_KEPT = 8192


@dataclass(frozen=True, eq=False)
class Works:
    """Words for work, each with the kinds that it may mean.

    ``told`` are the kinds that are done only where it is said in so many words.
    """

    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    told: frozenset[str] = frozenset()

    @lru_cache(maxsize=_KEPT)  # noqa: B019 - lives as long as the engine
    def named(self, text: str) -> frozenset[str]:
        """The kinds of work that a folded text names."""
        return frozenset(kind for *_, kinds in self.found(text) for kind in kinds)

    @lru_cache(maxsize=_KEPT)  # noqa: B019 - lives as long as the engine
    def found(self, text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
        """Where words for work stand in a folded text, and what they mean; the longest where they overlap."""
        return tuple((*m.span(), self.kinds[m[0]]) for m in self._pattern.finditer(text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return any_of(self.kinds)


def load_works(lexicon: Lexicon, kind: str = "Work") -> Works:
    """The words for work, or for the extent of a sum, of a lexicon."""
    told = lexicon.of_kind(f"{kind}Told")
    kinds: dict[str, set[str]] = defaultdict(set)
    for entry in (*lexicon.of_kind(kind), *told):
        for form in (*entry.zh, *entry.en):
            kinds[form].add(entry.meaning)
    return Works({w: frozenset(own) for w, own in kinds.items()}, frozenset(e.meaning for e in told))
