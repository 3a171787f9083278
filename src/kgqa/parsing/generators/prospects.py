"""What the report says, for one year, of the thing that a state of another year picks out."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.linking.mentions import Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import BROAD, asks_for_a_target
from kgqa.parsing.context import Context
from kgqa.parsing.generators.lists import Listing
from kgqa.parsing.generators.shared import lists_of, parts_of_two_years
from kgqa.parsing.readings import Reading
from kgqa.query.forms import STATEMENTS, Passage

_OTHERWISE = frozenset({"number", "truth", "date", "person", "place", "reason"})


def prospects(context: Context) -> list[Reading]:
    """Statements of the later year on what was in a state before: 去年完成发掘的片区，今年要达到什么状态."""
    question = context.question
    if question.asked & _OTHERWISE or not ("description" in question.asked or asks_for_a_target(question)):
        return []
    parts = parts_of_two_years(context)
    if parts is None:
        return []
    (before, year), (later, years) = parts
    if later is not before and _asks_which(context, later):
        return []
    listing = _picked(context, before, year)
    told = _told(context, listing.things, years) if listing else ()
    if listing is None or not told:
        return []
    form = Passage(statements=tuple(f.iri for f in told))
    return [Reading(form, t.WHOLE, (*told, *listing.facts), (), "prospects")]


def _asks_which(context: Context, mentions: Sequence[Mention]) -> bool:
    """Whether a part names a kind of thing, or a thing, so that it asks for more than what becomes of one."""
    kinds = context.knowledge.thing_classes - BROAD
    return any(m.meanings("ClassWord") & kinds or context.knowledge.proper_named(m) for m in mentions)


def _picked(context: Context, mentions: Sequence[Mention], years: tuple[int, ...]) -> Listing | None:
    """What was in the state that a part of the question names by its own word."""
    statuses = {local_name(x) for m in mentions for x in m.meanings("StatusCue")}
    found = (
        x
        for x in lists_of(context, mentions, years)
        if x.facts[0].category == "State"
        and not x.unused
        and local_name(x.facts[0].one("status")) in statuses
    )
    return next(found, None)


def _told(context: Context, things: frozenset[str], years: tuple[int, ...]) -> tuple[Fact, ...]:
    """Measures, results and goals of some years that speak of things, or stand with them in one clause."""
    facts, own = context.knowledge.facts, things - context.knowledge.everywhere
    of_years = [f for f in facts.facts if f.year in years]
    states = [f for f in of_years if f.category == "State" and own & {*f.all("of")}]
    clauses = [(f.start, f.start + len(facts.quotes[f.span][0])) for f in states]
    return tuple(
        f
        for f in of_years
        if f.category in STATEMENTS
        and (own & {*f.all("mentions")} or any(start <= f.start < end for start, end in clauses))
    )
