"""One function from a graph and what is asked for to the bytes of a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kgqa.errors import GraphError, UsageError
from kgqa.export.extract import Extract, extract
from kgqa.export.picture import page, png, svg
from kgqa.export.picture.composition import SMALLEST, Arrangement, Frame, arrange, compose
from kgqa.export.picture.fonts import Typeface, typeface
from kgqa.export.picture.reduction import Drawing, reduce
from kgqa.export.picture.scene import Scene
from kgqa.export.picture.views import Part, view
from kgqa.export.picture.words import Words, check_language, load_words
from kgqa.export.rdf import digest
from kgqa.export.writing import replace_file
from kgqa.graph.store import Store

_LEAST, _LARGEST_SIDE, _MOST_PIXELS = (480, 320), 20_000, 100_000_000
_DPI = (36, 1200)
_DIGITS = 12
_FEWEST = 3
_TRIALS, _NEAR = 5, 3
_MOST_NAMED = 3


@dataclass(frozen=True)
class Style:
    """How a picture looks.

    ``width`` and ``height`` are in pixels of 1/96 inch, ``dpi`` are the pixels of a PNG to the inch, ``most``
    is the largest number of cards, ``font`` a font file instead of the one that is found.
    """

    language: str = "zh"
    width: int = 1600
    height: int = 900
    dpi: int = 192
    most: int = 60
    title: str = ""
    font: Path | None = None

    def check(self) -> None:
        """Raise UsageError for a language, size or number that gives no picture."""
        check_language(self.language)
        if self.width < _LEAST[0] or self.height < _LEAST[1] or max(self.width, self.height) > _LARGEST_SIDE:
            raise UsageError(
                f"a size of {self.width}x{self.height} gives no picture; "
                f"use {_LEAST[0]}x{_LEAST[1]} to {_LARGEST_SIDE}x{_LARGEST_SIDE}"
            )
        if not _DPI[0] <= self.dpi <= _DPI[1]:
            raise UsageError(f"a resolution of {self.dpi} dpi is out of range; use {_DPI[0]} to {_DPI[1]}")
        if self.width * self.height * (self.dpi / png.INCH) ** 2 > _MOST_PIXELS:
            raise UsageError("size and resolution give more than 100 megapixels; make one of them smaller")
        if self.most < _FEWEST:
            raise UsageError(f"at most {self.most} is no number of cards; use {_FEWEST} or more")


class Atlas:
    """A graph opened for drawing: its network and its digest are made once, for many pictures."""

    def __init__(self, store: Store) -> None:
        self.whole: Extract = extract(store)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the graph as ``kgqa export nquads`` writes it."""
        return digest(self.whole.whole)

    def documents(self) -> list[Mapping[str, str]]:
        """Id, date and whether it is a draft, of each report, by their IRI."""
        return [
            {"id": node, **{k: str(v) for k, v in data.items()}}
            for node, data in self.whole.network.nodes(data=True)
            if data["class"] == "PlanDocument"
        ]

    def numbers(self, titles: frozenset[str]) -> list[str]:
        """Numbers of the sections with some titles."""
        return sorted(
            str(data["number"])
            for _, data in self.whole.network.nodes(data=True)
            if data["class"] == "Section" and data["label"] in titles and "number" in data
        )


@dataclass(frozen=True)
class Picture:
    """A drawn part: what it shows, and its measured pieces."""

    drawing: Drawing
    scene: Scene
    face: Typeface
    words: Words


def picture(atlas: Atlas, part: Part, style: Style) -> Picture:
    """Draw a part of a graph with as many cards as can be read at the size asked for.

    Raises:
        UsageError: a name, class, size or font is no good, or two parts are asked for at once.
        GraphError: nothing is left to draw.
    """
    style.check()
    words = load_words(style.language, atlas.whole.terms)
    if not atlas.whole.network:
        raise GraphError("nothing to draw; build the graph first")
    face = typeface(style.font)
    shown = view(atlas.whole, part, words)

    def draw(most: int) -> Arrangement:
        drawing = reduce(shown, most, words)
        drawing = replace(drawing, title=style.title) if style.title else drawing
        frame = Frame(style.width, style.height, _source(atlas, drawing, words))
        return arrange(drawing, frame, words, face)

    found = _most_that_fit(draw, min(style.most, len(shown.ranked)), 1.0 if shown.levels else 2.0)
    return Picture(found.drawing, compose(found, words.language, face), face, words)


def _most_that_fit(draw: Callable[[int], Arrangement], most: int, power: float) -> Arrangement:
    """The arrangement of the most cards, in a few trials, whose words can be read.

    ``power`` says how the room grows with the size of cards: a column with its height, a map with its area.
    """
    drawn = draw(most)
    if drawn.scale >= SMALLEST:
        return drawn
    low, high, best = _FEWEST, most, None
    trial = int(high * (drawn.scale / SMALLEST) ** power)
    for _ in range(_TRIALS):
        trial = max(low, min(trial, high - 1))
        drawn = draw(trial)
        if drawn.scale >= SMALLEST:
            low, best = trial, drawn
        else:
            high = trial
        if high - low < _NEAR:
            break
        trial = (low + high) // 2
    return best or draw(_FEWEST)


def _source(atlas: Atlas, drawing: Drawing, words: Words) -> str:
    """Report, its section where all comes from one, its date, and the digest of the graph."""
    documents = atlas.documents()
    label = "label_en" if words.language == "en" else "label"
    told = [words.say("source", title=d[label]) for d in documents[:_MOST_NAMED]]
    if len(documents) > _MOST_NAMED:
        told = [words.say("several_reports", count=len(documents))]
    if len(documents) == 1:
        (report,) = documents
        numbers = atlas.numbers(drawing.sections) if len(drawing.sections) == 1 else []
        told += [words.say("section", number=n) for n in numbers[:1]]
        told += [words.say("draft")] if report.get("draft") == "True" else []
        told += [words.say("date", date=report["printedOn"])] if report.get("printedOn") else []
    return " · ".join([*told, words.say("graph", digest=atlas.digest[:_DIGITS])])


Writer = Callable[[Picture, Atlas, Style], bytes]


def _svg(drawn: Picture, atlas: Atlas, style: Style) -> bytes:
    return svg.document(drawn.scene, drawn.face).encode()


def _png(drawn: Picture, atlas: Atlas, style: Style) -> bytes:
    return png.image(drawn.scene, drawn.face, style.dpi)


def _html(drawn: Picture, atlas: Atlas, style: Style) -> bytes:
    return page.document(drawn.scene, drawn.face, atlas.whole, drawn.words).encode()


PICTURES: Mapping[str, Writer] = {"svg": _svg, "png": _png, "html": _html}


def export_picture(store: Store | Atlas, format: str, path: Path, part: Part, style: Style) -> Picture:
    """Draw a part of a graph into a file, whole or not at all; the same graph gives the same bytes.

    Raises:
        UsageError: as :func:`picture`, or the format is none, or the file cannot be written.
        GraphError: nothing is left to draw.
    """
    if format not in PICTURES:
        raise UsageError(f"no picture format {format!r}; use one of {', '.join(PICTURES)}")
    atlas = store if isinstance(store, Atlas) else Atlas(store)
    drawn = picture(atlas, part, style)
    replace_file(path, PICTURES[format](drawn, atlas, style))
    return drawn
