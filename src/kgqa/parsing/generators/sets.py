"""Several values that a question names: their sum, the largest of them, or each of them."""

from __future__ import annotations

import re

from kgqa.linking.facts import Fact
from kgqa.linking.lexicon import fold
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import BROAD, classes_named
from kgqa.parsing.context import Context
from kgqa.parsing.distribution import distributed
from kgqa.parsing.named import NamedSet, named_set
from kgqa.parsing.naming import AS_ASKED, named_degree
from kgqa.parsing.observations import all_observed
from kgqa.parsing.pairing import values_told
from kgqa.parsing.parts import HOW_MUCH, meanings
from kgqa.parsing.question import COMPARATIVE, HOW_FAR, Question
from kgqa.parsing.readings import UNLIKE_UNITS, Reading
from kgqa.query.forms import Each, Extreme, Form, Lookup, Total

_ROW = re.compile(r"\w、\w")  # names in a row
_SUPERLATIVE = frozenset({"max", "min", "rank"})
_PLACES = ((2, "second"), (3, "third"))
_WHICH = frozenset({"entity", "place"})
_COMBINED = frozenset({"difference", "greater", "less"})
_CHANGES = frozenset({"growth", "decline"})
_COMPUTED = frozenset({"difference", "compare", "ratio", "mean", "share"})


def sets(context: Context) -> list[Reading]:
    """Readings over the set of values that a question names, if it names two or more."""
    question = context.question
    if question.asked & {"truth", "reason"} or question.named_unit:
        return []
    if placed := _of_a_place(context):
        return [placed]
    if "headline" in question.cues:
        return []
    spread = distributed(context)
    if spread:
        score = min(t.BOTH, spread.score * t.SUM_LIFT)
        return [Reading(Each(all_observed(spread.facts)), score, spread.facts, (), "sets")]
    found = named_set(context)
    told = values_told(context)
    if told and _asks_of_them(context):
        form = Extreme(all_observed(told), descends(question), question.limit or 1, asks_gap(question), False)
        return [Reading(form, t.WHOLE, told, (), "sets")]
    if found is None or ("mean" in question.cues and not asks_extreme(question)):
        return []  # how many there are on average is none of the values
    if found.unlike:
        return _unlike(question, found)
    if all_told := _added_to_earlier(context, found):
        return [Reading(Total(all_observed(all_told)), t.WHOLE, all_told, (), "sets")]
    forms = _forms(question, found)
    if (one_sort := _of_one_sort(context, found)) and any(isinstance(form, Total) for form in forms):
        return [Reading(Total(all_observed(one_sort)), min(t.BOTH, found.score), one_sort, (), "sets")]
    return [
        Reading(form, min(t.BOTH, found.score * t.SUM_LIFT), found.distinct, (), "sets")
        for form in forms
        if not isinstance(form, Total) or not _adds_another(context, found)
    ]


def _added_to_earlier(context: Context, found: NamedSet) -> tuple[Fact, ...]:
    """The earlier value with those that a follow-up adds to it: 再加上甲和乙，一共多少."""
    earlier, known = context.earlier, context.knowledge
    opens = next((c for c in context.question.clauses if c.names_something), None)
    if earlier is None or opens is None or not opens.opens_with("addition") or earlier in found.distinct:
        return ()
    alike = all(known.unit_kind(f) == known.unit_kind(earlier) for f in found.distinct)
    summed = alike and found.complete and found.adds_up and bool(earlier.one("value"))
    return (earlier, *found.distinct) if summed and len(found.sides) > 1 else ()


def _of_a_place(context: Context) -> Reading | None:
    """The second or third of a row that the question names: of A, B and C, which was the second lowest."""
    cues, found = context.question.cues, named_set(context)
    place = next((n for n, cue in _PLACES if cue in cues), 0)
    if not place or found is None or found.unlike or not (found.complete and found.in_a_row):
        return None
    if len(found.distinct) <= place or "entity" not in context.question.asked:
        return None
    form = Extreme(all_observed(found.distinct), "fromBelow" not in cues, place=place)
    return Reading(form, t.BOTH, found.distinct, (), "sets")


def _asks_of_them(context: Context) -> bool:
    """Whether it is asked which of the values told before is the largest: 这两个里头哪个降得更多."""
    return asks_extreme(context.question) and bool(context.question.asked & _WHICH)


def _adds_another(context: Context, found: NamedSet) -> bool:
    """Whether a sort of thing (公园) is to be added up that no member is called, but like it (产业园)."""
    sorts = [w.mention for w in context.required if _is_sort(context, w)]
    sorts = [m for m in sorts if not all(_is_of_its_place(context, f, m) for f in found.facts)]
    return any(
        all(named_degree(fact, sort) != AS_ASKED and not _states(context, fact, sort) for fact in found.facts)
        for sort in sorts
    )


def _of_one_sort(context: Context, found: NamedSet) -> tuple[Fact, ...]:
    """Values of one sort for all the years, where the set is of two and one is named as well for each year.

    2023年新建和2024年计划新建的道路: new ones of both years, and no others of the second.
    """
    told = {f.year: f for f in found.distinct}
    if len(context.scope.years) <= 1 or len(told) != len(found.distinct):
        return ()
    for own in found.distinct:
        like = {
            m.fact.year: m.fact
            for m in context.matches
            if m.fact.year in told
            and m.naming >= context.naming_of(told[m.fact.year])
            and _is_of_sort(context, own, m.fact)
        } | {own.year: own}
        if like.keys() == told.keys() and like != told:
            return tuple(like[year] for year in told)
    return ()


def _is_of_sort(context: Context, one: Fact, other: Fact) -> bool:
    """Whether two values are of one indicator of one subject, or of two that may be compared."""
    same = all(one.one(name) == other.one(name) for name in ("indicator", "about"))
    return same or context.knowledge.are_comparable(one, other)


def _is_of_its_place(context: Context, fact: Fact, mention: Mention) -> bool:
    """Whether a word is part of the name of the place that a value is of: the new town it stands in."""
    labels = context.knowledge.facts.labels.get(fact.one("about"))
    if labels is None:
        return False
    words = (mention.form, *mention.alternatives)
    return any(w in form for w in words if not w.isascii() for form in labels.forms)


def _is_sort(context: Context, word: Weighed) -> bool:
    """Whether a word names a sort of thing, and not all that is counted together: how many sites, 工程."""
    classes = word.mention.meanings("ClassWord")
    counted = word.mention is context.question.counted
    return bool(classes - BROAD) and bool(word.covered) and not counted


def _states(context: Context, fact: Fact, mention: Mention) -> bool:
    """Whether the sentence of a fact has the word itself."""
    return mention.form in fold(context.knowledge.facts.quotes[fact.span][0])


def _unlike(question: Question, found: NamedSet) -> list[Reading]:
    """Values of unlike units can each be told, but not be added or compared."""
    members = all_observed(found.distinct)
    if "each" in question.cues and wants_number(question):
        return [Reading(Each(members), min(t.BOTH, found.score * t.SUM_LIFT), found.distinct, (), "sets")]
    if "sum" in question.cues or question.cues & _COMBINED:
        return [Reading(Lookup(members), min(t.BOTH, found.score), found.distinct, (), UNLIKE_UNITS)]
    return []


def _forms(question: Question, found: NamedSet) -> list[Form]:
    """What may be asked of the set: the first of it, its sum, each of it."""
    members = all_observed(found.distinct)
    if asks_extreme(question):
        every = "each" in question.cues and question.limit is None
        return [Extreme(members, descends(question), question.limit or 1, asks_gap(question), every)]
    if not (wants_number(question) or _asks_what(question)) or not found.complete or not found.in_a_row:
        return []
    if "each" in question.cues and "mean" not in question.cues and not _only_says_each(question):
        return [Each(members)]
    computed = _COMPUTED
    if found.of_one_whole:  # 加起来占百分之几 asks for no ratio of shares
        computed -= {"share", "ratio"} if "sum" in question.cues else {"share"}
    if question.cues & computed or (question.cues & COMPARATIVE and not _exceeds_together(question)):
        return []
    if question.cues & {"sum", "total"} or counts_either(question):
        return [Total(members)] if found.adds_up else []
    row = "coordination" in question.cues or _ROW.search(question.matter) or _asks_again(question)
    return [Each(members)] if row else []


def _only_says_each(question: Question) -> bool:
    """Whether it is only told that each has a number, and the sum is asked for: 各有一个数，加起来多少."""
    numbered = [bool(HOW_MUCH.search(c.text)) for c in question.clauses]
    said = [meanings((c,), "Cue") for c in question.clauses]
    apart = all(not asks for asks, cues in zip(numbered, said, strict=True) if "each" in cues)
    return apart and any(asks and "sum" in cues for asks, cues in zip(numbered, said, strict=True))


def counts_either(question: Question) -> bool:
    """Whether it is asked how many there are of the one sort or the other: roads continued or newly built."""
    cues = question.cues
    counts = "number" in question.asked and (question.counted is not None or bool(question.unit))
    chooses = cues & (_CHANGES | COMPARATIVE) or _asks_again(question)  # 任务量是增了还是减了
    return counts and "alternative" in cues and not chooses


def _asks_again(question: Question) -> bool:
    """Whether a number is asked for once more: 去年多少人次，今年多少人次, how many and how many."""
    return sum(len(HOW_MUCH.findall(c.text)) for c in question.clauses if c.asks) > 1


def _asks_what(question: Question) -> bool:
    """Whether values are asked for without a word for how much: A和B, give me A and B, what were A and B?"""
    if not question.asked:
        return True
    plain = question.asked == {"entity"} and ("list" not in question.cues or "each" in question.cues)
    return question.language == "en" and plain and not classes_named(question)


def asks_extreme(question: Question) -> bool:
    """Whether the question asks which of several is the largest or smallest."""
    if question.cues & _SUPERLATIVE or question.limit:
        return True
    return bool(question.cues & COMPARATIVE and question.asked & _WHICH) and not _exceeds_together(question)


def _exceeds_together(question: Question) -> bool:
    """Whether a word for more only bounds a sum: what will both years together exceed?"""
    return {"sum", "moreThan"} <= question.cues and "difference" not in question.cues


def asks_gap(question: Question) -> bool:
    """Whether the question asks as well how far apart they are (少几个百分点), not what each of them is."""
    if "each" in question.cues:
        return False
    return "difference" in question.cues or any(
        m.meanings("Cue") & COMPARATIVE and HOW_FAR.search(c.text, m.end)
        for c in question.clauses
        for m in c.mentions
    )


def descends(question: Question) -> bool:
    """Whether the largest comes first."""
    if question.cues & {"max", "min"}:
        return "max" in question.cues
    return not question.cues & {"less", "lower"}


def wants_number(question: Question) -> bool:
    """Whether a number is asked for: how much, or that things be added."""
    return "number" in question.asked or bool(question.cues & {"count", "sum"})
