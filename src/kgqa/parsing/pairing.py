"""The two observations that a question names apart, and the form that two values are put into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from kgqa.linking.facts import SENTENCE, Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CLASS, LABEL, SYNONYM, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import BROAD, INDICATOR, whole_before
from kgqa.parsing.context import Context
from kgqa.parsing.fits import fit, is_of_unasked_part
from kgqa.parsing.named import named_set
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree
from kgqa.parsing.observations import observations, with_value
from kgqa.parsing.question import HOW_MANY, Question
from kgqa.query.forms import Comparison, Difference, Observed, Ratio, Total
from kgqa.text.numerals import ENGLISH_CARDINALS, chinese_number

COUNTED = frozenset({"count", "person", "person-time", ""})
_TWO = 2
# How many of the values told before are added up.
_ADDED_UP = re.compile(
    r"(?P<zh>[两二三四五六七八九])[个项样者种类处]"
    r"|\b(?:all|the|these|those) (?P<en>two|three|four|five|six)\b"
    r"|(?P<all>全部|全都|统统|都加|\ball\b)"
)
_ADD_TO_IT = re.compile(r"\badd\b[^,.;?]* to (?:that|it|this|them|those)\b")
_STANDING = frozenset({"atEnd", "cumulative"})  # bases of what there is, and not of what came
_NUMBER_OF = "数"  # at the end of a name of what is counted
_COMPUTING = frozenset(
    {"difference", "compare", "greater", "less", "mean", "sum", "max", "min", "rank", "share"}
)
_ABOVE = frozenset({"greater", "higher", "moreThan"})
_SET_APART = frozenset({"difference", "compare", "greater", "less", "higher", "lower"})
_CHANGED = frozenset({"growth", "decline"})
_WAYS = frozenset({"higher", "lower", *_CHANGED})
_NO_SHARE = frozenset(
    {"growth", "decline", "compare", "difference", "greater", "less", "higher", "lower", "max", "min", "rank"}
)


def named_pair(context: Context) -> tuple[float, Match, Match] | None:
    """The two observations that the question names apart, in its order, with the score of the pair."""
    named = [m for _, m in with_value(observations(context)) if m.naming >= t.LEAST_NAMED]
    named = [m for m in named if context.is_on_topic(m) and not is_of_unasked_part(context, m.fact)]
    ranked = (_of_sort_asked(context, named) or named)[: t.MOST_PAIRED]
    best: tuple[float, Match, Match] | None = None
    for left, right in combinations(ranked, 2):
        sides = left.fact, right.fact
        if _of_one_year(context, *sides) and _of_one_place(context, *sides) and _apart(context, *sides):
            score = pair_score(context, left, right)
            if best is None or score > best[0] + t.SAME:
                best = (score, left, right)
    if best is None:
        return None
    score, left, right = best
    in_order = _asked_position(context, left, right) <= _asked_position(context, right, left)
    if in_order != any(whole_before(clause) for clause in context.question.clauses):
        return score, left, right
    return score, right, left


def both_in_keywords(context: Context) -> tuple[Fact, Fact] | None:
    """Two values of one sentence that keywords name apart, and ask for together: 安置房 地块数 面积."""
    question = context.question
    told = question.numbers or question.told_numbers or question.language != "zh"
    if told or question.asked or question.cues & _COMPUTING or context.followed:
        return None
    words = [m for m in question.asking if m.kinds & {LABEL, SYNONYM} and len(m.text) > 1]
    named = [m.fact for _, m in with_value(observations(context)) if m.naming >= 1.0]
    found = [
        (left, right)
        for left, right in combinations(named, 2)
        if left.tiers[SENTENCE] == right.tiers[SENTENCE]
        and (left.year, left.one("about")) == (right.year, right.one("about"))
        and context.knowledge.unit_kind(left) != context.knowledge.unit_kind(right)
        and all(is_named(left, m) or is_named(right, m) for m in words)
        and _has_its_own(left, right, words)
        and _has_its_own(right, left, words)
    ]
    return found[0] if len(found) == 1 else None


def _has_its_own(fact: Fact, other: Fact, words: Sequence[Mention]) -> bool:
    """Whether the name of a value ends with a word as it is asked, which the name of another has not."""
    ends = tuple(name.removesuffix(_NUMBER_OF) for name in fact.names)
    return any(
        named_degree(fact, m) == AS_ASKED > named_degree(other, m)
        and any(name.endswith(m.form.removesuffix(_NUMBER_OF)) for name in ends)
        for m in words
    )


def set_beside(context: Context) -> Fact | None:
    """The value that a follow-up sets beside the earlier one: of its indicator, or the one it names.

    None when the question names two values or two years itself.
    """
    earlier, known = context.earlier, context.knowledge
    if earlier is None or not earlier.one("value") or len(context.question.years) > 1:
        return None
    found = named_set(context)
    if found and found.complete and found.score >= t.ACCEPT:
        return None
    if context.scope.only_year != earlier.year:
        for fact in known.facts.facts:
            same = all(fact.one(key) == earlier.one(key) for key in ("indicator", "about", "unit"))
            dated = context.scope.years and fact.year != earlier.year and context.scope.admits(fact)
            if same and fact.one("value") and dated:
                return fact
    for score, match in with_value(observations(context)):
        like = known.unit_kind(match.fact) == known.unit_kind(earlier)
        if score >= t.ACCEPT and match.naming >= t.LEAST_NAMED and like and match.fact.iri != earlier.iri:
            return match.fact
    return None


def both_earlier(context: Context) -> tuple[Fact, Fact] | None:
    """The values of the last two answers, when a follow-up names none itself: 两个差多少, both together."""
    question, known, earlier = context.question, context.knowledge, context.earlier
    before = next((f for f in context.carried.before if f.one("value")), None) if context.carried else None
    if before is None or earlier is None or not earlier.one("value") or before.iri == earlier.iri:
        return None
    own = {id(m) for m in question.asking}
    indices = [known.index[f.iri] for f in (before, earlier)]
    words = [w for w in context.required if w.covered and id(w.mention) in own]
    if question.years or question.relative:
        return None
    if any(w.mention.kinds & {LABEL, CLASS} for w in words):
        return None
    if any(is_named(before, w.mention) != is_named(earlier, w.mention) for w in words):
        return None
    if not all(w.covered.get(i, 0.0) >= t.COVERED for w in words for i in indices):
        return None  # 哪个降得多 is said of both
    if words and any(
        _is_another(m, (before, earlier), [w.mention for w in words]) for m in context.matches[:1]
    ):
        return None  # and shelters, which stand in the sentence of both
    kinds = {known.unit_kind(f) for f in (before, earlier)}
    asked = {known.unit_kinds.get(question.unit, "")} if question.unit else set(question.quantity_kinds)
    alike = len(kinds) == 1 or kinds <= COUNTED
    return (before, earlier) if alike and (not asked or asked & kinds or kinds <= COUNTED) else None


def adds_to_it(question: Question) -> bool:
    """Whether an English follow-up has something added to what was told: add the other share to that."""
    return bool(_ADD_TO_IT.search(question.text))


def _is_another(match: Match, told: Sequence[Fact], words: Sequence[Mention]) -> bool:
    """Whether a follow-up's words name a value that is none of those told before, and none of these."""
    if match.fact in told or not match.fact.one("value"):
        return False
    return all(is_named(match.fact, m) and not any(is_named(f, m) for f in told) for m in words)


def run_told(context: Context) -> tuple[Fact, ...]:
    """The values of the answers before that a follow-up adds up: 三个加起来, add them all up.

    Those of the last two answers where it says no number; all that were told in a row where it says all.
    """
    both, run = both_earlier(context), context.carried.run if context.carried else ()
    said = _ADDED_UP.search(context.question.text)
    if both is None or len(run) <= _TWO or not said:
        return both or ()
    most = len(run) if said["all"] else _counted(said)
    added = run[-most:]
    kinds = {context.knowledge.unit_kind(f) for f in added}
    alike = len({(f.section, f.year, f.kind) for f in added}) == 1 and (len(kinds) == 1 or kinds <= COUNTED)
    return added if alike and most == len(added) == len({f.iri for f in added}) else ()


def _counted(said: re.Match[str]) -> int:
    """How many values a follow-up says that it adds up."""
    return int(chinese_number(said["zh"]) or 0) if said["zh"] else ENGLISH_CARDINALS.index(said["en"]) + 1


def values_told(context: Context) -> tuple[Fact, ...]:
    """The values that the answer before gave, two at least and alike, when a follow-up names nothing else."""
    question, known = context.question, context.knowledge
    facts = context.carried.facts if context.carried else ()
    if all(f.category == "Observation" for f in facts):  # but targets that are told in words
        facts = tuple(f for f in facts if f.one("value"))
    if len(facts) < _TWO or question.years or question.relative or question.told_numbers:
        return ()
    alike = len({(known.unit_kind(f), known.measure(f), known.goes(f)) for f in facts}) == 1
    alike = alike and (len({f.year for f in facts}) == 1 or _are_of_one_sort(context, facts))
    own = {id(m) for m in question.asking}
    words = [w.mention for w in context.required if w.covered and id(w.mention) in own]
    words = [m for m in words if INDICATOR not in m.meanings("ClassWord")]
    said = all(any(is_named(fact, m) for fact in facts) for m in words)
    return facts if alike and said and all(f.one("value") for f in facts) else ()


def _are_of_one_sort(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether values of several years are of one indicator, or of those that may be compared."""
    first, *others = facts
    return all(
        f.one("about") == first.one("about")
        and (f.one("indicator") == first.one("indicator") or context.knowledge.are_comparable(first, f))
        for f in others
    )


def stocks_and_increases(context: Context) -> Iterator[tuple[Fact, Fact]]:
    """What there is of a thing, with what came or is to come of it in a year, as their names say."""
    additions = context.knowledge.additions
    stated = [m.fact for m in context.matches if m.fact.category == "Observation" and m.fact.one("value")]
    for stock in stated:
        names = {f"{word}{name}" for word in additions for name in stock.names}
        for more in stated if stock.basis in _STANDING else ():
            alike = all(more.one(key) == stock.one(key) for key in ("about", "unit"))
            if more.basis == "inPeriod" and alike and not names.isdisjoint(more.names):
                yield stock, more


def pair_form(
    question: Question, left: Observed | Total, right: Observed | Total
) -> Comparison | Ratio | Difference:
    """The form that two values are put into: a truth value, a share, or a difference."""
    cues = question.cues
    if "truth" in question.asked:
        if "alternative" in cues and cues & {"higher", "greater"} and cues & {"lower", "less"}:
            return Difference(left, right, "each" in cues)  # 是高还是低 asks which way, and not whether
        if question.multiple:
            relation, number = question.multiple
            return Comparison(left, right, relation, f"{number}")
        return Comparison(left, right, _relation(cues))
    level = cues & _WAYS and "each" in cues  # 相比孰高，各为多少 asks for no part
    level = level or _asks_how_they_compare(question)
    if asks_share(question) and not (level or cues & {"difference", "greater", "less"}):
        return Ratio(left, right, "times" in cues)
    each = "each" in cues or {"higher", "lower"} <= cues  # 比它多还是少
    each = each or not question.asked or _only_compares(question) or _asks_which_only(question)
    return Difference(left, right, (each and "difference" not in cues) or _asks_each_apart(question))


def _only_compares(question: Question) -> bool:
    """Whether a sentence tells to compare two values, and asks for nothing more.

    Compare the number of …; in keywords, 新增数量2023实际与2024目标对比.
    """
    if not question.asked and _ends_by_comparing(question):
        return True
    if question.unit or question.original.rstrip().endswith(("?", "？")):
        return False
    first = next((m for c in question.clauses if c.asks for m in c.mentions if m.meanings("Cue")), None)
    opens = first is not None and "compare" in first.meanings("Cue")
    return opens and "ratio" not in question.cues and not HOW_MANY.search(question.text)


def _asks_which_only(question: Question) -> bool:
    """Whether it is only asked which of two values is the higher one, and not by how much: 谁高."""
    which = bool(question.asked) and question.asked <= {"entity", "person"}
    return which and not HOW_MANY.search(question.text)


def _asks_each_apart(question: Question) -> bool:
    """Whether each value is asked for in a clause of its own: 去年多少、今年定了多少，是加码还是下调了."""
    asking = [c for c in question.clauses if c.asks and HOW_MANY.search(c.text)]
    apart = any(m.meanings("Cue") & _SET_APART for c in asking for m in c.mentions)
    return len(asking) == _TWO and not apart


def _asks_how_they_compare(question: Question) -> bool:
    """Whether it is asked how one value is beside another (相比如何), and for no part of it."""
    ratios = [m for m in question.mentions if "ratio" in m.meanings("Cue")]
    return question.asked == {"manner"} and all("compare" in m.meanings("Cue") for m in ratios)


def _ends_by_comparing(question: Question) -> bool:
    """Whether the last word is one for comparing, and no question word asks how much."""
    last = question.clauses[-1].mentions[-1:]
    compares = any("compare" in m.meanings("Cue") and "ratio" not in m.meanings("Cue") for m in last)
    return compares and not HOW_MANY.search(question.text) and "ratio" not in question.cues


def _relation(cues: frozenset[str]) -> str:
    """The relation that a question asks about; what only reaches another value need not be above it."""
    if "equal" in cues:
        return "="
    short_of = cues >= {"difference", "target"}  # 离目标还差吗
    if cues & {"less", "lower", "lessThan"} or (short_of and not cues & _ABOVE):
        return "<"
    return ">=" if "reach" in cues and not cues & _ABOVE else ">"


def asks_share(question: Question) -> bool:
    """Whether a value is asked for as a part of another one: 占全区的比重, 百分之几.

    How many per cent something grew, or is above another, asks for no part of it.
    """
    told = "share" in question.cues or "share" in question.quantity_kinds
    if question.unit and question.cues & _CHANGED and "compare" in question.cues:
        return told and "ratio" in question.cues  # 与去年相比，增加还是减少，变化多少亩
    return "ratio" in question.cues or (told and not question.cues & _NO_SHARE)


def _of_one_year(context: Context, left: Fact, right: Fact) -> bool:
    return left.year == right.year or len(context.scope.years) > 1


def _of_one_place(context: Context, left: Fact, right: Fact) -> bool:
    """Whether two values are of one place or holder, or of those that the question names."""
    one, other = left.one("about"), right.one("about")
    whole = context.knowledge.district
    return one == other or all(about == whole or context.names(about) for about in (one, other))


def _of_sort_asked(context: Context, named: Sequence[Match]) -> list[Match]:
    """The values of the sorts of thing that the question names, two at least: roads, and no schools."""
    sorts = [w.mention for w in context.required if w.mention.meanings("ClassWord") - BROAD and w.covered]
    own = [m for m in named if any(named_degree(m.fact, sort) for sort in sorts)]
    return own if len(own) > 1 else []


def pair_score(context: Context, left: Match, right: Match) -> float:
    """How much of the question and of their names both say together, as far as they fit."""
    return pair_coverage(context, left, right) * min(fit(context, left.fact), fit(context, right.fact))


def pair_coverage(context: Context, left: Match, right: Match) -> float:
    """How much of the question both cover together and how much of their names it says."""
    degrees = [
        (w, max(w.covered.get(left.index, 0.0), w.covered.get(right.index, 0.0))) for w in context.weighed
    ]
    beside = sum(w.weight * d for w, d in degrees if w.aside)
    union = sum(w.weight * d for w, d in degrees) / (context.total + beside)
    return t.PAIR_COVERAGE * union + t.PAIR_NAMING * (left.naming + right.naming) / 2


def _apart(context: Context, left: Fact, right: Fact) -> bool:
    """Whether the question names each of two facts by a word that the other's name lacks."""
    said = [w.mention for w in context.weighed if (w.required or w.aside) and w.weight > t.TELLING]
    degrees = [(named_degree(left, m), named_degree(right, m)) for m in said]
    return any(a > b for a, b in degrees) and any(b > a for a, b in degrees)


def _asked_position(context: Context, match: Match, other: Match) -> int:
    """Where the question first names a fact by a word that the other fact's name lacks."""
    own = (
        w.mention.start
        for w in context.weighed
        if named_degree(match.fact, w.mention) > named_degree(other.fact, w.mention)
    )
    return min(own, default=0)
