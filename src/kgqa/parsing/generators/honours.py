"""Titles won or sought, of all or of one recipient, of a level."""

from __future__ import annotations

from kgqa.linking.mentions import CLASS, STATUS
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import TITLE, classes_named, statuses_named
from kgqa.parsing.context import Context
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Honours


def honours(context: Context) -> list[Reading]:
    """Every title that the question's words let in."""
    question, known = context.question, context.knowledge
    if TITLE not in classes_named(question) or question.asked & {"truth", "number", "reason"}:
        return []
    statuses = statuses_named(question)
    kind = "target" if "sought" in statuses else "actual" if "won" in statuses else None
    level = next((code for m in question.mentions if (code := known.levels.get(m.form))), None)
    named = (known.part_named(w.mention.form) for w in context.required)
    recipient = next((thing for thing in named if thing), None)
    unused = tuple(
        w.mention.text
        for w in context.required
        if not w.mention.kinds & {STATUS, CLASS}
        and w.mention.form not in known.levels
        and w.mention.form not in known.entities
    )
    form = Honours(recipient, kind, context.scope.only_year, level, context.on_topic("Honour"))
    return [Reading(form, t.WHOLE * t.UNUSED_HONOUR ** len(unused), (), unused, "honours")]
