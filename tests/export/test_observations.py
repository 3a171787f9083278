"""The table of observations, read back by the csv module."""

import csv
from pathlib import Path

import pytest

from kgqa.export import export
from kgqa.graph.store import Store

HEADER = "iri,indicator,about,year,kind,basis,bound,value,unit,base_value,condition,section,start,end,quote"
MORE = "document,direction,provisional,deadline,reviewed,members,indicator_iri,about_iri,span_iri"


def table(store: Store, path: Path, focus: str | None = None) -> list[dict[str, str]]:
    """Rows of the exported table."""
    export(store, "observations", path, focus=focus)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_opens_in_a_spreadsheet(small: Store, tmp_path: Path) -> None:
    """A byte order mark, then the columns of the contract."""
    table(small, tmp_path / "file")
    content = (tmp_path / "file").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0] == f"{HEADER},{MORE}"


def test_a_row_holds_the_dimensions_in_words_and_the_first_span(small: Store, tmp_path: Path) -> None:
    """The value is as printed, with its last zero."""
    row = table(small, tmp_path / "file")[0]
    expected = (
        *(
            "地区生产总值增速",
            "甲区",
            "2023",
            "actual",
            "period",
            "=",
            "6.90",
            "%",
            "6.9",
            "",
            "1.1",
            "5",
            "12",
        ),
        *('增长6.90%，"初步"', "r", "up", "true", "", "true", ""),
        "https://w3id.org/district-plan/indicator/gdp-growth",
        *(f"https://w3id.org/district-plan/id/{name}" for name in ("a", "r/p1")),
    )
    assert tuple(row.values())[1:] == expected


def test_a_number_in_words_is_given_in_digits(small: Store, tmp_path: Path) -> None:
    """So that the column can be computed with; bound, condition, deadline and members have columns."""
    row = table(small, tmp_path / "file")[1]
    keys = ("value", "unit", "bound", "basis", "condition", "deadline", "members", "provisional", "reviewed")
    assert [row[k] for k in keys] == ["3", "条", ">=", "end", "年内", "年底前", "商通路", "false", "false"]


def test_a_target_without_a_number_has_its_words_as_condition(small: Store, tmp_path: Path) -> None:
    """The column of values holds numbers only."""
    row = table(small, tmp_path / "file")[2]
    assert [row[k] for k in ("value", "unit", "bound", "base_value", "condition", "basis")] == [
        *("", "", "", "", "走在前列", "cumulative")
    ]


def test_a_focus_keeps_whole_rows(small: Store, tmp_path: Path) -> None:
    """Section and document stand in the row though they lie outside."""
    (row,) = table(small, tmp_path / "file", focus="商通路")
    assert [row[k] for k in ("indicator", "about", "section", "document")] == [
        "新建道路数",
        "甲区",
        "1.1",
        "r",
    ]


@pytest.fixture(scope="module")
def report(shipped: Store, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """Rows of the shipped graph."""
    return table(shipped, tmp_path_factory.mktemp("table") / "file")


def test_every_observation_of_the_report_has_a_full_row(shipped: Store, report: list[dict[str, str]]) -> None:
    """One for each, in the order of the text, with closed lists where the contract closes them."""
    count = shipped.select("SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?o a dp:Observation }").values[0][0]
    assert len(report) == int(count or 0)
    assert [int(r["start"]) for r in report] == sorted(int(r["start"]) for r in report)
    assert {r["kind"] for r in report} <= {"actual", "target", "context"}
    assert {r["basis"] for r in report} <= {"period", "end", "cumulative"}
    assert {r["bound"] for r in report if r["value"]} <= {"=", ">=", ">", "<=", "<", "≈"}
    assert all(r["indicator"] and r["about"] and r["section"] and r["quote"] for r in report)


def test_values_of_the_report_are_numbers_that_the_base_value_scales(report: list[dict[str, str]]) -> None:
    """亿元 is a hundred million yuan."""
    scales = {"万": 10_000, "亿": 100_000_000}
    for row in report:
        if row["value"]:
            scale = 1 if row["unit"].startswith("万千瓦时") else scales.get(row["unit"][:1], 1)
            assert float(row["base_value"]) == pytest.approx(float(row["value"].replace(",", "")) * scale), (
                row
            )
