"""Persons whom a question names and the report does not: 张建国副区长, Deputy Mayor Zhang Jianguo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kgqa.linking.mentions import CUE, FUNCTION, LABEL, QUESTION, STATUS
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause
from kgqa.text.numerals import ORDINALS

_GIVEN = "[\u4e00-\u9fff]"  # a character of a given name, which has one or two
_LOOSE = frozenset({CUE, FUNCTION, QUESTION})  # words that are no given name, though one may look like 建国
_WORDS = frozenset({LABEL, STATUS})
_ENGLISH_NAME = r"((?:[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)(?: [A-Z][a-z]+(?:-[A-Za-z][a-z]+)?){0,2})"


def unknown_people(context: Context) -> Iterator[str]:
    """Names of persons, by surname and what they are called by, that stand nowhere in the report."""
    known = context.knowledge
    chinese, english = _patterns(known)
    for clause in context.question.clauses:
        for match in (m for pattern in chinese for m in pattern.finditer(clause.text)):
            if _is_a_person(clause, match, known) and not known.facts.holding(match["name"]):
                yield match["name"]
    for match in english.finditer(context.question.original) if english else ():
        if not known.facts.holding(match[1].lower()):
            yield match[1]


@lru_cache(maxsize=4)
def _patterns(known: Knowledge) -> tuple[list[re.Pattern[str]], re.Pattern[str] | None]:
    """Patterns of a Chinese name before and behind a title, and of an English title before a name."""
    surnames = "|".join(sorted(known.surnames, key=len, reverse=True))
    titles = sorted(known.person_titles, key=lambda t: (-len(t), t))
    zh, en = ("|".join(re.escape(t) for t in titles if t.isascii() == ascii_) for ascii_ in (False, True))
    chinese = []
    if surnames and zh:
        surname = f"(?P<surname>{surnames})"
        chinese = [
            re.compile(rf"(?P<name>{surname}(?P<given>{_GIVEN}{{1,2}}?))(?:{zh})"),
            re.compile(rf"(?:{zh})(?P<name>{surname}(?P<given>{_GIVEN}{{2}}))"),
            re.compile(rf"(?:{zh})(?P<name>{surname}(?P<given>{_GIVEN}))"),
        ]
    return chinese, re.compile(rf"\b(?i:{en})\.? {_ENGLISH_NAME}") if en else None


def _is_a_person(clause: Clause, match: re.Match[str], known: Knowledge) -> bool:
    """Whether no word of more than one character begins with the surname or ends beside the given name.

    管委会主任, 书记高度重视, 校长于去年 name nobody.
    """
    start, end = match.span("name")
    given = match.start("given")
    if any(char in known.stops or char in ORDINALS for char in match["name"]):
        return False
    words = [*known.common(clause.text), *((m.start, m.end) for m in clause.mentions if m.kinds & _WORDS)]
    words = [(s, e) for s, e in words if e - s > 1 and s < end and start < e]
    loose = (m for m in clause.mentions if m.kinds & _LOOSE and len(m.text) > 1)
    if any(m.start < end and given < m.end for m in loose):
        return False
    return all(given <= s and e <= end for s, e in words)
