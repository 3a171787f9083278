"""Search by the meaning of single words: each token of the query against the nearest token of a passage.

The mean of a text's tokens blurs a rare word among many common ones. Late interaction (ColBERT, Khattab and
Zaharia 2020) keeps the tokens apart: a passage scores by its nearest token for each token of the query. A
likeness that most passages reach tells nothing, so the mean over the passages is taken off; and a token
weighs by the square of its vector's length, which training makes long for rare words and short for common
ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from kgqa.retrieval.encoder import Matrix, Tokens
from kgqa.retrieval.passages import Passage

_LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, eq=False)
class TokenIndex:
    """Tokens of passages: ``vectors`` are of unit length, one row for each different token.

    ``rows`` are the places of the passages' tokens in it, ``starts`` where in ``rows`` each passage begins,
    ``weights`` what each different token weighs.
    """

    vectors: Matrix
    rows: NDArray[np.intp]
    starts: NDArray[np.intp]
    weights: Matrix

    def likeness(self, words: Tokens, passages: Iterable[int]) -> WordLikeness:
        """How near some words come to some of the passages, to be looked at one by one."""
        ends = (*self.starts[1:].tolist(), len(self.rows))
        rows = {p: self.rows[self.starts[p] : ends[p]] for p in passages}
        used = np.unique(np.concatenate((*rows.values(), np.array([], dtype=np.intp))))
        wanted = words.table[np.concatenate((*words.ids, np.array([], dtype=np.intp)))]
        return WordLikeness(
            {p: np.searchsorted(used, own) for p, own in rows.items()},
            _unit(wanted) @ self.vectors[used].T,
            _weights(wanted),
            tuple(accumulate((len(ids) for ids in words.ids), initial=0)),
            self.weights[used],
        )

    def scores(self, query: Tokens) -> Matrix:
        """A score for each passage, 0 for all when the query has no token."""
        (ids,) = query.ids
        wanted = query.table[ids]
        weights = np.square(wanted).sum(axis=1)
        if not weights.sum():
            return np.zeros(len(self.starts), dtype=np.float32)
        near = _unit(wanted) @ self.vectors.T
        best = np.maximum.reduceat(near[:, self.rows], self.starts, axis=1)
        above = best - best.mean(axis=1, keepdims=True)
        return np.asarray(weights @ above / weights.sum(), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class WordLikeness:
    """How near each of some words comes to some passages.

    ``near`` has a row for each token of the words and a column for each different token of the passages;
    the tokens of word ``n`` are those from ``bounds[n]`` to ``bounds[n + 1]``, and ``columns`` are the places
    of each passage's tokens. ``weights`` are those of the rows, ``own_weights`` those of the columns.
    """

    columns: Mapping[int, NDArray[np.intp]]
    near: Matrix
    weights: Matrix
    bounds: tuple[int, ...]
    own_weights: Matrix

    def of_words(self, passage: int) -> list[float]:
        """For each word the weighed mean of the likeness of its tokens to the nearest token of a passage."""
        best = self.near[:, self.columns[passage]].max(axis=1) * self.weights
        return [
            float(best[start:end].sum() / self.weights[start:end].sum()) if end > start else 0.0
            for start, end in pairwise(self.bounds)
        ]

    def said(self, passage: int) -> float:
        """The weighed mean of the likeness of a passage's own tokens to the nearest token of the words."""
        if not len(self.near):
            return 0.0
        columns = self.columns[passage]
        weights = self.own_weights[columns]
        return float(self.near[:, columns].max(axis=0) @ weights / weights.sum())


def texts_of(passages: Sequence[Passage]) -> list[str]:
    """For each passage its words, the titles above it and the names of what it mentions, in one line."""
    return [" ".join((p.text, p.context("zh"), p.context("en"))) for p in passages]


def token_index(tokens: Tokens) -> TokenIndex:
    """The index of texts, each of which has a token.

    Args:
        tokens: those of :func:`texts_of` the passages.
    """
    own = [np.unique(ids) for ids in tokens.ids]
    used, rows = np.unique(np.concatenate(own), return_inverse=True)
    starts = np.cumsum([0, *(len(ids) for ids in own[:-1])])
    table = tokens.table[used]
    return TokenIndex(_unit(table), rows.astype(np.intp), starts.astype(np.intp), _weights(table))


def _weights(rows: Matrix) -> Matrix:
    """What tokens weigh, by their vectors: a token of no length next to nothing."""
    return np.asarray(np.square(rows).sum(axis=1) + np.float32(_LEAST_WEIGHT), dtype=np.float32)


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)
