"""StratML Part 2 (ISO 17469, ANSI/AIIM 22): the plan with its goals, objectives, targets and results, as XML.

| StratML | here |
|---|---|
| Goal | a goal of the report; or a section, for what serves no goal of its own |
| Objective | a measure under the first goal that it pursues; an outcome with figures; a goal's own figures |
| PerformanceIndicator | an indicator of one subject, with all its targets and actual values of the report |
| Value | a requirement that guides the work of the year |

A result holds the number as stated with its unit, its bound, condition, deadline and status as a descriptor,
and the words of the report with their place. A value of a period has its first and last day, any other the
last one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from kgqa.errors import UsageError
from kgqa.export.extract import Extract
from kgqa.export.performance import ACTUAL, TARGET, Goal, Group, Objective, Plan
from kgqa.export.terms import name
from kgqa.export.wording import Description, first, first_span, worded
from kgqa.export.xmlfile import xml_file
from kgqa.graph.vocabulary import BASE, CODE, DCT, DP, OA, RESOURCE, SDMX_ATTRIBUTE

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_RESULTS = {TARGET: "TargetResult", ACTUAL: "ActualResult"}
_EXACT, _IN_PERIOD = f"{CODE}eq", f"{CODE}inPeriod"
_LIMITS = (f"{DP}bound", f"{DP}condition", f"{DP}deadline", f"{SDMX_ATTRIBUTE}obsStatus")
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LIST = "；"


def write(extract: Extract) -> bytes:
    """The plan of the report.

    Raises:
        UsageError: the graph holds several reports, and a document of StratML is one plan.
    """
    reports = sorted(t for t, c in extract.terms.classes.items() if c == f"{DP}PlanDocument")
    if len(reports) > 1:
        ids = [first(extract.described.get(r, {}), f"{DCT}identifier") for r in reports]
        raise UsageError(f"StratML holds one plan; name one report with --graph: {', '.join(ids)}")
    plan = Plan(extract)
    goals = list(plan.goals())
    if not reports or not goals:
        return b""
    return xml_file(_Document(plan, reports[0]).root(goals))


class _Document:
    """The elements of a plan."""

    def __init__(self, plan: Plan, report: str) -> None:
        self._plan, self._report, self._terms = plan, report, plan.extract.terms

    def root(self, goals: Sequence[Goal]) -> Element:
        """The root, with what the cover of the report says."""
        report, terms = self._report, self._terms
        own = self._plan.own(report)
        root = Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": "Performance_Plan"})
        _add(root, "Name", terms.zh(report))
        _add(root, "Description", terms.en(report))
        _add(root, "OtherInformation", first(own, f"{DP}submittedFor"))
        core = _add(root, "StrategicPlanCore")
        self._organization(core)
        for requirement in self._plan.nodes("Requirement"):
            _add(_add(core, "Value"), "Description", self._label(requirement))
        for number, goal in enumerate(goals, start=1):
            self._add_goal(core, goal, str(number))
        about = _add(root, "AdministrativeInformation")
        _add(about, "Identifier", _identifier(report))
        self._period(about, first(own, f"{DP}plansFor"), whole=True)
        _add(about, "PublicationDate", first(own, f"{DP}printedOn") or first(own, f"{DCT}issued"))
        _add(about, "Source", report)
        return root

    def _organization(self, core: Element) -> None:
        """Who gives the report, and on whose behalf; without an author, the place that it is about."""
        own, terms = self._plan.own(self._report), self._terms
        author = first(own, f"{DCT}creator") or first(own, f"{DCT}spatial")
        element = _add(core, "Organization")
        _add(element, "Name", terms.zh(author))
        if author:
            _add(element, "Identifier", _identifier(author))
        _add(element, "Description", terms.en(author) if author else "")
        principal = first(own, f"{DP}onBehalfOf")
        if principal:
            self._stakeholder(element, principal, terms.zh(f"{DP}onBehalfOf"))

    def _stakeholder(self, parent: Element, who: str, role: str) -> None:
        element = _add(parent, "Stakeholder", StakeholderTypeType="Organization")
        _add(element, "Name", who)
        _add(_add(element, "Role"), "Name", role)

    def _add_goal(self, core: Element, goal: Goal, number: str) -> None:
        element = _add(core, "Goal")
        _add(element, "Name", self._label(goal.node))
        _add(element, "Description", self._words(goal.node) or self._label(goal.node))
        _add(element, "Identifier", _identifier(goal.node, "goal"))
        _add(element, "SequenceIndicator", number)
        self._responsible(element, goal.node)
        _add(element, "OtherInformation", self._about(goal.node))
        for place, objective in enumerate(goal.objectives, start=1):
            self._objective(element, objective, f"{number}.{place}")

    def _objective(self, parent: Element, objective: Objective, number: str) -> None:
        element = _add(parent, "Objective")
        _add(element, "Name", self._label(objective.node))
        _add(element, "Description", self._words(objective.node))
        _add(element, "Identifier", _identifier(objective.node, "objective"))
        _add(element, "SequenceIndicator", number)
        self._responsible(element, objective.node)
        _add(element, "OtherInformation", self._about(objective.node))
        groups = dict.fromkeys(map(self._plan.group, objective.figures))
        for place, group in enumerate(groups, start=1):
            self._indicator(element, group, f"{number}.{place}")

    def _responsible(self, element: Element, node: str) -> None:
        label = self._terms.zh(f"{DP}responsible")
        for who in self._plan.own(node).get(f"{DP}responsible", ()):
            self._stakeholder(element, self._terms.zh(name(who)), label)

    def _indicator(self, parent: Element, group: Group, number: str) -> None:
        indicator, about, unit = group
        terms = self._terms
        figures = sorted(self._plan.groups[group], key=lambda f: (self._year(f), self._plan.place(f)))
        counted = any(first(self._plan.own(f), f"{DP}value") for f in figures)
        sort = "Quantitative" if counted else "Qualitative"
        element = _add(parent, "PerformanceIndicator", PerformanceIndicatorType=sort)
        _add(element, "SequenceIndicator", number)
        _add(element, "MeasurementDimension", f"{terms.zh(indicator)}（{terms.zh(about)}）")
        _add(element, "UnitOfMeasurement", unit, empty=True)
        _add(element, "Identifier", f"indicator-{number}")
        years: dict[str, list[str]] = defaultdict(list)
        for figure in figures:
            years[self._year(figure)].append(figure)
        for stated in years.values():
            instance = _add(element, "MeasurementInstance")
            for kind, result in _RESULTS.items():
                for figure in stated:
                    if self._plan.kind(figure) == kind:
                        self._add_result(instance, result, figure)
        _add(element, "OtherInformation", f"{terms.en(indicator)} ({terms.en(about)})")

    def _year(self, figure: str) -> str:
        return first(self._plan.own(figure), f"{DP}year")

    def _add_result(self, instance: Element, result: str, figure: str) -> None:
        own = self._plan.own(figure)
        element = _add(instance, result)
        self._period(element, first(own, f"{DP}year"), first(own, f"{DP}basis") == _IN_PERIOD)
        _add(element, "NumberOfUnits", first(own, f"{DP}value"))
        self._descriptor(element, own)
        _add(element, "Description", self._words(figure))

    def _descriptor(self, element: Element, own: Description) -> None:
        """What a bare number leaves out: StratML has room for one descriptor, so that several are listed."""
        told = {p: self._terms.zh(value) for p in _LIMITS if (value := first(own, p)) not in ("", _EXACT)}
        if not first(own, f"{DP}value"):
            told[f"{DP}valueText"] = first(own, f"{DP}valueText")
        if told:
            descriptor = _add(element, "Descriptor")
            _add(descriptor, "DescriptorName", _LIST.join(map(self._terms.zh, told)))
            _add(descriptor, "DescriptorValue", _LIST.join(told.values()))

    def _period(self, element: Element, year: str, whole: bool) -> None:
        if year:
            _add(element, "StartDate", f"{year}-01-01" if whole else "")
            _add(element, "EndDate", f"{year}-12-31")

    # ---------- words ----------

    def _labels(self, node: str) -> tuple[str, str]:
        """Label in Chinese and English; of the report for what stands in no section."""
        known = node or self._report
        return worded(known, self._plan.own(known), self._terms)

    def _label(self, node: str) -> str:
        return self._labels(node)[0]

    def _words(self, node: str) -> str:
        """The words that state a node, with report, section and place; empty for what no words state."""
        own, described = self._plan.own(node), self._plan.extract.described
        span = described.get(first_span(own, described), {})
        if not span:
            return ""
        section = first(described.get(first(span, f"{DP}inSection"), {}), f"{DP}number")
        report = first(described.get(first(span, f"{OA}hasSource"), {}), f"{DCT}identifier")
        start, end = (first(span, f"{DP}{p}") for p in ("start", "end"))
        return f"“{first(span, f'{DP}quote')}” [{report} §{section}, {start}–{end}]"

    def _about(self, node: str) -> str:
        """Year and kind of a statement, and its label in English where it has another one."""
        own, (zh, en) = self._plan.own(node), self._labels(node)
        kind = first(own, f"{DP}kind")
        dated = f"{first(own, f'{DP}year')} {self._terms.zh(kind)}" if kind else ""
        return _LIST.join(filter(None, (dated, en if en != zh else "")))


def _add(
    parent: Element, tag: str, words: str | None = None, *, empty: bool = False, **attributes: str
) -> Element:
    """A child; one that would hold empty words is left out, unless it may not be."""
    element = Element(tag, attributes)
    element.text = words
    if words != "" or empty:
        parent.append(element)
    return element


def _identifier(iri: str, use: str = "") -> str:
    """An XML name for an IRI: its part that is ours to give; a thing used twice has one for each use."""
    tail = iri.removeprefix(RESOURCE).removeprefix(BASE)
    return "_" + "-".join(filter(None, (use, _NO_NAME.sub("-", tail).strip("-"))))
