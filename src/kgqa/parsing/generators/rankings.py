"""Indicators in order: the largest or smallest values, and targets above or below earlier results."""

from __future__ import annotations

from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import INDICATOR, classes_named
from kgqa.parsing.context import Context
from kgqa.parsing.naming import is_picked
from kgqa.parsing.observations import observations, with_value
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Ranking, Revised

_GROWTH_WORDS = ("增", "grow")  # written within longer words, which the cutting leaves whole


def targets(context: Context) -> list[Reading]:
    """Which targets are set above, at or below the last result, over all indicators that have both."""
    question, document = context.question, context.knowledge.document
    told = question.cues & {"higher", "lower", "greater", "less", "equal"}
    asks = "entity" in question.asked and INDICATOR in classes_named(question)
    if document is None or not (told and asks and "target" in question.cues):
        return []
    relation = "=" if "equal" in told else "<" if told & {"lower", "less"} else ">"
    growth = "growth" if "growth" in question.cues else None
    return [
        Reading(Revised(document.plans_for, document.reports_on, relation, growth), t.BOTH, (), (), "targets")
    ]


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
