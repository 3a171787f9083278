"""The plan of a report: goals, what serves them, and what is measured, in the order of the text.

What serves no goal of the report stands under the section that states it. Figures are targets and actual
values; what is neither (context) is no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kgqa.export.extract import Extract
from kgqa.export.terms import name
from kgqa.export.wording import Description, first
from kgqa.graph.vocabulary import CODE, DP

TARGET, ACTUAL = f"{CODE}target", f"{CODE}actual"

Group = tuple[str, str, str]
"""What is measured: an indicator, whom it is about, the unit as printed."""


@dataclass(frozen=True)
class Objective:
    """A measure, outcome or goal with the figures that its words state; or a figure that stands alone."""

    node: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Goal:
    """A goal of the report, or a section, with its objectives."""

    node: str
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class Plan:
    """The statements of an extract, arranged."""

    extract: Extract

    def goals(self) -> Iterator[Goal]:
        """Goals in the order of the text, then the sections of what serves none of them."""
        served: dict[str, list[str]] = defaultdict(list)
        for measure in self.nodes("Measure"):
            pursued = self._objects(measure, "pursues", self.nodes("Goal"))
            if pursued:
                served[min(pursued, key=self.place)].append(measure)
        for goal in self.nodes("Goal"):
            own = [goal] if self.figures(goal) else []
            yield self._goal(goal, [*own, *served[goal]])
        placed = {measure for measures in served.values() for measure in measures}
        loose = [m for m in self.nodes("Measure") if m not in placed]
        loose += [o for o in self.nodes("Outcome") if self.figures(o)]
        told = {f for n in (*self.nodes("Goal"), *placed, *loose) for f in self.figures(n)}
        loose += [f for f in self.nodes("Observation") if f not in told and self.kind(f)]
        for section, nodes in self._by_section(loose):
            yield self._goal(section, nodes)

    def _goal(self, node: str, objectives: Iterable[str]) -> Goal:
        ordered = sorted(objectives, key=self.place)
        return Goal(node, tuple(Objective(o, self.figures(o)) for o in ordered))

    def _by_section(self, nodes: Iterable[str]) -> list[tuple[str, list[str]]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node in sorted(nodes, key=self.place):
            found[first(self.own(node), f"{DP}inSection")].append(node)
        return list(found.items())

    def figures(self, node: str) -> tuple[str, ...]:
        """Targets and actual values that the words of a node state; of such a value itself, the value."""
        if node in self.nodes("Observation"):
            return (node,)
        figures = self._objects(node, "quantifiedBy", self.nodes("Observation"))
        return tuple(f for f in sorted(figures, key=self.place) if self.kind(f))

    def kind(self, figure: str) -> str:
        """``TARGET`` or ``ACTUAL``; empty for what is neither."""
        kind = first(self.own(figure), f"{DP}kind")
        return kind if kind in (TARGET, ACTUAL) else ""

    @cached_property
    def _classes(self) -> Mapping[str, Mapping[str, None]]:
        """Nodes of the extract by class, in the order of the text."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for node in sorted(self.extract.network, key=self.place):
            found[str(self.extract.network.nodes[node]["class"])][node] = None
        return found

    def nodes(self, category: str) -> Mapping[str, None]:
        """Nodes of a class (local name), in the order of the text."""
        return self._classes.get(category, {})

    def _objects(self, node: str, relation: str, among: Mapping[str, None]) -> list[str]:
        return [o for o in map(name, self.own(node).get(f"{DP}{relation}", ())) if o in among]

    def own(self, node: str) -> Description:
        """What the graph says of a node."""
        return self.extract.described.get(node, {})

    def place(self, node: str) -> tuple[int, str]:
        """Where the words of a node stand; a key to sort by."""
        return int(self.extract.network.nodes[node].get("quote_start", 0)), node

    @cached_property
    def groups(self) -> Mapping[Group, list[str]]:
        """All targets and actual values of the extract, by what they measure."""
        found: dict[Group, list[str]] = defaultdict(list)
        for figure in self.nodes("Observation"):
            if self.kind(figure):
                found[self.group(figure)].append(figure)
        return found

    def group(self, figure: str) -> Group:
        """What a figure measures."""
        own = self.own(figure)
        indicator, about, unit = (first(own, f"{DP}{p}") for p in ("indicator", "about", "unitText"))
        return indicator, about, unit
