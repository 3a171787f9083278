"""Report files of every kind to their source text: plain text, or a Word document paragraph by paragraph.

The text of a Word document has one line for a paragraph or a row of a table, ``**`` around bold words, and
the numbers of headings that Word counts by itself. Offsets of such a report refer to this text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError
from kgqa.text.normalise import read_source
from kgqa.text.numerals import ORDINALS, PART_MARK, SECTION_MARK

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_OTHER_FILES = frozenset(
    (".doc", ".pdf", ".wps", ".rtf", ".odt", ".ofd", ".html", ".htm", ".xls", ".xlsx", ".ppt", ".pptx")
)
_OTHER_BYTES = {b"%PDF-": "a PDF", b"\xd0\xcf\x11\xe0": "an old Word file", b"{\\rtf": "an RTF file"}
_WORD_BYTES = b"PK\x03\x04"
_PAGE = re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE)
_SAVE = "save it as text (UTF-8) or .docx and give that file"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([12])", re.IGNORECASE)
_NUMBERED = re.compile(rf"^(?:{PART_MARK}|{SECTION_MARK})")


def read_report(path: Path) -> str:
    """Source text of a report: ``.docx``, or text in UTF-8 or GB18030.

    Raises:
        InputError: the file is missing, empty, damaged, or of a kind that is not read.
    """
    if path.suffix.lower() in _OTHER_FILES and path.is_file():
        raise InputError(f"{path} is a {path.suffix.lower()} file, which is not read; {_SAVE}")
    begins = _first_bytes(path)
    for mark, kind in _OTHER_BYTES.items():
        if begins.startswith(mark):
            raise InputError(f"{path} is {kind}, which is not read; {_SAVE}")
    if _PAGE.match(begins):
        raise InputError(f"{path} is a web page, which is not read; {_SAVE}")
    if path.suffix.lower() == ".docx" or begins.startswith(_WORD_BYTES):
        return _word(path)
    return read_source(path)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(256)
    except OSError:
        return b""  # read_source says why


def _word(path: Path) -> str:
    import zipfile

    import docx
    from docx.opc.exceptions import OpcError

    if not path.exists():
        return read_source(path)
    try:
        document = docx.Document(str(path))
        lines = list(_lines(document))
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{path} is no Word document that can be opened; {_SAVE}") from error
    text = "\n\n".join(lines)
    if not text.strip():
        raise InputError(f"{path} is empty; give a report as text or .docx")
    return text


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    blocks = list(document.iter_inner_content())
    paragraphs = [b for b in blocks if not isinstance(b, Table)]
    counted = not any(_NUMBERED.match(p.text.strip()) for p in paragraphs)
    numbers = _HeadingNumbers()
    for block in blocks:
        if isinstance(block, Table):
            yield from _rows(block)
        elif block.text.strip():
            level = _level(block) if counted else 0
            yield numbers.next(level) + _marked(block)


class _HeadingNumbers:
    """Numbers of headings that Word counts and a paragraph's text does not hold."""

    def __init__(self) -> None:
        self.part = self.section = 0

    def next(self, level: int) -> str:
        """一、 for the first level, （一） for the second, nothing for other paragraphs."""
        if level == 1:
            self.part, self.section = self.part + 1, 0
            return f"{_numeral(self.part)}、"
        if level == 2:
            self.section += 1
            return f"（{_numeral(self.section)}）"
        return ""


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else ("十" if tens == 1 else f"{ORDINALS[tens - 1]}十")
    return lead + (ORDINALS[ones - 1] if ones else "")


def _level(paragraph: Paragraph) -> int:
    match = _HEADING_STYLE.fullmatch((paragraph.style.name if paragraph.style else None) or "")
    return int(match[1]) if match else 0


def _marked(paragraph: Paragraph) -> str:
    """The words of a paragraph in one line, ``**`` where bold begins and ends, unless all of it is bold."""
    runs = [(run.text, bool(run.bold)) for run in _runs(paragraph) if run.text]
    if all(bold for text, bold in runs if text.strip()):
        runs = [(text, False) for text, _ in runs]
    written, inside = "", False
    for text, bold in runs:
        if bold != inside and text.strip():
            written, inside = f"{written}**", bold
        written += text
    return re.sub(r"\s*\n\s*", " ", written.strip() + ("**" if inside else ""))


def _runs(paragraph: Paragraph) -> Iterator[Any]:
    """Runs of a paragraph, those of its links among them."""
    for item in paragraph.iter_inner_content():
        yield from getattr(item, "runs", [item])


def _rows(table: Table) -> Iterator[str]:
    """Each row as a line that ends like a clause; a cell that spans columns is told once."""
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            words = " ".join(cell.text.split())
            if id(cell._tc) not in seen and words:
                cells.append(words)
            seen.add(id(cell._tc))
        if cells:
            yield f"{'，'.join(cells)}；"
