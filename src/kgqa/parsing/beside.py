"""The value that stands beside the one that is meant: in the sentence of the earlier answer, or of a set.

A follow-up that asks for money, people or a rate, and names nothing more, means what the report tells in
one breath with what was told before: 那销量涨了多少. So does who points at a set by its number, as in
那9家企业贷到多少钱.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgqa.linking.facts import SENTENCE, Fact
from kgqa.linking.mentions import CUE
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context, measured, says_kind_alone
from kgqa.parsing.fits import clashes
from kgqa.parsing.kinds import COUNTED
from kgqa.parsing.naming import is_named
from kgqa.parsing.observations import all_observed
from kgqa.parsing.pairing import both_earlier
from kgqa.parsing.question import HOW_MANY_IN_ENGLISH, Number, Question
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Lookup

_COMPUTED = frozenset({"difference", "greater", "less", "mean", "max", "min", "rank", "each"})
_OTHERWISE = frozenset({"addition", "cumulative", "others", "negation"})
_POINTING = frozenset({"followUp", "pronoun"})
_POINTS_AT = r"(?:[这那]|\b(?:the|these|those|all) )"  # before the number of a set
_POINTS_BACK = re.compile(r"[这那]一?[批些]|\b(?:these|those)\b")  # at a set whose number was told


def told_beside(context: Context) -> Reading | None:
    """The one value of the kind asked for that stands in a sentence with the one that is meant; else None."""
    question = context.question
    if "number" not in question.asked and not (question.asked == {"entity"} and question.quantity_kinds):
        return None
    if _is_computed(question) or "truth" in question.asked or context.unknown_said or context.beyond:
        return None
    meant = _set_pointed_at(context) or _earlier(context)
    if meant is None:
        return None
    if "sum" in question.cues and ("coordination" in question.cues or both_earlier(context)):
        return None  # two that were told are added up
    beside = sorted(_beside(context, meant), key=lambda f: f.start)
    found = [f for f in beside if _is_asked(context, f)]
    if len(found) > 1:
        found = [f for f in found if f.span == meant.span]  # 围挡415处20.41万平方米
    if len(found) != 1 or not _says_no_more(context, found[0], meant):
        return None
    told = found[0]
    if not _is_said(context, told, meant):
        grows = context.knowledge.measure(told) == "growth"
        if not (_is_its_growth(told, meant) if grows else _is_next(told, meant, beside)):
            return None  # of another value, or of what stands between them
    return Reading(Lookup(all_observed((told,))), t.WHOLE, (told,), (), "values", settled=True)


def _is_computed(question: Question) -> bool:
    """Whether a value is computed from others; 同比 compares nothing that the question names."""
    compared = "compare" in question.cues and not question.cues & {"growth", "decline"}
    return compared or bool(question.cues & (_COMPUTED | _OTHERWISE))


def _earlier(context: Context) -> Fact | None:
    """The one value that the earlier answer gave."""
    facts = context.carried.facts if context.carried else ()
    told = facts[0] if len(facts) == 1 else None
    return told if told is not None and told.one("value") and context.scope.admits(told) else None


def _set_pointed_at(context: Context) -> Fact | None:
    """What counts the set that the question points at by its number: 那9家企业, the 128 projects."""
    question, known = context.question, context.knowledge
    numbers = [n for n in (*question.numbers, *question.told_numbers) if _points_at(question, n)]
    found = [
        m.fact
        for m in (context.matches if numbers else ())
        if m.fact.one("value")
        and context.scope.admits(m.fact)
        and known.unit_kind(m.fact) in COUNTED
        and any(_counts(context, m.fact, number) for number in numbers)
    ]
    return found[0] if len(found) == 1 else None


def _points_at(question: Question, number: Number) -> bool:
    """Whether a number of at least two is that of a set which the question points at."""
    if number.value < 2:
        return False
    if re.search(_POINTS_AT + re.escape(number.text), question.text):
        return True
    asking = [c for c in question.clauses if c.asks]
    points = any(_POINTS_BACK.search(c.text) for c in asking) or any(
        m.meanings("Cue") & _POINTING for c in asking for m in c.mentions
    )
    return points and number in question.told_numbers


def _counts(context: Context, fact: Fact, number: Number) -> bool:
    """Whether a fact gives a number and is named by the first word behind it, if there is any."""
    if measured(fact)[0] != number.base or number.unit not in ("", measured(fact)[1]):
        return False
    clauses = (*context.question.clauses, *context.question.background)
    own = next((c for c in clauses if number.text in c.text), None)
    if own is None:
        return False
    at = own.text.index(number.text)
    noun = next((m for m in own.mentions if m.start >= at + len(number.text) and m.content), None)
    return noun is None or is_named(fact, noun)


def _beside(context: Context, meant: Fact) -> Iterator[Fact]:
    """Other values that stand in the sentence of one, not far from it."""
    for fact in context.knowledge.facts.of("Observation"):
        other = fact.one("value") and fact.iri != meant.iri
        near = abs(fact.start - meant.start) < t.NEAR
        if other and near and fact.tiers[SENTENCE] == meant.tiers[SENTENCE]:
            yield fact


def _is_asked(context: Context, fact: Fact) -> bool:
    """Whether a value is of the kind that is asked for, which the question must tell."""
    question, known = context.question, context.knowledge
    if not context.scope.admits(fact) or clashes(context, fact):
        return False
    kind, measure = known.unit_kind(fact), known.measure(fact)
    if question.unit:
        return fact.one("unitText").endswith(question.unit)
    if question.cues & {"growth", "decline"}:
        return measure == "growth"
    ratios = [m for m in question.asking if "ratio" in m.meanings("Cue")]
    if any(not is_named(fact, m) for m in ratios):
        return False  # 完成率 names a value, and is none of the two that are told
    if question.scaled:
        return kind not in COUNTED and kind != "share"
    if HOW_MANY_IN_ENGLISH.search(question.text) and kind not in COUNTED:
        return False  # how many of the 128 projects were for flood control
    return kind in question.quantity_kinds and measure != "growth"


def _is_next(fact: Fact, meant: Fact, beside: Sequence[Fact]) -> bool:
    """Whether no other value stands between two."""
    first, last = sorted((fact.start, meant.start))
    return not any(first < f.start < last for f in beside)


def _is_its_growth(fact: Fact, meant: Fact) -> bool:
    """Whether a value tells how another one changed, whose name it goes by: 销量 and 销量增速."""
    return any(own in name for own in meant.names for name in fact.names)


def _is_said(context: Context, fact: Fact, meant: Fact) -> bool:
    """Whether the question says what a value is of by a word that what is meant is not named by."""
    own = (w.mention for w in context.required if w.mention.text in context.question.text)
    return any(is_named(fact, m) and not is_named(meant, m) for m in own)


def _says_no_more(context: Context, fact: Fact, meant: Fact) -> bool:
    """Whether all that the question says itself names the value, what is meant, or the district."""
    known = context.knowledge
    own = [w.mention for w in context.required if w.mention.text in context.question.text]
    return all(
        CUE in m.kinds
        or says_kind_alone(m)
        or is_named(fact, m)
        or is_named(meant, m)
        or known.proper_named(m) in (known.district, fact.one("about"))
        for m in own
    )
