"""What the report says of itself: who wrote it, when and where it was given."""

from __future__ import annotations

from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Attribute


def attributes(context: Context) -> list[Reading]:
    """The properties of the report that the question names, if it names nothing much beside."""
    words = (m.meanings("PropertyWord") for m in context.question.mentions)
    properties = tuple(dict.fromkeys(p for meant in words for p in sorted(meant)))
    document = context.knowledge.document
    if not properties or document is None or len(context.required) > 1:
        return []
    return [Reading(Attribute(document.iri, properties), t.WHOLE, (), (), "attributes")]
