"""The same engine over the report of a made-up town's libraries: nothing of the first domain is in it."""

import hashlib

import pytest

from kgqa.engine import Engine
from tests.engine.claims import wrong
from tests.engine.engines import library_text
from tests.engine.test_engine import asked, named

VALUES = [
    ("2030年外借图书多少万册？", "86.4", "万册", "="),
    ("去年借出去多少书？", "86.4", "万册", "="),
    ("2030年借阅量增长了多少？", "12.5", "%", "="),
    ("有效读者证累计多少张？", "9.8", "万张", "="),
    ("图书馆有多少藏书？", "118", "万册", "="),
    ("2030年每周开放多少小时？", "63", "小时", "="),
    ("新购少儿图书多少册？", "2.4", "万册", "="),
    ("2031年接待读者的目标是多少？", "160", "万人次", ">"),
    ("2031年培训多少名古籍修复人员？", "18", "名", "="),
    ("How many books were lent in 2030?", "86.4", "万册", "="),
    ("How much did book loans grow in 2030?", "12.5", "%", "="),
    ("What is the target for visitors in 2031?", "160", "万人次", ">"),
    ("How many new books will be bought in 2031?", "7", "万册", "="),
    ("How large is the collection?", "118", "万册", "="),
    ("How many rare books will be digitised in 2031?", "1200", "册", "="),
]
LISTS = [
    ("2030年哪些分馆建成开放？", {"枫桥分馆", "柳荫分馆"}),
    ("2031年要启动建设哪些分馆？", {"石桥分馆", "东岭分馆"}),
    ("柳荫分馆有哪些阅览厅？", {"听松自习厅", "晚晴阅报厅"}),
    ("2030年办了哪些展览？", {"灯下读诗", "百工手艺展", "汀川老照片展"}),
    ("柳荫分馆获评什么称号？", {"省级最美阅读空间"}),
    ("Which branches opened in 2030?", {"Maple Bridge Branch", "Willow Shade Branch"}),
    ("Which branches are to be started in 2031?", {"Stone Bridge Branch", "East Ridge Branch"}),
    (
        "What reading halls does the Willow Shade Branch have?",
        {"Pine Study Hall", "Evening Sun Newspaper Hall"},
    ),
]
VERDICTS = [
    ("柳荫分馆开放了吗？", True),
    ("柳荫分馆2030年就开了，是吧", True),
    ("石桥分馆2030年已经启动建设了吗？", False),
    ("2030年新购图书有没有超过6万册？", True),
]
REFUSED = [
    ("2028年外借图书多少万册？", "outside_period"),
    ("How many books were lent in 2025?", "outside_period"),
    ("西渡分馆主体完工了吗？", "unknown_name"),
    ("人均外借图书是多少？", "not_modelled"),
]
FOLLOW_UPS = [
    ("2030年外借图书多少万册？", "那2031年呢？", "95"),
    ("2030年新购图书多少万册？", "其中少儿图书呢？", "2.4"),
    ("2030年购书经费多少万元？", "2031年比它多多少？", "60"),
    ("How many new books were bought in 2030?", "And in 2031?", "7"),
]


def test_the_graph_tells_where_its_words_stand(library: Engine) -> None:
    """Offsets and digest fit library.txt, so that evidence can be checked here too."""
    text = library_text()
    assert all(text[start:end] == quote for quote, start, end in library.facts.quotes.values())
    assert library.profile.documents[0].digest == hashlib.sha256(text.encode()).hexdigest()
    assert library.profile.years == (2030, 2031)


@pytest.mark.parametrize(("question", "value", "unit", "bound"), VALUES)
def test_values_and_targets(question: str, value: str, unit: str, bound: str, library: Engine) -> None:
    """Last year and this year are those of this report."""
    answer = library.ask(question)
    assert [(i.value, i.unit, i.bound) for i in asked(answer)] == [(value, unit, bound)], answer.text


def test_two_years_are_compared(library: Engine) -> None:
    """The plan against what was reached."""
    answer = library.ask("2031年购书经费比2030年多多少？")
    assert [(i.role, i.value, i.unit) for i in answer.answers] == [
        ("answer", "60", "万元"),
        ("support", "380", "万元"),
        ("support", "320", "万元"),
    ]


@pytest.mark.parametrize(("question", "names"), LISTS)
def test_things_of_classes_that_the_project_does_not_have(
    question: str, names: set[str], library: Engine
) -> None:
    """Branches, halls and exhibitions are classes of this graph, named by words of its own lexicon."""
    assert {named(i) for i in asked(library.ask(question))} == names


@pytest.mark.parametrize(("question", "holds"), VERDICTS)
def test_yes_or_no(question: str, holds: bool, library: Engine) -> None:
    """A state of a branch, a number against a number."""
    assert [(i.kind, i.value) for i in asked(library.ask(question))] == [("boolean", holds)]


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_refusals(question: str, reason: str, library: Engine) -> None:
    """Another year, a branch that is not there, a figure that nobody gives."""
    answer = library.ask(question)
    assert (answer.status, answer.reason) == ("refused", reason)


@pytest.mark.parametrize(("earlier", "question", "value"), FOLLOW_UPS)
def test_follow_ups(earlier: str, question: str, value: str, library: Engine) -> None:
    """What was asked before is carried over, and said to be."""
    answer = library.ask(question, [earlier])
    assert [i.value for i in asked(answer)] == [value]
    assert answer.carried


def test_nothing_of_the_first_report_is_known(library: Engine) -> None:
    """Its indicators and places are strange here."""
    for question in ("2030年GDP增长多少？", "宇通卖了多少辆商用车？", "金岱科创城土地收储多少亩？"):
        assert library.ask(question).status == "refused"


@pytest.mark.parametrize("question", [row[0] for row in (*VALUES, *LISTS, *VERDICTS, *REFUSED)])
def test_every_answer_is_stated_and_returned_by_its_query(question: str, library: Engine) -> None:
    """As in the first domain."""
    assert wrong(library.ask(question), library, library_text()) == []
