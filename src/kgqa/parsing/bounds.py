"""Refusals: what is out of bounds, what takes a wrong thing for granted, what no reading answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kgqa.linking.facts import Fact
from kgqa.linking.mentions import CUE, FUNCTION, LABEL, STATUS, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.naming import is_named, states_any
from kgqa.parsing.nearnames import unknown_name
from kgqa.parsing.observations import observations
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Reading, Refusal

_IN_NO_NAME = frozenset("的地得去来到在把被给")  # particles between words
_TWO = 2  # values of a change
_DIRECTIONS = {"decline": "down", "growth": "up"}


def out_of_bounds(context: Context) -> Refusal | None:
    """The first reason not to look for an answer, if there is one."""
    return next((refusal for check in _CHECKS if (refusal := check(context))), None)


def unanswered(context: Context) -> Refusal:
    """Why a question that is within bounds has no answer."""
    foreign = tuple(w.mention for w in context.weighed if w.foreign)
    words = tuple(m.text for m in foreign)
    if "opinion" in context.question.cues:
        return Refusal("out_of_scope", context.near, words)
    if max((m.worded for m in context.matches), default=0.0) < t.LEAST_TOUCHED and not context.followed:
        return Refusal("out_of_scope", (), words)
    if foreign:
        return Refusal(_foreign_reason(context, foreign), context.near, words)
    if "perCapita" in context.question.cues:
        return Refusal("not_modelled", context.near)
    return Refusal("not_stated" if context.matches else "not_understood", context.near)


def why_not(question: Question, reading: Reading) -> str:
    """The reason for which a reading is no answer, though it is what is meant; empty when it is one."""
    return reading.refuses or ("false_premise" if _goes_the_other_way(question.cues, reading) else "")


def _goes_the_other_way(cues: frozenset[str], reading: Reading) -> bool:
    """Whether a question has a value raised (上调) that went down from one year to the next, or lowered."""
    wanted = {"raised", "lowered"} & cues
    dated = sorted((f for f in reading.facts if f.year and f.one("baseValue")), key=lambda f: f.year or 0)
    if len(wanted) != 1 or len(dated) != _TWO or dated[0].year == dated[1].year:
        return False
    earlier, later = (Decimal(f.one("baseValue")) for f in dated)
    return later < earlier if "raised" in wanted else later > earlier


def _foreign_reason(context: Context, foreign: Sequence[Mention]) -> str:
    if all(_is_unit(context, m) for m in foreign):
        return "not_stated"
    if any(len(m.text) > t.NAME_LIKE and m.kinds == {UNKNOWN} and not m.text.isascii() for m in foreign):
        return "unknown_name"  # English names are told by their capitals
    known = any(w.covered and LABEL in w.mention.kinds for w in context.weighed)
    return "not_modelled" if known else "out_of_scope"


def _is_unit(context: Context, mention: Mention) -> bool:
    return any(mention.text.endswith(unit) for unit in context.knowledge.unit_kinds if unit)


# ---------- checks, in order ----------


def _unknown_beside_known(context: Context) -> Refusal | None:
    """A long unknown word right before a thing that is known makes another thing of it: 豫瑞达新材料."""
    things = [w.mention for w in context.required if w.covered and STATUS not in w.mention.kinds]
    for clause in context.question.clauses:
        for own in (m for m in clause.mentions if m.kinds == {UNKNOWN} and not m.text.isascii()):
            if context.knowledge.facts.holding(own.text):
                continue
            for beside in things:
                name = clause.text[own.start : beside.start]
                touches = beside in clause.mentions and len(own.text) <= len(name) <= len(own.text) + 1
                touches = touches and _IN_NO_NAME.isdisjoint(name)
                own_place = beside.form in context.knowledge.district_forms
                if touches and len(name) > t.NAME_LIKE and len(beside.text) > 1 and not own_place:
                    return Refusal(_foreign_reason(context, (own,)), context.near, (name,))
    return None


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
    if context.followed or context.names_property:
        return None
    places = context.knowledge.district_forms
    told = (w for w in context.weighed if w.covered and w.mention.form not in places)
    if any(w.required or w.mention.kinds - {CUE, FUNCTION, UNKNOWN} for w in told):
        return None
    unknown = tuple(w.mention.text for w in context.weighed if w.mention.kinds == {UNKNOWN})
    if any(w.foreign and w.mention.kinds != {UNKNOWN} for w in context.weighed):
        return Refusal("not_modelled", unknown=unknown)  # a word of such reports that this one does not have
    asks = context.question.asked and unknown
    return Refusal("out_of_scope" if asks else "not_understood", unknown=unknown)


def _reason(context: Context) -> Refusal | None:
    """The report gives no reasons; one asked for what it contradicts rests on a wrong premise."""
    if "reason" not in context.question.asked:
        return None
    told = next(_contradicting(context), None)
    return Refusal("false_premise", (told,)) if told else Refusal("not_stated", context.near)


def _contradicting(context: Context) -> Iterator[Fact]:
    """Facts of what is asked about that go the other way, or state another number than the question."""
    cues, numbers = context.question.cues, context.question.numbers
    wanted = next((sign for cue, sign in _DIRECTIONS.items() if cue in cues), "")
    for match in context.matches[: t.MOST_DENIED]:
        fact = match.fact
        if match.score <= t.LEAST_DENIED or not context.scope.admits(fact) or fact.category != "Observation":
            continue
        goes = context.knowledge.goes(fact)
        other = bool(wanted and goes and goes != wanted)
        if other or (match.score > t.ACCEPT and numbers and not states_any((fact,), numbers)):
            yield fact


def _conversion(context: Context) -> Refusal | None:
    """A value that is to be told in a unit of another kind of quantity: an area in kilometres."""
    question, known = context.question, context.knowledge
    kind = known.unit_kinds.get(question.unit, "")
    mentions = question.mentions
    at = next((n for n, m in enumerate(mentions) if "convert" in m.meanings("Cue")), None)
    if at is None or not kind:
        return None
    told = [m for m in mentions[:at] if m.content]
    words = [m for m in told if LABEL in m.kinds] or told
    named = [
        m.fact for m in context.matches if m.fact.one("value") and any(is_named(m.fact, w) for w in words)
    ]
    admitted = [fact for fact in named if context.scope.admits(fact)]
    unlike = admitted and all(known.unit_kind(fact) != kind for fact in admitted)
    return Refusal("incompatible_units", tuple(admitted[:1])) if unlike else None


_CHECKS: tuple[Callable[[Context], Refusal | None], ...] = (
    _instruction,
    _personal,
    _per_capita,
    _opinion,
    _period,
    _nothing_known,
    unknown_name,
    _unknown_beside_known,
    _conversion,
    _reason,
)
