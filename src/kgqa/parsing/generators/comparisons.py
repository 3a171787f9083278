"""Differences, shares, comparisons: of two years, of a part and the whole, of two indicators."""

from __future__ import annotations

from collections.abc import Iterable

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.observations import all_observed, observations, observed
from kgqa.parsing.pairing import named_pair, pair_form, set_beside
from kgqa.parsing.readings import UNLIKE_UNITS, Reading, Scope
from kgqa.query.forms import Lookup

_COMPARED = frozenset({"compare", "difference", "greater", "less", "ratio", "equal"})


def comparisons(context: Context) -> list[Reading]:
    """The two values that a question sets against each other, for each way to find them."""
    question = context.question
    sided = question.asked & {"number", "entity", "truth"} or {"target", "actual"} <= question.cues
    either = question.cues & {"higher", "lower"} and sided
    against = question.cues & {"moreThan", "lessThan"} and not question.numbers
    if not (question.cues & _COMPARED or either or against):
        return []
    if "sum" in question.cues and not question.cues & _COMPARED:
        return []  # a result and a target that are to be added, not set against each other
    earlier = _with_earlier(context)
    if earlier and "pronoun" in question.cues:
        return [earlier]  # 跟它差多少: it is the value before and no other
    found = (
        earlier,
        _two_years(context),
        _two_subjects(context) or _two_indicators(context),
    )
    return [reading for reading in found if reading]


def _pair(
    context: Context, left: Fact, right: Fact, score: float, unused: tuple[str, ...], name: str
) -> Reading:
    form = pair_form(context.question, *all_observed((left, right)))
    return Reading(form, score, (left, right), unused, name)


# ---------- the value before and another one ----------


def _with_earlier(context: Context) -> Reading | None:
    """The value that the earlier answer gave and the one that a follow-up sets against it."""
    other = set_beside(context)
    if context.earlier is None or other is None:
        return None
    return _pair(context, other, context.earlier, t.WHOLE, (), "with the earlier value")


# ---------- one indicator, two years ----------


def _two_years(context: Context) -> Reading | None:
    """The target and the result of the indicator that fits best."""
    if context.knowledge.document is None or not _spans_years(context):
        return None
    across = observations(context, Scope())
    if not across:
        return None
    best, first = across[0]
    same = [m.fact for s, m in across if _is_same(m.fact, first.fact) and best - s < t.SAME_NAME_TWO_YEARS]
    if len({fact.kind for fact in same}) == 1:
        same += [m.fact for _, m in across if context.knowledge.are_comparable(m.fact, first.fact)]
    target = _first(same, "target")
    actual = _first((f for f in same if target is None or f.basis == target.basis), "actual")
    if target is None or actual is None:
        return None
    return _pair(context, target, actual, best * t.PAIR_LIFT, first.uncovered, "two years")


def _spans_years(context: Context) -> bool:
    question = context.question
    return (
        len({*context.scope.years, *question.years}) > 1
        or {"target", "actual"} <= question.cues
        or bool(question.relative)
        or (context.followed and bool(question.years))
    )


def _is_same(fact: Fact, other: Fact) -> bool:
    return all(fact.one(key) == other.one(key) for key in ("indicator", "about"))


def _first(facts: Iterable[Fact], kind: str) -> Fact | None:
    return next((f for f in facts if f.kind == kind and f.one("value")), None)


# ---------- a part and the whole ----------


def _two_subjects(context: Context) -> Reading | None:
    """One indicator of a part and of the whole, when the question names both (占全区, 相当于全区)."""
    known, question = context.knowledge, context.question
    if not question.cues & {"ratio", "difference", "compare"}:
        return None
    if not any(m.form in known.district_forms for m in question.mentions):
        return None
    ranked = [m for _, m in observations(context)]
    part = next((m for m in ranked if _is_of_part_asked(context, m.fact)), None)
    whole = next((m for m in ranked if part and _is_whole_of(context, m, part)), None)
    if part is None or whole is None:
        return None
    score = part.score * t.PAIR_LIFT
    return _pair(context, part.fact, whole.fact, score, part.uncovered, "two subjects")


def _is_of_part_asked(context: Context, fact: Fact) -> bool:
    about = fact.one("about")
    return about not in ("", context.knowledge.district) and context.names(about)


def _is_whole_of(context: Context, whole: Match, part: Match) -> bool:
    return (
        whole.fact.one("about") == context.knowledge.district
        and whole.fact.one("indicator") == part.fact.one("indicator")
        and whole.fact.year == part.fact.year
    )


# ---------- two indicators ----------


def _two_indicators(context: Context) -> Reading | None:
    """Two values that the question names apart; of unlike units only to say that they cannot be compared."""
    pair = named_pair(context)
    if pair is None:
        return None
    score, left, right = pair[0], pair[1].fact, pair[2].fact
    kind = context.knowledge.unit_kind(left)
    if kind != context.knowledge.unit_kind(right):
        form = Lookup((observed(left),))
        return Reading(form, score * t.UNLIKE_UNITS, (left, right), (), UNLIKE_UNITS)
    if left.one("unit") != right.one("unit") and kind != "count":
        return None
    return _pair(context, left, right, score, (), "two indicators")
