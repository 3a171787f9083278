"""Things that two statements have in common: won in 2023 and planned for 2024, of one title and another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.linking.matching import rank, weigh
from kgqa.linking.mentions import CLASS, STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import TITLE
from kgqa.parsing.context import Context
from kgqa.parsing.generators.lists import Listing, is_title, listings, titles_beside
from kgqa.parsing.question import COMPARATIVE
from kgqa.parsing.readings import Reading, Scope
from kgqa.parsing.scope import relative_years
from kgqa.query.forms import Named, Shared

Part = tuple[tuple[Mention, ...], tuple[int, ...]]
_TITLED = frozenset({"won", "sought", "applied"})


# What is told by no list: 去年干了什么、今年冲什么目标.
_AT_LENGTH = frozenset({"date", "description", "manner", "reason"})


def shared(context: Context) -> list[Reading]:
    """What two parts of the question, each of a year or title of its own, have in common."""
    together = _titled_twice(context)
    if together:
        return [together]
    parts = parts_of_two_years(context)
    if parts is None or context.question.asked & _AT_LENGTH:
        return []
    if _asks_twice(context):
        return []  # what was it in the one year, and what is it in the other
    if context.question.cues & COMPARATIVE:
        return []  # what is lower than the year before is told by its values
    titles = _titles(context, *parts)
    if titles or not context.question.asked & {"entity", "place", "person"}:
        return titles
    if "number" in context.question.asked or _asks_for_all_of_a_kind(context, parts):
        return []
    left, right = (lists_of(context, *part) for part in parts)
    common = [_common(a, b, context.unknown) for a in left for b in right if a.things & b.things]
    return [max(common, key=lambda r: r.score)] if common else []


def parts_of_two_years(context: Context) -> tuple[Part, Part] | None:
    """The two parts of a question that speaks of two years.

    A part that names nothing (还要继续) is of what the other one names.
    """
    if len(context.scope.years) < 2:
        return None
    parts = context.question.dated_clauses(relative_years(context.knowledge.document).get)
    if len(parts) != 2:
        return None
    (one, year), (other, next_year) = parts
    if not _is_telling(context, other):
        other = one
    elif not _is_telling(context, one):
        one = other
    return (one, year), (other, next_year)


def _asks_for_all_of_a_kind(context: Context, parts: tuple[Part, Part]) -> bool:
    """Whether things of a kind are asked for that are told of in both years, whatever is done with them.

    They stand in several lists of each year, of which any two have only some in common.
    """
    noun = context.asked_noun
    proper = noun is not None and noun.meanings("ClassWord") & context.knowledge.proper_classes
    return bool(proper) and not any(STATUS in m.kinds for mentions, _ in parts for m in mentions)


def _asks_twice(context: Context) -> bool:
    """Whether each of two years has a question word of its own, so that nothing in common is asked for."""
    return sum("entity" in m.meanings("QuestionWord") for m in context.question.mentions) > 1


def _is_telling(context: Context, mentions: Sequence[Mention]) -> bool:
    facts = context.knowledge.facts
    return any(m.content and weigh(m, facts).covered for m in mentions)


def lists_of(context: Context, mentions: Sequence[Mention], years: tuple[int, ...]) -> list[Listing]:
    """The lists that match a part of the question by its words that anything knows."""
    facts = context.knowledge.facts
    weighed = tuple(w for m in mentions if m.content and (w := weigh(m, facts)).covered)
    part = replace(context, weighed=weighed, matches=tuple(rank(weighed, facts)), scope=Scope(years))
    return [x for x in listings(part) if x.score > t.LEAST_SIDE]


def _titled_twice(context: Context) -> Reading | None:
    """Who has, or seeks, two titles that the question names and of which both must hold: 既获评…，又是…."""
    honours = titles_beside(context)
    if not honours or not context.question.asked & {"entity", "place", "person"}:
        return None
    whole = frozenset().union(*honours.values())
    pairs = [(one, other) for one in honours for other in honours if honours[one] | honours[other] == whole]
    held = [p for p in pairs if {*p[0].all("recipient")} & {*p[1].all("recipient")}]
    if not held:
        return None
    sides = [tuple(f for f in honours if honours[f] == honours[x]) for x in held[0]]
    left, right = (Named(tuple(sorted(f.iri for f in own)), "recipient") for own in sides)
    words = (w.mention for w in context.required if not w.mention.kinds & {CLASS, STATUS})
    unused = tuple(m.text for m in words if m not in whole)
    facts = tuple({f.iri: f for own in sides for f in own}.values())
    return Reading(Shared(left, right), t.BOTH * t.UNUSED_SHARED ** len(unused), facts, unused, "shared")


def _common(left: Listing, right: Listing, unknown: tuple[str, ...]) -> Reading:
    score = min(t.SHARED_CAP, (left.score + right.score) / 2 * t.SHARED_LIFT) * t.UNUSED_SHARED ** len(
        unknown
    )
    return Reading(Shared(left.form, right.form), score, (*left.facts, *right.facts), unknown, "shared")


def _titles(context: Context, before: Part, later: Part) -> list[Reading]:
    """The title that a thing told of has, or seeks, in the other year: which grade the museum seeks."""
    mentions, years = later
    statuses = {x.rsplit("/", 1)[-1] for m in mentions for x in m.meanings("StatusCue")}
    if not statuses & _TITLED or not _asks_title(context, mentions):
        return []
    honours = [f for f in context.knowledge.facts.of("Honour") if f.year in years]
    for listing in lists_of(context, *before):
        own = tuple(f for f in honours if listing.things & {*f.all("recipient")})
        if own and listing.form.role != "honourTitle":
            form = Shared(listing.form, Named(tuple(f.iri for f in own), "recipient"), "honourTitle")
            score = min(t.SHARED_CAP, listing.score * t.SHARED_LIFT) * t.UNUSED_SHARED ** len(context.unknown)
            return [Reading(form, score, (*listing.facts, *own), context.unknown, "shared")]
    return []


def _asks_title(context: Context, mentions: Sequence[Mention]) -> bool:
    """Whether a title, or its grade, is asked for: 几A级景区 names titles and wants their number of stars."""
    asking = context.question.asking
    if any(TITLE in m.meanings("ClassWord") or "grade" in m.meanings("Cue") for m in asking):
        return True
    honours = context.knowledge.facts.of("Honour")
    counts = "number" in context.question.asked
    return counts and any(is_title(context, f, m) for f in honours for m in mentions if m.content)
