"""Differences, shares, comparisons: of two years, of a part and the whole, of two indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CUE, LABEL
from kgqa.parsing import thresholds as t
from kgqa.parsing.context import Context, measured
from kgqa.parsing.generators.verdicts import is_of_nobody_known
from kgqa.parsing.named import is_about_values, named_set
from kgqa.parsing.naming import is_condition, is_named
from kgqa.parsing.observations import Ranked, all_observed, observations, observed
from kgqa.parsing.pairing import (
    asks_share,
    both_earlier,
    named_pair,
    pair_form,
    set_beside,
    stocks_and_increases,
    values_told,
)
from kgqa.parsing.question import Question
from kgqa.parsing.readings import UNLIKE_UNITS, Reading, Scope
from kgqa.parsing.scope import relative_years
from kgqa.query.forms import Comparison, Difference, Form, Lookup, Observed, Ratio, Total

_IN_YEAR = re.compile(r"\b(?:in|by|for|during) (?:\d{4}|this year|next year)\b")
_COMPARED = frozenset({"compare", "difference", "greater", "less", "ratio", "equal"})
_RELATIVE = frozenset({"growth", "share", "rate"})  # measures of which no share is told
_PLANNED, _PAST = frozenset({"planYear"}), frozenset({"lastYear"})
_FORMER = re.compile(r"前者[^后]*后者|\bthe former\b.*\bthe latter\b")  # is set against what came after it
# What a follow-up opens with is set against the value before: 跟去年的比是多是少.
_AGAINST_OTHER = re.compile(r"(?:那么?)?(?:跟|与|和|同|比|较|相比)|compared (?:with|to)\b")
_POINTING = frozenset({"followUp", "pronoun"})
_SETS_APART = _COMPARED | {"higher", "lower", "moreThan", "lessThan"}
_TWO = 2
_OF_ALL = frozenset({"max", "rank"})  # by which a value is set against all others


def comparisons(context: Context) -> list[Reading]:
    """The two values that a question sets against each other, for each way to find them."""
    question = context.question
    sided = question.asked & {"number", "entity", "truth"} or {"target", "actual"} <= question.cues
    either = question.cues & {"higher", "lower"} and sided
    against = question.cues & {"moreThan", "lessThan"} and not (question.numbers or question.asks_bound)
    against = against and not _only_bounds(question)
    against = against and "cumulative" not in question.cues  # what it took the running total past
    reached = "truth" in question.asked and "reach" in question.cues and _sets_years_apart(context)
    if "truth" in question.asked and is_of_nobody_known(context):
        return []
    if context.beyond or ({"lastYear", "previousYear"} <= question.cues and "target" not in question.cues):
        return []  # of the year before the report's (去年比前一年) there is no value to set against
    compared = question.cues & _COMPARED - ({"greater"} if _only_bounds(question) else frozenset())
    if not (compared or either or against or reached):
        return _shares(context)
    of_all = question.cues & _OF_ALL and not _sets_two_apart(context)
    if "truth" in question.asked and (of_all or any(n.unit for n in question.numbers)):
        return []  # a value is set against a number, or against all others, and not against another value
    if "sum" in question.cues and not question.cues & _COMPARED:
        return []  # a result and a target that are to be added, not set against each other
    if added := _added_of_all(context):
        return [added]
    told = values_told(context) if "difference" in question.cues and not _goes_on(context) else ()
    if len(told) == _TWO:
        return [_pair(context, told[0], told[1], t.WHOLE, (), "with the earlier value")]
    both = both_earlier(context)
    if both is not None:
        left, right = both if _FORMER.search(question.text) else both[::-1]
        return [_pair(context, left, right, t.WHOLE, (), "with the earlier value")]
    earlier = None if _is_named_a_share(context) or values_told(context) else _with_earlier(context)
    if earlier and "pronoun" in question.cues:
        return [earlier]  # 跟它差多少: it is the value before and no other
    sides = _named_sides(context)
    if sides and "sum" in question.cues and any(isinstance(s, Total) for s in _sides_of(sides.form)):
        return [sides]  # a sum is set against a value, and not one of its parts
    years = () if _is_choice(context, sides) else _two_years(context)
    found = (
        earlier,
        *years,
        _two_subjects(context) or _two_indicators(context),
        None if sides and any(_is_of_one_value(sides, reading) for reading in years) else sides,
    )
    return [reading for reading in found if reading and not _is_share_of_shares(context, reading)]


def _sets_two_apart(context: Context) -> bool:
    """Whether the question names two values, so that one leads or trails the other and not all others."""
    found = named_set(context)
    return found is not None and found.complete and len(set(found.sides)) == len(found.distinct) == _TWO


def _goes_on(context: Context) -> bool:
    """Whether the question is a later part of the one before it, which says itself what is compared."""
    before = context.carried.question if context.carried else None
    return before is not None and before.original == context.question.original


def _only_bounds(question: Question) -> bool:
    """Whether words for more only bound a number or ask for a bound, and set no two values apart.

    Projects of over 100 million yuan each; what should their investment exceed?
    """
    if "truth" in question.asked:
        return False
    before = {m for n in (*question.numbers, *question.told_numbers) for m in question.words_before(n)}
    said = [(c, m) for c in question.clauses for m in c.mentions if "greater" in m.meanings("Cue")]
    return all(m in before or not _IN_YEAR.sub("", c.text[m.end :]).strip(" ?.") for c, m in said)


def _is_choice(context: Context, sides: Reading | None) -> bool:
    """Whether it is asked which of two values of one year is larger: 收的多还是供的多."""
    if sides is None or sides.score < t.ACCEPT or "alternative" not in context.question.cues:
        return False
    return len({fact.year for fact in sides.facts}) == 1


def _is_of_one_value(sides: Reading, years: Reading) -> bool:
    """Whether one of two sides is set against itself in the other year, and the other side is another value.

    The plan for manhole covers against the result of the year before: no parking spaces are meant.
    """
    one, other = ({f.one("indicator") for f in reading.facts} for reading in (years, sides))
    apart = len({f.year for f in sides.facts}) > 1
    return apart and len(one) == 1 and one < other


def _is_share_of_shares(context: Context, reading: Reading) -> bool:
    """Whether a rate or a share would be told as a part of another value, which says nothing."""
    known = context.knowledge
    form = reading.form
    return (
        isinstance(form, Ratio)
        and not form.times
        and any(known.unit_kind(f) == "share" for f in reading.facts)
    )


def _sets_years_apart(context: Context) -> bool:
    """Whether a question, with the one before it, names the years of a result and of a target."""
    earlier = context.earlier
    other = earlier is not None and bool(earlier.one("value")) and context.scope.only_year != earlier.year
    return len(context.scope.years) > 1 or other


def _shares(context: Context) -> list[Reading]:
    """The share of one value in another, for a question that asks only for a percentage (是去年的百分之几).

    One value is of another year, or of a part of the place.
    """
    question = context.question
    if added := _added_of_all(context):
        return [added]
    if not asks_share(question):
        return []
    computed = replace(context, question=replace(question, cues=question.cues | {"ratio"}))
    part = _two_subjects(computed)
    found = [*(_two_years(computed) if _names_two_years(context) else ()), *([part] if part else [])]
    return [r for r in found if not any(context.knowledge.measure(f) in _RELATIVE for f in r.facts)]


def _added_of_all(context: Context) -> Reading | None:
    """The share of what came of a thing in a year in all that there is of it: of all firms, the new ones."""
    question = context.question
    shared = asks_share(question) or "share" in question.quantity_kinds
    if not shared or not question.cues >= {"added", "total"}:
        return None
    told = [n.base for n in (*question.numbers, *question.told_numbers)]
    words = [w.mention for w in context.weighed if (w.required or w.aside) and not is_about_values(w.mention)]
    found = [
        (more, stock)
        for stock, more in stocks_and_increases(context)
        if stock.year == more.year and stock.kind == more.kind and context.scope.admits(more)
        if all(is_named(stock, m) or is_named(more, m) for m in words)
        if all(n == measured(stock)[0] for n in told)
    ]
    if len(found) != 1:
        return None
    more, stock = found[0]
    return Reading(Ratio(observed(more), observed(stock)), t.WHOLE, found[0], (), "two indicators")


def _pair(
    context: Context, left: Fact, right: Fact, score: float, unused: tuple[str, ...], name: str
) -> Reading:
    form = pair_form(context.question, *all_observed((left, right)))
    return Reading(form, score, (left, right), unused, name)


def _is_named_a_share(context: Context) -> bool:
    """Whether a word that asks for a ratio (占全区的比重) only names a value that is a share itself."""
    best = observations(context)[:1]
    return context.question.cues & _COMPARED == {"ratio"} and any(
        context.knowledge.measure(m.fact) == "share" for _, m in best
    )


def _sides_of(form: Form) -> tuple[object, ...]:
    return (form.left, form.right) if isinstance(form, Difference | Comparison | Ratio) else ()


# ---------- the value before and another one ----------


def _with_earlier(context: Context) -> Reading | None:
    """The value that the earlier answer gave and the one that a follow-up sets against it."""
    other = set_beside(context)
    if context.earlier is None or other is None or _is_no_part(context, context.earlier, other):
        return None
    left, right = (context.earlier, other) if _opens_with_it(context.question) else (other, context.earlier)
    return _pair(context, left, right, t.WHOLE, (), "with the earlier value")


def _opens_with_it(question: Question) -> bool:
    """Whether the earlier value is what is set against another: 比乙多吗, 它比乙多吗, is that more than …"""
    if _AGAINST_OTHER.match(question.text):
        return "pronoun" not in question.cues  # 跟它比，乙多吗
    said = [
        m.meanings("Cue")
        for c in question.clauses
        if c.asks
        for m in c.mentions
        if m.content or m.kinds & {CUE}
    ]
    first = next((n for n, cues in enumerate(said) if cues & _SETS_APART), None)
    if first is None:
        return False
    if said[first] & _POINTING:
        return True  # 这比乙多吗
    return first > 0 and all(cues & _POINTING and "coordination" not in cues for cues in said[:first])


# ---------- one indicator, two years ----------


def _two_years(context: Context) -> list[Reading]:
    """The target and the result of each of the indicators that fit best, and of those nearest in meaning."""
    if context.knowledge.document is None or not _spans_years(context) or _plans_the_past(context):
        return []
    across = observations(context, Scope())
    nearest = frozenset(context.nearest)
    near = [p for n, p in enumerate(across) if n < t.MOST_VERDICTS or p[1].index in nearest]
    found = (r for pair in near if (r := _target_and_result(context, across, pair)))
    return list({r.form: r for r in reversed(list(found))}.values())[::-1]


def _target_and_result(context: Context, across: Sequence[Ranked], pair: Ranked) -> Reading | None:
    """The target and the result of the indicator of a match, or of one that may be compared with it."""
    best, first = pair
    if any(context.knowledge.indicators_named(word) for word in first.uncovered):
        return None  # another indicator is named, with which this one is to be compared
    same = [m.fact for s, m in across if _is_same(m.fact, first.fact) and best - s < t.SAME_NAME_TWO_YEARS]
    if len({fact.kind for fact in same}) == 1:
        same += [m.fact for _, m in across if context.knowledge.are_comparable(m.fact, first.fact)]
    target = _first(same, "target")
    actual = _first((f for f in same if target is None or f.basis == target.basis), "actual")
    if target is None or actual is None:
        return None
    targets = _with_siblings(context, (target,))
    if len(targets) > 1 and all(_is_part_named(context, f) for f in targets):
        return _sum_and_result(context, targets, actual, best)
    left, right = (target, actual) if _first_said(context, target, actual) else (actual, target)
    return _pair(context, left, right, best * t.PAIR_LIFT, first.uncovered, "two years")


def _is_part_named(context: Context, fact: Fact) -> bool:
    """Whether the question names a part of a whole by its condition: 区级的."""
    return any(w.covered and is_condition(fact, w.mention) for w in context.weighed)


def _sum_and_result(context: Context, targets: Sequence[Fact], actual: Fact, score: float) -> Reading:
    """The targets for the parts that the question names, added up, and the result of all."""
    form = pair_form(context.question, _side(targets), observed(actual))
    words = (w.mention for w in context.required)
    facts = (*targets, actual)
    unused = tuple(m.text for m in words if not any(is_named(f, m) or is_condition(f, m) for f in facts))
    return Reading(form, min(t.BOTH, score * t.PAIR_LIFT), facts, unused, "two years")


def _first_said(context: Context, target: Fact, actual: Fact) -> bool:
    """Whether a target is what is set against a result, and not the result against it.

    Whether one of them is above the other, or which part of it, is asked of the year that stands first.
    """
    question, relative = context.question, relative_years(context.knowledge.document)
    said = [year for _, years in question.dated_clauses(relative.get) for year in years]
    if "truth" not in question.asked and not (
        {target.year, actual.year} <= set(said) and asks_share(question)
    ):
        return True
    first = next((year for year in said if year in (target.year, actual.year)), target.year)
    return (first == target.year) != _opens_by_comparing(question)


def _opens_by_comparing(question: Question) -> bool:
    """Whether the first year is what another is compared with: 与2023年相比，…, 比2023年高吗."""
    lead = question.clauses[0]
    compared = [m for m in lead.mentions if m.content or "compare" in m.meanings("Cue")]
    opens = bool(compared) and "compare" in compared[0].meanings("Cue")
    return opens or (not lead.asks and any("compare" in m.meanings("Cue") for m in compared))


def _spans_years(context: Context) -> bool:
    question = context.question
    relative = question.relative - (_PLANNED if _is_of_past(context) else frozenset())
    related = bool(relative) and not ("truth" in question.asked and "equal" in question.cues)
    related = related and not _opens_with_the_past(question)
    return _names_two_years(context) or related or (context.followed and bool(question.years))


def _opens_with_the_past(question: Question) -> bool:
    """Whether last year alone is told, at the beginning, as the year of both sides: 去年供的比收储的多.

    Where something stands before it, or it is what is compared with, another year is set against it.
    """
    if question.years or question.relative != _PAST or "target" in question.cues:
        return False
    for clause in question.clauses:
        for n, mention in enumerate(clause.mentions):
            if "lastYear" in mention.meanings("Cue"):
                beside = (*clause.mentions[:n], *clause.mentions[n + 1 : n + 2])
                compared = any("compare" in m.meanings("Cue") for m in beside)
                named = [m for m in clause.mentions[:n] if m.content]
                own = any(m.content for m in clause.mentions[n + 1 :])
                return not compared and own and all(m.names for m in named)
    return False


def _plans_the_past(context: Context) -> bool:
    """Whether the plan for last year is named (比去年计划高), which is no result of it."""
    question = context.question
    return "actual" not in question.cues and any(
        "lastYear" in year.meanings("Cue") and "target" in plan.meanings("Cue")
        for clause in question.clauses
        for year, plan in pairwise(m for m in clause.mentions if m.text != "的")
    )


def _names_two_years(context: Context) -> bool:
    """Whether two years are named, or a target and a result."""
    question = context.question
    target_and_result = {"target", "actual"} <= question.cues and not _is_of_past(context)
    return len({*context.scope.years, *question.years}) > 1 or target_and_result


def _is_of_past(context: Context) -> bool:
    """Whether only the year reported on is named: what was planned for it is no target of the next year."""
    document, years = context.knowledge.document, {*context.scope.years, *context.question.years}
    return document is not None and bool(context.question.years) and years == {document.reports_on}


def _is_same(fact: Fact, other: Fact) -> bool:
    return all(fact.one(key) == other.one(key) for key in ("indicator", "about"))


def _first(facts: Iterable[Fact], kind: str) -> Fact | None:
    return next((f for f in facts if f.kind == kind and f.one("value")), None)


# ---------- a part and the whole ----------


def _two_subjects(context: Context) -> Reading | None:
    """One indicator of a part and of the whole, when the question names both (占全区, 相当于全区)."""
    question = context.question
    share = asks_share(question)
    if not (share or question.cues & {"difference", "compare"}):
        return None
    if not (share or _names_whole(context)):
        return None  # a share is one of the whole, whether it is named or not
    ranked = [m for _, m in observations(context)]
    part = next((m for m in ranked if _is_of_part_asked(context, m.fact)), None)
    whole = next((m for m in ranked if part and _is_whole_of(context, m, part)), None)
    if part is None or whole is None:
        return None
    score = part.score * t.PAIR_LIFT
    return _pair(context, part.fact, whole.fact, score, part.uncovered, "two subjects")


def _names_whole(context: Context) -> bool:
    """Whether the question names the district: by its name, or as 全区."""
    known, mentions = context.knowledge, context.question.mentions
    return any(m.form in known.district_forms or m.text in known.own_place for m in mentions)


def _is_of_part_asked(context: Context, fact: Fact) -> bool:
    about = fact.one("about")
    return about not in ("", context.knowledge.district) and context.names(about)


def _is_whole_of(context: Context, whole: Match, part: Match) -> bool:
    return (
        whole.fact.one("about") == context.knowledge.district
        and whole.fact.one("indicator") == part.fact.one("indicator")
        and whole.fact.year == part.fact.year
    )


# ---------- two indicators ----------


def _two_indicators(context: Context) -> Reading | None:
    """Two values that the question names apart; of unlike units only to say that they cannot be compared."""
    pair = named_pair(context)
    if pair is None:
        return None
    score, left, right = pair[0], pair[1].fact, pair[2].fact
    if _leaves_out_an_indicator(context, (left, right)):
        return None
    kind = context.knowledge.unit_kind(left)
    if kind != context.knowledge.unit_kind(right):
        if "mean" in context.question.cues:
            return None  # 营收除以销量: unlike quantities may be divided, and are asked to be
        if _is_named_by_its_rate(context, (left, right)) or _asks_for_a_stated_share(context, (left, right)):
            return None
        form = Lookup((observed(left),))
        return Reading(form, score * t.UNLIKE_UNITS, (left, right), (), UNLIKE_UNITS)
    if left.one("unit") != right.one("unit") and kind != "count":
        return None
    return _pair(context, left, right, score, (), "two indicators")


def _leaves_out_an_indicator(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether the question names an indicator by its name, and neither of two values is of it."""
    told = {fact.one("indicator") for fact in facts}
    names = [w.mention for w in context.required if LABEL in w.mention.kinds]
    left = [m for m in names if not any(is_named(fact, m) for fact in facts)]
    named = (context.knowledge.indicators_named(m.form) for m in left)
    return any(own and own.isdisjoint(told) for own in named)


def _is_named_by_its_rate(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether the word for a ratio is that of a rate which is stated, so that none is computed: 完成率."""
    words = [m for m in context.question.mentions if "ratio" in m.meanings("Cue") and LABEL in m.kinds]
    shares = [f for f in facts if context.knowledge.unit_kind(f) == "share"]
    return any(is_named(fact, word) for fact in shares for word in words)


def _asks_for_a_stated_share(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether a share is asked for, and one of two values is a share: what share of the whole is the part."""
    question = context.question
    shares = [f for f in facts if context.knowledge.measure(f) == "share"]
    return "ratio" in question.cues and question.quantity_kinds == {"share"} and len(shares) == 1


# ---------- two sides, each of one value or of several ----------


def _named_sides(context: Context) -> Reading | None:
    """The values that the question names on both sides; several on a side are added up.

    Values of one indicator that differ only in a condition are parts of one: 中央奖补的和区级的都算上.
    """
    found = named_set(context)
    if found is None or found.unlike or (len(found.members) > 2 and not (found.complete and found.adds_up)):
        return None
    if len({*found.sides}) > 2:
        return None
    last = max(1, sum(side == found.sides[-1] for side in found.sides)) if len(found.sides) > 2 else 1
    left, right = found.facts[:-last], found.facts[-last:]
    if not left:
        return None
    sides = [_with_siblings(context, side) for side in (left, right)]
    if {f.iri for f in sides[0]} & {f.iri for f in sides[1]}:
        return None  # nothing is set against itself
    facts = tuple(f for side in sides for f in side)
    form = pair_form(context.question, *(_side(side) for side in sides))
    return Reading(form, min(t.BOTH, found.score * t.PAIR_LIFT), facts, (), "named sides")


def _side(facts: Sequence[Fact]) -> Observed | Total:
    return observed(facts[0]) if len(facts) == 1 else Total(all_observed(facts))


def _with_siblings(context: Context, facts: Sequence[Fact]) -> list[Fact]:
    """The facts; with a single one also those of other conditions, when the question joins them."""
    joined = context.question.cues & {"coordination", "sum", "total"}
    if len(facts) != 1 or not facts[0].one("condition") or not joined:
        return list(facts)
    return [f for f in context.knowledge.facts.facts if _is_part_of_one(f, facts[0])]


def _is_part_of_one(fact: Fact, other: Fact) -> bool:
    keys = ("indicator", "about", "kind", "basis", "unit")
    return (
        fact.category == "Observation"
        and fact.year == other.year
        and bool(fact.one("condition"))
        and all(fact.one(key) == other.one(key) for key in keys)
    )


def _is_no_part(context: Context, whole: Fact, value: Fact) -> bool:
    """Whether a part of the earlier value is asked for, and a value is of something that is none of it.

    Of the cars that one firm sold no share is that of the charging points of the district.
    """
    if not context.question.cues & {"within"}:
        return False
    holder, own = whole.one("about"), value.one("about")
    return own != holder and holder not in context.knowledge.facts.holders.get(own, frozenset())
