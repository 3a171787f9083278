"""What a follow-up leans on: the value beside the one before, the thing of a pronoun, another place."""

import pytest

from kgqa.answering.answer import Answer
from kgqa.engine import Engine

VALUES_BESIDE = [
    (("宇通企业集团2023年商用车卖了多少辆？",), "销量比上年涨了多少", "20"),
    (("2023年签下了多少个重大项目？",), "它们的总投资有多少？", "436"),
    (("去年整改拆除了多少处施工围挡？",), "面积有多大？", "20.41"),
    (("2023年屋顶光伏装了多大容量？",), "完成率达到了多少？", "294"),
    (("How many technology loans did firms take in 2023?",), "How much was borrowed in total?", "4641.2"),
    ((), "去年那22个城市更新项目完成了多少投资？", "115"),
    (
        (),
        "The 128 post-disaster recovery projects are done. What did these cost in total investment?",
        "65.82",
    ),
    ((), "听说去年有几家企业做了科技型企业贷款。那9家企业一共贷到多少钱？", "4641.2"),
]
NOT_TOLD_BESIDE = [
    (("宇通企业集团2023年商用车卖了多少辆？",), "出口销量比上年涨了多少"),
    (("宇通企业集团2023年商用车卖了多少辆？",), "利润比上年涨了多少"),
    (("2023年签下了多少个重大项目？",), "它们的注册资本有多少？"),
    ((), "金岱科创城那13个“区中园”，一共投了多少钱？"),
    ((), "去年那97个重大项目一共占多少亩地？"),
]
ELSEWHERE = [
    ("2023年金岱科创城供应了多少亩土地？", "那整个管城呢？", "1412"),
    ("2023年金岱科创城供应了多少亩土地？", "区里呢？", "1412"),
    ("2023年全区供应了多少亩土地？", "金岱科创城呢？", "213.76"),
    ("How much land did Jindai Sci-Tech City supply in 2023?", "And the whole district?", "1412"),
]
NOT_ELSEWHERE = [
    ("2023年金岱科创城供应了多少亩土地？", "郑州南站枢纽产业新城呢？"),
    ("2023年地区生产总值增长多少？", "全市呢？"),
]
OF_THE_THING = [
    ("福耀2024年有什么安排？", "它的营收有多少？"),
    ("建中集团2024年的信用评级要提升到多少？", "它的营收有多少？"),
    ("What rating is Jianzhong Group to reach in 2024?", "And what is its revenue?"),
    ("Did the Dongchengyuan Site Museum open in 2023?", "Which architect designed it?"),
    ("2023年哪些学校基本完工？", "在哪个片区？"),
]


def told(answer: Answer) -> list[str]:
    return [i.value for i in answer.answers if i.role == "answer" and isinstance(i.value, str)]


@pytest.mark.parametrize(("before", "question", "value"), VALUES_BESIDE)
def test_the_value_beside_the_one_before_is_meant(
    before: tuple[str, ...], question: str, value: str, engine: Engine
) -> None:
    answer = engine.ask(question, before)
    assert answer.status == "answered"
    assert told(answer) == [value]


@pytest.mark.parametrize(("before", "question"), NOT_TOLD_BESIDE)
def test_what_does_not_stand_beside_it_is_not_told(
    before: tuple[str, ...], question: str, engine: Engine
) -> None:
    assert engine.ask(question, before).status == "refused"


@pytest.mark.parametrize(("before", "question", "value"), ELSEWHERE)
def test_the_same_is_told_of_another_place(before: str, question: str, value: str, engine: Engine) -> None:
    assert told(engine.ask(question, (before,))) == [value]


@pytest.mark.parametrize(("before", "question"), NOT_ELSEWHERE)
def test_a_place_without_that_value_has_none(before: str, question: str, engine: Engine) -> None:
    assert engine.ask(question, (before,)).status == "refused"


@pytest.mark.parametrize(("before", "question"), OF_THE_THING)
def test_a_pronoun_keeps_to_its_thing(before: str, question: str, engine: Engine) -> None:
    assert engine.ask(question, (before,)).status == "refused"


def test_what_was_added_beside_is_no_difference(engine: Engine) -> None:
    answer = engine.ask("充电换电站多出来多少？", ("2023年新建了多少个新能源汽车充电桩？",))
    assert told(answer) == ["23"]
    answer = engine.ask("How many schools were built or expanded in 2023, and how many places were added?")
    assert told(answer) == ["29", "7250"]


@pytest.mark.parametrize(
    ("before", "question", "value"),
    [
        ("2023年新建了多少个新能源汽车充电桩？", "加上充电换电站，总共多少个？", "584"),
        ("2024年改造纳入中央奖补的老旧小区多少个？", "再算上区级的，总共多少？", "34"),
    ],
)
def test_what_a_follow_up_adds_goes_by_one_counter(
    before: str, question: str, value: str, engine: Engine
) -> None:
    assert told(engine.ask(question, (before,)))[0] == value


def test_what_is_aimed_for_is_a_target_of_the_value_before(engine: Engine) -> None:
    """And no title that is sought."""
    before = "How many parking spaces were added in 2023?"
    answer = engine.ask("And how many are they aiming for in 2024?", (before,))
    assert (told(answer), answer.answers[0].year) == (["2"], 2024), answer.text
    before = "How many lifts were added in 2023?"
    assert engine.ask("And how many are they aiming for in 2024?", (before,)).status == "refused"
    titles = engine.ask("Which national titles is the district aiming for in 2024?")
    assert {i.kind for i in titles.answers} == {"entity"}


def test_a_number_and_whether_something_is_so_are_two_questions(engine: Engine) -> None:
    answer = engine.ask("2023年竣工了多少条道路，长江东路竣工了没有？")
    assert told(answer) == ["14"]
    assert [i.value for i in answer.answers if isinstance(i.value, bool)] == [True]


def test_this_title_is_the_one_before(engine: Engine) -> None:
    """Another title is national; this one is not."""
    before = ["2023年平等街获得了什么称号？"]
    assert "欧亚高科" not in engine.ask("这个称号是国家级的吗？", before).text


SET_AGAINST = [
    ("2023年改造了多少老旧小区？", "这比加装的电梯还多吗？", False),
    ("2023年改造了多少老旧小区？", "加装的电梯比这多吗？", True),
    ("2023年布局了多少座加氢站？", "它比新建的充电换电站多吗？", False),
    (
        "How many hydrogen stations were laid out in 2023?",
        "Is that fewer than the battery-swap stations?",
        True,
    ),
]


@pytest.mark.parametrize(("before", "question", "holds"), SET_AGAINST)
def test_the_value_before_stands_on_the_side_that_the_question_says(
    before: str, question: str, holds: bool, engine: Engine
) -> None:
    answer = engine.ask(question, (before,))
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [holds]


COUNTED = [
    ("2023年创建成市级美丽乡村示范村的是哪些村？", "一共几个？", ["3"]),
    ("2024年续建哪些道路？", "总共多少条？", ["16"]),  # of which the report names two
    ("2023年区里哪些企业获评了国家级称号？", "总共几家？", ["2"]),
    (
        "Which villages became municipal beautiful-countryside demonstration villages?",
        "How many are they?",
        ["3"],
    ),
]


@pytest.mark.parametrize(("before", "question", "value"), COUNTED)
def test_what_was_listed_is_counted(before: str, question: str, value: list[str], engine: Engine) -> None:
    assert told(engine.ask(question, (before,)))[:1] == value


def test_another_kind_than_what_was_listed_is_not_counted(engine: Engine) -> None:
    assert engine.ask("一共几家企业？", ("2023年哪些公园建成投用？",)).status != "answered"


ADDED_UP = [
    (("2024年新建道路多少条？", "续建的呢？", "推动落地实施的呢？"), "三个加一起多少条？", "49"),
    (("2024年新建道路多少条？", "续建的呢？", "推动落地实施的呢？"), "后两个加起来呢？", "24"),
    (("How many roads will be newly built in 2024?", "And continued?"), "Add them up, please.", "41"),
    (("2024年新建道路多少条？",), "再加上续建的和推动落地实施的，一共多少条？", "49"),
    (("2024年新建、续建、推动落地实施的道路各是多少条？",), "加起来一共多少条？", "49"),
    (("2024年新建和续建的道路各有多少条？",), "再加上推动落地实施的，三类合计多少条？", "49"),
]


@pytest.mark.parametrize(("before", "question", "value"), ADDED_UP)
def test_as_many_of_the_values_before_are_added_as_it_says(
    before: tuple[str, ...], question: str, value: str, engine: Engine
) -> None:
    assert told(engine.ask(question, before)) == [value]


ASKED_AGAIN = [
    ("2024年新建道路多少条？", "不对，我问的是续建的", "16"),
    ("2024年新建道路多少条？", "不，我是问2023年的", "23"),
    ("How many roads will be newly built in 2024?", "No, I meant the ones being continued.", "16"),
    ("2024年新增绿化面积目标是多少？", "停车泊位呢？", "2"),
    ("2024年固定资产投资的增长目标是多少？", "去年实际增长了多少？", "4.1"),
    ("2023年金岱科创城收储了多少亩土地？", "放到全区来看呢？", "939"),
]


@pytest.mark.parametrize(("before", "question", "value"), ASKED_AGAIN)
def test_the_question_before_is_asked_with_another_word(
    before: str, question: str, value: str, engine: Engine
) -> None:
    assert told(engine.ask(question, (before,))) == [value]


def test_another_matter_takes_the_place_of_the_one_before(engine: Engine) -> None:
    answer = engine.ask("民生方面呢？", ("报告说产业结构存在什么问题？",))
    assert "民生保障有待进一步加强" in answer.text
    assert "产业结构" not in answer.text


def test_another_thing_takes_the_place_of_the_one_before_in_all_that_was_asked(engine: Engine) -> None:
    answer = engine.ask("那塔湾古街呢？", ("亳都古巷去年干到什么程度，今年有什么安排？",))
    assert "塔湾古街片区考古发掘全部完成" in answer.text
    assert "塔湾古街主体封顶" in answer.text


def test_a_new_topic_takes_nothing_over(engine: Engine) -> None:
    answer = engine.ask("换个话题，新增高技能人才多少人？", ("2023年GDP增长了多少？",))
    assert answer.status == "clarify"
    assert {r.answers[0].value for r in answer.readings} == {"10418", "1"}


def test_what_is_asked_of_the_first_of_a_row_is_told_of_it(engine: Engine) -> None:
    answer = engine.ask("第三个村被评为什么？", ("2023年创建成市级美丽乡村示范村的是哪几个村？",))
    assert [i.label for i in answer.answers] == ["市级美丽乡村示范村"]


@pytest.mark.parametrize(
    "question",
    ["Do you personally think it is realistic?", "你个人觉得这个目标现实吗？", "Is it controversial?"],
)
def test_an_opinion_on_what_was_told_is_none_of_the_report(question: str, engine: Engine) -> None:
    answer = engine.ask(question, ("What is the GDP growth target for 2024?",))
    assert (answer.status, answer.reason) == ("refused", "out_of_scope")
