"""The ways of links: curves from card to card that keep away from the cards between."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kgqa.export.picture.layout import Box

Point = tuple[float, float]
_BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.38, -0.38)
_SAMPLES = np.linspace(0.04, 0.96, 24)


@dataclass(frozen=True)
class Way:
    """Cubic curves, each beginning where the one before ends: the first point, then three for each curve."""

    points: tuple[Point, ...]

    def at(self, share: float) -> Point:
        """The point that lies at a share of the middle curve."""
        curves = (len(self.points) - 1) // 3
        first = 3 * ((curves - 1) // 2)
        x, y = _cubic(self.points[first : first + 4], np.array([share]))[0]
        return float(x), float(y)

    def path(self) -> str:
        """The ways as data of an SVG path."""
        (x, y), *rest = self.points
        return f"M{x:.1f} {y:.1f}C" + " ".join(f"{p:.1f} {q:.1f}" for p, q in rest)

    def tip(self, scale: float) -> str:
        """An arrow head at the end, as data of an SVG path."""
        (x, y), *ends = self._corners(scale)
        return f"M{x:.1f} {y:.1f}" + "".join(f"L{p:.1f} {q:.1f}" for p, q in ends) + "Z"

    def tip_box(self, scale: float) -> Box:
        """The rectangle that holds the arrow head."""
        xs, ys = zip(*self._corners(scale), strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def _corners(self, scale: float) -> tuple[Point, Point, Point]:
        (x0, y0), (x, y) = self.points[-2:]
        long = max(1e-6, ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5)
        u, v = (x - x0) / long * scale, (y - y0) / long * scale
        return (x, y), (x - 9 * u + 4 * v, y - 9 * v - 4 * u), (x - 9 * u - 4 * v, y - 9 * v + 4 * u)


def around(source: Box, target: Box, others: Sequence[Box]) -> Way:
    """A straight line, or the slightest bend that leads behind fewest of the other cards."""
    low = np.array([(b.x, b.y) for b in others]).reshape(-1, 2)
    high = low + np.array([(b.width, b.height) for b in others]).reshape(-1, 2)
    best, fewest = None, len(others) + 1
    for bend in _BENDS:
        way = _bow(source, target, bend)
        covered = _behind(way, low, high)
        if covered < fewest:
            best, fewest = way, covered
        if not covered:
            break
    assert best is not None  # no way leads behind more cards than there are
    return best


def _bow(source: Box, target: Box, bend: float) -> Way:
    (x1, y1), (x2, y2) = source.middle, target.middle
    off = (x1 + x2) / 2 - bend * (y2 - y1), (y1 + y2) / 2 + bend * (x2 - x1)
    start, end = _border(source, off), _border(target, off)
    if bend == 0:
        off = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    inner = [(p[0] + (off[0] - p[0]) * 2 / 3, p[1] + (off[1] - p[1]) * 2 / 3) for p in (start, end)]
    return Way((start, inner[0], inner[1], end))


def _border(box: Box, towards: Point) -> Point:
    """Where the straight line from the middle of a rectangle leaves it."""
    x, y = box.middle
    dx, dy = towards[0] - x, towards[1] - y
    reach = min(
        box.width / 2 / abs(dx) if dx else float("inf"), box.height / 2 / abs(dy) if dy else float("inf"), 1.0
    )
    return x + dx * reach, y + dy * reach


def _behind(way: Way, low: NDArray[np.float64], high: NDArray[np.float64]) -> int:
    """How many cards, given by two corners of each, a way runs behind."""
    points = _cubic(way.points, _SAMPLES)[:, None, :]
    inside = ((points > low) & (points < high)).all(axis=2)
    return int(inside.any(axis=0).sum())


def _cubic(points: Sequence[Point], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    t = shares[:, None]
    a, b, c, d = (np.array(p) for p in points)
    curve: NDArray[np.float64] = (
        (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
    )
    return curve


def between_columns(
    source: Box, target: Box, route: Sequence[tuple[float, float, float]], bow: float = 60.0
) -> Way:
    """From side to side through the places of a route.

    Inside one column it bows out ``bow`` wide at most, to the right, or to the left when that is negative.
    """
    y1, y2 = source.middle[1], target.middle[1]
    if abs(source.x - target.x) < 1:
        x = source.x + (source.width if bow > 0 else 0.0)
        out = x + math.copysign(min(abs(bow), abs(y2 - y1) / 2), bow)
        return Way(((x, y1), (out, y1), (out, y2), (x, y2)))
    forth = source.x < target.x
    legs = [(left, right, y) if forth else (right, left, y) for left, right, y in route]
    legs = legs if forth else legs[::-1]
    start = (source.x + source.width if forth else source.x, y1)
    end = (target.x if forth else target.x + target.width, y2)
    stops = [start, *(stop for into, out, y in legs for stop in ((into, y), (out, y))), end]
    points = [start]
    for (xa, ya), (xb, yb) in pairwise(stops):
        points += [((xa + xb) / 2, ya), ((xa + xb) / 2, yb), (xb, yb)]
    return Way(tuple(points))
