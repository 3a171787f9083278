"""Search by the meaning of single words: each token of the query against the nearest token of a passage.

The mean of a text's tokens blurs a rare word among many common ones. Late interaction (ColBERT, Khattab and
Zaharia 2020) keeps the tokens apart: a passage scores by its nearest token for each token of the query. A
likeness that most passages reach tells nothing, so the mean over the passages is taken off; and a token
weighs by the square of its vector's length, which training makes long for rare words and short for common
ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.retrieval.encoder import Matrix, Tokens
from kgqa.retrieval.passages import Passage


@dataclass(frozen=True, eq=False)
class TokenIndex:
    """Tokens of passages: ``vectors`` are of unit length, one column for each different token.

    ``columns`` are the places of the passages' tokens in it, ``starts`` where in them each passage begins.
    """

    vectors: Matrix
    columns: NDArray[np.intp]
    starts: NDArray[np.intp]

    def scores(self, query: Tokens) -> Matrix:
        """A score for each passage, 0 for all when the query has no token."""
        (ids,) = query.ids
        wanted = query.table[ids]
        weights = np.square(wanted).sum(axis=1)
        if not weights.sum():
            return np.zeros(len(self.starts), dtype=np.float32)
        near = _unit(wanted) @ self.vectors
        best = np.maximum.reduceat(near.take(self.columns, axis=1), self.starts, axis=1)
        above = best - best.mean(axis=1, keepdims=True)
        return np.asarray(weights @ above / weights.sum(), dtype=np.float32)


def texts_of(passages: Sequence[Passage]) -> list[str]:
    """For each passage its words, the titles above it and the names of what it mentions, in one line."""
    return [" ".join((p.text, p.context("zh"), p.context("en"))) for p in passages]


def token_index(tokens: Tokens) -> TokenIndex:
    """The index of texts, each of which has a token.

    Args:
        tokens: those of :func:`texts_of` the passages.
    """
    own = [np.unique(ids) for ids in tokens.ids]
    used, columns = np.unique(np.concatenate(own), return_inverse=True)
    starts = np.cumsum([0, *(len(ids) for ids in own[:-1])])
    vectors = np.ascontiguousarray(_unit(tokens.table[used]).T)
    return TokenIndex(vectors, columns.astype(np.intp), starts.astype(np.intp))


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)
