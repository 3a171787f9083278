"""Long answers in rows and tables: the same words, easier to read."""

from __future__ import annotations

import pytest

from kgqa.ui.answer_card import sentence_html, told_in_rows
from kgqa.ui.contract import Answer
from kgqa.ui.figures import chart, comparable, name_rows, side_by_side
from kgqa.ui.frame import shared_texts, shared_workspace


def lowered(language: str) -> Answer:
    """An answer that sets targets in several units beside what was reached."""
    questions = {"zh": "2024年哪些目标比2023年低？", "en": "Which targets were lowered?"}
    answer = shared_workspace().ask(questions[language], ())
    assert answer["status"] == "answered"
    return answer


@pytest.mark.parametrize(
    ("text", "head", "count"),
    [
        ("新区：道路完工；学校开工；医院获批；公园开放。", "新区：", 4),
        ("甲：目标一；乙：目标二；丙：目标三；丁：目标四。", "", 4),
        ("roads: done; schools: begun; parks: open; halls: planned.", "", 4),
        ("道路完工；学校开工。", "道路完工；学校开工。", 0),
    ],
)
def test_rows_hold_every_letter_of_the_sentence(text: str, head: str, count: int) -> None:
    """Cut after semicolons from four clauses on; what stands before the only colon is their heading."""
    found, rows = told_in_rows(text)
    assert (found, len(rows), found + "".join(rows)) == (head, count, text)


@pytest.mark.parametrize(("language", "amount"), [("zh", "2.2万人次"), ("en", "22,000 person-times")])
def test_figures_in_several_units_stand_in_one_table(language: str, amount: str) -> None:
    """One row an indicator, one column for each year and kind, bounds and units in the language."""
    columns = side_by_side(lowered(language), shared_texts()[language], shared_workspace().amount)
    assert len(columns) == 3
    assert len({len(cells) for cells in columns.values()}) == 1
    assert {"19.2%", amount} <= {cell for cells in columns.values() for cell in cells}


def test_figures_that_are_no_pairs_make_no_table() -> None:
    """One value, or different years of different things, are told by the sentence alone."""
    answer = shared_workspace().ask("2023年地区生产总值增长多少？", ())
    assert side_by_side(answer, shared_texts()["zh"], shared_workspace().amount) == {}


def test_figures_that_only_their_part_tells_apart_have_rows_and_names_of_their_own() -> None:
    """Two targets of one indicator and year, for two sorts of compounds, are two bars with their sort."""
    workspace, texts = shared_workspace(), shared_texts()["zh"]
    answer = workspace.ask("2024年两项老旧小区改造合计多少个？", ())
    figures = comparable(answer, texts, workspace.amount, workspace.facts.conditions)
    assert [(f.label, f.words) for f in figures] == [
        ("改造老旧小区数（纳入中央奖补的老旧小区）", "12个"),
        ("改造老旧小区数（区级老旧小区）", "22个"),
    ]
    (rows,) = chart(figures, texts).to_dict()["datasets"].values()
    assert [row["row"] for row in rows] == [0, 1]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("value added of industrial enterprises above designated size", "above\ndesignated"),
        ("社会消费品零售总额增速", "零售总额"),
    ],
)
def test_a_name_that_is_too_long_for_a_phone_has_lines_for_it(name: str, folded: str) -> None:
    """English names break between words, and nothing of a name is lost."""
    row = name_rows(name, f"{name}\n7.9%")
    assert folded in row["folded"]
    assert "".join(row["folded"].split()) == "".join(row["told"].split())


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("2021年GDP增速是多少？", "报告只涉及2023、2024年，没有2021年的内容。"),
        ("What was GDP growth in 2021?", "The report covers 2023, 2024 only, not 2021."),
    ],
)
def test_a_refusal_says_first_why_there_is_no_answer(question: str, why: str) -> None:
    """What the report says instead stands below the reason."""
    answer = shared_workspace().ask(question, ())
    said = sentence_html(answer, shared_texts()[answer["lang"]])
    assert said.startswith(f'<p class="kg-answer">{why}</p><p class="kg-rest">')
    assert "6.9%" in said
