"""How many things of a class the report names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import (
    TITLE,
    asks_by_what_each,
    asks_for_statements,
    asks_how_large,
    counts_indicators,
    number_selecting,
    relation_to_results,
)
from kgqa.parsing.context import Context
from kgqa.parsing.generators.honours import titles_wanted
from kgqa.parsing.generators.lists import listings, narrowed
from kgqa.parsing.generators.sections import part_divided
from kgqa.parsing.generators.things import Wish, in_any_state, state_holders, wishes
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.naming import is_named
from kgqa.parsing.pairing import COUNTED
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Count, Things

# By how much two numbers differ, how large a thing is, its grade, or which is most, is the size of no row.
_NO_COUNT = frozenset({"max", "min", "rank", "difference", "amount", "grade"})


def counts(context: Context) -> list[Reading]:
    """The number of the titles or things asked for, or of the members of the list that names them."""
    cues, asked = context.question.cues, context.question.asked
    counted = "grade" not in cues and ("number" in asked or "count" in cues)
    titles = titles_wanted(context) if counted else None
    if titles and not asked & {"truth", "reason"} and _counts_titles(context) and not _counts_people(context):
        return [Reading(Count(titles.form), titles.score, (), titles.unused, "counts")]
    if number_selecting(context.question) or (
        counts_indicators(context.question) and relation_to_results(context.question)
    ):
        return []  # those of a value, or set higher, are picked and counted
    named = "example" in cues or ("list" in cues and "entity" not in asked)  # 报告列举的有几个
    if (
        "number" not in asked
        or cues & _NO_COUNT
        or _asks_no_count(context)
        or asks_by_what_each(context.question)
    ):
        return []
    if context.question.unit in context.knowledge.stage_counters or in_any_state(context):
        return []
    rows = list(_of_statements(context))
    if rows:
        return rows
    if part_divided(context) or _asks_parts_of_report(context):
        return []
    asking = {cue for m in context.question.asking for cue in m.meanings("Cue")}
    if {"sum", "coordination"} <= asking:
        return []  # 续建和新建的道路合计多少条 adds up what the report counts
    found = [replace(w, form=_without_parts(context.knowledge, w.form)) for w in wishes(context)]
    if context.in_names and any(not w.unused for w in found):
        return [Reading(Count(w.form), t.WHOLE, (), (), "counts") for w in found]
    if not named:
        told = (w for w in found if _says_all(w) and not _are_examples(context, w))
        return [
            *(Reading(Count(w.form), t.WHOLE, (), (), "counts") for w in told),
            *_of_enumerations(context),
        ]
    if any(not w.unused for w in found):
        return [Reading(Count(w.form), t.WHOLE, (), (), "counts") for w in found]
    for listing in listings(context)[:1]:
        if listing.facts[0].category == "Observation" and listing.score > t.ACCEPT:
            return [Reading(Count(listing.form), t.WHOLE, listing.facts, (), "counts")]
    return [Reading(Count(w.form), w.score, (), w.unused, "counts") for w in found]


def _asks_parts_of_report(context: Context) -> bool:
    """Whether the question asks into how many parts the report falls, and names no matter: 任务分几个方面."""
    told = context.told or asks_for_statements(context.question, context.knowledge)
    return context.asks_divisions and not told


def _asks_no_count(context: Context) -> bool:
    """Whether a share, a sum of money, an area is asked for: 创建率, 多少亿元."""
    question = context.question
    unit = context.knowledge.unit_kinds.get(question.unit, "")
    kinds = {unit} if unit else question.quantity_kinds
    earlier = context.earlier
    if not kinds and earlier is not None and earlier.one("value") and not question.counted:
        kinds = {context.knowledge.unit_kind(earlier)}  # 打算减多少, after a sum of money
    return bool(kinds) and COUNTED.isdisjoint(kinds)


def _of_statements(context: Context) -> Iterator[Reading]:
    """How many problems, goals or measures the report draws up in a row, when nothing else is asked of them.

    报告指出的问题有几条 counts them; 解决了几个问题 asks for a value. Of several rows it is the one that runs
    over most clauses: 一是, 二是, 三是, and not what one of the problems lists.
    """
    known = context.knowledge
    words = [w.mention for w in context.required if known.proper_named(w.mention) not in known.everywhere]
    told = [m.meanings("ClassWord") & known.statement_classes for m in words]
    kinds = {local_name(c) for own in told for c in own}
    if not told or not all(told):
        return
    stated = {f.span for f in known.facts.facts if f.category in kinds}
    found = [
        (len(row.all("statedIn")), x)
        for x in listings(context)
        if _is_counted_nowhere(row := x.facts[0])
        and row.span in stated
        and all(is_named(row, m) for m in words)
    ]
    most = max((clauses for clauses, _ in found), default=0)
    for clauses, x in found:
        if clauses == most:
            yield Reading(Count(x.form), t.WHOLE, x.facts, x.unused, "counts")


def _is_counted_nowhere(row: Fact) -> bool:
    """Whether the report draws up a row in full and does not say how many members it has: 一是…二是…三是…"""
    return row.category == "Enumeration" and row.one("complete") == "true" and not row.one("statedCount")


def _of_enumerations(context: Context) -> Iterator[Reading]:
    """How many members a row has that the report gives in full, and counts nowhere."""
    if asks_how_large(context.question) or "share" in context.question.cues:
        return  # 有几个给了百分数 counts some of a row
    counted = (context.question.counted,) if context.question.counted else ()  # 要争创几个A级景区
    for found in listings(context)[: t.MOST_ROWS]:
        listing = narrowed(context, found, counted)
        if listing and _is_counted_nowhere(listing.facts[0]):
            yield Reading(Count(listing.form), listing.score, listing.facts, listing.unused, "counts")


def _without_parts(known: Knowledge, form: Things) -> Things:
    """Things without those that are a part of another one of them: a phase of a park is no second park."""
    classes = set(form.categories)
    every = (t for t in set(known.entities.values()) if known.classes_of(t) & classes)
    own = (state_holders(known, form) if form.states else frozenset(every)) - set(form.excluded)
    parts = {thing for thing in own if own & known.facts.holders.get(thing, frozenset()) - {thing}}
    return replace(form, excluded=tuple(sorted({*form.excluded, *parts})))


def _says_all(wish: Wish) -> bool:
    """Whether class and state are all that is asked, so that those which the report names can be counted."""
    return not wish.unused and any(state.statuses for state in wish.form.states)


def _are_examples(context: Context, wish: Wish) -> bool:
    """Whether the report names any of the things for a larger number of them: 甲路等10条道路."""
    things = state_holders(context.knowledge, wish.form)
    return any(
        not things.isdisjoint(f.all("member")) and context.scope.admits(f)
        for f in context.knowledge.facts.facts
        if f.category == "Observation" or f.one("statedCount")
    )


def _counts_people(context: Context) -> bool:
    """Whether people are counted (几位, 多少人), who have titles and are none."""
    return context.knowledge.unit_kinds.get(context.question.unit, "") == "person"


def _counts_titles(context: Context) -> bool:
    """Whether titles are counted, and not those who hold them: how many teachers were given titles."""
    counted = context.question.counted
    if counted is None or TITLE in counted.meanings("ClassWord"):
        return True
    return not context.knowledge.levels.keys().isdisjoint({counted.form, *counted.alternatives})
