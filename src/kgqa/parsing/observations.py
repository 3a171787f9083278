"""Observations that match a question, scored and within its scope, and their dimensions as a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context, of_the_question
from kgqa.parsing.fits import clashes, fit, numbers_fit
from kgqa.parsing.naming import is_condition
from kgqa.parsing.readings import Scope
from kgqa.query.forms import Observed

Ranked = tuple[float, Match]
_PART = ("indicator", "about", "kind")  # what the parts of one whole have in common


def observations(context: Context, scope: Scope | None = None) -> list[Ranked]:
    """Observations that match, with fitted scores, best first, in the question's scope or another one."""
    return list(_ranked(context, context.scope if scope is None else scope))


@of_the_question
def _ranked(context: Context, limits: Scope) -> tuple[Ranked, ...]:
    return tuple(pair for pair in _scored(context) if limits.admits(pair[1].fact))


@of_the_question
def _scored(context: Context) -> tuple[Ranked, ...]:
    """All matched observations of the kind, and of the place, that is asked for, best first."""
    question = context.question
    numbered = "count" in question.cues and "rank" not in question.cues  # 交付的数量排第几
    counted = bool(question.unit) or numbered
    found = []
    conditioned = [m.fact for m in context.matches if m.fact.one("condition")]
    for match in context.matches:
        fact = match.fact
        if fact.category != "Observation" or clashes(context, fact) or not context.stands_as_asked(fact):
            continue
        if fact.one("condition") and _is_other_part(context, fact, conditioned):
            continue
        if fact.one("value") or not counted or context.knowledge.is_absent(fact):
            score = min(1.0, match.score * fit(context, fact) * numbers_fit(context, fact))
            found.append((score, match))
    found.sort(key=lambda pair: (-pair[0], pair[1].index))
    return tuple(found)


def _is_other_part(context: Context, fact: Fact, conditioned: Iterable[Fact]) -> bool:
    """Whether the question names one part of a whole by its condition (区级的), and a fact is another."""
    siblings = [f for f in conditioned if f.iri != fact.iri and all(f.one(k) == fact.one(k) for k in _PART)]
    words = [_by_all_names(context, w.mention) for w in context.weighed if w.covered and w.weight > t.TELLING]
    return not _is_picked(fact, siblings, words) and any(
        _is_picked(f, [fact], words) for f in siblings if f.year == fact.year
    )


def _by_all_names(context: Context, mention: Mention) -> Mention:
    """A word with all names of what it names: a condition may say another one."""
    names = context.knowledge.other_names(mention.form)
    return replace(mention, alternatives=mention.alternatives | names) if len(names) > 1 else mention


def _is_picked(fact: Fact, others: Iterable[Fact], words: Iterable[Mention]) -> bool:
    """Whether a word stands in the condition of a fact and not in that of all others."""
    return any(is_condition(fact, w) and not all(is_condition(o, w) for o in others) for w in words)


def with_value(ranked: Iterable[Ranked]) -> list[Ranked]:
    """Those that have a number and not only words."""
    return [(score, match) for score, match in ranked if match.fact.one("value")]


def observed(fact: Fact) -> Observed:
    """The dimensions of an observation."""
    return Observed(
        indicator=fact.one("indicator"),
        about=fact.one("about"),
        year=fact.year,
        kind=fact.kind,
        basis=fact.basis,
        condition=fact.one("condition") or None,
    )


def all_observed(facts: Iterable[Fact]) -> tuple[Observed, ...]:
    """The dimensions of several observations."""
    return tuple(observed(f) for f in facts)
