"""A passage is near when it, one of its clauses or one of its names is."""

from collections.abc import Sequence

import numpy as np

from kgqa.retrieval.dense import DenseIndex, encode_unit, pieces
from kgqa.retrieval.encoder import Matrix
from kgqa.retrieval.passages import Passage

WORDS = ("道路", "绿化", "elevator", "学校")


class Bag:
    """An encoder with one dimension for each word."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Whether each word stands in each text."""
        return np.array([[float(w in t) for w in WORDS] for t in texts], dtype=np.float32)

    def tokens(self, texts: Sequence[str]) -> None:
        """Words are not kept apart."""


def passage(start: int, text: str, *names: str) -> Passage:
    """A passage with English names."""
    return Passage(f"e:{start}", "d", "1", start, start + len(text), text, {"zh": ("标题",)}, {"en": names})


PASSAGES = (
    passage(0, "新建道路25条，提升绿化水平，改造学校3所"),
    passage(40, "老旧小区加装设备25部", "elevator"),
    passage(80, "社会大局保持稳定"),
)


def scores(query: str) -> list[float]:
    """Scores of the passages for a query."""
    index = DenseIndex(PASSAGES, encode_unit(Bag(), pieces(PASSAGES)))
    return [round(float(s), 2) for s in index.scores(encode_unit(Bag(), [query])[0])]


def test_each_text_has_one_vector() -> None:
    """Whole sentences with their headings, clauses, headings and names, none twice."""
    texts = pieces(PASSAGES)
    assert len(texts) == len(set(texts))
    assert {"标题 社会大局保持稳定", "提升绿化水平", "elevator", "标题"} <= set(texts)


def test_a_clause_counts_by_itself() -> None:
    """The sentence speaks of three matters, its clause of one."""
    first, *others = scores("绿化")
    assert first > 0.4
    assert others == [0.0, 0.0]


def test_a_name_in_another_language_counts() -> None:
    """Nothing else of the passage is near."""
    assert scores("elevator") == [0.0, 0.43, 0.0]


def test_a_query_without_meaning_is_near_to_nothing() -> None:
    """Its vector is zero, not undefined."""
    assert scores("？？") == [0.0, 0.0, 0.0]
