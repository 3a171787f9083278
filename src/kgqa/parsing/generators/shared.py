"""Things that two statements of different years have in common: won in 2023 and planned again for 2024."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.linking.matching import rank, weigh
from kgqa.linking.mentions import Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.generators.lists import Listing, listings
from kgqa.parsing.readings import Reading, Scope
from kgqa.parsing.scope import relative_years
from kgqa.query.forms import Shared


def shared(context: Context) -> list[Reading]:
    """The two lists, one of each year's part of the question, that best have things in common."""
    question = context.question
    wanted = question.asked & {"entity", "place", "person"} and not question.asked & {"date", "number"}
    if not wanted or len(context.scope.years) < 2:
        return []
    parts = question.dated_clauses(relative_years(context.knowledge.document).get)
    if len(parts) != 2:
        return []
    left, right = (lists_of(context, mentions, years) for mentions, years in parts)
    unknown = context.unknown
    common = [_common(a, b, unknown) for a in left for b in right if a.things & b.things]
    return [max(common, key=lambda r: r.score)] if common else []


def lists_of(context: Context, mentions: Sequence[Mention], years: tuple[int, ...]) -> list[Listing]:
    """The lists that match a part of the question by its words that anything knows."""
    facts = context.knowledge.facts
    weighed = tuple(w for m in mentions if m.content and (w := weigh(m, facts)).covered)
    part = replace(context, weighed=weighed, matches=tuple(rank(weighed, facts)), scope=Scope(years))
    return [x for x in listings(part) if x.score > t.LEAST_SIDE]


def _common(left: Listing, right: Listing, unknown: tuple[str, ...]) -> Reading:
    score = min(t.SHARED_CAP, (left.score + right.score) / 2 * t.SHARED_LIFT) * t.UNUSED_SHARED ** len(
        unknown
    )
    return Reading(Shared(left.form, right.form), score, (*left.facts, *right.facts), unknown, "shared")
