"""Chinese words typed in pinyin."""

import pytest

from kgqa.linking.mentions import CLASS, LABEL, UNKNOWN, Vocabulary, cut
from kgqa.linking.romanised import Romanised
from tests.linking.test_words import vocabulary  # noqa: F401 - the fixture

WORDS = Romanised({("dong", "hu"): ["东湖"], ("gong", "yuan"): ["公园"], ("dong", "hu", "men"): ["东湖门"]})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("donghugongyuan", ["东湖", "公园"]),
        ("donghumengongyuan", ["东湖门", "公园"]),
        ("gongyuan", ["公园"]),
        ("gongyuans", []),
        ("", []),
    ],
)
def test_letters_spell_words_without_a_rest(typed: str, words: list[str]) -> None:
    """Or none at all."""
    assert [form for _, _, form in WORDS.words(typed)] == words


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("dong hu men gongyuan de mianji", "东湖门公园", LABEL),
        ("donghumen gongyuan开了吗", "东湖门公园", LABEL),
        ("did the nanyuanlu open", "南苑路", LABEL),
        ("did the gongyuan open", "gongyuan", UNKNOWN),
        ("gongyuan 2024", "公园", CLASS),
    ],
)
def test_pinyin_is_the_word_it_spells(text: str, form: str, kind: str, vocabulary: Vocabulary) -> None:  # noqa: F811
    """Among English words only where it is a name."""
    found = {m.form: m.kinds for m in cut(text, vocabulary)}
    assert kind in found.get(form, ())
