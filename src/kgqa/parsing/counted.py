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
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree, states
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Count, Lookup, Named, Total
from kgqa.text.numerals import ENGLISH_CARDINALS

# The set that is meant, in English: among the ten, of these 97 projects; no amount (the 6.6 billion).
_SET = re.compile(
    rf"\b(?:the|those|these) (?:other )?({'|'.join(ENGLISH_CARDINALS)}|\d+)\b"
    r"(?![.,]\d|%| (?:thousand|million|billion|per cent|percent|mu|yuan|largest|highest|best)\b)"
)
_TELLING = frozenset({LABEL, SYNONYM, STATUS, UNKNOWN})
_OTHERWISE = frozenset({"max", "min", "others", "source", "negation"})


def named_of(context: Context, counted: Fact) -> tuple[Reading, ...]:
    """The members of a counted set that the report names, or how many; none where the question names all."""
    members = counted.all("member")
    if not members or all(map(context.names, members)):
        return ()
    named = Named((counted.iri,), "member")
    counts = "number" in context.question.asked and "entity" not in context.question.asked
    form = Count(named) if counts else named
    return (Reading(form, t.WHOLE, (counted,), (), "counts" if counts else "names", settled=True),)


def named_of_several(context: Context) -> Reading | None:
    """What the report names of several sets that the question counts: 新建23条、续建16条，点名的有哪些."""
    question, known = context.question, context.knowledge
    if "example" not in question.cues or question.cues & _OTHERWISE:
        return None
    counts = {n for n, unit in _numbers(context) if unit not in known.stage_counters}
    if len(counts) < 2 or question.asked - {"entity", "person", "number"}:
        return None
    sets = [own for number in sorted(counts) if len(own := _counted_so(context, number)) == 1]
    if len(sets) < len(counts):
        return None
    facts = tuple(f for own in sets for f in own)
    named = Named(tuple(f.iri for f in facts), "member")
    members = {x for f in facts for x in f.all("member")}
    words = (w for w in context.required if STATUS in w.mention.kinds)
    if not members or not all(any(is_named(f, w.mention) for f in facts) for w in words):
        return None
    form = Count(named) if "number" in question.asked else named
    generator = "counts" if "number" in question.asked else "names"
    return Reading(form, t.WHOLE, facts, (), generator, settled=True)


def _counted_so(context: Context, number: Decimal) -> list[Fact]:
    """The sets of so many things of the kind and in one of the states that a question names."""
    known, mentions = context.knowledge, context.question.mentions
    classes = frozenset[str]().union(*(m.meanings("ClassWord") for m in mentions))
    kinds = classes & known.proper_classes - BROAD
    states = [m for m in mentions if m.meanings("StatusCue") and "example" not in m.meanings("Cue")]
    words = [m for m in mentions if m.meanings("ClassWord") & kinds]
    return [
        f
        for f in known.facts.of("Observation")
        if context.scope.admits(f)
        and f.one("baseValue") == f"{number.normalize():f}"
        and known.unit_kind(f) in COUNTED
        and all(is_named(f, m) for m in words)
        and any(named_degree(f, m) == AS_ASKED for m in states)
    ]


def repeats_the_set(context: Context, reading: Reading) -> bool:
    """Whether it is asked which or how many of a set are named (点名的有几条), and its size is told."""
    question = context.question
    if isinstance(reading.form, Total) and "example" in question.cues:
        return bool(question.asked) and "number" not in question.asked
    if not {"example", "number"} <= question.cues | question.asked or not isinstance(reading.form, Lookup):
        return False
    sizes = {f"{number.normalize():f}" for number, _ in _numbers(context)}
    return any(f.one("baseValue") in sizes for f in reading.facts)


def set_counted(context: Context) -> Fact | None:
    """The one set that a question means, where it gives its number and asks which of it are named.

    Every other word and number must be said where the set is counted, and no other set may be meant.
    """
    question = context.question
    if "example" not in question.cues or question.cues & _OTHERWISE:
        return None
    if question.asked - {"entity", "person", "number"} or not COUNTED.issuperset(question.quantity_kinds):
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
    if "example" in mention.meanings("Cue") or not (word.required or word.covered):
        return True  # named, which may say as well that a title was given; actually
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
