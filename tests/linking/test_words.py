"""Folding, stems and the cutting of questions into known words."""

import pytest

from kgqa.linking.lexicon import Entry, Lexicon, fold, stem
from kgqa.linking.mentions import CLASS, FUNCTION, LABEL, QUESTION, SYNONYM, UNKNOWN, Mention, Vocabulary, cut


def entry(kind: str, meaning: str, zh: tuple[str, ...], en: tuple[str, ...] = ()) -> Entry:
    """An entry of a lexicon."""
    return Entry(f"lx:{kind}-{zh[0]}", kind, meaning, zh, en)


LEXICON = Lexicon(
    (
        entry("FunctionWords", "", ("的", "了", "请问", "已经"), ("the", "of", "were", "in")),
        entry("QuestionWord", "truth", ("吗",), ("did",)),
        entry("SynonymSet", "", ("人才公寓", "人才房"), ("talent apartments", "flats for skilled people")),
        entry("SynonymSet", "", ("保交楼",), ("guaranteed homes",)),
        entry("Premise", "setback", ("没完成",)),
        entry("ClassWord", "https://w3id.org/district-plan/ns#Park", ("公园",), ("park", "parks")),
    )
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """A few words and a few names."""
    names = ["东湖门公园", "南苑路", "土地供应面积", "东湖便民政务服务大厅", "东湖科学技术产业新城"]
    english = {
        "East Lake Park": ["东湖门公园"],
        "East Lake Science and Industry City": ["东湖科学技术产业新城"],
    }
    return Vocabulary(LEXICON, names, english, names)


def cut_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """The known words that a text is cut into, as known."""
    return [m.form for m in cut(text, vocabulary)]


def only(mentions: tuple[Mention, ...], kind: str) -> list[str]:
    """Forms of the mentions of a kind."""
    return [m.form for m in mentions if kind in m.kinds]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＧＤＰ增长６．９％", "gdp增长6.9%"),
        ("“零上访”村", "零上访村"),
        ("《办法》、「甲」", "办法、甲"),
        ("2023年 GDP 增长", "2023年gdp增长"),
        ("  GDP growth  ", "gdp growth"),
        ("R&D intensity", "r&d intensity"),
        ("What’s new, and who're they?", "what is new, and who are they?"),
        ("the people’s park", "the people's park"),
        ("", ""),
    ],
)
def test_text_is_folded_for_comparison(text: str, folded: str) -> None:
    """Width, case, quotation marks and blanks beside Chinese do not tell words apart."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    "words",
    [
        ("park", "parks"),
        ("plan", "planned", "planning", "plans"),
        ("open", "opened", "opening", "opens"),
        ("company", "companies"),
        ("renovate", "renovated", "renovates"),
        ("complete", "completed", "completes"),
    ],
)
def test_forms_of_an_english_word_share_a_stem(words: tuple[str, ...]) -> None:
    """Plurals and tenses meet."""
    assert len({stem(w) for w in words}) == 1


@pytest.mark.parametrize("word", ["gdp", "bus", "6.9", "公园", "is"])
def test_short_and_chinese_words_have_no_stem(word: str) -> None:
    """They stay as they are."""
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("人才公寓", ["人才公寓"]),
        ("请问东湖门公园", ["请问", "东湖门公园"]),
        ("南苑路的公园", ["南苑路", "的", "公园"]),
        ("how large is east lake park", ["how", "large", "is", "east lake park"]),
    ],
)
def test_the_longest_known_words_win(text: str, words: list[str], vocabulary: Vocabulary) -> None:
    """A name is not cut into the words it holds."""
    assert cut_words(text, vocabulary) == words


def test_no_slip_says_that_something_is_not_so(vocabulary: Vocabulary) -> None:
    """年末完成 does not say 没完成, though it sounds like it."""
    said = cut("年末完成了", vocabulary)
    assert not any(m.meanings("Premise") for m in said)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("人材公寓", "人才公寓"),
        ("仁才公寓", "人才公寓"),
        ("保交搂", "保交楼"),
        ("南院路", "南苑路"),
    ],
)
def test_a_homophone_is_the_word_it_sounds_like(typed: str, meant: str, vocabulary: Vocabulary) -> None:
    """Typed with another character of the same sound; the mention keeps what was typed."""
    (mention,) = cut(typed, vocabulary)
    assert (mention.text, mention.form) == (typed, meant)


@pytest.mark.parametrize("near", ["东湖山公园", "南院街", "西苑路"])
def test_a_near_name_stays_what_it_is(near: str, vocabulary: Vocabulary) -> None:
    """It sounds otherwise, so it is another thing."""
    assert not only(cut(near, vocabulary), LABEL)


def test_an_unknown_word_stays_a_run_of_characters(vocabulary: Vocabulary) -> None:
    """Neither cut up nor lost."""
    assert [(m.text, m.kinds) for m in cut("的霹雳舞", vocabulary)] == [
        ("的", frozenset({FUNCTION})),
        ("霹雳舞", frozenset({UNKNOWN})),
    ]


def test_a_mention_knows_the_other_words_of_its_set(vocabulary: Vocabulary) -> None:
    """In both languages."""
    (mention,) = cut("人才房", vocabulary)
    assert mention.kinds == {SYNONYM}
    assert {"人才公寓", "talent apartments"} <= mention.alternatives


def test_offsets_point_into_the_text(vocabulary: Vocabulary) -> None:
    """Marks and blanks are left out, places are kept."""
    text = "请问，东湖门公园和 east lake parks 开了吗？"
    assert [text[m.start : m.end] for m in cut(text, vocabulary)] == [m.text for m in cut(text, vocabulary)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("南苑路的parks有几个", {"parks": {CLASS}}),
        ("请问east lake parks的公园", {"east lake parks": {LABEL}}),
        ("请问 east lake parks 去年的公园", {"east lake parks": {LABEL}}),
        ("南苑路tesla的公园", {"tesla": {UNKNOWN}}),
    ],
)
def test_english_words_are_known_beside_chinese_ones(
    text: str, kinds: dict[str, set[str]], vocabulary: Vocabulary
) -> None:
    """With or without a blank between them; offsets stay those of the text."""
    mentions = cut(text, vocabulary)
    assert {m.text: m.kinds for m in mentions if m.text.isascii()} == kinds
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]


@pytest.mark.parametrize(("typed", "kind"), [("parks", CLASS), ("did", QUESTION), ("the", FUNCTION)])
def test_english_words_are_known_by_their_stems(typed: str, kind: str, vocabulary: Vocabulary) -> None:
    """Kinds come from the lexicon."""
    (mention,) = cut(typed, vocabulary)
    assert kind in mention.kinds


def test_a_slip_in_an_english_word_is_mended(vocabulary: Vocabulary) -> None:
    """One letter off a word that is long enough."""
    assert cut_words("apartmants", vocabulary) == ["apartments"]
    assert vocabulary.spelled("lake") == "lake"


def test_function_words_ask_nothing(vocabulary: Vocabulary) -> None:
    """They need not be covered by an answer; content words do."""
    assert [m.content for m in cut("请问公园", vocabulary)] == [False, True]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("东湖便民政务大厅", "东湖便民政务服务大厅"),
        ("东湖科学产业新城", "东湖科学技术产业新城"),
        ("东湖门大公园", "东湖门公园"),
        ("east lake sci-tech industry city", "east lake scienc and industry city"),
    ],
)
def test_a_name_with_a_part_left_out_is_that_name(text: str, name: str, vocabulary: Vocabulary) -> None:
    """Its first and last words stand, and no other name is as near."""
    assert cut_words(text, vocabulary) == [name]


@pytest.mark.parametrize("text", ["东湖政务中心", "东湖山公园", "south lake science industry city"])
def test_a_name_with_other_parts_is_another_name(text: str, vocabulary: Vocabulary) -> None:
    """With another end, another first word, or another character."""
    assert not {"东湖便民政务服务大厅", "东湖门公园"} & set(cut_words(text, vocabulary))


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("tallent", "talent"),
        ("guarenteed", "guaranteed"),
        ("skiled", "skilled"),
        ("homess", "homes"),
        ("perks", "perks"),
        ("flaks", "flaks"),
        ("hopes", "hopes"),
    ],
)
def test_one_slip_in_an_english_word_is_mended(word: str, mended: str, vocabulary: Vocabulary) -> None:
    """A letter doubled, left out or misplaced, or a vowel after the first one; perks are no parks."""
    assert vocabulary.spelled(word) == mended


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("搞了多少", ["搞", "了", "多少"]),
        ("高了多少", ["高了多少"]),
        ("道路相接", ["道路相接"]),
        ("香差", ["相差"]),
    ],
)
def test_a_slip_in_one_character_makes_no_cue_of_other_words(text: str, forms: list[str]) -> None:
    """搞 is a verb of its own beside 了多少, and 差 is read jie in no word of today."""
    lexicon = Lexicon(
        (
            entry("FunctionWords", "", ("了",)),
            entry("QuestionWord", "number", ("多少",)),
            entry("Cue", "difference", ("高了多少", "相差")),
        )
    )
    assert cut_words(text, Vocabulary(lexicon, (), {})) == forms


def test_a_thing_is_meant_by_all_its_names() -> None:
    """And by none that another thing has, too."""
    other = {"屋顶光伏": frozenset({"分布式光伏发电"})}
    known = Vocabulary(LEXICON, ["屋顶光伏", "分布式光伏发电"], {}, other_names=other)
    (mention,) = cut("屋顶光伏", known)
    assert mention.alternatives == {"分布式光伏发电"}


def test_a_gloss_translates_and_cuts_no_chinese_words() -> None:
    """智能 is a word for smart, and 智能客车 stays one unknown word."""
    known = Vocabulary(Lexicon((entry("Gloss", "", ("智能",), ("smart",)),)), (), {})
    (mention,) = cut("smart", known)
    assert mention.kinds == {"synonym"}
    assert mention.alternatives == {"智能"}
    assert cut_words("智能客车", known) == ["智能客车"]


def test_marks_of_thousands_part_no_name() -> None:
    known = Vocabulary(Lexicon(()), (), {"patents per 10,000 people": ("万人专利数",)})
    assert cut_words(fold("Patents per 10,000 people"), known) == ["patents per 10000 people"]
