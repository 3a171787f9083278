"""The tables as one workbook (XLSX) for an office: a sheet for each, and one that explains their columns.

A sheet has two lines of headings, the titles in Chinese and the names that the columns have in the CSV files,
which stay in sight; programs read it with the second line as header. Numbers are numbers that look as
printed, truth values truth values, and all else is text: a section stays 3.10, and nothing is computed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from kgqa.errors import UsageError
from kgqa.export.csvw import FILES, LICENCE, ROWS, TABLES, Column, base, load_titles
from kgqa.export.extract import Extract
from kgqa.export.rdf import digest
from kgqa.export.wording import first
from kgqa.export.xmlfile import legal
from kgqa.graph.vocabulary import DCT, DP

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, str]
Titles = Mapping[str, Mapping[str, Mapping[str, str]]]

_ORDER = ("observations", *(name for name in FILES if name != "observations"))
_HEADINGS = 2
_MOST_ROWS, _LONGEST_CELL = 1_048_576 - _HEADINGS, 32_767
_WIDEST, _NARROWEST, _IRI_WIDTH = 60, 8, 14
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.(\d+))?", re.ASCII)
_EXACT_DIGITS = 15
_FIRST_DAY = date(1980, 1, 1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LIST = "；"


def write(extract: Extract) -> bytes:
    """The workbook, with a sheet for each table that is not empty; the observations first.

    Raises:
        UsageError: a table or one of its cells is larger than a sheet can hold.
    """
    from xlsxwriter import Workbook  # which other formats need not wait for

    tables = {name: found for name in _ORDER if (found := ROWS[name](extract))}
    if not tables:
        return b""
    titles = load_titles()
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        day = datetime.combine(_day(extract), datetime.min.time())
        book.set_properties({"title": _LIST.join(_reports(extract)), "comments": LICENCE, "created": day})
        for name, rows in tables.items():
            _Sheet(book, titles[name]["title"]["zh"]).table(TABLES[name].columns, titles[name], rows)
        _Sheet(book, titles["notes"]["title"]["zh"]).lines(_notes(extract, tuple(tables), titles))
    return file.getvalue()


class _Sheet:
    """A sheet of a workbook and the formats of its cells."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._sheet: Worksheet = book.add_worksheet(_legal(name))
        self._formats: dict[str, Format] = {}
        self._book = book

    def table(
        self, columns: Sequence[Column], titles: Mapping[str, Mapping[str, str]], rows: Sequence[Row]
    ) -> None:
        """Headings and rows; the headings stay in sight, and every column can be filtered."""
        _check(rows)
        title = self._book.add_format({"bold": True, "bg_color": "#e8edf2", "bottom": 4})
        name = self._book.add_format({"italic": True, "font_color": "#4a5560", "bottom": 1})
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, titles[column.name]["zh"], title)
            self._sheet.write_string(1, place, column.name, name)
            heads = [cell_len(titles[column.name]["zh"]) + 2, cell_len(column.name) + 4]  # for the filter
            for line, row in enumerate(rows, start=_HEADINGS):
                self._cell(line, place, row[column.name], column)
            self._sheet.set_column(place, place, _width(column, heads, rows))
        last = len(rows) + _HEADINGS - 1
        self._sheet.freeze_panes(_HEADINGS, 0)
        self._sheet.autofilter(_HEADINGS - 1, 0, last, len(columns) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # sections look like numbers

    def lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Lines of words, with no heading."""
        for number, line in enumerate(lines):
            for place, words in enumerate(line):
                self._sheet.write_string(number, place, _legal(words))
        for place in range(max(map(len, lines))):
            widths = [cell_len(line[place]) for line in lines if len(line) > place]
            self._sheet.set_column(place, place, min(_WIDEST, max(widths) + 2))

    def _cell(self, line: int, place: int, words: str, column: Column) -> None:
        if not words:
            return
        if base(column) == "boolean":
            self._sheet.write_boolean(line, place, words == "true")
        elif (number := _number(words)) is not None and _counts(column):
            self._sheet.write_number(line, place, number, self._format(_look(words, column)))
        else:
            self._sheet.write_string(line, place, _legal(words))

    def _format(self, look: str) -> Format:
        if look not in self._formats:
            self._formats[look] = self._book.add_format({"num_format": look})
        return self._formats[look]


def _legal(words: str) -> str:
    return legal(words.encode()).decode()


def _check(rows: Sequence[Row]) -> None:
    longest = max(len(words) for row in rows for words in row.values())
    if len(rows) > _MOST_ROWS or longest > _LONGEST_CELL:
        raise UsageError(
            f"a sheet holds {_MOST_ROWS:,} rows and {_LONGEST_CELL:,} characters in a cell; take a part of "
            f"the graph, or the tables as CSV"
        )


def _counts(column: Column) -> bool:
    """Whether numbers of a column are amounts: by its type, or because it holds them as printed."""
    return base(column) in ("integer", "decimal") or column.property == f"{DP}valueText"


def _number(words: str) -> float | None:
    """The number that some words are, unless a workbook would round it."""
    digits = sum(map(str.isdecimal, words))
    if _NUMBER.fullmatch(words) is None or digits > _EXACT_DIGITS:
        return None
    return float(words.replace(",", ""))


def _look(words: str, column: Column) -> str:
    """The format in which a number looks as printed; a decimal that the report does not print is grouped."""
    found = _NUMBER.fullmatch(words)
    decimals = len(found[1] or "") if found else 0
    grouped = "," in words or column.datatype == "decimal"
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")


def _width(column: Column, heads: Sequence[int], rows: Sequence[Row]) -> int:
    """Width in characters of Latin text, of which a Chinese one takes two; IRIs are cut."""
    if any(row[column.name].startswith("https://") for row in rows):
        return _IRI_WIDTH
    widest = max((cell_len(row[column.name]) for row in rows), default=0) + 1
    return max(_NARROWEST, *heads, min(_WIDEST, widest))


def _day(extract: Extract) -> date:
    """The day of the latest report; never that of the run, so that the same graph gives the same bytes."""
    owns = [extract.described.get(report, {}) for report in _documents(extract)]
    days = [first(own, f"{DP}printedOn") or first(own, f"{DCT}issued") for own in owns]
    return max((date.fromisoformat(day) for day in days if _DAY.fullmatch(day)), default=_FIRST_DAY)


def _documents(extract: Extract) -> list[str]:
    return sorted(t for t, category in extract.terms.classes.items() if category == f"{DP}PlanDocument")


def _reports(extract: Extract) -> list[str]:
    return [extract.terms.zh(report) for report in _documents(extract)]


def _notes(extract: Extract, names: Sequence[str], titles: Titles) -> list[list[str]]:
    """Where the tables come from, and what each of their columns holds."""
    words = {key: said["zh"] for key, said in titles["notes"].items()}
    lines = [[words["report"], title] for title in _reports(extract)]
    lines += [[words["graph"], digest(extract.whole)], [words["licence"], LICENCE], []]
    lines.append([words[key] for key in ("sheet", "column", "chinese", "english")])
    for name in names:
        sheet = titles[name]["title"]["zh"]
        lines += [
            [sheet, column.name, titles[name][column.name]["zh"], titles[name][column.name]["en"]]
            for column in TABLES[name].columns
        ]
    return lines
