"""Sums of parts, of two years or of two things, and means: how much of one thing for each of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise, permutations, takewhile

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match, Weighed
from kgqa.linking.mentions import CLASS, CUE, LABEL, QUESTION, STATUS, SYNONYM, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.computed import may_divide
from kgqa.parsing.context import Context, measured
from kgqa.parsing.fits import place_fit, value_fit
from kgqa.parsing.named import are_of_one_whole, named_set
from kgqa.parsing.naming import AS_ASKED, is_condition, is_named, named_degree
from kgqa.parsing.observations import Ranked, all_observed, observations, observed, with_value
from kgqa.parsing.pairing import (
    COUNTED,
    adds_to_it,
    named_pair,
    pair_coverage,
    run_told,
    set_beside,
    stocks_and_increases,
    values_told,
)
from kgqa.parsing.readings import UNLIKE_UNITS, Reading
from kgqa.query.forms import Form, Quotient, Total
from kgqa.text.numerals import NUMERALS, chinese_number

_EVERY = frozenset({"mean", "each", "list"})
_RELATIVE = frozenset({"share", "ratio"})  # kinds of quantity that are not spread over anything
_TWO = 2
_OF_ONE_SUM = ("indicator", "about", "basis", "unit")
_JOINED = frozenset({"coordination", "addition"})  # of two things to be added up: A and B, add A to B
_ADDED = frozenset({"addition", "total"})  # 加上幼儿园的，总共多少个
_PER_MANY = re.compile(
    rf"\b(?:per|for every) (10{{1,4}})\b(?! million)"
    rf"|每[\u4e00-\u9fff]{{0,3}}?(10{{1,4}}|[{NUMERALS}]?[百千万])(?![万亿])"
)
_EACH = "每"
_SET_APART = frozenset({"less", "greater", "lower", "higher", "difference"})


def totals(context: Context) -> list[Reading]:
    """Sums of parts that differ only in a condition, of two years, or of two things named."""
    question = context.question
    ranked = observations(context)
    told = run_told(context) or values_told(context) if question.cues & {"sum", "total"} else ()
    if told:
        return [Reading(Total(all_observed(told)), t.WHOLE, told, (), "totals")]
    if not ranked or question.asked & {"truth", "reason"}:
        return []
    alike = _alike(ranked)
    parts = _of_parts(context, ranked[0], alike)
    if parts:
        return [parts]
    if reached := _of_stock_and_increase(context):
        return [reached]
    adds = "sum" in question.cues or question.cues >= _ADDED
    if not adds or question.cues & _SET_APART:
        return []  # how many fewer are to be added than were added asks for no sum
    total = (
        _over_years(context, ranked[0][0], alike) or _with_earlier(context, ranked[0]) or _of_pair(context)
    )
    return [total] if total else []


def _alike(ranked: Sequence[Ranked]) -> list[Match]:
    """Values that could be parts of one sum with the best one."""
    best, first = ranked[0]
    return [
        m
        for s, m in ranked
        if best - s < t.SAME_NAME_PARTS and all(m.fact.one(k) == first.fact.one(k) for k in _OF_ONE_SUM)
    ]


def _of_parts(context: Context, best: Ranked, alike: Sequence[Match]) -> Reading | None:
    """The sum of values that differ only in a condition: 新建 and 续建."""
    score, first = best
    facts = tuple(m.fact for m in alike if m.fact.year == first.fact.year)
    if "addition" in context.question.cues and len(facts) < _TWO:
        facts = _both_parts(context, first.fact)
    conditions = {f.one("condition") for f in facts}
    if len(facts) < 2 or len(conditions) != len(facts) or "" in conditions:
        return None
    if context.question.cues & {"compare", "difference"}:
        return None
    total = Total(all_observed(facts))
    return Reading(total, min(1.0, score * t.PARTS_LIFT), facts, first.uncovered, "totals")


def _both_parts(context: Context, fact: Fact) -> tuple[Fact, ...]:
    """A value and the only other one with another condition, which other words may name: 区里自己的."""
    keys = (*_OF_ONE_SUM, "kind")
    like = tuple(
        f
        for f in context.knowledge.facts.facts
        if f.year == fact.year and f.one("condition") and all(f.one(k) == fact.one(k) for k in keys)
    )
    return like if len(like) == _TWO and fact in like else ()


def _over_years(context: Context, best: float, alike: Sequence[Match]) -> Reading | None:
    """The values of one indicator in the two years that the question adds up."""
    years = context.scope.years
    by_year = {m.fact.year: m.fact for m in reversed(alike) if m.fact.one("value")}
    if len(years) < 2 or set(by_year) != set(years):
        return None
    if len({fact.one("condition") for fact in by_year.values()}) > 1:
        return None  # all of one year and a part of another
    facts = tuple(by_year[year] for year in sorted(years))
    return Reading(Total(all_observed(facts)), min(1.0, best * t.SUM_LIFT), facts, (), "totals")


def _of_stock_and_increase(context: Context) -> Reading | None:
    """What there was at the end of a year, and what is to be added in the next, of one name."""
    question = context.question
    added = "added" in question.cues or any(word in question.text for word in context.knowledge.additions)
    if not (added and question.cues & {"addition", "sum", "total"}) or len(context.scope.years) != _TWO:
        return None
    found = [
        (stock, more)
        for stock, more in stocks_and_increases(context)
        if more.kind == "target" and stock.kind == "actual" and (more.year or 0) - 1 == stock.year
        if context.naming_of(stock) >= t.ADDEND_NAMED
    ]
    if len(found) != 1:
        return None
    return Reading(Total(all_observed(found[0])), t.WHOLE, found[0], (), "totals")


def _with_earlier(context: Context, best: Ranked) -> Reading | None:
    """The sum of the value that the earlier answer gave and the one that a follow-up adds."""
    cues = context.question.cues
    joined = cues & _JOINED or adds_to_it(context.question)
    other = (_other_part(context) or set_beside(context)) if joined else None
    if context.earlier is None or other is None or not _adds_up(context):
        return None
    told = context.carried.facts if context.carried else ()
    kinds = {context.knowledge.unit_kind(f) for f in told}
    if len(told) > 1 and not (len(kinds) == 1 and all(f.one("value") for f in told) and other not in told):
        return None  # it is added to one of those told before
    facts = (*told, other)
    if context.knowledge.unit_kind(other) == "share" and not are_of_one_whole(context, facts):
        return None  # rates of growth do not add up
    return Reading(Total(all_observed(facts)), max(t.WHOLE, best[0]), facts, (), "totals")


def _other_part(context: Context) -> Fact | None:
    """The other part of the whole of which the earlier value is one, where its condition is said: 区级的."""
    earlier = context.earlier
    parts = _both_parts(context, earlier) if earlier else ()
    other = next((f for f in parts if f != earlier), None)
    said = other and any(is_condition(other, w.mention) for w in context.required if w.covered)
    return other if said else None


def _adds_up(context: Context) -> bool:
    """Whether a word of a follow-up adds values up: how many places were added asks for those of a year."""
    cues = [m.meanings("Cue") for m in context.question.mentions]
    return any("addition" in own or ("sum" in own and "inPeriod" not in own) for own in cues)


def _of_pair(context: Context) -> Reading | None:
    """The sum of two things that the question joins; of unlike units only to say that they do not add up."""
    pair = named_pair(context)
    if pair is None or named_set(context) or not context.question.cues & (_JOINED | {"alternative"}):
        return None
    score, left, right = pair[0], pair[1].fact, pair[2].fact
    kinds = {context.knowledge.unit_kind(f) for f in (left, right)}
    if "share" in kinds:
        return None  # shares of different wholes do not add up
    if "addition" in context.question.cues and _leaves_out(context, pair[1:]):
        return None  # what is to be added as well is neither of the two
    alike = len(kinds) == 1 and ("money" not in kinds or _currency(left) == _currency(right))
    total = Total(all_observed((left, right)))
    generator = "totals" if alike else UNLIKE_UNITS
    unused = _left_by_both(*pair[1:])
    return Reading(total, min(1.0, score * t.SUM_LIFT), (left, right), unused, generator)


def _leaves_out(context: Context, found: Iterable[Match]) -> bool:
    """Whether a name in the question is known to the report and is of none of some values."""
    names = (w for w in context.required if w.covered and LABEL in w.mention.kinds)
    indices = [m.index for m in found]
    return any(not any(w.covered.get(i, 0.0) >= t.COVERED for i in indices) for w in names)


def _currency(fact: Fact) -> str:
    """Unit in which money is counted, so that yuan and dollars are kept apart."""
    return fact.one("unitText").lstrip("万亿千百")


def means(context: Context) -> list[Reading]:
    """How much of one thing there is for each of another that the same clause or sentence counts."""
    if "mean" not in context.question.cues:
        return []
    if earlier := _of_earlier(context):
        return [earlier]
    if many := _per_many(context):
        return [many]
    averaged = _averaged(context)
    every = with_value(observations(context))
    ranked = _to_divide(context, every)
    found: dict[Form, Reading] = {}
    for score, whole in ranked:
        if not _is_of_kind_asked(context, whole.fact):
            continue
        beside = (p for p in every if abs(p[1].fact.start - whole.fact.start) < t.NEXT and p not in ranked)
        counts = [
            (s, c)
            for s, c in (*ranked, *beside)
            if _is_spread_over(context, whole.fact, c.fact) and may_divide(context, whole.fact, c.fact)
        ]
        if counts:
            tellings = (p for p in counts if _is_told(context, p[1].fact))
            those = (p for p in counts if _counts_each(context, p[1].fact))
            every_one = (p for p in counts if _is_each(context, p[1].fact))
            worth, count = next(chain(tellings, those, every_one), counts[0])
            if averaged and not any(averaged.degree(m.index) for m in (whole, count)):
                continue
            form = Quotient(observed(whole.fact), observed(count.fact))
            score = min(1.0, max(score, worth, _said_of_both(context, whole, count)) * t.MEAN_LIFT)
            done = {w.mention.text for w in context.required if _is_done(context, w.mention)}
            facts = (whole.fact, count.fact)
            unused = tuple(word for word in _left_by_both(whole, count) if word not in done)
            found[form] = Reading(form, score, facts, unused, "means")
    named = _of_named(context)
    if named and averaged and not any(averaged.degree(context.index_of(f)) for f in named.facts):
        named = None
    if named is not None and (named.form not in found or named.score > found[named.form].score):
        found[named.form] = named
    left = {m.text for m in _averaged_words(context)}
    found = {form: r for form, r in found.items() if left.isdisjoint(r.unused)}
    if over := {form: r for form, r in found.items() if _is_told(context, r.facts[1])}:
        found = over
    elif of_these := {form: r for form, r in found.items() if _counts_each(context, r.facts[1])}:
        found = of_these
    least = min((set(r.unused) for r in found.values()), key=len, default=set())
    found = {form: r for form, r in found.items() if not set(r.unused) > least}
    asked = {form: _words_as_asked(context, r.facts[0]) for form, r in found.items()}
    found = {form: r for form, r in found.items() if not any(asked[form] < other for other in asked.values())}
    told = [r for r in found.values() if not _is_spread_itself(context, r, found.values())]
    return sorted(told, key=lambda r: -r.score)[: t.MOST_SPREAD]


def _words_as_asked(context: Context, whole: Fact) -> frozenset[str]:
    """Words of the question that a name of a value says as they are asked, and not in other words."""
    words = (w.mention for w in context.weighed if (w.required or w.aside) and CLASS not in w.mention.kinds)
    return frozenset(m.text for m in words if named_degree(whole, m) == AS_ASKED)


def _per_many(context: Context) -> Reading | None:
    """How much of one thing there is for so many of another that the question names: per 100 companies."""
    found = [(c, m) for c in context.question.clauses for m in _PER_MANY.finditer(c.text)]
    pair = named_set(context)
    if len(found) != 1 or pair is None or not pair.complete or len(pair.distinct) != _TWO:
        return None
    clause, per = found[0]
    noun = next((m for m in clause.mentions if m.start >= per.end() and m.content), None)
    named = [f for f in pair.distinct if noun and is_named(f, noun)]
    counts = named if noun is None or len(named) == 1 else [f for f in named if _ends_with(f, noun)]
    if len(counts) != 1 or not _base(counts[0]) or context.knowledge.unit_kind(counts[0]) not in COUNTED:
        return None
    whole = next(f for f in pair.distinct if f is not counts[0])
    if context.knowledge.unit_kind(whole) in _RELATIVE or whole.year != counts[0].year:
        return None
    words = per[1] or per[2]
    number = Decimal(words) if words.isdigit() else chinese_number(words)
    form = Quotient(observed(whole), observed(counts[0]), int(number or 1))
    return Reading(form, t.WHOLE, (whole, counts[0]), (), "means")


def _is_told(context: Context, count: Fact) -> bool:
    """Whether the very number of what divides is told: each of the 966 firms, or what was told before."""
    numbers = (*context.question.numbers, *context.question.told_numbers)
    earlier = context.carried.facts if context.carried else ()
    before = context.carried.question if context.carried else None
    numbers += (*before.numbers, *before.told_numbers) if before else ()
    return count in earlier or any(n.value > 1 and n.base == _base(count) for n in numbers)


def _is_each(context: Context, count: Fact) -> bool:
    """Whether a count is of those of which each has a share: each of the firms, and not each meeting."""
    nouns = _each_of(context)
    counted = bool(count.counter) and f"每{count.counter}" in context.question.text
    return counted or any(is_named(count, noun) for noun in nouns)


def _counts_each(context: Context, count: Fact) -> bool:
    """Whether what a count counts is, by the end of its name, that of which each has a share: 贷款企业数."""
    return any(_ends_with(count, noun) for noun in _each_of(context))


def _ends_with(count: Fact, noun: Mention) -> bool:
    """Whether a word is the end of a name of a count, and so what it counts."""
    forms = [form for form in (noun.form, *noun.alternatives) if len(form) > 1]
    return any(name.removesuffix("数").endswith(form) for name in count.names for form in forms)


def _each_of(context: Context) -> list[Mention]:
    """The kinds of thing of which each has a share: each of the firms."""
    return [
        noun
        for clause in context.question.clauses
        for one, noun in pairwise([m for m in clause.mentions if m.content or m.kinds & {CUE}])
        if _EVERY & one.meanings("Cue") and CLASS in noun.kinds and CUE not in noun.kinds
    ]


def _of_earlier(context: Context) -> Reading | None:
    """The quotient of two values that the answers before gave: 平均下来一个项目多少.

    Only where a follow-up says nothing that is said of neither, and no other two of them divide.
    """
    carried, question = context.carried, context.question
    if carried is None or question.years or question.relative or question.told_numbers:
        return None
    told = dict.fromkeys((*carried.facts, *carried.before))
    pairs = [
        (whole, count)
        for whole, count in permutations((f for f in told if f.one("value")), _TWO)
        if _is_of_kind_asked(context, whole)
        and _is_spread_over(context, whole, count)
        and may_divide(context, whole, count)
    ]
    own = {id(m) for m in question.asking}
    words = [w.mention for w in context.required if id(w.mention) in own]
    if len(pairs) != 1 or not all(any(is_named(f, m) for f in pairs[0]) for m in words):
        return None
    whole, count = pairs[0]
    return Reading(Quotient(observed(whole), observed(count)), t.WHOLE, pairs[0], (), "means")


def _of_named(context: Context) -> Reading | None:
    """The quotient of two values that the question names apart, wherever they stand: 营收除以销量.

    What is counted divides what is not, and of two counts the smaller one the larger.
    """
    pair = named_pair(context)
    if pair is None:
        return None
    score, *matches = pair
    counts = [m for m in matches if context.knowledge.unit_kind(m.fact) in ("count", "")]
    if not counts or any(context.knowledge.unit_kind(m.fact) in _RELATIVE for m in matches):
        return None
    count = min(counts, key=lambda m: _base(m.fact))
    whole = next(m for m in matches if m is not count)
    alike = whole.fact.one("unitText") == count.fact.one("unitText")
    beside = abs(count.fact.start - whole.fact.start) < t.NEAR
    if not (beside or min(m.naming for m in matches) >= t.ADDEND_NAMED):
        return None  # values from here and there are divided only where both are named
    if alike or not _base(count.fact) or not _is_of_kind_asked(context, whole.fact):
        return None
    if _each_of(context) and not _is_each(context, count.fact):
        return None
    form = Quotient(observed(whole.fact), observed(count.fact))
    score = min(t.BOTH, score * t.MEAN_LIFT)
    return Reading(form, score, (whole.fact, count.fact), _left_by_both(whole, count), "means")


def _to_divide(context: Context, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The values that fit best, and those whose number the question tells: 那97个项目，平均一个多少."""
    told = [(n.base, n.unit) for n in context.question.told_numbers if n.unit]
    return [p for n, p in enumerate(ranked) if n < t.MOST_COUNTED or (told and measured(p[1].fact) in told)]


def _said_of_both(context: Context, whole: Match, count: Match) -> float:
    """How much of the question a quotient covers; what divides need not be of the kind that is asked for."""
    return (
        pair_coverage(context, whole, count) * value_fit(context, whole.fact) * place_fit(context, count.fact)
    )


def _left_by_both(one: Match, other: Match) -> tuple[str, ...]:
    """Words that neither of two values covers."""
    return tuple(w for w in one.uncovered if w in other.uncovered)


def _averaged(context: Context) -> Weighed | None:
    """The word right after the one for a mean, which says what is averaged: average interest, 平均年龄."""
    weighed = {id(w.mention): w for w in context.required}
    for clause in context.question.clauses:
        for one, other in pairwise(clause.mentions):
            if "mean" in one.meanings("Cue") and id(other) in weighed and not _is_done(context, other):
                return weighed[id(other)]
    return None


def _is_done(context: Context, word: Mention) -> bool:
    """Whether a word only says what each did, before the unit that is asked for: 每家拿到多少万元."""
    pairs = (pair for c in context.question.clauses for pair in pairwise(c.mentions))
    behind = any(one.text.startswith(_EACH) and other is word for one, other in pairs)
    return behind and word.kinds <= {SYNONYM, STATUS} and bool(context.question.unit)


def _averaged_words(context: Context) -> Iterator[Mention]:
    """The words for what is averaged, behind the one for a mean and before any that asks: 平均利率."""
    for clause in context.question.clauses:
        at = next((n for n, m in enumerate(clause.mentions) if "mean" in m.meanings("Cue")), None)
        if at is not None:
            after = takewhile(lambda m: not m.kinds & {QUESTION, STATUS}, clause.mentions[at + 1 :])
            yield from (m for m in after if m.content and not (m.text.isascii() or _is_done(context, m)))


def _is_of_kind_asked(context: Context, whole: Fact) -> bool:
    """Whether a quantity is of the kind asked for: how many firms a meeting is no money."""
    question, known = context.question, context.knowledge
    asked = {known.unit_kinds.get(question.unit, "")} if question.unit else set(question.quantity_kinds)
    own = known.unit_kind(whole)
    named = any(m.meanings("UnitWord") for m in question.asking) or question.unit
    if question.language == "en" and question.counted and not named:
        return own in COUNTED  # how many firms, whatever stands at the end
    return not asked - {""} or own in asked or {own, *asked} <= COUNTED


def _is_spread_itself(context: Context, reading: Reading, others: Iterable[Reading]) -> bool:
    """Whether a reading spreads what another one spreads over: firms over meetings, and loans over firms.

    Unless a count is asked for (平均每场多少家), the quantity is meant that is none.
    """
    asked = context.knowledge.unit_kinds.get(context.question.unit, "")
    return asked != "count" and any(reading.facts[0].iri == o.facts[1].iri for o in others)


def _is_spread_over(context: Context, whole: Fact, count: Fact) -> bool:
    """Whether a count stands beside a larger quantity of another unit and the same year."""
    return (
        abs(count.start - whole.start) < t.NEXT
        and count.year == whole.year
        and count.one("unitText") != whole.one("unitText")
        and context.knowledge.unit_kind(count) in ("count", "")
        and context.knowledge.unit_kind(whole) not in _RELATIVE
        and _base(whole) > _base(count)
    )


def _base(fact: Fact) -> Decimal:
    return Decimal(fact.one("baseValue") or "0")
