"""The index of passages: by words alone, or by words and meaning together when an encoder is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kgqa.retrieval.encoder import Encoder, Matrix
from kgqa.retrieval.lexical import LexicalIndex
from kgqa.retrieval.passages import Passage

_RANK_CONSTANT = 60  # of reciprocal rank fusion, as Cormack, Clarke and Büttcher (2009) give it


@dataclass(frozen=True)
class ScoredPassage:
    """A passage that was found.

    ``score`` orders the results of one query; ``lexical`` is the BM25 score and ``dense`` the cosine of the
    meanings (None without an encoder), which can be compared with those of other queries.
    """

    passage: Passage
    score: float
    lexical: float
    dense: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The passage as the contract writes it, ready for JSON."""
        return {
            "score": round(self.score, 4),
            "document": self.passage.document,
            "section": self.passage.section,
            "start": self.passage.start,
            "end": self.passage.end,
            "text": self.passage.text,
            "iri": self.passage.iri,
        }


class PassageIndex:
    """Finds passages. Equal scores are ordered by place in the text.

    Args:
        passages: what is searched, in the order of the text.
        encoder: gives vectors for search by meaning; None searches by words alone.
        synonyms: a word to other words for it, for the search by words.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        encoder: Encoder | None = None,
        synonyms: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.passages = tuple(passages)
        self._lexical = LexicalIndex(self.passages, synonyms or {})
        self._encoder = encoder
        self._vectors = (
            _unit(encoder.encode([_meaning(p) for p in passages])) if encoder and passages else None
        )

    def search(self, query: str, k: int = 5) -> tuple[ScoredPassage, ...]:
        """The best ``k`` passages; without an encoder only those that hold something of the query."""
        if not self.passages or not query.strip():
            return ()
        lexical = self._lexical.scores(query)
        if self._encoder is None or self._vectors is None:
            order = [i for i in np.argsort(-lexical, kind="stable")[:k] if lexical[i] > 0]
            return tuple(ScoredPassage(self.passages[i], float(lexical[i]), float(lexical[i])) for i in order)
        dense: Matrix = self._vectors @ _unit(self._encoder.encode([query]))[0]
        fused = _reciprocal_ranks(lexical, lexical > 0) + _reciprocal_ranks(dense, np.ones_like(dense, bool))
        return tuple(
            ScoredPassage(self.passages[i], float(fused[i]), float(lexical[i]), float(dense[i]))
            for i in np.argsort(-fused, kind="stable")[:k]
        )


def _meaning(passage: Passage) -> str:
    return " ".join((*passage.headings.get("zh", ()), passage.text))


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _reciprocal_ranks(scores: Matrix, counted: np.ndarray[Any, np.dtype[np.bool_]]) -> Matrix:
    """``1 / (60 + rank)`` for each counted score, 0 for the others."""
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.where(counted, 1 / (_RANK_CONSTANT + ranks), 0).astype(np.float32)
