"""What a follow-up takes over from the question before it: its words, its facts, its year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kgqa.linking.facts import CLAUSE, Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, STATUS, SYNONYM, UNKNOWN, Mention
from kgqa.parsing.analysis import added, may_tell_added
from kgqa.parsing.asked import statuses_named
from kgqa.parsing.context import Context, only_thing_named, thing_found
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree, states
from kgqa.parsing.question import Clause, Question
from kgqa.parsing.readings import Carried
from kgqa.parsing.thresholds import FULL_QUESTION, NEAR

# 已经在建的呢, and those under way? leave out what is asked.
_ELLIPTIC = re.compile(r"呢[?，,。]*$|^\s*(?:and|what about|how about|and what about|and how about)\b")
_MEASURES = frozenset({"growth", "decline", "share", "absolute"})  # cues of the kind of value asked for
_CHANGES = frozenset({"growth", "decline"})
_OF_SIBLINGS = ("about", "kind", "basis", "unit")  # what values share that differ in a part of a name
_SAME_END = 4  # characters at either end of names that say more than that they are shares
_THING_ROLES = ("of", "recipient")


# ---------- words ----------


def lean(
    question: Question, carried: Carried | None, knowledge: Knowledge
) -> tuple[Question, Mapping[str, str]]:
    """A follow-up with the words of the question before it that it leaves out, and notes of what was taken.

    它 means the thing that the earlier answer was about; otherwise those words of the earlier question are
    meant that the follow-up has none of its own for. A question that names enough by itself takes nothing.
    """
    if (place := _place_told(question, carried, knowledge)) is not None:
        return replace(question, clauses=(Clause(place.text, (place,), asks=True), *question.clauses)), {
            "subject": place.text
        }
    asks_place = "source" in question.cues  # of the earlier value itself
    if carried is None or carried.question is None or asks_place or not _leaves_out(question, carried):
        return question, {}
    thing = _thing_meant(question, carried, knowledge) or _sibling(question, carried, knowledge)
    words = (thing,) if thing else _left_out(question, carried.question)
    words = tuple(m for m in words if not _is_replaced(m, question, carried, knowledge))
    words = tuple(_without_level(m, question, knowledge) for m in words)
    taken = _with_what_is_asked(question, carried.question)
    if not words:
        return taken, {}
    names = [m.text for m in words if CUE not in m.kinds]
    text = (" " if words[0].text.isascii() else "").join(names)
    taken = replace(taken, clauses=(Clause(text, words, asks=False), *question.clauses))
    return taken, {"subject": text} if names else {}


def _place_told(question: Question, carried: Carried | None, knowledge: Knowledge) -> Mention | None:
    """The place that an earlier part of one question named, and a later one means: 某城收储多少，供应多少.

    A value of it is named by what the later part says, which names no place or holder itself.
    """
    before = carried.question if carried else None
    if carried is None or before is None or before.original != question.original or not carried.facts:
        return None
    about = carried.facts[0].one("about")
    if about in ("", knowledge.district) or any(_is_a_holder(m, knowledge) for m in question.mentions):
        return None
    told = next((m for m in before.mentions if knowledge.proper_named(m) == about), None)
    said = [m for m in question.asking if m.content and m.kinds & {LABEL, CLASS, SYNONYM}]
    own = (f for f in knowledge.facts.facts if f.one("about") == about and f.one("value"))
    named = (all(is_named(f, m) for m in said) for f in own)
    return told if told and said and any(named) else None


def _is_a_holder(mention: Mention, knowledge: Knowledge) -> bool:
    whole = mention.text in knowledge.wholes | knowledge.own_place
    return whole or knowledge.proper_named(mention) is not None


def _leaves_out(question: Question, carried: Carried) -> bool:
    """Whether a question names little and points back, or leaves out what it asks."""
    named = [m for m in question.mentions if m.content and CUE not in m.kinds and m.kinds != {UNKNOWN}]
    if not named and not _points_back(question):
        return not carried.facts  # which are taken over themselves where there are any
    if "pronoun" in question.cues and "truth" in question.asked:
        named = [m for m in named if STATUS not in m.kinds]  # 它投产运行了吗 names no thing
    elliptic = not question.asked and (corrects(question) or bool(_ELLIPTIC.search(question.text)))
    if elliptic or _says_again(question, named, carried):
        return True
    return _points_back(question) and len(named) < FULL_QUESTION


def corrects(question: Question) -> bool:
    """Whether the question before is to be asked with another word: 不对，我问的是续建的."""
    return "correction" in question.cues


def _says_again(question: Question, named: Sequence[Mention], carried: Carried) -> bool:
    """Whether a question for another year says a verb of the one before again, and not of what.

    今年打算整治多少, after 去年整治了多少座井盖.
    """
    before = carried.question
    if before is None or "number" not in question.asked or any(CLASS in m.kinds for m in named):
        return False
    earlier = {m.form for m in before.asking if m.content}
    said = {m.form for m in named}
    return bool(said) and said < earlier and bool(question.relative or question.years)


def _points_back(question: Question) -> bool:
    return bool(question.cues & {"followUp", "pronoun"})


def _thing_meant(question: Question, carried: Carried, knowledge: Knowledge) -> Mention | None:
    """The thing that the earlier answer was about, as a word of the follow-up, when a pronoun means it."""
    found = thing_found(carried, knowledge)
    if "pronoun" not in question.cues or (len(carried.facts) > 1 and not found):
        return None
    if not carried.facts and not found:
        return only_thing_named(carried.question.asking, knowledge) if carried.question else None
    whose = _asks_another_value(question, carried, knowledge) or _asks_doings(question)
    roles = (*_THING_ROLES, "about") if whose else _THING_ROLES
    thing = found or next((v for role in roles if (v := carried.facts[0].one(role))), "")
    if thing in knowledge.generic and carried.question:  # of 甲馆等示范项目 the one that was asked about
        told = carried.facts[0].all("mentions")
        named = (knowledge.proper_named(m) or "" for m in carried.question.mentions)
        thing = next((own for own in named if own in told), thing)
    labels = knowledge.facts.labels.get(thing)
    if labels is None or not labels.forms or thing == knowledge.district:
        return None
    name = labels.forms[0]
    return Mention(0, len(name), name, name, frozenset({LABEL}), (), frozenset())


def _sibling(question: Question, carried: Carried, knowledge: Knowledge) -> Mention | None:
    """The name of the value that another part tells from the earlier one: 那甲的占比呢, after 乙投资占比."""
    earlier = carried.facts[0] if len(carried.facts) == 1 else None
    own = [m for m in question.asking if m.content and m.kinds & {LABEL, CLASS, SYNONYM}]
    if earlier is None or not earlier.names or not own or not _ELLIPTIC.search(question.text):
        return None
    if earlier.category != "Observation" or all(is_named(earlier, m) for m in own):
        return None
    alike = [
        f
        for f in knowledge.facts.of("Observation")
        if f.year == earlier.year
        and all(f.one(key) == earlier.one(key) for key in _OF_SIBLINGS)
        and _is_named_alike(f.names[0], earlier.names[0])
        and all(is_named(f, m) for m in own)
    ]
    name = alike[0].names[0] if len(alike) == 1 else ""
    return Mention(0, len(name), name, name, frozenset({LABEL}), (), frozenset()) if name else None


def _asks_doings(question: Question) -> bool:
    """Whether a follow-up asks what is done with or for a thing, and for no value: 打算支持它做什么."""
    return "describe" in question.cues and not question.asked & {"number", "truth"}


def _is_named_alike(name: str, other: str) -> bool:
    """Whether two names begin or end alike: 工业投资占比 and 房地产投资占比."""
    return name[:_SAME_END] == other[:_SAME_END] or name[-_SAME_END:] == other[-_SAME_END:]


def _asks_another_value(question: Question, carried: Carried, knowledge: Knowledge) -> bool:
    """Whether a follow-up names another value of the thing of the earlier one: 那它全年营收是多少."""
    earlier = carried.facts[0] if carried.facts else None
    about = earlier.one("about") if earlier else ""
    if earlier is None or about in ("", knowledge.district):
        return False
    own = [m for m in question.asking if m.content and CUE not in m.kinds]
    others = (f for f in knowledge.facts.facts if f.one("about") == about and f.one("value"))
    return any(named_degree(f, m) == AS_ASKED > named_degree(earlier, m) for f in others for m in own)


def _left_out(question: Question, earlier: Question) -> tuple[Mention, ...]:
    """Content words of the earlier question for which the follow-up has none of the same sort."""
    own = [m for m in question.mentions if m.content and CUE not in m.kinds]
    names = (m.kinds & {LABEL, CLASS} for m in own if STATUS not in m.kinds)
    replaced = frozenset().union(*names)
    if question.asked or any(STATUS in m.kinds for m in own):
        replaced |= {STATUS}  # what is asked of the same thing is asked in any state of it
    return tuple(m for m in earlier.asking if m.content and m.kinds != {UNKNOWN} and not m.kinds & replaced)


def rewritten(question: Question, carried: Carried | None, knowledge: Knowledge) -> str:
    """The question before with another matter or thing in it, where a follow-up names but this: 民生方面呢.

    Empty for any other follow-up, and where the question before names several.
    """
    earlier = carried.question if carried else None
    if earlier is None or question.asked or not _ELLIPTIC.search(question.text):
        return ""
    if question.years or question.relative or _points_back(earlier) or not earlier.asked:
        return ""
    own, before = _matter(question, knowledge), _matter(earlier, knowledge)
    if not own or not before:
        own, before = _thing(question, knowledge), _thing(earlier, knowledge)
    if not own or not before or own in earlier.text:
        return ""
    return earlier.original.replace(before, own, 1) if earlier.original.count(before) == 1 else ""


def _thing(question: Question, knowledge: Knowledge) -> str:
    """The one thing with a name that a question asks about; empty where it names anything beside."""
    said = [m for c in question.clauses for m in c.mentions if m.content and CUE not in m.kinds]
    things = {m.text for m in said if knowledge.proper_named(m) not in (None, *knowledge.everywhere)}
    asks_at_length = bool(question.asked & {"description", "manner"}) or "describe" in question.cues
    if len(things) != 1 or (question.asked and not asks_at_length):
        return ""
    return next(iter(things)) if all(m.text in things or STATUS in m.kinds for m in said) else ""


def _matter(question: Question, knowledge: Knowledge) -> str:
    """The one matter that a question asks about, as it says it; empty where it names several, or a thing."""
    for clause in question.clauses:
        if not clause.asks and clause.names_something:
            return ""
    asking = [c for c in question.clauses if c.asks]
    if len(asking) != 1:
        return ""
    said = [m for m in asking[0].mentions if m.content and CUE not in m.kinds]
    matters = [m for m in said if _is_matter(m, knowledge)]
    apart = any(b.start != a.end for a, b in pairwise(matters))
    if not matters or apart or any(knowledge.proper_named(m) for m in said):
        return ""
    return asking[0].text[matters[0].start : matters[-1].end]


def _is_matter(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a word is one for a matter: no thing with a name of its own, no sort of thing, no state."""
    named = knowledge.proper_named(mention) is not None
    other = {CLASS, STATUS, CUE, FUNCTION}
    return not named and bool(mention.kinds & {LABEL, SYNONYM}) and not mention.kinds & other


def _is_replaced(mention: Mention, question: Question, carried: Carried, knowledge: Knowledge) -> bool:
    """Whether a word names the value that was told, and not the other one that the follow-up names.

    Of what was its revenue, after how many buses did it sell, nothing is sold.
    """
    told = {fact.one("indicator") for fact in carried.facts}
    names = (f for m in question.asking if LABEL in m.kinds for f in (m.form, *m.alternatives))
    named = frozenset().union(*(n for f in names if (n := knowledge.indicators_named(f)).isdisjoint(told)))
    words = [f for f in (mention.form, *mention.alternatives) if len(f) > 1]
    said = any(w in form for i in named for form in knowledge.facts.labels[i].forms for w in words)
    return bool(named) and not said and any(is_named(fact, mention) for fact in carried.facts)


def _without_level(mention: Mention, question: Question, knowledge: Knowledge) -> Mention:
    """The rest of a name that begins with a level (国家级休闲街区), where another is named: 那省级的呢."""
    levels = knowledge.levels
    said = {levels[m.form] for m in question.mentions if m.form in levels}
    level = next((x for x in levels if len(x) > 1 and x.endswith("级") and mention.text.startswith(x)), "")
    rest = mention.text.removeprefix(level)
    if not said or not level or not rest or levels[level] in said:
        return mention
    return Mention(mention.start, mention.end, rest, rest, frozenset({LABEL}), (), frozenset())


def _with_what_is_asked(question: Question, earlier: Question) -> Question:
    """A follow-up that has no question word of its own asks what the question before it asked."""
    if question.asked:
        return question
    measures = frozenset() if question.cues & _MEASURES else earlier.cues & _MEASURES
    return replace(
        question,
        cues=question.cues | measures,
        asked=earlier.asked,
        unit=question.unit or ("" if question.quantity_kinds else earlier.unit),
        quantity_kinds=question.quantity_kinds or earlier.quantity_kinds,
        numbers=question.numbers or (earlier.numbers if "truth" in earlier.asked else ()),
    )


# ---------- facts ----------


def follow(context: Context, leans: bool) -> tuple[Context, Mapping[str, str]]:
    """The context with what an earlier question leaves open filled in, and notes of what was taken over."""
    notes: dict[str, str] = {}
    carried, earlier = context.carried, context.earlier
    if carried is None:
        return context, notes
    if earlier and _asks_what_was_added(context, earlier):
        context = replace(context, question=replace(context.question, cues=added(context.question.cues)))
    if earlier and not _asks_what_is_done(context, earlier) and not _names_other(context, earlier):
        context = replace(context, matches=_taken_over(context))
        notes["subject"] = earlier.names[0] if earlier.names else ""
    elif earlier and leans and "pronoun" not in context.question.cues:
        context = replace(context, matches=_others(context, carried))
    if (leans or _leans(context)) and not context.scope.years and carried.scope.years:
        kinds = context.scope.kinds or carried.scope.kinds
        scope = replace(context.scope, years=carried.scope.years[:1], kinds=kinds)
        context = replace(context, scope=scope)
        notes["year"] = str(carried.scope.years[0])
    return context, notes


def _asks_what_was_added(context: Context, earlier: Fact) -> bool:
    """Whether a word for how far two values are apart asks what was added besides: 学位因此多出来多少.

    Of a value that stands beside the earlier one and is counted otherwise, which is not set against it.
    """
    question = context.question
    if "difference" not in question.cues or question.years or question.relative:
        return False
    named = [w.mention for w in context.required if w.covered]
    beside = (m.fact for m in context.matches if m.fact.iri != earlier.iri and _beside(m.fact, earlier))
    told = [f for f in beside if f.basis == "inPeriod" and named and all(is_named(f, m) for m in named)]
    counted = {f.one("unitText") for f in told}
    return len(told) == 1 and earlier.one("unitText") not in counted and may_tell_added(question.clauses)


def _asks_what_is_done(context: Context, earlier: Fact) -> bool:
    """Whether a follow-up asks for measures after a value, which tells none: 那具体靠哪些办法."""
    question = context.question
    told_at_length = "manner" in question.asked or "describe" in question.cues
    return told_at_length and not question.asked & {"number", "truth"} and bool(earlier.one("value"))


def _names_other(context: Context, earlier: Fact) -> bool:
    """Whether a follow-up names anything that the earlier fact is not named by.

    再添多少张 names nothing but what 新增养老床位 says already, and so means the same.
    """
    before = context.carried.question if context.carried else None
    if before and statuses_named(context.question) - statuses_named(before):
        return True  # 已经在建的呢, after what is to be started
    if _names_another_state(context, earlier):
        return True
    if not context.question.asked & {"truth"} and _says_number_of_other(context, earlier):
        return True
    if context.unknown_said:
        return True  # 那出口销量涨了多少, 利润呢
    named = [w for w in context.required if w.covered and not w.mention.meanings("Fulfilment")]
    if not _points_back(context.question):
        return bool(named)
    return any(not is_named(earlier, w.mention) for w in named)


def _says_number_of_other(context: Context, earlier: Fact) -> bool:
    """Whether a number tells what is asked for, and the earlier fact does not state it: 3天以内办完的呢."""
    told = (n for n in context.question.numbers if n.unit and n.value > 1)  # 平均一个 tells nothing
    return any(not states(earlier, n, CLAUSE + 1) for n in told)


def _names_another_state(context: Context, earlier: Fact) -> bool:
    """Whether a follow-up says a state by the word of another value that stands beside the earlier one.

    先进制造业推进开工建设的有几个，要加快建设的又是几个: 推进 and 加快建设 are one state, and two values.
    """
    states = [w.mention for w in context.required if STATUS in w.mention.kinds]
    states = [m for m in states if named_degree(earlier, m) != AS_ASKED]
    beside = [m.fact for m in context.matches if m.fact.iri != earlier.iri and _beside(m.fact, earlier)]
    return any(named_degree(fact, m) == AS_ASKED for m in states for fact in beside)


def _leans(context: Context) -> bool:
    return "followUp" in context.question.cues or len(context.required) < FULL_QUESTION


def _taken_over(context: Context) -> tuple[Match, ...]:
    """The facts of the earlier answer, those of the same thing, and values that stand beside them."""
    assert context.carried
    earlier = context.carried.facts
    iris = {f.iri for f in earlier}
    asked, before = context.question, context.carried.question
    same_unit = before and (asked.unit, asked.quantity_kinds) == (before.unit, before.quantity_kinds)
    other_unit = bool(asked.unit or asked.quantity_kinds) and not same_unit
    other_unit = other_unit or "mean" in asked.cues  # which takes what stands beside the value to divide by
    other_unit = other_unit or any(
        m.meanings("Fulfilment") for m in asked.mentions
    )  # and its rate of completion
    stock = _asks_the_stock(asked, earlier[0])
    change = bool(asked.cues & _CHANGES)
    return tuple(
        Match(index, fact, 1.0, 1.0, ())
        for index, fact in enumerate(context.knowledge.facts.facts)
        if (fact.iri in iris and not stock)
        or (not stock and any(_same_thing(fact, e) or _is_compared(context, fact, e) for e in earlier))
        or (change and _is_its_change(context, fact, earlier[0]))
        or ((other_unit or stock) and fact.iri not in iris and _beside(fact, earlier[0]))
    )


def _asks_the_stock(asked: Question, earlier: Fact) -> bool:
    """Whether the running total is asked for, after what a year added to it."""
    return "cumulative" in asked.cues and earlier.basis == "inPeriod"


def _is_its_change(context: Context, fact: Fact, earlier: Fact) -> bool:
    """Whether a value tells how the earlier one changed from the year before: 销量 and 销量增速."""
    alike = all(fact.one(key) == earlier.one(key) for key in ("about", "year"))
    if fact.category != "Observation" or not alike or context.knowledge.measure(fact) != "growth":
        return False
    return fact.iri != earlier.iri and any(own in name for own in earlier.names for name in fact.names)


def _others(context: Context, carried: Carried) -> tuple[Match, ...]:
    """Matches but the earlier values: a follow-up that names something else does not mean them again."""
    given = {f.iri for f in carried.facts if f.category == "Observation"}
    return tuple(m for m in context.matches if m.fact.iri not in given)


def _same_thing(fact: Fact, earlier: Fact) -> bool:
    """Whether two facts give the same indicator of the same place."""
    return (
        fact.category == earlier.category
        and fact.one("indicator") == earlier.one("indicator")
        and fact.one("about") == earlier.one("about")
        and bool(earlier.one("indicator"))
    )


def _is_compared(context: Context, fact: Fact, earlier: Fact) -> bool:
    """Whether a value of another year may be set beside the earlier one, with a caveat."""
    known = context.knowledge
    both = known.are_comparable(fact, earlier) or known.are_comparable(earlier, fact)
    return both and fact.year != earlier.year


def _beside(fact: Fact, earlier: Fact) -> bool:
    """Whether an observation stands next to an earlier one: 966家企业 and 贷款11.2亿元."""
    return (
        fact.category == "Observation"
        and fact.heading == earlier.heading
        and abs(fact.start - earlier.start) < NEAR
    )
