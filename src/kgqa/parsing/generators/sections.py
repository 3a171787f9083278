"""How the report is divided: the titled sections of it, or of a part that the question names."""

from __future__ import annotations

import re

from kgqa.graph.profile import ReportSection
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Count, Sections
from kgqa.text.numerals import ORDINALS

_ORDINAL = re.compile(rf"第([{ORDINALS}])(?:大)?部分|\bpart (one|two|three|four|\d)\b")
_ENGLISH = {"one": 1, "two": 2, "three": 3, "four": 4}


def sections(context: Context) -> list[Reading]:
    """The sections of the part that is named, by its number or by words of its title, or of the report."""
    question = context.question
    if (
        not any(_divides(m) for m in question.asking)
        or question.asked & {"truth", "reason", "date"}
        or context.knowledge.document is None
    ):
        return []
    parts = [s for s in context.knowledge.profile.sections if s.parent == context.knowledge.document.iri]
    words = [w.mention for w in context.required if not _divides(w.mention)]
    best, score = context.knowledge.document.iri, 0.0
    numbered = _numbered(question.text, parts)
    if numbered is not None:
        if words and not _told(context, numbered):
            return []  # into how many kinds it sorts its problems: they are no sections
        best, score = numbered.iri, t.WHOLE
    elif words:
        ranked = sorted(((_told(context, s), s.iri) for s in parts), reverse=True)
        if not ranked or ranked[0][0] < t.COVERED * t.COVERED:
            return []
        score, best = ranked[0]
    elif context.speaks_of_report and not any(_tells(w.mention) for w in context.weighed):
        score = t.WHOLE
    if not score:
        return []
    form = Sections(best)
    wanted = Count(form) if "number" in question.asked else form
    return [Reading(wanted, score, (), (), "sections")]


def _divides(mention: Mention) -> bool:
    """Whether a word stands for what reports are divided into: 部分, sections."""
    return any(e.kind == "DivisionWord" for e in mention.entries)


def _tells(mention: Mention) -> bool:
    """Whether a word says what is asked about, and not only that it is the report and its parts."""
    return (
        mention.content and not _divides(mention) and not any(e.kind == "ReportWord" for e in mention.entries)
    )


def _numbered(text: str, parts: list[ReportSection]) -> ReportSection | None:
    """The part that the question names by its number."""
    match = _ORDINAL.search(text)
    if match is None:
        return None
    number = ORDINALS.index(match[1]) + 1 if match[1] else _ENGLISH.get(match[2]) or int(match[2])
    return parts[number - 1] if 0 < number <= len(parts) else None


def _told(context: Context, part: ReportSection) -> float:
    """Share of the question's words, by weight, that stand in the title of a part."""
    title = fold(part.title)
    words = [w for w in context.required if not _divides(w.mention)]
    whole = sum(w.weight for w in words)
    said = sum(w.weight for w in words if w.mention.form in title)
    years = context.scope.years
    dated = not years or any(str(year) in title for year in years)
    return said / whole if whole and dated else 0.0
