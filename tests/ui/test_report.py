"""Quotes are found in their paragraph, and the pictures of facts are well-formed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kgqa.ui.drawing import DARK, LIGHT, draw
from kgqa.ui.facts import Edge, Node
from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.report import Passage, Piece, cut, excerpt

CUTS = [
    ("甲乙丙", 0, [], [Piece("甲乙丙", False)]),
    ("甲乙丙", 10, [(11, 12)], [Piece("甲", False), Piece("乙", True), Piece("丙", False)]),
    ("甲乙丙", 10, [(10, 12), (11, 13)], [Piece("甲乙丙", True)]),
    ("甲乙丙", 10, [(0, 11), (12, 99)], [Piece("甲", True), Piece("乙", False), Piece("丙", True)]),
    ("", 0, [(0, 1)], []),
]


@pytest.mark.parametrize(("text", "offset", "spans", "expected"), CUTS)
def test_a_text_is_cut_at_the_bounds_of_its_quotes(
    text: str, offset: int, spans: list[tuple[int, int]], expected: list[Piece]
) -> None:
    """Pieces joined are the text; overlapping quotes make one mark."""
    pieces = cut(text, offset, spans)
    assert pieces == expected
    assert "".join(p.text for p in pieces) == text


def test_an_excerpt_keeps_the_sentence_around_a_quote() -> None:
    """Far sentences give way to dots; the quote stays whole."""
    paragraph = "远处。" * 40 + "此处增长6.9%，较快。" + "远处。" * 40
    start = paragraph.index("增长")
    passage = Passage("d", "1", "", "", paragraph, 0, ((start, start + 6),))
    assert [p.text for p in excerpt(passage, 20)] == ["……此处", "增长6.9%", "，较快。……"]


def test_every_quote_of_an_answer_is_marked_word_for_word() -> None:
    """What is marked in the paragraphs is what the evidence quotes."""
    answer = shared_workspace().ask("2024年固定资产投资增速目标比2023年实际高多少？", ())
    passages = shared_workspace().reports.passages(answer["evidence"], "zh")
    marked = [p.text for passage in passages for p in passage.pieces() if p.marked]
    assert sorted(marked) == sorted(e["quote"] for e in answer["evidence"])


def test_a_picture_holds_every_name_and_survives_markup_and_circles() -> None:
    """Names are escaped, and links that go round in a circle are drawn."""
    one, two = Node("a", "甲<&>"), Node("b", "6.9%", "2023 · 实际", "value")
    for palette in (LIGHT, DARK):
        root = ElementTree.fromstring(draw([Edge(one, "增速", two), Edge(two, "属于", one)], palette))
        words = [element.text for element in root.iter() if element.text]
        assert {"甲<&>", "6.9%", "2023 · 实际", "增速", "属于"} <= set(words)


def test_labels_of_one_source_stand_apart() -> None:
    """Each stands before its own target, at the height of the target, so that none covers another."""
    place, one, two = Node("a", "新区"), Node("b", "6.9%", kind="value"), Node("c", "2.3%", kind="value")
    root = ElementTree.fromstring(draw([Edge(place, "增速", one), Edge(place, "降幅", two)], LIGHT))
    heights = {e.text: float(e.attrib["y"]) for e in root.iter() if e.text}
    assert abs(heights["增速"] - heights["6.9%"]) < 8 > abs(heights["降幅"] - heights["2.3%"])
    assert heights["降幅"] - heights["增速"] > 16


def test_both_languages_have_the_same_words() -> None:
    """A key of one language is a key of the other."""

    def keys(words: object, prefix: str = "") -> set[str]:
        if not isinstance(words, dict):
            return {prefix}
        return {key for name, inner in words.items() for key in keys(inner, f"{prefix}.{name}")}

    texts = shared_texts()
    assert keys(texts["zh"].words) == keys(texts["en"].words)
