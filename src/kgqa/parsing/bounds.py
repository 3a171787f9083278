"""Refusals: what is out of bounds, what takes a wrong thing for granted, what no reading answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.mentions import CUE, FUNCTION, LABEL, STATUS, SYNONYM, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import asks_for_indicators, relation_to_results
from kgqa.parsing.context import Context
from kgqa.parsing.kinds import CHANGE, OF_LEVELS, OF_SEVERAL_YEARS, PHYSICAL
from kgqa.parsing.naming import is_named, states
from kgqa.parsing.nearnames import could_be_a_name, may_be_a_name, unknown_name
from kgqa.parsing.observations import observations
from kgqa.parsing.ordinals import of_row, place_in_row
from kgqa.parsing.premises import (
    absent,
    contradicting,
    denied,
    direction,
    gone_the_other_way,
    misstated,
    only_sought,
    reached_already,
    set_back,
    set_the_other_way,
)
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Reading, Refusal

_COMPUTED = frozenset({"difference", "compare", "greater", "sum", "addition", "moreThan", "lessThan"})
_WITH_ANOTHER = frozenset({"sum", "addition", "difference"})
_TWO = 2  # values of a change
_OF_CHANGE = frozenset({"raised", "lowered", "higher", "lower", "negation"})


def out_of_bounds(context: Context) -> Refusal | None:
    """The first reason not to look for an answer, if there is one."""
    return next((refusal for check in _CHECKS if (refusal := check(context))), None)


def unanswered(context: Context) -> Refusal:
    """Why a question that is within bounds has no answer."""
    foreign = tuple(w.mention for w in context.weighed if w.foreign)
    words = tuple(m.text for m in foreign)
    if (shown := denied(context)) is not None:
        return Refusal("false_premise", shown)
    if (unlike := _unlike(context)) is not None:
        return Refusal("incompatible_units", unlike)
    if "opinion" in context.question.cues:
        return Refusal("out_of_scope", context.near, words)
    if asks_unmodelled(context):
        return Refusal("not_modelled", context.near, words)
    if name := may_be_a_name(context):
        return Refusal("unknown_name", (), (name,))
    if max((m.worded for m in context.matches), default=0.0) < t.LEAST_TOUCHED and not context.followed:
        told = _has_a_word_of_reports(context) and context.scope.years and not of_a_known_thing(context)
        reason = "not_modelled" if told else "out_of_scope"
        return Refusal(reason, (), words)
    if foreign:
        return Refusal(_foreign_reason(context, foreign), context.near, words)
    if "perCapita" in context.question.cues:
        return Refusal("not_modelled", context.near)
    return Refusal("not_stated" if context.matches else "not_understood", context.near)


def asks_unmodelled(context: Context) -> bool:
    """Whether an indicator of such reports is asked for of which this one never speaks, of no single thing.

    What the report does not say of a museum that it names is not stated: the number of its visitors.
    """
    pattern, question = context.knowledge.not_modelled, context.question
    meant = (m.form for m in question.mentions if m.form != m.text)  # as it is spelt rightly
    named = any(pattern.search(words) for words in (question.text, *meant))
    return named and not of_a_known_thing(context)


def of_a_known_thing(context: Context) -> bool:
    """Whether something is asked of a thing that the report names and that is no place."""
    known = context.knowledge
    places = {thing for form in known.facts.proper if (thing := known.place_named(form))}
    if context.named_things - places:
        return True
    numbers = [n for n in (*context.question.numbers, *context.question.told_numbers) if n.value > t.MANY]
    values = (m.fact for m in context.matches[: t.MOST_DENIED] if m.fact.one("value"))
    return any(Decimal(f.one("baseValue")) == n.base for f in values for n in numbers)  # the 6,300 homes


def why_not(question: Question, reading: Reading) -> str:
    """The reason for which a reading is no answer, though it is what is meant; empty when it is one."""
    return reading.refuses or ("false_premise" if _goes_the_other_way(question.cues, reading) else "")


def _goes_the_other_way(cues: frozenset[str], reading: Reading) -> bool:
    """Whether a question has a value raised (上调) that went down from one year to the next, or lowered."""
    wanted = {"raised", "lowered"} & cues
    dated = sorted((f for f in reading.facts if f.year and f.one("baseValue")), key=lambda f: f.year or 0)
    if len(wanted) != 1 or len(dated) != _TWO or dated[0].year == dated[1].year:
        return False
    earlier, later = (Decimal(f.one("baseValue")) for f in dated)
    return later < earlier if "raised" in wanted else later > earlier


def _foreign_reason(context: Context, foreign: Sequence[Mention]) -> str:
    if all(_is_unit(context, m) for m in foreign):
        return "not_stated"
    if any(_is_name_like(context, m) for m in foreign):
        return "unknown_name"  # English names are told by their capitals
    if asks_unmodelled(context):
        return "not_modelled"
    if of_a_known_thing(context) or context.earlier is not None:
        return "not_stated"
    known = any(w.covered and LABEL in w.mention.kinds for w in context.weighed)
    return "not_modelled" if known else "out_of_scope"


def _unlike(context: Context) -> tuple[Fact, ...] | None:
    """Values that a question names in full and wants in another kind of unit, or set against each other."""
    known, question = context.knowledge, context.question
    named = [
        m.fact
        for m in context.matches
        if m.naming >= t.NAMED_IN_FULL and m.fact.one("value") and context.scope.admits(m.fact)
    ]
    kinds = {known.unit_kind(fact) for fact in named}
    kinds_asked = question.quantity_kinds - {"money"}  # what an area cost is not its size in yuan
    unit_kind = known.unit_kinds.get(question.unit, "")
    asked = (frozenset({unit_kind}) if unit_kind else kinds_asked) & PHYSICAL  # 面积 only names the value
    changes = any(known.measure(fact) == "growth" for fact in named)  # of a quantity that is not stated
    if asked and named and kinds <= PHYSICAL | {"share"} and not kinds & asked and not changes:
        return tuple(named[: t.MOST_NEAR])
    if question.cues & _COMPUTED and len(named) > 1:
        for one, other in pairwise(_apart(context, named)):
            if known.unit_kind(one) != known.unit_kind(other):
                return one, other
    return None


def _unlike_the_earlier(context: Context) -> Refusal | None:
    """A value that is to be added to the one told before, or taken from it, and is of another kind."""
    known, earlier = context.knowledge, context.earlier
    if earlier is None or not earlier.one("unit"):
        return None
    named = [m.fact for m in context.matches if m.naming >= t.NAMED and m.fact.one("unit")]
    others = [fact for fact in named if context.scope.admits(fact)] or named
    unlike = others and all(known.unit_kind(fact) != known.unit_kind(earlier) for fact in others)
    if not unlike or not _goes_on_computing(context, others):
        return None
    return Refusal("incompatible_units", (earlier, others[0]))


def _goes_on_computing(context: Context, others: Sequence[Fact]) -> bool:
    """Whether the value told before is one of two: 再加上…, 把这笔钱和…加起来; 一共 alone only asks."""
    cues = context.question.cues
    if "addition" in cues:
        return True
    mentions = (m for m in context.question.mentions if FUNCTION not in m.kinds)
    computed = any(m.meanings("Cue") & _WITH_ANOTHER for m in mentions)
    joined = any(
        "coordination" in m.meanings("Cue") for c in context.question.clauses for m in c.mentions[1:]
    )  # and at the beginning only goes on
    words = (w.mention for w in context.required)
    named = {next((f.iri for f in others if is_named(f, word)), "") for word in words} - {""}
    return computed and joined and len(named) == 1


def _apart(context: Context, facts: Sequence[Fact]) -> list[Fact]:
    """The first fact that is named by each word of the question, in its order: 新增学位 and 营业收入."""
    words = [w.mention for w in context.weighed if LABEL in w.mention.kinds]
    found = (next((f for f in facts if is_named(f, word)), None) for word in words)
    return list({f.iri: f for f in found if f is not None}.values())


def _is_name_like(context: Context, mention: Mention) -> bool:
    """Whether an unknown Chinese word is longer than most words, and not made of common ones."""
    if mention.kinds != {UNKNOWN} or mention.text.isascii() or len(mention.text) <= t.NAME_LIKE:
        return False
    texts = (c.text for c in context.question.clauses if mention in c.mentions)
    text = next(texts, mention.text)
    start, end = (mention.start, mention.end) if text != mention.text else (0, len(text))
    return could_be_a_name(text, start, end, end, context.knowledge)


def _is_unit(context: Context, mention: Mention) -> bool:
    return any(mention.text.endswith(unit) for unit in context.knowledge.unit_kinds if unit)


# ---------- checks, in order ----------


def _unknown_beside_known(context: Context) -> Refusal | None:
    """A long unknown word right before a thing that is known makes another thing of it: 豫瑞达新材料."""
    known = (w.mention for w in context.required if w.covered and STATUS not in w.mention.kinds)
    things = [m for m in known if not _is_unit(context, m)]
    for clause in context.question.telling:
        for own in (m for m in clause.mentions if m.kinds == {UNKNOWN} and not m.text.isascii()):
            if context.knowledge.facts.holding(own.text):
                continue
            for beside in things:
                name = clause.text[own.start : beside.start]
                touches = beside in clause.mentions and len(own.text) <= len(name) <= len(own.text) + 1
                touches = touches and could_be_a_name(
                    clause.text, own.start, beside.start, beside.end, context.knowledge
                )
                own_place = beside.form in context.knowledge.district_forms
                if touches and len(name) > t.NAME_LIKE and len(beside.text) > 1 and not own_place:
                    return Refusal(_foreign_reason(context, (own,)), context.near, (name,))
    return None


def _nonsense(context: Context) -> Refusal | None:
    """A text of sounds: hardly any of its characters belong to a common word, and nothing in it is known."""
    known, text = context.knowledge, context.question.text
    twice = {found[1] for found in _AGAIN.finditer(text)}
    sure = (w.mention.text for w in context.weighed if w.required and w.covered)
    said = sum(len(word) for word in sure if word not in twice)
    if context.followed or not known.tells_words or said > t.MOST_SAID * len(text):
        return None
    if said and context.question.asked:
        return None
    if text.isascii():
        mentions = [w.mention for w in context.weighed]
        strange = [m for m in mentions if m.kinds == {UNKNOWN} or m.text != m.form]
        if len(strange) < max(t.STRANGE_WORDS, t.MOST_STRANGE * len(mentions)):
            return None
    if asks_unmodelled(context) or _has_a_word_of_reports(context):
        return None
    return Refusal("not_understood") if _worded(context) < t.LEAST_WORDED else None


def _has_a_word_of_reports(context: Context) -> bool:
    """Whether a word is known, as it is written and said once, that this report does not have: CPI."""
    twice = {found[1] for found in _AGAIN.finditer(context.question.text)}
    words = (w.mention for w in context.weighed if w.foreign and SYNONYM in w.mention.kinds)
    return any(word.text == word.form and word.text not in twice for word in words)


_AGAIN = re.compile(r"([\u4e00-\u9fff]{2,})\1")  # as nobody says a noun: 道路道路


def _worded(context: Context) -> float:
    """The share of a text's letters that stand in common words; all of a short one's.

    A piece of a few letters is found in any sound (gr in grwth), and what is said twice only fills.
    """
    known, text = context.knowledge, context.question.text
    filling = {at for found in _AGAIN.finditer(text) for at in range(*found.span())}
    words = [w for w in known.common(text) if w[1] - w[0] >= t.WHOLE_PIECE or not text[w[0]].isascii()]
    rightly = {m.text for m in (w.mention for w in context.weighed if w.covered) if m.text == m.form}
    words += [
        found.span() for word in rightly if word.isascii() for found in re.finditer(re.escape(word), text)
    ]
    places = {at for at, char in enumerate(text) if char.isalpha()}
    worded = places.intersection({at for s, e in words for at in range(s, e)} - filling)
    return len(worded) / len(places) if len(places) >= t.LONG_TEXT else 1.0


_CODE = re.compile(r"[{}]|\?\w+\s+\?\w+|</?\w+>")  # of query languages and markup: nobody asks so


def _instruction(context: Context) -> Refusal | None:
    told = "instruction" in context.question.cues or _CODE.search(context.question.original)
    return Refusal("out_of_scope") if told else None


def _personal(context: Context) -> Refusal | None:
    """Personal data; what the report says of wages (报告对农民工工资怎么说) or an average wage is none."""
    cues = context.question.cues
    of_all = "mean" in cues and asks_unmodelled(context)
    personal = "personal" in cues and "source" not in cues and not of_all
    return Refusal("out_of_scope", context.near) if personal else None


def _place_in_no_row(context: Context) -> Refusal | None:
    """The second of what the answer before told, which told no row of so many: nothing else is meant."""
    place = place_in_row(context)
    return Refusal("not_stated") if place is not None and of_row(context, place) is None else None


def _per_capita(context: Context) -> Refusal | None:
    """A value by head that the report does not give is not made up from others."""
    if "perCapita" not in context.question.cues:
        return None
    given = (m.fact for m in context.matches if m.fact.category == "Observation")
    if any(is_named(fact, word) for fact in given for word in context.per_capita):
        return None
    return Refusal("not_modelled", context.near)


def _opinion(context: Context) -> Refusal | None:
    """What somebody thinks stands in no report; a number that the question takes for granted may be wrong."""
    if "opinion" not in context.question.cues:
        return None
    told: tuple[Fact, ...] = tuple(m.fact for s, m in observations(context)[:1] if s > t.ACCEPT)
    numbers = (*context.question.numbers, *context.question.told_numbers)
    wrong = told and numbers and not any(states(fact, n, CLAUSE + 1) for fact in told for n in numbers)
    other = misstated(context)
    return Refusal("false_premise" if wrong or other else "out_of_scope", told or other or ())


def _period(context: Context) -> Refusal | None:
    """A year that the report does not speak of: the only one, or one to compare with or to add to another.

    The growth over the year before (2023年比2022年增长多少) is a value of the later year.
    """
    if not context.beyond:
        return None
    if not set(context.knowledge.profile.years) & set(context.scope.years):
        return Refusal("outside_period", context.near)
    cues = context.question.cues
    if "reason" in context.question.asked and next(contradicting(context), None) is not None:
        return None  # why it fell from a year before, and it did not
    changed = (bool(cues & CHANGE) or _is_of_a_change(context)) and not cues & OF_LEVELS
    changed = changed and context.beyond <= {year - 1 for year in context.knowledge.profile.years}
    return Refusal("outside_period", context.near) if cues & OF_SEVERAL_YEARS and not changed else None


def _unmodelled(context: Context) -> Refusal | None:
    """A number of what such reports may give and this one never speaks of: no other number is meant."""
    pattern, question = context.knowledge.not_modelled, context.question
    if not asks_unmodelled(context):
        return None
    for clause in (c for c in question.clauses if c.asks):
        found = [m.span() for m in pattern.finditer(clause.text)]
        first = next((m for m in clause.mentions if m.content), None)
        opens = first is not None and any(start <= first.start < end for start, end in found)
        if found and ("number" in question.asked or (opens and question.asked <= {"entity"})):
            wrong = denied(context)  # what came of it since it opened, and it did not
            return Refusal("not_modelled", context.near) if wrong is None else Refusal("false_premise", wrong)
    return None


def _is_of_a_change(context: Context) -> bool:
    """Whether the value that is named in full is itself a change from the year before: PM10 decline."""
    known = context.knowledge
    named = (m for m in context.matches[:1] if max(m.naming, m.worded) >= t.NAMED_IN_FULL)
    return any(known.goes(m.fact) and m.fact.year in context.scope.years for m in named)


def _nothing_known(context: Context) -> Refusal | None:
    known = context.knowledge
    if context.followed or context.names_property or context.question.cues & {"opening", "closing"}:
        return None
    if context.titled.numbered:
        return None  # 第三项任务讲什么 names a part by its number alone
    places = known.district_forms
    told = (w for w in context.weighed if w.covered and w.mention.form not in places)
    if any(w.required or w.mention.kinds - {CUE, FUNCTION, UNKNOWN} for w in told):
        return None
    if relation_to_results(context.question) and asks_for_indicators(context.question):
        return None  # 今年目标不如去年实际的有哪几项 names no indicator and asks for all
    dated = bool(context.scope.years) or any(m.text in known.own_place for m in context.question.mentions)
    words = context.weighed if dated else context.required  # 就那个嘛，多少来着 says nothing at all
    unknown = tuple(w.mention.text for w in words if w.mention.kinds == {UNKNOWN})
    if any(w.foreign and w.mention.kinds != {UNKNOWN} for w in context.weighed):
        return Refusal("not_modelled", unknown=unknown)  # a word of such reports that this one does not have
    if asks_unmodelled(context):
        return Refusal("not_modelled", unknown=unknown)
    asks = context.question.asked and unknown
    return Refusal("out_of_scope" if asks else "not_understood", unknown=unknown)


def _how_it_came(context: Context) -> Refusal | None:
    """What is done about a failure of which the report tells nothing, or how what rose came to fall.

    某河没达标，咋处理; 占比咋又涨了; 达到317天，靠了哪些措施; 目标定为10%，依据是什么
    """
    asked, cues = context.question.asked, context.question.cues
    of_measures = asked == {"entity"} and "describe" in cues
    if not (asked & {"manner", "description"} or of_measures or "source" in cues) or "truth" in asked:
        return None
    shown = set_back(context) or gone_the_other_way(context) or misstated(context)
    if shown is None and any(n.unit for n in (*context.question.numbers, *context.question.told_numbers)):
        shown = absent(context)  # 发生了3起，如何处理: there was none
    return Refusal("false_premise", shown) if shown else None


def _part_of_a_whole(context: Context) -> Refusal | None:
    """A follow-up that asks for a part of people of which the earlier value does not speak: 其中女性呢."""
    words = [m for m in context.question.mentions if "part" in m.meanings("Premise")]
    if context.earlier is None or not words:
        return None
    spoken_of = (m.fact for m in context.matches[: t.MOST_DENIED])
    named = any(is_named(fact, w) for fact in spoken_of for w in words)
    return None if named else Refusal("not_stated", context.near)


_GRANTED = (only_sought, reached_already, absent, misstated, set_the_other_way)


def _reason(context: Context) -> Refusal | None:
    """The report gives no reasons; one asked for what it contradicts rests on a wrong premise."""
    if "reason" not in context.question.asked:
        return None
    told = next(contradicting(context), None)
    granted = _is_taken_for_granted(context) or any(check(context) is not None for check in _GRANTED)
    if told is None and not granted:
        return Refusal("not_stated", context.near)
    return Refusal("false_premise", (told,) if told else context.near)


def _is_taken_for_granted(context: Context) -> bool:
    """Whether a change, or a failure, is taken for granted of which the report says nothing."""
    cues, known = context.question.cues, context.knowledge
    setback = any(m.meanings("Premise") for m in context.question.mentions)
    wanted = direction(context.question)
    if not (setback or wanted or cues & _OF_CHANGE):
        return False
    near = [m.fact for m in context.matches[: t.MOST_DENIED] if m.score > t.LEAST_NEAR]
    agrees = any(wanted and known.goes(fact) == wanted for fact in near)
    return bool(near) and (setback or not agrees)


def _conversion(context: Context) -> Refusal | None:
    """A value that is to be told in a unit of another kind of quantity: an area in kilometres."""
    question, known = context.question, context.knowledge
    mentions = question.mentions
    at = next((n for n, m in enumerate(mentions) if "convert" in m.meanings("Cue")), None)
    if at is None:
        return None
    kind = known.unit_kinds.get(question.unit or _unit_after(mentions[at], context), "")
    if not kind:
        return None
    told = [m for m in mentions[:at] if m.content]
    words = [m for m in told if LABEL in m.kinds] or told
    values = [m.fact for m in context.matches if m.fact.one("value")]
    told_of = {fact: sum(is_named(fact, w) for w in words) for fact in values}
    most = max(told_of.values(), default=0)
    named = [fact for fact, count in told_of.items() if count == most > 0]
    admitted = [fact for fact in named if context.scope.admits(fact)]
    unlike = admitted and all(known.unit_kind(fact) != kind for fact in admitted)
    return Refusal("incompatible_units", tuple(admitted[:1])) if unlike else None


def _unit_after(cue: Mention, context: Context) -> str:
    """The unit that stands right after a word for converting: 折算成吨."""
    clause = next(c for c in context.question.clauses if cue in c.mentions)
    units = (u for u in context.knowledge.unit_kinds if u and clause.text.startswith(u, cue.end))
    return max(units, key=len, default="")


_CHECKS: tuple[Callable[[Context], Refusal | None], ...] = (
    _instruction,
    _nonsense,
    _personal,
    _place_in_no_row,
    _per_capita,
    _opinion,
    _period,
    unknown_name,
    _unmodelled,
    _nothing_known,
    _unknown_beside_known,
    _conversion,
    _unlike_the_earlier,
    _part_of_a_whole,
    _how_it_came,
    _reason,
)
