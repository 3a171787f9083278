"""Indicators in order: the largest or smallest values, and targets above or below earlier results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CLASS, LABEL, STATUS, SYNONYM, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import (
    INDICATOR,
    asks_for_indicators,
    asks_how_large,
    classes_named,
    counts_indicators,
    number_selecting,
    relation_to_results,
)
from kgqa.parsing.context import Context
from kgqa.parsing.named import is_about_values, named_set, names_one_indicator
from kgqa.parsing.naming import is_named, is_picked
from kgqa.parsing.observations import observations, with_value
from kgqa.parsing.question import Number, Question, relation_asked
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Count, Ranking, Revised, Selected

_SUPERLATIVE = frozenset({"max", "min"})
_COMPARED = frozenset({"difference", "compare", "mean", "max", "min", "rank"})
_PER_CENT = "%"
_ROW = 3  # of fewer, which is above a number is said of each
_COUNTS = re.compile(r"几[项个]|how many")
_RATES = frozenset({"ratio", "share"})
_SHARE = "share"
_SET_AT = re.compile(r"(?:定[为在成]|目标[是为])(?:同比)?(?:增长|增速)?$")
_GROWTH_WORDS = ("增", "grow")  # written within longer words, which the cutting leaves whole


def targets(context: Context) -> list[Reading]:
    """Which targets are set above, at or below the last result, over all indicators that have both."""
    question, document = context.question, context.knowledge.document
    years = {document.plans_for, document.reports_on} if document else frozenset[int]()
    relation = relation_to_results(question, years == set(context.scope.years))
    counted = counts_indicators(question)
    if document is None or not relation or not (counted or asks_for_indicators(question)):
        return []
    if "alternative" in question.cues and years != set(context.scope.years):
        return []  # the one or the other: the two are set against each other, not against results
    if names_one_indicator(context):
        return []  # whose target and result are set against each other
    form = Revised(
        document.plans_for,
        document.reports_on,
        relation,
        "growth" if "growth" in question.cues else None,
        _in_a_row(context),
        "headline" in question.cues,
    )
    return [Reading(Count(form) if counted else form, t.BOTH, (), (), "targets")]


def selections(context: Context) -> list[Reading]:
    """Indicators whose value stands in a relation to a number of the question: 同样定为8%以上的目标.

    Or how many headline ones there are, in all or as percentages.
    """
    question = context.question
    number = number_selecting(question) or _number_over_row(context)
    if number is None:
        return _rates_picked(context) or _counted_headline(context)
    as_printed = number.bound in (">=", "<=") and ("equal" in question.cues or _is_set_at(question, number))
    form = Selected(
        relation="=" if as_printed else relation_asked(question, number),
        number=f"{number.base:f}",
        unit=number.unit.lstrip("万亿") or _PER_CENT,
        indicators=_in_a_row(context) or _named_indicators(context),
        year=context.scope.only_year,
        kind=_kind(question),
        measure="growth" if _asks_growth(question) or "decline" in question.cues else None,
        falling="decline" in question.cues,
        headline="headline" in question.cues and not _in_a_row(context),
    )
    counted = counts_indicators(question) or ("number" in question.asked and bool(form.indicators))
    return [Reading(Count(form) if counted else form, t.BOTH, (), (), "selections")]


def _number_over_row(context: Context) -> Number | None:
    """The number by which some of a row that the question names are picked: A、B、C三项中超过7%的有几项."""
    question = context.question
    numbers = [n for n in question.numbers if relation_asked(question, n) != "="]
    if len(numbers) != 1 or len(question.numbers) != 1 or context.scope.only_year is None:
        return None
    if question.asked & {"truth", "reason"} or question.cues & _COMPARED - {"compare"}:
        return None
    if not ("entity" in question.asked or _COUNTS.search(question.text)):
        return None
    found = named_set(context)
    if found is None or found.unlike or not (found.complete and found.in_a_row):
        return None
    kinds = {context.knowledge.unit_kind(fact) for fact in found.facts}
    alike = {context.knowledge.unit_kinds.get(numbers[0].unit, "")} == kinds
    return numbers[0] if alike and len(found.distinct) >= _ROW else None


def _is_set_at(question: Question, number: Number) -> bool:
    """Whether a bound is what a target is set at, as it is printed: 定为8%以上, 目标是增长8%以上."""
    before = (c.text[: c.text.find(number.text)] for c in question.clauses if number.text in c.text)
    return any(_SET_AT.search(words) for words in before)


def _rates_picked(context: Context) -> list[Reading]:
    """The rates of a kind that stand in a relation to a percentage: 完成率超过100%的有哪些."""
    question = context.question
    if "entity" not in question.asked or "list" not in question.cues or len(question.numbers) != 1:
        return []
    (number,) = question.numbers
    words = [m for m in question.mentions if _SHARE in m.meanings("QuantityNoun")]
    rates = _named_by_end(context, words)
    if number.unit != _PER_CENT or not rates or _asks_growth(question):
        return []
    form = Selected(
        relation=relation_asked(question, number),
        number=f"{number.base:f}",
        unit=_PER_CENT,
        indicators=rates,
        year=context.scope.only_year,
        kind=_kind(question),
    )
    others = (w.mention for w in context.required if w.mention not in words)
    unused = tuple(m.text for m in others if not is_about_values(m))
    return [Reading(form, t.BOTH, (), unused, "selections")]


def _counted_headline(context: Context) -> list[Reading]:
    """How many headline indicators there are; with a word for percentages, how many of them are given so."""
    question, document = context.question, context.knowledge.document
    if not (counts_indicators(question) and "headline" in question.cues) or question.numbers:
        return []
    if asks_how_large(question):
        return []  # 主要指标是多少 wants their values
    if document is None or relation_to_results(question) or question.cues & _COMPARED:
        return []
    year = context.scope.only_year or (document.plans_for if "target" in question.cues else None)
    if year is None:
        return []
    rates = "share" in question.cues or "share" in question.quantity_kinds
    form = Selected(
        unit=_PER_CENT if rates else "",
        year=year,
        kind="target" if year == document.plans_for else "actual",
        headline=True,
    )
    unused = tuple(w.mention.text for w in context.required if not is_about_values(w.mention))
    return [Reading(Count(form), t.BOTH, (), unused, "selections")]


def _in_a_row(context: Context) -> tuple[str, ...]:
    """Indicators that the question names in a row: of A, B and C, how many."""
    found = named_set(context)
    if found is None or not found.in_a_row:
        return ()
    return tuple(dict.fromkeys(f.one("indicator") for f in found.facts))


def _named_indicators(context: Context) -> tuple[str, ...]:
    """Indicators that the words of the question name, if it says which (完成率); none takes all."""
    words = [w.mention for w in context.required if not is_about_values(w.mention)]
    named = [
        f.one("indicator")
        for f in context.knowledge.facts.of("Observation")
        if any(is_named(f, w) for w in words)
    ]
    return tuple(dict.fromkeys(named))


def rankings(context: Context) -> list[Reading]:
    """The largest or smallest values of a measure, of a unit that the question gives, or of things named."""
    question = context.question
    ranked = question.cues & {"rank", "max", "min", "greater"} or question.limit
    if not ranked or question.asked & {"truth", "reason"}:
        return []
    if "nth" in question.cues or (_asks_ends(question) and "difference" in question.cues):
        return []  # the second lowest is not the lowest, nor do both ends tell how far they are apart
    if counts_indicators(question) and relation_to_results(question, len(context.scope.years) > 1):
        return []  # how many results lie above their targets
    if "number" in question.asked and context.knowledge.unit_kinds.get(question.unit, "") == "count":
        return []  # 高过目标下限的有几项: how many, and not which is the first
    named = "headline" not in question.cues and _names_several(context)
    every = None if named else _of_measure(context)
    reading = every or _of_unit(context) or _of_named(context) or _of_all(context)
    return [reading] if reading else []


def _names_several(context: Context) -> bool:
    """Whether words of the question are the names of different indicators, so that not all are meant."""
    known = context.knowledge
    named = [
        frozenset[str]().union(*(known.indicators_named(name) for name in w.mention.names))
        for w in context.weighed
    ]
    named = [own for own in named if own]
    return any(one.isdisjoint(other) for one, other in pairwise(named))


def _of_measure(context: Context) -> Reading | None:
    """Growth rates of all indicators, or of those in the general part."""
    question = context.question
    headline = "headline" in question.cues
    if not (headline or INDICATOR in classes_named(question)) or not _asks_growth(question):
        return None
    ends = _asks_ends(question)
    limit = question.limit or (None if ends or "rank" in question.cues else 1)
    year, kind = context.scope.only_year, _kind(question)
    form = Ranking((), None, year, kind, _descends(question), limit, "growth", headline, ends=ends)
    return Reading(form, t.WHOLE, (), (), "rankings")


def _of_unit(context: Context) -> Reading | None:
    """Values of a unit that the question names."""
    question = context.question
    if not question.named_unit:
        return None
    year, limit = context.scope.only_year, question.limit or 1
    form = Ranking((), question.named_unit, year, _kind(question), _descends(question), limit)
    return Reading(form, t.UNIT_RANKED, (), (), "rankings")


def _of_named(context: Context) -> Reading | None:
    """Values of the things that the question names, if they are of one unit."""
    question = context.question
    if "difference" in question.cues or "number" in question.asked:
        return None
    ranked = observations(context)
    best = ranked[0][0] if ranked else 0.0
    close = [m.fact for s, m in with_value(ranked) if s > t.LEAST_RANKED * best]
    own = tuple(f for f in close if is_picked(context, f))
    if len(own) < 2 or len({f.one("unit") for f in own}) != 1:
        return None
    indicators = tuple(dict.fromkeys(f.one("indicator") for f in own))
    set_apart = {"target", "actual"} <= question.cues and len({f.one("about") for f in own}) == 1
    if set_apart and len(indicators) == 1:
        return None  # the result and the target of one indicator are set against each other
    year, limit = context.scope.only_year, question.limit or (None if "each" in question.cues else 1)
    form = Ranking(indicators, None, year, None, _descends(question), limit)
    return Reading(form, min(1.0, best + t.RANKED_LIFT), own, (), "rankings")


def _of_all(context: Context) -> Reading | None:
    """The largest or smallest of all values of a kind, for a question that names no one thing.

    The highest growth target of all chapters, the best completion rate, the largest sum of money.
    """
    question = context.question
    if not question.cues & _SUPERLATIVE or any(_is_telling(w) for w in context.required):
        return None
    year, ends = context.scope.only_year, _asks_ends(question)
    planned = context.knowledge.document is not None and year == context.knowledge.document.plans_for
    form = Ranking(
        indicators=_with_word_of_rate(context),
        unit=None,
        year=year,
        kind="target" if planned else _kind(question),
        descending=_descends(question),
        limit=question.limit or (None if ends else 1),
        measure="growth" if _asks_growth(question) else None,
        ends=ends,
    )
    if not (form.indicators or form.measure):
        form = replace(form, counted_in=_only_unit(context))
    if not (form.indicators or form.measure or form.counted_in):
        return None
    unknown = tuple(w.mention.text for w in context.required)
    return Reading(form, t.WHOLE * t.UNUSED_SHARED ** len(unknown), (), unknown, "rankings")


def _is_telling(word: Weighed) -> bool:
    """Whether a word names what is ranked, and not only that values are."""
    mention = word.mention
    if not word.covered or is_about_values(mention) or mention.meanings("QuantityNoun"):
        return False
    if mention.meanings("Fulfilment"):
        return False  # 超额最多的: of all rates of completion
    return len(mention.text) > 1 and bool(mention.kinds & {LABEL, CLASS, SYNONYM, STATUS})


def _with_word_of_rate(context: Context) -> tuple[str, ...]:
    """Indicators of a kind of rate that the question names by a word of it: 完成率."""
    words = [m for m in context.question.mentions if m.meanings("Cue") & _RATES and SYNONYM in m.kinds]
    return _named_by_end(context, words)


def _named_by_end(context: Context, words: Sequence[Mention]) -> tuple[str, ...]:
    """Indicators with a value in scope that have a name which ends in one of some words."""
    named = (
        f.one("indicator")
        for f in context.knowledge.facts.of("Observation")
        if f.one("value") and context.scope.admits(f)
        if any(name.endswith(w.form) for name in f.names for w in words)
    )
    return tuple(dict.fromkeys(named))


def _only_unit(context: Context) -> str | None:
    """The one unit in which all values of the kind asked for are given: all sums are in yuan."""
    known, question = context.knowledge, context.question
    nouns = (kind for m in question.asking for kind in m.meanings("QuantityNoun"))
    kinds = question.quantity_kinds or frozenset(nouns)
    units = {
        f.one("unit")
        for f in known.facts.of("Observation")
        if f.one("value") and context.scope.admits(f)
        if kinds and known.unit_kind(f) in kinds
    }
    return units.pop() if len(units) == 1 else None


def _asks_ends(question: Question) -> bool:
    """Whether both the largest and the smallest are asked for."""
    return {"max", "min"} <= question.cues and question.limit is None


def _asks_growth(question: Question) -> bool:
    return bool(question.cues & {"growth", "higher"}) or any(w in question.text for w in _GROWTH_WORDS)


def _kind(question: Question) -> str | None:
    return "target" if "target" in question.cues else None


def _descends(question: Question) -> bool:
    return "min" not in question.cues or "max" in question.cues
