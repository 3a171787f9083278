"""Charts of the indicators that are compared: rates on one axis, amounts in per cent of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import altair as alt

from kgqa.ui.figures import AS_SVG, LINE_OF_A_PHONE, name_rows, names_above, width
from kgqa.ui.indicator_rows import difference_words, value_words
from kgqa.ui.indicators import Row, Value
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

Chart: TypeAlias = alt.LayerChart | alt.FacetChart
_ACTUAL, _TARGET, _LINE = "#2f7f70", "#c98a2b", "#8a9a94"
_BAND = 54
_SHAPES = {">=": "triangle-right", ">": "triangle-right", "<=": "triangle-left", "<": "triangle-left"}


@dataclass(frozen=True)
class _Pair:
    name: str
    actual: Value
    target: Value
    words: str
    difference: str
    ratio: str


def rates_chart(rows: Sequence[Row], workspace: Workspace, texts: Texts) -> Chart | None:
    """Rates in per cent: a dot for what was reached, and a target that points where its bound opens."""
    pairs = [pair for pair in _pairs(rows, workspace, texts) if pair.actual.unit == "%"]
    if not pairs:
        return None
    data = [
        {
            **told,
            "actual": float(pair.actual.value),
            "target": float(pair.target.value),
            "shape": _SHAPES.get(pair.target.bound, "diamond"),
        }
        for pair, told in zip(pairs, _told(pairs), strict=True)
    ]
    top = max(max(d["actual"], d["target"]) for d in data)
    base = _base(data)
    scale = alt.Scale(domain=[min(0.0, *(min(d["actual"], d["target"]) for d in data)), top * 1.12])
    left, right = (
        alt.X("actual:Q", scale=scale, axis=_percent()),
        alt.X("target:Q", scale=scale, axis=_percent()),
    )
    line = base.mark_rule(color=_LINE, strokeWidth=2, yOffset=9).encode(x=left, x2="target:Q")
    dot = base.mark_circle(size=150, color=_ACTUAL, opacity=1, yOffset=9).encode(x=left)
    mark = base.mark_point(size=150, filled=True, color=_TARGET, opacity=1, yOffset=9).encode(
        x=right, shape=alt.Shape("shape:N", scale=None, legend=None)
    )
    return _finished([line, dot, mark], base, pairs)


def amounts_chart(rows: Sequence[Row], workspace: Workspace, texts: Texts) -> Chart | None:
    """Targets of other indicators in per cent of what was reached, as bars that start at 100."""
    pairs = [pair for pair in _pairs(rows, workspace, texts) if pair.actual.unit != "%" and pair.ratio]
    if not pairs:
        return None
    data = [
        {**told, "ratio": float(pair.ratio), "label": f"{pair.ratio}%"}
        for pair, told in zip(pairs, _told(pairs), strict=True)
    ]
    base = _base(data)
    scale = alt.Scale(domain=[0, max(100.0, *(d["ratio"] for d in data)) * 1.15])
    x = alt.X("ratio:Q", scale=scale, axis=_percent())
    bar = base.mark_bar(size=13, cornerRadius=2, color=_TARGET, yOffset=9).encode(x=x, x2=alt.datum(100))
    below, above = (base.transform_filter(f"datum.ratio {side} 100") for side in ("<", ">="))
    words = [
        below.mark_text(align="right", dx=-7, fontSize=12, yOffset=9).encode(x=x, text="label:N"),
        above.mark_text(align="left", dx=7, fontSize=12, yOffset=9).encode(x=x, text="label:N"),
    ]
    level = base.mark_tick(color=_ACTUAL, thickness=2, size=26, yOffset=9, opacity=0.8)
    return _finished([bar, level.encode(x=alt.datum(100)), *words], base, pairs)


def _pairs(rows: Sequence[Row], workspace: Workspace, texts: Texts) -> list[_Pair]:
    """The pairs that are compared, each with its name and its words."""
    found = []
    for row in rows:
        if row.actual and row.target and row.comparison and row.comparison.alike and row.comparison.same:
            name = workspace.name(row.actual.indicator, texts.language)
            if row.actual.about not in {d.place for d in workspace.profile.documents}:
                name = f"{workspace.name(row.actual.about, texts.language)} {name}"
            both = [value_words(value, workspace, texts) for value in (row.actual, row.target)]
            difference = difference_words(row.comparison, workspace, texts)
            found.append(
                _Pair(name, row.actual, row.target, " → ".join(both), difference, row.comparison.ratio)
            )
    return found


def _told(pairs: Sequence[_Pair]) -> list[dict[str, Any]]:
    """What is told of each pair: its name and its words, on two lines where a phone has no room for one."""
    between = "\n" if _is_long(pairs) else "　"
    return [
        {
            **name_rows(pair.name, pair.name + between + pair.words),
            "words": pair.words,
            "difference": pair.difference,
        }
        for pair in pairs
    ]


def _is_long(pairs: Sequence[_Pair]) -> bool:
    return any(width(pair.name + pair.words) > LINE_OF_A_PHONE for pair in pairs)


def _base(data: Sequence[dict[str, Any]]) -> alt.Chart:
    y = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0.25))
    tooltip = ["name:N", "words:N", "difference:N"]
    return alt.Chart(alt.InlineData(values=list(data))).encode(y=y, tooltip=tooltip)


def _percent() -> alt.Axis:
    return alt.Axis(title=None, labelExpr="datum.label + '%'", gridOpacity=0.25, domain=False, tickCount=6)


def _finished(layers: Sequence[alt.Chart], base: alt.Chart, pairs: Sequence[_Pair]) -> Chart:
    """The marks with the name of each row above them, so that it fits a phone."""
    offset, band = (-26, _BAND + 18) if _is_long(pairs) else (-11, _BAND)
    height, config = band * (len(pairs) + 0.5) + 30, {"view": {"stroke": None}}
    return alt.layer(*layers, *names_above(base, offset), height=height, config=config, usermeta=AS_SVG)
