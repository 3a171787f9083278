"""The report as a page: every character, every fact in its place, and the place that the address names."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.report_text import report_html
from kgqa.ui.statements import Statement, shared_statements
from tests.ui.pages import opened, shown

DOCUMENT = shared_workspace().reports.documents[0]
TAGS = re.compile(r"<[^>]+>")


def statements() -> list[Statement]:
    return shared_statements(shared_workspace().store).placed(DOCUMENT, "zh")


def page_html(asked: tuple[int, int] | None = None, language: str = "zh") -> str:
    """The report as it is drawn."""
    return report_html(shared_workspace().reports, DOCUMENT, statements(), shared_texts()[language], asked)


def read_text(drawn: str) -> list[str]:
    """What a reader reads of the report itself, paragraph by paragraph."""
    without = re.sub(r"<i>.*?</i> ", "", re.sub(r"<details.*?</details>", "", drawn, flags=re.DOTALL))
    return [html.unescape(TAGS.sub("", p)) for p in re.findall(r"<(?:p|h2) [^>]*>(.*?)</(?:p|h2)>", without)]


def test_the_page_holds_every_character_of_the_report_in_its_order() -> None:
    """Joined, the blocks are the normalised text without its line feeds."""
    text = shared_workspace().reports.text(DOCUMENT)
    assert "".join(read_text(page_html())) == text.replace("\n", "")


def test_a_block_is_a_paragraph_or_a_part_of_one() -> None:
    """Blocks follow each other without a gap, and know their section and run-in heading."""
    reports = shared_workspace().reports
    text, blocks = reports.text(DOCUMENT), reports.blocks(DOCUMENT, "zh")
    assert all(text[b.start : b.end] == b.text and "\n" not in b.text for b in blocks)
    assert {text[b.end : after.start] for b, after in pairwise(blocks)} <= {"", "\n"}
    block = next(b for b in blocks if b.heading == "创新动能不断集聚")
    assert (block.section, block.opens, block.text[8]) == ("1.2", "", "。")
    opening = next(b for b in blocks if b.opens == "3.1")
    assert opening.text == "（一）突出创新添活力，激发市场主体引领作用。"


def test_every_fact_with_a_place_stands_beside_its_words() -> None:
    """As many facts are listed as the graph states in the text, each with its span."""
    drawn = page_html()
    listed = re.findall(r'<li data-s="(\d+)-(\d+)"', drawn)
    assert sorted(listed) == sorted((str(s.start), str(s.end)) for s in statements())
    marked = {
        span for spans in re.findall(r'class="kg-f[^"]*" data-s="([^"]+)"', drawn) for span in spans.split()
    }
    assert {f"{a}-{b}" for a, b in listed} == marked


def test_facts_are_told_in_words_with_their_class() -> None:
    """A value, a state, a relation and a name, as people would say them."""
    words = {(s.category, s.words) for s in statements()}
    assert ("Observation", "管城回族区 全社会研发强度 2.58%（2023年，实际）") in words
    assert ("Relation", "金岱智慧产业园 → 属于 → 区中园") in words
    assert any(category == "State" and "主体完工" in told for category, told in words)


@pytest.mark.parametrize("span", [(1406, 1420), (0, 4), (8917, 8932)])
def test_the_place_that_the_address_names_is_marked_word_for_word(span: tuple[int, int]) -> None:
    """What is highlighted is exactly the span, and the facts of its block are open."""
    text = shared_workspace().reports.text(DOCUMENT)
    drawn = page_html(span)
    here = re.findall(r'<span class="[^"]*kg-here"[^>]*>(.*?)</span>', drawn)
    assert "".join(html.unescape(TAGS.sub("", piece)) for piece in here) == text[span[0] : span[1]]
    assert drawn.count('<details class="kg-beside" open>') == 1


def test_the_page_opens_at_the_span_of_its_address() -> None:
    """The line above the text names section and characters."""
    page = shown(opened("report_page", span="1406-1420"))
    assert "第1.2节" in page
    assert "第1406至1420字" in page
    assert "kg-here" in page


@pytest.mark.parametrize("span", ["abc", "20-10", "5-5", "0-9999999", "1-2-3", "<b>-1"])
def test_a_place_that_is_none_is_said_in_one_line(span: str) -> None:
    """The report is shown all the same, unmarked."""
    page = opened("report_page", span=span)
    assert len(page.warning) == 1
    assert 'class="kg-here"' not in shown(page)
    assert "kg-block" in shown(page)
    assert "<b>-1" not in shown(page)


def test_a_report_whose_text_is_not_at_hand_is_said_in_one_line() -> None:
    """A graph on a server may come without the text of its reports."""

    def script() -> None:
        from dataclasses import replace

        from kgqa.ui.frame import shared_texts, shared_workspace
        from kgqa.ui.report import Reports
        from kgqa.ui.report_page import show

        sound = shared_workspace()
        show(replace(sound, reports=Reports({}, sound.store)), shared_texts()["zh"])

    page = AppTest.from_function(script, default_timeout=90).run()
    assert not page.exception
    assert len(page.warning) == 1


def test_words_of_the_graph_are_only_text() -> None:
    """Markup in a label or in the words of a fact stays letters."""
    hostile = Statement("x:a", "x:a", "Measure", "<i>", "<img src=x onerror=alert(1)>", DOCUMENT, 545, 564)
    drawn = report_html(shared_workspace().reports, DOCUMENT, [hostile], shared_texts()["zh"], None)
    assert "<img" not in drawn
    assert "&lt;img src=x" in drawn


def test_the_outline_names_every_section_in_the_language_of_the_reader() -> None:
    """Titles lead to anchors that are there."""
    drawn = page_html(language="en")
    anchors = re.findall(r'<a href="#([^"]+)">', drawn)
    assert len(anchors) == 19
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in drawn] == []
    assert "Implementation of the 2023 Plan" in drawn
