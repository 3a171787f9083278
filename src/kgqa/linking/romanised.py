"""Chinese words that are typed in Latin letters: yibao dianzi pingzheng is 医保电子凭证."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

SHORTEST = 4  # letters of a word; fewer are found in any English one
MOST_WORDS = 8  # typed apart


class Romanised:
    """Words by their toneless pinyin, written together."""

    def __init__(self, sounds: Mapping[tuple[str, ...], Sequence[str]]) -> None:
        """Takes the known words by their syllables, those to be preferred first."""
        self._words: dict[str, str] = {}
        for syllables, forms in sounds.items():
            self._words.setdefault("".join(syllables), forms[0])
        self._lengths = sorted({len(w) for w in self._words if len(w) >= SHORTEST}, reverse=True)

    def words(self, typed: str) -> list[tuple[int, int, str]]:
        """The known words that letters spell without a rest, fewest first, with their places in the letters.

        Empty where the letters spell no such row.
        """
        ways: list[list[tuple[int, int, str]] | None] = [[], *(None for _ in typed)]
        for start in range(len(typed)):
            before = ways[start]
            if before is None:
                continue
            for end, form in self._beginning(typed, start):
                after = ways[end]
                if after is None or len(before) + 1 < len(after):
                    ways[end] = [*before, (start, end, form)]
        return ways[-1] or []

    def _beginning(self, typed: str, start: int) -> Iterable[tuple[int, str]]:
        for length in self._lengths:
            form = self._words.get(typed[start : start + length])
            if form and start + length <= len(typed):
                yield start + length, form
