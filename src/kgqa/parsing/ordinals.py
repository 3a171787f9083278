"""The second of a row: what an ordinal of a follow-up means in what the answer before told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.linking.mentions import CUE, STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import classes_named
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.naming import is_named
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Carried, Reading
from kgqa.query.forms import STATEMENTS, Named, Passage, Source
from kgqa.text.numerals import ENGLISH_ORDINALS, ORDINALS, place_of

# 第二条, 二是, the second one; what is counted by other words (第二季度, the second quarter) is of no row.
_ORDINAL = re.compile(
    rf"第(?P<zh>[{ORDINALS}]+|\d+)(?:个方面|方面|[条个项点类种家处座所位])"
    rf"|(?<![\u4e00-\u9fff])(?P<lead>[{ORDINALS}])是|(?<=[条个项点类])(?P<again>[{ORDINALS}])是"
    rf"|\b(?:the )?(?P<en>{'|'.join(ENGLISH_ORDINALS)})(?: (?:one|item|point)\b| of (?:them|these|those)\b)"
)
_AMONG = re.compile(r"^(?:那么?)?(?:其中|这里面|里面|当中|of (?:these|those|them),?)?的?")
_LEAD = re.compile(rf"([{ORDINALS}])是")  # with which a text numbers a row: 一是…二是…三是…
_OTHERWISE = frozenset({"number", "truth", "reason", "date", "manner"})
_ROLES = {"State": "of", "Honour": "honourTitle", "Enumeration": "member", "Observation": "member"}


def places_said(context: Context) -> frozenset[int]:
    """The places in a row of statements that the question names: 第二条, the second problem."""
    clauses, kinds = context.question.clauses, context.knowledge.statement_classes
    before = [
        c.text[: m.start].split()[-1]
        for c in clauses
        for m in c.mentions
        if m.text.isascii() and m.start and not kinds.isdisjoint(m.meanings("ClassWord"))
    ]
    told = {_number(m) for m in _ORDINAL.finditer(context.question.text)}
    return frozenset(told | {place_of(word) for word in before if word in ENGLISH_ORDINALS})


def place_in_row(context: Context) -> int | None:
    """Which of what the answer before told a follow-up asks about; None where it names anything else."""
    text = context.question.text
    found = list(_ORDINAL.finditer(text)) if context.carried else []
    places = {_number(m) for m in found}
    if len(places) != 1 or _asks_more_of_it(context.question):
        return None
    said = "".join(m[0] for m in found)
    own = (w.mention for w in context.required if w.covered and w.mention.text in text)
    words = [m for m in own if m.text not in said]  # but those that are taken over from the question before
    return next(iter(places)) if all(_says_the_row(context, m) for m in words) else None


def in_full(question: Question, carried: Carried | None, knowledge: Knowledge) -> str:
    """A follow-up with the name of the thing that it means by its place: 其中第一个村还获评了什么.

    Empty where it asks nothing of that thing but which it is.
    """
    found = _ORDINAL.search(question.text)
    things = carried.things if carried else ()
    if found is None or not _asks_more_of_it(question) or not 0 < _number(found) <= len(things):
        return ""
    thing = things[_number(found) - 1]
    names = knowledge.facts.labels[thing].forms if thing in knowledge.facts.labels else ()
    after = (m for m in question.mentions if m.start == found.end() and m.meanings("ClassWord"))
    end = next((m.end for m in after if m.meanings("ClassWord") & knowledge.classes_of(thing)), found.end())
    text = f"{question.text[: found.start()]}{names[0] if names else ''}{question.text[end:]}"
    return _AMONG.sub("", text) if names else ""


def _asks_more_of_it(question: Question) -> bool:
    """Whether a follow-up says a state, which it asks of a thing: 第一个村获评了什么."""
    return any(
        STATUS in m.kinds and m.kinds.isdisjoint({CUE})
        for c in question.clauses
        if c.asks
        for m in c.mentions
    )


def of_row(context: Context, place: int) -> Reading | None:
    """What stands at a place of the row that the answer before told, if that can be told."""
    carried, question = context.carried, context.question
    quotes, where = "source" in question.cues, "place" in question.asked
    if carried is None or question.asked & _OTHERWISE or (where and not quotes):
        return None
    groups = numbered(context, carried.told or _of_row_told(context) or _of_kind_asked(context))
    if groups:
        told = groups.get(place, ())
    elif 0 < place <= len(carried.things):
        thing = carried.things[place - 1]
        if not quotes:
            return _only(carried.facts, thing)
        told = _statements_of(context, thing)
    else:
        return None
    if not told:
        return None
    if where:
        return Reading(Source(told[0].iri), t.WHOLE, told[:1], (), "source", settled=True)
    return Reading(
        Passage(statements=tuple(f.iri for f in told)), t.WHOLE, told, (), "passages", settled=True
    )


def named_of_those(context: Context) -> Reading | None:
    """What the report names of the things that the answer before counted: 其中点了名的是哪几所.

    None where a follow-up asks anything else, or names more than their kind.
    """
    carried, question = context.carried, context.question
    if carried is None or len(carried.facts) != 1 or question.asked != {"entity"}:
        return None
    counted = carried.facts[0]
    members = counted.all("member")
    if counted.category != "Observation" or not members or not question.cues >= {"within", "example"}:
        return None
    kinds = frozenset().union(*(context.knowledge.classes_of(thing) for thing in members))
    own = (w.mention for w in context.required if w.covered and w.mention.text in question.text)
    if any(CUE not in m.kinds and m.meanings("ClassWord").isdisjoint(kinds) for m in own):
        return None
    return Reading(Named((counted.iri,), "member"), t.WHOLE, (counted,), (), "names", settled=True)


def _number(match: re.Match[str]) -> int:
    """The place that an ordinal names."""
    return place_of(match["en"] or match["zh"] or match["lead"] or match["again"])


def _says_the_row(context: Context, word: Mention) -> bool:
    """Whether a word only says what the row is of: 第二个问题, 第二个消费中心."""
    earlier = context.carried.facts if context.carried else ()
    if CUE in word.kinds or any(is_named(f, word) for f in earlier if f.category == "Enumeration"):
        return True
    return not word.meanings("ClassWord").isdisjoint(context.knowledge.statement_classes)


def _of_row_told(context: Context) -> tuple[Fact, ...]:
    """The statements that make up the row that the answer before counted or listed: 一是, 二是, 三是."""
    row = context.earlier
    if row is None or row.category != "Enumeration":
        return ()
    facts, spans = context.knowledge.facts.facts, frozenset(row.all("statedIn"))
    kinds = {f.category for f in facts if f.category in STATEMENTS and f.span in spans}
    return tuple(f for f in facts if f.category in kinds and f.section == row.section)


def _of_kind_asked(context: Context) -> tuple[Fact, ...]:
    """The statements of the kind that the question before asked for, where it had no answer."""
    carried = context.carried
    if carried is None or carried.question is None or carried.facts or carried.things:
        return ()
    known = context.knowledge
    kinds = {local_name(c) for c in classes_named(carried.question) if c in known.statement_classes}
    return tuple(
        f
        for f in known.facts.facts
        if f.category in STATEMENTS and f.category in kinds and carried.scope.admits(f)
    )


def numbered(context: Context, told: Iterable[Fact]) -> dict[int, tuple[Fact, ...]]:
    """Statements by the numbers that the report gives them, each with those up to the next number.

    Empty where it numbers none, or where the numbers do not run on from one: which is meant cannot be told.
    """
    groups: dict[int, list[Fact]] = {}
    last = 0
    for fact in sorted(told, key=lambda f: f.start):
        lead = _LEAD.match(context.knowledge.facts.folded_quote(fact.span))
        if lead:
            last += 1
            if place_of(lead[1]) != last:
                return {}
        if last:
            groups.setdefault(last, []).append(fact)
    return {number: tuple(facts) for number, facts in groups.items()}


def _statements_of(context: Context, thing: str) -> tuple[Fact, ...]:
    """The statement in whose clause one of the things of a row is told, with what the report says to it.

    Where the report numbers the row, that is all up to the next number.
    """
    known, carried = context.knowledge, context.carried
    spans = {span for f in (carried.facts if carried else ()) for span in f.all("statedIn")}
    forms = known.facts.labels[thing].forms
    own = [
        f
        for f in known.facts.facts
        if f.category in STATEMENTS
        and spans.intersection(f.all("statedIn"))
        and any(form in known.facts.folded_quote(f.span) for form in forms)
    ]
    if len(own) != 1:
        return ()
    if not _LEAD.match(known.facts.folded_quote(own[0].span)):
        return (own[0],)
    return numbered_with(context, own[0])


def numbered_with(context: Context, fact: Fact) -> tuple[Fact, ...]:
    """The statements up to the next number, where the report numbers those among which a fact is told."""
    facts = context.knowledge.facts.facts
    told = [f for f in facts if f.category in STATEMENTS and f.section == fact.section]
    own = next((f for f in told if f.span == fact.span), None)
    groups = numbered(context, (f for f in told if own and f.category == own.category))
    return next((group for group in groups.values() if own in group), ())


def _only(facts: Iterable[Fact], thing: str) -> Reading | None:
    """One of the things that the answer before listed."""
    told = [f for f in facts if thing in f.all(_ROLES.get(f.category, ""))]
    if not told:
        return None
    role = _ROLES[told[0].category]
    own = tuple(f for f in told if f.category == told[0].category)
    others = {x for f in own for x in f.all(role)} - {thing}
    form = Named(tuple(f.iri for f in own), role, tuple(sorted(others)), picked=True)
    return Reading(form, t.WHOLE, own, (), "names", settled=True)
