"""How well a fact fits a question beyond its words: unit, kind of measure, basis, names, numbers.

Each row of the tables looks at one thing and gives a factor; 1 is neutral.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import prod

from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import FUNCTION, LABEL, QUESTION, STATUS, SYNONYM, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import TITLE
from kgqa.parsing.context import Context, measured, of_the_question
from kgqa.parsing.doings import (
    counts_what_is_beside,
    has_stock,
    is_no_present_number,
    is_of_all_there_are,
    is_other_work,
)
from kgqa.parsing.extent import asks_with, is_what_was_added
from kgqa.parsing.kinds import CHANGE, COUNTED, PHYSICAL, RELATIVE
from kgqa.parsing.levels import counts_another_level
from kgqa.parsing.naming import is_named, states
from kgqa.parsing.question import Number, Question
from kgqa.text.numerals import NUMERALS, chinese_number

_NUMERAL = re.compile(rf"[{NUMERALS}]+")
Fit = Callable[[Context, Fact], float]
_AMONG_OTHERS = frozenset({"rank", "max", "min"})  # 全市第一: the city is what something is first in


def fit(context: Context, fact: Fact) -> float:
    """How well unit, kind of measure, basis and names of an observation fit the question."""
    return value_fit(context, fact) * names_fit(context, fact)


def value_fit(context: Context, fact: Fact) -> float:
    """How well unit, kind of measure and basis alone fit, for one of several values that a question names."""
    return prod(row(context, fact) for row in _VALUE_FITS)


def misfits(context: Context, fact: Fact) -> Iterator[tuple[str, float]]:
    """What does not fit of a fact, by name, each with its factor; values are looked at beyond their names."""
    rows = (*_VALUE_FITS, *_NAME_FITS) if fact.category == "Observation" else _NAME_FITS
    for row in rows:
        factor = row(context, fact)
        if factor != 1.0:
            yield row.__name__.strip("_"), factor


def clashes(context: Context, fact: Fact) -> bool:
    """Whether a value is of another kind of quantity, level or smaller place than the one asked for.

    No percentage is an amount, and the district is not the city; what is computed has a unit of its own.
    """
    question, known = context.question, context.knowledge
    if _of_the_wider_place(context, fact) < 1.0 or _is_told(context, fact) or _is_whole_told(context, fact):
        return True
    if counts_another_level(context, fact) or is_other_work(context, fact) or _is_no_total(context, fact):
        return True
    own = known.unit_kind(fact)
    if _is_no_rate(context, fact) or (_per_capita(context, fact) < 1.0 and "mean" not in question.cues):
        return True
    if "number" not in question.asked and not ("entity" in question.asked and question.quantity_kinds):
        return False  # what average salary asks for a number, too
    if (
        _is_no_amount(context, fact)
        or _is_no_growth(context, fact)
        or _counts_others(context, fact)
        or _leaves_out_counted(context, fact)
        or _counts_no_titles(context, fact)
        or _counts_by_another_unit(context, fact)
        or _of_its_measure(context, fact) < 1.0
        or counts_what_is_beside(context, fact)
        or is_no_present_number(context, fact)
        or is_of_all_there_are(context, fact)
    ):
        return True
    stated = bool(fact.one("value"))
    if not stated and not _counts_in_words(context, fact):
        return True
    if question.cues & _COMPUTING or (stated and not own):
        return False
    wanted = {known.unit_kinds.get(question.unit, "")} if question.unit else set(question.quantity_kinds)
    wanted -= {""}
    if not wanted or (question.quantity_kinds and not question.unit and _is_rate_of_noun(context, fact)):
        return False
    if _is_per_head_of_unit(context, fact):
        return False
    if not stated:
        return wanted <= PHYSICAL  # 零发生 is no sum of money
    return own not in wanted and not ({own} | wanted <= COUNTED) and bool(wanted & _DEFINITE)


def _counts_in_words(context: Context, fact: Fact) -> bool:
    """Whether a value in words (零发生) may tell the number of what is counted, not of what came of it."""
    question = context.question
    if context.knowledge.unit_kinds.get(question.unit, "") not in ("", "count"):
        return False
    return question.counted is None or is_named(fact, question.counted)


def _is_per_head_of_unit(context: Context, fact: Fact) -> bool:
    """Whether a value is so many of what is counted by head, and named so: 每万人 … 多少件, 件/万人."""
    question, known = context.question, context.knowledge
    unit, head = (*fact.one("unitText").split("/"), "")[:2]
    if not head or (question.unit != unit if question.unit else known.unit_kinds.get(unit) not in COUNTED):
        return False
    if "perCapita" in question.cues:
        return True
    named = (name for w in context.required for name in w.mention.names)
    return any(fact.one("indicator") in known.indicators_named(name) for name in named)


def _is_rate_of_noun(context: Context, fact: Fact) -> bool:
    """Whether a noun that tells the kind of quantity is part of the name of a rate: 增加值 of 增加值增速.

    Firms that were granted loans are no sum of money, though their name speaks of it.
    """
    counts = bool(fact.one("value")) and context.knowledge.unit_kind(fact) in COUNTED
    return not counts and _is_named_by_noun(context.question, fact)


def _is_no_amount(context: Context, fact: Fact) -> bool:
    """Whether a number is asked for by its scale (多少个亿), and a value is a percentage or in words."""
    question = context.question
    if not question.scaled or question.cues & _COMPUTING:
        return False
    return not fact.one("value") or context.knowledge.unit_kind(fact) in RELATIVE


def _is_no_total(context: Context, fact: Fact) -> bool:
    """Whether a total or a value by head is asked for, and a value is a rate of growth: total GDP."""
    question, known = context.question, context.knowledge
    if known.measure(fact) != "growth" or question.cues & (CHANGE | _COMPUTING | {"target", "share"}):
        return False
    return _asks_a_total_or_by_head(context)


@of_the_question
def _asks_a_total_or_by_head(context: Context) -> bool:
    total = any("total" in m.meanings("Cue") and m.content for m in context.question.asking)
    heads = context.knowledge.heads
    return total or any(word in w.mention.form for w in context.required for word in heads)


def _is_no_growth(context: Context, fact: Fact) -> bool:
    """Whether a rate of growth is asked for and a value is the share of a part in a whole.

    To what it was raised (提升到多少) asks for the share itself, where it is named as such.
    """
    cues, known = context.question.cues, context.knowledge
    if known.measure(fact) != "share" or not cues & {"growth", "decline"} or "share" in cues:
        return False
    named = any(known.indicator_measure(w.mention.form) == "share" for w in context.required)
    return not (named and "level" in cues)


def _is_no_rate(context: Context, fact: Fact) -> bool:
    """Whether a rate of growth is asked for by its name (增速) and a value is the amount that may grow."""
    question = context.question
    rate = "growth" in question.cues and question.quantity_kinds == {"share"}
    return rate and context.knowledge.measure(fact) == "amount"


def _counts_others(context: Context, fact: Fact) -> bool:
    """Whether people are asked for and a value counts what is none: 779次 are no answer to 多少人.

    Nor is a length or a share one to how many lines.
    """
    question, known = context.question, context.knowledge
    if question.cues & _COMPUTING or _is_per_head_of_unit(context, fact):
        return False
    asked, own = known.unit_kinds.get(question.unit, ""), known.unit_kind(fact)
    if asked == "person" and own == "count":
        return True
    counted = question.counted
    if counted is None or question.unit or own not in _MEASURED:
        return False
    things = bool(counted.meanings("ClassWord")) and not question.quantity_kinds
    return things or _is_counted_one_by_one(context, counted, own)


def _is_counted_one_by_one(context: Context, noun: Mention, kind: str) -> bool:
    """Whether the noun after how many is no unit of a kind of quantity: households, and not yuan.

    In Chinese, where 多少 asks for an amount as well, a word for what they got stands apart from them:
    多少群众领到了补助, but not 多少群众补助.
    """
    question, known = context.question, context.knowledge
    if question.language == "en":
        words = (noun.form, *noun.alternatives)
        units = any(known.unit_kinds.get(word) in _MEASURED for word in words if word)
        return "count" in question.cues and UNKNOWN not in noun.kinds and not units
    if any(m.meanings("UnitWord") for m in question.asking):
        return False  # 多少资金 is an amount, whatever it is for
    clause = next((c for c in question.clauses if noun in c.mentions), None)
    after = [m for m in clause.mentions if m.start >= noun.end] if clause else []
    named = [n for n, m in enumerate(after) if LABEL in m.kinds or SYNONYM in m.kinds]
    got = named[-1] if named and kind in question.quantity_kinds and not noun.meanings("QuantityNoun") else 0
    beside = bool(after) and after[0].start == noun.end and bool(after[0].meanings("QuantityNoun"))
    return not beside and any(FUNCTION not in m.kinds for m in after[:got])


def _counts_no_titles(context: Context, fact: Fact) -> bool:
    """Whether titles are counted (几个国家级称号), and a value counts what has or seeks them.

    The word for titles is the one that is counted, or stands behind one for their level.
    """
    counted, known = context.question.counted, context.knowledge
    if counted is None or known.unit_kind(fact) not in COUNTED:
        return False
    clause = next(c for c in context.question.clauses if counted in c.mentions)
    words = [m for m in clause.mentions[clause.mentions.index(counted) :] if m.content]
    title = next((m for m in words if m.form not in known.levels), None)
    if title is None or TITLE not in title.meanings("ClassWord"):
        return False
    return not any(name.removesuffix("数").endswith(title.form) for name in fact.names)


def _leaves_out_counted(context: Context, fact: Fact) -> bool:
    """Whether a thing is named and a value says nothing of what is counted of it: 某医院有多少床位.

    What is counted in the whole district may be called by other words.
    """
    counted = context.question.counted
    weighed = next((w for w in context.required if w.mention is counted), None)
    if weighed is None or not context.named_things or is_named(fact, weighed.mention):
        return False
    return not weighed.degree(context.index_of(fact))


def _counts_by_another_unit(context: Context, fact: Fact) -> bool:
    """Whether a counter is asked for (多少套) and a value has another, and counts what nobody named.

    The plots on which homes are built (29个地块) are no number of homes, nor are projects for them
    (安置房项目); 台 for 部 counts the same lifts.
    """
    question, known = context.question, context.knowledge
    unit = fact.one("unitText")
    counters = {known.unit_kinds.get(question.unit, ""), known.unit_kind(fact)} == {"count"}
    if not (question.unit and counters) or unit.endswith(question.unit):
        return False
    if question.cues & _COMPUTING:
        return False
    if context.followed and "addition" in question.cues and context.naming_of(fact) >= t.NAMED:
        return False  # what is added to the value before goes by a counter for both
    what = next(iter(fact.names), "").removesuffix("数")
    told = question.asking if question.counted else question.mentions  # 充电桩我查到了 asks for none
    words = (form for m in told if m.content for form in _of_the_same(m))
    return not what.endswith((unit, *(form for form in words if len(form) > 1)))


def _of_the_same(mention: Mention) -> Iterator[str]:
    """A word and other words for it, but for those in which it only tells of what another thing is."""
    yield mention.form
    yield from (a for a in mention.alternatives if not a.startswith(mention.form))


def _is_told(context: Context, fact: Fact) -> bool:
    """Whether the question tells the value itself, and so asks for another: 966家企业, how much credit?"""
    question = context.question
    one_year = len(context.scope.years) < 2
    computing = _COMPUTING - {"growth", "decline"} if one_year else _COMPUTING  # a part of it may have fallen
    if "number" not in question.asked or question.cues & computing:
        return False
    return tells_itself(context, fact)


def _is_whole_told(context: Context, fact: Fact) -> bool:
    """Whether a name in the question tells the number of all, and those in some state are asked for.

    六大片区里开街的有几个: the six are told, and are no answer.
    """
    question = context.question
    if "number" not in question.asked or "truth" in question.asked:
        return False
    states = [w.mention for w in context.required if STATUS in w.mention.kinds and w.covered]
    if not states or any(is_named(fact, state) for state in states):
        return False
    value = measured(fact)[0]
    opening = (_NUMERAL.match(m.form) for m in question.mentions if LABEL in m.kinds and is_named(fact, m))
    return any(told is not None and chinese_number(told[0]) == value for told in opening)


def tells_itself(context: Context, fact: Fact) -> bool:
    """Whether a value stands in the question that asks for a number.

    A number that several matched values have (2万个 in both years) may be that of another one; one that
    stands in the clause that asks is that of the year it asks about (那27个项目今年…).
    """
    question = context.question
    if question.asked & {"truth"}:
        return False
    value, unit = measured(fact)
    counted = context.knowledge.unit_kind(fact) in COUNTED | _LASTING and value >= _TELLING
    asked, told = (
        any(n.base == value and (n.unit == unit or (counted and not n.unit)) for n in numbers)
        for numbers in (question.numbers, question.told_numbers)
    )
    alone = context.alike(fact) == 1
    return (told and alone) or (asked and (alone or context.alike(fact, within=True) == 1))


_TELLING = 10  # a number without a unit, as in English, tells a count only if it is no small one


_COMPUTING = frozenset({"ratio", "difference", "compare", "mean", "growth", "decline", "share"})
_LASTING = frozenset({"duration"})
_MEASURED = PHYSICAL | RELATIVE
_DEFINITE = PHYSICAL | {"share"} | COUNTED


def names_fit(context: Context, fact: Fact) -> float:
    """How well the things that a question names are those that a fact speaks of."""
    return prod(row(context, fact) for row in _NAME_FITS)


def place_fit(context: Context, fact: Fact) -> float:
    """How well the names of a value fit beside the one that is asked for, which alone is what is counted."""
    return prod(row(context, fact) for row in _NAME_FITS if row not in (_head, _counted))


def numbers_fit(context: Context, fact: Fact) -> float:
    """A number that the question gives must stand in the fact's words, unless it is there to be compared."""
    if "truth" in context.question.asked:
        return 1.0
    given = [n for n in context.question.numbers if n.value != context.question.expected]
    given = [n for n in given if not is_number_of_members(context, n, fact)]
    if all(states(fact, n, CLAUSE + 1) for n in given):
        return 1.0
    return t.NUMBER_SAID_AROUND if all(states(fact, n) for n in given) else t.NUMBER_NOT_SAID


def is_number_of_members(context: Context, number: Number, fact: Fact) -> bool:
    """Whether names are asked for, and a number tells how many there are in a row: 那两条地铁线叫什么."""
    if fact.category != "Enumeration" or context.question.asked != {"entity"}:
        return False
    return number.value == len(fact.all("member")) and context.question.counts(number)


# ---------- values ----------


def _unit(context: Context, fact: Fact) -> float:
    question = context.question
    if question.cues & {"ratio", "difference", "compare"}:
        return 1.0  # what is asked for is computed, in a unit of its own
    if question.unit and "number" in question.asked:
        return _unit_asked(context, fact)
    relative = context.knowledge.unit_kind(fact) in RELATIVE and not _is_per_head_of_unit(context, fact)
    if "count" in question.cues and question.counted and relative:
        return t.OTHER_UNIT  # how many lifts is no percentage
    if "amount" in question.cues and context.knowledge.unit_kind(fact) in COUNTED:
        return t.COUNT_FOR_AMOUNT  # how much nine firms were lent is hardly a number of firms
    if (
        question.quantity_kinds
        and context.knowledge.unit_kind(fact) not in question.quantity_kinds
        and not _is_named_by_noun(question, fact)
        and not question.cues & {"growth", "decline", "share"}
    ):
        return t.OTHER_QUANTITY
    return 1.0


def _is_named_by_noun(question: Question, fact: Fact) -> bool:
    """Whether a noun that tells the kind of quantity (增加值) is part of the fact's name."""
    if any(m.meanings("UnitWord") for m in question.mentions):
        return False
    last = next((m for m in reversed(question.mentions) if m.content), None)
    return last is not None and is_named(fact, last)


def _unit_asked(context: Context, fact: Fact) -> float:
    asked, unit = context.question.unit, fact.one("unitText")
    own, wanted = context.knowledge.unit_kind(fact), context.knowledge.unit_kinds.get(asked, "")
    like = own == wanted or {own, wanted} <= {"count", "person", "person-time", ""}
    if not (unit.endswith(asked) or unit.startswith(asked) or like):
        return t.OTHER_UNIT
    return 1.0 if unit.endswith(asked) else t.LIKE_UNIT


def _growth(context: Context, fact: Fact) -> float:
    cues = context.question.cues
    wanted = cues & {"growth", "decline"} and "share" not in cues
    return t.NO_GROWTH if wanted and context.knowledge.measure(fact) != "growth" else 1.0


def _absolute(context: Context, fact: Fact) -> float:
    relative = context.knowledge.measure(fact) in ("growth", "share", "rate")
    return t.NO_ABSOLUTE if "absolute" in context.question.cues and relative else 1.0


def _of_its_measure(context: Context, fact: Fact) -> float:
    """An indicator that is named is none of another measure: a concentration is no decline of it."""
    known = context.knowledge
    if context.question.cues & {"growth", "decline"}:
        return 1.0
    own = known.measure(fact)
    if own != "growth":
        return 1.0
    named = _measures_named(context)
    return t.NO_ABSOLUTE if named and own not in named else 1.0


@of_the_question
def _measures_named(context: Context) -> frozenset[str]:
    """The measures of the indicators that the question names."""
    named = (context.knowledge.indicator_measure(w.mention.form) for w in context.required)
    return frozenset(filter(None, named))


def _per_capita(context: Context, fact: Fact) -> float:
    if "perCapita" not in context.question.cues or any(is_named(fact, m) for m in context.per_capita):
        return 1.0
    return t.NOT_PER_CAPITA


def _share(context: Context, fact: Fact) -> float:
    other = context.knowledge.measure(fact) in ("growth", "count", "amount")
    wanted = "share" in context.question.cues and not context.question.cues & {"growth", "decline"}
    return t.NO_SHARE if wanted and other else 1.0  # a percentage drop is no share


def _cumulative(context: Context, fact: Fact) -> float:
    if fact.basis != "inPeriod":
        return 1.0
    wanted = _asks_what_came_together(context) or is_what_was_added(context, fact)
    cues = context.question.cues
    of_stocks = "atEnd" in cues or ("sum" in cues and asks_with(context, context.knowledge.existence))
    wanted = wanted or (of_stocks and has_stock(context, fact))
    return t.NOT_CUMULATIVE if wanted else 1.0


@of_the_question
def _asks_what_came_together(context: Context) -> bool:
    """Whether a word asks for what has come together over the years, which 合计 may not mean."""
    told = (m.meanings("Cue") for m in context.question.mentions)
    return any("cumulative" in own and "sum" not in own for own in told)


def _in_period(context: Context, fact: Fact) -> float:
    other = fact.basis in ("cumulative", "atEnd")
    return t.NOT_IN_PERIOD if "inPeriod" in context.question.cues and other else 1.0


def _earlier_measure(context: Context, fact: Fact) -> float:
    """A follow-up that names little asks for the same kind of measure, most likely in the same clause."""
    earlier = context.earlier
    if earlier is None or context.question.unit or len(context.required) >= t.FULL_QUESTION:
        return 1.0
    if fact.span == earlier.span and fact.iri != earlier.iri:
        return t.SAME_CLAUSE
    return 1.0 if context.knowledge.measure(fact) == context.knowledge.measure(earlier) else t.OTHER_MEASURE


def _earlier_place(context: Context, fact: Fact) -> float:
    earlier = context.earlier
    if earlier is None or any(context.knowledge.place_named(w.mention.form) for w in context.weighed):
        return 1.0
    held = earlier.one("about")
    return 1.0 if not held or fact.one("about") == held else t.OTHER_PLACE


_VALUE_FITS: tuple[Fit, ...] = (
    _unit,
    _growth,
    _absolute,
    _of_its_measure,
    _per_capita,
    _share,
    _cumulative,
    _in_period,
    _earlier_measure,
    _earlier_place,
)


# ---------- names ----------


def _things(context: Context, fact: Fact) -> float:
    """A thing that the question names and the fact does not speak of makes it another fact."""
    index = context.index_of(fact)
    missed = (w for w in _words_for_things(context) if w.covered.get(index, 0.0) < t.COVERED)
    return prod(t.THING_NOT_NAMED for _ in missed)


@of_the_question
def _words_for_things(context: Context) -> tuple[Weighed, ...]:
    """Words that name a thing, or point at one that was told of."""
    pointed, known = context.pointed_at, context.knowledge
    return tuple(w for w in context.required if known.part_named(w.mention.form) or w.mention in pointed)


def _subject(context: Context, fact: Fact) -> float:
    subject = context.subject
    foreign = subject not in ("", context.knowledge.district) and not any(
        subject in values for values in fact.values.values()
    )
    return t.OTHER_SUBJECT if foreign else 1.0


def _part_of_year(context: Context, fact: Fact) -> float:
    parts = _parts_of_year(context)
    said = any(p in text for p in parts for text in fact.tiers[1:4])
    return t.OTHER_PART_OF_YEAR if parts and not said else 1.0


@of_the_question
def _parts_of_year(context: Context) -> tuple[str, ...]:
    return tuple(m.form for m in context.question.mentions if "partOfYear" in m.meanings("Cue"))


def _taken_out(context: Context, fact: Fact) -> float:
    forms = _forms_taken_out(context)
    return t.TAKEN_OUT if any(form in name for form in forms for name in fact.names) else 1.0


@of_the_question
def _forms_taken_out(context: Context) -> frozenset[str]:
    forms = (form for m in context.excluded for form in (m.form, *m.alternatives))
    return frozenset(form for form in forms if len(form) > 1)


def _head(context: Context, fact: Fact) -> float:
    head = context.head
    return t.HEAD_NOT_NAMED if head and not is_named(fact, head) else 1.0


def _counted(context: Context, fact: Fact) -> float:
    """What is counted (多少床位, how many beds) must be in the name, the unit or the clause of a value."""
    counted = context.question.counted
    if counted is None or fact.category != "Observation" or is_named(fact, counted):
        return 1.0
    forms = {counted.form, *counted.alternatives}
    # How many times something was done is told by the unit, not by a clause that also tells of things.
    told = () if QUESTION in counted.kinds else (fact.tiers[CLAUSE],)
    said = any(form in text for form in forms for text in (*told, fact.one("unitText")))
    return 1.0 if said else t.COUNTED_NOT_SAID


@of_the_question
def _told_places(context: Context) -> frozenset[str]:
    """Parts of the district of which alone a number is true that the question tells beside what it asks.

    The new town that starts 11 roads in 2024: how many did it start in 2023?
    """
    told = [n for n in context.question.told_numbers if n.unit]
    return context.places_of(told) if told else frozenset()


def _about(context: Context, fact: Fact) -> float:
    about = fact.one("about")
    if about in _told_places(context):
        return 1.0
    if is_of_unasked_part(context, fact):
        return t.WHOLE_ASKED
    part = about and about != context.knowledge.district
    if _told_places(context):
        return t.OTHER_PLACE
    return t.PLACE_NOT_ASKED if part and not context.names(about) else 1.0


def _of_the_wider_place(context: Context, fact: Fact) -> float:
    """A value of the district is none of the city or province that holds it, when only that one is named.

    Nor is a row that tells of the district one of a city that is called by its name.
    """
    wider = context.wider_places
    if fact.category == "Enumeration":
        wider = tuple(name for name in wider if context.knowledge.above_named(name))
    elif fact.category != "Observation":
        return 1.0
    if not wider or context.question.cues & _AMONG_OTHERS:
        return 1.0
    said = any(form in fact.tiers[CLAUSE] for form in wider)
    return 1.0 if said or context.names(fact.one("about")) else t.WIDER_ASKED


def is_of_unasked_part(context: Context, fact: Fact) -> bool:
    """Whether the whole district is asked for by word (全区) and a fact is about a part of it."""
    known, about = context.knowledge, fact.one("about")
    if about in ("", known.district) or not context.names_the_whole:
        return False
    return bool(known.place_named(known.facts.labels[about].forms[0])) and not context.names(about)


_NAME_FITS: tuple[Fit, ...] = (
    _things,
    _subject,
    _part_of_year,
    _taken_out,
    _head,
    _counted,
    _about,
    _of_the_wider_place,
)
