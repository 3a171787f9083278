"""What is left of a whole when some of it is taken out: how many are not named, the rest to all of it.

Each is one number less another, and only where there is no doubt about either: the members that the report
names of a set that it counts; a part that bears the name of the whole; shares of one thing; a whole of which
the question tells the number itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match, Weighed
from kgqa.linking.mentions import LABEL, STATUS
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context, measured
from kgqa.parsing.counted import set_partly_named
from kgqa.parsing.kinds import COUNTED
from kgqa.parsing.named import are_of_one_whole
from kgqa.parsing.naming import is_named, named_degree
from kgqa.parsing.observations import all_observed, observed
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Difference, Form, Remainder, Unnamed

_ALL = Decimal(100)  # per cent
_LEFT = frozenset({"rest", "others"})  # 剩下的, 其余的
_PARTS = frozenset({"share", "ratio"})
_OF_TWO = ("about", "unit")


def remainder(context: Context) -> Reading | None:
    """What is left, where a question asks for it and both numbers are beyond doubt."""
    question = context.question
    if question.asked != {"number"} or context.beyond:
        return None
    if _asks_unnamed(question):
        counted = set_partly_named(context)
        return _reading(Unnamed(counted.iri), (counted,)) if counted else None
    if not question.cues & _LEFT:
        return None
    if question.quantity_kinds == {"share"} or question.cues & _PARTS:
        return _of_shares(context)
    return (_of_number_told(context) or _of_named_whole(context)) if "rest" in question.cues else None


def _asks_unnamed(question: Question) -> bool:
    """Whether those are asked for that are not named: 没点名的有几条."""
    return "unnamed" in question.cues or any(
        "negation" in denial.meanings("Cue") and "example" in naming.meanings("Cue")
        for clause in question.clauses
        if clause.asks
        for denial, naming in pairwise(clause.mentions)
    )


def _reading(form: Form, facts: Sequence[Fact]) -> Reading:
    return Reading(form, t.WHOLE, tuple(facts), (), "remainder", settled=True)


def _of_shares(context: Context) -> Reading | None:
    """The rest to 100 per cent of the shares that the question takes out."""
    if "negation" not in context.question.cues and "rest" not in context.question.cues:
        return None
    known = context.knowledge
    shares = [m for m in _stated(context) if known.measure(m.fact) == "share"]
    words = list(_telling(context))
    picked = [own for w in words if len(own := [m for m in shares if is_named(m.fact, w.mention)]) == 1]
    named = {m.fact.iri: m for own in picked for m in own}
    found = [m.fact for m in named.values()]
    if not found or not are_of_one_whole(context, found):
        return None
    if not all(_covers(named.values(), w) for w in words):
        return None
    return _reading(Remainder(all_observed(found), f"{_ALL}"), found)


def _of_number_told(context: Context) -> Reading | None:
    """What is left of a number that the question tells, in the unit that is asked for: of 365 days."""
    question = context.question
    numbers = [n for n in (*question.numbers, *question.told_numbers) if n.unit == question.unit != ""]
    found = [
        m.fact
        for m in _stated(context)
        if m.naming >= t.ADDEND_NAMED and all(_covers([m], w) for w in _telling(context))
    ]
    if len(numbers) != 1 or len(found) != 1 or question.counts(numbers[0]):
        return None
    (number,), (fact,) = numbers, found
    value, unit = measured(fact)
    if unit != number.unit or value >= number.base:
        return None
    return _reading(Remainder(all_observed(found), f"{number.base:f}"), found)


def _of_named_whole(context: Context) -> Reading | None:
    """What is left of a whole without a part that bears its name: districts, and districts opened."""
    words = list(_telling(context))
    stated = [m for m in _stated(context) if context.knowledge.unit_kind(m.fact) in COUNTED]
    pairs = [
        (whole.fact, part.fact)
        for part in stated
        for whole in stated
        if _is_part_by_name(part.fact, whole.fact)
        and any(named_degree(part.fact, w.mention) > named_degree(whole.fact, w.mention) for w in words)
        and all(_covers([whole, part], w) for w in words)
    ]
    if len(pairs) != 1:
        return None
    whole, part = pairs[0]
    return _reading(Difference(observed(whole), observed(part)), (whole, part))


def _is_part_by_name(part: Fact, whole: Fact) -> bool:
    """Whether a value is of some of the things that another one counts, as its name says."""
    if part.year != whole.year or part.kind != whole.kind or measured(part)[0] >= measured(whole)[0]:
        return False
    if any(part.one(key) != whole.one(key) for key in _OF_TWO):
        return False
    return any(one != other and one.endswith(other) for one in part.names for other in whole.names[:1])


def _stated(context: Context) -> list[Match]:
    """The observations with a value that the question may speak of."""
    return [
        m
        for m in context.matches
        if m.fact.category == "Observation" and m.fact.one("value") and context.scope.admits(m.fact)
    ]


def _telling(context: Context) -> Iterator[Weighed]:
    """The words that say of what something is left."""
    for word in context.weighed:
        told = word.required or (word.aside and word.mention.kinds & {LABEL, STATUS})
        if told and context.knowledge.proper_named(word.mention) != context.knowledge.district:
            yield word


def _covers(matches: Iterable[Match], word: Weighed) -> bool:
    return any(word.covered.get(m.index, 0.0) >= t.COVERED for m in matches)
