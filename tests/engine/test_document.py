"""What the report says of itself is asked for like anything else that it says."""

import pytest

from kgqa.engine import Engine
from tests.engine.test_engine import asked

PRINTER = "区第十七届人大四次会议秘书处"
MEETING = "区第十七届人民代表大会第四次会议"
AUTHOR = "郑州市管城回族区发展和改革委员会"
PROPERTIES = [
    ("报告末尾落款的是哪个秘书处？", {PRINTER}),
    ("这份材料是谁在哪天印制的？", {PRINTER, "2024-02-21"}),
    ("这份文件是几月几号、哪一天付印的？", {"2024-02-21"}),
    ("报告提交给了哪次会议审议？", {MEETING}),
    ("这份报告是哪天提交大会审议的？", {"2024-02-22"}),
    ("谁起草了这份报告？", {AUTHOR}),
    ("报告是受谁委托作的？", {"区人民政府"}),
    ("报告请代表们做什么？", {"提请区十七届人大四次会议审查，并请各位政协委员和其他列席人员提出意见"}),
    ("Which body printed this document, and when?", {PRINTER, "2024-02-21"}),
    ("By the imprint on the last page, when was this document printed?", {"2024-02-21"}),
    ("When was the report presented to the congress?", {"2024-02-22"}),
    ("报告 编制单位 印制部门", {AUTHOR, PRINTER}),
    ("会议材料 落款机构 印发时间", {PRINTER, "2024-02-21"}),
    ("On whose behalf was the report presented?", {"区人民政府"}),
]
OF_SOMETHING_ELSE = ["今年提交审议的项目有哪些？", "哪家企业印刷了宣传册？"]


@pytest.mark.parametrize(("question", "told"), PROPERTIES)
def test_body_and_day_are_told_as_the_question_word_wants(
    question: str, told: set[str], engine: Engine
) -> None:
    """A verb says what was done with the report, who or when which of its properties is meant."""
    answer = engine.ask(question)
    assert {i.text or i.label for i in asked(answer)} == told, answer.text
    assert answer.evidence


@pytest.mark.parametrize("question", OF_SOMETHING_ELSE)
def test_printing_and_submitting_of_other_things_is_not_meant(question: str, engine: Engine) -> None:
    """Only a question that names the report, or a part of it, asks for what the report says of itself."""
    assert not {i.text or i.label for i in asked(engine.ask(question))} & {PRINTER, MEETING, AUTHOR}


def test_who_does_something_else_beside_is_not_told_by_what_was_done_with_the_report(engine: Engine) -> None:
    """The congress reviews the report, and others are asked for their views."""
    question = "报告提请大会审议，同时还要请哪些人提出意见？"
    assert MEETING not in {i.text or i.label for i in asked(engine.ask(question))}
    assert engine.ask("报告开头除了提请大会审议，还请哪几类人员提意见？").status == "refused"


LEVELS = [
    ("“平急两用”设施属于2024年八项任务中的哪一项？", ["突出城建抓品质，巩固基层管理保障作用"]),
    ("“揭榜挂帅”研发专项归在2024年哪一大项？", ["突出创新添活力，激发市场主体引领作用"]),
    ("“信易+”机制写在哪个小标题下面？", ["优化营商环境"]),
    (
        "“信易+”机制写在报告哪一节、哪个小标题下面？",
        ["突出改革提效能，凸显构建新发展格局重要作用", "优化营商环境"],
    ),
]


@pytest.mark.parametrize(("question", "titles"), LEVELS)
def test_a_place_is_told_at_the_level_that_is_asked_for(
    question: str, titles: list[str], engine: Engine
) -> None:
    assert [i.text for i in engine.ask(question).answers if i.role == "answer"] == titles
