"""A value of more, of less or of others than what is asked for is no answer."""

import pytest

from kgqa.engine import Engine

OTHERS = [
    # those that are not in a state, where those that are were counted
    "更新片区里还没开街的有几个？",
    "2023年没有竣工的道路有多少条？",
    "How many of the renewal quarters are not open yet?",
    # all there are, and not what a year has added
    "截至2023年底，全区停车泊位总数是多少？",
    "到2023年底，全区累计加装了多少部电梯？",
    "How many elderly-care beds does the district have in all?",
    # by head, where the value is none
    "How many elderly-care beds are there per 10,000 people?",
    # a part of what a value is of, or one of several
    "应急演练中，消防演练有多少次？",
    "单是减税一项，去年减了多少亿",
    "How many women were among the new skilled workers in 2023?",
    # before, and by how much more than another year
    "市场主体总量原来是多少",
    "2023年科技型企业数比上一年增加了多少家",
    "2023年跨境电商交易额同比增长多少",
    # what it is a month, and in all the years
    "低保对象每月能领多少钱？",
    "2023年城市更新项目总投资是多少亿元？",
    # households, and things of another level or kind
    "2023年新增就业多少户？",
    "国家级科普示范基地有多少家",
    "2023年学生满意率是多少",
    "全区所有小区的物业覆盖率",
    # one of two that stand in a row in a name
    "2023年新改扩建中小学多少所",
    # what was done, where only a target is stated; how many there are, where a plan adds some
    "城乡居民收入涨了多少",
    "新认定了多少家高新技术企业",
    "管城有多少家高新技术企业？",
    "How many high-tech enterprises are there in Guancheng?",
    "哪些学校已经投入使用？",
    # a total or a value by head, where a rate of growth is stated
    "What was Guancheng's total GDP in 2023?",
    "居民人均可支配收入是多少？",
    "What is the per capita disposable income?",
    # a narrower kind than any that is named
    "2023年建成口袋公园几个？",
    # by how much it changed, and all there are, where no year is named
    "优良天数增加了多少天？",
    "工业投资占比提高了多少？",
    "养老床位一共多少",
    # all of which a value is of a part
    "去年完成投资多少？",
    # one level of two, the share of another part
    "去年新增了几家省级研发平台",
    "第三产业增加值占GDP比重多少？",
    "What share of GDP did the tertiary industry account for?",
    # other work, in keywords
    "创业担保贷款 发放 2023",
    # all there are in the whole district, where a year has added some or a plan is to reach a number
    "全区现在养老床位有多少张？",
    "咱们全区有多少张养老床位",
    "规模以上工业企业有几家？",
    # yes or no of another extent: the share of another part, and of a thing the value tells nothing of
    "服务业增加值占GDP的比重超过50%了吗？",
    "金岱科创城2023年GDP增长了6.9%，对吗？",
    "2023年商都历史文化区新建道路23条，是这样吗？",
    # another measure, and a class of firms that is no number
    "gross industrial output of the district 2023",
    "签约的项目里有没有世界500强？",
]

JUST_SO = [
    ("去年一共新增多少张养老床位", "2666"),
    ("2023年新建充电桩总数是多少个？", "561"),
    ("What was the total number of new elderly-care beds in 2023?", "2,666"),
    ("截至2023年底市场主体总量是多少", "18万"),
    ("How many market entities does the district have altogether?", "180,000"),
    ("How many high-value patents were held per 10,000 residents in 2023?", "4.61"),
    ("What overall floor area of resettlement homes is to be finished in 2024?", "3.6752 million"),
    ("Below what rate is surveyed urban unemployment to be kept in 2024?", "5.5%"),
    ("What share of total investment did real-estate investment make up in 2023?", "56.5%"),
    ("How many more tech companies recognised at city level are to be added in 2024?", "70"),
    ("2023年减税降费及退税缓费一共多少", "9.9亿"),
    ("城乡低保等各类补助发了多少万元", "2269.7"),
    ("管城经开区调整后的规划面积是多少", "1807.07"),
    ("2024年重点项目年度投资总额多少亿", "640亿"),
    ("老旧小区物业覆盖率是多少", "74%"),
    ("去年新改扩建学校多少所", "29所"),
    ("区里给人才分了多少套公寓？", "740套"),
    ("2023年道路通车里程多少公里？", "16.6公里"),
    ("工业投资占比提高到多少？", "11%"),
    ("养老床位增加了多少", "2666"),
    ("去年新增省、市级研发平台几家", "7家"),
    ("What share of GDP did the financial sector account for?", "7.2%"),
    ("How many roads were built?", "23"),
    ("By the end of 2023, how many market entities did the district have?", "180,000"),
    ("2024年有多少家高新技术企业要新认定？", "35家以上"),
    ("全区2023年新增了多少张养老床位", "2666"),
    ("Did fixed-asset investment rise or fall in 2023, and by what percentage?", "4.1%"),
    ("2023年固定资产投资到底是涨了还是跌了，幅度是多少", "4.1%"),
    ("金融业增加值占全区的比重超过7%了吗？", "7.2%"),
]


@pytest.mark.parametrize("question", OTHERS)
def test_a_value_of_another_extent_is_no_answer(question: str, engine: Engine) -> None:
    assert engine.ask(question).status == "refused"


@pytest.mark.parametrize(("question", "value"), JUST_SO)
def test_a_value_of_just_as_much_as_is_asked_for_is_told(question: str, value: str, engine: Engine) -> None:
    answer = engine.ask(question)
    assert answer.status == "answered"
    assert value in answer.text


def test_the_first_of_several_is_not_told_where_nothing_orders_them(engine: Engine) -> None:
    before = "郑州南站片区今年要开工哪些道路？"
    assert engine.ask(before).status == "answered"
    assert engine.ask("哪条最长？", [before]).status == "refused"


def test_a_strange_name_is_told_as_it_is_typed(engine: Engine) -> None:
    assert "“BYD”" in engine.ask("BYD在管城的工厂2023年造了多少辆车？").text


def test_things_that_are_only_planned_are_not_counted_with_those_that_were_done(engine: Engine) -> None:
    answer = engine.ask("投用了几所学校？")
    assert answer.text == "1个：南台路小学。"


def test_a_year_told_before_says_whether_a_plan_is_meant(engine: Engine) -> None:
    answer = engine.ask("幼儿园综合提升项目安排了几所？", ["2024年要实施多少个中小学新（续）建项目？"])
    assert "46所" in answer.text


def test_the_parts_of_a_sum_go_by_their_names_in_english(engine: Engine) -> None:
    answer = engine.ask("How many R&D platforms and innovation carriers are there, taken together?")
    assert "number of research platforms 65" in answer.text


@pytest.mark.parametrize(
    "question", ["GDP增速高于全市平均水平吗？", "有没有获评国家级夜间文化和旅游消费集聚区"]
)
def test_a_clause_that_tells_of_no_mean_and_no_title_confirms_none(question: str, engine: Engine) -> None:
    assert engine.ask(question).status == "refused"
