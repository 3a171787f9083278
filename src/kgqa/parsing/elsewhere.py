"""The value of the earlier answer for another place: 那全区呢, and the whole district?"""

from __future__ import annotations

from kgqa.linking.facts import Fact
from kgqa.linking.mentions import CUE, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.observations import all_observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Lookup

# What else may be asked of a place: which part of it something is, by how much it is more.
_OTHERWISE = frozenset({"addition", "compare", "difference", "ratio", "share", "max", "min", "rank", "mean"})


def same_elsewhere(context: Context) -> tuple[Reading, ...] | None:
    """What a follow-up means that names but a place with values of its own; empty where it has not this one.

    None for any other question.
    """
    if context.question.cues & _OTHERWISE or "truth" in context.question.asked:
        return None
    earlier = _one_value(context)
    place = _only_place(context) if earlier is not None else ""
    if earlier is None or not place:
        return None
    found = tuple(
        f
        for f in context.knowledge.facts.facts
        if f.one("about") == place
        and f.one("indicator") == earlier.one("indicator")
        and f.kind == earlier.kind
        and context.scope.admits(f)
    )
    if not found:
        return ()
    told = Reading(Lookup(all_observed(found)), t.WHOLE, found, (), "values", settled=True)
    return (told,) if len(found) == 1 else None


def _one_value(context: Context) -> Fact | None:
    """The first value that the earlier answer gave, of the one indicator that was asked for."""
    carried = context.carried
    facts = carried.facts if carried else ()
    asked = carried is not None and carried.question is not None and "truth" not in carried.question.asked
    one = len({(f.one("indicator"), f.kind) for f in facts}) == 1
    return facts[0] if asked and one and facts[0].one("indicator") else None


def _only_place(context: Context) -> str:
    """The one place that a follow-up names, where it names nothing else."""
    known, question = context.knowledge, context.question
    said = [m for c in question.clauses if c.asks and c.text in question.text for m in c.mentions]
    own = [m for m in said if _is_own_place(known, m) or (m.content and CUE not in m.kinds)]
    places = {_place(known, m) for m in own}
    return next(iter(places)) if len(places) == 1 else ""


def _is_own_place(known: Knowledge, mention: Mention) -> bool:
    """Whether a word is one for the district: 区里, the whole district, and not 全市."""
    return mention.text.endswith(tuple(own for own in known.own_place if len(own) > 1))


def _place(known: Knowledge, mention: Mention) -> str:
    """The place with values of its own that a word names."""
    thing = known.district if _is_own_place(known, mention) else known.proper_named(mention) or ""
    return thing if thing == known.district or any(f.one("about") == thing for f in known.facts.facts) else ""
