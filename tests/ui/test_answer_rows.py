"""Long answers in rows and tables: the same words, easier to read."""

from __future__ import annotations

import pytest

from kgqa.ui.answer_card import told_in_rows
from kgqa.ui.contract import Answer
from kgqa.ui.figures import side_by_side
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
