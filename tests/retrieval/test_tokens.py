"""Single words count by their nearest word in a passage."""

import numpy as np

from kgqa.retrieval.encoder import Tokens
from kgqa.retrieval.tokens import token_index

# A common word that is short, a rare one that is long and another like it, and a word of another matter.
THE, ELEVATOR, LIFT, SCHOOL = range(4)
TABLE = np.array([[0.1, 0.1, 0.1], [3, 0, 0], [2.8, 0.6, 0], [0, 0, 3]], dtype=np.float32)


def tokens(*ids: list[int]) -> Tokens:
    """Texts by the places of their words."""
    return Tokens(tuple(np.array(own, dtype=np.intp) for own in ids), TABLE)


INDEX = token_index(tokens([THE, ELEVATOR, THE], [THE, SCHOOL], [THE]))


def test_a_word_finds_one_like_it() -> None:
    """The long vector decides, not the word that all passages have."""
    scores = INDEX.scores(tokens([THE, LIFT]))
    assert scores[0] > 0.1
    assert max(scores[1:]) < 0


def test_a_word_of_every_passage_tells_nothing() -> None:
    """Its likeness is the same everywhere."""
    assert np.allclose(INDEX.scores(tokens([THE])), 0, atol=1e-6)


def test_a_query_without_words_scores_nothing() -> None:
    """No token, or tokens without a vector."""
    assert list(INDEX.scores(tokens([]))) == [0, 0, 0]
