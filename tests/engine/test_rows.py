"""Lists that hold all that fits every word and nothing else: counted sets, rows by name, parts by number."""

import pytest

from kgqa.engine import Engine
from tests.engine.test_engine import asked
from tests.engine.test_listing import named

COUNTED = [
    ("2023年打造的24条示范街，报告点了哪几条的名？", {"管城街", "西大街"}),
    (
        "入选优秀企业家领航计划的13家里，报告点到了谁？",
        {"重庆医药集团河南有限公司", "河南圆方物业管理有限公司"},
    ),
    ("2024年22个养老服务设施里报告点了谁的名？", {"文德综合养老服务中心"}),
    ("2024年南站新城年内竣工的10条道路，报告点了哪条的名？", {"商通路"}),
    ("Which roads does the report name among the 25 to be newly built in 2024?", {"志城街", "魏庄街"}),
    (
        "Which companies does the report name among the ten signed in Jindai?",
        {"腾飞建设工程集团", "迪安生物科技"},
    ),
]


@pytest.mark.parametrize(("question", "names"), COUNTED)
def test_the_named_of_a_counted_set(question: str, names: set[str], engine: Engine) -> None:
    """What the set's own clause names, and nothing that stands in the sentence beside it."""
    assert named(engine, question) == names


def test_a_counted_set_without_names_lists_nothing(engine: Engine) -> None:
    """22 old estates are renewed and none is named: not their kinds, which stand in the same sentence."""
    assert engine.ask("2024年改造的22个老旧小区，报告点了哪几个的名？").status == "refused"


def test_names_of_two_sets_are_no_list_of_one(engine: Engine) -> None:
    """Each of two plots: one of them is half an answer."""
    before = "金岱科创城2024年打算收储、出让土地各多少亩？"
    assert engine.ask("这两项各点了哪块地的名字？", (before,)).status == "refused"


PARTS = [
    ("2024年民生任务（第八项）里要争创的省级称号有哪些？", {"省级食品安全示范区"}),
    ("绿色生态任务（第七项）里要争创什么称号？", {"省级幸福河湖"}),
]


@pytest.mark.parametrize(("question", "names"), PARTS)
def test_a_part_is_named_by_its_number_in_brackets(question: str, names: set[str], engine: Engine) -> None:
    """The noun before the brackets says what is numbered."""
    assert named(engine, question) == names


STARTS = [
    (
        "2024年民生任务（第八项）里要争创的、以“全国”开头的称号有哪些？",
        {
            "全国基层中医药工作示范县",
            "全国信访工作示范区",
            "全国守法普法示范区",
            "全国民族团结进步模范集体",
        },
    ),
    ("报告里以“郑州”开头的医院有哪些？", {"郑州市大肠肛门病医院", "郑州市第一人民医院新院区"}),
    (
        "2024年要打造的以“中原”打头的消费中心有哪些？",
        {"中原直播电商消费中心", "中原茶文化消费中心", "中原黄金珠宝时尚消费中心"},
    ),
]


@pytest.mark.parametrize(("question", "names"), STARTS)
def test_names_begin_with_a_word(question: str, names: set[str], engine: Engine) -> None:
    """A name that only holds it is none of them."""
    assert named(engine, question) == names


CALLED = [
    ("2024年的产业任务里，要打造哪几个“消费中心”？", 4),
    ("城建任务里讲的“三大工程”，是哪三样？", 3),
    ("2024年招商围绕哪些主导产业和新兴领域？", 4),
    ("2024年建成开街的片区有哪些？", 2),
    ("“大力推进现代服务业发展”这项任务里，要打造的消费中心有哪几个？", 3),
    ("2024年文旅要优化贯通的旅游动现有哪几条？", 3),
]


@pytest.mark.parametrize(("question", "count"), CALLED)
def test_a_row_is_found_by_the_name_the_report_has_for_it(question: str, count: int, engine: Engine) -> None:
    """All of it, of both where two are joined, and no more."""
    assert len(named(engine, question)) == count


def test_a_row_is_no_answer_to_two_questions(engine: Engine) -> None:
    """Which strategies, and which hospitals: one of them is half an answer."""
    assert engine.ask("2024年先行策略有哪些，并要加快哪些医院建设？").status == "refused"


def test_no_row_tells_which_of_it_is_largest(engine: Engine) -> None:
    """The list of all is no answer to which one."""
    assert engine.ask("打造的消费中心里最大的是哪个？").status == "refused"


def test_things_are_listed_with_their_grades(engine: Engine) -> None:
    """Which places, and which grade each: a place and its grade are two things, told side by side."""
    answer = engine.ask("2024年有哪些地方要争A级景区？各争几A？")
    assert [i.label for i in asked(answer)] == [
        "商都古城",
        "4A级旅游景区",
        "东城垣遗址博物馆",
        "3A级旅游景区",
    ]
    assert "商都古城（4A级旅游景区）" in answer.text


GRADES = [
    (
        "2024年要创建旅游休闲街区的是哪两个地方，各是什么级别？",
        {"顺城街", "国家级旅游休闲街区", "国香茶城", "省级旅游休闲街区"},
    ),
    (
        "2024 A级景区 争创名单 等级",
        {"商都古城", "4A级旅游景区", "东城垣遗址博物馆", "3A级旅游景区"},
    ),
]


@pytest.mark.parametrize(("question", "names"), GRADES)
def test_a_grade_is_told_for_each_of_them(question: str, names: set[str], engine: Engine) -> None:
    """And not how many there are, nor those of one grade alone."""
    assert named(engine, question) == names


def test_no_grade_is_told_where_none_is_asked_for(engine: Engine) -> None:
    """An A-level rating names the titles."""
    question = "Which two places are to be rated A-level tourist attractions in 2024?"
    assert named(engine, question) == {"商都古城", "东城垣遗址博物馆"}


EITHER = [
    (
        "2024年民生任务里要争创哪些示范区或示范县？",
        {
            "全国基层中医药工作示范县",
            "省级食品安全示范区",
            "全国信访工作示范区",
            "全国守法普法示范区",
        },
    ),
    (
        "“筑牢安全稳定防线”部分提出争创哪些模范集体或示范区？",
        {
            "省级食品安全示范区",
            "全国信访工作示范区",
            "全国守法普法示范区",
            "全国民族团结进步模范集体",
        },
    ),
    (
        "2024年任务第八项里，凡是带“示范区”字样、要争创的，都有哪几个？",
        {"省级食品安全示范区", "全国信访工作示范区", "全国守法普法示范区"},
    ),
    (
        "在民生保障这项任务中，管城区2024年要争创哪些全国性的称号？",
        {
            "全国基层中医药工作示范县",
            "全国信访工作示范区",
            "全国守法普法示范区",
            "全国民族团结进步模范集体",
        },
    ),
]


@pytest.mark.parametrize(("question", "names"), EITHER)
def test_titles_of_either_kind_are_listed(question: str, names: set[str], engine: Engine) -> None:
    """Of kinds joined by 或 each is wanted; the district's own name is no level of a title."""
    assert named(engine, question) == names


def test_of_two_kinds_both_are_listed(engine: Engine) -> None:
    """Streets and bridges: what has one of the words in its name is half an answer."""
    question = "商都历史文化区2023年更新改造完成的街道和桥梁是哪些？"
    answer = engine.ask(question)
    assert answer.status == "refused" or named(engine, question) == {"南学街", "南大街", "熊儿河桥"}


SECOND = [
    "报告讲到的第二个困难是什么？",
    "问题困难里的第二条，原话是怎么写的？",
]


@pytest.mark.parametrize("question", SECOND)
def test_an_ordinal_picks_one_of_the_numbered_problems(question: str, engine: Engine) -> None:
    """All up to the next number, and nothing of the others."""
    text = engine.ask(question).text
    assert text.startswith("二是产业结构还需进一步优化")
    assert "民生保障" not in text


def test_there_is_no_fifth_of_three_problems(engine: Engine) -> None:
    """The ordinal is beyond the row."""
    assert engine.ask("报告讲到的第五个困难是什么？").status == "refused"


DEEDS = [
    ("2024年推动开发区改革要抓哪几件事？", "深化开发区改革"),
    ("2023年水污染治理都干了些啥？", "水污染治理有力有效"),
    ("2024年加强水资源保护，区里准备采取哪些做法？", "加强水资源保护"),
    ("2024年“三大工程”建设有哪些具体安排？", "推动“三大工程”建设"),
    ("What does the 2024 plan say about employment?", "积极稳定就业"),
    ("2024年加强水资源保护打算靠什么办法？", "加强水资源保护"),
]


@pytest.mark.parametrize(("question", "heading"), DEEDS)
def test_what_is_done_is_told_under_its_heading(question: str, heading: str, engine: Engine) -> None:
    """No row of names beside it, wherever in the question the matter is named."""
    answer = engine.ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith(heading)


GOODS = [
    "2024年区里打算给哪些大件商品发放补贴？",
    "大宗消费品补贴 2024 品类",
]


@pytest.mark.parametrize("question", GOODS)
def test_a_plan_before_which_asks_for_the_things(question: str, engine: Engine) -> None:
    """打算 says only that it is planned; the whole passage would tell much else."""
    assert named(engine, question) == {"汽车", "石油", "家电"}


def test_by_what_each_of_them_is_done_is_not_which_they_are(engine: Engine) -> None:
    """The centres are named in the question."""
    answer = engine.ask("2024年要打造的几个消费中心，各以什么为依托？")
    assert "中原茶文化消费中心" not in {i.label for i in asked(answer)}


def test_two_questions_in_one_english_clause_are_both_answered(engine: Engine) -> None:
    """Each with a verb of its own; where only kinds are joined it is one question."""
    both = engine.ask("Which villages became model villages and which parks were opened in 2023?")
    assert both.status == "refused" or {"张华楼村", "紫荆门公园"} <= {
        engine.facts.labels[i.iri].zh for i in asked(both)
    }
    one = "Which streets and which bridge were renewed in 2023?"
    assert named(engine, one) == {"南学街", "南大街", "熊儿河桥"}


def test_the_words_of_a_short_sentence_are_told_in_full(engine: Engine) -> None:
    """And not only the clause that fits best."""
    answer = engine.ask("2024年严防非法集资，原文是如何表述的？")
    assert "依法有力有序有效做好非法集资打击和处置工作" in answer.text


NAMED_OF = [
    ("2023年新建的23条道路里，点了名的有几条？", "1"),
    ("Of the 97 projects signed in 2023, how many does the report name?", "3"),
    ("2023年竣工的14条、新建的23条道路里，报告点了几条的名？", "3"),
]


@pytest.mark.parametrize(("question", "count"), NAMED_OF)
def test_the_named_of_counted_sets_are_counted(question: str, count: str, engine: Engine) -> None:
    """How many are named is not how many there are; of two sets, those of both."""
    assert [i.value for i in asked(engine.ask(question)) if i.kind == "quantity"] == [count]


def test_the_named_of_two_counted_sets_are_listed(engine: Engine) -> None:
    """Those of the one year and those of the other, each of its own number."""
    assert named(engine, "2023年新建的23条道路和2024年续建的16条道路，点名的有哪些？") == {"天福路", "辅读路"}


def test_a_set_of_which_none_is_named_is_not_told_by_its_size(engine: Engine) -> None:
    """14 old estates were renewed, and no name is told."""
    assert engine.ask("2023年改造的14个老旧小区，点名的有几个？").status == "refused"


def test_kinds_asked_for_side_by_side_are_all_told(engine: Engine) -> None:
    """Those that one number counts, and those that another one does."""
    assert named(engine, "2024年加快建设的养老服务设施和托育机构点名的有哪些？") == {
        "文德综合养老服务中心",
        "未来路幼儿园",
        "十八里河托育中心",
    }


ONE_OF_TWO = [
    "2023年有哪些街区或社区拿到了省级称号？",
    "Which news outlets or TV programmes are named as having covered the district in 2023?",
]


@pytest.mark.parametrize("question", ONE_OF_TWO)
def test_one_of_two_kinds_is_half_an_answer(question: str, engine: Engine) -> None:
    """Two communities are no answer where quarters are asked for as well."""
    assert engine.ask(question).status == "refused"


def test_a_follow_up_picks_from_what_was_told(engine: Engine) -> None:
    """Of the two roads that go on the one that the answer before named."""
    before = "2023年新建的和启动建设的道路点了哪些名？"
    answer = engine.ask("其中哪条路2024年还要续建？", (before,))
    assert {engine.facts.labels[i.iri].zh for i in asked(answer)} == {"天福路"}


NO_SUCH_LIST = [
    "2023年没能化解的问题楼盘还剩哪几个？",
    "2023年 重特大安全生产事故 清单",
    "金岱科创城“1+6+6+N”思路里，这个N包括哪些项目？",
    "2023年考古发掘的片区总共几个？不管挖完没挖完",
]


@pytest.mark.parametrize("question", NO_SUCH_LIST)
def test_what_is_not_told_is_not_listed(question: str, engine: Engine) -> None:
    """What is left when all is done, what did not happen, what a letter stands for, whatever its state."""
    assert engine.ask(question).status == "refused"


def test_a_row_of_something_else_is_not_told_of(engine: Engine) -> None:
    """牌子 may mean titles as well, but not where hotels are told of."""
    assert "教师" not in engine.ask("2023年新引入的中高档酒店，点到的是哪俩牌子？").text


def test_another_thing_does_not_tell_whether_one_is_counted(engine: Engine) -> None:
    """That four parks are built, of which another one is named, does not say that this is one of them."""
    assert engine.ask("美康大健康产业园算不算2024年金岱科创城新建的4个产业园？").status == "refused"


def test_titles_of_a_level_that_is_not_wanted_are_left_out(engine: Engine) -> None:
    """Where another clause says so, whatever asks before and after it."""
    question = "把2024年民生保障（第三部分第八条）里要争创的全国荣誉都列出来，省级的不要，请列全。"
    assert "省级食品安全示范区" not in engine.ask(question).text


def test_media_are_told_without_the_events_that_they_cover(engine: Engine) -> None:
    """Two rows of one sentence, of things of different kinds, are no one list."""
    assert named(engine, "商都文化系列活动受到中央媒体持续报道，点名的是哪几家？") == {"央视新闻", "人民日报"}
