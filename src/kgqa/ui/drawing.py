"""A small graph as an SVG picture: nodes in columns from left to right, links as curves with their label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from kgqa.ui.escape import escape_html
from kgqa.ui.facts import Edge, Node

FONT = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
_SIZE = 15
_SMALL = 12
_LINE = 21
_PAD = 12
_ROW_GAP = 14
_MARGIN = 6
_LONGEST_LINE = 12.0
_MOST_LINES = 3
_LONGEST_LABEL, _MOST_LABEL_LINES = 10.0, 4
_LABEL_LINE, _TURN = 16, 20

Digraph: TypeAlias = "nx.DiGraph[str]"


@dataclass(frozen=True)
class Palette:
    """Colours of a picture: ink, links, and fill and rim of each kind of node."""

    ink: str
    muted: str
    link: str
    back: str
    fills: Mapping[str, tuple[str, str]]


LIGHT = Palette(
    "#1d2b2a",
    "#55635f",
    "#8a9a94",
    "#ffffff",
    {"thing": ("#e8f1ee", "#2f6f62"), "value": ("#fbf0d9", "#b07a1e"), "statement": ("#f1f3f2", "#9aa8a2")},
)
DARK = Palette(
    "#e8eeeb",
    "#a9b7b1",
    "#6d7d77",
    "#17201f",
    {"thing": ("#1f3a35", "#6fb7a6"), "value": ("#40331a", "#d9a74a"), "statement": ("#252e2c", "#6d7d77")},
)


@dataclass(frozen=True)
class Box:
    """A node with its wrapped lines and its place."""

    node: Node
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


def draw(edges: Sequence[Edge], palette: Palette) -> str:
    """The links as an SVG document."""
    nodes = {n.id: n for e in edges for n in (e.source, e.target)}
    columns = _columns(edges)
    labels = [_wrap(e.label, _LONGEST_LABEL, _MOST_LABEL_LINES) for e in edges]
    late = _told_late(edges)
    gap = max((_width(line, _SMALL) for lines in labels for line in lines), default=0.0) + 44
    lowest = max(
        (len(w) * _LABEL_LINE for w, is_late in zip(labels, late, strict=True) if is_late), default=0
    )
    boxes = _place(nodes, columns, gap + (_TURN if lowest else 0), lowest)
    width = max(b.x + b.width for b in boxes.values()) + _MARGIN
    height = max(b.y + b.height for b in boxes.values()) + _MARGIN
    parts = [
        _link(boxes[e.source.id], boxes[e.target.id], _wide(w), palette, is_late)
        for e, w, is_late in zip(edges, labels, late, strict=True)
    ]
    parts += _labels(edges, labels, late, boxes, palette)
    parts += [_node(b, palette) for b in boxes.values()]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
    return f'{head}width="{width:.0f}" height="{height:.0f}" font-family="{FONT}">{"".join(parts)}</svg>'


def _told_late(edges: Sequence[Edge]) -> list[bool]:
    """Whether a label stands before the target of its link: at a source several would be one heap."""
    told: dict[str, set[str]] = {}
    for edge in edges:
        told.setdefault(edge.source.id, set()).add(edge.label)
    return [len(told[edge.source.id]) > 1 for edge in edges]


def _columns(edges: Sequence[Edge]) -> list[list[str]]:
    """Node ids by column: a node stands right of all that link to it, as far as the links make no circle."""
    graph: Digraph = nx.DiGraph()
    for edge in edges:
        graph.add_node(edge.source.id)
        graph.add_node(edge.target.id)
        graph.add_edge(edge.source.id, edge.target.id)
        if not nx.is_directed_acyclic_graph(graph):
            graph.remove_edge(edge.source.id, edge.target.id)
    order = {node: at for at, node in enumerate(graph)}
    return [sorted(column, key=order.__getitem__) for column in nx.topological_generations(graph)]


def _place(
    nodes: Mapping[str, Node], columns: Sequence[Sequence[str]], gap: float, lowest: float
) -> dict[str, Box]:
    """Boxes in their columns; rows are ``lowest`` high at least, as labels before boxes need it."""
    sized = {i: (_wrap(n.label, _LONGEST_LINE, _MOST_LINES), n) for i, n in nodes.items()}
    sizes = {i: _size(lines, n) for i, (lines, n) in sized.items()}
    rows = {i: max(lowest, height) for i, (_, height) in sizes.items()}
    heights = [sum(rows[i] for i in column) + _ROW_GAP * (len(column) - 1) for column in columns]
    tallest = max(heights)
    boxes = {}
    x = float(_MARGIN)
    for column, height in zip(columns, heights, strict=True):
        y = _MARGIN + (tallest - height) / 2
        widest = max(sizes[i][0] for i in column)
        for i in column:
            boxes[i] = Box(nodes[i], sized[i][0], x, y + (rows[i] - sizes[i][1]) / 2, widest, sizes[i][1])
            y += rows[i] + _ROW_GAP
        x += widest + gap
    return boxes


def _size(lines: Sequence[str], node: Node) -> tuple[float, float]:
    width = max([_width(line, _SIZE) for line in lines] + [_width(node.note, _SMALL)])
    return width + 2 * _PAD, len(lines) * _LINE + (_LINE - 3 if node.note else 0) + _PAD


def _node(box: Box, palette: Palette) -> str:
    fill, rim = palette.fills[box.node.kind]
    middle = box.x + box.width / 2
    shape = f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="8" '
    texts = [
        _text(middle, box.y + _PAD / 2 + _LINE * at + 16, line, _SIZE, palette.ink)
        for at, line in enumerate(box.lines)
    ]
    if box.node.note:
        below = box.y + _PAD / 2 + _LINE * len(box.lines) + 13
        texts.append(_text(middle, below, box.node.note, _SMALL, palette.muted))
    return f'{shape}fill="{fill}" stroke="{rim}" stroke-width="1.2"/>{"".join(texts)}'


def _ends(source: Box, target: Box) -> tuple[float, float, float, float]:
    from_y, to_y = source.y + source.height / 2, target.y + target.height / 2
    if source.x <= target.x:
        return source.x + source.width, from_y, target.x, to_y
    return source.x, from_y, target.x + target.width, to_y


def _link(source: Box, target: Box, straight: float, palette: Palette, is_late: bool) -> str:
    """A link that is straight below its label; it bends before it where the label is late, else after it."""
    x1, y1, x2, y2 = _ends(source, target)
    way = 1 if x2 > x1 else -1
    stem = way * min(straight, abs(x2 - x1) - 24)
    start, end = (x1, x2 - stem) if is_late else (x1 + stem, x2 - way * 7)
    bend = (start + end) / 2 if is_late else (start + x2) / 2
    curve = f"C{bend:.1f},{y1:.1f} {bend:.1f},{y2:.1f} {end:.1f},{y2:.1f}"
    path = f"M{x1:.1f},{y1:.1f} H{start:.1f} {curve} H{x2 - way * 7:.1f}"
    tip = f"M{x2:.1f},{y2:.1f} l{-way * 8},-4.5 l0,9 z"
    line = f'<path d="{path}" fill="none" stroke="{palette.link}" stroke-width="1.4"/>'
    return f'{line}<path d="{tip}" fill="{palette.link}"/>'


def _labels(
    edges: Sequence[Edge],
    labels: Sequence[Sequence[str]],
    late: Sequence[bool],
    boxes: Mapping[str, Box],
    palette: Palette,
) -> list[str]:
    """Labels of the links; those of one source that say the same share one, unless they are told late."""
    grouped: dict[tuple[str, str], tuple[float, float, Sequence[str]]] = {}
    for edge, lines, is_late in zip(edges, labels, late, strict=True):
        if edge.label:
            x1, y1, x2, y2 = _ends(boxes[edge.source.id], boxes[edge.target.id])
            half = _wide(lines) / 2 if x2 > x1 else -_wide(lines) / 2
            place = (x2 - half, y2) if is_late else (x1 + half, y1)
            grouped.setdefault((edge.target.id if is_late else edge.source.id, edge.label), (*place, lines))
    found = []
    for x, y, lines in grouped.values():
        top, wide = y - len(lines) * _LABEL_LINE / 2, _wide(lines) - 16
        found.append(
            f'<rect x="{x - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{len(lines) * _LABEL_LINE}" rx="4" fill="{palette.back}" fill-opacity="0.92"/>'
        )
        found += [
            _text(x, top + 12 + _LABEL_LINE * at, line, _SMALL, palette.muted)
            for at, line in enumerate(lines)
        ]
    return found


def _wide(lines: Sequence[str]) -> float:
    """Room for a label on its link."""
    return max(_width(line, _SMALL) for line in lines) + 20


def _text(x: float, y: float, words: str, size: int, colour: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"'
    return f'<text {place} text-anchor="middle">{escape_html(words)}</text>'


def _em(character: str) -> float:
    return 1.0 if ord(character) > 0x2E7F else 0.56


def _width(text: str, size: int) -> float:
    return sum(map(_em, text)) * size


def _wrap(text: str, longest: float, most: int) -> tuple[str, ...]:
    """Lines of at most ``longest`` em; English breaks between words; what is too much ends with dots."""
    lines: list[str] = [""]
    for token in _tokens(text):
        if lines[-1] and sum(map(_em, lines[-1] + token)) > longest:
            lines.append("")
            token = token.lstrip()
        lines[-1] += token
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"]
    return tuple(line.strip() for line in lines)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for character in text:
        joins = tokens and ord(character) < 0x2E80 and ord(tokens[-1][-1]) < 0x2E80 and character != " "
        if joins:
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens
