"""Where the report states what the question, or the one before it, speaks of."""

from __future__ import annotations

from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.fits import names_fit, numbers_fit
from kgqa.parsing.observations import observations, observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import STATEMENTS, Source

_TOLD = frozenset({*STATEMENTS, "State", "Honour", "Enumeration"})


def sources(context: Context) -> list[Reading]:
    """The place of the earlier answer's fact, when the question names nothing, or of what fits best.

    That may be a value, and as well a measure, a state or a title.
    """
    if "source" not in context.question.cues or not context.asks_place:
        return []
    earlier = context.earlier
    if earlier and not context.told:
        form = Source(observed(earlier) if earlier.category == "Observation" else earlier.iri)
        return [Reading(form, 1.0, (earlier,), (), "source")]
    values = [
        Reading(Source(observed(m.fact)), score * t.SOURCE_LIFT, (m.fact,), m.uncovered, "source")
        for score, m in observations(context)[: t.MOST_SOURCES]
    ]
    return [*values, *_told(context)]


def _told(context: Context) -> list[Reading]:
    """The places of the statements, states or titles that speak best of the question's words."""
    nearest = frozenset(context.nearest)
    found = [
        (m.score * names_fit(context, m.fact) * numbers_fit(context, m.fact), m)
        for m in context.matches
        if m.fact.category in _TOLD and context.scope.admits(m.fact)
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].index))
    return [
        Reading(Source(m.fact.iri), min(t.WHOLE, score * t.SOURCE_LIFT), (m.fact,), m.uncovered, "source")
        for n, (score, m) in enumerate(found)
        if n < t.MOST_SOURCES or m.index in nearest
    ]
