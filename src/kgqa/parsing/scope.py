"""The years and kinds that a question allows, with 今年 and 去年 seen from the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgqa.graph.profile import PlanDocument
from kgqa.parsing.kinds import CHANGE, OF_LEVELS
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Carried, Scope

_OF_TWO_YEARS = frozenset(
    {"compare", "difference", "greater", "less", "higher", "lower", "ratio", "sum", "each", "both", "growth"}
)
_SET_AGAINST = frozenset({"compare", "difference", "ratio", "sum"})

_BESIDE_ANOTHER = frozenset({"previousYear", "followingYear"})
_TO_A_TARGET = frozenset({"reach", "target"})  # last year's result is set against this year's target
_EARLIER = frozenset({"previousYear", "lastYear"})  # 上一年 may be both
_SPOKEN_OF = frozenset({"lastYear", "thisYear"})


def scope_of(question: Question, carried: Carried | None, document: PlanDocument | None) -> Scope:
    """Years and kinds of a question, in the light of what an earlier one left."""
    years = _years(question, carried, document) if document else question.years
    over = bool(years) and document is not None and max(years) <= document.reports_on
    if over and question.asked == {"truth"}:
        return Scope(
            tuple(dict.fromkeys(years))
        )  # what was planned for a year that is over, its results tell
    return Scope(tuple(dict.fromkeys(years)), _kinds(question, years, carried))


def relative_years(document: PlanDocument | None) -> Mapping[str, int]:
    """What cues like ``thisYear`` mean, seen from a report."""
    if document is None:
        return {}
    return {
        "lastYear": document.reports_on,
        "nextYear": document.plans_for + 1,
        "followingYear": document.plans_for,
        "thisYear": document.plans_for,
        "yearBeforeLast": document.reports_on - 1,
        "yearAfterNext": document.plans_for + 2,
    }


def _years(question: Question, carried: Carried | None, document: PlanDocument) -> Sequence[int]:
    years = question.years
    spoken_of = carried.scope.years[0] if carried and carried.scope.years else None
    previous = (min(years) if years else spoken_of or document.plans_for) - 1
    following = _following(question, spoken_of, document)
    meant = {
        "previousYear": previous,
        **relative_years(document),
        "followingYear": following,
        "planYear": document.plans_for,
    }
    if not years:
        in_report = (document.reports_on, document.plans_for)
        if spoken_of in in_report and previous not in in_report and _asks_growth(question):
            return (spoken_of,)  # 跟上一年比涨了多少 is told of the year that the question before spoke of
        told = [meant[cue] for cue in meant if cue in question.relative]
        both = {"thisYear", "lastYear"} <= question.relative
        both = both or ("followingYear" in question.relative and bool(question.relative & _SPOKEN_OF))
        asked = question.asking_relative & {"thisYear", "lastYear"}
        apart = question.cues & _OF_TWO_YEARS or question.cues >= _TO_A_TARGET
        if both and len(asked) == 1 and question.asked == {"truth"} and not apart:
            return [meant[next(iter(asked))]]  # 去年改造好了，今年没它什么事了吧
        return list(dict.fromkeys(told[:2] if both else told[:1]))
    said = [meant[cue] for cue in meant if cue in question.asking_relative - {"planYear"}]
    in_report = (document.reports_on, document.plans_for)
    if said and question.asking_relative <= _BESIDE_ANOTHER and said[0] not in in_report:
        said = []  # 较前一年提升: a change from a year that the report does not speak of
    if said and not question.asking_years and len(years) < 2:
        if question.cues & _SET_AGAINST:
            return (*years, *said[:1])  # what is set against the year that is told
        return said[:1]  # the year of the clause that asks goes before one that is only told
    own = [y for y in question.asking_years if y in years]
    if len(own) == 1 and question.unit and question.asked == {"number"} and not question.cues & _OF_TWO_YEARS:
        return own  # of a year that is only told, nothing is asked
    if len(years) == 1 and years[0] in in_report:
        beside = {"previousYear": previous, "followingYear": following}
        return (*years, *(year for cue, year in beside.items() if cue in question.relative))
    return years


def _asks_growth(question: Question) -> bool:
    """Whether it is asked how much something changed from the year before, which is told of the later one."""
    asks = bool(question.cues & CHANGE) and not question.cues & OF_LEVELS
    return asks and "previousYear" in question.relative and question.relative <= _EARLIER


def _following(question: Question, spoken_of: int | None, document: PlanDocument) -> int:
    """The year after the one that the question, or else the one before it, speaks of."""
    if question.years:
        return max(question.years) + 1
    if "thisYear" in question.relative:
        return document.plans_for + 1
    return (document.reports_on if "lastYear" in question.relative else spoken_of or document.reports_on) + 1


def _kinds(question: Question, years: Sequence[int], carried: Carried | None) -> frozenset[str]:
    if len(years) > 1:
        return frozenset()
    if "target" in question.cues and "actual" not in question.cues:
        return frozenset({"target", "context", "sought"})
    spoken_of = carried is not None and carried.scope.years
    done = (question.past and not spoken_of) or "actual" in question.cues
    if done and "target" not in question.cues and not years:
        return frozenset({"actual", "context"})
    return frozenset()
