"""Answers as a Word document: headings, the answer, its figures, and each quote bold in its paragraph.

The same answers give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kgqa.ui.handout import Handout, Quote
from kgqa.ui.texts import Texts

if TYPE_CHECKING:
    from docx.document import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can tell
_LATIN, _CHINESE = "Calibri", "Microsoft YaHei"
_CONTROL = {c: None for c in range(32) if chr(c) not in "\t\n"} | {0xFFFE: None, 0xFFFF: None}


def as_word(given: Sequence[Handout], texts: Texts) -> bytes:
    """The answers as ``.docx``."""
    import docx

    document = docx.Document()
    _dress(document, texts.language)
    document.core_properties.title = _clean(given[0].question if len(given) == 1 else texts.say("app"))
    document.core_properties.author = texts.say("app")
    document.core_properties.created = document.core_properties.modified = datetime(*_MOMENT[:3])
    if len(given) > 1:
        document.add_heading(texts.say("app"), 0)
    for one in given:
        _answer(document, one, texts)
    written = io.BytesIO()
    document.save(written)
    return _same_bytes(written.getvalue())


def _answer(document: Document, given: Handout, texts: Texts) -> None:
    document.add_heading(_clean(given.question), 1)
    document.add_paragraph().add_run(_clean(given.text)).bold = True
    if given.understood:
        document.add_paragraph(_clean(f"{texts.say('understood')}: {given.understood}"))
    if given.columns:
        _table(document, given.columns)
    if given.quotes:
        document.add_heading(texts.say("evidence"), 2)
    for quote in given.quotes:
        _quote(document, quote)
    document.add_paragraph(_clean(given.address), style="Caption")


def _table(document: Document, columns: Mapping[str, Sequence[str]]) -> None:
    rows = [tuple(columns), *zip(*columns.values(), strict=True)]
    table = document.add_table(rows=len(rows), cols=len(columns), style="Light Grid Accent 1")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = _clean(words)


def _quote(document: Document, quote: Quote) -> None:
    paragraph = document.add_paragraph(style="Quote")
    for piece in quote.pieces:
        run = paragraph.add_run(_clean(piece.text))
        run.italic, run.bold = False, piece.marked
    document.add_paragraph(_clean(f"— {quote.place}"))


def _dress(document: Document, language: str) -> None:
    """Fonts for both scripts in every style, and the language that Word checks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    for style in document.styles:
        if style.type not in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE):
            continue
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [a for a in fonts.attrib if "heme" in a]:
            del fonts.attrib[attribute]
        for script in ("w:ascii", "w:hAnsi"):
            fonts.set(qn(script), _LATIN)
        fonts.set(qn("w:eastAsia"), _CHINESE)
    document.core_properties.language = "zh-CN" if language == "zh" else "en"


def _clean(words: str) -> str:
    """Words without characters that XML cannot hold."""
    return words.translate(_CONTROL)


def _same_bytes(written: bytes) -> bytes:
    """The same ZIP file without the moment at which it was written."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
