"""What a question takes for granted, held against the report: a fall of what rose, a title still sought."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from kgqa.graph.profile import PlanDocument
from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.mentions import CUE, FUNCTION, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import statuses_named
from kgqa.parsing.context import Context
from kgqa.parsing.detection import years_in
from kgqa.parsing.levels import is_of_another_level
from kgqa.parsing.naming import states, states_any
from kgqa.parsing.question import Clause, Question
from kgqa.parsing.scope import relative_years
from kgqa.text.numerals import ENGLISH_ORDINALS, ORDINALS, place_of

DIRECTIONS = {"decline": "down", "growth": "up"}
_IS_DONE = re.compile(r"(?:都|全).*了[,，。;；]*$|已经?|早就|\balready\b")
_RANK = re.compile(
    rf"(?:[市省国区]|排|位[居列]?)(?:名|在)?第(?P<zh>[{ORDINALS}]+|\d+)(?!方阵|梯队)"
    rf"|\brank(?:s|ed|ing)? (?P<en>{'|'.join(ENGLISH_ORDINALS)})\b"
)
_REACHED = frozenset({"won", "open", "completed"})  # what is told as done
_LESS, _MORE = frozenset({"less", "lower"}), frozenset({"greater", "higher"})


def denied(context: Context) -> tuple[Fact, ...] | None:
    """Facts that go against what a question takes for granted; empty ones where none tells it directly."""
    if "truth" in context.question.asked:
        return None
    return next((facts for check in _CHECKS if (facts := check(context)) is not None), None)


def direction(question: Question) -> str:
    """Where a question has a value go, ``up`` or ``down``: it fell, or there was less of it than before.

    Why were fewer cars sold than the year before, or than last year?
    """
    cues = question.cues
    told = next((sign for cue, sign in DIRECTIONS.items() if cue in cues), "")
    before = "previousYear" in cues or ("lastYear" in cues and "reason" in question.asked)
    if told or not before:
        return told
    return "down" if cues & _LESS else "up" if cues & _MORE else ""


def contradicting(context: Context) -> Iterator[Fact]:
    """Facts of what is asked about that go the other way, or state another number than the question."""
    numbers, wanted = context.question.numbers, direction(context.question)
    matches = context.matches[: t.MOST_DENIED]
    stated = states_any((m.fact for m in matches if context.scope.admits(m.fact)), numbers)
    for match in matches:
        fact = match.fact
        if match.score <= t.LEAST_DENIED or not context.scope.admits(fact) or fact.category != "Observation":
            continue
        goes = context.knowledge.goes(fact)
        other = bool(wanted and goes and goes != wanted)
        if other or (match.score > t.ACCEPT and numbers and not stated):
            yield fact


def gone_the_other_way(context: Context) -> tuple[Fact, ...] | None:
    """A value that is named and did not fall, where a fall is taken for granted, or did not rise.

    How much something grew is also asked of what fell; how it came to grow is not.
    """
    known, cues = context.knowledge, context.question.cues
    rises = "growth" in cues and bool(context.question.asked & {"manner", "reason"})
    wanted = DIRECTIONS["decline"] if "decline" in cues else DIRECTIONS["growth"] if rises else ""
    head = next((w for w in reversed(context.required) if w.covered), None)
    for match in context.matches[: t.MOST_DENIED] if wanted else ():
        goes = known.goes(match.fact) if context.scope.admits(match.fact) else ""
        told = match.fact.category == "Observation" and match.score > t.NAMED
        told = told and (head is None or head.degree(match.index) > 0)  # GDP is no energy per unit of GDP
        if told and match.naming >= t.NAMED and goes and goes != wanted:
            return (match.fact,)
    return None


def told_the_other_way(context: Context) -> tuple[Fact, ...] | None:
    """A value that rose, where a clause that asks nothing tells of its fall: given that its sales dropped, …

    The fact speaks of every word that the clause names.
    """
    known = context.knowledge
    for clause in context.question.clauses:
        cues = {cue for m in clause.mentions for cue in m.meanings("Cue")}
        wanted = [way for cue, way in DIRECTIONS.items() if cue in cues]
        words = [w for w in context.weighed if w.mention in clause.mentions and _names(w.mention)]
        if len(wanted) != 1 or not words or clause.asks or clause.sets_aside or clause.denies:
            continue
        told = frozenset.intersection(*(frozenset(w.covered) for w in words))
        facts = [known.facts.facts[n] for n in sorted(told)]
        goes = [(f, known.goes(f)) for f in facts if f.category == "Observation" and context.scope.admits(f)]
        ways = {way for _, way in goes if way}
        if ways and wanted[0] not in ways:
            return tuple(f for f, way in goes if way)[:1]
    return None


def _names(mention: Mention) -> bool:
    return mention.content and not mention.kinds & {CUE, FUNCTION}


def misstated(context: Context) -> tuple[Fact, ...] | None:
    """A value that is named in full, where the question tells another number in its unit: 317 good days."""
    numbers = (*context.question.numbers, *context.question.told_numbers)
    named = [
        m.fact
        for m in context.matches[: t.MOST_DENIED]
        if m.naming >= t.NAMED_IN_FULL and m.fact.one("baseValue") and context.scope.admits(m.fact)
    ]
    units = {fact.counter for fact in named}
    alike = [n for n in numbers if n.unit and n.unit.lstrip("万亿") in units]
    stated = any(states(fact, number, CLAUSE + 1) for fact in named for number in alike)
    return tuple(named[:1]) if alike and not stated else None


def ranked_otherwise(context: Context) -> tuple[Fact, ...] | None:
    """A rank of what is named, where a clause that asks nothing tells another one: 交付量排全市第二，…"""
    told = {
        place for clause in context.question.clauses if not clause.asks for place in ranks_told(clause.text)
    }
    for match in context.matches[: t.MOST_DENIED] if told else ():
        ranks = set(ranks_told(match.fact.one("valueText"))) if context.scope.admits(match.fact) else set()
        if ranks and match.naming >= t.NAMED and told.isdisjoint(ranks):
            return (match.fact,)
    return None


def ranks_told(text: str) -> Iterator[int]:
    """The ranks that a text tells: 全市第二, ranked second."""
    for match in _RANK.finditer(text):
        yield place_of(match["zh"] or match["en"])


def absent(context: Context) -> tuple[Fact, ...] | None:
    """Something that is asked about as if it had happened, and of which the report says that none did."""
    for match in context.matches[: t.MOST_DENIED]:
        named = match.naming >= t.NAMED_IN_FULL and context.scope.admits(match.fact)
        if named and context.knowledge.is_absent(match.fact):
            return (match.fact,)
    return None


def only_sought(context: Context) -> tuple[Fact, ...] | None:
    """Titles that a question says were won and that the report only wants to win."""
    statuses = statuses_named(context.question)
    if not statuses & _REACHED or "sought" in statuses:
        return None
    forms = {w.mention.form for w in context.weighed}
    titles = {context.knowledge.titles[form] for form in forms if form in context.knowledge.titles}
    named = [f for f in context.knowledge.facts.facts if titles.intersection(f.all("honourTitle"))]
    return () if named and all(f.kind != "actual" for f in named) else None


def won_otherwise(context: Context) -> tuple[Fact, ...] | None:
    """A title of another level or grade than all that the report tells of the one said to have won it."""
    for clause in context.question.clauses:
        codes = {x.rsplit("/", 1)[-1] for m in clause.mentions for x in m.meanings("StatusCue")}
        if not codes & _REACHED or clause.denies:
            continue
        things = set(_things_of(clause, context))
        own = [f for f in context.knowledge.facts.facts if things.intersection(f.all("recipient"))]
        if own and all(is_of_another_level(context, fact) for fact in own):
            return ()
    return None


def not_reached(context: Context) -> tuple[Fact, ...] | None:
    """A state that a question takes as reached (开街之后, 已经开诊了), of a thing that is not so far.

    What is planned may be reached by now, but was not in the year before.
    """
    document, known = context.knowledge.document, context.knowledge
    if document is None:
        return None
    for clause in context.question.clauses:
        years = _years_of(clause, context, document)
        if document.plans_for in years and not _IS_DONE.search(clause.text):
            continue
        codes = [*_taken_as_reached(clause), *_told_as_done(clause)]
        stage = min((s for code in codes if (s := known.stage(code))), default=0)
        things = _things_of(clause, context)
        if not stage or len(things) != 1:
            continue
        told, planned = (
            max(known.stages_of(things[0], year), default=0)
            for year in (document.reports_on, document.plans_for)
        )
        later = planned if years != {document.reports_on} else 0
        open_ended = document.plans_for in years and not planned  # nothing is told of that year
        if max(told, later) < stage and (told or planned) and not open_ended:
            return ()
    return None


def _years_of(clause: Clause, context: Context, document: PlanDocument) -> set[int]:
    """The years that a clause, or without any the question, speaks of."""
    meant = relative_years(document)
    cues = (cue for mention in clause.mentions for cue in mention.meanings("Cue"))
    own = {*years_in(clause.text), *(meant[cue] for cue in cues if cue in meant)}
    return own or set(context.scope.years)


def _told_as_done(clause: Clause) -> Iterator[str]:
    """Status codes of a clause that tells something and asks nothing: 去年已经全面开诊了."""
    if not clause.asks and not clause.denies and not clause.sets_aside and _IS_DONE.search(clause.text):
        for mention in clause.mentions:
            yield from (x.rsplit("/", 1)[-1] for x in mention.meanings("StatusCue"))


def _things_of(clause: Clause, context: Context) -> list[str]:
    """Things with names of their own that a clause names, or else the question."""
    known = context.knowledge
    found = {known.proper_named(m) for m in clause.mentions} - {None, known.district}
    return sorted(thing for thing in found if thing) or sorted(context.named_things)


def reached_already(context: Context) -> tuple[Fact, ...] | None:
    """A state that a question says is not reached (咋还没开放), of a thing that the report says is in it."""
    if not context.question.denies:
        return None
    stage = min((s for c in statuses_named(context.question) if (s := context.knowledge.stage(c))), default=0)
    return () if stage and _furthest(context) >= stage else None


def set_back(context: Context) -> tuple[Fact, ...] | None:
    """A thing that a question says was called off or missed, and of which the report says no such thing."""
    if not any("setback" in m.meanings("Premise") for m in context.question.mentions):
        return None
    near = [m.fact for m in context.matches[: t.MOST_DENIED] if m.score > t.LEAST_NEAR]
    own = [f for f in near if any(not context.named_things.isdisjoint(v) for v in f.values.values())]
    told = own or near  # what is said of the thing that the question names
    return tuple(own[:1]) if told and not any(context.knowledge.denies(fact) for fact in told) else None


_SIDES = frozenset({"target", "actual"})


def set_the_other_way(context: Context) -> tuple[Fact, ...] | None:
    """A target that is said to lie below the result of the year before, and lies above it, or the reverse."""
    cues, document = context.question.cues, context.knowledge.document
    below, above = bool(cues & {"lower", "less"}), bool(cues & {"higher", "greater"})
    if document is None or below == above or not cues >= {"target", "compare"}:
        return None
    words = [m.meanings("Cue") for m in context.question.mentions]
    first = next((w for w in words if w & _SIDES), frozenset())
    below = below if "target" in first else not below  # last year's result lay above it
    named = [m.fact for m in context.matches[: t.MOST_DENIED] if m.naming >= t.NAMED and m.fact.one("value")]
    for target in (f for f in named if f.kind == "target" and f.year == document.plans_for):
        for result in (f for f in named if f.kind == "actual" and f.year == document.reports_on):
            same = all(target.one(key) == result.one(key) for key in ("indicator", "about", "unit"))
            more = Decimal(target.one("baseValue")) - Decimal(result.one("baseValue")) if same else 0
            if (more > 0) if below else (more < 0):
                return target, result
    return None


def _furthest(context: Context) -> int:
    """How far the one thing that a question names is told to be in the year reported on, 0 for none."""
    document = context.knowledge.document
    if document is None or len(context.named_things) != 1:
        return 0
    return max(context.knowledge.stages_of(next(iter(context.named_things)), document.reports_on), default=0)


def _taken_as_reached(clause: Clause) -> Iterator[str]:
    """Status codes of the words before 之后, or behind after."""
    for n, mention in enumerate(clause.mentions):
        if "after" not in mention.meanings("Cue"):
            continue
        beside = clause.mentions[n + 1 :] if mention.text.isascii() else clause.mentions[max(0, n - 2) : n]
        for word in beside:
            yield from (x.rsplit("/", 1)[-1] for x in word.meanings("StatusCue"))


_CHECKS: tuple[Callable[[Context], tuple[Fact, ...] | None], ...] = (
    gone_the_other_way,
    told_the_other_way,
    ranked_otherwise,
    absent,
    only_sought,
    won_otherwise,
    not_reached,
    set_back,
    set_the_other_way,
)
