"""Values of more, of less or of others than what is asked for.

A value may say every word of a question and be of another extent: what a year added where all there are is
asked for, the whole where a part of it is, what holds now where it is asked what was before, persons where
households are, one kind of thing where another is named. The one cannot be told from the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from kgqa.graph.profile import local_name
from kgqa.linking.facts import CLAUSE, SENTENCE, Fact
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, STATUS, SYNONYM, UNKNOWN, Mention
from kgqa.parsing.context import Context, of_the_question
from kgqa.parsing.kinds import CHANGE, COUNTED, PHYSICAL
from kgqa.parsing.naming import is_condition, is_named, stands_in
from kgqa.parsing.question import HOW_FAR, Clause
from kgqa.parsing.readings import Reading
from kgqa.parsing.thresholds import NAMED
from kgqa.query.forms import Verdict

_IN_PERIOD = "inPeriod"
_OF_A_YEAR = frozenset({"added", "inPeriod", "growth"})  # cues of words for what a year has added
_TAKES_SHARE = frozenset({"ratio", "share"})  # cues of words behind that of which it is the share: 占
_OTHER_YEARS = frozenset({"previousYear", "compare", "difference"})
_JOINS = re.compile(r"[、及]")
_ROW_END = "等"
_AIMS = frozenset({"ge", "gt"})  # bounds of values that a plan is to reach
_GAP = "\x00"  # stands for what a question says of a name
_RATE = ("率", "度")  # the end of names of rates
_LIGHT = "数率额的、和及"  # what a name tells of itself and no question need say
# What a part is taken out of: 45公里管网中; among the cases.
_WITHIN = re.compile(r"(?:[之其当]中|中)[，,\s]*")
_AMONG = re.compile(r"\bamong(?:st)?\b")
# What holds alone, and not with others: 光靠自己, 仅退税一项; by itself.
_LONE = frozenset({"仅", "仅仅", "单", "光", "光是", "自己", "单独"})
_ALONE = re.compile(
    r"(?<=[\u4e00-\u9fff])一[项家处](?![\u4e00-\u9fff]*的)|\b(?:alone|by itself|on its own|by themselves)\b"
)
_LOOSELY = re.compile(r"[等些]|这类|各类|一类")  # 低保这类补助 means them all
_JOINED = re.compile(r"[、及与]")
_BEFORE = re.compile(r"[之以]?前(?![后期列往提])")
_UP_TO = re.compile(r"(?:截[至止]|到).{0,6}[底末]")
_ONCE = re.compile(r"原来|原先|起初|\b(?:before|prior to|originally)\b")
_TO_WHAT = re.compile("[到至达]")
_AGAINST = re.compile(r"[同环]比|year[ -]on[ -]year")
_YEARLY = re.compile(r"年度|当年|年内")
_PER_TIME = re.compile(r"每个?月|一个月|月均|每天|\b(?:(?:per|each|every|a) (?:month|day)|monthly|daily)\b")


def is_of_another_extent(context: Context, reading: Reading) -> bool:
    """Whether no value of a reading is of just as much as is asked for."""
    verdict = isinstance(reading.form, Verdict)
    if "truth" in context.question.asked and not verdict:
        return False
    # What all of a row comes to bounds what one of it does: 减税降费及退税缓费 9.9亿, and 减税降费 no 10亿.
    checks = _CHECKS if verdict else (*_CHECKS, _is_of_a_row)
    return any(all(check(context, fact) for fact in reading.facts) for check in checks)


def is_of_afterwards(context: Context, reading: Reading) -> bool:
    """Whether it is asked what was before something was done, and a reading tells what is since then."""
    return bool(reading.facts) and all(_is_of_afterwards(context, fact) for fact in reading.facts)


def _asking(context: Context) -> Iterator[Clause]:
    return (clause for clause in context.question.clauses if clause.asks)


# ---------- all there are, and what was added ----------


def is_what_was_added(context: Context, fact: Fact) -> bool:
    """Whether all there are is asked for, and a value tells what a year added, or what was done to some.

    The total of elderly-care beds is not the number of new ones, nor that of old estates the renewed ones.
    """
    known = context.knowledge
    if fact.basis != _IN_PERIOD or known.unit_kind(fact) not in COUNTED:
        return False
    if _adds_up_to_then(context, fact):
        return True
    dated = bool(context.scope.years) or context.followed or fact.kind == "target"
    asked = asks_with(context, known.stocks)
    if not (asked or dated):  # 一共有多少, and 全区有多少
        whole = context.names_the_whole and asks_with(context, known.existence)
        asked = whole or asks_with(context, known.totals)
    return asked and not _tells_a_doing(context, fact) and _is_worked_on(context, fact)


def _is_yet_to_be_added(context: Context, fact: Fact) -> bool:
    """Whether it is asked how many there are, of no year, and a value is of those that a plan will add.

    Nor does a number that is to be reached (30 firms or more) tell how many there are.
    """
    if fact.kind != "target" or context.scope.years or "target" in context.question.cues:
        return False
    asked = asks_with(context, context.knowledge.existence) and not _tells_a_doing(context, fact)
    return asked and (local_name(fact.one("bound")) in _AIMS or _is_worked_on(context, fact))


@of_the_question
def asks_with(context: Context, forms: frozenset[str]) -> bool:
    """Whether a clause that asks says one of some words."""
    words = [c.text for c in _asking(context)]
    return any(stands_in(form, text) for form in forms for text in words)


def _is_worked_on(context: Context, fact: Fact) -> bool:
    """Whether the name of a value says that it is of new ones, or what was done with them."""
    return _is_additional(context, fact) or bool(context.knowledge.works.named(fact.names[0]))


def _adds_up_to_then(context: Context, fact: Fact) -> bool:
    """Whether it is asked what has come together up to some day, of which a value of one year tells nothing.

    The lifts installed up to the end of the year in all: 截至年底累计加装.
    """
    return any(word not in fact.tiers[CLAUSE] for word in _sums_up_to_then(context))


@of_the_question
def _sums_up_to_then(context: Context) -> tuple[str, ...]:
    """The words that ask for what has come together, where a day is named up to which it has."""
    cues = [m.meanings("Cue") for m in context.question.mentions]
    dated = any({"atEnd", "cumulative"} <= own for own in cues) or _UP_TO.search(context.question.text)
    asking = context.question.asking if dated else ()
    return tuple(m.text for m in asking if m.meanings("Cue") == {"cumulative"})


def _tells_a_doing(context: Context, fact: Fact) -> bool:
    """Whether the question says what is done with what it counts, or that it was added: new beds."""
    return any(
        STATUS in m.kinds
        or m.meanings("Cue") & _OF_A_YEAR
        or context.knowledge.works.named(m.text)
        or _says_new(context, fact, m)
        for m in context.question.mentions
        if not m.content or is_named(fact, m)
    )


def _says_new(context: Context, fact: Fact, mention: Mention) -> bool:
    """Whether a name in the question says that it is of new ones; an English one has a Chinese name, too."""
    if mention.form.isascii():
        return not context.knowledge.news.isdisjoint(mention.form.split())
    return fact.names[0].startswith(mention.form) and _is_additional(context, fact)


def _is_additional(context: Context, fact: Fact) -> bool:
    """Whether the name of a value says that it is of new ones."""
    return any(fact.names[0].startswith(form) for form in context.knowledge.news)


# ---------- a part, and the whole ----------


def _is_of_the_whole(context: Context, fact: Fact) -> bool:
    """Whether a part of what a value is of is asked for: of the pipes renewed, those for gas."""
    if context.knowledge.unit_kind(fact) not in COUNTED | PHYSICAL:
        return False
    return any(
        any(is_named(fact, m) for m in whole)
        and (any(not _says(fact, m) for m in part) or _is_one(fact, part))
        for whole, part in _parts_asked(context)
    )


def _is_one(fact: Fact, part: Iterable[Mention]) -> bool:
    """Whether a part is one of those that stand in a row in the name of a value."""
    words = [f for m in part for f in (m.form, *m.alternatives) if len(f) > 1 and not f.isascii()]
    return _says_one(_row_of(fact.names[0]), words)


def _says(fact: Fact, mention: Mention) -> bool:
    """Whether the names of a value, or its condition, say a word."""
    return is_named(fact, mention) or is_condition(fact, mention)


def _parts_asked(context: Context) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """Words for a whole, and those for the part of it that is asked for, in its clause or in the next."""
    clauses = context.question.clauses
    for clause, after in zip(clauses, (*clauses[1:], None), strict=True):
        own = [m for m in clause.mentions if m.content]
        within = [at for at in _WITHIN.finditer(clause.text) if not any(_overlap(m, at) for m in own)]
        if within:
            begin, end = within[-1].span()
            part = [m for m in own if m.start >= end]
            if not part and after is not None and after.asks:
                part = [m for m in after.mentions if m.content]
            yield [m for m in own if m.end <= begin], part
        if among := _AMONG.search(clause.text):
            yield [m for m in own if m.start >= among.end()], [m for m in own if m.end <= among.start()]


def _overlap(mention: Mention, at: re.Match[str]) -> bool:
    return mention.start < at.end() and at.start() < mention.end


def _is_of_several(context: Context, fact: Fact) -> bool:
    """Whether one alone is asked for, and a value is of several: tax refunds, of cuts, refunds and delays."""
    question = context.question
    quote = context.knowledge.facts.folded_quote(fact.span)
    rows = [_row_of(text) for text in (fact.names[0], fact.one("condition"), quote)]
    for clause in question.clauses:
        if not (
            any(m.text in _LONE and not m.content for m in clause.mentions) or _ALONE.search(clause.text)
        ):
            continue
        mentions = question.mentions if clause.text.isascii() else clause.mentions
        words = [m.form for m in mentions if m.content and len(m.form) > 1]
        if any(_says_one(row, words) for row in rows):
            return True
    return False


def _row_of(text: str) -> list[str]:
    """What stands in a row in a name: 减税降费及退税缓费, 甲园、乙园等产业园."""
    return [piece for piece in _JOINS.split(text.split(_ROW_END)[0]) if len(piece) > 1]


def _says_one(row: Sequence[str], words: Iterable[str]) -> bool:
    """Whether words say some of a row, and not all of it."""
    own = tuple(words)
    said = [any(word in piece or piece in word for word in own) for piece in row]
    return any(said) and not all(said)


def _is_of_a_row(context: Context, fact: Fact) -> bool:
    """Whether one of a row is asked for, and a value is of all of it: 低保、救助等补助, 中小学、幼儿园数."""
    name, text = fact.names[0], context.question.text
    if text.isascii() or _LOOSELY.search(text):
        return False
    for start, end, _ in reversed(context.knowledge.works.found(name)):
        name = name[:start] + name[end:]  # what is done with all of the row names none of it
    row = _row_of(name)
    said = sum(any(piece[at : at + 2] in text for at in range(len(piece) - 1)) for piece in row)
    return len(row) > 1 and said == 1


def _is_of_more_kinds(context: Context, fact: Fact) -> bool:
    """Whether a kind before a noun is only one of those that stand in a row in the words of a value."""
    for clause in _asking(context):
        for before, kind, noun in _compounds(clause):
            if (
                before is not None
                and before.end == kind.start
                and (before.content or UNKNOWN in before.kinds)
            ):
                continue  # one of several that the question says itself
            loosely = _LOOSELY.search(clause.text) or _JOINED.search(clause.text)
            plain = kind.form == kind.text and not loosely
            if not plain or context.knowledge.proper_named(kind) or is_named(fact, kind):
                continue
            form = re.escape(kind.form)
            if is_named(fact, noun) and re.search(rf"{form}、|、{form}", fact.tiers[CLAUSE]):
                return True
    return False


def _compounds(clause: Clause) -> Iterator[tuple[Mention | None, Mention, Mention]]:
    """Words that stand right before a noun, each with the word before it and with the noun: 燃气管网."""
    for before, (kind, noun) in zip((None, *clause.mentions), pairwise(clause.mentions), strict=False):
        if kind.end == noun.start and kind.content and noun.content and STATUS not in noun.kinds:
            yield before, kind, noun


# ---------- before and after ----------


def _is_of_afterwards(context: Context, fact: Fact) -> bool:
    """Whether it is asked what was before something was done, and a value tells what is since then."""
    if fact.basis == _IN_PERIOD:
        return False
    return any(
        _ONCE.search(clause.text)
        or any(
            _BEFORE.match(clause.text, m.end) and m.form in fact.tiers[CLAUSE]
            for m in clause.mentions
            if m.content
        )
        for clause in _asking(context)
    )


# ---------- how much it changed, and in what time ----------


def _is_a_level(context: Context, fact: Fact) -> bool:
    """Whether it is asked how much a value changed against another year, and it tells how much it was."""
    cues = context.question.cues
    if not cues & CHANGE or context.knowledge.measure(fact) == "growth" or _is_additional(context, fact):
        return False
    against = any(_AGAINST.search(m.text) for m in context.question.asking)
    return against or bool(cues & _OTHER_YEARS) or _asks_by_how_much(context, fact)


def _asks_by_how_much(context: Context, fact: Fact) -> bool:
    """Whether it is asked by how much a value has changed, and its clause does not tell: 天数增加了多少."""
    return any(
        bool(m.meanings("Cue") & CHANGE)
        and not _TO_WHAT.search(m.text)
        and bool(HOW_FAR.search(m.text) or HOW_FAR.match(clause.text, m.end))
        and not any(
            re.search(rf"{re.escape(form)}(?!{_TO_WHAT.pattern})", fact.tiers[CLAUSE])
            for form in (m.form.split("了")[0], *m.alternatives)
        )
        for clause in _asking(context)
        if not clause.text.isascii()
        for m in clause.mentions
    )


def _is_of_a_longer_time(context: Context, fact: Fact) -> bool:
    """Whether it is asked how much it is a month, and a value tells that of all the year."""
    asked = any(_PER_TIME.search(c.text) for c in _asking(context))
    return asked and fact.basis == _IN_PERIOD and "月" not in fact.tiers[CLAUSE]


def _is_of_a_shorter_time(context: Context, fact: Fact) -> bool:
    """Whether a total of several years is asked for, and a value is by its name of one year: 总投资."""
    asked = any("total" in m.meanings("Cue") and m.content for m in context.question.asking)
    own = any(_YEARLY.search(c.text) for c in context.question.clauses)
    return asked and not own and bool(_YEARLY.search(fact.names[0]))


# ---------- others than those that are meant ----------


def _counts_others(context: Context, fact: Fact) -> bool:
    """Whether households or firms are counted, and a value counts persons, or the other way round."""
    question, unit = context.question, fact.counter
    if "number" not in question.asked or not question.unit or question.unit == unit:
        return False
    asked, own = (_who(u) for u in (question.unit, unit))
    return bool(asked and own and asked != own)


def _who(unit: str) -> str:
    """Whether a unit counts those who live or work together, or persons."""
    return "together" if unit in ("户", "家") else "persons" if unit in ("人", "名", "人次") else ""


def _is_of_another_level(context: Context, fact: Fact) -> bool:
    """Whether things of a level are asked for of which a value says nothing: 国家级研发平台."""
    weighed = {id(w.mention): w for w in context.required}
    index, levels = context.index_of(fact), context.knowledge.levels
    return any(
        kind.form in levels and id(kind) in weighed and not weighed[id(kind)].degree(index)
        for clause in _asking(context)
        for _, kind, _ in _compounds(clause)
    )


def _is_of_another_kind(context: Context, fact: Fact) -> bool:
    """Whether a word before a noun says of what kind it is, and the name of a value says another kind.

    The satisfaction of the people is not that of firms, nor a subsidy for talents one for the poor.
    """
    for clause in _asking(context):
        for kind, noun in pairwise(clause.mentions):
            beside = kind.end == noun.start and STATUS not in noun.kinds and is_named(fact, noun)
            if FUNCTION in kind.kinds and not any(name.endswith(noun.form) for name in fact.names):
                continue  # 给群众兑付 says to whom
            if (
                beside
                and (_is_kind(kind) or _is_whose_rate(kind, noun))
                and not _knows(fact, kind)
                and _unsaid(context, fact, noun)
            ):
                return True
    return False


def _is_kind(mention: Mention) -> bool:
    """Whether a word may say of what kind the noun after it is."""
    named = mention.kinds & {LABEL, CLASS, UNKNOWN} or mention.kinds >= {SYNONYM, FUNCTION}
    return len(mention.text) > 1 and bool(named) and not mention.kinds & {STATUS, CUE, QUESTION}


def _is_whose_rate(mention: Mention, noun: Mention) -> bool:
    """Whether a word says of whom a rate is: 学生满意率."""
    return mention.kinds == {SYNONYM} and len(mention.text) > 1 and noun.form.endswith(_RATE)


def _is_share_of_another(context: Context, fact: Fact) -> bool:
    """Whether the share of one thing is asked for, and a value is that of another: services, and finance."""
    if context.knowledge.measure(fact) != "share":
        return False
    for clause in _asking(context):
        for part, cue in pairwise(clause.mentions):
            takes = bool(cue.meanings("Cue") & _TAKES_SHARE) and not cue.content and QUESTION not in cue.kinds
            named = part.content and part.kinds & {LABEL, SYNONYM, UNKNOWN} and CUE not in part.kinds
            if takes and named and not is_named(fact, part) and not _holds_any(fact, part):
                return True
    return False


def _holds_any(fact: Fact, mention: Mention) -> bool:
    """Whether the clause or the names of a value hold a word, or another one for it."""
    forms = [f for f in (mention.form, *mention.alternatives) if len(f) > 1]
    return any(form in fact.tiers[CLAUSE] or form in fact.joined_names for form in forms)


def _knows(fact: Fact, mention: Mention) -> bool:
    """Whether the words of a value say a word, or a character of it stands in one of its names."""
    forms = [f for f in (mention.form, *mention.alternatives) if len(f) > 1 and not f.isascii()]
    told = any(form in tier for form in forms for tier in fact.tiers[:SENTENCE])
    return told or any(char in fact.joined_names for char in mention.text)


def _is_of_some_only(context: Context, fact: Fact) -> bool:
    """Whether all of a kind are asked for, and the name of a value says some of them: 所有小区, 老旧小区."""
    return any(
        "total" in whole.meanings("Cue") and CLASS in noun.kinds and _unsaid(context, fact)
        for clause in _asking(context)
        for whole, noun in pairwise(clause.mentions)
    )


def _is_of_a_part_unasked(context: Context, fact: Fact) -> bool:
    """Whether no more than one word is asked for, and the name of a value says of which part of it it is.

    The projects begun in one branch of industry are not all that were begun.
    """
    words = [w for w in context.weighed if w.mention.content and CUE not in w.mention.kinds]
    if len(words) > 1 or context.named_things or context.followed:
        return False
    return context.naming_of(fact) < NAMED and bool(_unsaid(context, fact))


def _unsaid(context: Context, fact: Fact, noun: Mention | None = None) -> list[str]:
    """The words of the first name of a value, before a noun, of which the question says nothing.

    Those for work do not count, nor those that the question says a part of.
    """
    name, text = fact.names[0], context.question.text
    said = {f for m in context.question.mentions for f in _for_the_same(m) if len(f) > 1}
    spans = [at.span() for form in said for at in re.finditer(re.escape(form), name)]
    spans += [(start, end) for start, end, _ in context.knowledge.works.found(name)]
    rest = "".join(_GAP if any(s <= at < e for s, e in spans) else char for at, char in enumerate(name))
    if noun is not None:
        rest = rest[: max((name.rfind(f) for f in _for_the_same(noun) if len(f) > 1), default=0)]
    words = (w.strip(_LIGHT) for w in rest.split(_GAP))
    return [w for w in words if len(w) > 1 and not any(char in text for char in w)]


def _for_the_same(mention: Mention) -> Iterator[str]:
    """A word and other words for it that say no more than it does."""
    yield from (mention.form, mention.text, *mention.parts)
    yield from (a for a in mention.alternatives if len(a) <= len(mention.form) + 1)


_CHECKS: tuple[Callable[[Context, Fact], bool], ...] = (
    is_what_was_added,
    _is_yet_to_be_added,
    _is_of_the_whole,
    _is_of_several,
    _is_of_more_kinds,
    _is_of_afterwards,
    _is_a_level,
    _is_of_a_longer_time,
    _is_of_a_shorter_time,
    _counts_others,
    _is_of_another_level,
    _is_of_another_kind,
    _is_of_some_only,
    _is_share_of_another,
    _is_of_a_part_unasked,
)
