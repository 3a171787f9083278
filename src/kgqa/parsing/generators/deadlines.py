"""By when something is planned, or was done, where the report says so."""

from __future__ import annotations

from kgqa.parsing.context import Context
from kgqa.parsing.observations import observations, observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Deadline


def deadlines(context: Context) -> list[Reading]:
    """The best value with a deadline, if it covers all that is asked."""
    if "date" not in context.question.asked or not context.required:
        return []
    dated = [(score, m) for score, m in observations(context) if m.fact.one("deadline")]
    return [
        Reading(Deadline(observed(m.fact)), score, (m.fact,), (), "deadlines")
        for score, m in dated[:1]
        if not m.uncovered
    ]
