"""Places of cards: a map by forces, or columns. Cards never overlap; the same input gives the same places."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_GAP_X, _GAP_Y = 26.0, 20.0
_WIDEST_GAP, _ROW_GAP = 240.0, 9.0
_CROSSING = 3.0
_ROOM, _MORE_ROOM, _MANY = 1.6, 1.0, 20
_SWEEPS, _GROW = 200, 1.1
_SEED, _STIR, _ROUNDS, _SETTLED = 2024, 0.1, 300, 1e-5
_EVEN = 0.4
_MAIN = 0.6
_PASSES = 6

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, x: float, y: float) -> Box:
        """The same rectangle, so much further right and down."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    def scaled(self, by: float) -> Box:
        """The rectangle as a magnifier at the origin shows it."""
        return Box(self.x * by, self.y * by, self.width * by, self.height * by)

    def meets(self, other: Box) -> bool:
        """Whether the rectangles share an area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def within(self, other: Box) -> bool:
        """Whether the rectangle lies in another one."""
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.x + self.width <= other.x + other.width
            and self.y + self.height <= other.y + other.height
        )


Size = tuple[float, float]


def spread(sizes: Mapping[str, Size], links: Sequence[tuple[str, str]], ratio: float) -> dict[str, Box]:
    """A map: what is linked lies together; parts that no link joins lie side by side.

    Args:
        sizes: width and height of each card, the most important card first.
        links: pairs of cards.
        ratio: wished width of the whole over its height.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sizes)
    graph.add_edges_from(links)
    order = {node: place for place, node in enumerate(sizes)}
    islands = [sorted(c, key=order.__getitem__) for c in nx.connected_components(graph)]
    islands.sort(key=lambda c: (-len(c), order[c[0]]))
    areas = [_area([sizes[n] for n in c]) for c in islands]
    main = areas[0] / sum(areas)
    wider = ratio / main if main > _MAIN else ratio  # the others lie in rows below
    placed = [_island(graph.subgraph(c), c, sizes, ratio if at else wider) for at, c in enumerate(islands)]
    return _pack(placed, ratio)


def _area(sizes: Sequence[Size]) -> float:
    """What some linked cards take, with room for the links; a single card needs none."""
    cards = sum((wide + _GAP_X) * (high + _GAP_Y) for wide, high in sizes)
    return cards * (_ROOM + _MORE_ROOM * min(1.0, len(sizes) / _MANY)) if len(sizes) > 1 else cards


def _island(
    graph: nx.Graph[str], nodes: Sequence[str], sizes: Mapping[str, Size], ratio: float
) -> dict[str, Box]:
    """Places in one connected part: distances follow the number of links between."""
    if len(nodes) == 1:
        return {nodes[0]: Box(0.0, 0.0, *sizes[nodes[0]])}
    points = _even(_level(_by_stress(_distances(graph, nodes))))
    extents = np.array([sizes[n] for n in nodes]) + np.array([_GAP_X, _GAP_Y])
    area = _area([sizes[n] for n in nodes])
    room = np.array([(area * ratio) ** 0.5, (area / ratio) ** 0.5])
    corners = _apart(np.round(points * room, 1), extents) - extents / 2
    return {
        n: Box(float(x), float(y), *sizes[n]) for n, (x, y) in zip(nodes, np.round(corners, 1), strict=True)
    }


def _distances(graph: nx.Graph[str], nodes: Sequence[str]) -> Points:
    """The numbers of links between any two nodes of a connected part."""
    order = {node: place for place, node in enumerate(nodes)}
    found = np.zeros((len(nodes), len(nodes)))
    for node, steps in nx.all_pairs_shortest_path_length(graph):
        for other, count in steps.items():
            found[order[node], order[other]] = count
    return found


def _by_stress(distances: Points) -> Points:
    """Points as far from each other as the distances say, near ones most exactly (Kamada and Kawai 1989).

    The stress is majorised round by round (Gansner, Koren and North 2004), from the plane that shows most of
    the distances (Torgerson 1952). Seeded noise there parts nodes that stand alike, so that rounding, which
    is not the same on all machines, does not decide between them.
    """
    count = len(distances)
    weights = np.zeros_like(distances)
    np.divide(1.0, distances**2, out=weights, where=distances > 0)
    points = _plane(distances + _noise(count))
    solved = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + 1.0 / count) - 1.0 / count
    before = np.inf
    for _ in range(_ROUNDS):
        apart = np.sqrt(((points[:, None] - points[None, :]) ** 2).sum(axis=2))
        stress = float((weights * (apart - distances) ** 2).sum())
        if stress > before * (1.0 - _SETTLED):
            break
        before = stress
        pull = weights * distances / np.maximum(apart, 1e-9)
        points = solved @ (pull.sum(axis=1)[:, None] * points - pull @ points)
    return np.asarray(points)


def _noise(count: int) -> Points:
    """Symmetric noise, the same for the same number of nodes."""
    noise = np.triu(np.random.default_rng(_SEED).standard_normal((count, count)), 1) * _STIR
    return np.asarray(noise + noise.T)


def _plane(distances: Points) -> Points:
    squares = distances**2
    centred = squares.mean(axis=0) + squares.mean(axis=1)[:, None] - squares - squares.mean()
    values, axes = np.linalg.eigh(centred)
    return np.asarray(axes[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-9)))


def _even(points: Points) -> Points:
    """The points in a square of side one, spread more evenly over it: far ones waste less of a page."""
    found = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-3)
    ranks = np.argsort(np.argsort(np.round(found, 6), axis=0, kind="stable"), axis=0)
    return np.asarray(found + _EVEN * (ranks / max(1, len(points) - 1) - found))


def _level(points: Points) -> Points:
    """The points turned so that they reach furthest sideways."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes * np.where(axes[:, :1].sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    turned: Points = centred @ axes.T
    return turned


def _apart(points: Points, extents: Points) -> Points:
    """Centres of rectangles moved until none overlap; each pair gives way where it overlaps least."""
    while True:
        for _ in range(_SWEEPS):
            moves = _moves(points, extents)
            if moves is None:
                return points
            points = points + moves
        points = points * _GROW


def _moves(points: Points, extents: Points) -> Points | None:
    """How far each centre gives way; None when nothing overlaps."""
    away = points[:, None] - points[None, :]
    over = (extents[:, None] + extents[None, :]) / 2 - np.abs(away)
    overlap = np.logical_and(over[..., 0] > 1e-6, over[..., 1] > 1e-6) & ~np.eye(len(points), dtype=bool)
    if not overlap.any():
        return None
    rank = np.arange(len(points))
    side = np.where(away != 0, np.sign(away), np.sign(rank[:, None] - rank[None, :])[..., None])
    sideways = over[..., 0] <= over[..., 1]
    shift = np.where(overlap, np.where(sideways, over[..., 0], over[..., 1]) / 2 + 0.05, 0.0)
    moves = np.stack(
        [(shift * side[..., 0] * sideways).sum(axis=1), (shift * side[..., 1] * ~sideways).sum(axis=1)],
        axis=1,
    )
    crowd = np.maximum(overlap.sum(axis=1), 1)[:, None]
    eased: Points = moves / np.sqrt(crowd)
    return eased


def _pack(islands: Sequence[Mapping[str, Box]], ratio: float) -> dict[str, Box]:
    """Islands in rows, tallest first, in the width that brings the whole nearest to the ratio."""
    framed = [_to_origin(island) for island in islands]
    order = sorted(range(len(framed)), key=lambda i: (-framed[i][1][1], -framed[i][1][0], i))
    area = sum((w + _GAP_X) * (h + _GAP_Y) for _, (w, h) in framed)
    widest = max(w for _, (w, _) in framed)
    choices = [max(widest, (area * ratio) ** 0.5 * factor) for factor in (0.0, 0.9, 1.0, 1.1, 1.25, 1.4)]
    rows = [_rows(framed, order, width) for width in choices]
    return min(rows, key=lambda boxes: _waste(boxes, ratio))


def _waste(boxes: Mapping[str, Box], ratio: float) -> float:
    width, height = extent(boxes)
    return max(width / ratio, height)


def _rows(
    framed: Sequence[tuple[Mapping[str, Box], Size]], order: Sequence[int], width: float
) -> dict[str, Box]:
    found: dict[str, Box] = {}
    x = y = tall = 0.0
    for index in order:
        island, (wide, high) = framed[index]
        if x and x + wide > width:
            x, y, tall = 0.0, y + tall + _GAP_Y, 0.0
        found |= {node: box.moved(x, y) for node, box in island.items()}
        x, tall = x + wide + _GAP_X, max(tall, high)
    return found


def _to_origin(boxes: Mapping[str, Box]) -> tuple[dict[str, Box], Size]:
    left, top = min(b.x for b in boxes.values()), min(b.y for b in boxes.values())
    moved = {node: box.moved(-left, -top) for node, box in boxes.items()}
    return moved, extent(moved)


def grid(sizes: Mapping[str, Size], ratio: float) -> dict[str, Box]:
    """Cards that nothing links, read from the top down, column by column, in the number that fits best."""
    nodes = list(sizes)
    choices = [_stacks(nodes, sizes, many) for many in range(1, math.isqrt(len(nodes)) + 2)]
    return min(choices, key=lambda boxes: _waste(boxes, ratio))


def _stacks(nodes: Sequence[str], sizes: Mapping[str, Size], many: int) -> dict[str, Box]:
    """Cards in so many columns of about the same height, all of one width."""
    wide = max(sizes[n][0] for n in nodes)
    limit = sum(sizes[n][1] + _ROW_GAP for n in nodes) / many
    found: dict[str, Box] = {}
    x = y = 0.0
    for node in nodes:
        high = sizes[node][1]
        if y and y + high / 2 > limit:
            x, y = x + wide + _GAP_X, 0.0
        found[node] = Box(x, y, wide, high)
        y += high + _ROW_GAP
    return found


def extent(boxes: Mapping[str, Box]) -> Size:
    """Width and height from the origin to the furthest sides."""
    return max(b.x + b.width for b in boxes.values()), max(b.y + b.height for b in boxes.values())


@dataclass(frozen=True)
class Columns:
    """Cards in columns, and for each link the heights at which it crosses the columns between its ends.

    ``routes[link]`` holds ``(left, right, y)`` of each column crossed, from left to right.
    """

    boxes: Mapping[str, Box]
    routes: Mapping[tuple[str, str], tuple[tuple[float, float, float], ...]]


def columns(
    sizes: Mapping[str, Size],
    levels: Mapping[str, int],
    links: Sequence[tuple[str, str]],
    ratio: float,
    least_gap: float,
) -> Columns:
    """Columns from left to right; a card stands near the middle of those that it is linked with.

    Columns stand ``least_gap`` apart, further where the whole would be narrower than the wished ratio. A link
    that crosses a column has a place of its own in it, so that it runs behind no card (Sugiyama,
    Tagawa and Toda 1981).
    """
    filled = sorted(set(levels.values()))
    at = {node: filled.index(levels[node]) for node in sizes}
    rows: list[list[str]] = [[n for n in sizes if at[n] == place] for place in range(len(filled))]
    heights = {node: size[1] for node, size in sizes.items()}
    crossings = _crossings(links, at, rows, heights)
    near: dict[str, list[str]] = defaultdict(list)
    for (a, b), inner in crossings.items():
        for one, other in pairwise((a, *inner, b) if at[a] <= at[b] else (b, *inner, a)):
            near[one].append(other)
            near[other].append(one)
    middles = _stacked(rows, heights)
    for turn in range(_PASSES):
        order = range(len(rows)) if turn % 2 == 0 else range(len(rows) - 1, -1, -1)
        for place in order:
            _settle(rows[place], _among(rows[place], middles, near), middles, heights)
        _squeeze(rows, middles, heights)
    top = min(middles[n] - h / 2 for n, h in heights.items())
    wide = [max(sizes[n][0] for n in row if n in sizes) for row in rows]
    tall = max(middles[n] + h / 2 for n, h in heights.items()) - top
    gaps = max(1, len(rows) - 1)
    gap = min(max(least_gap, (tall * ratio - sum(wide)) / gaps), _WIDEST_GAP)
    left = [sum(wide[:place]) + gap * place for place in range(len(rows))]
    boxes = {
        n: Box(left[at[n]], round(middles[n] - heights[n] / 2 - top, 1), wide[at[n]], heights[n])
        for n in sizes
    }
    routes = {
        (a, b): tuple(
            (left[place], left[place] + wide[place], round(middles[n] - top, 1))
            for place, n in enumerate(inner, start=min(at[a], at[b]) + 1)
        )
        for (a, b), inner in crossings.items()
    }
    return Columns(boxes, routes)


def _crossings(
    links: Sequence[tuple[str, str]],
    at: Mapping[str, int],
    rows: Sequence[list[str]],
    heights: dict[str, float],
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Places for links in the columns that they cross, from left to right; added to rows and heights."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for a, b in links:
        if (a, b) in found:
            continue
        inner = []
        for place in range(min(at[a], at[b]) + 1, max(at[a], at[b])):
            crossing = f"{place} {a} {b}"
            rows[place].append(crossing)
            heights[crossing] = _CROSSING
            inner.append(crossing)
        found[a, b] = tuple(inner)
    return found


def _stacked(rows: Sequence[Sequence[str]], heights: Mapping[str, float]) -> dict[str, float]:
    """Heights of the middles when each column is filled from the top, short columns spaced out."""
    lengths = [_length(row, heights) for row in rows]
    middles: dict[str, float] = {}
    for row, length in zip(rows, lengths, strict=True):
        room = (max(lengths) - length) / len(row)
        y = room / 2
        for node in row:
            middles[node] = y + heights[node] / 2
            y += heights[node] + _ROW_GAP + room
    return middles


def _among(
    row: Sequence[str], middles: Mapping[str, float], near: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """Where each card of a column wishes to stand: in the middle of what it is linked with elsewhere."""
    inside = set(row)
    wish = {}
    for node in row:
        others = [middles[o] for o in near[node] if o not in inside]
        wish[node] = sum(others) / len(others) if others else middles[node]
    return wish


def _squeeze(rows: Sequence[list[str]], middles: dict[str, float], heights: Mapping[str, float]) -> None:
    """Bring the columns back to the height that the fullest of them needs."""
    needed = max(_length(row, heights) for row in rows)
    top = min(middles[n] - h / 2 for n, h in heights.items())
    tall = max(middles[n] + h / 2 for n, h in heights.items()) - top
    if tall > needed:
        wish = {n: top + (middles[n] - top) * needed / tall for n in heights}
        for row in rows:
            _settle(row, {n: wish[n] for n in row}, middles, heights)


def _settle(
    row: list[str], wish: Mapping[str, float], middles: dict[str, float], heights: Mapping[str, float]
) -> None:
    """Move the cards of a column to where they wish, in that order, without overlap.

    Cards that would overlap form a block, which is centred on what its cards wish (Dwyer 2006).
    """
    row.sort(key=lambda n: (wish[n], middles[n]))
    blocks: list[tuple[list[str], float]] = []
    for node in row:
        block, start = [node], wish[node] - heights[node] / 2
        while blocks and start < blocks[-1][1] + _length(blocks[-1][0], heights):
            block = blocks.pop()[0] + block
            start = _best_start(block, wish, heights)
        blocks.append((block, start))
    for block, start in blocks:
        for node in block:
            middles[node] = start + heights[node] / 2
            start += heights[node] + _ROW_GAP


def _length(block: Sequence[str], heights: Mapping[str, float]) -> float:
    return sum(heights[n] + _ROW_GAP for n in block)


def _best_start(block: Sequence[str], wish: Mapping[str, float], heights: Mapping[str, float]) -> float:
    total = offset = 0.0
    for node in block:
        total += wish[node] - heights[node] / 2 - offset
        offset += heights[node] + _ROW_GAP
    return total / len(block)
