"""What the detectors find in a question before anything is looked up."""

import pytest

from kgqa.parsing.analysis import Analyser
from kgqa.parsing.cleaning import LONGEST_QUESTION, clean
from kgqa.parsing.question import Question


def one(text: str, analyser: Analyser) -> Question:
    """The only question of a text."""
    (question,) = analyser.analyse(text)
    return question


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("完成土地收储多少亩？", "亩"),
        ("引进省外资金多少亿元？", "元"),
        ("相差多少个百分点？", "个百分点"),
        ("新建充电桩几座？", "座"),
        ("新增停车泊位多少万个？", "个"),
        ("一共多少家企业？", "家"),
        ("优良天数有多少天？", "天"),
        ("养老床位新增多少张床位？", "张"),
        ("GDP增长多少？", ""),
        ("2023年有哪些公园？", ""),
    ],
)
def test_the_unit_that_is_asked_for(text: str, unit: str, analyser: Analyser) -> None:
    """The word after 多少 or 几, without scale words."""
    assert one(text, analyser).unit == unit


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年GDP增长多少？", (2023,)),
        ("23年GDP增长多少？", (2023,)),
        ("2023年度GDP增长多少？", (2023,)),
        ("2024年比2023年多多少？", (2024, 2023)),
        ("What was GDP growth in 2023?", (2023,)),
        ("GDP增长多少？", ()),
        ("12345企业有多少家？", ()),
        ("完成2780亩土地了吗？", ()),
    ],
)
def test_years_in_figures(text: str, years: tuple[int, ...], analyser: Analyser) -> None:
    """With four digits, or two before 年."""
    assert one(text, analyser).years == years


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("去年GDP增长多少？", "lastYear"),
        ("今年GDP目标是多少？", "thisYear"),
        ("明年GDP目标是多少？", "nextYear"),
        ("What was GDP growth last year?", "lastYear"),
    ],
)
def test_years_in_words_are_cues(text: str, cue: str, analyser: Analyser) -> None:
    """Which year is meant depends on the report, so it is not decided here."""
    question = one(text, analyser)
    assert cue in question.relative
    assert question.years == ()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("2024年新建公园较2023年增加几个？", True),
        ("今年的投资额比去年缩了多少亿？", True),
        ("去年增速那么高，今年的目标压低了几个点？", True),
        ("2024年的目标比2023年的实际留有余地，低了几个百分点？", True),
        ("目标 减 实际", True),
        ("By how many percentage points does the target fall short of the outturn?", True),
        ("2023年工业增加值比2022年增长多少？", False),
        ("2023年工业用电量较快增长了多少？", False),
        ("压减了多少吨煤？", False),
    ],
)
def test_how_far_apart_two_values_are(text: str, asks: bool, analyser: Analyser) -> None:
    """In many words; by how much something grew is a value of its own."""
    assert ("difference" in one(text, analyser).cues) == asks


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("What was invested in the hospital projects?", "target"),  # nothing is projected
        ("Which renewal quarters are there?", "partOfYear"),  # nothing is quarterly
        ("Which themes does the report name?", "pronoun"),
    ],
)
def test_a_thing_is_no_cue_that_shares_its_stem(text: str, cue: str, analyser: Analyser) -> None:
    """A cue is read where it is written, or where no other word is."""
    assert cue not in one(text, analyser).cues


def test_a_topic_that_opens_a_question_compares_nothing(analyser: Analyser) -> None:
    """Under advanced manufacturing is no less than it."""
    assert "less" not in one("Under advanced manufacturing, how many projects are planned?", analyser).cues
    assert "lessThan" in one("Is the target under the actual figure of 2023?", analyser).cues


def test_what_is_counted_in_ten_thousands_of_kuai_is_money(analyser: Analyser) -> None:
    """块 by itself may be plots of land."""
    assert one("平均一个项目多少万块？", analyser).unit == "元"
    assert one("拆了多少块？", analyser).unit == "块"


@pytest.mark.parametrize(
    ("text", "asking", "aside"),
    [
        (
            "我昨天开会时领导问起这件事，2023年GDP增长多少？",
            "2023年GDP增长多少？",
            "我昨天开会时领导问起这件事，",
        ),
        ("车位太难找了，今年新增停车泊位多少个？", "今年新增停车泊位多少个？", "车位太难找了，"),
    ],
)
def test_clauses_that_ask_nothing_are_set_aside(
    text: str, asking: str, aside: str, analyser: Analyser
) -> None:
    """The clause that asks is known from the others."""
    question = one(text, analyser)
    assert "".join(c.text for c in question.clauses if c.asks) == clean(asking)
    assert "".join(c.text for c in question.clauses if not c.asks) == clean(aside)


def test_sentences_before_the_question_are_background(analyser: Analyser) -> None:
    """They may help, and need not be covered."""
    question = one("我住在老小区。每天都找不到车位。2023年新增停车泊位多少个？", analyser)
    assert [c.text for c in question.background] == ["我住在老小区。", "每天都找不到车位。"]
    assert question.unit == "个"


def test_two_questions_of_one_text_are_two(analyser: Analyser) -> None:
    """Each with its own unit."""
    assert [q.unit for q in analyser.analyse("建成托育机构多少家？提供托位多少个？")] == ["家", "个"]


@pytest.mark.parametrize(
    ("text", "language"), [("GDP增长多少？", "zh"), ("GDP growth?", "en"), ("GDP 2023？", "en")]
)
def test_the_language_is_that_of_the_words(text: str, language: str, analyser: Analyser) -> None:
    """Any Chinese character makes it Chinese."""
    assert one(text, analyser).language == language


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "给四万五千多户和一百多家企业三万元了吗？",
            [("45000", "户", ">"), ("100", "家", ">"), ("30000", "元", "=")],
        ),
        ("它是头一名还是管三人、分两期？", []),
        ("2023年优良天数超过200天吗？", [("200", "天", ">")]),
        ("2024年GDP增长目标是8%吗？", [("8", "%", "=")]),
        ("新增停车泊位有2万个吗？", [("20000", "个", "=")]),
        ("2023年GDP增长多少？", []),
        ("Was it at least 1,500 in 2024?", [("1500", "", "=")]),
        ("2023年“三个一批”活动投产率有100%吗？", [("100", "%", "=")]),
    ],
)
def test_numbers_that_are_no_years(
    text: str, numbers: list[tuple[str, str, str]], analyser: Analyser
) -> None:
    """Value in the base unit, with unit and bound."""
    found = one(text, analyser).numbers
    assert [(f"{n.base.normalize():f}", n.unit.lstrip("万亿"), n.bound) for n in found] == numbers


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("投资增速前三的项目有哪些？", 3),
        ("增速最高的4个指标是哪些？", 4),
        ("哪两个指标增速最高？", 2),
        ("What are the 3 highest growth rates?", 3),
        ("Which 2 roads were longest?", 2),
        ("Which 2 roads were opened?", None),
        ("2023年增速最高的指标是哪个？", None),
    ],
)
def test_how_many_of_the_first_are_wanted(text: str, limit: int | None, analyser: Analyser) -> None:
    """The number beside a word for the largest, or of which things are asked for."""
    assert one(text, analyser).limit == limit


def test_a_relation_stands_before_its_number_and_not_before_a_year(analyser: Analyser) -> None:
    """20 stands in 2023, too."""
    question = one("In 2023, was it less than 20?", analyser)
    assert "lessThan" in question.relation_before(question.numbers[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023年GDP增长多少？", "number"),
        ("哪些村获评示范村？", "entity"),
        ("医院建成了吗？", "truth"),
        ("为什么GDP下降？", "reason"),
        ("什么时候交付？", "date"),
        ("How many firms were set up?", "number"),
        ("Which parks were opened?", "entity"),
    ],
)
def test_the_kind_of_answer_that_is_asked_for(text: str, kind: str, analyser: Analyser) -> None:
    """From the question word."""
    assert kind in one(text, analyser).asked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What’s the target for parking spaces?", "entity"),
        ("Whats planned for the rivers in 2024?", "description"),
        ("How many of those roads are finished?", "number"),
        ("What is the price tag on the new schools?", "number"),
        ("By which month will the flats be ready?", "date"),
        ("What became of the old market?", "description"),
        ("Walk me through the plan for the station area.", "description"),
        ("Could you sum up how the year went for farming?", "description"),
        ("Would it be fair to say that tourism grew?", "truth"),
    ],
)
def test_english_asks_in_many_ways(text: str, kind: str, analyser: Analyser) -> None:
    """Verbs drawn together, set phrases, and what is said for how many, by when and how it went."""
    assert kind in one(text, analyser).asked


@pytest.mark.parametrize(
    ("text", "asks_source"),
    [
        ("Before I cite it: how many lifts were added?", False),
        ("这个数我要引用：2023年新增停车泊位多少个？", False),
        ("Quote the sentence on parking spaces.", True),
        ("Where does the report touch on parking spaces?", True),
    ],
)
def test_what_is_quoted_is_asked_for_where_nothing_else_is(
    text: str, asks_source: bool, analyser: Analyser
) -> None:
    """Who wants to quote a number asks for the number."""
    assert ("source" in one(text, analyser).cues) == asks_source


@pytest.mark.parametrize(
    "text",
    [
        "The tree-planting goal for 2024 seems low. How far short is it of what was planted in 2023?",
        "2024年的绿地目标不算高。它比2023年少了多少？",
        "People wait for those homes. By when does the plan want most of them finished?",
    ],
)
def test_a_pronoun_leans_on_the_sentence_before(text: str, analyser: Analyser) -> None:
    """What is set against something, or named by a pronoun alone, was told before."""
    assert not one(text, analyser).background


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("体育公园三期去年开没开", False),
        ("紫荆门公园，2023年建好了吧", False),
        ("那条路去年修完没有啊", False),
        ("2024年的目标算不算高于2023年", False),
        ("没有资质的诊所2023年清零了吗？", False),
        ("紫荆门公园建成了，对吧？", False),
        ("飞翔路还没开工，是吧", True),
        ("Mingzhu Road Primary School has opened, hasn't it?", False),
        ("The museum is not open yet, right?", True),
    ],
)
def test_yes_or_no_is_heard_without_a_question_word(text: str, denies: bool, analyser: Analyser) -> None:
    """At the end of a sentence, between a verb and itself, in a tag; what only asks denies nothing."""
    question = one(text, analyser)
    assert question.asked == {"truth"}
    assert question.denies == denies


def test_what_asks_for_a_list_or_some_asks_for_no_truth(analyser: Analyser) -> None:
    """吧 may ask to list, 什么 after 没 asks for nothing, and 那些 may be 哪些."""
    assert one("列一下2023年建成的公园吧", analyser).asked == set()
    assert one("南大街明年没什么事了吧", analyser).asked == {"truth"}
    assert "entity" in one("2023年开放的公园有那些", analyser).asked


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("“三个一批”活动开工率是百分之百吗？", ["100"]),
        ("博物馆是3A级景区吗？", []),
        ("Is the museum a 4A scenic area?", []),
        ("有3个景区吗？", ["3"]),
    ],
)
def test_names_and_grades_are_no_numbers(text: str, numbers: list[str], analyser: Analyser) -> None:
    """三个一批 counts nothing, and 3A is a grade."""
    assert [f"{n.value.normalize():f}" for n in one(text, analyser).numbers] == numbers


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b", "\u200b"])
def test_a_text_without_a_word_asks_nothing(text: str, analyser: Analyser) -> None:
    """Nothing, not an empty question."""
    assert analyser.analyse(text) == []


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ＧＤＰ　增长", "gdp增长"),
        ("規上工業增加值", "规上工业增加值"),
        ("GDP\x00growth\u202e", "gdp growth"),
        ("1,234,500户", "1234500户"),
        ("the 100-plus events", "the 100+ events"),
        ("2023,2024年", "2023,2024年"),
        ("2023年 · 土地 · 实际", "2023年土地实际"),
        ("顺城街·代书胡同", "顺城街·代书胡同"),
        ("啊" * 10_000, "啊" * LONGEST_QUESTION),
    ],
)
def test_a_question_is_cleaned_first(text: str, cleaned: str) -> None:
    """Width, traditional characters, control characters, length."""
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("我要写一篇公园的综述，请把今年的进展说一说。", "请把今年的进展说一说。"),
        ("做一期专题。请介绍一下公园今年的进展。", "请介绍一下公园今年的进展。"),
        ("写一篇公园的综述。", "写一篇公园的综述。"),
    ],
)
def test_what_an_answer_is_for_asks_nothing(text: str, asking: str, analyser: Analyser) -> None:
    """Where anything beside it can be what is asked."""
    (question,) = analyser.analyse(text)
    assert "".join(c.text for c in question.clauses if c.asks) == asking


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How many firms are in the park (新月园)?", "en"),
        ("GDP growth target是多少", "zh"),
        ("2024年GDP目标", "zh"),
    ],
)
def test_a_chinese_name_makes_no_chinese_question(text: str, language: str, analyser: Analyser) -> None:
    """Nor English words an English one."""
    assert one(text, analyser).language == language


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("What revenue is expected under the reform plan?", False),
        ("Which of the growth rates are under the target?", True),
        ("Which growth rates are under 8%?", True),
    ],
)
def test_under_a_topic_nothing_is_compared(text: str, compares: bool, analyser: Analyser) -> None:
    """Only before a number, or a word for what values are held against."""
    assert ("lessThan" in one(text, analyser).cues) == compares
