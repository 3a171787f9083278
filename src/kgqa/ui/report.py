"""The text of the reports, and where in it a span stands: paragraph, section and heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.graph.store import Store
from kgqa.ui.contract import Evidence

_DOCUMENTS = """SELECT ?id ?title (LANG(?title) AS ?language) WHERE {
  ?document a dp:PlanDocument ; dct:identifier ?id ; dct:title ?title } ORDER BY ?id"""
_SECTIONS = """SELECT ?id ?number ?title (LANG(?title) AS ?language) WHERE {
  ?section a dp:Section ; dp:number ?number ; dct:title ?title ; dct:isPartOf+ ?document .
  ?document a dp:PlanDocument ; dct:identifier ?id }"""
_HEADINGS = """SELECT ?id ?number ?start ?title (LANG(?title) AS ?language) WHERE {
  ?heading a dp:Heading ; dct:title ?title ; dp:order ?start ; dp:inSection ?section .
  ?section dp:number ?number ; dct:isPartOf+ ?document . ?document a dp:PlanDocument ; dct:identifier ?id
} ORDER BY ?start"""


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph; ``marked`` when it is a quote."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Passage:
    """A paragraph with the quotes that stand in it, and its place in the outline."""

    document: str
    section: str
    title: str
    heading: str
    paragraph: str
    start: int
    spans: tuple[tuple[int, int], ...]

    def pieces(self) -> list[Piece]:
        """The paragraph cut at the bounds of its quotes."""
        return cut(self.paragraph, self.start, self.spans)


class Reports:
    """The normalised text of each report, with titles of reports, sections and headings by language."""

    def __init__(self, texts: Mapping[str, str], store: Store) -> None:
        self._texts = texts
        self._lines = {document: _line_starts(text) for document, text in texts.items()}
        self._titles = {(r["id"], r["language"]): r["title"] for r in store.select(_DOCUMENTS)}
        rows = store.select(_SECTIONS)
        self._sections = {(r["id"], r["number"], r["language"]): r["title"] for r in rows}
        self._headings: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        for row in store.select(_HEADINGS):
            key = (row["id"], row["number"], row["language"])
            self._headings.setdefault(key, []).append((int(row["start"]), row["title"]))

    @property
    def documents(self) -> tuple[str, ...]:
        """Identifiers of the reports."""
        return tuple(dict.fromkeys(document for document, _ in self._titles))

    def title(self, document: str, language: str) -> str:
        """Title of a report."""
        zh = self._titles.get((document, "zh"), document)
        return self._titles.get((document, language), zh)

    def section_title(self, document: str, number: str, language: str) -> str:
        """Title of a section, or the empty string."""
        zh = self._sections.get((document, number, "zh"), "")
        return self._sections.get((document, number, language), zh)

    def heading(self, evidence: Evidence, language: str) -> str:
        """The heading of the paragraph that a span stands under, or the empty string."""
        key = (evidence["document"], evidence["section"])
        headings = self._headings.get((*key, language)) or self._headings.get((*key, "zh"), [])
        at = bisect_right([start for start, _ in headings], evidence["start"]) - 1
        if at < 0 or headings[at][0] < self._paragraph(evidence)[0]:
            return ""
        return headings[at][1]

    def passages(self, evidence: Iterable[Evidence], language: str) -> list[Passage]:
        """Paragraphs of spans, in their order; spans under one heading of a paragraph share a passage."""
        grouped: dict[tuple[str, int, str], list[Evidence]] = {}
        for one in evidence:
            heading = self.heading(one, language)
            grouped.setdefault((one["document"], self._paragraph(one)[0], heading), []).append(one)
        return [self._passage(key[2], group, language) for key, group in grouped.items()]

    def _passage(self, heading: str, group: Sequence[Evidence], language: str) -> Passage:
        first = group[0]
        start, paragraph = self._paragraph(first)
        return Passage(
            document=first["document"],
            section=first["section"],
            title=self.section_title(first["document"], first["section"], language),
            heading=heading,
            paragraph=paragraph,
            start=start,
            spans=tuple((e["start"], e["end"]) for e in group),
        )

    def _paragraph(self, evidence: Evidence) -> tuple[int, str]:
        """Start and text of the paragraph; the quote itself where the text of the report is not at hand."""
        text = self._texts.get(evidence["document"], "")
        if text[evidence["start"] : evidence["end"]] != evidence["quote"]:
            return evidence["start"], evidence["quote"]
        starts = self._lines[evidence["document"]]
        start = starts[bisect_right(starts, evidence["start"]) - 1]
        end = text.find("\n", max(start, evidence["end"] - 1))
        return start, text[start : end if end >= 0 else len(text)]


def open_reports(folder: Path, store: Store, lenient: bool = False) -> Reports:
    """The reports whose text lies beside the graph as ``<document>.txt``.

    Args:
        lenient: a text may be missing, as a store elsewhere may hold reports whose files are not here; only
            their quotes are shown.

    Raises:
        GraphError: a text cannot be read.
    """
    texts = {}
    for row in store.select(_DOCUMENTS):
        path = folder / f"{row['id']}.txt"
        if lenient and not path.is_file():
            continue
        try:
            texts[row["id"]] = path.read_text(encoding="utf-8")
        except OSError as error:
            raise GraphError(f"{path} cannot be read; kgqa build writes it beside the graph") from error
    return Reports(texts, store)


def cut(text: str, offset: int, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """A text that starts at an offset, cut at the bounds of spans that may overlap or reach outside."""
    marked = [False] * len(text)
    for start, end in spans:
        for at in range(max(start - offset, 0), min(end - offset, len(text))):
            marked[at] = True
    pieces: list[Piece] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marked[at] != marked[begin]:
            pieces.append(Piece(text[begin:at], marked[begin]))
            begin = at
    return pieces


def excerpt(passage: Passage, reach: int) -> list[Piece]:
    """The pieces of a passage with unmarked stretches cut to the sentences that reach into a quote."""
    pieces = passage.pieces()
    short = []
    for index, piece in enumerate(pieces):
        if piece.marked or len(piece.text) <= reach:
            short.append(piece)
            continue
        head = _first_sentence(piece.text, reach) if index > 0 else ""
        tail = _last_sentence(piece.text, reach) if index < len(pieces) - 1 else ""
        short.append(Piece(f"{head}……{tail}", False))
    return short


def _first_sentence(text: str, reach: int) -> str:
    end = text.find("。", 0, reach)
    return text[: end + 1] if end >= 0 else text[:reach]


def _last_sentence(text: str, reach: int) -> str:
    begin = text.rfind("。", max(0, len(text) - reach))
    return text[begin + 1 :] if begin >= 0 else text[-reach:]


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
