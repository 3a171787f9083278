"""Where the report states what the question, or the one before it, speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CUE
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import asks_for_statements
from kgqa.parsing.context import Context
from kgqa.parsing.fits import names_fit, numbers_fit
from kgqa.parsing.generators.passages import is_title
from kgqa.parsing.naming import is_named, named_degree
from kgqa.parsing.observations import observations, observed
from kgqa.parsing.ordinals import numbered_with
from kgqa.parsing.readings import Reading
from kgqa.query.forms import STATEMENTS, Passage, Source

_WHICH = re.compile(r"哪|第几|什么|\b(?:which|what)\b")
_TOLD = frozenset({*STATEMENTS, "State", "Honour", "Enumeration"})


def sources(context: Context) -> list[Reading]:
    """The place of the earlier answer's fact, when the question names nothing, or of what fits best.

    That may be a value, and as well a measure, a state or a title.
    """
    if "source" not in context.question.cues or not context.asks_place:
        return []
    earlier, worded = context.earlier, context.asks_wording
    if earlier and not context.told:
        told = observed(earlier) if earlier.category == "Observation" else earlier.iri
        form = Source(told, worded, _level(context))
        return [Reading(form, 1.0, (earlier,), (), "source")]
    if not context.required:
        return _of_earlier(context)
    if worded and asks_for_statements(context.question, context.knowledge):
        return []  # problems and measures are told in the report's words as it is
    if worded and is_title(context):
        return []  # so is all that stands under one heading
    values = [
        Reading(
            Source(observed(m.fact), worded, _level(context)),
            score * t.SOURCE_LIFT,
            (m.fact,),
            m.uncovered,
            "source",
        )
        for score, m in observations(context)[: t.MOST_SOURCES]
    ]
    return [*values, *_told(context)]


def _of_earlier(context: Context) -> list[Reading]:
    """The place, or the words, of the statements that the answer before gave, if it gave any."""
    told = context.carried.told if context.carried else ()
    if not told:
        return []
    form = (
        Passage(statements=tuple(f.iri for f in told))
        if context.asks_wording
        else Source(told[0].iri, level=_level(context))
    )
    return [Reading(form, t.WHOLE, told, (), "source", settled=True)]


def _told(context: Context) -> list[Reading]:
    """The places of the statements, states or titles that speak best of the question's words."""
    nearest = frozenset(context.nearest)
    found = [
        (m.score * names_fit(context, m.fact) * numbers_fit(context, m.fact), m)
        for m in context.matches
        if m.fact.category in _TOLD and context.scope.admits(m.fact) and not _is_wider(context, m.fact)
    ]
    found = _as_asked(context, found)
    found.sort(key=lambda pair: (-pair[0], pair[1].index))
    return [
        Reading(_form(context, m.fact), min(t.WHOLE, score * t.SOURCE_LIFT), (m.fact,), m.uncovered, "source")
        for n, (score, m) in enumerate(found)
        if n < t.MOST_SOURCES or m.index in nearest
    ]


def _as_asked(context: Context, found: Sequence[tuple[float, Match]]) -> list[tuple[float, Match]]:
    """Without the rows that are called in other words by what another one is called as it is asked."""
    degrees = {
        m.index: [named_degree(m.fact, w.mention) for w in context.required]
        for _, m in found
        if m.fact.category == "Enumeration"
    }
    best = [max(column) for column in zip(*degrees.values(), strict=True)]
    return [
        (score, m)
        for score, m in found
        if not any(0 < own < most for own, most in zip(degrees.get(m.index, ()), best, strict=False))
    ]


def _is_wider(context: Context, row: Fact) -> bool:
    """Whether a row is told in several clauses of which the question's words mean only some.

    What it says of education the third of the problems tells, and not the first.
    """
    known = context.knowledge.facts
    said = [known.folded_quote(s) for s in row.all("statedIn") if s in known.quotes]
    for word in (w.mention for w in context.required):
        if CUE in word.kinds or is_named(row, word):
            continue
        forms = (word.form, *word.alternatives)
        if 0 < sum(any(form in text for form in forms) for text in said) < len(said):
            return True
    return len(said) > 1 and any(context.names(thing) for thing in row.all("member"))


def _form(context: Context, fact: Fact) -> Source | Passage:
    """Where a fact is told, or for the words of what the report numbers all up to the next number."""
    told = numbered_with(context, fact) if context.asks_wording else ()
    if told:
        return Passage(statements=tuple(f.iri for f in told))
    return Source(fact.iri, context.asks_wording, _level(context))


def _level(context: Context) -> Literal["", "section", "heading"]:
    """The level of the report that is asked for: one of its tasks (哪一大项), or a heading (哪个小标题).

    Who asks twice, or for a section, wants both: 哪一节、哪个小标题.
    """
    if len(_WHICH.findall(context.question.text)) > 1:
        return ""
    cues = context.question.cues & {"sourceTask", "sourceHeading", "sourceSection"}
    if cues == {"sourceTask"}:
        return "section"
    return "heading" if cues == {"sourceHeading"} else ""
