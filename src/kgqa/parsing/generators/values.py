"""Values of indicators: the best observations and those that the question does not tell apart from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CUE, LABEL, STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import asks_for_statements, asks_for_things
from kgqa.parsing.context import Context
from kgqa.parsing.distribution import distributed
from kgqa.parsing.fits import tells_itself
from kgqa.parsing.generators.sets import counts_either
from kgqa.parsing.generators.things import whole_of
from kgqa.parsing.kinds import COUNTED, PHYSICAL
from kgqa.parsing.named import leaves_part, named_set
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree
from kgqa.parsing.observations import Ranked, all_observed, observations
from kgqa.parsing.pairing import adds_to_it, asks_share, both_earlier, both_in_keywords, named_pair
from kgqa.parsing.premises import ranks_told
from kgqa.parsing.question import HOW_MANY_IN_ENGLISH, Clause
from kgqa.parsing.readings import Reading, Scope
from kgqa.query.forms import Each, Lookup

_POINTS = "百分点"
_WHAT_ABOUT = re.compile(r"\s*(?:and )?(?:what|how) about\b(?!.*\bhow (?:many|much)\b)")
_UNDONE = ("未", "没")  # a value that counts those which are not, says so itself
_HOW_MUCH = re.compile(r"(?<!by )\bhow much\b")
_COMPUTED = frozenset({"compare", "difference", "ratio", "greater", "less", "rank", "max", "min"})
_RELATIVE = frozenset({"", "share", "ratio"})
_CHANGE = frozenset({"growth", "decline"})
_TAKEN_OFF = frozenset({"aside", "difference"})  # cues before what is left out
_TWO_SIDES = 2  # of a word for adding
_TOLD_BY_A_VALUE = (frozenset({"number"}), frozenset({"entity"}))  # how much, and what (what growth)
_WHICH_PLACE = re.compile(r"[第排]老?几(?![章节部条届])")
_NO_VALUE = frozenset({"truth", "reason", "date", "person", "place"})


def values(context: Context) -> list[Reading]:
    """The best values, one reading for each indicator and place among them."""
    asked = context.question.asked
    if asked & _NO_VALUE and "number" not in asked:
        return []
    if "example" in context.question.cues and (
        context.question.cues & {"max", "min", "rank"} or whole_of(context)
    ):
        return []  # which names most, or how many are named, is counted and not stated
    if context.in_names or (context.asks_divisions and not context.told):
        return []  # what bears a name is counted, too, and so are the parts into which the report falls
    cues = context.question.cues
    if "difference" in cues and not cues & {"growth", "decline"}:
        return []  # a value is not the difference of two; by how much it grew is a value
    if "sum" in context.question.cues and len(context.scope.years) > 1:
        return []  # nor is one of two values their sum
    if distributed(context):
        return []  # one of those that are listed is half an answer
    if context.question.expected and context.question.limit:
        return []  # which two come first is ranked, not looked up
    if both := both_in_keywords(context):
        return [Reading(Each(all_observed(both)), t.WHOLE, both, (), "values")]
    others = _districts_not_named(context)
    if (context.question.limit or 1) > 1 and cues & {"max", "min", "rank"}:
        return []  # the top three are no single value
    ranked = [
        r
        for r in observations(context)
        if r[1].fact.one("about") not in others
        and not any(check(context, r[1].fact) for check in _NOT_ASKED_FOR)
    ]
    if "mean" in cues:  # nor a mean, unless its own unit says that it is one: 件/万人
        ranked = [r for r in ranked if "/" in r[1].fact.one("unitText")]
    if "ratio" in cues and not _asks_for_size(context):  # neither side of 甲是乙的几倍 is the answer
        ranked = [r for r in ranked if context.knowledge.unit_kind(r[1].fact) in _RELATIVE]
    if _asks_place(context):
        told = [r for r in ranked if any(ranks_told(r[1].fact.one("valueText")))]
        ranked = told or [r for r in ranked if not r[1].fact.one("unit")]
    if not ranked:
        return []
    best = ranked[0][0]
    beyond = [r for r in (_beyond(context, best),) if r]
    if _leaves_addend(context, ranked[0][1]):
        return []
    worth = _worth(context)
    near = [
        pair
        for pair in ranked
        if (best - pair[0] <= t.APART and _is_as_asked(context, pair[1], ranked[0][1]))
        or _is_of_year_asked_too(context, pair[1].fact, ranked[0][1].fact)
    ]
    other_years = [(best - t.APART / 2, match) for match in _of_other_years(context, ranked)]
    near += other_years
    groups = [*_groups(near), *_groups(_others(context, ranked, near))]
    groups = _with_other_years(context, groups, [pair for pair in other_years if pair in near])
    if _says_no_year(context):
        groups = [_with_comparable(context, group, ranked) for group in groups]
    return beyond + [
        Reading(
            _form(context, facts),
            _score(context, group[0], worth),
            facts,
            group[0][1].uncovered,
            "values",
        )
        for group in _in_state_asked(context, groups)
        if not _is_just_told(context, facts := tuple(m.fact for _, m in group))
        and not _rose(context, facts)
        and not _is_taken_off(context, facts)
    ]


def _form(context: Context, facts: Sequence[Fact]) -> Each | Lookup:
    """A value for each of two years that the question names; of several of one year not all are meant."""
    years = [fact.year for fact in facts]
    each = len(context.scope.years) > 1 and len(set(years)) == len(years) > 1
    return Each(all_observed(facts)) if each else Lookup(all_observed(facts))


def _asks_for_size(context: Context) -> bool:
    """Whether what is asked for is counted in a unit of size: 占多少亩地 wants no share."""
    return context.knowledge.unit_kinds.get(context.question.unit, "") in PHYSICAL


def _is_no_size(context: Context, fact: Fact) -> bool:
    """Whether so many mu or metres are asked for, and a value counts something or is a percentage."""
    kinds, own = context.knowledge.unit_kinds, context.knowledge.unit_kind(fact)
    asked = kinds.get(context.question.unit, "")
    return "number" in context.question.asked and _asks_for_size(context) and own not in ("", asked)


def _is_of_the_other_sort(context: Context, fact: Fact) -> bool:
    """Whether how much is asked for, in English, and a value is a number of things, or the reverse."""
    question, kind = context.question, context.knowledge.unit_kind(fact)
    said = " ".join(c.text for c in question.clauses if c.asks)
    if not HOW_MANY_IN_ENGLISH.search(said):
        return bool(_HOW_MUCH.search(said)) and kind in COUNTED
    measured = question.unit or question.quantity_kinds or question.scaled  # how many kilometres
    return not measured and not _HOW_MUCH.search(said) and kind in PHYSICAL


def _is_denied(context: Context, fact: Fact) -> bool:
    """Whether those are asked for that are not in a state, and a value counts others: 还没开街的有几个."""
    if "number" not in context.question.asked or any(w in fact.tiers[CLAUSE] for w in _UNDONE):
        return False
    return any(
        "negation" in denial.meanings("Cue") and STATUS in m.kinds and m.start >= denial.end
        for c in context.question.clauses
        if c.asks
        for denial, m in pairwise(c.mentions)
    )


def _is_no_gap(context: Context, fact: Fact) -> bool:
    """Whether it is asked by how many points two rates differ, and a value is a rate: 高几个百分点."""
    question = context.question
    points = question.unit.endswith(_POINTS) and {"difference", "actual"} <= question.cues
    return points and not fact.one("unitText").endswith(_POINTS)


def _is_of_another_sort_than_before(context: Context, fact: Fact) -> bool:
    """Whether what about the others goes on from money or a size, and a value is none: it counts them."""
    question, before = context.question, context.earlier
    if before is None or not _WHAT_ABOUT.match(question.text) or question.unit or question.quantity_kinds:
        return False
    asked, own = context.knowledge.unit_kind(before), context.knowledge.unit_kind(fact)
    return asked in PHYSICAL and own not in ("", asked)


def _asks_place(context: Context) -> bool:
    """Whether it is asked which place something takes among others: 排第几."""
    return any(c.asks and _WHICH_PLACE.search(c.text) for c in context.question.clauses)


def _districts_not_named(context: Context) -> frozenset[str]:
    """The districts of other reports, where the question names that of one."""
    known = context.knowledge
    places = {document.place for document in known.profile.documents}
    named = places & {known.facts.proper.get(m.form, "") for m in context.question.mentions}
    return frozenset(places - named) if named else frozenset()


def _in_state_asked(context: Context, groups: Sequence[list[Ranked]]) -> list[list[Ranked]]:
    """Groups but for those that another one leaves behind by the state that is asked for.

    Of the six areas that are renewed, how many are open: what counts the open ones is asked for, and not
    what counts all.
    """
    states = [w.mention for w in context.required if STATUS in w.mention.kinds]
    firsts = [group[0][1] for group in groups]
    return [
        group
        for group, own in zip(groups, firsts, strict=True)
        if not any(_is_nearer_in_state(context, states, other, own) for other in firsts)
    ]


def _is_nearer_in_state(context: Context, states: Sequence[Mention], match: Match, other: Match) -> bool:
    """Whether a value is named by a state that another is not, and is as much of what else is said."""
    fact, rival = match.fact, other.fact
    if fact.one("indicator") == rival.one("indicator"):
        return False
    if fact.one("about") != rival.one("about") and context.names(rival.one("about")):
        return False
    counted = context.question.counted
    if fact.one("unitText") != rival.one("unitText"):
        return False
    if counted and is_named(rival, counted) and not is_named(fact, counted):
        return False
    degrees = [(named_degree(fact, s), named_degree(rival, s)) for s in states]
    nearer = any(a == AS_ASKED > b for a, b in degrees) and all(a >= b for a, b in degrees)
    words = [w for w in context.required if w.covered.get(other.index, 0.0) >= t.COVERED]
    things = (w.mention for w in words if STATUS not in w.mention.kinds)
    if any(named_degree(rival, thing) == AS_ASKED > named_degree(fact, thing) for thing in things):
        return False
    return nearer and all(w.covered.get(match.index, 0.0) >= t.COVERED for w in words)


def _rose(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether a fall is asked for alone, and values grew, which speak against the question."""
    cues = context.question.cues
    if "decline" not in cues or cues & (_COMPUTED | {"growth"}) or len(context.scope.years) > 1:
        return False
    return all(context.knowledge.goes(fact) == "up" for fact in facts)


def _is_taken_off(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether a share of the rest is asked for, and values are left out: 刨掉甲和乙，剩下的占百分之几."""
    if not asks_share(context.question):
        return False
    asking = [m for m in context.question.asking if m.content]
    off = [m for c in context.question.clauses if not c.asks for m in _taken_off(c)]
    return bool(off) and all(
        any(is_named(f, m) for m in off) and not any(is_named(f, m) for m in asking) for f in facts
    )


def _taken_off(clause: Clause) -> list[Mention]:
    """The words of a clause for what it leaves out: those behind 刨掉, or all where it opens with 除了."""
    said = clause.mentions
    at = next((n for n, m in enumerate(said) if m.meanings("Cue") & _TAKEN_OFF), None)
    if at is None and said and "negation" in said[0].meanings("Cue"):
        at = 0
    return [] if at is None else [m for m in said[at + 1 :] if m.content and CUE not in m.kinds]


def _is_just_told(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether a number is told already, in the question or by the answer to the one before."""
    if "number" in context.question.asked and all(tells_itself(context, fact) for fact in facts):
        return True
    carried = context.carried
    before = carried.question if carried else None
    if carried is None or before is None or before.asked not in _TOLD_BY_A_VALUE or before.cues & _COMPUTED:
        return False
    if before.original == context.question.original:
        return False  # 今年呢，打算新增多少: one question in two parts
    return {f.iri for f in facts} == {f.iri for f in carried.facts}


def _is_no_percentage(context: Context, fact: Fact) -> bool:
    """Whether a percentage is asked for by word (百分之几, 占比多少), and a value is an amount."""
    question = context.question
    by_unit = any("share" in m.meanings("UnitWord") for m in question.asking)
    by_name = "share" in question.cues and "number" in question.asked and not question.unit
    if not by_unit and (not by_name or question.cues & _CHANGE):
        return False
    return context.knowledge.unit_kind(fact) not in _RELATIVE and bool(fact.one("value"))


def _others(context: Context, ranked: Sequence[Ranked], near: Sequence[Ranked]) -> list[Ranked]:
    """The next best values by their words, and those nearest in meaning, which fall behind the best."""
    told = {match.index for _, match in near}
    nearest = frozenset(context.nearest)
    return [
        pair
        for n, pair in enumerate(ranked)
        if pair[1].index not in told and (n < t.MOST_VALUES or pair[1].index in nearest)
    ]


def _is_as_asked(context: Context, match: Match, best: Match) -> bool:
    """Whether a value is named by the words that name the best one, not by others for them or by more."""
    words = [w.mention for w in context.required]
    if match.fact.one("indicator") == best.fact.one("indicator"):
        return True
    if best.naming - match.naming > t.LONGER_NAME:
        return False
    return all(named_degree(match.fact, w) >= named_degree(best.fact, w) for w in words)


def _of_other_years(context: Context, ranked: Sequence[Ranked]) -> list[Match]:
    """The best value of each other year, when the question says no year and names both values as well.

    Years often have indicators of slightly different names (新增城镇就业人数, 新增就业人数); that one name is
    shorter does not tell which year is meant.
    """
    best = ranked[0][1].fact
    if not _says_no_year(context):
        return []
    found: dict[int | None, Match] = {}
    for score, match in ranked:
        fact = match.fact
        if score >= t.ACCEPT and fact.year != best.year and _is_as_well_named(context, fact, best):
            found.setdefault(fact.year, match)
    return [match for match in found.values() if _key(match.fact) != _key(best)]


def _is_of_year_asked_too(context: Context, fact: Fact, best: Fact) -> bool:
    """Whether a value is the best one's in the other of two years that the question names."""
    parts = fact.one("condition"), best.one("condition")
    return (
        len(context.scope.years) > 1
        and fact.year != best.year
        and _key(fact) == _key(best)
        and not any(parts)
    )


def _key(fact: Fact) -> tuple[str, str]:
    """What a value is of: its indicator, and the place or thing."""
    return fact.one("indicator"), fact.one("about")


def _with_other_years(
    context: Context, groups: list[list[Ranked]], others: Sequence[Ranked]
) -> list[list[Ranked]]:
    """Groups, the first with the values of other years that all of a question's words name as they are.

    人才公寓是多少套 asks for those given out in the one year and for those to be handed over in the other.
    """
    words = [w.mention for w in context.required if w.covered]
    if not words or any(STATUS in w.kinds for w in words):
        return groups
    first = groups[0]
    alike = (pair for pair in others if pair[1].fact.basis == first[0][1].fact.basis)
    as_asked = [pair for pair in (*first[:1], *alike) if _is_as_named(context, pair[1].fact, words)]
    return [first + as_asked[1:], *groups[1:]] if as_asked[:1] == first[:1] else groups


def _is_as_named(context: Context, fact: Fact, words: Sequence[Mention]) -> bool:
    """Whether a value is named by words as they are, whatever place they name beside."""
    places = [w for w in words if context.knowledge.proper_named(w) == context.knowledge.district]
    return all(w in places or named_degree(fact, w) == AS_ASKED for w in words)


def _is_as_well_named(context: Context, fact: Fact, best: Fact) -> bool:
    """Whether every word that names the best value names this one too, of a like unit and the same thing."""
    words = [w.mention for w in context.required]
    like = context.knowledge.unit_kind(fact) == context.knowledge.unit_kind(best)
    same = fact.one("about") == best.one("about") or _is_of_a_part(context, fact, best)
    counted = fact.one("unitText").endswith(context.question.unit)
    return like and same and counted and all(is_named(fact, word) for word in words if is_named(best, word))


def _is_of_a_part(context: Context, fact: Fact, whole: Fact) -> bool:
    """Whether a value is what another one of the district is, of a part of it."""
    own = fact.one("indicator") == whole.one("indicator")
    return own and whole.one("about") == context.knowledge.district


def _leaves_addend(context: Context, match: Match) -> bool:
    """Whether the question adds up several things, of which a single value is at most one."""
    if _is_one_of_several(context, match) or both_earlier(context):
        return True
    cues, carried = context.question.cues, context.carried
    if carried and adds_to_it(context.question) and match.fact not in carried.facts:
        return True
    if "addition" in cues and cues & {"sum", "total"}:
        return not _adds_within_its_name(context, match.fact)
    places = context.knowledge.district_forms  # 管城的平台公司 names one thing
    labels = (
        w.mention.text
        for w in context.required
        if w.covered and LABEL in w.mention.kinds and w.mention.form not in places
    )
    if "sum" in cues and not set(match.uncovered).isdisjoint(labels):
        return True
    if not {"sum", "coordination"} <= cues:
        return False
    if _names_several(context) or leaves_part(context, match.fact):
        return True
    pair = named_pair(context)
    return bool(match.uncovered) or (pair is not None and min(m.naming for m in pair[1:]) >= t.ADDEND_NAMED)


def _adds_within_its_name(context: Context, fact: Fact) -> bool:
    """Whether a word for adding only joins words of a value's own name: fee cuts plus rebates."""
    if len(context.scope.years) > 1:
        return False
    found = False
    mentions = context.question.mentions
    for at, plus in enumerate(mentions):
        if "addition" not in plus.meanings("Cue"):
            continue
        before = next((m for m in reversed(mentions[:at]) if m.content), None)
        sides = [*([before] if before else []), *(m for m in mentions[at + 1 :] if m.content)]
        joined = before is not None and len({m.form for m in sides}) >= _TWO_SIDES
        if not joined or not all(is_named(fact, m) for m in sides):
            return False
        found = True
    return found


def _names_several(context: Context) -> bool:
    """Whether two words of the question are names of different indicators."""
    named = [n for w in context.required if (n := context.knowledge.indicators_named(w.mention.form))]
    return any(one.isdisjoint(other) for one, other in pairwise(named))


def _is_one_of_several(context: Context, match: Match) -> bool:
    """Whether the question names several values and asks for all of them or for their sum.

    Where one of those to be added up is not known, the others are no answer either.
    """
    cues, asked = context.question.cues, context.question.asked
    several = counts_either(context.question) or bool(cues & {"each", "sum", "total"})
    combined = "sum" in cues and asked == {"entity"}  # what combined share did both have
    if not several or not ("number" in asked or combined):
        return False
    found = named_set(context)
    if found is None or not found.in_a_row:
        return False
    return found.complete or ("each" not in cues and match.fact in found.facts)


def _says_no_year(context: Context) -> bool:
    return not (context.scope.years or context.scope.kinds or context.followed)


def _with_comparable(context: Context, group: list[Ranked], ranked: Sequence[Ranked]) -> list[Ranked]:
    """A group with the value of another year that goes by another name: 新增就业 and 新增城镇就业.

    Without a year both are meant, so that the question is asked back; but no value that knows nothing of what
    the question picks (通茂等地块) is.
    """
    own, years = group[0][1].fact, {m.fact.year for _, m in group}
    picking = [w.covered for w in context.required if LABEL in w.mention.kinds and len(w.covered) < t.RARE]
    picking = [covered for covered in picking if group[0][1].index in covered]
    return group + [
        pair
        for pair in ranked
        if pair[1].fact.year not in years
        and context.knowledge.are_comparable(own, pair[1].fact)
        and all(pair[1].index in covered for covered in picking)
    ]


def _groups(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Those of one indicator and place together."""
    groups: dict[str, list[Ranked]] = defaultdict(list)
    for score, match in ranked:
        groups[match.fact.one("indicator") + match.fact.one("about")].append((score, match))
    return list(groups.values())


def _beyond(context: Context, best: float) -> Reading | None:
    """A value outside the scope that fits so much better that the scope has none; it answers nothing."""
    for score, match in observations(context, Scope())[:1]:
        if _is_no_percentage(context, match.fact):
            return None
        if score - best > t.BEYOND and score >= t.ACCEPT:
            form = Lookup(all_observed((match.fact,)))
            return Reading(form, 0.0, (match.fact,), (), "beyond the scope")
    return None


def _score(context: Context, first: tuple[float, Match], worth: tuple[float, float, float]) -> float:
    described, stated, wanted = worth
    score, match = first
    if _is_whole_name(context, match):
        wanted = 1.0
    return score * described * stated * t.UNCOVERED ** len(match.uncovered) * wanted


def _is_whole_name(context: Context, match: Match) -> bool:
    """Whether a question is nothing but the name of a value, as keywords are: 2023 停车泊位 新增."""
    question = context.question
    bare = not (question.asked or question.cues & {"describe", "list", "example"} or context.unknown)
    return bare and match.naming >= 1.0 and not match.uncovered and bool(context.scope.years)


def _worth(context: Context) -> tuple[float, float, float]:
    """How much a value is worth where ways are asked for, where statements are, and by what is wanted."""
    question = context.question
    numbered = "number" in question.asked
    described = t.NOT_A_VALUE if question.asked & {"manner", "description"} and not numbered else 1.0
    stated = t.NOT_A_VALUE if asks_for_statements(question, context.knowledge) else 1.0
    if not _is_wanted(context):
        return described, stated, t.VALUE_UNWANTED
    return described, stated, 1.0 if numbered else t.VALUE_WANTED


def _is_wanted(context: Context) -> bool:
    question = context.question
    if question.cues & _COMPUTED:
        return False
    if "number" in question.asked:
        return True
    if question.cues & {"example", "list"} or question.expected:
        return False
    listed = asks_for_things(question, context.knowledge) or "list" in question.cues
    return not question.asked or not listed


_NOT_ASKED_FOR = (
    _is_no_percentage,
    _is_no_size,
    _is_of_the_other_sort,
    _is_denied,
    _is_no_gap,
    _is_of_another_sort_than_before,
)
