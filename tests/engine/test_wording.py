"""Where the report says something, and in which words: of a row or a numbered one the part that is meant."""

import pytest

from kgqa.engine import Engine
from tests.engine.test_engine import asked

SECOND = "二是产业结构还需进一步优化"
WORDED = [
    ("规上工业增加值的增长目标，原话怎么说？", (), ["规模以上工业增加值增长9.5%以上"]),
    ("原文怎么写的？", ("2024年整治窨井盖多少座？",), ["整治窨井盖2000座以上"]),
    ("What are the exact words on cultivated land protection in 2024?", (), ["切实加强耕地保护"]),
]


@pytest.mark.parametrize(("question", "before", "words"), WORDED)
def test_the_words_are_the_answer_where_they_are_asked_for(
    question: str, before: tuple[str, ...], words: list[str], engine: Engine
) -> None:
    """The clause that is meant and none beside it, and not the title of its section."""
    answer = engine.ask(question, before)
    assert answer.status == "answered", answer.text
    assert [i.text for i in asked(answer)] == words


def test_the_words_on_a_heading_are_all_that_stands_under_it(engine: Engine) -> None:
    """One clause of it is not what the report says on the whole matter."""
    texts = engine.ask("关于2024年筑牢安全稳定防线，报告原话怎么说？").text
    assert all(
        words in texts for words in ("争创省级食品安全示范区", "严防非法集资行为发生", "维护社会治安大局稳定")
    )


def test_what_is_to_be_done_is_told_in_the_words_of_the_report(engine: Engine) -> None:
    """Neither the targets beside it nor the ideas alone."""
    asked_for = {
        "2024年大气污染治理方面打算做些什么？": "扎实开展结构调整、工业源达标等6个专项行动",
        "2024年商都历史文化区的发展思路和主要安排是什么？": "塔湾古街主体封顶",
    }
    assert all(words in engine.ask(question).text for question, words in asked_for.items())


def test_the_place_is_that_of_the_member_that_is_meant(engine: Engine) -> None:
    """The third of four centres is told in another clause than the first."""
    answer = engine.ask("茶文化消费中心写在报告哪一部分？")
    assert [e.quote for e in answer.evidence] == ["打造“中原茶文化消费中心”"]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("就业和养老方面的不足，报告是怎么说的？", "三是", "仍有一定差距"),
        ("What problem does the report admit about emerging industries?", "二是", "规模产业集群"),
        ("报告承认民间投资存在什么困难？", "一是", "不容忽视"),
        ("What does the report concede is wrong with emerging industries?", "二是", "规模产业集群"),
    ],
)
def test_of_numbered_problems_the_one_on_the_topic_is_told(
    question: str, first: str, last: str, engine: Engine
) -> None:
    """From its number up to the next one."""
    words = [i.text or "" for i in asked(engine.ask(question))]
    assert words[0].startswith(first), words
    assert words[-1].endswith(last)


def test_all_problems_are_told_where_no_topic_is_named(engine: Engine) -> None:
    """The row that the report draws up itself."""
    words = [i.text or "" for i in asked(engine.ask("Which weaknesses does the report acknowledge?"))]
    assert all(any(word.startswith(number) for word in words) for number in ("一是", "二是", "三是")), words


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was done for older people in 2023?", "新增养老床位2666张"),
        ("What was achieved in soil protection in 2023?", "完成9个地块的土壤状况调查"),
        ("What does the report plan in 2024 for state-owned enterprises?", "健全市场化内部运营机制"),
        ("And what is planned on the business environment front in 2024?", "加大企业帮扶力度"),
    ],
)
def test_what_was_done_and_what_is_planned_are_told_of_their_years(
    question: str, told: str, engine: Engine
) -> None:
    """In the words of the heading under which it stands."""
    assert told in [i.text for i in asked(engine.ask(question))]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many nursing beds were added, as per the 2023 review?", "2666"),
        (
            "What total investment is planned in 2024 for newly signed projects under investment promotion?",
            "420",
        ),
        ("aid money paid out 2023, amount", "2269.7"),
        ("How many rivers met the target for water quality in 2023?", "4"),
        ("Is the 2024 GDP growth target under 8%?", "7"),
    ],
)
def test_small_words_narrow_nothing(question: str, value: str, engine: Engine) -> None:
    """Per and under compare only before what values are held against, and met sets no target."""
    answer = engine.ask(question)
    assert value in [i.value for i in answer.answers if i.kind == "quantity"], answer.text


def test_no_problem_is_told_for_a_topic_that_none_is_on(engine: Engine) -> None:
    """What the report says of other topics is no answer."""
    assert engine.ask("报告承认交通方面还有哪些短板？").status == "refused"


def test_the_words_of_what_was_told_are_told_again(engine: Engine) -> None:
    """In a follow-up, and in the same question."""
    again = engine.ask("报告原话是怎么讲的？", ["产业结构方面还有哪些问题？"])
    both = engine.ask("产业结构还有哪些短板，报告原话是怎么写的？")
    for answer in (again, both):
        words = [i.text or "" for i in asked(answer)]
        assert words[0] == SECOND, answer.text
        assert len(words) == len(set(words))


def test_a_clause_that_only_leads_in_is_told_with_its_sentence(engine: Engine) -> None:
    """What is done stands in the clauses after it; a clause that tells it stands alone."""
    answer = engine.ask("围绕法治社会建设，报告原话怎么说的？")
    assert "争创“全国守法普法示范区”" in answer.text
    assert "守法普法" in answer.evidence[0].quote
    assert "占道经营" not in engine.ask("关于窨井盖，报告原话怎么说的？").text
