"""Kinds of thing that are asked for side by side: which quarters or communities, outlets or programmes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, STATUS, SYNONYM, Mention
from kgqa.parsing.asked import BROAD, INDICATOR, TITLE
from kgqa.parsing.context import Context
from kgqa.parsing.question import Clause

_JOINS = re.compile(r"\s*(?:、|或者|或|和|以及|与|及|\+|\b(?:and|or)\b(?: the| any)?)\s*")
_MODIFIES = re.compile(r"[”’\"']?(?:的(?!有|是)|里|中|方面|领域|上|类)|\s*'s\b|\s+[a-z]+ed\b")
_HEADS = re.compile(r" (?!is|was|has|does)[a-z]+s\b")
_OF_SOMETHING = re.compile(
    r"\b(?:of|for|in|about|by|with|at|to|from|on|under|into|between|both)(?: the)?\s*$"
)
_SHORT = 2  # characters of a word that rather tells of what sort something is
_NOUNS = frozenset({LABEL, CLASS, SYNONYM})
_OTHERWISE = frozenset({"each", "both", "compare", "difference", "aside", "negation", "jointly", "shared"})


def kinds_asked(context: Context) -> tuple[Mention, ...]:
    """The words for kinds of which things are asked for, where they stand in a row; none otherwise."""
    question = context.question
    if question.asked - {"entity", "place", "person"} or question.cues & _OTHERWISE:
        return ()
    if not (question.asked or question.cues & {"list", "example"}):
        return ()
    naming = [c for c in question.telling if c.names_something and not _says_something_else(c)]
    for clause in question.clauses:
        if (clause in naming[-1:] or clause.bracketed) and not _says_something_else(clause):
            for row in _rows(clause):
                own = [m for m in row if _is_kind(context, m)]
                if len(own) == len(row) > 1 and _is_asked(clause, row) and not _are_one(row):
                    return tuple(row)
    return ()


def _says_something_else(clause: Clause) -> bool:
    """Whether a clause does not say what is asked for: 有新的小学和幼儿园吗 asks whether there are any."""
    truth = any("truth" in m.meanings("QuestionWord") and not m.text.isascii() for m in clause.mentions)
    return clause.sets_aside or clause.frames or clause.denies or truth


def _rows(clause: Clause) -> Iterator[list[Mention]]:
    """Words of a clause that are joined to each other."""
    said = [m for m in clause.mentions if m.content]
    row = said[:1]
    for one, other in pairwise(said):
        if _JOINS.fullmatch(clause.text[one.end : other.start]):
            row.append(other)
        else:
            yield row
            row = [other]
    yield row


def _is_kind(context: Context, word: Mention) -> bool:
    """Whether a word names a kind of thing, and no thing of its own, state, title, statement or value."""
    known, classes = context.knowledge, word.meanings("ClassWord")
    if CLASS not in word.kinds and len(word.form) <= _SHORT:
        return False  # 文化和促消费活动: what sort of activities
    if not word.kinds & _NOUNS or word.kinds & {STATUS, FUNCTION, CUE} or word in context.topic:
        return False
    if word.form in known.levels:
        return False
    if known.proper_named(word) and not any(word.form in name for name, _ in known.rows_by_name):
        return False
    return not classes & (BROAD | known.statement_classes | {TITLE, INDICATOR})


def _are_one(row: Sequence[Mention]) -> bool:
    """Whether words of a row mean the same (hospital or clinic), or one tells what the last one is for.

    Of exhibition and trading platforms none is an exhibition.
    """
    forms = [{m.form, *m.alternatives} for m in row]
    same = any(not one.isdisjoint(other) for one, other in combinations(forms, 2))
    return same or any(m.text.isascii() and CLASS not in m.kinds and m.text[-1] != "s" for m in row[:-1])


def _is_asked(clause: Clause, row: Sequence[Mention]) -> bool:
    """Whether the words of a row are what is asked for, and do not only tell of what it is."""
    before, after = clause.text[: row[0].start], clause.text[row[-1].end :]
    which = next((m for m in clause.mentions if "entity" in m.meanings("QuestionWord")), None)
    if which is not None:
        behind = [m for m in clause.mentions if m.content and m.start >= which.end]
        if row[0] != (behind[0] if behind else row[0]):
            return False  # 图谱和路线图围绕哪些产业
    if row[-1].text[-1] != "s" and _HEADS.match(after):
        return False  # hospital or clinic sites
    return not _MODIFIES.match(after) and not _OF_SOMETHING.search(before)
