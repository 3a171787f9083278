"""How many those are that the answer before listed: 一共几个, how many are they?"""

from __future__ import annotations

from kgqa.linking.facts import Fact
from kgqa.linking.mentions import CUE
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.kinds import COUNTED
from kgqa.parsing.naming import is_named
from kgqa.parsing.observations import observed
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Count, Honours, Lookup, Named, Things

# Words that pick some of those that were listed, compute with them, or ask how large they are.
_OTHERWISE = frozenset(
    {
        "within",
        "others",
        "negation",
        "example",
        "max",
        "min",
        "rank",
        "mean",
        "difference",
        "compare",
        "ratio",
    }
    | {"addition", "greater", "less", "higher", "lower", "moreThan", "lessThan", "growth", "each"}
)


def recounts(context: Context) -> list[Reading]:
    """The number of what was listed before, as the report states it, or counted where it names them all."""
    question, carried, known = context.question, context.carried, context.knowledge
    if carried is None or question.asked != {"number"} or question.cues & _OTHERWISE:
        return []
    if not isinstance(carried.form, Named | Things | Honours) or _says_more(context) or not carried.things:
        return []
    unit = known.unit_kinds.get(question.unit, "")
    if not {unit, *question.quantity_kinds} <= COUNTED | {""}:
        return []
    stated = [f for f in carried.facts if f.category == "Observation" and f.one("value")]
    if len(stated) == 1 and known.unit_kind(stated[0]) in COUNTED:
        return [Reading(Lookup((observed(stated[0]),)), t.WHOLE, tuple(stated), (), "recounts", settled=True)]
    if stated or any(map(_is_in_part, carried.facts)):
        return []
    return [Reading(Count(carried.form), t.WHOLE, carried.facts, (), "recounts", settled=True)]


def _is_in_part(row: Fact) -> bool:
    """Whether a row has more members than the report names."""
    stated = row.one("statedCount")
    return row.one("complete") == "false" or bool(stated and int(stated) != len(row.all("member")))


def _says_more(context: Context) -> bool:
    """Whether a follow-up names another year, or anything that those listed, or their question, do not."""
    question, carried, known = context.question, context.carried, context.knowledge
    assert carried
    if question.years or question.relative or question.numbers or question.told_numbers:
        return True
    kinds = frozenset[str]().union(*map(known.classes_of, carried.things))
    before = {m.form for m in carried.question.asking} if carried.question else set()
    own = (m for m in question.asking if m.content and CUE not in m.kinds)
    return not all(
        m.form in before
        or m.meanings("ClassWord") & kinds
        or (carried.facts and all(is_named(f, m) for f in carried.facts))
        for m in own
    )
