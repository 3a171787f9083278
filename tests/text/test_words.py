"""Many words are looked for at once: the longest where several begin, English ones as whole words."""

import pytest

from kgqa.text.words import any_of

WORDS = ("洛阳", "洛阳市", "art", "art gallery", "a+b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("洛阳市与洛阳", ["洛阳市", "洛阳"]),
        ("the art gallery and its art", ["art gallery", "art"]),
        ("party at start", []),
        ("看art展", ["art"]),
        ("a+b, not aab", ["a+b"]),
        ("", []),
    ],
)
def test_words_found(text: str, found: list[str]) -> None:
    assert any_of(WORDS).findall(text) == found


def test_no_words_are_found_nowhere() -> None:
    assert any_of(()).search("洛阳") is None
    assert any_of(("",)).search("洛阳") is None
