"""The things that the report names of those that it counts: 签约的97个项目里点了谁的名."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kgqa.linking.facts import CLAUSE, Fact, english_words
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CUE, FUNCTION, LABEL, QUESTION, STATUS, SYNONYM, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import BROAD
from kgqa.parsing.context import Context
from kgqa.parsing.kinds import COUNTED
from kgqa.parsing.naming import is_named, states
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Named
from kgqa.text.numerals import ENGLISH_CARDINALS

# The set that is meant, in English: among the ten, of these 97 projects; no amount (the 6.6 billion).
_SET = re.compile(
    rf"\b(?:the|those|these) (?:other )?({'|'.join(ENGLISH_CARDINALS)}|\d+)\b"
    r"(?![.,]\d|%| (?:thousand|million|billion|per cent|percent|mu|yuan|largest|highest|best)\b)"
)
_TELLING = frozenset({LABEL, SYNONYM, STATUS, UNKNOWN})
_OTHERWISE = frozenset({"max", "min", "others", "source", "negation"})


def named_of(context: Context, counted: Fact) -> tuple[Reading, ...]:
    """The members of a counted set that the report names; none where it names none, or the question all."""
    members = counted.all("member")
    if not members or all(map(context.names, members)):
        return ()
    return (Reading(Named((counted.iri,), "member"), t.WHOLE, (counted,), (), "names", settled=True),)


def set_counted(context: Context) -> Fact | None:
    """The one set that a question means, where it gives its number and asks which of it are named.

    Every other word and number must be said where the set is counted, and no other set may be meant.
    """
    question = context.question
    if "example" not in question.cues or question.asked - {"entity", "person"} or question.cues & _OTHERWISE:
        return None
    facts = context.knowledge.facts.facts
    for number, unit in _numbers(context):
        own: Sequence[Fact] = [f for i, f in enumerate(facts) if _is_meant(context, f, i, number)]
        for picks in _pickers(context, unit):
            own = [f for f in own if picks(f)] or own
        if len(own) == 1:
            return own[0]
    return None


def set_partly_named(context: Context) -> Fact | None:
    """The one set that a question means, with its number or without, of which the report names only some."""
    numbers = [number for number, _ in _numbers(context)]
    found = [
        f
        for i, f in enumerate(context.knowledge.facts.facts)
        if f.all("member")
        and any(_is_meant(context, f, i, number) for number in numbers or [_number_of(f)])
        and len(f.all("member")) < _number_of(f)
    ]
    return found[0] if len(found) == 1 else None


def _number_of(fact: Fact) -> Decimal:
    return Decimal(fact.one("baseValue") or "0")


def _numbers(context: Context) -> Iterator[tuple[Decimal, str]]:
    """The numbers that say how many things there are of which names are asked for, with their counters."""
    question, units = context.question, context.knowledge.unit_kinds
    for number in (*question.numbers, *question.told_numbers):
        if number.value == number.base and (question.counts(number) or units.get(number.unit) == "count"):
            yield number.base, number.unit
    for match in _SET.finditer(question.text):
        word = match[1]
        yield Decimal(word if word.isdigit() else ENGLISH_CARDINALS.index(word) + 1), ""


def _is_meant(context: Context, fact: Fact, index: int, number: Decimal) -> bool:
    """Whether a fact counts so many things, and all that the question says is told of them."""
    known, question = context.knowledge, context.question
    if fact.category != "Observation" or not context.scope.admits(fact):
        return False
    if fact.one("baseValue") != f"{number.normalize():f}" or known.unit_kind(fact) not in COUNTED:
        return False
    others = (n for n in (*question.numbers, *question.told_numbers) if n.base != number)
    if not all(states(fact, n) for n in others):
        return False
    kinds = frozenset[str]().union(*map(known.classes_of, fact.all("member")))
    return all(_is_told(context, fact, w, index, kinds) for w in context.weighed)


def _is_told(context: Context, fact: Fact, word: Weighed, index: int, kinds: frozenset[str]) -> bool:
    """Whether a word is said of a set, or is one for the kind of its members."""
    mention, known = word.mention, context.knowledge
    if not mention.kinds & _TELLING or (UNKNOWN in mention.kinds and not word.required):
        return True
    if LABEL not in mention.kinds and mention.kinds & {CUE, FUNCTION, QUESTION}:
        return True
    if known.proper_named(mention) == known.district or mention.meanings("UnitWord"):
        return True
    if STATUS in mention.kinds:
        return is_named(fact, mention) or _says(fact, mention)
    own = mention.meanings("ClassWord") & known.proper_classes
    if own and not own <= BROAD:
        return bool(own & kinds) or is_named(fact, mention)
    return word.covered.get(index, 0.0) >= t.COVERED


def _says(fact: Fact, word: Mention) -> bool:
    """Whether the clause in which a set is counted says a word, or another one for the same."""
    return any(
        english_words(form) <= fact.english[CLAUSE] if form.isascii() else form in fact.tiers[CLAUSE]
        for form in (word.form, *word.alternatives)
    )


def _pickers(context: Context, unit: str) -> tuple[Callable[[Fact], bool], ...]:
    """What tells one of several sets from the others: the answer before, its counter, its own clause."""
    known, carried = context.knowledge, context.carried
    words = [w.mention for w in context.weighed if w.mention.kinds & _TELLING and w.covered]
    earlier = carried.facts if carried else ()
    spans = {f.span for f in earlier}
    near = {(f.heading, f.section) for f in earlier}
    kinds = (
        frozenset().union(*(known.classes_of(x) for x in carried.things)) - BROAD if carried else frozenset()
    )
    return (
        lambda f: f.span in spans,
        lambda f: (f.heading, f.section) in near,
        lambda f: any(known.classes_of(x) & kinds for x in f.all("member")),
        lambda f: bool(unit) and f.one("unitText") == unit,
        lambda f: all(is_named(f, m) for m in words if STATUS in m.kinds),
        lambda f: all(_says(f, m) for m in words),
    )
