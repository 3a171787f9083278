"""What is left of things when some are taken out: 还剩几个没点名, how many remain.

A number of those that are taken out, or of all, is no answer; where the report tells what is left, its clause
says so itself.
"""

from __future__ import annotations

from kgqa.linking.facts import CLAUSE
from kgqa.parsing.context import Context
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Count, Each, Lookup, Named, Things

_NUMBERS = (Lookup, Each, Count)
_TOLD = (*_NUMBERS, Named, Things)


def is_not_the_rest(context: Context, reading: Reading) -> bool:
    """Whether it is asked how many or which are left, and a reading tells how many there are, or were."""
    told = (m for c in context.question.clauses if not c.frames for m in c.mentions)
    words = [m for m in told if "rest" in m.meanings("Cue")]
    asked = context.question.asked
    told_of = _TOLD if "number" in asked else _NUMBERS if "entity" in asked else ()
    if not words or not isinstance(reading.form, told_of):
        return False
    forms = {form for m in words for form in (m.form, *m.alternatives)}
    return not any(form in fact.tiers[CLAUSE] for fact in reading.facts for form in forms)
