"""Comparable figures of an answer: a table and a bar chart."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from kgqa.ui.contract import Answer, Item, quantities
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Amount

_KINDS = ("actual", "target", "context")
# Words of a chart take their colour from the style sheet, so that they follow the theme at once.
AS_SVG = {"embedOptions": {"renderer": "svg"}}
_NARROW = 0x2E7F  # characters up to here are half as wide as Chinese ones
LINE_OF_A_PHONE = 48  # Latin letters
_IS_PHONE = "width < 420"  # of the chart, in pixels
_LINE = 17  # pixels from line to line of the names in a chart
_BESIDE = 18  # Latin letters that a name beside its bar has at most
_COLOURS = ("#2f7f70", "#c98a2b", "#8a9a94")


Conditions = Callable[[Answer], Mapping[str, str]]


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


def comparable(answer: Answer, texts: Texts, amount: Amount, conditions: Conditions) -> list[Figure]:
    """The figures of an answer when there are two or more in the same unit, else none.

    Args:
        conditions: finds what part of its indicator a figure is about, by the IRI of the fact; it is told
            where all else is the same.
    """
    items = list({i["iri"]: i for i in quantities(answer) if _number(i) is not None}.values())
    units = {i.get("unit", "") for i in items}
    if len(items) < 2 or len(units) != 1:
        return []
    alike = {(i.get("label"), i.get("about"), i.get("year"), i.get("status")) for i in items}
    told = conditions(answer) if len(alike) < len(items) else {}
    return [_figure(item, items, texts, amount, told) for item in items]


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
    """The figures as bars that start at zero, each with its value in words.

    Short names stand beside the bars, long ones above them, where a phone has more room.
    """
    rows = [
        {"row": at, "value": f.value, "words": f.words, "status": f.status, **name_rows(f.name, f.name)}
        for at, f in enumerate(figures)
    ]
    names = [f.name for f in figures]
    is_above = any(width(name) > _BESIDE for name in names) or len(set(names)) < len(names)
    kinds = [texts.say(f"badge.{k}") for k in _KINDS]
    axis = alt.Axis(labelLimit=260, labelFontSize=13, ticks=False, domain=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:O", axis=None) if is_above else alt.Y("name:N", sort=None, title=None, axis=axis),
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=_domain(figures))),
    )
    colour = alt.Color("status:N", scale=alt.Scale(domain=kinds, range=list(_COLOURS)), legend=None)
    is_folded = any(row["folded"] != row["told"] for row in rows)
    below, band = (12, 58 + _LINE * is_folded) if is_above else (0, 46)
    size = {"size": 20} if is_above else {"height": {"band": 0.62}}
    bars = base.mark_bar(cornerRadiusEnd=3, yOffset=below, **size).encode(color=colour)
    words = base.mark_text(align="left", dx=6, fontSize=14, yOffset=below).encode(text="words:N")
    above = names_above(base, below - 26) if is_above else []
    return alt.layer(bars, words, *above).properties(height=band * len(figures) + 10, usermeta=AS_SVG)


def name_rows(name: str, told: str) -> dict[str, str]:
    """A name and what is told with it in the data of a chart, as they are and in lines that fit a phone."""
    longest = LINE_OF_A_PHONE * len(name) // max(1, width(name))
    lines = "\n".join(textwrap.wrap(name, longest)) if width(name) > LINE_OF_A_PHONE else name
    return {"name": name, "told": told, "folded": told.replace(name, lines, 1)}


def names_above(base: alt.Chart, offset: int) -> list[alt.Chart]:
    """Names ``offset`` above the middle of their rows; on a phone long ones fold upwards."""
    limit = alt.ExprRef(expr="width")
    higher = alt.ExprRef(expr=f"{_IS_PHONE} ? {offset - _LINE} : {offset}")
    shown = base.transform_calculate(shown=f"{_IS_PHONE} ? datum.folded : datum.told")
    return [
        shown.transform_filter(f"datum.folded {sign} datum.told")
        .mark_text(align="left", fontSize=13, lineHeight=_LINE, yOffset=height, lineBreak="\n", limit=limit)
        .encode(x=alt.value(0), text="shown:N")
        for sign, height in (("===", offset), ("!==", higher))
    ]


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


def _figure(
    item: Item, items: Sequence[Item], texts: Texts, amount: Amount, conditions: Mapping[str, str]
) -> Figure:
    def parts(one: Item) -> dict[str, str]:
        condition = conditions.get(one["iri"], "")
        label = str(one.get("label") or one.get("indicator", ""))
        return {
            "year": str(one.get("year", "")),
            "status": texts.either(f"badge.{one.get('status', '')}", one.get("status", "")),
            "about": one.get("about", ""),
            "label": texts.say("table.part", label=label, part=condition) if condition else label,
        }

    own, others = parts(item), [parts(one) for one in items]
    telling = [own[k] for k in own if len({other[k] for other in others}) > 1]
    name = " ".join(p for p in telling if p) or own["label"]
    words = value_words(item, texts, amount)
    value = _number(item) or 0.0
    return Figure(name, own["label"], own["about"], own["year"], own["status"], value, words)


def _number(item: Item) -> float | None:
    value = item.get("value")
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None
