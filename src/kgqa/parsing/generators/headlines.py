"""The values of the report's headline indicators, where all of them are asked for: 主要预期目标分别是什么."""

from __future__ import annotations

import re

from kgqa.linking.facts import Fact
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import INDICATOR
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.named import is_about_values
from kgqa.parsing.naming import is_named
from kgqa.parsing.observations import all_observed
from kgqa.parsing.question import COMPARATIVE, Question
from kgqa.parsing.readings import Reading, Scope
from kgqa.query.forms import Each
from kgqa.text.numerals import ORDINALS, place_of

_COUNTED = re.compile(rf"([{ORDINALS}]|\d{{1,2}})[项个大][^，,。？?]{{0,8}}指标")
_PICKED = frozenset({"max", "min", "rank", "difference", "compare", "equal", "count"})
_COMPUTED = frozenset({"mean", "sum", "total", "ratio", "share", "nth"})
_OTHERWISE = frozenset({"truth", "reason", "date", "place", "person", "source"})
_LEAST_NAMED = 2  # indicators that a question names as examples of all; a single one is asked for by itself


def headlines(context: Context) -> list[Reading]:
    """Each headline value of the year, with those alone that the question names in a row.

    A word that names none of them restricts what is asked for (主要的教育指标), so that nothing is told.
    """
    question, document = context.question, context.knowledge.document
    if document is None or context.told_of_topic or not _asks_for_values(context):
        return []
    year = context.scope.only_year or (document.plans_for if "target" in question.cues else None)
    kind = "target" if year == document.plans_for else "actual"
    if "target" in question.cues and kind != "target":
        return []  # the targets of a year that is over are not in the report
    facts = [f for f in context.knowledge.facts.facts if _is_headline(f, year, kind)]
    named = [w.mention for w in context.required if not is_about_values(w.mention)]
    if named:
        told = [{f.iri for f in facts if is_named(f, m)} for m in named]
        if len(named) < _LEAST_NAMED or not all(told):
            return []
        facts = [f for f in facts if any(f.iri in own for own in told)]
    if len(facts) < _LEAST_NAMED:
        return []
    form = Each(all_observed(facts))
    return [Reading(form, t.WHOLE, tuple(facts), (), "headlines", settled=True)]


def year_of_counted(question: Question, scope: Scope, knowledge: Knowledge) -> int | None:
    """The year of which a question counts as many indicators as the general part gives values of.

    那五项指标里 speaks of all of them; that they are estimates, or stand at the beginning, tells the year.
    """
    told, document = _COUNTED.search(question.text), knowledge.document
    if told is None or document is None or "headline" in question.cues:
        return None
    opens = bool(question.cues & {"provisional", "opening"}) and not scope.years
    year = document.reports_on if opens else scope.only_year
    kind = "target" if year == document.plans_for else "actual"
    stated = [f for f in knowledge.facts.facts if _is_headline(f, year, kind) and f.one("value")]
    counted = place_of(told[1])
    if counted == question.limit:
        return None  # 增速最高的五个指标 are those of all
    return year if year is not None and len(stated) == counted else None


def _is_headline(fact: Fact, year: int | None, kind: str) -> bool:
    """Whether a fact is a value of the general part, which stands under no heading."""
    return fact.category == "Observation" and not fact.heading and fact.year == year and fact.kind == kind


def _asks_for_values(context: Context) -> bool:
    """Whether all headline indicators or growth targets are asked for, and neither their number nor some."""
    question, noun = context.question, context.asked_noun
    cues = question.cues
    indicators = [m for m in question.mentions if INDICATOR in m.meanings("ClassWord")]
    rates = "growth" in cues or any("target" in m.meanings("Cue") for m in indicators)  # growth targets
    meant = (
        "headline" in cues
        or (indicators and (rates or "each" in cues))
        or ({"growth", "target"} <= cues and bool(cues & {"each", "list", "standsFor"}))  # 各项增长目标
    )
    if not meant or question.numbers or question.unit or question.expected or question.limit:
        return False
    if cues & (_PICKED | _COMPUTED | COMPARATIVE) or question.asked & _OTHERWISE:
        return False
    if "number" in question.asked:
        return bool(cues & {"level", "each"})  # 是多少, and not 有多少
    if noun is None or noun not in indicators or "each" in cues:
        return True
    return "target" in noun.meanings("Cue")  # 涉及哪些指标 wants no values
