"""Tables for spreadsheets: words that begin like a formula stay words, and nothing is lost."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.csvfile import csv_file, guarded

GUARD = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def restored(cell: str) -> str:
    """The words of a cell, as the documentation tells how to get them."""
    return cell[1:] if GUARD.match(cell) else cell


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://a.example","详情")',
        "+86 371 6600",
        "-1+2",
        "@SUM(A1:A9)",
        "＝1+1",
        "－cmd|' /C calc'!A0",
        "\t=1",
        "\r=1",
        "==",
        "-甲区",
        "'=1",
    ],
)
def test_words_that_begin_like_a_formula_get_an_apostrophe(words: str) -> None:
    """Also the wide signs that a Chinese keyboard writes, and blanks that a spreadsheet passes over."""
    assert guarded(words) == f"'{words}"


@pytest.mark.parametrize(
    "words",
    ["-3.2", "+5%", "-1,234.50", "1e3", "-2e-4", "=", "≥", ">=", "-", "", "甲=乙", "7%以上", "'引用'", "–3"],
)
def test_numbers_signs_and_other_words_stay_as_they_are(words: str) -> None:
    """So that a column can be added up and codes are codes."""
    assert guarded(words) == words


@given(st.text(st.sampled_from("'=+-@＝－\t\r\n1,.e%甲 "), max_size=8))
def test_no_words_are_lost(words: str) -> None:
    """An apostrophe of their own is not taken for the one that guards."""
    assert restored(guarded(words)) == words


def test_a_table_is_read_back_as_it_was() -> None:
    """Line ends of RFC 4180, a byte order mark, quotation marks and line feeds within a cell."""
    rows: list[dict[str, object]] = [{"甲": '他说"好"', "b": "一\n二"}, {"甲": "=1", "b": -3.2}, {"b": "x,y"}]
    content = csv_file(("甲", "b"), rows)
    assert content.startswith("\ufeff甲,b\r\n".encode())
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [(r["甲"], r["b"]) for r in read] == [('他说"好"', "一\n二"), ("'=1", "-3.2"), ("", "x,y")]
