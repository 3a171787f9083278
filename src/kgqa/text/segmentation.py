"""Structure of a normalised report: sections, run-in headings, sentences, clauses, as spans of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kgqa.text.normalise import NormalisedText
from kgqa.text.numerals import ORDINALS, chinese_number

_PART = re.compile(rf"^第?([{ORDINALS}]+)(?:[、.．,]|部分[：:]?)\s*([^，。；]{{2,40}})$")
_SECTION = re.compile(rf"^[（(]([{ORDINALS}]+)[)）]((?:[^。；！？;!?.]|\.(?=\d)){{2,40}})(?:[。；：;:.]|$)")
_ORDINAL_LEAD = re.compile(rf"^[{ORDINALS}]+是")
_SENTENCE_END = "。！？\n"
_TYPED_END = ".!?"  # typed for Chinese marks: they end a sentence after Chinese text
_CLAUSE_END = "，；：。！？"
_HALF_WIDTH = ",;:!?"  # typed for Chinese marks beside Chinese text; 1,807 and 8:30 stay whole
_RATIO = re.compile(r"(?<=\d)：(?=\d)")
_OPEN, _CLOSE = "“（《(〈‘", "”）》)〉’"
_HEADING_LENGTH = 18
_VERBLESS = re.compile(r"[，、；：\d]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_TITLE_LENGTH = 30
_BEGINS_LATE = 0.4  # of the text: a glossary stands in what follows


@dataclass(frozen=True, order=True)
class Span:
    """Half-open range of the normalised text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Section:
    """A numbered part of the report.

    ``1.0`` is the opening of part one, ``1.9`` what follows its section ``1.8``, when that is the last.
    """

    number: str
    title: str
    span: Span
    title_span: Span | None
    glossary: bool = False


@dataclass(frozen=True)
class Titles:
    """Words that make a line a title: of a part that bears no number, and of a glossary at the end."""

    parts: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A run-in heading of a paragraph and the text it governs."""

    title: str
    section: str
    span: Span
    scope: Span


@dataclass(frozen=True)
class Sentence:
    """A sentence with its section and the heading that governs it."""

    span: Span
    section: str
    heading: Heading | None
    paragraph: Span


@dataclass(frozen=True)
class Document:
    """A report's text with its structure."""

    text: str
    digest: str
    sections: tuple[Section, ...]
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """Sentences that report and plan: all but those of a glossary."""
        return tuple(s for s in self.sentences if s.section not in self._glossaries)

    @cached_property
    def glossary(self) -> tuple[Sentence, ...]:
        """Sentences that explain words, after the report's end."""
        return tuple(s for s in self.sentences if s.section in self._glossaries)

    @cached_property
    def _glossaries(self) -> frozenset[str]:
        return frozenset(s.number for s in self.sections if s.glossary)

    def section_at(self, offset: int) -> Section:
        """The section in which an offset of the text lies."""
        found = [s for s in self.sections if s.span.start <= offset < s.span.end]
        return found[-1] if found else self.sections[-1]


def split_spans(text: str, span: Span, marks: str) -> list[Span]:
    """Pieces of a span between marks that stand outside quotation marks and brackets; marks are left out."""
    pieces: list[Span] = []
    depth = 0
    start = span.start
    for index in range(span.start, span.end):
        char = text[index]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and (depth == 0 or char in _SENTENCE_END) and not _within_number(text, index):
            if index > start:
                pieces.append(Span(start, index))
            start = index + 1
            depth = 0 if char in _SENTENCE_END else depth
    if span.end > start:
        pieces.append(Span(start, span.end))
    return pieces


def clauses(text: str, sentence: Span) -> list[Span]:
    """Clauses of a sentence, parted by comma, semicolon or colon."""
    return split_spans(text, sentence, _CLAUSE_END + _HALF_WIDTH)


def _within_number(text: str, index: int) -> bool:
    """Whether a mark stands within a number or words in Latin letters, as in 1,807 and 22：30：47."""
    if text[index] == ".":
        return not (
            _CHINESE.match(text[index - 1 : index]) or text[index - 1 : index] in ("%", ")", "）", "”")
        )
    if text[index] in _HALF_WIDTH:
        return text[index + 1 : index + 2].isascii() and text[index - 1].isascii()
    return bool(_RATIO.match(text, index))


class _Opened(NamedTuple):
    """A section where it begins."""

    number: str
    title: str
    start: int
    title_span: Span | None
    glossary: bool = False


@dataclass
class _Outline:
    """Builder of sections while paragraphs are read in order."""

    part: int = 0
    part_title: str = ""
    part_span: Span | None = None
    section: int = 0
    closing: bool = False
    alone: bool = False  # the section's heading is all there is of it yet

    def number(self) -> str:
        if not self.part:
            return "0"
        return f"{self.part}.{self.section}"


def segment(normalised: NormalisedText, titles: Titles | None = None) -> Document:
    """Sections, headings and sentences of a report."""
    text, known = normalised.text, titles or Titles()
    outline = _Outline()
    opened: list[_Opened] = [_Opened("0", "", 0, None)]
    headings: list[tuple[str, str, Span, int]] = []
    sentences: list[tuple[Span, str, int | None, Span]] = []
    heading: int | None = None
    paragraphs = split_spans(text, Span(0, len(text)), "\n")
    last_sections = _last_sections(text, paragraphs)
    numbered = any(_PART.match(p.of(text)) for p in paragraphs)
    for paragraph in paragraphs:
        words = paragraph.of(text)
        if opened[-1].glossary:
            pieces = split_spans(text, paragraph, _SENTENCE_END + _TYPED_END)
            sentences += [(piece, outline.number(), None, paragraph) for piece in pieces]
            continue
        late = outline.part > 0 and paragraph.start > _BEGINS_LATE * len(text)
        if late and _is_title(words, known.glossary):
            outline = _Outline(part=outline.part + 1, part_title=words)
            opened.append(_Opened(outline.number(), words, paragraph.start, paragraph, True))
            heading = None
            continue
        part = _part(words, outline, () if numbered else known.parts)
        if part:
            outline = part
            opened.append(_Opened(outline.number(), part.part_title, paragraph.start, paragraph))
            heading = None
            continue
        body = paragraph
        section = _SECTION.match(words)
        if section and outline.part:
            outline.section = int(chinese_number(section[1]) or 0)
            title = Span(paragraph.start + section.start(2), paragraph.start + section.end(2))
            opened.append(_Opened(outline.number(), section[2], paragraph.start, title))
            body = Span(min(title.end + 1, paragraph.end), paragraph.end)
            heading = None
        pieces = split_spans(text, body, _SENTENCE_END + _TYPED_END)
        first_heading = next((i for i, p in enumerate(pieces) if _is_heading(normalised, p, i == 0)), None)
        after_last = outline.section and paragraph.start > last_sections.get(outline.part, len(text))
        alone, outline.alone = outline.alone, bool(section and not pieces)
        if after_last and not alone and first_heading != 0 and not outline.closing and pieces:
            outline.section += 1
            outline.closing = True
            heading = None
            opened.append(_Opened(outline.number(), "", paragraph.start, None))
        for index, piece in enumerate(pieces):
            if _is_heading(normalised, piece, index == 0):
                headings.append((piece.of(text), outline.number(), piece, len(sentences)))
                heading = len(headings) - 1
                continue
            sentences.append((piece, outline.number(), heading, paragraph))
    return _assemble(normalised, opened, headings, sentences)


def _part(words: str, outline: _Outline, titles: tuple[str, ...]) -> _Outline | None:
    """The part that a paragraph opens by its number, or, where parts bear none, by its title."""
    if match := _PART.match(words):
        return _Outline(part=int(chinese_number(match[1]) or 0), part_title=match[2])
    if len(words) <= _TITLE_LENGTH and not re.search(r"[，。；：]|^关于", words) and words.endswith(titles):
        return _Outline(part=outline.part + 1, part_title=words)
    return None


def _is_title(words: str, titles: tuple[str, ...]) -> bool:
    """Whether a line says one of the titles, perhaps between marks and after 附件："""
    found = _CHINESE.findall(words)
    return len(words) <= _TITLE_LENGTH and bool(found) and found[-1].endswith(titles) and "。" not in words


def _last_sections(text: str, paragraphs: list[Span]) -> dict[int, int]:
    """Where the last numbered section of each part begins."""
    found: dict[int, int] = {}
    part = 0
    for paragraph in paragraphs:
        words = paragraph.of(text)
        if match := _PART.match(words):
            part = int(chinese_number(match[1]) or 0)
        elif _SECTION.match(words):
            found[part] = paragraph.start
    return found


def _is_heading(normalised: NormalisedText, piece: Span, first: bool) -> bool:
    """A bold short sentence, or a short one without comma or digit that opens a paragraph."""
    words = piece.of(normalised.text)
    if _ORDINAL_LEAD.match(words) or len(words) < 4:
        return False
    bold = sum(
        min(piece.end, b) - max(piece.start, a)
        for a, b in normalised.bold
        if a < piece.end and b > piece.start
    )
    if bold * 2 >= len(words):
        return True
    followed = normalised.text[piece.end : piece.end + 1] == "。" and normalised.text[
        piece.end + 1 : piece.end + 2
    ] not in ("", "\n")
    return first and followed and len(words) <= _HEADING_LENGTH and not _VERBLESS.search(words)


def _assemble(
    normalised: NormalisedText,
    opened: list[_Opened],
    headings: list[tuple[str, str, Span, int]],
    sentences: list[tuple[Span, str, int | None, Span]],
) -> Document:
    text = normalised.text
    with_sections = {o.number.split(".")[0] for o in opened if o.number.partition(".")[2] not in ("", "0")}

    def final(number: str) -> str:
        part, _, section = number.partition(".")
        return number if section != "0" or part in with_sections else part

    sections = []
    for index, one in enumerate(opened):
        end = opened[index + 1].start if index + 1 < len(opened) else len(text)
        if end > one.start:
            span = Span(one.start, end)
            sections.append(Section(final(one.number), one.title, span, one.title_span, one.glossary))
    governed: dict[int, list[Span]] = {}
    for span, _, heading, _ in sentences:
        if heading is not None:
            governed.setdefault(heading, []).append(span)
    built = [
        Heading(
            title,
            final(number),
            span,
            Span(span.start, max([s.end for s in governed.get(i, [])], default=span.end)),
        )
        for i, (title, number, span, _) in enumerate(headings)
    ]
    return Document(
        text=text,
        digest=normalised.digest,
        sections=tuple(sections),
        headings=tuple(built),
        sentences=tuple(
            Sentence(span, final(number), built[heading] if heading is not None else None, paragraph)
            for span, number, heading, paragraph in sentences
        ),
    )
