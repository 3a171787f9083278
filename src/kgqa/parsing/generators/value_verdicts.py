"""Whether values stand to a number as a question has it: at least 7 %, more than 30 firms."""

from __future__ import annotations

from decimal import Decimal

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CUE
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import unfinished
from kgqa.parsing.context import Context
from kgqa.parsing.generators.claims import disagrees
from kgqa.parsing.kinds import ANY_COUNTER, PHYSICAL
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.naming import is_named
from kgqa.parsing.observations import observations, observed, with_value
from kgqa.parsing.question import Number, Question, relation_asked
from kgqa.parsing.readings import ON_VALUE, UNDECIDED, Reading, Scope
from kgqa.query.forms import StateVerdict, Verdict

_WHOLE_PLAN = "100"  # per cent
_AT_ITS_END = frozenset({"<=", ">="})  # at most, at least
_DENIED = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}  # of the bounds of values
SET_AGAINST = frozenset({"compare", "greater", "less", "higher", "lower", "reach", "equal", "max", "min"})


def on_values(context: Context) -> list[Reading]:
    """Readings of a question for yes or no by the values that it is told of."""
    return [*_on_values(context), *_on_growth(context), *_on_fulfilment(context)]


def _on_values(context: Context) -> list[Reading]:
    """Whether the best values, each by itself, stand in the relation asked about to the number given."""
    question, numbers = context.question, context.question.numbers
    if len(numbers) == 1 and _weighs(question, numbers[0]):
        return []
    denied = question.denies or bool(unfinished(question))
    if len(numbers) == 1 and denied and relation_asked(question, numbers[0]) == "=":
        return []  # 128个项目还有未完工的吗: that there were 128 does not tell it
    ranked = with_value(observations(context)) if len(numbers) == 1 else []
    found = [
        p
        for p in ranked
        if _is_of_its_kind(context.knowledge, p[1].fact, numbers[0])
        and _is_touched(context, p[1])
        and not _counts_those(context, numbers[0], p[1].fact)
    ]
    found = found[: t.MOST_VERDICTS]
    return [_on_value(context, score, match, numbers[0]) for score, match in found]


def _counts_those(context: Context, number: Number, fact: Fact) -> bool:
    """Whether a number is that of the things that a value is of: did the 332 projects beat their plan?"""
    kind = context.knowledge.unit_kind
    if kind(fact) == "count" or number.bound != "=" or number.unit:
        return False
    others = (m.fact for m in context.matches[: t.MOST_VALUES] if m.fact.category == "Observation")
    return any(kind(f) == "count" and Decimal(f.one("baseValue") or "0") == number.base for f in others)


def _weighs(question: Question, number: Number) -> bool:
    """Whether a number that is only told is asked to be high or low: 3%的目标算不算低."""
    return bool(question.cues & {"higher", "lower"}) and relation_asked(question, number) == "="


def _on_growth(context: Context) -> list[Reading]:
    """Whether what is named as growing grew: the rate that is named in full lies above nothing."""
    question, known = context.question, context.knowledge
    if question.numbers or question.cues & (SET_AGAINST | {"difference"}):
        return []
    rates = (
        (score, match)
        for score, match in with_value(observations(context))[:1]
        if known.measure(match.fact) == "growth" and match.naming >= 1.0 and not match.uncovered
    )
    return [
        Reading(Verdict(observed(m.fact), ">", "0"), score, (m.fact,), (), ON_VALUE)
        for score, m in rates
        if known.goes(m.fact) == "up" and "decline" not in question.cues
    ]


def _on_fulfilment(context: Context) -> list[Reading]:
    """Whether a plan was fulfilled, or more than that: what its rate of completion is against all of it."""
    question, known = context.question, context.knowledge
    said = [w for w in context.weighed if w.mention.meanings("Fulfilment")]
    if not said or question.numbers or question.cues & {"compare", "equal"}:
        return []
    exceeded = any("exceeded" in w.mention.meanings("Fulfilment") for w in said)
    rates = (
        (score, match)
        for score, match in with_value(observations(context, Scope(context.scope.years)))
        if known.unit_kind(match.fact) == "share" and any(is_named(match.fact, w.mention) for w in said)
    )
    return [
        Reading(
            Verdict(observed(m.fact), ">" if exceeded else ">=", _WHOLE_PLAN),
            score,
            (m.fact,),
            m.uncovered,
            ON_VALUE,
        )
        for score, m in list(rates)[: t.MOST_VERDICTS]
        if m.fact.kind == "actual"
    ]


def _is_touched(context: Context, match: Match) -> bool:
    """Whether a word of the question, and not only that something grows, says what the value is of."""
    words = (w.mention for w in context.weighed if w.mention.content and CUE not in w.mention.kinds)
    return context.followed or any(is_named(match.fact, word) for word in words)


def _is_of_its_kind(knowledge: Knowledge, fact: Fact, number: Number) -> bool:
    """Whether a value and a number can be set against each other: no count is a percentage."""
    own, given = knowledge.unit_kind(fact), knowledge.unit_kinds.get(number.unit, "")
    if own == "share" and not given:
        return number.base <= t.LARGEST_RATE
    if own in PHYSICAL and given in PHYSICAL:
        return own == given
    return not own or not given or ((own == "share") == (given == "share") and given not in PHYSICAL)


def _on_value(context: Context, score: float, match: Match, number: Number) -> Reading:
    relation = relation_asked(context.question, number)
    if disagrees(context, match.fact, context.question.asking) or _is_told_otherwise(
        match.fact, number, relation
    ):
        planned = match.fact.year if match.fact.kind == "target" else None
        denied = StateVerdict((match.fact.iri,), context.question.denies, planned)
        return Reading(denied, score, (match.fact,), match.uncovered, ON_VALUE)
    bound = _SIGNS.get(local_name(match.fact.one("bound")), "")
    if number.bound == relation == bound and _is_set_at(context.question, number):
        relation = "="  # 目标是不是定的6.5%以上 asks for the bound itself
    if context.question.denies:
        relation = _DENIED.get(relation, relation)  # 没超过5.5%吧
    form = Verdict(observed(match.fact), relation, f"{number.base:f}")
    undecided = relation != "=" and (
        _leaves_open(match.fact, number) or _is_looser(context, match.fact, number, relation)
    )
    name = UNDECIDED if undecided else ON_VALUE
    return Reading(form, score, (match.fact,), match.uncovered, name)


def _is_told_otherwise(fact: Fact, number: Number, relation: str) -> bool:
    """Whether a value is just so large, but in another unit (dollars), or at least and not at most."""
    unit, bound = number.unit.lstrip("万亿"), _SIGNS.get(local_name(fact.one("bound")), "")
    same = Decimal(fact.one("baseValue") or "0") == number.base
    ways = {sign[0] for sign in (bound, relation) if sign in _DENIED}
    return same and (_is_unlike(unit, fact.counter) or len(ways) > 1)


def _is_unlike(unit: str, other: str) -> bool:
    """Whether two units of size are not the same; counters may be."""
    return bool(unit and other) and unit != other and not {unit, other} & ANY_COUNTER


def _is_looser(context: Context, fact: Fact, number: Number, relation: str) -> bool:
    """Whether a target is said to be a looser one: 7.9% or more, where 8% or more is aimed at.

    That what is aimed at lies above it is true, and that it is the target is not. How far above what is at
    least aimed at it may come is open.
    """
    bound = _SIGNS.get(local_name(fact.one("bound")), "")
    apart = Decimal(fact.one("baseValue") or "0") != number.base
    if fact.kind != "target" or not bound or not apart:
        return False
    opposed = relation in _AT_ITS_END and bound[0] != relation[0]
    return opposed or ("target" in context.question.cues and relation == bound)


def _is_set_at(question: Question, number: Number) -> bool:
    """Whether a word says right before a number that it is what was laid down: 定的6.5%以上."""
    return "setAt" in question.relation_before(number)


def _leaves_open(fact: Fact, number: Number) -> bool:
    """Whether the bound of a result leaves open on which side of a number it lies; a target is its bound."""
    bound, base = local_name(fact.one("bound")), Decimal(fact.one("baseValue") or "0")
    if fact.kind == "target":
        return False
    return (bound in ("ge", "gt") and base < number.base) or (bound in ("le", "lt") and base > number.base)
