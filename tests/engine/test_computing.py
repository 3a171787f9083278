"""What is computed is computed from the values that are meant: of the place, year and kind asked for."""

import pytest

from kgqa.answering.answer import Answer
from kgqa.engine import Engine

NOT_TOLD = [
    # how many there are is no sum of money
    "How many families got relief subsidies in 2023?",
    "多少创业者拿到了创业担保贷款？",
    # shares of different wholes, and rates, do not add up
    "金融业增加值占全区比重和工业投资占比加起来是多少？",
    # of the district nothing is planned: the zone's plan is none of it
    "今年全区打算收储的土地比去年多多少亩？",
    # percentages are no number of cases, a decline is no concentration
    "刑事警情比治安警情少多少件？",
    "PM2.5浓度去年比PM10低多少？",
    "What is the ratio of PM10 concentration to PM2.5 concentration?",
    # what is larger, counted otherwise or another's is no part
    "宇通去年卖出去的车当中，充电桩占几成？",
    "宇通营收在全区规上服务业营收里占多少？",
    # what divides is what is named, and has the number that is told
    "900家企业平均每家授信多少万元？",
    "减税降费平均每家企业减了多少万元？",
    "去年新增的停车泊位平均每个停车场多少个？",
    "What is the average number of charging piles per parking lot?",
    "平均每月新增市场主体多少户？",
    "On average how many problems were solved per enterprise visited?",
    "那些银企对接会上谈成的贷款，平均利率多少？",
    # what is taken off is not what is left, and money without a part that is none of it has no rest
    "去年签约的总投资刨掉房地产，剩下多少？",
    "优良天数之外，PM2.5还剩多少天？",
    # a level is no change of it, a whole no part, one of two not both
    "房地产投资占比去年降了几个百分点？",
    "By how many percentage points did the share of real estate investment fall in 2023?",
    "宇通卖的商用车里出口车占多少？",
    "去年引进的省外资金和外资哪个多？",
    "自来水、燃气和热力管网各改造了多少公里？",
    # that it is less, or is built, does not tell whether it is twice as much; nor is twice more than two
    "Did the number of new roads double in 2024?",
    "今年整治窨井盖的目标比去年增长了两倍以上吗？",
    # so many tenths fewer are no number of people; the plan for last year is no result of it
    "今年新增技能人才的目标比去年实际少几成？",
    "整治窨井盖数今年的目标比去年减少了几成？",
    "重点项目投资今年比去年多多少亿？",
    "今年GDP目标比去年计划高多少？",
    # of a row, one that is left out may be the largest
    "“掌上办”“免证办”“即来即办”“3个工作日内办结”四类事项，2023年哪类的数量最少？",
    # a list tells no superlative, and no zone's land stands against another kind of the other's
    "哪条道路最长？",
    "金岱科创城和郑州南站新城哪个征迁的土地多？",
]

COMPUTED = [
    # each named in full on its side, of one year and of the other
    (
        [],
        "By how many do the schools sped up in 2024 exceed those basically completed in 2023?",
        ["10"],
    ),
    # a row is complete where its number is told
    ([], "去年给咱区添的养老床位、托位两样加起来多少？", ["6057"]),
    # what is left: of shares of one thing, of a number told, of those that are named
    ([], "去年的投资刨掉房地产，剩下的占百分之几？", ["43.5"]),
    ([], "一年365天，扣掉去年的优良天数还剩多少天？", ["148"]),
    ([], "2024年续建的16条道路里，没点名的有几条？", ["14"]),
    ([], "How many of the 97 major projects signed in 2023 go unnamed?", ["94"]),
    ([], "How many of the 97 projects signed in 2023 remain unnamed in the report?", ["94"]),
    # for so many of a thing, with the decimals asked for
    ([], "2023年每走访100家企业，平均解决多少个问题？保留一位小数", ["24.2"]),
    ([], "窨井盖去年整治的是今年目标的多少倍？取整", ["3"]),
    # what there is and what is to be added, and the share of what was added
    ([], "2023年已有的省级专精特新企业，加上2024年计划新增的，一共多少家？", ["14"]),
    ([], "What share of all market entities were newly added in 2023?", ["19.4"]),
    # of a row: those above a number, and the second of it
    ([], "GDP、社零总额、规上工业增加值三项中，去年增速超过7%的有几项？", ["2"]),
    ([], "GDP、规上工业增加值、固定资产投资、社零总额这四项，2023年增速第二高的是哪一项？", ["7.9"]),
    # shares of one whole, and what is of the one sort or the other
    ([], "2023年工业投资和房地产投资占比合计是多少？", ["67.5"]),
    ([], "How much investment share did industry and real estate have combined in 2023?", ["67.5"]),
    ([], "How many roads are to be continued or newly built in 2024?", ["41"]),
    ([], "2023年新建的充电桩或换电站一共多少？", ["584"]),
    ([], "金岱科创城去年供应的地占全区的几成？", ["15.1"]),
    ([], "新增技能人才中高技能人才占百分之多少？", ["32.3"]),
    ([], "那97个重大项目，平均每个投资多少亿元？", ["4.49"]),
    ([], "企业贷款4641.2万元，平均每家多少？", ["515.69"]),
    ([], "技术合同成交额的目标比去年多多少？", ["1"]),
    ([], "技改投资增速目标比固定资产投资的高多少？", ["12"]),
    ([], "2023年五大指标里增速最低的是哪一个？", ["4.1"]),
    ([], "2023年五大指标增速排前二的是哪几项、各多少？", ["19.2", "7.9"]),
    ([], "GDP、社零总额、规上工业增加值这三项，去年增速排前二的是哪几项、各多少？", ["19.2", "7.9"]),
    ([], "Which of the main growth targets for 2024 is lowest?", ["3"]),
    ([], "去年新建道路相当于今年目标的几成？", ["92"]),
    # one sort of both years, and no other of the second
    ([], "2023年新建的道路加上2024年计划新建的，一共多少条？", ["48"]),
    ([], "去年新增和今年计划新增的停车泊位加起来多少个？", ["4"]),
    # of the one place that is named, unless the whole is
    ([], "金岱科创城去年土地供应面积和土地收储面积，哪个更大，大多少亩？", ["127.13"]),
    ([], "全区土地收储和金岱科创城土地收储，哪个大，大多少？", ["852.37"]),
    ([], "2024年续建的和新建的道路各有一个数，加起来一共多少条？", ["41"]),
    (["2023年全区新建道路多少条？"], "今年新建的跟去年比多还是少，差几条？", ["2"]),
    ([], "去年规上工业增加值增速是GDP增速的几倍？", ["2.78"]),
    (["2023年加装电梯多少部？", "老旧小区改造了多少个？"], "平均下来一个小区几部？", ["1.79"]),
    (["去年保交楼项目交付了多少套房？"], "平均一个项目是多少套？", ["880"]),
    (["2023年刑事警情降了多少？", "治安警情呢？"], "比起来哪个降得多，差几个百分点？", ["2.5"]),
    (["去年公租房配租多少套？", "人才公寓分了多少套？"], "前者是后者的几倍？", ["0.92"]),
    # those that were told before, and not larger ones of the same words
    (["去年新签约亿元以上的工业项目几个？", "签约额一共多少？"], "平均一个项目签了多少？", ["6.69"]),
    (["去年金岱科创城收储和供应的土地各多少亩？"], "二者差多少亩？", ["127.13"]),
    (
        [],
        "On average, what was the investment per major project signed in 2023, in units of 100 million yuan?",
        ["4.49"],
    ),
]

EACH = [
    # years, of what is named before them
    ([], "整治窨井盖数，2023年完成数与2024年计划数各是多少？", ["6949", "2000"]),
    ([], "新增停车泊位这个指标，去年完成几个、今年计划几个？", ["2"]),
    ([], "固定资产投资增速：2023年是多少，2024年的目标又是多少？", ["4.1", "8"]),
    ([], "新增绿化面积 2023实际 2024目标 各多少", ["21.4", "20"]),
    (["2023年新建道路多少条？"], "和2024年的计划放在一起，两年各是多少？", ["23", "25"]),
    # places, the whole among them
    ([], "2023年收储的土地，全区与金岱科创城各有多少亩？", ["939", "86.63"]),
    ([], "2023年供应土地，全区多少亩、金岱科创城多少亩？", ["1412", "213.76"]),
    ([], "2023年供应土地 全区 金岱科创城 分别多少", ["1412", "213.76"]),
    (
        [],
        "How many mu of land were taken into reserve in the whole district and in Jindai in 2023?",
        ["939", "86.63"],
    ),
    # what is done, in the place that is said once
    ([], "2023年金岱科创城收储了多少亩地，供应了多少亩地？", ["86.63", "213.76"]),
    (
        [],
        "In Jindai in 2023, how many mu of land were taken into reserve and how many supplied?",
        ["86.63", "213.76"],
    ),
]


def told(answer: Answer) -> set[str]:
    """The values that are the answer."""
    return {str(i.value) for i in answer.answers if i.role == "answer" and i.kind == "quantity"}


@pytest.mark.parametrize("question", NOT_TOLD, ids=ascii)
def test_what_the_values_do_not_tell_is_not_computed(question: str, engine: Engine) -> None:
    """Near values that would go together by their words are of another place, kind or counter."""
    answer = engine.ask(question)
    assert answer.status == "refused", answer.text


@pytest.mark.parametrize(("before", "question", "values"), COMPUTED, ids=ascii)
def test_the_values_that_are_meant_are_computed_with(
    before: list[str], question: str, values: list[str], engine: Engine
) -> None:
    """Those that are named, or that were told before."""
    answer = engine.ask(question, before)
    assert told(answer) >= set(values), answer.text


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("2023年工业增加值增速是不是2024年目标的三倍以上？", False),
        ("高技能人才今年的目标不到去年的一半吗？", False),
        ("2024年技改投资增速目标是固定资产投资增速目标的两倍以上吗？", True),
        ("Did the manhole covers repaired in 2023 exceed three times the 2024 target?", True),
    ],
    ids=ascii,
)
def test_a_value_may_be_said_to_be_so_many_times_another(question: str, holds: bool, engine: Engine) -> None:
    """Where a word says whether it is more or less than that."""
    answer = engine.ask(question)
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [holds], answer.text


@pytest.mark.parametrize(("before", "question", "values"), EACH, ids=ascii)
def test_what_is_listed_is_told_of_each(
    before: list[str], question: str, values: list[str], engine: Engine
) -> None:
    """All of it and nothing else, without a question back."""
    answer = engine.ask(question, before)
    assert answer.status == "answered", answer.text
    assert told(answer) == set(values), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "GDP增速，2022年和2023年各是多少？",
        "技术合同成交额，全区和金岱科创城各是多少？",
        "2023年土地供应，全区和二七区各是多少亩？",
    ],
    ids=ascii,
)
def test_nothing_is_told_of_one_where_the_other_is_not_stated(question: str, engine: Engine) -> None:
    """Half of what is listed is no answer."""
    answer = engine.ask(question)
    assert answer.status == "refused", answer.text


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("新增高技能人才数，2024年的计划与2023年的完成数相比如何？", ["10418", "1"]),
        ("新增技能人才数，2023年的实际数和2024年的目标数哪个更多？", ["3.23", "2"]),
        ("技能培训人次这个指标，2023年完成多少、2024年定了多少？是调高还是调低了？", ["4.5", "2.2"]),
        ("上云企业 新增数量 2023实际 与 2024目标 对比", ["587", "500"]),
    ],
    ids=ascii,
)
def test_the_result_and_the_target_of_one_indicator_are_set_against_each_other(
    question: str, values: list[str], engine: Engine
) -> None:
    """And no list of all targets is told, nor what is done for them."""
    answer = engine.ask(question)
    assert {i.value for i in answer.answers if i.kind == "quantity"} >= set(values), answer.text


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Compare GDP growth and fixed-asset investment growth in 2023.", ["6.9", "4.1"]),
        ("比较一下2023年和2024年的技术合同成交额。", ["25", "26"]),
        ("新增技能人才2023年实际与2024年目标相比孰多？各为多少？", ["3.23", "2"]),
    ],
    ids=ascii,
)
def test_what_is_only_compared_is_told_on_both_sides(
    question: str, values: list[str], engine: Engine
) -> None:
    """How far apart they are, for which nobody asks, is no answer."""
    assert told(engine.ask(question)) == set(values)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("目标定为增长3%以上的指标有哪些？", ["3"]),
        ("2024年目标定在8%以上的指标有哪些？", ["8"]),
        ("增速目标在8%以上的指标有哪些？", ["8", "9.5", "20"]),
    ],
    ids=ascii,
)
def test_a_target_that_is_set_at_a_bound_is_no_larger_one(
    question: str, values: list[str], engine: Engine
) -> None:
    """Nor all that lie beyond it; what is to be in a range is."""
    answer = engine.ask(question)
    assert {i.value for i in answer.answers if i.kind == "quantity"} == set(values), answer.text


def test_how_many_more_may_be_asked_beside_which(engine: Engine) -> None:
    """In one word, of the two that the clause before it names."""
    place = "Around the Zhengzhou South Station new town"
    answer = engine.ask(
        f"{place}, are more hospitals or more schools to be advanced in 2024, and how many more?"
    )
    assert "9" in {i.value for i in answer.answers}, answer.text


def test_a_verdict_is_about_the_thing_told_before(engine: Engine) -> None:
    """That other projects are completed says nothing of the hospital."""
    answer = engine.ask("那家大肠肛门病医院我老去打听。2023年就全部完工了吗？")
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [False], answer.text


def test_both_values_come_before_how_far_they_are_apart(engine: Engine) -> None:
    """Where both are asked for in a sentence of their own, they are the answer."""
    answer = engine.ask("2024年新增就业跟2023年比是多还是少？两个数都报一下。")
    assert [item.value for item in answer.answers if item.role == "answer"] == ["1.3", "2.7"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("How many lifts were installed in 2023 and how many parking spaces were added?", ["25", "2"]),
        ("How many parking spaces were added in 2023 and what is the target for 2024?", ["2"]),
        ("How much green space was added in 2023 and what is the goal for 2024?", ["21.4", "20"]),
    ],
)
def test_two_numbers_asked_for_are_each_told(question: str, values: list[str], engine: Engine) -> None:
    """What was added is no sum; a target asked for with what is the number of its own year."""
    assert {i.value for i in engine.ask(question).answers if i.role == "answer"} == set(values)


def test_a_target_that_is_not_stated_is_no_list_of_names(engine: Engine) -> None:
    """The fact before names kinds of chargers, which tell of no target."""
    answer = engine.ask("And what is the target for 2024?", ["How many EV chargers were built in 2023?"])
    assert answer.status == "refused", answer.text


def test_what_a_follow_up_opens_with_is_set_against_the_value_before(engine: Engine) -> None:
    """It speaks of the value before: whether that is more, and not the other one less."""
    answer = engine.ask("跟去年新增的比是多是少，差多少平方米？", ["2024年计划新增绿化面积多少？"])
    assert answer.text.startswith("2024年目标"), answer.text


@pytest.mark.parametrize("question", ["2027年GDP增速跟2023年比怎么样？", "GDP growth in 2021 against 2023?"])
def test_no_value_is_told_for_a_year_beyond_with_which_it_is_compared(question: str, engine: Engine) -> None:
    """A rate of growth tells of the year before its own, and of no other."""
    answer = engine.ask(question)
    assert (answer.status, answer.reason) == ("refused", "outside_period"), answer.text


@pytest.mark.parametrize(
    "question",
    [
        # what is left, where the report tells those that are taken out
        "六个更新片区除去已经开街的，还剩下几个？",
        # of an order, one that is not its first
        "Which of the growth targets for 2024 is the second lowest?",
        # one indicator against another one's result
        "技改投资2024年的增速目标，比上一年的实际增速高多少个百分点？",
        # both ends, and how far they are apart
        "2024年各项增速目标里，最高的和最低的相差多少个百分点？",
    ],
    ids=ascii,
)
def test_what_cannot_be_computed_is_not_answered_by_a_part_of_it(question: str, engine: Engine) -> None:
    assert engine.ask(question).status != "answered"


def test_a_mean_keeps_the_unit_of_what_is_divided(engine: Engine) -> None:
    answer = engine.ask("屋顶光伏项目平均每个装机多少千瓦？")
    told = [(i.value, i.unit) for i in answer.answers if i.role == "answer"]
    assert told == [("2450", "千瓦")]


def test_the_larger_of_two_is_told_with_its_owner(engine: Engine) -> None:
    answer = engine.ask("郑州南站枢纽产业新城新开工的道路，和金岱科创城升级改造的道路，哪边更多？")
    winner = next(i.label for i in answer.answers if i.kind == "entity")
    assert winner.startswith("郑州南站")


def test_a_follow_up_divides_by_what_was_told_before(engine: Engine) -> None:
    answer = engine.ask("平均每次有多少人参演？", ["2023年开展了多少次应急演练？"])
    assert [i.value for i in answer.answers if i.role == "support"] == ["3.9", "779"]


def test_a_list_is_told_with_its_number_where_that_is_asked_for_too(engine: Engine) -> None:
    answer = engine.ask("“三大工程”有几项，分别是哪些？")
    told = [i for i in answer.answers if i.role == "answer"]
    assert [i.value for i in told if i.kind == "quantity"] == ["3"]
    assert len([i for i in told if i.kind == "entity"]) == 3


def test_the_top_three_of_the_headline_rates_are_ranked(engine: Engine) -> None:
    answer = engine.ask("Of the headline growth rates for 2023, which are the top three?")
    assert [i.value for i in answer.answers if i.kind == "quantity" and i.role == "answer"] == [
        "19.2",
        "7.9",
        "6.9",
    ]


def test_what_about_others_goes_on_from_the_money_before(engine: Engine) -> None:
    before = ["What is the target for total investment in newly signed projects in 2024?"]
    answer = engine.ask("And what about those that start construction?", before)
    assert answer.status != "answered" or [i.unit for i in answer.answers] == ["亿元"]
