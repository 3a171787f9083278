"""A picture as measured pieces, in pixels of 1/96 inch from the upper left corner, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kgqa.export.picture.fonts import Typeface
from kgqa.export.picture.layout import Box

Anchor = Literal["start", "middle", "end"]
_ASCENT, _DESCENT = 0.88, 0.22


@dataclass(frozen=True)
class Text:
    """One line of words; ``x`` is where its anchor lies, ``y`` its baseline."""

    x: float
    y: float
    size: float
    words: str
    colour: str
    anchor: Anchor = "start"
    strong: bool = False

    def box(self, face: Typeface) -> Box:
        """The rectangle that the words take up."""
        width = face.width(self.words, self.size)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - _ASCENT * self.size, width, (_ASCENT + _DESCENT) * self.size)


@dataclass(frozen=True)
class Card:
    """A node: a tinted rectangle with a band in the colour of its family."""

    id: str
    box: Box
    family: str
    rim: str
    tint: str
    band: float
    texts: tuple[Text, ...]
    tooltip: str
    summary: bool


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn: colour, dashes (SVG's ``stroke-dasharray``, empty for none) and width."""

    colour: str
    dash: str
    width: float


@dataclass(frozen=True)
class Line:
    """A link: the outline of its line and of its tip, and its label where there is room for one."""

    source: str
    target: str
    path: str
    tip: str
    stroke: Stroke
    tooltip: str
    label: Text | None = None


@dataclass(frozen=True)
class Key:
    """An entry of the legend: a family or a kind of line, its sample and its words."""

    box: Box
    text: Text
    family: str = ""
    rim: str = ""
    tint: str = ""
    stroke: Stroke | None = None


@dataclass(frozen=True)
class Scene:
    """A whole picture. ``texts`` are title, subtitle, notes and source; ``described`` tells it in words."""

    width: int
    height: int
    title: str
    described: str
    language: str
    body: Box
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
    texts: tuple[Text, ...]

    def written(self) -> tuple[Text, ...]:
        """Every line of words in the picture."""
        return (
            *self.texts,
            *(text for card in self.cards for text in card.texts),
            *(line.label for line in self.lines if line.label),
            *(key.text for key in self.keys),
        )
