"""Search by meaning: vectors of a passage, of its clauses and of the names it mentions.

One vector for a long sentence blurs what its clauses say, so each clause has its own, and so has each name,
in both languages. A passage scores by its whole, its best clause and its best name (late interaction by
maximum, as Khattab and Zaharia 2020 do it for tokens).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kgqa.retrieval.encoder import Encoder, Matrix
from kgqa.retrieval.passages import Passage

_CLAUSE_END = re.compile(r"[，；。！？,;]")
_SHORTEST_CLAUSE = 4
_WHOLE, _CLAUSE, _NAME = 1.0, 1.0, 1.5  # weights of the three in a passage's score


def pieces(passages: Sequence[Passage]) -> list[str]:
    """Every text of the passages that has a vector of its own, each once, in a fixed order."""
    texts: dict[str, None] = {}
    for passage in passages:
        texts.update(dict.fromkeys((_whole(passage), *_clauses(passage), *_names(passage))))
    return list(texts)


class DenseIndex:
    """Scores of passages by meaning.

    Args:
        passages: what is searched.
        vectors: unit vectors of :func:`pieces` of these passages, one row for each.
    """

    def __init__(self, passages: Sequence[Passage], vectors: Matrix) -> None:
        place = {text: row for row, text in enumerate(pieces(passages))}
        self._size = len(passages)
        self._vectors = vectors
        self._whole = np.array([place[_whole(p)] for p in passages], dtype=np.intp)
        self._clauses = _owned([[place[c] for c in _clauses(p)] for p in passages])
        self._names = _owned([[place[n] for n in _names(p)] for p in passages])

    def scores(self, query: Matrix) -> Matrix:
        """A score for each passage, given the unit vector of the query."""
        near: Matrix = self._vectors @ query
        total = (
            _WHOLE * near[self._whole]
            + _CLAUSE * self._best(near, self._clauses)
            + _NAME * self._best(near, self._names)
        )
        return np.asarray(total / (_WHOLE + _CLAUSE + _NAME), dtype=np.float32)

    def _best(self, near: Matrix, owned: tuple[NDArray[np.intp], NDArray[np.intp]]) -> Matrix:
        rows, owners = owned
        best = np.zeros(self._size, dtype=np.float32)
        np.maximum.at(best, owners, near[rows])
        return best


def encode_unit(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    """Vectors of unit length; a text without any token has the zero vector."""
    rows = np.asarray(encoder.encode(texts), dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _owned(lists: Sequence[Sequence[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of vectors and the passage that each belongs to."""
    rows = [row for own in lists for row in own]
    owners = [owner for owner, own in enumerate(lists) for _ in own]
    return np.array(rows, dtype=np.intp), np.array(owners, dtype=np.intp)


def _whole(passage: Passage) -> str:
    return " ".join((*passage.headings.get("zh", ()), passage.text))


def _clauses(passage: Passage) -> list[str]:
    parts = (part.strip() for part in _CLAUSE_END.split(passage.text))
    return [part for part in parts if len(part) >= _SHORTEST_CLAUSE]


def _names(passage: Passage) -> list[str]:
    found: dict[str, None] = {}
    for labels in (passage.headings, passage.labels):
        for language in ("zh", "en"):
            found.update(dict.fromkeys(labels.get(language, ())))
    return list(found)
