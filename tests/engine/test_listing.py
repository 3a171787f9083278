"""Titles by section, level, state and holder; where something stands; the members of a counted set."""

import pytest

from kgqa.engine import Engine
from kgqa.query.forms import Count, Honours, Passage
from kgqa.query.sparql import to_sparql
from tests.engine.test_engine import asked

SAFE = {"省级食品安全示范区", "全国信访工作示范区", "全国守法普法示范区", "全国民族团结进步模范集体"}
TITLES = [
    ("“筑牢安全稳定防线”这一段里，今年要争创哪些荣誉称号？", SAFE),
    ("Which titles are sought under the heading “筑牢安全稳定防线”?", SAFE),
    ("2023年哪些企业拿到了国家级荣誉？", {"欧亚高科", "宇通企业集团"}),
    ("哪些村获得了市级称号？", {"毕河村", "大湖村", "张华楼村"}),
    ("2023年市里授予的先进单位、先进集体称号有哪些？", {"市“放管服”改革先进集体", "市托育服务工作先进单位"}),
    (
        "在文旅融合方面今年要争创哪些称号？",
        {"4A级旅游景区", "3A级旅游景区", "国家级旅游休闲街区", "省级旅游休闲街区"},
    ),
]


def named(engine: Engine, question: str) -> set[str]:
    """What the answer names."""
    labels = engine.facts.labels
    return {labels[i.iri].zh for i in asked(engine.ask(question))}


def proposed(engine: Engine, question: str) -> list[set[str]]:
    """What each reading of a question would name."""
    step = engine.trace(question).steps[-1]
    labels = engine.facts.labels
    rows = ([*engine.store.select(to_sparql(r.form))] for r in step.interpretation.readings)
    return [{labels[row["item"]].zh for row in found if row.get("item") in labels} for found in rows]


@pytest.mark.parametrize(("question", "names"), TITLES)
def test_titles_are_kept_to_part_level_state_and_holder(
    question: str, names: set[str], engine: Engine
) -> None:
    """One reading has exactly those titles, or those who hold them, that every word lets in."""
    assert names in proposed(engine, question)


ON_A_TOPIC = [
    ("“加强水资源保护”一段提出2024年要争创哪些称号？", {"省级幸福河湖"}),
    ("2024年民生章节里，要争创哪些省级层面的荣誉称号？", {"省级食品安全示范区"}),
    ("今年有哪几个地方要争创A级景区称号？", {"商都古城", "东城垣遗址博物馆"}),
]


@pytest.mark.parametrize(("question", "names"), ON_A_TOPIC)
def test_titles_on_a_topic_are_those_that_it_tells(question: str, names: set[str], engine: Engine) -> None:
    """No row that has others besides goes before them; of places that seek titles the places are wanted."""
    answer = engine.ask(question)
    assert answer.status == "answered", answer.text
    assert named(engine, question) == names


def test_titles_on_a_topic_that_has_none_are_refused(engine: Engine) -> None:
    """Titles that stand elsewhere are not told for those of a part that has none."""
    assert engine.ask("“强化教育教学水平”一段提出2024年要争创哪些称号？").status == "refused"


UNDER_A_TITLE = [
    ("看一下2024年“突出民生强保障”这条任务，里面要争创的省级称号有哪些？", {"省级食品安全示范区"}),
    ("“加快推进文旅融合发展”这项任务里，2024年提出要打造哪些消费中心？", {"国际文旅消费中心"}),
    ("“筑牢安全稳定防线”一节里，今年要争创哪些模范集体？", {"全国民族团结进步模范集体"}),
    ("“提高人民群众健康水平”这一部分，明确要争创的有哪些？", {"全国基层中医药工作示范县"}),
]


@pytest.mark.parametrize(("question", "names"), UNDER_A_TITLE)
def test_lists_keep_to_the_part_whose_title_is_said(question: str, names: set[str], engine: Engine) -> None:
    """Titles and members of a row that stand under another heading are left out."""
    answer = engine.ask(question)
    assert answer.status == "answered", answer.text
    assert named(engine, question) == names


@pytest.mark.parametrize(
    "question",
    [
        "“强化有效投资拉动”这项任务里，2024年提出要打造哪些消费中心？",
        "“积极稳定就业”一节里，今年要争创哪些模范集体？",
    ],
)
def test_nothing_is_listed_from_another_part(question: str, engine: Engine) -> None:
    """What stands elsewhere is not told for a part that names none."""
    assert not named(engine, question) & {"国际文旅消费中心", "全国民族团结进步模范集体"}


def test_values_and_passages_keep_to_the_part_whose_title_is_said(engine: Engine) -> None:
    """A value is offered under its own heading, and neither it nor another passage under another one."""
    own, other = (
        {r.generator for r in engine.trace(q).steps[-1].interpretation.readings if "new-jobs" in str(r.form)}
        for q in (
            "“积极稳定就业”一节里，2024年新增就业多少人？",
            "“激发消费活力”一节里，2024年新增就业多少人？",
        )
    )
    assert "values" in own
    assert not other
    told = engine.trace("“激发消费活力”这部分2024年有什么措施？").steps[-1].interpretation.readings
    headings = {h for r in told if isinstance(r.form, Passage) for h in r.form.headings}
    assert len(headings) == 1


COUNTS = [
    ("民生章节提出争创的全国称号，一共有几个？", "4"),
    ("How many national titles will the district compete for in 2024?", "6"),
]


@pytest.mark.parametrize(("question", "count"), COUNTS)
def test_titles_are_counted(question: str, count: str, engine: Engine) -> None:
    """The number of titles is the number of those that the same question would list."""
    step = engine.trace(question).steps[-1]
    forms = [r.form for r in step.interpretation.readings if r.generator == "counts"]
    assert [next(iter(engine.store.select(to_sparql(f))))["count"] for f in forms] == [count]


SOURCES = [
    ("根治欠薪写在报告第几部分、哪个小标题下？", "3.8"),
    ("一刻钟便民服务圈放在哪个标题下？", "3.5"),
    (
        "In which numbered part, and under which bold sub-heading, do measures against unpaid wages come up?",
        "3.8",
    ),
]


@pytest.mark.parametrize(("question", "section"), SOURCES)
def test_a_part_and_a_heading_are_asked_for_by_many_names(
    question: str, section: str, engine: Engine
) -> None:
    """Numbered part, sub-heading, 小标题: the section and the heading are told, and no yes or no."""
    answer = engine.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.evidence[0].section == section
    assert {i.kind for i in asked(answer)} == {"text"}


LISTS = [
    ("2023年建成开放的公园有哪些？", {"体育公园三期", "时代城公园", "紫荆门公园"}),
    ("哪些养老机构今年在建？", {"文德综合养老服务中心"}),
    ("今年以街道命名、还在建的托育机构叫什么？", {"十八里河托育中心"}),
    ("根治欠薪要盯紧哪个重点领域？", {"工程建设"}),
    ("今年持续开展什么招聘活动？", {"春风行动"}),
    (
        "Which hospital was basically completed in 2023 and is to be finished the following year?",
        {"郑州市大肠肛门病医院"},
    ),
    ("Which services lag behind what the public expect?", {"教育", "医疗", "就业", "养老"}),
]


@pytest.mark.parametrize(("question", "names"), LISTS)
def test_a_list_has_all_of_the_kind_asked_for_and_no_other(
    question: str, names: set[str], engine: Engine
) -> None:
    """Whatever sentence states them; a narrower kind than the class (托育机构) keeps out the others."""
    assert names in proposed(engine, question)


@pytest.mark.parametrize(
    "question", ["2023年建成开放的公园有哪些？", "Which parks were opened for use in 2023?"]
)
def test_a_part_of_a_list_is_not_proposed(question: str, engine: Engine) -> None:
    """The parks of one sentence are not all the parks."""
    assert {"时代城公园", "紫荆门公园"} not in proposed(engine, question)


def test_a_number_of_things_keeps_out_a_longer_list(engine: Engine) -> None:
    """Two parks are asked for: those of one sentence, not all three."""
    lists = proposed(engine, "2023年建成投用的是哪两个公园？")
    assert {"时代城公园", "紫荆门公园"} in lists
    assert {"体育公园三期", "时代城公园", "紫荆门公园"} not in lists


FOLLOW_UPS = [
    (
        "How many roads will be continued in 2024?",
        "Which ones are named?",
        {"辅读路", "天福路"},
    ),
    (
        "2023年签约重大项目多少个？",
        "其中点名的有哪些？",
        {"安徽建工", "中交石油管道公司", "中铁建昆仑建投区域总部"},
    ),
    ("How many schools are due to open in autumn 2024?", "Which one is mentioned by name?", {"明珠路小学"}),
    (
        "力争年底前全部完工的医院有几所？",
        "其中点了名的是哪几所？",
        {"管城总医院", "郑州市大肠肛门病医院"},
    ),
]


@pytest.mark.parametrize(("before", "question", "names"), FOLLOW_UPS)
def test_a_follow_up_asks_for_the_members_of_what_was_counted(
    before: str, question: str, names: set[str], engine: Engine
) -> None:
    """Those that the report names of the number given before, though the first question had no answer."""
    answer = engine.ask(question, [before])
    labels = engine.facts.labels
    assert {labels[i.iri].zh for i in asked(answer)} == names, answer.text


def test_who_has_titles_is_not_counted_as_titles(engine: Engine) -> None:
    """45 teachers got titles; their titles are two."""
    step = engine.trace("2023年有多少名教师获评省级名师等荣誉称号？").steps[-1]
    counts = [r.form for r in step.interpretation.readings if isinstance(r.form, Count)]
    assert not any(isinstance(form.of, Honours) for form in counts)


ROWS = [
    ("报告要求哪些领域加快清洁低碳转型？", {"工业", "建筑", "交通"}),
    ("哪些民生服务的供给与群众期盼仍有差距？", {"教育", "医疗", "就业", "养老"}),
    ("今年要争创的A级景区有哪些？", {"商都古城4A级旅游景区", "东城垣遗址博物馆3A级旅游景区"}),
]


@pytest.mark.parametrize(("question", "names"), ROWS)
def test_a_row_of_the_report_is_offered_where_statements_are_asked_for(
    question: str, names: set[str], engine: Engine
) -> None:
    """要求 and 差距 are also kinds of statement; what is asked for is the row of fields."""
    assert names in proposed(engine, question)


TOPICS = [
    ("南曹那个污水厂，去年是不是整个完工了？", "南曹污水处理厂一期工程主体完工"),
    ("人才公寓这块，去年分了几套？", "740"),
]


@pytest.mark.parametrize(("question", "words"), TOPICS)
def test_a_name_before_the_comma_is_what_is_asked_about(question: str, words: str, engine: Engine) -> None:
    """It weighs as if it stood in the clause that asks."""
    best = engine.trace(question).steps[-1].decision.readings[0]
    quotes = [engine.facts.quotes[f.span][0] for f in best.facts]
    assert any(words in quote for quote in quotes), quotes


HELD_TOGETHER = [
    ("哪个村既创成了市级美丽乡村示范村，又被评为3A级景区村庄？", {"张华楼村"}),
    ("哪家企业2023年同时有国家级和市级的称号？", {"宇通企业集团"}),
    ("Which village is both a municipal beautiful village and a 3A scenic village?", {"张华楼村"}),
]


@pytest.mark.parametrize(("question", "names"), HELD_TOGETHER)
def test_of_two_titles_both_must_hold(question: str, names: set[str], engine: Engine) -> None:
    """Who has one of them only is no answer, and is not even proposed."""
    assert named(engine, question) == names


def test_nobody_has_two_titles_that_no_one_has_together(engine: Engine) -> None:
    """Those who have one of them are not told instead."""
    answer = engine.ask("哪家企业既是国家级小巨人企业，又入选了优秀企业家领航计划？")
    assert answer.status == "refused", answer.text


def test_titles_of_a_year_are_those_that_were_won(engine: Engine) -> None:
    """Without a word for winning; those sought in it are none of the district's."""
    assert not {"中国质量奖", "全国基层中医药工作示范县"} & named(engine, "2023年国家级荣誉有哪些？")


PICKED = [
    ("商都历史文化区今年要实现三通一平的文旅片区有哪些？", {"夕阳楼", "书院街南北片区"}),
    (
        "民生部分今年要争创的带“全国”字样的称号有哪些？",
        {
            "全国基层中医药工作示范县",
            "全国信访工作示范区",
            "全国守法普法示范区",
            "全国民族团结进步模范集体",
        },
    ),
    (
        "Which provincial laboratories does the district plan to build?",
        {"新能源客车技术实验室", "果树瓜类生物学实验室"},
    ),
]


@pytest.mark.parametrize(("question", "names"), PICKED)
def test_a_word_picks_some_of_a_row(question: str, names: set[str], engine: Engine) -> None:
    """By their names, or by the state that they are told to be in; the whole row is no answer."""
    assert named(engine, question) == names


def test_the_number_of_a_row_is_not_that_of_what_is_picked_of_it(engine: Engine) -> None:
    """Two of six districts are to be made ready for building, not two that the report names of six."""
    answer = engine.ask("商都历史文化区今年要实现三通一平的文旅片区有哪些？")
    assert "6" not in answer.text


@pytest.mark.parametrize(
    "question",
    ["报告承认产业结构方面有什么问题？", "What problems with the industrial structure does it admit?"],
)
def test_a_problem_of_a_topic_is_told_in_its_own_words(question: str, engine: Engine) -> None:
    """The headings of all problems do not tell it."""
    answer = engine.ask(question)
    assert "未形成完整产业链和规模产业集群" in answer.text
    assert "民生保障" not in answer.text


PROBLEMS = [
    "报告列举的困难一共有几条？",
    "管城区这份报告总结了几条困难？",
    "报告讲存在的问题，归了几条？",
    "报告指出的困难和问题合计有几条？",
    "第一部分最后把存在的问题归纳成几个方面？",
    "How many shortcomings does the report admit?",
]


@pytest.mark.parametrize("question", PROBLEMS)
def test_problems_are_counted_by_the_row_that_draws_them_up(question: str, engine: Engine) -> None:
    """一是, 二是, 三是: neither the sections of the part nor the problems of enterprises that were solved."""
    assert [i.value for i in asked(engine.ask(question)) if i.kind == "quantity"] == ["3"]


def test_a_part_named_by_its_number_has_its_sections(engine: Engine) -> None:
    """第三部分 itself is no third place, and its title says what it is about."""
    answer = engine.ask("报告第三部分把今年的主要任务和措施分成几个方面？")
    assert [i.value for i in asked(answer) if i.kind == "quantity"] == ["8"]


DIVIDED = [
    (
        "2024年专门讲内需的是哪一项任务，下面分哪几个着力方向？",
        {"突出内需挖潜能，更好发挥投资关键作用", "强化有效投资拉动", "激发消费活力", "加大招商引资力度"},
    ),
    (
        "那“突出改革提效能”这一项，分哪几块？",
        {"优化营商环境", "推进“放管服”改革", "推动国企改革", "深化开发区改革"},
    ),
    (
        "“突出改革提效能”这项任务下面分哪几个方面？",
        {"优化营商环境", "推进“放管服”改革", "推动国企改革", "深化开发区改革"},
    ),
]


@pytest.mark.parametrize(("question", "titles"), DIVIDED)
def test_a_task_is_divided_by_its_headings(question: str, titles: set[str], engine: Engine) -> None:
    """The task whose title says the words, with its own title where it is asked for as well."""
    assert {i.label for i in asked(engine.ask(question))} == titles


def test_a_section_is_divided_in_english(engine: Engine) -> None:
    """By words of its English title, and its sub-headings are no values of them."""
    answer = engine.ask("In the 2023 section on science and technology, what are the four sub-headings?")
    assert "创新动能不断集聚" in answer.text
    assert len(asked(answer)) == 4


def test_the_tasks_of_a_year_are_counted(engine: Engine) -> None:
    """Though 任务 names nothing else: by the part whose title says it, and no row of tasks of one field."""
    answer = engine.ask("报告讲今年任务，总共列了几大块？")
    assert [i.value for i in asked(answer) if i.kind == "quantity"] == ["8"]
    assert engine.ask("2024年专门讲航天的是哪一项任务，下面分哪几个方面？").status == "refused"


BY_NAME = [
    ("2023年名字里带“金岱”的产业园有哪些？", {"金岱智慧产业园", "金岱智慧产业园一期", "金岱数字经济产业园"}),
    (
        "名称中带“全国”的称号，今年要争创哪些？",
        SAFE - {"省级食品安全示范区"} | {"全国基层中医药工作示范县", "全国特色商业步行街"},
    ),
    (
        "有条街成了河南省旅游休闲特色街区。2023年开街迎宾的更新片区中，与它同名的是哪个？",
        {"平等街·平等街片区"},
    ),
]


@pytest.mark.parametrize(("question", "names"), BY_NAME)
def test_what_is_asked_for_bears_a_name(question: str, names: set[str], engine: Engine) -> None:
    """Words that are to stand in names, or the name of what is told of before, narrow every list."""
    assert named(engine, question) == names


NAMED_COUNTS = [
    ("今年要打造的消费中心里，打着“中原”旗号的消费中心有几个？", "3"),
    ("报告点名的产业园一共有几个？", "9"),
    ("2024年点名的道路一共有几条？", "8"),
]


@pytest.mark.parametrize(("question", "count"), NAMED_COUNTS)
def test_named_things_are_counted_once(question: str, count: str, engine: Engine) -> None:
    """Only those of the name; a phase of a park is no second one, and a street of three 街区 no road."""
    assert [i.value for i in asked(engine.ask(question)) if i.kind == "quantity"] == [count]


def test_nothing_is_listed_for_a_name_that_nothing_bears(engine: Engine) -> None:
    """Centres are named, and none by that word."""
    assert engine.ask("名字里带“绿城”的消费中心有哪些？").status == "refused"


LATER = [
    ("去年考古发掘还在加快推进的片区，今年要达到什么状态？", "三通一平"),
    ("2023年基本建成的医院，2024年要求做到什么程度？", "年底前全部完工"),
]


@pytest.mark.parametrize(("question", "words"), LATER)
def test_what_was_in_a_state_has_a_plan(question: str, words: str, engine: Engine) -> None:
    """The plan for the thing that the state of the year before picks, and for no other of its field."""
    answer = engine.ask(question)
    assert words in answer.text
    assert "亳都古巷" not in answer.text
    assert {e.section[0] for e in answer.evidence} == {"3"}


def test_the_grade_that_a_thing_of_the_other_year_applies_for(engine: Engine) -> None:
    """申报 seeks a title as 争创 does."""
    assert named(engine, "2023年建成开放的博物馆，2024年要申报几A级景区？") == {"3A级旅游景区"}


def test_one_of_several_is_asked_for_and_not_their_number(engine: Engine) -> None:
    """的几家医院中 tells among which: what they and those of the other year have in common is meant."""
    assert named(engine, "2023年基本建成的几家医院中，2024年要全部完工的是哪一家？") == {
        "郑州市大肠肛门病医院"
    }


def test_half_of_two_rows_is_not_proposed(engine: Engine) -> None:
    """Of the industries and the fields asked for together neither is told alone."""
    lists = proposed(engine, "今年精准招商聚焦哪些主导产业和新兴领域？")
    assert {"智能制造", "文化旅游", "数字经济", "半导体"} in lists
    assert {"半导体"} not in lists


def test_a_pronoun_means_the_one_thing_that_class_and_state_pick(engine: Engine) -> None:
    """Though no single list answered which hospital it is."""
    answer = engine.ask("它今年有什么安排？", ["2023年哪个医院基本建成？"])
    assert answer.carried["subject"] == "郑州市大肠肛门病医院"


def test_a_follow_up_that_names_only_a_state_stays_with_its_matter(engine: Engine) -> None:
    """Other quarters beside the one answered, if it is sure enough, and no hospital of another field."""
    earlier = ["2023年哪个片区的考古发掘已经全部完成？"]
    answer = engine.ask("还在加快推进的是哪几个？", earlier)
    quarters, labels = {"夕阳楼", "书院街北片区"}, engine.facts.labels
    assert answer.status == "refused" or {labels[i.iri].zh for i in asked(answer)} == quarters, answer.text
    best = engine.trace("还在加快推进的是哪几个？", earlier).steps[0].decision.readings[0]
    assert {labels[thing].zh for fact in best.facts for thing in fact.all("of")} == quarters


def test_two_rows_are_both_told(engine: Engine) -> None:
    """Each asked for with a verb of its own; one half is no answer."""
    answer = engine.ask("郑州南站枢纽产业新城今年按照什么发展理念、坚持哪些先行策略来建设？")
    assert answer.status == "refused" or all(w in answer.text for w in ("集中连片", "规划设计"))
    answer = engine.ask("今年要推动哪些医院开工、加快哪些医院建设？")
    assert "管城中医院南院区" in answer.text
    assert "管城总医院" in answer.text


def test_a_pronoun_means_the_one_thing_that_was_asked_about(engine: Engine) -> None:
    """Though the answer before rested on no single fact; and the thing itself is never the answer."""
    before = ["欧亚高科获得了什么国家级称号？"]
    answer = engine.ask("它参与的国际标准属于哪个领域？", before)
    assert "智慧建筑" in answer.text or answer.status == "refused", answer.text
    assert engine.ask("它参与编制了什么标准？", before).text.rstrip("。") != "欧亚高科"


def test_the_leading_industries_of_a_follow_up(engine: Engine) -> None:
    """它 may mean the district, of which all is told."""
    answer = engine.ask(
        "And which leading industries will it target in 2024?",
        ["How many major projects were signed in 2023?"],
    )
    assert {engine.facts.labels[i.iri].zh for i in asked(answer)} >= {"智能制造", "文化旅游", "数字经济"}, (
        answer.text
    )


@pytest.mark.parametrize(
    "question",
    ["2024年要推动的三大工程是什么？", "What are the Three Major Projects of 2024?"],
)
def test_a_list_over_several_clauses_shows_each(question: str, engine: Engine) -> None:
    """What names the first of them is no evidence for the others."""
    quotes = [e.quote for e in engine.ask(question).evidence]
    for words in ("保障性住房", "城中村改造", "平急两用"):
        assert any(words in quote for quote in quotes)


CHAINS = [
    ("2023年是哪家企业参与编制了智慧建筑领域国际标准，它获得了什么称号？", ["欧亚高科", "国家级小巨人企业"]),
]


@pytest.mark.parametrize(("question", "words"), CHAINS)
def test_a_clause_may_ask_about_what_the_one_before_finds(
    question: str, words: list[str], engine: Engine
) -> None:
    """它 is the thing that the first question asks for."""
    answer = engine.ask(question)
    assert answer.status == "answered", answer.text
    named = " ".join((answer.text, *(i.label for i in answer.answers)))
    assert all(word in named for word in words), answer.text


def test_things_counted_in_the_question_are_no_longer_list(engine: Engine) -> None:
    """Two streets and a bridge of one sentence, and not every road that was renewed."""
    answer = engine.ask("老城区2023年完成更新改造的两条街和一座桥叫什么？")
    named = {i.label for i in asked(answer)}
    assert answer.status == "refused" or named == {"南学街", "南大街", "熊儿河桥"}, answer.text


def test_a_state_that_is_denied_is_not_asked_for(engine: Engine) -> None:
    """Those still being excavated, and not the one where it is finished."""
    answer = engine.ask("2023年还有哪些片区没完成考古发掘，仍在加快推进？")
    assert answer.status == "refused" or {i.label for i in asked(answer)} == {"夕阳楼", "书院街北片区"}


OF_A_ROW = [
    ("报告指出了哪三个问题？", "其中第三条原文怎么说？", "三是民生保障有待进一步加强"),
    ("What problems does the report admit?", "And what is the first one?", "一是经济增长内生动力"),
    ("2024年要打造哪几个消费中心？", "第三个叫什么？", "中原黄金珠宝时尚消费中心"),
]


@pytest.mark.parametrize(("before", "question", "told"), OF_A_ROW)
def test_an_ordinal_means_what_stands_there_in_the_row_told_before(
    before: str, question: str, told: str, engine: Engine
) -> None:
    """The third of what the answer before told or listed, with all that is said to it, and no more."""
    answer = engine.ask(question, [before])
    assert answer.status == "answered", answer.text
    assert told in answer.text
    assert "二是" not in answer.text
    assert "茶文化" not in answer.text


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("报告指出了哪三个问题？", "第四条是什么？"),
        ("2024年地区生产总值的目标是多少？", "第二条原文怎么写？"),
        ("2024年要打造哪几个消费中心？", "第二个在哪里？"),
    ],
)
def test_an_ordinal_beyond_the_row_is_refused(before: str, question: str, engine: Engine) -> None:
    """Nothing else is told for the second of what has none, nor what the row does not tell."""
    assert engine.ask(question, [before]).status == "refused"


OF_A_SENTENCE = [
    ("商都文化消费新场景的打造中，被央媒报道的活动叫什么？", "中原茶文化节", "央视新闻"),
    ("2024年支持哪些企业搭建自动驾驶测试平台？", "福耀", "测试平台"),
    ("“放管服”改革要扩大范围的是哪两种服务？", "免审即享", "申请材料"),
]


@pytest.mark.parametrize(("question", "told", "other"), OF_A_SENTENCE)
def test_of_the_rows_of_a_sentence_the_one_that_is_meant_is_told(
    question: str, told: str, other: str, engine: Engine
) -> None:
    """That of which the verb is said, and which has things of the kind."""
    labels = " ".join(i.label or "" for i in asked(engine.ask(question)))
    assert told in labels
    assert other not in labels


@pytest.mark.parametrize("question", ["报告提到了哪些大学？", "报告提到哪些街道办？"])
def test_a_kind_of_which_no_thing_is_named_has_no_list(question: str, engine: Engine) -> None:
    """Schools are no universities, and committees no subdistrict offices."""
    assert engine.ask(question).status == "refused"


ON_A_TOPIC = [
    ("法治方面今年争创的称号叫什么？", {"全国守法普法示范区"}),
    ("食品安全方面2024年争创哪个称号？", {"省级食品安全示范区"}),
    ("2023年养老方面拿到了哪些称号？", {"省级老年友好型社区"}),
    ("Which title is sought in the field of food safety?", {"省级食品安全示范区"}),
]


@pytest.mark.parametrize(("question", "names"), ON_A_TOPIC)
def test_of_titles_on_a_topic_those_called_so_are_told(
    question: str, names: set[str], engine: Engine
) -> None:
    """And not all that stand under the same heading."""
    told = named(engine, question)
    assert names <= told
    assert not told & (SAFE | {"市托育服务工作先进单位"}) - names


KINDS = [
    ("报告提到了哪些小学？", {"南台路小学", "明珠路小学", "创新街小学北校区"}),
    ("报告点名的幼儿园有哪些？", {"未来路幼儿园"}),
    ("Which kindergartens does the report name?", {"未来路幼儿园"}),
]


@pytest.mark.parametrize(("question", "names"), KINDS)
def test_a_kind_with_a_word_of_its_own_is_listed_by_it(
    question: str, names: set[str], engine: Engine
) -> None:
    """Not every school is a primary school."""
    found = proposed(engine, question)
    assert names in found
    assert not any("郑州一中管城校区" in own for own in found)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2024年争创几个A级景区？", "2个"),
        ("2024年争创多少个国家级称号？", "6个"),
        ("报告里提到几家医院？", "8个"),
    ],
)
def test_what_is_counted_is_what_the_word_names(question: str, told: str, engine: Engine) -> None:
    """Neither the rest of a row, nor those who seek the titles, nor the few of one clause."""
    answer = engine.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.text.startswith(told), answer.text


@pytest.mark.parametrize(
    ("before", "question", "names"),
    [
        ("哪个村是3A级景区村庄？", "还有哪些村创建成功？", {"大湖村", "毕河村"}),
        ("2023年考古发掘全部完成的是哪个片区？", "那加快推进考古发掘的呢？", {"夕阳楼", "书院街北片区"}),
    ],
)
def test_a_follow_up_lists_others_and_those_in_the_state_asked_for(
    before: str, question: str, names: set[str], engine: Engine
) -> None:
    """Neither what was told before nor all that is under way."""
    labels = engine.facts.labels
    assert {labels[i.iri].zh for i in asked(engine.ask(question, [before]))} == names


def test_a_title_of_another_level_is_not_told_again(engine: Engine) -> None:
    """The street seeks the national title that was asked about before."""
    answer = engine.ask("那申报省级的呢？", ["2024年哪条街要创建国家级旅游休闲街区？"])
    assert "顺城街" not in [i.label for i in asked(answer)]


@pytest.mark.parametrize("question", ["“三化三制”指什么？", "“三通一平”是什么？", "“三个一批”是啥意思？"])
def test_what_a_name_stands_for_is_told_by_no_row_of_something_else(question: str, engine: Engine) -> None:
    """Nor by a value, or the things, of which it is said."""
    assert engine.ask(question).status == "refused"


def test_a_word_for_a_plan_before_which_asks_for_no_target(engine: Engine) -> None:
    """拟对哪几类 wants what is named."""
    assert named(engine, "今年拟对哪几类消费品发放补贴？") == {"汽车", "石油", "家电"}


def test_those_of_which_no_number_was_told_are_not_all_of_their_kind(engine: Engine) -> None:
    """The schools of a state that the report does not tell are not those of any other."""
    before = "How many schools are expected to be fully completed by the end of 2024?"
    assert engine.ask("Which of those are named?", [before]).status == "refused"


@pytest.mark.parametrize(
    "question",
    ["Whose service model for the elderly was adopted nationwide?", "谁的养老服务模式在全国推广？"],
)
def test_the_owner_of_a_thing_is_not_the_thing(question: str, engine: Engine) -> None:
    """It is asked whose it is, and not what it is called."""
    assert engine.ask(question).status == "refused"


def test_a_number_may_tell_how_many_stand_in_a_row(engine: Engine) -> None:
    """Though the row states none, and one of another number is another one."""
    assert named(engine, "要高标准建设的两个省实验室叫什么？") == {
        "新能源客车技术实验室",
        "果树瓜类生物学实验室",
    }
    five = asked(engine.ask("要高标准建设的五个省实验室叫什么？"))
    assert "新能源客车技术实验室" not in {i.label for i in five}


BUILT = [
    ("去年全区有哪些公园建成？", ["体育公园三期", "紫荆门公园", "时代城公园"]),
    ("Name the parks that were completed in 2023.", ["体育公园三期", "紫荆门公园", "时代城公园"]),
    ("抛开要完工的不说，今年要开工的医院有哪几所？", ["管城中医院南院区", "管城人民医院石化路院区"]),
]


@pytest.mark.parametrize(("question", "names"), BUILT)
def test_what_was_built_and_opened_is_among_what_was_built(
    question: str, names: list[str], engine: Engine
) -> None:
    """A later state whose words say the one asked for; none that a clause sets aside."""
    assert named(engine, question) == set(names)


def test_what_was_only_opened_is_not_said_to_be_built(engine: Engine) -> None:
    """A school began to teach; when it was built the report does not say."""
    assert not any("南台路小学" in names for names in proposed(engine, "2023年建成的学校叫什么名字？"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did the district do about air pollution?", "217"),
        ("What did the district do about unfinished housing?", "23760"),
        ("What does the district intend to do about air pollution?", "6个专项行动"),
    ],
)
def test_what_was_done_and_what_is_planned_are_told_apart(question: str, words: str, engine: Engine) -> None:
    assert words in engine.ask(question).text


def test_what_is_set_aside_in_english_is_not_listed(engine: Engine) -> None:
    answer = engine.ask("Apart from Zhanghualou Village, which villages became municipal model villages?")
    labels = [i.label for i in answer.answers if i.role == "answer"]
    assert labels and not any("张华楼" in label for label in labels)


def test_one_of_two_is_not_answered_by_both(engine: Engine) -> None:
    answer = engine.ask("Which dropped faster in 2023, criminal cases or public-order cases?")
    labels = [i.label for i in answer.answers if i.role == "answer" and i.kind == "entity"]
    assert len(labels) < 2
