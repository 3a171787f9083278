"""Whether something is so of those that the answer before counted: 66项, 是全部完成了吗."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import LABEL, STATUS
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import statuses_asked
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.naming import stands_in
from kgqa.parsing.readings import Reading
from kgqa.query.forms import StateVerdict


def asks_of_all_told(context: Context) -> bool:
    """Whether a follow-up names no more than a state, so that what was counted before is meant."""
    earlier, question = context.earlier, context.question
    if earlier is None or not earlier.span or question.numbers or _is_of_a_year(context):
        return False
    return all(STATUS in w.mention.kinds for w in context.required)


def on_all_of_earlier(context: Context) -> list[Reading] | None:
    """Whether the clause that counts some things says of them, or of all, what is asked.

    None where it says nothing of it, and nothing is asked of all of them.
    """
    earlier, known = context.earlier, context.knowledge
    asked, of_all = statuses_asked(context.question), _says_all(known, context.question.text)
    if earlier is None or not (asked or of_all):
        return None
    state = next((f for f in known.facts.facts if _is_state_around(known, f, earlier, asked)), None)
    if state is None:
        return [] if of_all else None
    told = _clause(known, state)
    wholly, partly = _says_all(known, told), any(word in told for word in known.partly)
    if wholly == partly and (of_all or partly):
        return []
    form = StateVerdict((state.iri,), partly == context.question.denies, None)
    return [Reading(form, t.WHOLE, (state,), (), "verdict on a state")]


def of_all_told(context: Context, readings: Sequence[Reading]) -> Sequence[Reading]:
    """Verdicts; where all that was counted is asked about, those on its clause, if that says all."""
    earlier, known = context.earlier, context.knowledge
    if not context.followed or earlier is None or not earlier.span or _is_of_a_year(context):
        return readings
    named = any(LABEL in w.mention.kinds for w in context.required)  # 问题楼盘也全都化解了吗
    if named or not _says_all(known, context.question.text):
        return readings
    return [r for r in readings if all(_says_so_of(known, f, earlier) for f in r.facts)]


def _is_of_a_year(context: Context) -> bool:
    """Whether it is asked of another year, or of a plan, and not of what was told."""
    question = context.question
    return bool(question.years or question.relative or "target" in question.cues)


def _says_so_of(known: Knowledge, fact: Fact, told: Fact) -> bool:
    return bool(fact.span) and _stands_around(known, fact, told) and _says_all(known, _clause(known, fact))


def _says_all(known: Knowledge, text: str) -> bool:
    return any(stands_in(word, text) for word in known.wholly)


def _clause(known: Knowledge, fact: Fact) -> str:
    return fold(known.facts.quotes[fact.span][0])


def _is_state_around(known: Knowledge, fact: Fact, told: Fact, asked: frozenset[str]) -> bool:
    """Whether a fact is a state that is reached, one of those asked for, and stands around a value."""
    if fact.category != "State" or fact.kind != "actual" or not fact.span:
        return False
    status = local_name(fact.one("status"))
    reached = not asked or status in asked or 0 < max(map(known.stage, asked)) <= known.stage(status)
    return reached and _stands_around(known, fact, told)


def _stands_around(known: Knowledge, fact: Fact, told: Fact) -> bool:
    """Whether the clause of a fact holds that of another."""
    _, start, end = known.facts.quotes[fact.span]
    _, first, last = known.facts.quotes[told.span]
    return start <= first and last <= end
