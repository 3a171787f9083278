"""Yes and no follow what is asked: which state, which way a value went, which year, whether it is denied."""

import pytest

from kgqa.engine import Engine

TRUTHS = [
    # a word that only says that the work is done asks for the state before it
    ("陇海外绕线工程招标这块整完没有？", True),
    ("塔湾古街片区考古发掘干完了没？", True),
    ("书院街北片区的考古发掘搞完了没？", False),
    ("Was the archaeological excavation at Tawan Ancient Street wrapped up?", True),
    ("Was the archaeological survey at the Tawan Ancient Street quarter (塔湾古街片区) finished?", True),
    ("Was the excavation in the Sunset Tower quarter (夕阳楼片区) completed in 2023?", False),
    ("商都文化中心建好了吗？", True),
    ("管城中西医结合医院建好没？", False),
    ("南台路小学开了没？", True),
    # a state that is denied, or of which nothing is left
    ("2023年全区没有发生重特大安全生产事故，是吗？", True),
    ("2023年全区还是发生了重特大安全生产事故吧？", False),
    ("去年全区没有黑臭水体了吧？", True),
    # a word that denies, and that the report says itself
    ("Was the number of black and odorous water bodies zero in 2023?", True),
    ("Is it true that black and odorous water bodies were not at zero in 2023?", False),
    ("Were there any serious workplace accidents in the district in 2023?", False),
    # whether the report says what is told before
    ("汇报里打算写“去年全区没有发生重特大安全生产事故”，报告是这么写的吗？", True),
    ("同事讲房地产投资占比去年上升了，报告是这样说的吗？", False),
    ("The district signed 97 major projects in 2023. Does the report say so?", True),
    # each value goes its own way
    ("房地产投资占比提升了吗？", False),
    ("工业投资占比是不是降低了？", False),
    ("Did industrial investment's share fall in 2023?", False),
    # the number of those whose plan it is
    ("Did the 332 key projects exceed their annual investment plan in 2023?", True),
    ("Did the share of real estate in investment rise in 2023?", False),
    ("老旧小区物业覆盖率提高了没有？", True),
    ("治安警情去年上升了吗？", False),
    # a result against the target of the next year
    ("按去年固定资产投资增速，够得上今年的目标吗？", False),
    ("去年规上工业增加值的增速，达得到今年的目标吗？", True),
    ("Would last year's growth of retail sales be enough to meet this year's target?", False),
    ("规上工业去年的增速离今年的目标还差吗？", False),
    # a bound that is denied, or passed
    ("去年城镇调查失业率没超过5.5%吧？", True),
    ("Did the surveyed unemployment rate climb above 5.5% in 2023?", False),
    # what was laid down as the bound, and a bound without a word that asks
    ("2024年规上工业增加值增速目标定为8%以上，对吗？", False),
    ("2024年城镇调查失业率是不是定的5.5%以内？", True),
    ("2024年规上工业增加值增速目标会高于8%吗？", True),
    ("技术合同成交额 2023年 破30亿元？", False),
    ("2024年一般公共预算收入增速目标 超2%？", True),
    # work that is planned, and what is planned to be reached
    ("2024年有没有打算改造区级老旧小区？", True),
    ("2024年管城中医院南院区打算开业吗？", False),
    # words with two meanings, and what was not stopped
    ("商城国家考古遗址公园去年挂牌了没有？", True),
    ("体育公园三期停工了吗？", False),
    ("Does the plan for 2024 call for an advance batch of special bonds to be prepared?", True),
    # a rank
    ("Did the district rank first in Zhengzhou for handed-over presold homes in 2023?", True),
    ("2023年保交楼交付数量是不是全市第三？", False),
    ("稿子里写“去年保交楼交付数量排全市第一”，与报告一致吗？", True),
    # a level, in one word or in several
    ("Did Daishu Hutong become a nationwide elderly-friendly community in 2023?", False),
    ("Was the Daishu Hutong community named a province-level age-friendly community in 2023?", True),
    ("建中集团2024年的信用评级计划提升到AAA吗？", False),
    ("Is Jianzhong Group's rating to be raised to AA+ in 2024?", True),
    ("建中集团2023年就已经拿到AA+评级了吗？", False),
    ("十八里河街道养老服务中心的模式只在市里推广吗？", False),
    ("郑州扶轮外国语高中2023年是不是基本完工了？", True),
    # what is asked to be unfinished, or not gone yet
    ("215个入河排污口是否还有没整改到位的？", False),
    ("灾后恢复重建项目没有未完工的了吧？", True),
    ("南曹污水处理厂一期工程是不是还没建完？", True),
    ("南曹污水处理厂一期工程主体是否未完工？", False),
    ("Did the main structure of phase one of the Nancao sewage plant get completed in 2023?", True),
    ("Did phase one of the Nancao sewage plant get completed in 2023?", False),
    ("无证校外学科类培训机构还有没清零的吗？", False),
    ("Is the archaeological excavation at Tawan Ancient Street still unfinished?", False),
    ("西南城郭文化片区2023年仍未建成吗？", True),
    # the part of the year by which it is done
    ("明珠路小学是秋季投入使用吗？", True),
    ("明珠路小学等3所中小学是年底才投入使用吗？", False),
    ("27个保交楼项目是力争9月底前交付大头落地吗？", True),
    ("66项联审联批事项拖到2023年6月才全部完成吗？", False),
    ("Were the 66 joint review and approval items all completed by the end of April 2023?", True),
    ("Is Guancheng General Hospital to be fully completed by the end of June 2024?", False),
]


@pytest.mark.parametrize(("question", "holds"), TRUTHS, ids=ascii)
def test_a_question_of_yes_or_no_is_answered_by_what_it_asks(
    engine: Engine, question: str, holds: bool
) -> None:
    answer = engine.ask(question)
    assert answer.status == "answered", answer.text
    assert any(item.value is holds for item in answer.answers), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "去年企业满意度下降了没有？",
        "Was the PM10 target met in 2023?",
        "Did the number of good-air days increase in 2023?",
        "区里去年评上全国文明城市了吗？",
        # a likeness with one word alone
        "去年药店有没有引进？",
        # of all that is asked only the name
        "宇通去年盈利了吗？",
        "Did Yutong make a loss in 2023?",
        # a title of another kind
        "毕河村是A级景区村庄吗？",
        # other work, and some of a kind that have not come so far
        "2023年有没有新建公租房？",
        "去年加氢站建成了没有？",
        "去年有没有发放购房补贴？",
        # work that is to be carried on was begun, and is not said to be finished in the year
        "河南中医药大学第一附属医院郑州院区开工了吗？",
        "联华通信(郑州)5G通信基站2024年能投用吗？",
        # of a part of the year nothing is told
        "2023年上半年GDP增长了6.9%，对吗？",
        "建中集团信用评级2024年一季度就要提升到AA+吗？",
        "Did retail sales grow by 7.9% in the first half of 2023?",
    ],
    ids=ascii,
)
def test_what_tells_neither_way_nor_title_is_no_answer(question: str, engine: Engine) -> None:
    """满意度均为100% does not say where it went."""
    answer = engine.ask(question)
    assert (answer.status, answer.answers) == ("refused", ())


@pytest.mark.parametrize(
    "question",
    [
        "2024年社零增速目标比2023年实际是高还是低？",
        "Was retail sales growth in 2023 higher or lower than the 2024 target?",
    ],
)
def test_which_way_is_told_and_not_whether(question: str, engine: Engine) -> None:
    """Neither yes nor no answers a choice."""
    answer = engine.ask(question)
    assert answer.answers[0].kind == "quantity" and answer.answers[0].value == "0.1", answer.text


def test_a_kind_beside_the_class_is_not_passed_over(engine: Engine) -> None:
    """Which firm is the leader of a chain: not every firm."""
    assert len(engine.ask("哪家公司属于龙头企业？").answers) < 5


def test_a_word_that_nobody_knows_is_not_said_of_a_target(engine: Engine) -> None:
    assert engine.ask("Is the 2024 GDP growth target popular?").status == "refused"


def test_a_grade_of_one_leaves_open_what_others_have(engine: Engine) -> None:
    """A hotel with four stars has not five; whether another one has them, it does not say."""
    answer = engine.ask("Is Henan Aimu Hotel rated five-star?")
    assert [i.value for i in answer.answers] == [False]
    for question in ("区里有五星级酒店吗？", "Are there any five-star hotels in the district?"):
        assert engine.ask(question).status == "refused"


def test_a_word_beside_a_noun_is_known_by_its_gloss(engine: Engine) -> None:
    answer = engine.ask("Which pollutant fell more in 2023, PM10 or PM2.5, and by how many points?")
    assert "PM10" in answer.answers[0].label and "1.6" in answer.text


def test_what_is_about_to_operate_has_not_gone_into_operation(engine: Engine) -> None:
    answer = engine.ask("Has phase one of the Jindai smart industrial park gone into operation?")
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [False]


def test_a_target_was_met_where_the_report_says_so(engine: Engine) -> None:
    """What was done leaves open whether so much was aimed at."""
    answer = engine.ask("2023年提前完成年度销号任务了吗？")
    assert [i.value for i in answer.answers if i.kind == "boolean"] == [True]
    assert engine.ask("Did the district meet its 2023 target for new urban jobs?").status == "refused"
