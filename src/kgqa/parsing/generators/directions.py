"""Yes or no: whether a value that the question names went up, or down, by the words of its own clause."""

from __future__ import annotations

from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.observations import observations, with_value
from kgqa.parsing.premises import DIRECTIONS
from kgqa.parsing.readings import Reading
from kgqa.query.forms import StateVerdict

_SET_AGAINST = frozenset(
    {"compare", "greater", "less", "higher", "lower", "reach", "equal", "max", "min", "difference"}
)


def on_direction(context: Context) -> Reading | None:
    """Whether the value named went the way asked about, where its own clause tells which way it went.

    None for what is set against something, and for a rate of growth that is asked to be one: its sign tells.
    """
    question, known = context.question, context.knowledge
    wanted = {sign for cue, sign in DIRECTIONS.items() if cue in question.cues}
    if question.numbers or len(wanted) != 1 or question.cues & _SET_AGAINST:
        return None
    for score, match in with_value(observations(context))[:1]:
        fact = match.fact
        turned = known.turns(fact)
        grows = known.measure(fact) == "growth" and turned == "up" and wanted == {"up"}
        named = match.naming >= t.NAMED and not match.uncovered
        if not turned or grows or not named or score < t.LEAST_DENIED:
            continue
        planned = fact.year if fact.kind == "target" else None
        form = StateVerdict((fact.iri,), (wanted == {turned}) != question.denies, planned)
        return Reading(form, score, (fact,), (), "verdict on a state")
    return None
