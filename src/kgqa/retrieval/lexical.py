"""Search by words: BM25 over Chinese character pairs and English stems (Robertson and Zaragoza 2009)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from kgqa.retrieval.encoder import Matrix
from kgqa.retrieval.passages import Passage

_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+(?:\.\d+)?%?")
_OWN_WORDS = 2  # a passage's own words count twice, those of its context once
_SYNONYM_WEIGHT = 0.5
_SHORTEST_STEM = 3
_SUFFIXES = ("ing", "ed", "es", "s")


class LexicalIndex:
    """BM25 scores of passages for a query.

    Args:
        passages: what is searched.
        synonyms: a word to other words for it, in both languages, lower case; they count half.
    """

    def __init__(self, passages: Sequence[Passage], synonyms: Mapping[str, frozenset[str]]) -> None:
        self._size = len(passages)
        self._synonyms = synonyms
        self._longest = max(map(len, synonyms), default=0)
        import bm25s  # brings scipy along, which a question that the graph answers does without

        self._bm25 = bm25s.BM25(method="lucene")
        if passages:
            self._bm25.index([_words(p) for p in passages], show_progress=False)

    def scores(self, query: str) -> Matrix:
        """A score for each passage, 0 where no word of the query stands."""
        own = tokens(query)
        others = [token for word in sorted(self._other_words(query)) for token in tokens(word)]
        return self._scores(own) + np.float32(_SYNONYM_WEIGHT) * self._scores(sorted(set(others) - set(own)))

    def _scores(self, wanted: Sequence[str]) -> Matrix:
        if not wanted or not self._size:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(list(wanted)), dtype=np.float32)

    def _other_words(self, query: str) -> set[str]:
        """Synonyms of the words of a query; a Latin word must stand alone in it."""
        text = unicodedata.normalize("NFKC", query).lower()
        found: set[str] = set()
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                if text[start:end] in self._synonyms and _stands_alone(text, start, end):
                    found |= self._synonyms[text[start:end]]
        return found


def tokens(text: str) -> list[str]:
    """Character pairs of Chinese runs, stems of English words, and numbers; a lone character is a token.

    >>> tokens("新建道路3条 roads")
    ['新建', '建道', '道路', '3', '条', 'road']
    """
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0] < "\u4e00":
            found.append(stem(run) if run.isalpha() else run)
        elif len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def stem(word: str) -> str:
    """An English word without its ending of number or tense, after Harman's S-stemmer (1991).

    >>> [stem(w) for w in ("cities", "planned", "subsidies", "housing", "buses", "gas")]
    ['city', 'plann', 'subsidy', 'hous', 'bus', 'gas']
    """
    if word.endswith(("ies", "ied")) and len(word) > _SHORTEST_STEM + 2:
        return f"{word[:-3]}y"
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM and not word.endswith("ss"):
            return word.removesuffix(suffix)
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM + 1 else word


def _words(passage: Passage) -> list[str]:
    context = " ".join(passage.context(language) for language in ("zh", "en"))
    return tokens(passage.text) * _OWN_WORDS + tokens(context)


def _stands_alone(text: str, start: int, end: int) -> bool:
    if not text[start:end].isascii():
        return True
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(c.isascii() and c.isalnum() for c in around)
