"""Refusals: what is out of bounds, what takes a wrong thing for granted, what no reading answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgqa.graph.vocabulary import CODE
from kgqa.linking.facts import Fact
from kgqa.linking.mentions import CUE, FUNCTION, LABEL, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.naming import is_named, states_any
from kgqa.parsing.nearnames import unknown_name
from kgqa.parsing.observations import observations
from kgqa.parsing.readings import UNDECIDED, UNLIKE_UNITS, Reading, Refusal

# Readings that show why there is no answer.
_SHOWN = {UNLIKE_UNITS: "incompatible_units", UNDECIDED: "not_stated"}


def out_of_bounds(context: Context) -> Refusal | None:
    """The first reason not to look for an answer, if there is one."""
    return next((refusal for check in _CHECKS if (refusal := check(context))), None)


def unanswered(context: Context, readings: Sequence[Reading]) -> Refusal | None:
    """Why the readings, best first, do not answer; None when the best one does."""
    best = readings[0].score if readings else 0.0
    if best >= t.ACCEPT:
        reason = _SHOWN.get(readings[0].generator)
        return Refusal(reason, readings[0].facts) if reason else None
    foreign = tuple(w.mention for w in context.weighed if w.foreign)
    words = tuple(m.text for m in foreign)
    if "opinion" in context.question.cues:
        return Refusal("out_of_scope", context.near, words)
    if max((m.coverage for m in context.matches), default=0.0) < t.LEAST_TOUCHED and not context.followed:
        return Refusal("out_of_scope", (), words)
    if foreign:
        return Refusal(_foreign_reason(context, foreign), context.near, words)
    if context.question.cues & {"perCapita", "absolute"}:
        return Refusal("not_modelled", context.near)
    return Refusal("not_stated" if context.matches else "not_understood", context.near)


def _foreign_reason(context: Context, foreign: Sequence[Mention]) -> str:
    if any(len(m.text) > t.NAME_LIKE and m.kinds == {UNKNOWN} for m in foreign):
        return "unknown_name"
    known = any(w.covered and LABEL in w.mention.kinds for w in context.weighed)
    return "not_modelled" if known else "out_of_scope"


# ---------- checks, in order ----------


def _instruction(context: Context) -> Refusal | None:
    return Refusal("out_of_scope") if "instruction" in context.question.cues else None


def _personal(context: Context) -> Refusal | None:
    return Refusal("out_of_scope", context.near) if "personal" in context.question.cues else None


def _per_capita(context: Context) -> Refusal | None:
    """A value by head that the report does not give is not made up from others."""
    if "perCapita" not in context.question.cues:
        return None
    given = (m.fact for m in context.matches if m.fact.category == "Observation")
    if any(is_named(fact, word) for fact in given for word in context.per_capita):
        return None
    return Refusal("not_modelled", context.near)


def _opinion(context: Context) -> Refusal | None:
    """What somebody thinks stands in no report; a number that the question takes for granted may be wrong."""
    if "opinion" not in context.question.cues:
        return None
    told: tuple[Fact, ...] = tuple(m.fact for s, m in observations(context)[:1] if s > t.ACCEPT)
    numbers = context.question.numbers
    wrong = told and numbers and not states_any(told, numbers)
    return Refusal("false_premise" if wrong else "out_of_scope", told)


def _period(context: Context) -> Refusal | None:
    known, asked = set(context.knowledge.profile.years), set(context.scope.years)
    return Refusal("outside_period", context.near) if known and asked and not known & asked else None


def _nothing_known(context: Context) -> Refusal | None:
    if context.followed or any(m.meanings("PropertyWord") for m in context.question.mentions):
        return None
    places = context.knowledge.district_forms
    told = (w for w in context.weighed if w.covered and w.mention.form not in places)
    if any(w.required or w.mention.kinds - {CUE, FUNCTION, UNKNOWN} for w in told):
        return None
    unknown = tuple(w.mention.text for w in context.weighed if w.mention.kinds == {UNKNOWN})
    asks = context.question.asked and unknown
    return Refusal("out_of_scope" if asks else "not_understood", unknown=unknown)


def _reason(context: Context) -> Refusal | None:
    """The report gives no reasons; a decline asked about where it states growth is a wrong premise."""
    if "reason" not in context.question.asked:
        return None
    if "decline" in context.question.cues:
        for match in context.matches[: t.MOST_DENIED]:
            fact = match.fact
            if _is_growth(context, fact) and match.score > t.LEAST_DENIED and context.scope.admits(fact):
                return Refusal("false_premise", (fact,))
    return Refusal("not_stated", context.near)


def _is_growth(context: Context, fact: Fact) -> bool:
    return context.knowledge.measure(fact) == "growth" and fact.one("direction") != f"{CODE}down"


_CHECKS: tuple[Callable[[Context], Refusal | None], ...] = (
    _instruction,
    _personal,
    _per_capita,
    _opinion,
    _period,
    _nothing_known,
    unknown_name,
    _reason,
)
