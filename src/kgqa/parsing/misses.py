"""Readings that say much of what is asked and give no answer: of another thing, time or kind of value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from kgqa.graph.vocabulary import DP
from kgqa.linking.facts import CLAUSE, SENTENCE, SUBJECT, Fact, Labels
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, STATUS, SYNONYM, Mention
from kgqa.parsing.asked import BROAD, TITLE, asks_beside_what_is_done, asks_for_a_target, statuses_named
from kgqa.parsing.computed import is_of_another_measure, is_of_part_only
from kgqa.parsing.context import Context
from kgqa.parsing.extent import is_of_afterwards, is_of_another_extent
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.named import named_set
from kgqa.parsing.naming import is_named
from kgqa.parsing.pairing import COUNTED
from kgqa.parsing.premises import gone_the_other_way, ranked_otherwise
from kgqa.parsing.quantities import is_another_quantity
from kgqa.parsing.question import COMPARATIVE, Clause
from kgqa.parsing.readings import ON_VALUE, Reading
from kgqa.parsing.seasons import season_in
from kgqa.query.forms import (
    Difference,
    Extreme,
    Honours,
    Lookup,
    Named,
    Passage,
    Ranking,
    StateVerdict,
    Things,
    Verdict,
)

_MONTH = re.compile(r"(?<![\d.])(?:1[0-2]|[1-9])月")
_WHICH_COUNTED = re.compile(r"哪几[个家所座处名块位](?:[呢啊呀]?\W*)$")  # 一共有哪几个: they have names
_OF_WHAT_HAPPENED = frozenset({"place", "date", "person", "reason", "manner"})

_PLACE = f"{DP}Place"
_LIKELIEST = 5  # matches that may be what is asked about
_BY_NAME = 0.6  # share of a name that the question says


def no_answer(context: Context, reading: Reading) -> str:
    """The reason for which a reading answers nothing, though it says much of what is asked; empty otherwise.

    Each form has checks of its own; a value that the question contradicts rests on a false premise.
    """
    if "apportioned" in context.question.cues:
        return "not_stated"  # 分到各街道的指标
    if isinstance(reading.form, Passage):
        if _asks_how_it_came_about(context):
            return "false_premise"
        return "not_stated" if _asks_for_things(context) else ""
    if isinstance(reading.form, StateVerdict):
        on_value = reading.generator == ON_VALUE
        other = _is_held_to_no_target(context, reading) or (
            on_value and _is_of_no_thing_named(context, reading)
        )
        return "not_stated" if other else ""
    if isinstance(reading.form, Honours):
        return "not_stated" if reading.form.who and _asks_title_as_well(context) else ""
    if isinstance(reading.form, Things) and _is_of_a_broader_kind(context, reading.form):
        return "not_stated"
    if isinstance(reading.form, Named | Things) and (miss := _is_no_list(context, reading)):
        return miss
    if isinstance(reading.form, Named):
        other = (
            _asks_for_a_value(context)
            or _asks_for_someone(context)
            or _names_only_how_many(context, reading)
            or _is_of_no_title(context, reading)
            or _is_half_of_it(context, reading.form)
            or _is_told_elsewhere(context, reading)
            or _is_of_neither(context, reading, reading.form)
            or _asks_where(context, reading, reading.form)
            or _asks_whose(context, reading, reading.form)
            or is_of_afterwards(context, reading)
        )
        return "not_stated" if other else ""
    if isinstance(reading.form, Difference) and _asks_for_several(context):
        return "not_stated"
    if isinstance(reading.form, Ranking | Extreme):
        missed = _ranks_no_such(context, reading) or _ranks_some_of_row(context, reading)
        return "not_stated" if missed else ""
    if isinstance(reading.form, Verdict):
        other = is_of_another_extent(context, reading) or _is_of_no_thing_named(context, reading)
        return "not_stated" if other else ""
    if not isinstance(reading.form, Lookup):
        return ""
    if "present" in context.question.cues and _is_only_planned(context, reading):
        return "not_stated"
    against = gone_the_other_way(context) or ranked_otherwise(context) or ()
    if any(fact in reading.facts for fact in against):
        return "false_premise"
    if any(context.knowledge.is_absent(fact) for fact in reading.facts) and _asks_more(context, reading):
        return "false_premise"
    checks = (
        _repeats,
        _is_of_what_is_meant,
        is_of_part_only,
        _counts_no_such,
        _names_nothing,
        _is_of_all_the_year,
        _is_of_another_thing,
        _is_of_more_than_asked,
        _is_one_side,
        is_another_quantity,
        _is_of_one_of_two,
        is_of_another_measure,
        is_of_another_extent,
    )
    return "not_stated" if any(check(context, reading) for check in checks) else ""


def _is_of_no_thing_named(context: Context, reading: Reading) -> bool:
    """Whether a value tells nothing of a thing that the question names: of a park, and of its district."""
    known = context.knowledge
    left = (w.mention for w in context.required if w.mention.text in reading.unused)
    return any(known.proper_named(m) not in (None, *known.everywhere) for m in left)


def _is_of_what_is_meant(context: Context, reading: Reading) -> bool:
    """Whether it is asked what a name stands for, and a value is only of what is called so."""
    word = context.defined
    return word is not None and not any(word.form in fact.names for fact in reading.facts)


def _asks_more(context: Context, reading: Reading) -> bool:
    """Whether more than a number of cases is asked for: who died in them, where, why, or a list of them."""
    question = context.question
    if "list" in question.cues and "number" not in question.asked:
        return True
    persons = "person" in {context.knowledge.unit_kinds.get(question.unit, ""), *question.quantity_kinds}
    return bool(reading.unused or question.asked & _OF_WHAT_HAPPENED or persons)


def _counts_no_such(context: Context, reading: Reading) -> bool:
    """Whether things with names of their own are counted, and a value only stands in a clause with one.

    Events, of which one takes place in museums, are no number of museums.
    """
    question, known = context.question, context.knowledge
    counted = question.counted
    if counted is None or question.asked != {"number"}:
        return False
    if question.quantity_kinds and not _is_measured(context, counted):
        return False
    kinds = counted.meanings("ClassWord") & known.proper_classes
    return bool(kinds) and not all(
        is_named(fact, counted) or counted.form in fact.tiers[SUBJECT] or _holds_one(fact, kinds, known)
        for fact in reading.facts
    )


def _is_measured(context: Context, noun: Mention) -> bool:
    """Whether a unit is asked for of a noun right behind it: how many kilometres of roads."""
    clause = next(c for c in context.question.clauses if noun in c.mentions)
    return clause.text.isascii() and clause.text[: noun.start].endswith(" of ")


def _holds_one(fact: Fact, kinds: frozenset[str], known: Knowledge) -> bool:
    return any(known.classes_of(thing) & kinds for values in fact.values.values() for thing in values)


def _is_of_all_the_year(context: Context, reading: Reading) -> bool:
    """Whether a number of a quarter or a month is asked for, and a value is of no such part of the year."""
    if "number" not in context.question.asked:
        return False
    said = (m for m in context.question.asking if "partOfYear" in m.meanings("Cue"))
    asked = [m for m in said if m.text == m.form and CLASS not in m.kinds]  # a quarter may be one of a town
    parts = [{m.form, *m.alternatives} for m in asked]
    parts += [{month} for c in context.question.clauses if c.asks for month in _MONTH.findall(c.text)]
    told = [f"{fact.tiers[CLAUSE]}\n{fact.tiers[SENTENCE]}" for fact in reading.facts]
    return any(not any(_tells_part(form, words) for form in forms) for forms in parts for words in told)


def _tells_part(part: str, words: str) -> bool:
    """Whether a clause names a part of the year, be it in the other language: the first quarter, 一季度."""
    if part in words:
        return True
    season, told = season_in(part), season_in(words)
    return season is not None and told is not None and season.holds(told) is True


def _is_of_another_thing(context: Context, reading: Reading) -> bool:
    """Whether one thing is named and a value is of another, within it or not: the zone, and a company's."""
    named, known = context.named_things, context.knowledge
    subjects = {fact.one("about") for fact in reading.facts} - {known.district, ""}
    if not named or not subjects or any(context.names(s) for s in subjects):
        return False
    told = "\n".join(tier for fact in reading.facts for tier in fact.tiers)
    labels = known.facts.labels
    return not any(form in told for thing in named if thing in labels for form in labels[thing].forms)


def _is_of_more_than_asked(context: Context, reading: Reading) -> bool:
    """Whether one thing is asked about, and a value is of all those of which it is an example: 腾飞等10家."""
    question, known = context.question, context.knowledge
    own = [(c, m) for c in question.clauses if c.asks for m in c.mentions if known.proper_named(m)]
    named = {known.proper_named(m) for _, m in own} - {known.district}
    own = [(c, m) for c, m in own if known.proper_named(m) in named] or own  # 安徽建工与管城签约的
    several = "suchAs" in question.cues or any(c.text.startswith("等", m.end) for c, m in own)
    if several or question.numbers or question.told_numbers or len(named) != 1:
        return False
    if "number" not in question.asked:
        return False
    members = (named & {*fact.all("member")} and fact.one("about") not in named for fact in reading.facts)
    if all(_is_for_example(fact, thing, known) for fact in reading.facts for thing in named):
        return True
    return all(members) or not any(_speaks_of(fact, own, context) for fact in reading.facts)


def _is_for_example(fact: Fact, thing: str | None, known: Knowledge) -> bool:
    """Whether a value is of so many of which a thing is only named first: 腾飞、迪安等10家企业签约额."""
    if thing is None or thing not in known.facts.labels or fact.one("about") == thing:
        return False
    forms = "|".join(map(re.escape, known.facts.labels[thing].forms))
    quote = known.facts.folded_quote(fact.span) if fact.span else ""
    return bool(re.search(rf"(?:{forms})[^,;。]*?等\d", quote))


def _speaks_of(fact: Fact, words: Sequence[tuple[Clause, Mention]], context: Context) -> bool:
    """Whether a value is of the thing that words name, or of what its own name names."""
    known = context.knowledge
    for _, word in words:
        thing = known.proper_named(word)
        about = fact.one("about")
        if thing in known.above | {known.district} or (about != known.district and context.names(about)):
            return True
        forms = known.facts.labels[thing].forms if thing and thing in known.facts.labels else (word.form,)
        if is_named(fact, word) or any(form in fact.tiers[SUBJECT] for form in forms):
            return True
    return False


def _is_one_side(context: Context, reading: Reading) -> bool:
    """Whether a target is set against a result, and only one of the two is told: 目标比去年实际高多少."""
    cues = context.question.cues
    return cues >= {"target", "actual", "difference"} and len(reading.facts) == 1


def _is_of_one_of_two(context: Context, reading: Reading) -> bool:
    """Whether it is asked which of two joined is the larger, or how much each is, and one value is told."""
    cues = context.question.cues
    if not cues & {"coordination", "alternative"} or len(reading.facts) > 1:
        return False
    if "each" in cues and context.question.asked == {"number"}:
        return True
    return bool("compare" in cues and cues & COMPARATIVE and "entity" in context.question.asked)


def _is_no_list(context: Context, reading: Reading) -> str:
    """Why a list does not tell what is to be compared: 哪条道路最长, which of the two has more beds."""
    question = context.question
    if context.beyond and {"compare", "difference"} <= question.cues:
        return "outside_period"
    alternatives = question.cues & {"coordination", "alternative"} and question.asked == {"entity"}
    if alternatives and question.cues & COMPARATIVE and not question.cues & {"list", "growth", "decline"}:
        return "not_stated"
    if not isinstance(reading.form, Things):
        return ""
    superlative = bool(question.cues & {"max", "min"})
    return "not_stated" if superlative or _widens(context, reading.form) else ""


def _widens(context: Context, form: Things) -> bool:
    """Whether a follow-up means those of which the question before told more, and got no answer.

    Which of those are named, after which hospitals are to be completed: not all hospitals.
    """
    carried, text = context.carried, context.question.text
    if carried is None or carried.question is None or carried.facts or carried.things or carried.told:
        return False
    stated = any(own.statuses for own in form.states) or form.holder or form.among
    own = any(w.covered and w.mention.text in text and CUE not in w.mention.kinds for w in context.required)
    return not stated and not own and any(STATUS in m.kinds for m in carried.question.mentions)


def _asks_for_a_value(context: Context) -> bool:
    """Whether the target of what is named is asked for (PM2.5的目标), which no list of others tells."""
    question = context.question
    listed = question.cues & {"list", "example"} or question.expected or context.followed
    bare = not question.asked and "target" in question.cues  # 农村居民收入目标
    return not listed and (bare or asks_for_a_target(question))


def _is_of_neither(context: Context, reading: Reading, form: Named) -> bool:
    """Whether it is asked which of several named things, and others are told: 东大街和南大街哪条长."""
    known = context.knowledge
    told = {thing for fact in reading.facts for thing in fact.all(form.role)} - {*form.excluded}
    for clause in (c for c in context.question.clauses if c.asks):
        which = next((n for n, m in enumerate(clause.mentions) if "entity" in m.meanings("QuestionWord")), 0)
        before = [m for m in clause.mentions[:which] if FUNCTION not in m.kinds]
        named = [known.proper_named(m) for m in before]
        if len(named) > 1 and all(named) and not told & {*named}:
            return True
    return False


def _asks_for_someone(context: Context) -> bool:
    """Whether the holder of an office is asked for (who is the district head), who is no body."""
    if context.question.asked != {"person"}:
        return False
    words = [c.text for c in context.question.clauses if c.asks]
    return any(title in text for title in context.knowledge.person_titles for text in words)


def _asks_where(context: Context, reading: Reading, form: Named) -> bool:
    """Whether it is asked where something is, and it is told itself, or others of its kind: no place."""
    if context.question.asked != {"place"}:
        return False
    known = context.knowledge
    own = {known.proper_named(m) for m in context.question.mentions} - {None}
    kinds = {x for m in context.question.mentions for x in m.meanings("ClassWord")} & known.proper_classes
    told = {thing for fact in reading.facts for thing in fact.all(form.role)}
    return any(thing in own or known.classes_of(thing) & kinds for thing in told)


def _names_only_how_many(context: Context, reading: Reading) -> bool:
    """Whether those asked for are told by their number alone: 45名教师, of whom the names are asked."""
    labels = context.knowledge.facts.labels
    told = [thing for f in reading.facts for thing in f.all("recipient")] if _is_of_winners(reading) else []
    names = [labels[thing].forms[:1] for thing in told if thing in labels]
    return bool(names) and all(own and own[0][:1].isdigit() for own in names)


def _is_of_no_title(context: Context, reading: Reading) -> bool:
    """Whether it is asked what somebody won, and things are named that are no titles: 被评为什么."""
    won = context.question.asked == {"entity"} and statuses_named(context.question) == {"won"}
    named = any(context.knowledge.proper_named(m) for m in context.question.asking if m.content)
    titles = any(fact.category in ("Honour", "HonourTitle") for fact in reading.facts)
    noun = context.asked_noun
    bare = noun is None or (STATUS in noun.kinds and CLASS not in noun.kinds)
    return won and named and bare and not titles


def _asks_how_it_came_about(context: Context) -> bool:
    """Whether it is asked how or why something came about that the report says there was none of."""
    if not context.question.asked & {"manner", "reason"}:
        return False
    named = [w.mention for w in context.required if w.covered and w.mention.kinds & {LABEL, SYNONYM}]
    likely = (m for m in context.matches[:_LIKELIEST] if m.naming >= _BY_NAME)
    absent = (m.fact for m in likely if context.knowledge.is_absent(m.fact))
    return bool(named) and any(all(is_named(fact, m) for m in named) for fact in absent)


def _is_only_planned(context: Context, reading: Reading) -> bool:
    """Whether what is so at present is asked, and a value is a target: 目前的信用等级."""
    return "target" not in context.question.cues and all(fact.kind == "target" for fact in reading.facts)


def _is_held_to_no_target(context: Context, reading: Reading) -> bool:
    """Whether it is asked if a target was met, and a clause tells what was done, and of no target.

    新增就业2.7万人 leaves open whether so many were aimed at.
    """
    form = reading.form
    if not isinstance(form, StateVerdict) or form.planned is not None or context.question.asked != {"truth"}:
        return False
    nouns = (m for m in context.question.asking if m.kinds & {LABEL, CLASS, SYNONYM})
    aims = [m.text for m in nouns if "target" in m.meanings("Cue")]
    quotes = [context.knowledge.facts.quotes[f.span][0] for f in reading.facts if f.span]
    done = all(fact.kind == "actual" for fact in reading.facts)
    return done and bool(aims) and not any(word in quote for word in aims for quote in quotes)


def _asks_title_as_well(context: Context) -> bool:
    """Whether, after who won something, it is asked which title: 哪家企业拿了国家级称号，是什么称号."""
    asking = [c for c in context.question.clauses if c.asks]
    titled = [c for c in asking[1:] if any(TITLE in m.meanings("ClassWord") for m in c.mentions)]
    return bool(titled)


def _is_of_a_broader_kind(context: Context, form: Things) -> bool:
    """Whether places of all kinds are listed, where a follow-up names a kind of its own: 医院之外，地址."""
    named = (m.meanings("ClassWord") & context.knowledge.proper_classes for m in context.question.mentions)
    own = [kinds for kinds in named if kinds]
    return context.followed and len(own) > 1 and set(form.categories) <= BROAD | {_PLACE}


def _is_half_of_it(context: Context, form: Named) -> bool:
    """Whether it is asked as well what each of those listed does: 是哪三样，各干些啥."""
    at_length = bool(context.question.asked & {"description", "manner"})
    return at_length and "each" in context.question.cues and not form.titled


def _is_told_elsewhere(context: Context, reading: Reading) -> bool:
    """Whether what is named there is asked, after what stands under one heading, and a list under none.

    Which projects are named there?
    """
    carried = context.carried
    if carried is None or not isinstance(carried.form, Passage) or "pronoun" not in context.question.cues:
        return False
    headings = {*carried.form.headings, *(f.heading for f in carried.told)} - {""}
    return bool(headings) and headings.isdisjoint(f.heading for f in reading.facts)


def _is_of_winners(reading: Reading) -> bool:
    return isinstance(reading.form, Named) and reading.form.role == "recipient"


def _asks_whose(context: Context, reading: Reading, form: Named) -> bool:
    """Whether the owner of something is asked for, and it is told itself: whose model of care, 谁的模式."""
    labels = context.knowledge.facts.labels
    owned = [word for clause in context.question.clauses if (word := _owned(clause))]
    told = [labels[t] for fact in reading.facts for t in fact.all(form.role) if t in labels]
    return bool(told) and any(all(_calls(word, own) for own in told) for word in owned)


def _owned(clause: Clause) -> Mention | None:
    """What the owner is asked of: the last of the words after whose, up to a verb."""
    said = iter(clause.mentions)
    if not any("owner" in m.meanings("Cue") for m in said):
        return None
    words = list(takewhile(lambda m: m.content and STATUS not in m.kinds, said))
    return words[-1] if words else None


def _calls(word: Mention, labels: Labels) -> bool:
    """Whether a word, or one that says the same, stands in the names of a thing."""
    return any(form in name for form in (word.form, *word.alternatives) for name in labels.forms)


def _asks_for_things(context: Context) -> bool:
    """Whether things that have names are asked for, which a passage only holds among others: 哪类企业."""
    question, noun = context.question, context.asked_noun
    if question.asked != {"entity"} or noun is None:
        counted = any(_WHICH_COUNTED.search(c.text) for c in question.clauses if c.asks)
        return question.asked == {"entity"} and counted
    if asks_beside_what_is_done(question):
        return False
    kinds = noun.meanings("ClassWord")
    return bool(kinds & context.knowledge.proper_classes) and not kinds & context.knowledge.statement_classes


def _names_nothing(context: Context, reading: Reading) -> bool:
    """Whether things are asked for by name, and a value is all that is told: 收入涨了，靠哪些税种."""
    question = context.question
    named = question.asked == {"entity"} and not question.quantity_kinds
    return named and ("list" in question.cues or _asks_for_a_class(context)) and len(reading.facts) == 1


def _asks_for_a_class(context: Context) -> bool:
    """Whether the noun that is asked for is for things that have names of their own."""
    noun = context.asked_noun
    return bool(noun and noun.meanings("ClassWord") & context.knowledge.proper_classes)


def _asks_for_several(context: Context) -> bool:
    """Whether only names of several things are asked for: 靠哪些办法让企业多起来."""
    return context.question.asked == {"entity"} and "list" in context.question.cues


def _ranks_no_such(context: Context, reading: Reading) -> bool:
    """Whether it is asked which of such things is first, and values of one thing alone are ranked."""
    if context.question.asked != {"entity"} or not _asks_for_a_class(context):
        return False
    found = named_set(context) if "alternative" in context.question.cues else None
    if found is not None and found.complete and {*found.distinct} == {*reading.facts}:
        return False  # which of the two gave the firms more: the one or the other
    return len({fact.one("about") for fact in reading.facts}) == 1


def _ranks_some_of_row(context: Context, reading: Reading) -> bool:
    """Whether a row that is ranked lacks one of those named, which may be the largest."""
    found = named_set(context) if isinstance(reading.form, Extreme) else None
    if found is None or not found.in_a_row or {*reading.facts} != {*found.distinct}:
        return False
    counted = context.question.row_counted
    return not found.complete or any(number > len(reading.facts) for number in counted)


def _repeats(context: Context, reading: Reading) -> bool:
    """Whether a value is the number of the things of which the names are asked for: 那14个小区叫什么."""
    question = context.question
    if "entity" not in question.asked or "number" in question.asked:
        return False
    counted = [n for n in (*question.numbers, *question.told_numbers) if question.counts(n)]
    values = [f for f in reading.facts if f.one("baseValue") and context.knowledge.unit_kind(f) in COUNTED]
    return any(Decimal(f.one("baseValue")) == n.base for f in values for n in counted)
