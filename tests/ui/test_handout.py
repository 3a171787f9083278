"""What an answer hands on as text, Markdown, JSON and Word: words, figures, quotes; no markup of others."""

from __future__ import annotations

import io
import json

import docx
import pytest
from markdown_it import MarkdownIt

from kgqa.ui.conversation import Turn
from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.handout import Handout, as_json, as_markdown, as_text, handout
from kgqa.ui.word import as_word

COMPARED = "2024年固定资产投资增速目标比2023年实际高多少？"
HOSTILE = "<script>alert(1)</script> **粗** | [a](http://example.org) # \u0007 $x$"


def turn_of(question: str) -> Turn:
    """A turn with its answer."""
    return Turn(question, (), shared_workspace().ask(question, ()))


def given(question: str, language: str = "zh") -> Handout:
    """What the answer to a question hands on."""
    return handout(turn_of(question), "http://localhost/", shared_texts()[language], shared_workspace())


def test_text_holds_question_answer_and_every_quote_with_its_place() -> None:
    """Ready to be put into a letter."""
    lines = as_text(given(COMPARED), shared_texts()["zh"]).splitlines()
    assert lines[0] == f"问: {COMPARED}"
    assert "3.9个百分点" in lines[1]
    assert [line.split("”")[0] for line in lines[2:]] == [
        "依据: “固定资产投资增长8%以上",
        "依据: “固定资产投资同比增长4.1%",
    ]
    assert all("》第" in line for line in lines[2:])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markdown_holds_the_table_and_marks_the_quotes(language: str) -> None:
    """As it is rendered: a heading for the question, a table of the figures, quotes in bold."""
    told = as_markdown([given(COMPARED, language)], shared_texts()[language])
    page = MarkdownIt("commonmark").enable("table").render(told)
    assert f"<h2>{COMPARED}</h2>" in page
    assert "<td>8%以上</td>" in page or "<td>at least 8%</td>" in page
    assert "<strong>固定资产投资同比增长4.1%</strong>" in page
    assert '<a href="http://localhost/?q=' in page


def test_a_question_back_hands_on_the_sentences_of_every_reading() -> None:
    """Nobody is left with half of it."""
    told = as_text(given("固定资产投资增长多少？"), shared_texts()["zh"])
    assert ("4.1%" in told, "8%以上" in told) == (True, True)


def test_word_holds_the_same_and_the_same_bytes_twice() -> None:
    """Headings, the figures as a table, the quotes in bold, the link."""
    texts, one = shared_texts()["zh"], given(COMPARED)
    written = as_word([one], texts)
    assert written == as_word([one], texts)
    document = docx.Document(io.BytesIO(written))
    assert document.paragraphs[0].text == COMPARED
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "8%以上" in cells
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert {"固定资产投资增长8%以上", "固定资产投资同比增长4.1%"} <= set(bold)
    assert document.paragraphs[-1].text == one.address


def test_words_of_others_stay_words() -> None:
    """Markup and control characters of a question do nothing in Markdown and Word."""
    texts = shared_texts()["zh"]
    hostile = Handout(HOSTILE, HOSTILE, "", {}, (), "http://localhost/")
    page = MarkdownIt("commonmark").enable("table").render(as_markdown([hostile], texts))
    assert "<script" not in page
    assert "<strong>" not in page
    assert "<a href" not in page.replace('<a href="http://localhost/">', "")
    words = docx.Document(io.BytesIO(as_word([hostile, hostile], texts))).paragraphs[1].text
    assert words == HOSTILE.replace("\u0007", "")


def test_json_holds_the_answer_objects_and_what_was_asked_before() -> None:
    """Nothing is lost that the engine said; a turn without an answer says why."""
    answered, failed = turn_of(COMPARED), Turn("坏", ("前",), None, "没能回答")
    told = json.loads(as_json([answered, failed]))
    assert told[0]["answer"] == json.loads(json.dumps(answered.answer))
    assert told[1] == {"question": "坏", "context": ["前"], "answer": None, "failure": "没能回答"}
