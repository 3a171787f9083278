"""Search finds passages by words in both languages, and by meaning when an encoder is given."""

from collections.abc import Sequence

import numpy as np
import pytest

from kgqa.retrieval.encoder import Matrix
from kgqa.retrieval.index import PassageIndex
from kgqa.retrieval.lexical import stem, tokens
from kgqa.retrieval.passages import Passage


def passage(start: int, text: str, zh: str = "", en: str = "") -> Passage:
    """A passage with one label in each language."""
    labels = {"zh": (zh,) if zh else (), "en": (en,) if en else ()}
    return Passage(f"e:{start}", "d", "1.0", start, start + len(text), text, {}, labels)


PASSAGES = (
    passage(0, "完成14个老旧小区改造", "老旧小区", "old residential compounds"),
    passage(20, "新建道路25条", "道路", "roads"),
    passage(40, "引进省外资金119.7亿元", "省外资金", "capital from outside the province"),
    passage(60, "加快推进小学建设"),
)


class Themes:
    """An encoder of two dimensions: transport and money."""

    words = (("道路", "轨道", "地铁"), ("资金", "钱", "投资"))

    def encode(self, texts: Sequence[str]) -> Matrix:
        """How many words of each theme stand in each text."""
        rows = [[sum(word in text for word in theme) for theme in self.words] for text in texts]
        return np.array(rows, dtype=np.float32)

    def tokens(self, texts: Sequence[str]) -> None:
        """Words are not kept apart."""


def found(index: PassageIndex, query: str, k: int = 5) -> list[int]:
    """Places of the passages found."""
    return [p.passage.start for p in index.search(query, k)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("老旧小区", 0),
        ("道路有多少条", 20),
        ("119.7", 40),
        ("new ROADS", 20),
        ("provinces", 40),
        ("residential compound", 0),
    ],
)
def test_words_find_their_passage(query: str, first: int) -> None:
    """Chinese by character pairs, English by stems of the labels, numbers whole."""
    assert found(PassageIndex(PASSAGES), query)[0] == first


@pytest.mark.parametrize("query", ["", "  ", "？！", "zzzz", "🙂", "119"])
def test_words_that_stand_nowhere_find_nothing(query: str) -> None:
    """Without an encoder; part of a number is no number."""
    assert found(PassageIndex(PASSAGES), query) == []


def test_k_is_the_most() -> None:
    """Best first, no more than asked for."""
    both = "道路 小区"
    assert found(PassageIndex(PASSAGES), both, 1) == found(PassageIndex(PASSAGES), both)[:1]


def test_equal_scores_are_ordered_by_place() -> None:
    """The same query gives the same list."""
    twins = [passage(0, "绿化面积"), passage(10, "绿化面积"), passage(20, "其他")]
    assert found(PassageIndex(twins), "绿化") == [0, 10]


def test_synonyms_lead_to_other_words() -> None:
    """In either language; a Latin word must stand alone."""
    synonyms = {"elementary": frozenset({"小学"}), "马路": frozenset({"道路"})}
    index = PassageIndex(PASSAGES, synonyms=synonyms)
    assert found(index, "Elementary education") == [60]
    assert found(index, "马路") == [20]
    assert found(index, "elementaryschool") == []


def test_an_encoder_finds_by_meaning() -> None:
    """No word in common, the same theme."""
    best = PassageIndex(PASSAGES, Themes()).search("地铁", 1)[0]
    assert (best.passage.start, best.lexical) == (20, 0.0)
    assert best.dense == pytest.approx(1.0)


def test_words_and_meaning_are_fused() -> None:
    """What both find goes before what one finds."""
    assert found(PassageIndex(PASSAGES, Themes()), "省外投资", 1) == [40]


def test_no_passages_no_results() -> None:
    """An empty index can be asked, too."""
    assert found(PassageIndex(()), "道路") == []
    assert found(PassageIndex((), Themes()), "道路") == []


def test_tokens_of_both_languages() -> None:
    """Full width and case do not matter."""
    assert tokens("ＧＤＰ增长6.9%，Roads") == ["gdp", "增长", "6.9%", "road"]


@pytest.mark.parametrize(
    ("word", "other"), [("road", "roads"), ("city", "cities"), ("build", "building"), ("house", "housing")]
)
def test_forms_of_a_word_share_a_stem(word: str, other: str) -> None:
    """Number and tense fall away."""
    assert stem(word) == stem(other)
