"""Parts of the report that a question names by their numbers, or asks for: which task deals with it."""

import pytest

from kgqa.engine import Engine
from tests.engine.test_engine import asked
from tests.engine.test_listing import proposed

SEVENTH = "突出绿色优生态，增强低碳转型推动作用"
NUMBERED = [
    ("第七项任务讲的是什么？", SEVENTH, "加强水资源保护"),
    ("2024年主要任务的第七项是什么？", SEVENTH, "深化大气污染治理"),
    ("What is the seventh task about?", "绿色优生态", "稳妥推进双碳工作"),
    ("What is task seven about?", "绿色优生态", "稳妥推进双碳工作"),
    ("报告第一部分第七项讲了什么？", "着力绿色发展，生态底色持续鲜明", "水污染治理有力有效"),
]


@pytest.mark.parametrize(("question", "title", "heading"), NUMBERED)
def test_a_part_named_by_its_number_is_told_by_title_and_headings(
    question: str, title: str, heading: str, engine: Engine
) -> None:
    """Tasks are numbered within the part whose title speaks of tasks."""
    answer = engine.ask(question)
    labels = [i.label or "" for i in asked(answer)]
    assert title in labels[0], answer.text
    assert any(heading in label for label in labels[1:])


def test_the_title_alone_is_told_where_it_is_asked_for(engine: Engine) -> None:
    """And not that of the report."""
    assert [i.label for i in asked(engine.ask("第七项任务的标题是什么？"))] == [SEVENTH]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("第七项任务里要争创什么称号？", {"省级幸福河湖"}),
        (
            "只看民生保障、社会治理那一项任务，今年要争创哪些省级称号？",
            {"省级食品安全示范区"},
        ),
        ("第二项任务里要打造哪几个消费中心？", {"中原直播电商消费中心", "中原茶文化消费中心"}),
        ("第三部分第（二）项任务里要打造哪几个消费中心？", {"中原直播电商消费中心", "中原茶文化消费中心"}),
    ],
)
def test_what_is_asked_for_is_kept_to_the_task_that_is_named(
    question: str, names: set[str], engine: Engine
) -> None:
    """By its number, or by words of its title."""
    answer = engine.ask(question)
    labels = {i.label for i in asked(answer)}
    assert names <= labels, answer.text
    assert all("全国" not in (label or "") for label in labels)


@pytest.mark.parametrize(
    "question",
    [
        "第九项任务是什么？",
        "第九项任务里要打造哪几个消费中心？",
        "第三项任务里要打造哪几个消费中心？",
        "第三部分第（三）项任务里要打造哪几个消费中心？",
        "第七项任务里要整治多少座窨井盖？",
    ],
)
def test_nothing_is_told_of_a_task_that_is_not_there_or_does_not_say_it(
    question: str, engine: Engine
) -> None:
    """Eight tasks there are, and each has its own."""
    assert engine.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("交通科创产业园写在哪一项任务里？", "突出产业促升级，强化现代产业体系支撑作用"),
        ("郑州慈善日是哪一大项任务里提的？", "突出民生强保障，提升社会治理兜底作用"),
        ("交通科创产业园写在今年的哪一项任务里？", "突出产业促升级，强化现代产业体系支撑作用"),
        ("郑州慈善日在哪项任务里提到？", "突出民生强保障，提升社会治理兜底作用"),
    ],
)
def test_the_task_in_which_something_stands_is_told(question: str, title: str, engine: Engine) -> None:
    """By the title of its section."""
    assert title in [i.text for i in asked(engine.ask(question))]


@pytest.mark.parametrize("question", ["2024年的主要任务有哪些？", "What are the main tasks for 2024?"])
def test_what_the_title_of_a_part_says_are_its_sections(question: str, engine: Engine) -> None:
    """And no row of tasks of one field; of another year there is no such part."""
    labels = [i.label or "" for i in asked(engine.ask(question))]
    assert len(labels) == 8 and SEVENTH in labels[6], labels
    assert engine.ask(question.replace("2024", "2022")).status == "refused"


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("第五项任务分成几个方面？", "4"),
        ("Into how many areas is task five divided?", "4"),
        ("Into how many areas is task twelve divided?", None),
    ],
)
def test_a_task_named_by_its_number_is_divided(question: str, number: str | None, engine: Engine) -> None:
    """As the parts of the report are."""
    told = [i.value for i in asked(engine.ask(question)) if i.kind == "quantity"]
    assert told == [number] * bool(number)


@pytest.mark.parametrize("part", ["那一大条里面", "那个板块里", "那一大块"])
def test_titles_are_kept_to_a_part_however_it_is_called(part: str, engine: Engine) -> None:
    """By any word for a part of a report."""
    assert {"省级幸福河湖"} in proposed(engine, f"2024年绿色生态{part}，要争创的称号有哪些？")
