"""Things that a follow-up picks from those told before: 其中哪条还要续建, which of these is to go on."""

from __future__ import annotations

from dataclasses import replace

from kgqa.parsing.asked import BROAD, head_classes
from kgqa.parsing.context import Context
from kgqa.parsing.generators.things import state_holders
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Named, Things


def among_those(context: Context, reading: Reading) -> Reading | None:
    """A list without what was not told before, where the question picks from that; None for an empty one."""
    form = reading.form
    if not isinstance(form, Named | Things) or not _picks(context):
        return reading
    told = frozenset(context.carried.things) if context.carried else frozenset[str]()
    things = _things(context, reading)
    if not things & told:
        return None
    if things <= told:
        return reading
    excluded = tuple(sorted({*form.excluded, *(things - told)}))
    if isinstance(form, Named):
        return replace(reading, form=replace(form, excluded=excluded, picked=True))
    return replace(reading, form=replace(form, excluded=excluded))


def _picks(context: Context) -> bool:
    """Whether the question asks which of the things told before, which are of the kind that it names."""
    carried, known = context.carried, context.knowledge
    if carried is None or len(carried.things) < 2 or "entity" not in context.question.asked:
        return False
    if not any(_opens_within(c) for c in context.question.clauses):
        return False
    classes = set(head_classes(context.question)) - BROAD
    return all(known.classes_of(x) & classes for x in carried.things) if classes else False


def _opens_within(clause: Clause) -> bool:
    """Whether a clause says that what was told before is meant, and names nothing before that: 这里头哪条."""
    at = next((n for n, m in enumerate(clause.mentions) if "within" in m.meanings("Cue")), None)
    return at is not None and not any(m.content for m in clause.mentions[:at])


def _things(context: Context, reading: Reading) -> frozenset[str]:
    """What a list tells."""
    form = reading.form
    if isinstance(form, Things):
        return state_holders(context.knowledge, form)
    role = form.role if isinstance(form, Named) else ""
    excluded = form.excluded if isinstance(form, Named) else ()
    return frozenset(x for f in reading.facts for x in f.all(role)) - set(excluded)
