"""Whether several values are as a question tells them: 收储1412亩、供应939亩，数字对不对.

Each number is held against the value that the words beside it name. A claim is right only if all its numbers
are, and where two values are named alike it is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgqa.linking.facts import Fact
from kgqa.linking.mentions import CUE, FUNCTION, QUESTION, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.kinds import ANY_COUNTER, COUNTED
from kgqa.parsing.levels import is_of_another_level
from kgqa.parsing.naming import named_degree
from kgqa.parsing.observations import observed
from kgqa.parsing.premises import DIRECTIONS
from kgqa.parsing.question import COMPARATIVE, Clause, Number
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Claims, Verdict

_COMMA = re.compile(r"[、，,；;]")
_SET_AGAINST = COMPARATIVE | {"compare", "difference", "ratio"}


@dataclass(frozen=True)
class Told:
    """A number with the words that it is told of: those it stands right before, or those before it."""

    number: Number
    nearer: tuple[Mention, ...]
    farther: tuple[Mention, ...]

    @property
    def words(self) -> tuple[Mention, ...]:
        """All words beside the number."""
        return (*self.nearer, *self.farther)


def claims(context: Context) -> list[Reading]:
    """The reading of a question whether two or more numbers are right; empty where one cannot be told."""
    if context.question.cues & _SET_AGAINST:
        return []  # whether one is more than the other
    told = [own for clause in context.question.clauses for own in _told_in(clause, context)]
    if len(told) < 2:
        return []
    facts: list[Fact] = []
    for own in told:
        fact = _value_of(context, own)
        if fact is None or fact in facts or disagrees(context, fact, own.words):
            return []
        facts.append(fact)
    verdicts = tuple(
        Verdict(observed(fact), "=", f"{own.number.base:f}") for fact, own in zip(facts, told, strict=True)
    )
    return [Reading(Claims(verdicts), t.WHOLE, tuple(facts), (), "claims", settled=True)]


def disagrees(context: Context, fact: Fact, words: Sequence[Mention]) -> bool:
    """Whether what a question says beside a number goes against a value: its level, its owner, its way."""
    return (
        is_of_another_level(context, fact)
        or is_of_another_thing(context, fact)
        or goes_the_other_way(context, fact, words)
    )


def is_of_another_thing(context: Context, fact: Fact) -> bool:
    """Whether a value is of one thing with a name of its own, and the question names another."""
    known = context.knowledge
    about, named = fact.one("about"), {known.proper_named(m) for m in context.question.mentions}
    named -= {None, known.district}
    if about == known.district or not named or about in named:
        return False
    holders = known.facts.holders
    return all(
        thing not in holders.get(about, frozenset()) and about not in holders.get(thing or "", frozenset())
        for thing in named
    )


def goes_the_other_way(context: Context, fact: Fact, words: Sequence[Mention]) -> bool:
    """Whether words say that a value rose which fell, or the reverse."""
    ways = {way for m in words for cue, way in DIRECTIONS.items() if cue in m.meanings("Cue")}
    goes = context.knowledge.goes(fact)
    return len(ways) == 1 and bool(goes) and goes not in ways


def _told_in(clause: Clause, context: Context) -> Iterator[Told]:
    """The numbers of a clause, each with the words beside it."""
    if clause.frames or clause.sets_aside:
        return
    numbers = (*context.question.numbers, *context.question.told_numbers)
    marks: list[tuple[Number, int, int]] = []
    at = 0
    for number in numbers:
        start = clause.text.find(number.text, at)
        if start >= 0:
            at = start + len(number.text)
            marks.append((number, start, at))
    follows = not any(m.content and m.start >= marks[-1][2] for m in clause.mentions) if marks else False
    for n, (number, start, end) in enumerate(marks):
        begin = marks[n - 1][2] if n else 0
        until = _end_of_part(clause, end, marks[n + 1][1] if n + 1 < len(marks) else len(clause.text))
        before = tuple(m for m in clause.mentions if begin <= m.start and m.end <= start)
        after = tuple(m for m in clause.mentions if end <= m.start and m.end <= until)
        noun = next(iter(after), None)
        attached = (
            noun is not None
            and not (follows and any(m.content for m in before))  # 加氢站23座 充电桩10座
            and clause.text[end : noun.start] in ("", " " if noun.text.isascii() else "")
            and not noun.kinds & {CUE, FUNCTION, QUESTION}
        )
        yield Told(number, after, before) if attached else Told(number, before, after)


def _end_of_part(clause: Clause, start: int, end: int) -> int:
    """Where the part of a clause that begins at a place ends: at a comma, or at the end given."""
    comma = _COMMA.search(clause.text, start, end)
    return comma.start() if comma else end


def _value_of(context: Context, told: Told) -> Fact | None:
    """The value that the words beside a number name; None where no one is named better than all others."""
    ranked = sorted(
        (
            (
                *(
                    sum(named_degree(m.fact, w) for w in words if w.content)
                    for words in (told.nearer, told.farther)
                ),
                n,
            )
            for n, m in enumerate(context.matches)
            if _may_be_told(context, m.fact, told.number)
        ),
        key=lambda own: (-own[0], -own[1], own[2]),
    )
    if not ranked or not ranked[0][0]:
        return None
    best = context.matches[ranked[0][2]].fact
    alike = [context.matches[n].fact for nearer, farther, n in ranked if (nearer, farther) == ranked[0][:2]]
    return best if all(_is_of_one(best, fact) for fact in alike) else None


def _is_of_one(one: Fact, other: Fact) -> bool:
    return all(one.one(name) == other.one(name) for name in ("indicator", "about")) and one.year == other.year


def _may_be_told(context: Context, fact: Fact, number: Number) -> bool:
    """Whether a value in the scope is counted as a number is."""
    if fact.category != "Observation" or not fact.one("baseValue") or not context.scope.admits(fact):
        return False
    if fact.one("about") != context.knowledge.district and not context.names(fact.one("about")):
        return False  # where no place is named, the district is meant
    unit, own = number.unit.lstrip("万亿"), context.knowledge.unit_kind(fact)
    if unit == fact.counter:
        return True
    return unit in ANY_COUNTER and own in COUNTED
