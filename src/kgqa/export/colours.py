"""Colours of the classes: one for each kind of thing, taken by the classes below it."""

from __future__ import annotations

from collections.abc import Iterable

from kgqa.graph.vocabulary import DP

_DEFAULT = "#999999"
_COLOURS = {
    "Place": "#2e7d32",
    "Facility": "#66a61e",
    "Project": "#e6ab02",
    "Programme": "#d95f02",
    "Event": "#e7298a",
    "Organization": "#1f78b4",
    "Platform": "#17a2b8",
    "HonourTitle": "#b8860b",
    "Policy": "#8c564b",
    "Strategy": "#a6761d",
    "Topic": "#7f8c8d",
    "NamedThing": "#95a5a6",
    "Indicator": "#6a3d9a",
    "Observation": "#b39ddb",
    "State": "#f4a582",
    "Honour": "#ffd54f",
    "Issue": "#c0392b",
    "Statement": "#c5cae9",
    "PlanDocument": "#000000",
    "Section": "#37474f",
    "Heading": "#607d8b",
}
_BY_CLASS = {f"{DP}{name}": colour for name, colour in _COLOURS.items()}


def colour(lineage: Iterable[str]) -> str:
    """Colour (``#rrggbb``) of the nearest class of a lineage that has one."""
    return next((_BY_CLASS[c] for c in lineage if c in _BY_CLASS), _DEFAULT)
