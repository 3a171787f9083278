"""Titles by section, level, state and kind of holder; where something stands; the members of a counted set."""

import pytest

from kgqa.engine import Engine
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
    ("In which numbered part, and under which bold sub-heading, do measures against unpaid wages come up?", "3.8"),
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
