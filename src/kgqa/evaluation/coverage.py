"""How many wrong answers a share of answered questions costs: the risk–coverage curve, and its picture.

Questions are answered in order of confidence, the surest first. Coverage is the share of all questions that
are answered so far, risk the share of these answers that is wrong; to answer what has none is wrong, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate

_STEP = 0.05


@dataclass(frozen=True)
class Sure:
    """An answer that was, or might be, given: how sure, whether wrong, whether to what has no answer."""

    confidence: float
    wrong: bool
    false: bool = False
    given: bool = True


@dataclass(frozen=True)
class Point:
    """A point of the curve: down to which confidence, and what that gives; ``false`` is part of the risk."""

    threshold: float
    coverage: float
    risk: float
    false: float


@dataclass(frozen=True)
class Curve:
    """A curve with the name of what it is of, and the point at which the engine itself stops, if known."""

    name: str
    points: tuple[Point, ...]
    own: Point | None = None

    @property
    def area(self) -> float:
        """The mean risk over all coverages that are reached (AURC): less is better."""
        return sum(p.risk for p in self.points) / (len(self.points) or 1)

    @property
    def best_area(self) -> float:
        """The area if every right answer were surer than every wrong one: what the order cannot mend."""
        count = len(self.points)
        wrong = round(self.points[-1].risk * count) if self.points else 0
        risks = (max(0, n - (count - wrong)) / n for n in range(1, count + 1))
        return sum(risks) / (count or 1)

    def at(self, coverage: float) -> Point | None:
        """The first point with a coverage, None beyond the last one."""
        return next((p for p in self.points if p.coverage >= coverage - 1e-9), None)

    def table(self) -> list[str]:
        """Lines of a Markdown table, at steps of five per cent of coverage."""
        lines = ["| coverage | confidence | risk | of it false |", "|---|---|---|---|"]
        steps = (round(_STEP * n, 2) for n in range(1, round(1 / _STEP) + 1))
        found = ((step, self.at(step)) for step in steps)
        return lines + [
            f"| {step:.2f} | {p.threshold:.3f} | {p.risk:.3f} | {p.false:.3f} |" for step, p in found if p
        ]


def curve(name: str, answers: Iterable[Sure], questions: int) -> Curve:
    """The curve of answers to so many questions; those never answered are not among the answers."""
    ordered = sorted(answers, key=lambda a: -a.confidence)
    wrong, false = (list(accumulate(own)) for own in ([a.wrong for a in ordered], [a.false for a in ordered]))
    points = tuple(
        Point(a.confidence, n / questions, wrong[n - 1] / n, false[n - 1] / n)
        for n, a in enumerate(ordered, start=1)
    )
    given = [a for a in ordered if a.given]
    own = (
        Point(
            given[-1].confidence,
            len(given) / questions,
            sum(a.wrong for a in given) / len(given),
            sum(a.false for a in given) / len(given),
        )
        if given
        else None
    )
    return Curve(name, points, own)


# ---------- the picture ----------

_WIDTH, _HEIGHT = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 28, 56
_COLOURS = ("#1f5f8b", "#c4622d", "#4b7f52", "#7a5195", "#8a8a8a")


def picture(curves: Sequence[Curve]) -> str:
    """The curves as SVG; a dot marks where the engine itself stops answering."""
    top = _scale(max((p.risk for c in curves for p in c.points[len(c.points) // 20 :]), default=0.1))
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def across(coverage: float) -> float:
        return round(_LEFT + width * coverage, 1)

    def up(risk: float) -> float:
        return round(_TOP + height * (1 - min(risk, top) / top), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12" fill="#333">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for n in range(6):
        x, y = across(n / 5), up(top * n / 5)
        parts += [
            f'<path d="M{x} {_TOP}v{height}M{_LEFT} {y}h{width}" stroke="#e4e4e4" fill="none"/>',
            f'<text x="{x}" y="{_TOP + height + 18}" text-anchor="middle">{n * 20} %</text>',
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{top * n / 5 * 100:.0f} %</text>',
        ]
    middle = _TOP + height / 2
    parts += [
        f'<text x="{_LEFT + width / 2}" y="{_HEIGHT - 14}" text-anchor="middle">questions answered</text>',
        f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">'
        "wrong of those answered</text>",
    ]
    for n, own in enumerate(curves):
        colour = _COLOURS[n % len(_COLOURS)]
        line = " ".join(f"{across(p.coverage)},{up(p.risk)}" for p in own.points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        if own.own:
            x, y = across(own.own.coverage), up(own.own.risk)
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}" stroke="#fff" stroke-width="1.5"/>'
            )
        y = _TOP + 16 + 18 * n
        parts += [
            f'<path d="M{_LEFT + 12} {y - 4}h22" stroke="{colour}" stroke-width="2"/>',
            f'<text x="{_LEFT + 40}" y="{y}">{escape(own.name)}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scale(highest: float) -> float:
    """A round number above the highest risk."""
    return next((s for s in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5) if s >= highest), 1.0)
