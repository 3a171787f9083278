"""Values that are another kind of quantity than the one asked for: a rate for an amount, and the reverse."""

from __future__ import annotations

from decimal import Decimal

from kgqa.linking.mentions import FUNCTION
from kgqa.parsing.computed import asks_for_part
from kgqa.parsing.context import Context
from kgqa.parsing.kinds import CHANGE, COUNTED, OF_SEVERAL_YEARS, PHYSICAL, RELATIVE
from kgqa.parsing.naming import is_named
from kgqa.parsing.readings import Reading

_SCALES = "十百千万亿"
_POINTS = "百分点"
_SMALLEST_SCALE = 10_000


def is_another_quantity(context: Context, reading: Reading) -> bool:
    """Whether the values of a reading are of another kind of quantity than the one asked for."""
    return any(check(context, reading) for check in _CHECKS)


def _is_a_rate(context: Context, reading: Reading) -> bool:
    """Whether an amount, or a share of something, is asked for, and a value is a rate of growth."""
    question, known = context.question, context.knowledge
    if not all(known.measure(fact) == "growth" for fact in reading.facts):
        return False
    if question.cues & CHANGE:
        return "absolute" in question.cues and bool(question.quantity_kinds & PHYSICAL)
    amount = "absolute" in question.cues or known.unit_kinds.get(question.unit, "") in PHYSICAL
    return amount or "share" in question.cues


def _is_no_change(context: Context, reading: Reading) -> bool:
    """Whether it is set against a year of which nothing is told, and no value says how much it grew since."""
    known, cues = context.knowledge, context.question.cues
    if not context.beyond or not cues & OF_SEVERAL_YEARS:
        return False
    since = {fact.year - 1 for fact in reading.facts if fact.year and known.measure(fact) == "growth"}
    return not context.beyond <= since


def _is_in_another_unit(context: Context, reading: Reading) -> bool:
    """Whether a value is to be converted into a unit, or a currency, in which it is not stated."""
    question = context.question
    if "convert" not in question.cues:
        return False
    wanted = question.unit.lstrip(_SCALES)
    if not wanted:
        return any(context.knowledge.unit_kind(fact) == "money" for fact in reading.facts)  # 折合人民币
    return any(fact.one("unitText").lstrip(_SCALES) != wanted for fact in reading.facts)


def _is_no_part(context: Context, reading: Reading) -> bool:
    """Whether it is asked what part of something, or how many times it, a value is, and it is a size."""
    question, known = context.question, context.knowledge
    part = asks_for_part(question) and known.unit_kinds.get(question.unit, "") in ("", *RELATIVE)
    if "number" not in question.asked or not (part or "times" in question.cues):
        return False
    return not any(known.unit_kind(fact) in RELATIVE for fact in reading.facts)


def _is_how_far_it_is(context: Context, reading: Reading) -> bool:
    """Whether it is asked by how many points a share changed, and a value is only what it is."""
    question, known = context.question, context.knowledge
    points = question.unit.endswith(_POINTS) or ("difference" in question.cues and "share" in question.cues)
    changed = points and question.cues & (CHANGE | {"moved"})
    return bool(changed) and all(known.measure(fact) == "share" for fact in reading.facts)


def _is_a_size(context: Context, reading: Reading) -> bool:
    """Whether it is asked by how much a size has grown (收入同比增长多少), and it is only told itself.

    What is named by what was added (新增绿化面积), or by what was cut (减税降费), has changed by just that.
    """
    question, known = context.question, context.knowledge
    said = (m for m in question.mentions if FUNCTION not in m.kinds)
    said = (m for m in said if not any(is_named(fact, m) for fact in reading.facts))
    if "number" not in question.asked or not any(m.meanings("Cue") & CHANGE for m in said):
        return False
    sizes = all(known.unit_kind(fact) in PHYSICAL for fact in reading.facts)
    return sizes and not any(word in fact.joined_names for fact in reading.facts for word in known.additions)


def _is_below_scale(context: Context, reading: Reading) -> bool:
    """Whether a number is asked for by its scale (多少亿), and what is counted does not come near it."""
    question, known = context.question, context.knowledge
    if not question.scaled or question.unit:
        return False
    return all(
        known.unit_kind(fact) in COUNTED and Decimal(fact.one("baseValue") or "0") < _SMALLEST_SCALE
        for fact in reading.facts
    )


_CHECKS = (
    _is_a_rate,
    _is_no_change,
    _is_in_another_unit,
    _is_no_part,
    _is_how_far_it_is,
    _is_a_size,
    _is_below_scale,
)
