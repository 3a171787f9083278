"""Where the report states what the question, or the one before it, speaks of."""

from __future__ import annotations

from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.observations import observations, observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Source


def sources(context: Context) -> list[Reading]:
    """The place of the earlier answer's fact, when the question names nothing, or of the best value."""
    if "source" not in context.question.cues:
        return []
    earlier = context.earlier
    if earlier and not context.told:
        form = Source(observed(earlier) if earlier.category == "Observation" else earlier.iri)
        return [Reading(form, 1.0, (earlier,), (), "source")]
    return [
        Reading(Source(observed(m.fact)), score * t.SOURCE_LIFT, (m.fact,), m.uncovered, "source")
        for score, m in observations(context)[:1]
    ]
