"""Indicators in order: the largest or smallest values, and targets above or below earlier results."""

from __future__ import annotations

from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import INDICATOR, asks_for_indicators, classes_named, number_selecting
from kgqa.parsing.context import Context
from kgqa.parsing.named import is_about_values
from kgqa.parsing.naming import is_named, is_picked
from kgqa.parsing.observations import observations, with_value
from kgqa.parsing.question import Question, relation_asked
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Ranking, Revised, Selected

_GROWTH_WORDS = ("增", "grow")  # written within longer words, which the cutting leaves whole


def targets(context: Context) -> list[Reading]:
    """Which targets are set above, at or below the last result, over all indicators that have both."""
    question, document = context.question, context.knowledge.document
    told = question.cues & {"higher", "lower", "greater", "less", "equal"}
    if document is None or question.numbers or not (told and "target" in question.cues):
        return []
    if not asks_for_indicators(question):
        return []
    relation = "=" if "equal" in told else "<" if told & {"lower", "less"} else ">"
    growth = "growth" if "growth" in question.cues else None
    return [
        Reading(Revised(document.plans_for, document.reports_on, relation, growth), t.BOTH, (), (), "targets")
    ]


def selections(context: Context) -> list[Reading]:
    """Indicators whose value stands in a relation to a number of the question: 同样定为8%以上的目标."""
    question = context.question
    number = number_selecting(question)
    if number is None:
        return []
    as_printed = "equal" in question.cues and number.bound in (">=", "<=")  # 同样定为8%以上
    form = Selected(
        relation="=" if as_printed else relation_asked(question, number),
        number=f"{number.base:f}",
        unit=number.unit.lstrip("万亿千百"),
        indicators=_named_indicators(context),
        year=context.scope.only_year,
        kind=_kind(question),
        measure="growth" if _asks_growth(question) or "decline" in question.cues else None,
        falling="decline" in question.cues,
    )
    return [Reading(form, t.BOTH, (), (), "selections")]


def _named_indicators(context: Context) -> tuple[str, ...]:
    """Indicators that the words of the question name, if it says which (完成率); none takes all."""
    words = [w.mention for w in context.required if not is_about_values(w.mention)]
    named = [
        f.one("indicator")
        for f in context.knowledge.facts.facts
        if f.category == "Observation" and any(is_named(f, w) for w in words)
    ]
    return tuple(dict.fromkeys(named))


def rankings(context: Context) -> list[Reading]:
    """The largest or smallest values of a measure, of a unit that the question gives, or of things named."""
    question = context.question
    ranked = question.cues & {"rank", "max", "min", "greater"} or question.limit
    if not ranked or question.asked & {"truth", "reason"}:
        return []
    reading = _of_measure(context) or _of_unit(context) or _of_named(context)
    return [reading] if reading else []


def _of_measure(context: Context) -> Reading | None:
    """Growth rates of all indicators, or of those in the general part."""
    question = context.question
    headline = "headline" in question.cues
    if not (headline or INDICATOR in classes_named(question)) or not _asks_growth(question):
        return None
    limit = question.limit or (None if "rank" in question.cues else 1)
    year, kind = context.scope.only_year, _kind(question)
    form = Ranking((), None, year, kind, _descends(question), limit, "growth", headline)
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
    year, limit = context.scope.only_year, question.limit or (None if "each" in question.cues else 1)
    form = Ranking(indicators, None, year, None, _descends(question), limit)
    return Reading(form, min(1.0, best + t.RANKED_LIFT), own, (), "rankings")


def _asks_growth(question: Question) -> bool:
    return bool(question.cues & {"growth", "higher"}) or any(w in question.text for w in _GROWTH_WORDS)


def _kind(question: Question) -> str | None:
    return "target" if "target" in question.cues else None


def _descends(question: Question) -> bool:
    return "min" not in question.cues or "max" in question.cues
