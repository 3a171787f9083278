"""The index of passages: by words alone, or by words and meaning together when an encoder is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kgqa.retrieval.cache import cached_vectors
from kgqa.retrieval.dense import DenseIndex, encode_unit, pieces
from kgqa.retrieval.encoder import Encoder, Matrix
from kgqa.retrieval.lexical import LexicalIndex
from kgqa.retrieval.passages import Filter, Passage
from kgqa.retrieval.tokens import texts_of, token_index

_LEAST_NEAR = 0.23  # below this meaning tells nothing: what gibberish reaches
_MEANING, _TOKENS, _WORDS = 1.0, 0.5, 0.1  # of standardised scores; chosen on the development questions
_ALL = Filter()

Sort = Literal["words", "meaning", "both"]


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
        cache: tells the encoder apart from others, so that vectors are kept between runs; empty keeps none.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        encoder: Encoder | None = None,
        synonyms: Mapping[str, frozenset[str]] | None = None,
        cache: str = "",
    ) -> None:
        self.passages = tuple(passages)
        self._synonyms = synonyms or {}
        self._encoder = encoder
        self._dense, self._tokens = None, None
        if encoder and passages:
            self._dense = DenseIndex(self.passages, piece_vectors(self.passages, encoder, cache))
            tokens = encoder.tokens(texts_of(self.passages))
            self._tokens = token_index(tokens) if tokens else None

    @cached_property
    def _lexical(self) -> LexicalIndex:
        """Made when words are first searched for: its library takes long to load."""
        return LexicalIndex(self.passages, self._synonyms)

    def search(
        self, query: str, k: int = 5, by: Sort = "both", among: Filter = _ALL
    ) -> tuple[ScoredPassage, ...]:
        """The best ``k`` passages that hold a word of the query or come near its meaning, best first.

        Scores are those among all passages, so that they can be compared whatever the filter.
        """
        if not self.passages or not query.strip():
            return ()
        lexical = self._lexical.scores(query)
        if self._encoder is None or self._dense is None or by == "words":
            return tuple(
                ScoredPassage(self.passages[i], float(lexical[i]), float(lexical[i]))
                for i in self._order(lexical, among, lexical > 0)[:k]
            )
        dense, fused = self._meant(query)
        if by == "both":
            fused = fused + np.float32(_WORDS) * standard(lexical)
        return tuple(
            ScoredPassage(self.passages[i], float(fused[i]), float(lexical[i]), float(dense[i]))
            for i in self._order(fused, among, (lexical > 0) | (dense >= _LEAST_NEAR))[:k]
        )

    def by_meaning(self, query: str) -> Matrix:
        """For each passage the score of its meaning, with an encoder."""
        return self._meant(query)[1]

    @lru_cache(maxsize=64)  # noqa: B019 - a question is looked for more than once while it is answered
    def _meant(self, query: str) -> tuple[Matrix, Matrix]:
        """For each passage the cosine of its meaning, and the score of that and of its tokens together."""
        assert self._encoder and self._dense
        dense = self._dense.scores(encode_unit(self._encoder, [query])[0])
        return dense, _MEANING * standard(dense) + _TOKENS * standard(self._by_tokens(query))

    def _by_tokens(self, query: str) -> Matrix:
        tokens = self._encoder.tokens([query]) if self._encoder and self._tokens else None
        return self._tokens.scores(tokens) if self._tokens and tokens else np.zeros(1, dtype=np.float32)

    def _order(self, scores: Matrix, among: Filter, found: NDArray[np.bool_]) -> list[int]:
        """Places of the passages that were found and fit the filter, best score first."""
        order = np.argsort(-scores, kind="stable")
        return [int(i) for i in order if found[i] and among.admits(self.passages[i])]


def piece_vectors(passages: Sequence[Passage], encoder: Encoder, cache: str) -> Matrix:
    """Vectors of all pieces of passages, from the cache where they are kept."""
    texts = pieces(passages)
    if not cache:
        return encode_unit(encoder, texts)
    key = "\n".join((cache, *texts))
    return cached_vectors(key, len(texts), lambda: encode_unit(encoder, texts))


def standard(scores: Matrix) -> Matrix:
    """Scores by how many standard deviations they lie above the mean of all passages."""
    spread = float(scores.std())
    return np.asarray((scores - scores.mean()) / spread if spread else scores * 0, dtype=np.float32)
