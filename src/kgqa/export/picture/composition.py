"""From what a picture shows to measured pieces: cards, lines with their labels, title, legend, source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kgqa.export.colours import FAMILIES
from kgqa.export.picture.fonts import Typeface
from kgqa.export.picture.layout import Box, Columns, Size, columns, extent, grid, spread
from kgqa.export.picture.reduction import REST, TOGETHER, Drawing, Item, Tie, counted
from kgqa.export.picture.scene import Card, Key, Line, Scene, Stroke, Text
from kgqa.export.picture.text import plain, wrap
from kgqa.export.picture.ways import Way, around, between_columns
from kgqa.export.picture.words import Words

_INK, _MUTED, _PALE = "#1b1f24", "#4a5560", "#8b97a3"
_LABEL, _NOTE, _LINE_LABEL = 15.0, 11.5, 11.5
_LEADING, _BESIDE_LABEL = 1.32, 72.0
_PAD, _BAND = 9.0, 6.0
_NARROWEST, _NARROW, _QUOTED, _WIDE, _WIDEST = 90.0, 172.0, 240.0, 300.0, 400.0
_MOST_LINES, _MOST_NOTES = 5, 4
_BOW = 60.0
_LEAST_UNIT = 0.75
_LARGEST, _LARGEST_QUOTED = 1.35, 1.9
SMALLEST = 0.62
"""Cards are never drawn smaller: their words have nine pixels then, an inch holding 96."""

_STROKES = tuple(
    Stroke(colour, dash, 1.5)
    for colour, dash in (
        ("#4a5560", ""),
        ("#0072b2", "7 3"),
        ("#d55e00", "2 3"),
        ("#009e73", "10 3 2 3"),
        ("#cc79a7", "5 2"),
        ("#8a6100", "1 2"),
    )
)
_OTHER, _REST = Stroke("#aab4be", "", 1.2), Stroke("#8b97a3", "3 4", 1.2)
_THICKEST = 5.0


@dataclass(frozen=True)
class Frame:
    """Size of a picture in pixels of 1/96 inch, and the words that say where it comes from."""

    width: int
    height: int
    source: str

    @property
    def unit(self) -> float:
        """Size of the words around the body against those of a slide of 1600 by 900."""
        return max(_LEAST_UNIT, min(self.width / 1600, self.height / 900))


@dataclass(frozen=True)
class _Cut:
    """A card in its own coordinates: its lines, whether its note ends the last of them, and its size."""

    item: Item
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    beside: bool
    size: Size


_Routes = Mapping[tuple[str, str], tuple[tuple[float, float, float], ...]]


@dataclass(frozen=True)
class Arrangement:
    """Where all that a picture shows lies, but for its lines, which only a picture that is kept needs.

    ``scale`` says how large the cards are drawn; below ``SMALLEST`` they cannot be read.
    """

    drawing: Drawing
    frame: Frame
    body: Box
    cuts: tuple[_Cut, ...]
    boxes: Mapping[str, Box]
    routes: _Routes
    scale: float
    strokes: Mapping[str, Stroke]
    keys: tuple[Key, ...]
    texts: tuple[Text, ...]


def arrange(drawing: Drawing, frame: Frame, words: Words, face: Typeface) -> Arrangement:
    """Measure and place what a picture shows."""
    strokes = _strokes(drawing.ties)
    head = _head(drawing, frame, face)
    foot_top, keys, feet = _foot(drawing, strokes, frame, words, face)
    margin = 28 * frame.unit
    top = max(t.y + t.size * 0.4 for t in head) + 14 * frame.unit
    body = Box(margin, top, frame.width - 2 * margin, max(1.0, foot_top - top - 12 * frame.unit))
    ratio = body.width / body.height
    room, beside = _room(drawing, body, face)
    cuts = tuple(_cut(item, room, beside, face) for item in drawing.items)
    placed = _placed(cuts, drawing, ratio, face)
    wide, high = extent(placed.boxes)
    if placed.routes and len({box.x for box in placed.boxes.values()}) == 1:
        wide += _least_gap(drawing, face)  # for the links, which bow out on the right of a single column
    scale = min(
        body.width / wide, body.height / high, (_LARGEST_QUOTED if drawing.quoted else _LARGEST) * frame.unit
    )
    left, above = body.x + (body.width - wide * scale) / 2, body.y + (body.height - high * scale) / 2
    boxes = {node: box.scaled(scale).moved(left, above) for node, box in placed.boxes.items()}
    routes = {
        link: tuple((a * scale + left, b * scale + left, y * scale + above) for a, b, y in route)
        for link, route in placed.routes.items()
    }
    return Arrangement(drawing, frame, body, cuts, boxes, routes, scale, strokes, keys, texts=(*head, *feet))


def compose(found: Arrangement, language: str, face: Typeface) -> Scene:
    """The pieces of a picture, with the lines between its cards."""
    drawing, boxes = found.drawing, found.boxes
    return Scene(
        found.frame.width,
        found.frame.height,
        plain(drawing.title),
        plain(drawing.subtitle),
        language,
        found.body,
        tuple(_card(cut, boxes[cut.item.id], found.scale) for cut in found.cuts),
        _lines(drawing, boxes, found.routes, found.strokes, found.scale, face),
        found.keys,
        found.texts,
    )


def _cut(item: Item, width: float, beside: bool, face: Typeface) -> _Cut:
    """A card; with ``beside`` a note of one line stands at the end of the last line of the label."""
    lines = wrap(item.label, width, _LABEL, face, _MOST_LINES, end=True)
    notes = wrap(item.note, width, _NOTE, face, _MOST_NOTES) if item.note else ()
    inner = max(*(face.width(t, _LABEL) for t in lines), *(face.width(t, _NOTE) for t in notes), 24.0)
    high = (len(lines) * _LABEL + len(notes) * _NOTE) * _LEADING
    beside = beside and len(notes) == 1
    if beside:
        inner = max(inner, face.width(lines[-1], _LABEL) + 2 * _PAD + face.width(notes[0], _NOTE))
        high = len(lines) * _LABEL * _LEADING
    return _Cut(item, lines, notes, beside, (inner + 2 * _PAD + _BAND, high + 1.2 * _PAD))


def _room(drawing: Drawing, body: Box, face: Typeface) -> tuple[float, bool]:
    """Width of the words of a card, the same for all in a map; in columns what all of them leave to each.

    It is narrow where few cards can be drawn large, and where the picture is higher than wide. In columns,
    where height is short, notes stand beside the last words of their cards, unless these become narrow.
    """
    levels = {item.level for item in drawing.items}
    if levels == {None}:
        return _NARROW, False
    if len(levels) == 1:
        return _WIDEST, False
    most = _QUOTED if drawing.quoted or body.width < body.height else _WIDE if len(levels) > 3 else _WIDEST
    gaps = (len(levels) - 1) * _least_gap(drawing, face)
    left = (body.width / SMALLEST - gaps) / len(levels) - 4 * _PAD - _BAND
    note = max((face.width(item.note, _NOTE) for item in drawing.items), default=0.0)
    beside = not drawing.quoted and left - note >= _NARROW
    return max(_NARROWEST, min(most, left - note if beside else left)), beside


def _least_gap(drawing: Drawing, face: Typeface) -> float:
    """Room between columns, for the labels of links."""
    return max((face.width(tie.label, _LINE_LABEL) for tie in drawing.ties), default=0.0) + _BESIDE_LABEL


def _placed(cuts: Sequence[_Cut], drawing: Drawing, ratio: float, face: Typeface) -> Columns:
    sizes = {cut.item.id: cut.size for cut in cuts}
    links = [(tie.source, tie.target) for tie in drawing.ties]
    levels = {cut.item.id: cut.item.level for cut in cuts if cut.item.level is not None}
    if not levels:
        return Columns(spread(sizes, links, ratio), {})
    if not links and len(set(levels.values())) == 1:
        return Columns(grid(sizes, ratio), {})
    return columns(sizes, levels, links, ratio, _least_gap(drawing, face))


def _card(cut: _Cut, box: Box, scale: float) -> Card:
    item = cut.item
    left = box.x + (_BAND + _PAD) * scale
    y = box.y + 0.6 * _PAD * scale
    texts = []
    for lines, size, colour in ((cut.lines, _LABEL, _INK), (cut.notes, _NOTE, _MUTED)):
        for line in lines:
            texts.append(Text(left, y + size * scale, size * scale, line, colour))
            y += size * _LEADING * scale
    if cut.beside:
        right = box.x + box.width - _PAD * scale
        texts[-1] = replace(texts[-1], x=right, y=texts[-2].y, anchor="end")
    tip = plain(f"{item.label} · {item.note}" if item.note else item.label)
    return Card(
        item.id,
        box,
        item.family.name,
        item.family.rim,
        item.family.tint,
        _BAND * scale,
        tuple(texts),
        tip,
        item.summary,
    )


def _strokes(ties: Iterable[Tie]) -> dict[str, Stroke]:
    """A stroke for each relation: the most frequent ones have their own."""
    counts = Counter(tie.relation for tie in ties if tie.relation not in (REST, TOGETHER))
    order = sorted(counts, key=lambda r: (-counts[r], r))
    own = dict(zip(order, _STROKES, strict=False))
    return {**dict.fromkeys(order, _OTHER), **own, REST: _REST, TOGETHER: _OTHER}


def _lines(
    drawing: Drawing,
    boxes: Mapping[str, Box],
    routes: _Routes,
    strokes: Mapping[str, Stroke],
    scale: float,
    face: Typeface,
) -> tuple[Line, ...]:
    names = {item.id: plain(item.label) for item in drawing.items}
    heaviest = max((tie.weight for tie in drawing.ties), default=1)
    told: set[tuple[str, float, float]] = set()
    ways = [_way(tie, boxes, routes, scale) for tie in drawing.ties]
    tips = [way.tip_box(scale) for tie, way in zip(drawing.ties, ways, strict=True) if _is_directed(tie)]
    taken = [*boxes.values(), *tips]
    found = []
    for tie, way in zip(drawing.ties, ways, strict=True):
        stroke = strokes[tie.relation]
        label = _line_label(tie, way, taken, scale, face) if _among(tie, boxes) not in told else None
        if label and routes:
            told.add(_among(tie, boxes))
        thick = stroke.width + (_THICKEST - stroke.width) * (tie.weight - 1) / max(1, heaviest - 1)
        found.append(
            Line(
                tie.source,
                tie.target,
                way.path(),
                way.tip(scale) if _is_directed(tie) else "",
                replace(stroke, width=thick * scale),
                " ".join(filter(None, (names[tie.source], f"— {tie.label} →", names[tie.target]))),
                label,
            )
        )
    return tuple(found)


def _is_directed(tie: Tie) -> bool:
    return tie.relation not in (REST, TOGETHER)


def _among(tie: Tie, boxes: Mapping[str, Box]) -> tuple[str, float, float]:
    """A relation and the two columns that it joins."""
    return tie.relation, boxes[tie.source].x, boxes[tie.target].x


def _way(tie: Tie, boxes: Mapping[str, Box], routes: _Routes, scale: float) -> Way:
    source, target = boxes[tie.source], boxes[tie.target]
    if routes:
        edges = {box.x for box in boxes.values()}
        last = len(edges) > 1 and source.x == max(edges)  # beyond it there is no room
        return between_columns(
            source, target, routes[tie.source, tie.target], -_BOW * scale if last else _BOW * scale
        )
    others = [box for node, box in boxes.items() if node not in (tie.source, tie.target)]
    return around(source, target, others)


def _line_label(tie: Tie, way: Way, taken: list[Box], scale: float, face: Typeface) -> Text | None:
    """The label of a line at the first point of it where nothing is covered; the place is taken then."""
    size = _LINE_LABEL * scale
    for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74) if tie.label and tie.relation != TOGETHER else ():
        x, y = way.at(t)
        text = Text(x, y + 0.35 * size, size, plain(tie.label), _MUTED, "middle")
        box = text.box(face)
        room = Box(box.x - 3, box.y - 1, box.width + 6, box.height + 2)
        if not any(room.meets(other) for other in taken):
            taken.append(room)
            return text
    return None


def _head(drawing: Drawing, frame: Frame, face: Typeface) -> list[Text]:
    unit = frame.unit
    x, width = 28 * unit, frame.width - 56 * unit
    found, y = [], 20 * unit
    for words, size, most, colour, strong in (
        (drawing.title, 28.0, 2, _INK, True),
        (drawing.subtitle, 15.5, 3, _MUTED, False),
    ):
        for line in wrap(words, width, size * unit, face, most) if words else ():
            y += size * unit * 1.25
            found.append(Text(x, y, size * unit, line, colour, strong=strong))
        y += 3 * unit
    return found


def _foot(
    drawing: Drawing, strokes: Mapping[str, Stroke], frame: Frame, words: Words, face: Typeface
) -> tuple[float, tuple[Key, ...], list[Text]]:
    """Legend, notes and source from the bottom up: where they begin, the keys and the lines of words."""
    unit = frame.unit
    x, width, size = 28 * unit, frame.width - 56 * unit, 13.5 * unit
    told = [*drawing.notes, frame.source]
    lines = [line for words_ in told for line in wrap(words_, width, size, face, 3)]
    y = frame.height - 20 * unit
    feet = []
    for line in reversed(lines):
        feet.append(Text(x, y, size, line, _MUTED))
        y -= size * 1.4
    rows = _key_rows(_keys(drawing, strokes, words), width, size, face)
    top = y - size * 1.7 * len(rows) - 4 * unit
    keys = [
        make(Box(x + left, top + size * 1.7 * at, 26 * unit, size * 1.15), size)
        for at, row in enumerate(rows)
        for left, make in row
    ]
    return top, tuple(keys), feet


_MakeKey = Callable[[Box, float], Key]


def _keys(drawing: Drawing, strokes: Mapping[str, Stroke], words: Words) -> list[tuple[str, _MakeKey]]:
    """Words of each entry of the legend and what makes it: families first, then lines."""
    counts = counted(item for item in drawing.items if not item.summary)
    present = {item.family for item in drawing.items}
    found: list[tuple[str, _MakeKey]] = []
    for group in FAMILIES:
        if group in present:
            label = words.say(f"family.{group.name}")
            if group in counts:
                label = words.say("listed", name=label, count=counts[group])
            found.append((label, _family_key(label, group.name, group.rim, group.tint)))
    names = {tie.relation: tie.label for tie in drawing.ties if tie.relation != REST}
    own = [r for r in strokes if r in names and (strokes[r] != _OTHER or r == TOGETHER)]
    for relation in own:
        found.append((names[relation], _line_key(names[relation], strokes[relation])))
    if any(strokes[r] == _OTHER and r != TOGETHER for r in names):
        other = words.say("other_relations")
        found.append((other, _line_key(other, _OTHER)))
    return found


def _family_key(label: str, name: str, rim: str, tint: str) -> _MakeKey:
    return lambda box, size: Key(box, _key_text(label, box, size), name, rim, tint)


def _line_key(label: str, stroke: Stroke) -> _MakeKey:
    return lambda box, size: Key(box, _key_text(label, box, size), stroke=stroke)


def _key_text(label: str, box: Box, size: float) -> Text:
    return Text(box.x + box.width + 0.5 * size, box.y + 0.95 * size, size, label, _INK)


def _key_rows(
    keys: Sequence[tuple[str, _MakeKey]], width: float, size: float, face: Typeface
) -> list[list[tuple[float, _MakeKey]]]:
    rows: list[list[tuple[float, _MakeKey]]] = []
    x = width
    for label, make in keys:
        wide = face.width(label, size) + 26 / 13.5 * size + 2 * size
        if x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, make))
        x += wide
    return rows
