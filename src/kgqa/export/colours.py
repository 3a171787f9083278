"""Colours of the classes: one for each kind of thing, taken by the classes below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Family:
    """Classes that share a colour in pictures: ``rim`` is the colour, ``tint`` the ground under words."""

    name: str
    rim: str
    tint: str
    classes: frozenset[str]


# The rims are the palette of Okabe and Ito (2008), which readers with any colour blindness tell apart; a
# family is also told by its legend and by the class that is written on each card.
FAMILIES = tuple(
    Family(name, rim, tint, frozenset(f"{DP}{c}" for c in classes.split()))
    for name, rim, tint, classes in (
        ("place", "#009e73", "#e3f4ee", "Place Facility"),
        ("work", "#e69f00", "#fdf1d9", "Project Programme Event"),
        ("body", "#0072b2", "#e0eef6", "Organization Platform"),
        ("honour", "#f0e442", "#fdfbe0", "HonourTitle Honour"),
        ("figure", "#cc79a7", "#f9eaf2", "Indicator Observation"),
        ("state", "#d55e00", "#fae8dc", "State Outcome Issue"),
        ("plan", "#56b4e9", "#e7f4fc", "Statement"),
        ("report", "#000000", "#ececec", "PlanDocument Section Heading"),
        ("idea", "#999999", "#f4f4f4", "NamedThing"),
    )
)


def family(lineage: Iterable[str]) -> Family:
    """Family of the nearest class of a lineage that has one; the last one for a class of no family."""
    return next((f for c in lineage for f in FAMILIES if c in f.classes), FAMILIES[-1])
