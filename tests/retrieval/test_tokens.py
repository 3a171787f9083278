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


def test_each_word_is_compared_with_one_passage() -> None:
    """A word of several tokens by their mean, the long vectors first; a word without a token by none."""
    likeness = INDEX.likeness(tokens([LIFT], [THE, SCHOOL], []), [0, 1])
    of_lifts, of_schools = likeness.of_words(0), likeness.of_words(1)
    assert of_lifts[0] > 0.9 > 0.7 > of_lifts[1]
    assert of_schools[1] > 0.99
    assert of_lifts[2] == of_schools[2] == 0


def test_a_passage_is_said_as_far_as_its_tokens_are() -> None:
    """Lifts say nearly all of a passage on elevators, schools little of it."""
    assert INDEX.likeness(tokens([LIFT]), [0]).said(0) > 0.9
    assert INDEX.likeness(tokens([SCHOOL]), [0, 2]).said(0) < 0.1
    assert INDEX.likeness(tokens([]), [0]).said(0) == 0
