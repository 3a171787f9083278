"""Which computed readings make sense: their values are of the place, kind and counter that are asked for.

A computed answer is only as right as the values that it is computed from. Words alone may find two values
that go together and are not those that are meant: of a part where the whole is named, a rate where a number
of cases is asked for, a share of things that are none of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import ge, gt, le, lt

from kgqa.linking.facts import CLAUSE, SENTENCE, Fact
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context, measured
from kgqa.parsing.fits import is_of_unasked_part
from kgqa.parsing.kinds import CHANGE, PHYSICAL
from kgqa.parsing.named import named_set
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree, states_any
from kgqa.parsing.pairing import COUNTED
from kgqa.parsing.question import Number, Question, relation_asked
from kgqa.parsing.readings import Reading
from kgqa.parsing.thresholds import RARE
from kgqa.query.forms import (
    Comparison,
    Difference,
    Each,
    Extreme,
    Named,
    Quotient,
    Ratio,
    Total,
    Verdict,
)

_TWO = 2
_BOUNDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {">": gt, ">=": ge, "<": lt, "<=": le}
_COMPUTED = (Difference, Comparison, Ratio, Quotient, Total, Extreme, Verdict)
_SIZES = PHYSICAL | {"count", "person"}
_SCALES = ("万", "亿")
_ANY_COUNTER = "个"  # of all that can be counted
_TENTHS, _POINTS = "成", ("百分点", "个百分点")


def makes_sense(context: Context, reading: Reading) -> bool:
    """Whether the values of a reading can be computed with as the question has it; others always do."""
    if not isinstance(reading.form, _COMPUTED) or reading.refuses:
        return True
    return not any(check(context, reading) for check in _CHECKS)


def _is_of_another_indicator(context: Context, reading: Reading) -> bool:
    """Whether one indicator of two years is named, and one of the values is of another one.

    The target for technical renovation against the result for all investment, of which no word speaks.
    """
    if not isinstance(reading.form, Difference | Comparison) or len(reading.facts) != _TWO:
        return False
    one, other = reading.facts
    if one.one("indicator") == other.one("indicator") or one.year == other.year:
        return False
    if context.knowledge.are_comparable(one, other) or one.one("about") != other.one("about"):
        return False
    found = named_set(context)
    named = all(context.naming_of(fact) >= t.ADDEND_NAMED for fact in reading.facts)
    if named and found is not None and found.complete and found.facts == reading.facts:
        return False  # each is named in full, on its side
    names = [w.mention for w in context.required if LABEL in w.mention.kinds]
    degrees = [(named_degree(one, m), named_degree(other, m)) for m in names]
    first, second = (
        any(a == AS_ASKED and not b for a, b in degrees),
        any(b == AS_ASKED and not a for a, b in degrees),
    )
    return first != second


def is_out_of_bounds(context: Context, reading: Reading) -> bool:
    """Whether those above or below a number are asked for, and some of those told are not."""
    if not isinstance(reading.form, Each) or "entity" not in context.question.asked:
        return False
    return any(
        not _stands(Decimal(fact.one("baseValue")), number)
        for number in context.question.numbers
        for fact in reading.facts
        if number.bound in _BOUNDS and fact.one("baseValue")
    )


def _stands(value: Decimal, number: Number) -> bool:
    """Whether a value lies on the side of a number that its bound says."""
    return _BOUNDS[number.bound](value, number.base)


def chooses_none(context: Context, reading: Reading) -> bool:
    """Whether one of several is asked for, and a list only says them all again: which fell more, 甲 or 乙?"""
    if not isinstance(reading.form, Named) or "alternative" not in context.question.cues:
        return False
    things = {i for f in reading.facts for i in f.all(reading.form.role)} - set(reading.form.excluded)
    labels = context.knowledge.facts.labels
    words = {form for w in context.required for form in (w.mention.form, *w.mention.alternatives)}
    said = [i for i in things if i in labels and not words.isdisjoint(labels[i].forms)]
    return len(said) >= _TWO and len(said) == len(things)


def tells_no_order(context: Context, reading: Reading) -> bool:
    """Whether the first of several is asked for (which is the longest), and a list only names some."""
    if not isinstance(reading.form, Named) or "entity" not in context.question.asked:
        return False
    first = [
        m.text
        for c in context.question.clauses
        for m in c.mentions
        if c.asks and m.meanings("Cue") & {"max", "min"}
        if not m.text.isascii() or m is c.mentions[-1]  # leading firms are a kind of them
    ]
    return bool(first) and not any(word in f.tiers[CLAUSE] for word in first for f in reading.facts)


def is_of_part_only(context: Context, reading: Reading) -> bool:
    """Whether the whole district is named (全区) and a value is of a part of it that is not."""
    return any(is_of_unasked_part(context, fact) for fact in reading.facts)


def is_of_another_measure(context: Context, reading: Reading) -> bool:
    """Whether a value is a rate of change where a level is named: no concentration."""
    return any(_tells_a_change(context, fact) for fact in reading.facts)


def _tells_a_change(context: Context, fact: Fact) -> bool:
    """Whether a level alone is named (a concentration), and a value says how much something changed."""
    known = context.knowledge
    if context.question.cues & CHANGE or known.measure(fact) != "growth":
        return False
    return any(known.indicator_measure(w.mention.form) == "level" for w in context.required)


def _is_no_size(context: Context, reading: Reading) -> bool:
    """Whether a difference or a sum is asked for in a unit of another kind than that of the values.

    How many cases fewer (少多少起) where the values are percentages; how many tenths fewer, or how much money
    more, where things are counted.
    """
    question, known = context.question, context.knowledge
    if not isinstance(reading.form, Difference | Total):
        return False
    own = {known.unit_kind(fact) for fact in reading.facts}
    asked = known.unit_kinds.get(question.unit, "")
    if own == {"share"}:
        return asked in _SIZES
    if asks_for_part(question) or (question.quantity_kinds == {"share"} and not question.unit):
        return "share" not in own
    scaled = question.scaled and not any(fact.one("unitText").startswith(_SCALES) for fact in reading.facts)
    return scaled or (asked in PHYSICAL and asked not in own)


def asks_for_part(question: Question) -> bool:
    """Whether it is asked for by word how large a part of something is: 占多少, 几成, by how many points."""
    return "share" in question.cues or question.unit in (_TENTHS, *_POINTS)


def _is_of_a_near_name(context: Context, reading: Reading) -> bool:
    """Whether another value of the kind has the very words of the question in its name, and these have not.

    Investment in key projects is one thing, that of the large projects that were signed another.
    """
    words = [w.mention.text for w in context.required if w.covered and w.mention.kinds - {CUE, FUNCTION}]
    of_one = len({fact.one("indicator") for fact in reading.facts}) == 1
    if not isinstance(reading.form, Difference) or not of_one:
        return False
    if len(words) < _TWO or any(word.isascii() for word in words):
        return False
    kinds = {context.knowledge.unit_kind(fact) for fact in reading.facts}
    others = (m.fact for m in context.matches if m.fact.category == "Observation" and m.fact.one("value"))
    alike = (fact for fact in others if context.knowledge.unit_kind(fact) in kinds)
    if any(_says_all(fact, words) for fact in reading.facts):
        return False
    return any(_says_all(fact, words) for fact in alike)


def _says_all(fact: Fact, words: Sequence[str]) -> bool:
    return any(all(word in name for word in words) for name in fact.names)


def _is_no_multiple(context: Context, reading: Reading) -> bool:
    """Whether one value is said to be so many times another, or a part of it, which no comparison tells.

    Less than a third of last year's: that it is less is not enough.
    """
    if isinstance(reading.form, Verdict):
        return says_times(context.question) and context.knowledge.unit_kind(reading.facts[0]) != _TIMES_UNIT
    said = (_PART.search(c.text) for c in context.question.clauses if c.asks)
    return (
        isinstance(reading.form, Comparison)
        and not reading.form.times
        and (says_times(context.question) or any(said))
    )


def says_times(question: Question) -> bool:
    """Whether a question has something be so many times another: 两倍以上, did it double."""
    return any(
        not any(_holds(m, found) for m in clause.mentions)  # “double reduction” is a name
        for clause in question.clauses
        if clause.asks
        for found in _TIMES.finditer(clause.text)
    )


def _holds(mention: Mention, found: re.Match[str]) -> bool:
    """Whether what is found is only a piece of a longer word that says something."""
    within = mention.start <= found.start() < mention.end
    return within and mention.content and len(mention.text) > len(found[0])


_TIMES = re.compile(r"[\d两二三四五六七八九十几数]倍|翻[一两]?番|\b(?:twice|doubled?|tripled?|\w*fold)\b")
_PART = re.compile(r"分之[一二三]|一半|半数|\b(?:half|thirds?)\b")
_TIMES_UNIT = "ratio"


def _names_one_side_only(context: Context, reading: Reading) -> bool:
    """Whether of two values of two places one is named by a word that nothing stands against.

    Of which zone more land was cleared: what the other one took into reserve is no such land.
    """
    if isinstance(reading.form, Quotient | Total) or len(reading.facts) != _TWO:
        return False
    one, other = reading.facts
    places = {one.one("about"), other.one("about")} - {context.knowledge.district, ""}
    if len(places) < _TWO or one.one("indicator") == other.one("indicator"):
        return False
    labels = context.knowledge.facts.labels
    names = {form for place in places if place in labels for form in labels[place].forms}
    words = [w.mention for w in context.required if w.covered and names.isdisjoint(w.mention.names)]
    degrees = [(named_degree(one, m), named_degree(other, m)) for m in words]
    return any(a > b for a, b in degrees) != any(b > a for a, b in degrees)


# ---------- shares ----------


def _is_no_share(context: Context, reading: Reading) -> bool:
    """Whether one value would be told as a part of another that it is no part of.

    No part is larger than the whole, is counted by a counter of other things, or is of another holder.
    """
    form, question = reading.form, context.question
    if not isinstance(form, Ratio) or form.times or len(reading.facts) != _TWO:
        return False
    part, whole = reading.facts
    if "mean" in question.cues:
        return True  # so many per place are no share of the places
    if part.one("indicator") == whole.one("indicator"):
        return False
    larger = _base(part) > _base(whole)
    units = {fact.counter for fact in (part, whole)} - {_ANY_COUNTER}
    held = whole.one("about")
    other = held not in (part.one("about"), context.knowledge.district)
    return larger or len(units) > 1 or other


# ---------- means ----------


def _divides_by_another(context: Context, reading: Reading) -> bool:
    """Whether a quotient is not spread over what the question spreads it over."""
    form = reading.form  # of so many of a thing the question tells the number and the name
    return isinstance(form, Quotient) and form.many == 1 and not may_divide(context, *reading.facts)


def may_divide(context: Context, whole: Fact, count: Fact) -> bool:
    """Whether a count may be what the question spreads a value over.

    A number that the question tells is that of the one or the other; what stands after 每 or per is what is
    counted; and a count that belongs with another amount in its own clause divides that one.
    """
    counted = context.question.counted
    noun = counted if counted is not None and counted.kinds & _NOUN else None
    if noun is not None and is_named(count, noun) and not is_named(whole, noun):
        return False  # how many issues per firm: the issues are what is spread
    return not (
        _tells_another_number(context, whole, count)
        or _names_another_amount(context, whole, count)
        or _is_over_another_thing(context, whole, count)
        or _belongs_with_another(context, whole, count)
    )


def _names_another_amount(context: Context, whole: Fact, count: Fact) -> bool:
    """Whether a word is the name of another quantity of this kind, beside which both only stand: 减税降费."""
    known = context.knowledge
    kind = known.unit_kind(whole)
    others = [m.fact for m in context.matches if m.fact.one("value") and known.unit_kind(m.fact) == kind]
    # An English word may be part of several names (above scale, above 100 million).
    asking = {id(m) for m in context.question.asking if LABEL in m.kinds and not m.form.isascii()}
    picking = [w.mention for w in context.weighed if id(w.mention) in asking and len(w.covered) < RARE]
    words = [m for m in picking if not any(is_named(f, m) for f in (whole, count))]
    return any(
        other.year == whole.year and named_degree(other, word) == AS_ASKED
        for word in words
        for other in others
    )


def _tells_another_number(context: Context, whole: Fact, count: Fact) -> bool:
    """Whether the question tells a number, and it is neither of the one nor of the other, nor said beside."""
    question = context.question
    told = [n for n in (*question.numbers, *question.told_numbers) if n.unit and n.base > 1]  # 一个项目
    told = [n for n in told if relation_asked(question, n) == "="]  # projects of more than 100 million
    values = {measured(fact)[0] for fact in (whole, count)}
    return any(n.base not in values and not states_any((whole, count), (n,)) for n in told)


def _is_over_another_thing(context: Context, whole: Fact, count: Fact) -> bool:
    """Whether what stands right after 每个 or per is not what a value counts, or is counted otherwise."""
    index = context.index_of(count)
    if any(not count.one("unitText").endswith(unit) for unit in _counters(context, count)):
        return True
    if any(_PER_TIME.search(c.text) for c in context.question.clauses if c.asks):
        return True  # by days or months nothing is counted
    weighed = {id(w.mention): w for w in context.required}
    for mention in _spread_over(context):
        noun, of_whole = weighed.get(id(mention)), is_named(whole, mention)
        if noun is None or is_named(count, mention):
            continue
        if of_whole and not (CLASS in mention.kinds or mention.text.isascii()):
            continue  # 每个投资多少
        if of_whole or noun.degree(index) < t.COVERED or _is_said_beside(count, mention):
            return True
    return False


def _is_said_beside(fact: Fact, word: Mention) -> bool:
    """Whether a word stands in the sentence of a value, and not in its names or its own clause."""
    forms = [form for form in (word.form, *word.alternatives) if len(form) > 1]
    own, beside = "\n".join(fact.tiers[:SENTENCE]), fact.tiers[SENTENCE]
    return any(form in beside for form in forms) and not any(form in own for form in forms)


def _spread_over(context: Context) -> Iterator[Mention]:
    """The words for what something is spread over: 每个停车场, 平均一个项目, per parking lot."""
    for clause in context.question.clauses:
        for before, noun in pairwise(clause.mentions):
            between = clause.text[before.end : noun.start].strip()
            mean = "mean" in before.meanings("Cue")
            each = _EACH.fullmatch(f"{before.text}{between}")
            over = each or (mean and _ONE.fullmatch(between))
            got = each and each[1] and not noun.kinds & _NOUN  # 每家拿到: what it is of stands before
            if over and noun.content and not got:
                yield noun


def _counters(context: Context, count: Fact) -> Iterator[str]:
    """Counters after 每 (摊到每家头上, but not 每个) by which a value may be told from others.

    Where what they count follows (每家企业), one that is counted in 个 may be meant as well.
    """
    for clause in context.question.clauses:
        for each in _COUNTER.finditer(clause.text):
            counted = any(m.start == each.end() and m.kinds & _NOUN for m in clause.mentions)
            as_well = counted and count.one("unitText").endswith(_ANY_COUNTER)
            if each[1] in context.knowledge.unit_kinds and not as_well:
                yield each[1]


_NOUN = frozenset({CLASS, LABEL})
_COUNTER = re.compile(r"每一?([\u4e00-\u9fff])(?<![个项一])")
_PER_TIME = re.compile(
    r"每一?[天日周月]|[日月周]均|\b(?:daily|weekly|monthly|(?:per|each|every|a) (?:day|week|month))\b"
)
_EACH = re.compile(r"每一?(?:个|([\u4e00-\u9fff]))?|per|each|every")
_ONE = re.compile(r"(?:到|摊到|合到)?一[\u4e00-\u9fff]")


def _belongs_with_another(context: Context, whole: Fact, count: Fact) -> bool:
    """Whether a count of another clause divides what has a count, or counts what has an amount, of its own.

    减税9.9亿元，为966家企业授信贷款11.2亿元: the firms are those of the loans.
    """
    if whole.span == count.span or _is_named_apart(context, whole, count):
        return False
    known, spans = context.knowledge, {whole.span, count.span}
    for fact in (f for f in known.facts.facts if f.span in spans):
        if fact.category != "Observation" or fact.iri in (whole.iri, count.iri) or not fact.one("value"):
            continue
        if fact.span == count.span and known.unit_kind(fact) == known.unit_kind(whole):
            return True
        like = fact.counter == count.counter
        if fact.span == whole.span and like and known.unit_kind(fact) in COUNTED:
            return True
    return False


def _is_named_apart(context: Context, *facts: Fact) -> bool:
    """Whether the question names each of two values by most of its name."""
    return all(context.naming_of(fact) >= t.ADDEND_NAMED for fact in facts)


def _base(fact: Fact) -> Decimal:
    return Decimal(fact.one("baseValue") or "0")


_CHECKS: tuple[Callable[[Context, Reading], bool], ...] = (
    is_of_part_only,
    is_of_another_measure,
    _is_no_size,
    _is_of_a_near_name,
    _is_no_multiple,
    _names_one_side_only,
    _is_no_share,
    _divides_by_another,
    _is_of_another_indicator,
)
