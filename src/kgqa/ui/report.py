"""The text of the reports, and where in it a span stands: paragraph, section and heading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kgqa.errors import GraphError
from kgqa.graph.store import Store
from kgqa.ui.contract import Evidence

_DOCUMENTS = """SELECT ?id ?title (LANG(?title) AS ?language) WHERE {
  ?document a dp:PlanDocument ; dct:identifier ?id ; dct:title ?title } ORDER BY ?id"""
_SECTIONS = """SELECT ?id ?number ?start ?end ?title (LANG(?title) AS ?language) WHERE {
  ?section a dp:Section ; dp:number ?number ; dct:title ?title ; dct:isPartOf+ ?document .
  ?document a dp:PlanDocument ; dct:identifier ?id
  OPTIONAL { ?section dp:order ?order ; dp:statedIn ?span . ?span dp:start ?start ; dp:end ?end }
} ORDER BY ?order"""
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


@dataclass(frozen=True)
class Block:
    """A paragraph, or the part of one under a run-in heading.

    ``start`` is its offset in the text, ``section`` the number of its section, ``opens`` the same when the
    block is the title of the section; ``heading`` are the words of its run-in heading, ``translated`` that
    heading in the language of the reader when that is not the report's.
    """

    start: int
    text: str
    section: str
    opens: str
    heading: str
    translated: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


class Reports:
    """The normalised text of each report, with titles of reports, sections and headings by language."""

    def __init__(self, texts: Mapping[str, str], store: Store) -> None:
        self._texts = texts
        self._lines = {document: _line_starts(text) for document, text in texts.items()}
        self._titles = {(r["id"], r["language"]): r["title"] for r in store.select(_DOCUMENTS)}
        rows = store.select(_SECTIONS)
        self._sections = {(r["id"], r["number"], r["language"]): r["title"] for r in rows}
        self._opening = {
            (r["id"], r["number"]): (int(r["start"]), int(r["end"])) for r in rows if "start" in r
        }
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

    def text(self, document: str) -> str:
        """The normalised text of a report, or the empty string where it is not at hand."""
        return self._texts.get(document, "")

    def blocks(self, document: str, language: str) -> list[Block]:
        """The text cut into its paragraphs, and these where a section or a run-in heading begins or ends."""
        text, lines = self._texts[document], self._lines[document]
        sections = {
            lines[bisect_right(lines, start) - 1]: (number, end)
            for (d, number), (start, end) in self._opening.items()
            if d == document
        }
        headings = {
            at: title
            for (d, _, spoken), found in self._headings.items()
            if d == document and spoken == "zh"
            for at, title in found
        }
        # The full stop after a title belongs to it.
        closing = {end + (text[end : end + 1] in ("。", "\n")) for _, end in sections.values()}
        cuts = sorted({at for at in (*lines, *headings, *closing) if at < len(text)} | {len(text)})
        blocks, number = [], ""
        for start, end in pairwise(cuts):
            opens = sections[start][0] if start in sections else ""
            number = opens or number
            words = text[start:end].rstrip("\n")
            run_in = headings.get(start, "")
            if words:
                translated = self._spoken(document, number, start, language)
                blocks.append(Block(start, words, number, opens, words[: len(run_in)], translated))
        return blocks

    def _spoken(self, document: str, number: str, start: int, language: str) -> str:
        """The title of the heading that begins at an offset, in a language other than the report's."""
        found = self._headings.get((document, number, language), []) if language != "zh" else []
        return next((title for at, title in found if at == start), "")

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
