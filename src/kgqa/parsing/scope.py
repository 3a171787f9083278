"""The years and kinds that a question allows, with 今年 and 去年 seen from the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgqa.graph.profile import PlanDocument
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Carried, Scope

_OF_TWO_YEARS = frozenset(
    {"compare", "difference", "greater", "less", "higher", "lower", "ratio", "sum", "each", "both", "growth"}
)


def scope_of(question: Question, carried: Carried | None, document: PlanDocument | None) -> Scope:
    """Years and kinds of a question, in the light of what an earlier one left."""
    years = _years(question, carried, document) if document else question.years
    return Scope(tuple(dict.fromkeys(years)), _kinds(question, years))


def relative_years(document: PlanDocument | None) -> Mapping[str, int]:
    """What cues like ``thisYear`` mean, seen from a report."""
    if document is None:
        return {}
    return {
        "lastYear": document.reports_on,
        "nextYear": document.plans_for + 1,
        "followingYear": document.plans_for,
        "thisYear": document.plans_for,
    }


def _years(question: Question, carried: Carried | None, document: PlanDocument) -> Sequence[int]:
    years = question.years
    base = carried.scope.years[0] if carried and carried.scope.years else document.plans_for
    previous = (min(years) if years else base) - 1
    meant = {"previousYear": previous, **relative_years(document), "planYear": document.plans_for}
    if not years:
        told = [meant[cue] for cue in meant if cue in question.relative]
        both = {"thisYear", "lastYear"} <= question.relative
        return list(dict.fromkeys(told[:2] if both else told[:1]))
    asked = [meant[cue] for cue in meant if cue in question.asking_relative - {"planYear"}]
    if asked and not question.asking_years and len(years) < 2:
        return asked[:1]  # the year of the clause that asks goes before one that is only told
    own = [y for y in question.asking_years if y in years]
    if len(own) == 1 and question.unit and question.asked == {"number"} and not question.cues & _OF_TWO_YEARS:
        return own  # of a year that is only told, nothing is asked
    if "previousYear" in question.relative and len(years) == 1:
        return (*years, previous)
    if "followingYear" in question.relative and len(years) == 1:
        return (*years, years[0] + 1)
    return years


def _kinds(question: Question, years: Sequence[int]) -> frozenset[str]:
    if len(years) > 1:
        return frozenset()
    if "target" in question.cues and "actual" not in question.cues:
        return frozenset({"target", "context", "sought"})
    if "actual" in question.cues and "target" not in question.cues and not years:
        return frozenset({"actual", "context"})
    return frozenset()
