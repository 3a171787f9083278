"""What a follow-up takes over from the question before it: its facts, its year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.parsing.context import Context
from kgqa.parsing.thresholds import FULL_QUESTION, NEAR


def follow(context: Context) -> tuple[Context, Mapping[str, str]]:
    """The context with what an earlier question leaves open filled in, and notes of what was taken over."""
    notes: dict[str, str] = {}
    carried, earlier = context.carried, context.earlier
    if carried is None:
        return context, notes
    if earlier and not context.told:
        context = replace(context, matches=_taken_over(context))
        notes["subject"] = earlier.names[0] if earlier.names else ""
    if _leans(context) and not context.scope.years and carried.scope.years:
        kinds = context.scope.kinds or carried.scope.kinds
        scope = replace(context.scope, years=carried.scope.years[:1], kinds=kinds)
        context = replace(context, scope=scope)
        notes["year"] = str(carried.scope.years[0])
    return context, notes


def _leans(context: Context) -> bool:
    return "followUp" in context.question.cues or len(context.required) < FULL_QUESTION


def _taken_over(context: Context) -> tuple[Match, ...]:
    """The facts of the earlier answer, those of the same thing, and values that stand beside them."""
    assert context.carried
    earlier = context.carried.facts
    iris = {f.iri for f in earlier}
    other_unit = bool(context.question.unit or context.question.quantity_kinds)
    return tuple(
        Match(index, fact, 1.0, 1.0, ())
        for index, fact in enumerate(context.knowledge.facts.facts)
        if fact.iri in iris
        or any(_same_thing(fact, e) for e in earlier)
        or (other_unit and _beside(fact, earlier[0]))
    )


def _same_thing(fact: Fact, earlier: Fact) -> bool:
    """Whether two facts give the same indicator of the same place."""
    return (
        fact.category == earlier.category
        and fact.one("indicator") == earlier.one("indicator")
        and fact.one("about") == earlier.one("about")
        and bool(earlier.one("indicator"))
    )


def _beside(fact: Fact, earlier: Fact) -> bool:
    """Whether an observation stands next to an earlier one: 966家企业 and 贷款11.2亿元."""
    return (
        fact.category == "Observation"
        and fact.heading == earlier.heading
        and abs(fact.start - earlier.start) < NEAR
    )
