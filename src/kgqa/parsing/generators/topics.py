"""The targets of a year on a matter: housing targets for 2024."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kgqa.linking.facts import HEADING, Fact
from kgqa.linking.mentions import STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.named import is_about_values
from kgqa.parsing.naming import AS_ASKED, heads, named_degree
from kgqa.parsing.observations import all_observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Each, Form, Lookup

_PLAIN = frozenset({"target", "list", "thisYear", "planYear", "each", "describe", "topic", "ofPart"})
_PLAIN |= {"standsFor", "others"}


def targets_on(context: Context) -> list[Reading]:
    """All values that are planned under headings that name the matter, or by names that do."""
    question, document = context.question, context.knowledge.document
    if (
        document is None
        or not any("target" in m.meanings("Cue") and STATUS not in m.kinds for m in question.mentions)
        or question.cues - _PLAIN
        or question.asked - {"entity"}
    ):
        return []
    words = [w.mention for w in context.required if not is_about_values(w.mention)]
    if not words or context.unknown or context.followed or any(STATUS in m.kinds for m in words):
        return []
    if context.scope.only_year not in (None, document.plans_for):
        return []
    facts = _planned(context, document.plans_for, words)
    if not facts or len(facts) > t.MOST_TARGETS:
        return []
    told = all_observed(facts)
    several = len(facts) > 1
    form: Form = Each(told) if several else Lookup(told)
    return [Reading(form, t.WHOLE, facts, (), "topics" if several else "values")]


def _planned(context: Context, year: int, words: Sequence[Mention]) -> tuple[Fact, ...]:
    """Target values of a year whose names say the matter, and those beside them under its heading.

    Where no name says it, those under the one heading that does.
    """
    planned = [
        f
        for f in context.knowledge.facts.of("Observation")
        if f.kind == "target"
        and f.year == year
        and (f.one("value") or (len(words) == 1 and "describe" not in context.question.cues))
    ]
    if len(words) == 1 and (called := [f for f in planned if words[0].form in f.names]):
        return tuple(called)  # 固定资产投资增速 is no word for investment in industry
    named = [f for f in planned if all(named_degree(f, w) == AS_ASKED for w in words)]
    under: dict[str, list[Fact]] = defaultdict(list)
    for fact in planned:
        if fact.one("value") and all(heads(fact, w, HEADING) for w in words):
            under[fact.heading].append(fact)
    told = [own for own in under.values() if sum(f in named for f in own) > 1 or not named]
    if not named and len(told) > 1:
        return ()
    found = [f for f in planned if f in named or any(f in own for own in told)]
    return tuple(found)
