"""Evidence of names: whether a fact's names say a word of the question, and whether it states a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from kgqa.linking.facts import TIER_WEIGHTS, Fact, english_words
from kgqa.linking.mentions import LABEL, Mention
from kgqa.parsing.context import Context
from kgqa.parsing.question import Number
from kgqa.parsing.thresholds import RARE

_SCALES = ((Decimal(10_000), "万"), (Decimal(100_000_000), "亿"))
AS_ASKED = 2  # a name says a word as it is asked, and not in other words


def is_named(fact: Fact, mention: Mention) -> bool:
    """Whether one of a fact's names says a word, or another word for the same."""
    return _says_any(fact, mention.form, mention.alternatives)


def named_degree(fact: Fact, mention: Mention) -> int:
    """``AS_ASKED`` when a name of the fact says the word as asked, one when in other words, zero when not."""
    if _says(fact, mention.form):
        return AS_ASKED
    return int(is_named(fact, mention))


def heads(fact: Fact, mention: Mention, tier: int) -> bool:
    """Whether a tier of a fact's words, such as its heading, says a word as it is asked."""
    if not mention.form.isascii():
        return len(mention.form) > 1 and mention.form in fact.tiers[tier]
    words = english_words(mention.form)
    return bool(words) and words <= fact.english[tier]


def is_condition(fact: Fact, mention: Mention) -> bool:
    """Whether a word, or another for the same, stands in the condition of a value (区级老旧小区)."""
    condition = fact.one("condition").replace("的", "")
    forms = (f.replace("的", "") for f in (mention.form, *mention.alternatives) if not f.isascii())
    return bool(condition) and any(len(form) > 1 and form in condition for form in forms)


def is_picked(context: Context, fact: Fact) -> bool:
    """Whether the question names the fact by a word that only few facts are named by."""
    words = (w for w in context.weighed if LABEL in w.mention.kinds and len(w.covered) < RARE)
    return any(is_named(fact, w.mention) for w in words)


def stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text, an English one by itself."""
    return word in text and (not word.isascii() or re.search(rf"\b{re.escape(word)}\b", text) is not None)


def states(fact: Fact, number: Number, within: int = len(TIER_WEIGHTS)) -> bool:
    """Whether the words of a fact give a number, and not a longer one: 20 does not stand in 2024.

    Args:
        within: how many of its tiers are looked at, the nearest first.
    """
    text = number.text.lstrip("约近超过第").rstrip("余多以上内左右")
    digits = f"{number.value.normalize():f}" if isinstance(number.value, Decimal) else text
    whole = re.compile(rf"(?<![\d.]){re.escape(digits)}(?![\d.]\d|\d)")
    if number.unit and not text[:1].isdigit():  # 十个公建项目 and 十大公建项目
        numeral = re.escape(text.removesuffix(number.unit))
        whole = re.compile(rf"{whole.pattern}|{numeral}(?:{re.escape(number.unit)}|大)")
    if number.base >= _SCALES[0][0]:
        whole = re.compile("|".join((whole.pattern, *_scaled(number.base))))
    return any(whole.search(tier) for tier in fact.tiers[:within])


def _scaled(value: Decimal) -> Iterator[str]:
    """How a report writes a large number: 27,000 as 2.7万, 6.6 billion as 66亿."""
    for size, word in _SCALES:
        if value >= size:
            yield rf"(?<![\d.]){re.escape(f'{(value / size).normalize():f}')}多?{word}"


def states_any(facts: Iterable[Fact], numbers: Iterable[Number]) -> bool:
    """Whether any of the facts gives any of the numbers."""
    given = tuple(numbers)
    return any(states(fact, number) for fact in facts for number in given)


@lru_cache(maxsize=65536)
def _says_any(fact: Fact, form: str, alternatives: frozenset[str]) -> bool:
    return _says(fact, form) or any(_says(fact, other) for other in alternatives)


@lru_cache(maxsize=65536)
def _says(fact: Fact, form: str) -> bool:
    if form.isascii():
        words = english_words(form)
        return bool(words) and any(words <= name for name in fact.english_names)
    return len(form) > 1 and form in fact.joined_names
