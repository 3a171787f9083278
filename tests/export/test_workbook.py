"""The tables in an office: the workbook read by openpyxl, and the CSV files opened as Excel opens them."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pyoxigraph as ox
import pytest
from openpyxl.workbook import Workbook

from kgqa.errors import GraphError, UsageError
from kgqa.export import FORMATS, export, workbook
from kgqa.export.extract import extract
from kgqa.export.observations import COLUMNS
from kgqa.export.tables import EDGE_COLUMNS, NODE_COLUMNS
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DP, SKOS

Cell: TypeAlias = str | float | bool | None
BASE = "https://w3id.org/district-plan/id/"
SHEETS = {"指标值": "observations", "节点": "nodes", "边": "edges"}
HEADINGS = 2
NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)


def opened(store: Store, path: Path, focus: str | None = None) -> Workbook:
    """The workbook of a graph as openpyxl reads it."""
    export(store, "xlsx", path, focus)
    return openpyxl.load_workbook(path)


def table(book: Workbook, sheet: str) -> list[dict[str, Cell]]:
    """Rows of a sheet by the names of their columns."""
    _, names, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]  # type: ignore[arg-type]


def of_csv(store: Store, format: str) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    text = FORMATS[format](extract(store)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_sheet_for_each_table_with_headings_that_stay_in_sight(small: Store, tmp_path: Path) -> None:
    """Titles in Chinese, below them the names of the CSV files, which filter; columns wide enough."""
    book = opened(small, tmp_path / "file.xlsx")
    assert book.sheetnames == [*SHEETS, "说明"]
    expected = {"指标值": COLUMNS, "节点": NODE_COLUMNS, "边": EDGE_COLUMNS}
    for sheet, columns in expected.items():
        titles, names = (tuple(c.value for c in row) for row in book[sheet].iter_rows(max_row=HEADINGS))
        assert names == columns
        assert all(re.search(r"[\u4e00-\u9fff]", str(title)) for title in titles)
        assert (book[sheet].freeze_panes, str(book[sheet].auto_filter.ref)[:2]) == ("A3", "A2")
    widths = {d.index: d.width for d in book["指标值"].column_dimensions.values()}
    assert widths["A"] < widths["B"] < widths["O"] <= 61  # an IRI is cut, a sentence has room


def test_numbers_are_numbers_that_look_as_printed(small: Store, tmp_path: Path) -> None:
    """Years and offsets too; a number in words and a section stay text, truth values are no text."""
    book = opened(small, tmp_path / "file.xlsx")
    first, second, third = table(book, "指标值")
    assert [first[k] for k in ("year", "value", "unit", "base_value", "section", "start", "provisional")] == [
        *(2023, 6.9, "%", 6.9, "1.1", 5, True)
    ]
    assert (second["value"], third["value"], third["condition"]) == (3, None, "走在前列")
    cell = book["指标值"].cell(HEADINGS + 1, COLUMNS.index("value") + 1)
    assert (cell.number_format, cell.data_type) == ("0.00", "n")
    values = {row["Id"]: row["Value"] for row in table(book, "节点")}
    assert (values[f"{BASE}r/o1"], values[f"{BASE}r/o2"]) == (6.9, "三")


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_workbook_holds_what_the_csv_files_hold(sheet: str, shipped: Store, tmp_path: Path) -> None:
    """Every row and cell of the report, in the same order, Chinese intact."""
    rows = table(opened(shipped, tmp_path / "file.xlsx"), sheet)
    expected = of_csv(shipped, SHEETS[sheet])
    assert len(rows) == len(expected) > 100
    for row, words in zip(rows, expected, strict=True):
        assert {name: said(cell, words[name]) for name, cell in row.items()} == words


def said(cell: Cell, words: str) -> str:
    """A cell as the CSV file writes it, which has the digits as printed."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return words if float(words.replace(",", "")) == cell else f"{cell} for {words}"
    return cell or ""


def test_large_amounts_are_grouped_and_longer_ones_than_a_workbook_holds_are_text() -> None:
    """Sixteen digits would be rounded."""
    numbers = f"""<{BASE}{{0}}> a <{DP}Observation> ; <{DP}value> {{1}} ; <{DP}baseValue> {{2}} ;
        <{DP}valueText> "{{3}}" ."""
    quads = numbers.format("a", "436.50", "43650000000", "436.50") + numbers.format(
        "b", "1234567890123456", "1234567890123456", "1,234"
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(extract(read(quads)))))
    (a, b) = book["指标值"].iter_rows(min_row=3)
    value, base = (COLUMNS.index(name) for name in ("value", "base_value"))
    assert [(c.value, c.number_format) for c in (a[value], a[base], b[value])] == [
        *((436.5, "0.00"), (43650000000, "#,##0"), (1234, "#,##0"))
    ]
    assert (b[base].value, b[base].data_type) == ("1234567890123456", "s")


def read(quads: str) -> Store:
    """A store of some Turtle."""
    return Store(ox.parse(quads.encode(), format=ox.RdfFormat.TRIG))


ODD = ("=1+1", "+86", "@A1", "http://a.example/", "-3.2", "'甲", "甲\u0001乙", "一\n二", "_x0041_")


def test_words_that_look_like_something_else_are_words() -> None:
    """No formula, link, or number is made of a name; a character that no file can hold is left out."""
    quads = "".join(
        f"<{BASE}{number}> a <{DP}Place> ; <{SKOS}prefLabel> {ox.Literal(name, language='zh')!s} ."
        for number, name in enumerate(ODD)
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(extract(read(quads)))))
    labels = [row[1] for row in book["节点"].iter_rows(min_row=3)]
    assert [cell.value for cell in labels] == [name.replace("\u0001", "") for name in ODD]
    assert {(cell.data_type, cell.hyperlink) for cell in labels} == {("s", None)}


def test_the_notes_tell_the_report_and_explain_every_column(small: Store, tmp_path: Path) -> None:
    """With the digest of the graph; the file bears the day of a report, never that of the run."""
    path = tmp_path / "file.xlsx"
    lines = list(opened(small, path)["说明"].iter_rows(values_only=True))
    assert lines[0][:2] == ("报告", "甲区报告")
    assert len(str(lines[1][1])) == 64
    assert ("指标值", "bound", "界限", "bound") in lines
    assert len(lines) == 5 + len(COLUMNS) + len(NODE_COLUMNS) + len(EDGE_COLUMNS)
    with zipfile.ZipFile(path) as file:
        assert {item.date_time[0] for item in file.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in file.read("docProps/core.xml")


def test_the_shipped_workbook_bears_the_day_of_the_report(shipped: Store, tmp_path: Path) -> None:
    """As its properties say, which an office shows."""
    properties = opened(shipped, tmp_path / "file.xlsx", "金岱科创城").properties
    assert (str(properties.created), str(properties.title)[:3]) == ("2024-02-21 00:00:00", "关于郑")


def test_an_empty_table_has_no_sheet(small: Store, tmp_path: Path) -> None:
    """A single thing has no link and no figure."""
    export(small, "xlsx", tmp_path / "file.xlsx", "光之谷产业园", 0)
    book = openpyxl.load_workbook(tmp_path / "file.xlsx")
    assert book.sheetnames == ["节点", "说明"]
    with pytest.raises(GraphError, match="nothing to export as xlsx"):
        export(Store([]), "xlsx", tmp_path / "other.xlsx")


def test_what_no_sheet_holds_is_said(small: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is cut off."""
    monkeypatch.setattr(workbook, "_LONGEST_CELL", 20)
    with pytest.raises(UsageError, match="a sheet holds 1,048,574 rows and 20 characters in a cell; take"):
        export(small, "xlsx", tmp_path / "file.xlsx")
    assert list(tmp_path.iterdir()) == []


# ---------- CSV files, opened as Excel opens them ----------


def excel_reads(content: bytes) -> Workbook:
    """What Excel makes of a CSV file that is opened by a double click, and saves.

    A byte order mark decides for UTF-8, else the code page of a Chinese Windows is taken; a cell that looks
    like a number is one, TRUE and FALSE are truth values, and what begins like a formula is computed.
    """
    text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gbk")
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in csv.reader(io.StringIO(text, newline="")):
        sheet.append([excel_takes(cell) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value and str(cell.value)[0] in "=+-@" and not isinstance(cell.value, int | float):
                cell.data_type = "s" if len(str(cell.value)) == 1 else "f"
    saved = io.BytesIO()
    made.save(saved)
    return openpyxl.load_workbook(saved)


def excel_takes(cell: str) -> Cell:
    if cell.upper() in ("TRUE", "FALSE"):
        return cell.upper() == "TRUE"
    return float(cell.replace(",", "")) if NUMBER.fullmatch(cell) else cell or None


@pytest.mark.parametrize("format", SHEETS.values())
def test_a_csv_file_of_the_report_opens_in_excel(format: str, shipped: Store) -> None:
    """Saved as a workbook and read back: every cell, Chinese intact, numbers as numbers, no formula."""
    sheet = excel_reads(FORMATS[format](extract(shipped))).active
    assert sheet is not None
    cells = list(sheet.iter_rows())
    names = [str(cell.value) for cell in cells[0]]
    words = of_csv(shipped, format)
    assert len(cells) - 1 == len(words)
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n", "b"}
    for row, expected in zip(cells[1:], words, strict=True):
        read = {name: cell.value for name, cell in zip(names, row, strict=True)}
        for name, cell in read.items():
            assert said(cell, expected[name]) == expected[name]  # type: ignore[arg-type]
    numeric = {"observations": ("year", "start", "value"), "nodes": ("Start", "Year"), "edges": ("Weight",)}
    for name in numeric[format]:
        column = [row[names.index(name)].value for row in cells[1:]]
        assert {type(value) for value in column if value is not None} <= {int, float}


def test_a_name_like_a_formula_is_not_computed_by_excel() -> None:
    """In any of the three tables; a negative number is a number."""
    quads = f"""<{BASE}a> a <{DP}Place> ; <{SKOS}prefLabel> "=HYPERLINK(\\"x\\")"@zh .
        <{BASE}o> a <{DP}Observation> ; <{DP}about> <{BASE}a> ; <{DP}value> -3.2 ; <{DP}valueText> "-3.2" ;
        <{DP}indicator> <{BASE}i> . <{BASE}i> a <{DP}Indicator> ; <{SKOS}prefLabel> "+增速"@zh ."""
    whole = extract(read(quads))
    sheet = excel_reads(FORMATS["observations"](whole)).active
    assert sheet is not None
    row = {str(a.value): b for a, b in zip(*sheet.iter_rows(), strict=True)}
    assert (row["about"].value, row["indicator"].value) == ('\'=HYPERLINK("x")', "'+增速")
    assert (row["value"].value, row["value"].data_type) == (-3.2, "n")
    for format in ("nodes", "edges"):
        made = excel_reads(FORMATS[format](whole)).active
        assert made is not None
        assert "f" not in {cell.data_type for cells in made.iter_rows() for cell in cells}
