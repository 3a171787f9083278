"""Levels and grades of titles, programmes and prizes: national, provincial; four stars, 4A."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import LABEL
from kgqa.parsing.context import Context, of_the_question
from kgqa.text.numerals import ENGLISH_CARDINALS, ORDINALS

_LEVEL = re.compile(r"(?:国家|[\u4e00-\u9fff])级")
_LEVELS_IN_A_ROW = re.compile(r"([\u4e00-\u9fff])(?=、[\u4e00-\u9fff]级)")  # 省、市级
_GRADE_IN_ENGLISH = re.compile(r"(?<![a-z\d])\da(?![a-z])")  # a 5A rating
_GRADE = re.compile(r"[一二三四五六七八九\d](?:星|a(?=级|景|$))")  # 五星级酒店, 4A级景区
_STARS_IN_ENGLISH = re.compile(rf"\b({'|'.join(ENGLISH_CARDINALS[:5])}|[1-5])[ -]?stars?\b")


def is_of_another_level(context: Context, fact: Fact) -> bool:
    """Whether a clause speaks of another level or grade than the one asked about: 省级, 四星."""
    levels, words = context.knowledge.levels, fold(context.knowledge.facts.quotes[fact.span][0])
    said = [m for m in context.question.mentions if m.content]
    asked = {code for m in said if (code := levels.get(m.form))}
    words_said = [m for m in said if LABEL not in m.kinds]
    asked |= {levels[form] for m in words_said if (form := level_in(m.form, levels))}
    asked |= {levels[a] for m in words_said for a in m.alternatives if a in levels and _LEVEL.fullmatch(a)}
    titles = (_LEVEL.match(m.form) for m in said if LABEL in m.kinds)  # 国家级旅游休闲街区, a title of others
    asked |= {levels[word[0]] for word in titles if word and word[0] in levels}
    own = {code for form, code in levels.items() if len(form) > 1 and form in words}
    own |= {local_name(level) for level in fact.all("level")}
    graded = grades_asked(context)
    other_grade = graded and (given := set(_GRADE.findall(words))) and not graded & given
    return bool(other_grade) or (bool(asked and own) and not asked & own)


def grades_asked(context: Context) -> set[str]:
    """The grades that a question names, by its own words or by other words for them."""
    said = (m for m in context.question.mentions if m.content)
    forms = (form for m in said for form in (m.form, *m.alternatives))
    return _grades_in(context.question.text) or {grade for form in forms for grade in _GRADE.findall(form)}


def _grades_in(text: str) -> set[str]:
    """The grades that a folded text names, as a Chinese report writes them.

    >>> sorted(_grades_in("from a 4a site to five-star status"))
    ['4a', '五星']
    """
    places = {word: n for n, word in enumerate(ENGLISH_CARDINALS)}
    stars = (places[word] if word in places else int(word) - 1 for word in _STARS_IN_ENGLISH.findall(text))
    found = {grade for pattern in (_GRADE, _GRADE_IN_ENGLISH) for grade in pattern.findall(text)}
    return found | {f"{ORDINALS[place]}星" for place in stars}


def level_in(form: str, levels: Mapping[str, str]) -> str:
    """The level that a word speaks of beside other things: 全国 in 全国首家."""
    return next((x for x in levels if len(x) > 1 and not x.isascii() and form.startswith(x)), "")


def _in_a_row(text: str) -> list[str]:
    """Words for levels that stand in a row: 省 and 市级 of 省、市级; none where there is no row."""
    first = _LEVELS_IN_A_ROW.findall(text)
    return [*first, *_LEVEL.findall(text)] if first else []


def counts_another_level(context: Context, fact: Fact) -> bool:
    """Whether a value is of things of another level than the question says: 省级 where 国家级 is asked for.

    Levels are told by words for nothing else (省级): 全市 and 区 are places as well.
    """
    levels, clause = context.knowledge.levels, context.knowledge.facts.quotes[fact.span][0]
    asked = _levels_asked(context)
    if not asked:
        return False
    condition = fact.one("condition")
    row = {levels[word] for word in _in_a_row(condition) if word in levels}
    if len(row) > 1 and len(asked) == 1 and asked < row and not _in_a_row(context.question.text):
        return True  # 省级 of 省、市级
    own = {levels[word] for word in _LEVEL.findall(clause) if word in levels}
    own |= {levels[word] for word in _LEVELS_IN_A_ROW.findall(clause) if word in levels}
    return bool(own) and asked.isdisjoint(own)


@of_the_question
def _levels_asked(context: Context) -> frozenset[str]:
    """The levels that a question names by words for nothing else."""
    levels = context.knowledge.levels
    words = [m.form for m in context.question.mentions if m.content]
    return frozenset(levels[w[0]] for form in words if (w := _LEVEL.match(form)) and w[0] in levels)
