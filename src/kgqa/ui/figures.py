"""Comparable figures of an answer: a table and a bar chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from kgqa.ui.contract import Answer, Item, quantities
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Amount

_KINDS = ("actual", "target", "context")
# Words of a chart take their colour from the style sheet, so that they follow the theme at once.
AS_SVG = {"embedOptions": {"renderer": "svg"}}
_NARROW = 0x2E7F  # characters up to here are half as wide as Chinese ones
_COLOURS = ("#2f7f70", "#c98a2b", "#8a9a94")


@dataclass(frozen=True)
class Figure:
    """One figure: its value as a number and in words, and what tells it from the others."""

    name: str
    label: str
    about: str
    year: str
    status: str
    value: float
    words: str


def value_words(item: Item, texts: Texts, amount: Amount) -> str:
    """Value, unit and the word of the bound: 9.5%以上, at least 9.5%."""
    value = amount(str(item.get("value")), item.get("unit", ""), texts.language)
    return texts.say(f"bound.{item.get('bound') or '='}", value=value)


def comparable(answer: Answer, texts: Texts, amount: Amount) -> list[Figure]:
    """The figures of an answer when there are two or more in the same unit, else none."""
    items = list({i["iri"]: i for i in quantities(answer) if _number(i) is not None}.values())
    units = {i.get("unit", "") for i in items}
    if len(items) < 2 or len(units) != 1:
        return []
    return [_figure(item, items, texts, amount) for item in items]


def side_by_side(answer: Answer, texts: Texts, amount: Amount) -> dict[str, list[str]]:
    """Figures in several units as columns of a table, one row an indicator; empty unless all are in pairs.

    Of each indicator the figures of the same years and kinds must be told, such as a target and an actual.
    """
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for item in quantities(answer):
        status = texts.either(f"badge.{item.get('status', '')}", item.get("status", ""))
        row = rows.setdefault((str(item.get("label", "")), str(item.get("about", ""))), {})
        row[f"{item.get('year', '')} {status}"] = value_words(item, texts, amount)
    heads = {tuple(row) for row in rows.values()}
    if len(rows) < 2 or len(heads) != 1 or len(next(iter(heads))) < 2:
        return {}
    several = len({about for _, about in rows}) > 1
    names = [f"{label} · {about}" if several else label for label, about in rows]
    cells = {head: [row[head] for row in rows.values()] for head in next(iter(heads))}
    return {texts.say("table.label"): names, **cells}


def table(figures: Sequence[Figure], texts: Texts) -> dict[str, list[str]]:
    """The figures as columns of a table; whom they are about only where that differs."""
    columns = {"label": "label", "about": "about", "year": "year", "status": "status", "value": "words"}
    cells = {key: [str(getattr(f, own)) for f in figures] for key, own in columns.items()}
    told = {key: own for key, own in cells.items() if key != "about" or len(set(own)) > 1}
    return {texts.say(f"table.{key}"): own for key, own in told.items()}


def chart(figures: Sequence[Figure], texts: Texts) -> alt.LayerChart | alt.FacetChart:
    """The figures as bars that start at zero, each with its value in words."""
    rows = [{"name": f.name, "value": f.value, "words": f.words, "status": f.status} for f in figures]
    kinds = [texts.say(f"badge.{k}") for k in _KINDS]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "name:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelLimit=260, labelFontSize=13, ticks=False, domain=False),
        ),
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=_domain(figures))),
    )
    colour = alt.Color("status:N", scale=alt.Scale(domain=kinds, range=list(_COLOURS)), legend=None)
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.62}).encode(color=colour)
    words = base.mark_text(align="left", dx=6, fontSize=14).encode(text="words:N")
    return alt.layer(bars, words).properties(height=46 * len(figures) + 10, usermeta=AS_SVG)


def _domain(figures: Sequence[Figure]) -> list[float]:
    """From zero to as far beyond the longest bar as the longest words take on a phone."""
    values = [f.value for f in figures]
    room = 1.15 + 0.045 * max(width(f.words) for f in figures)
    return [min(0.0, *values) * room, max(0.0, *values) * room]


def width(words: str) -> int:
    """How many Latin letters some words are wide.

    >>> width("9.5%以上")
    8
    """
    return sum(2 if ord(c) > _NARROW else 1 for c in words)


def _figure(item: Item, items: Sequence[Item], texts: Texts, amount: Amount) -> Figure:
    status = texts.either(f"badge.{item.get('status', '')}", item.get("status", ""))
    parts = {
        "year": str(item.get("year", "")),
        "status": status,
        "about": item.get("about", ""),
        "label": str(item.get("label") or item.get("indicator", "")),
    }
    telling = [parts[k] for k in parts if len({str(i.get(k, "")) for i in items}) > 1]
    name = " ".join(p for p in telling if p) or parts["label"]
    number = _number(item)
    words = value_words(item, texts, amount)
    return Figure(name, parts["label"], parts["about"], parts["year"], status, number or 0.0, words)


def _number(item: Item) -> float | None:
    value = item.get("value")
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None
