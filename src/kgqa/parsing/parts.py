"""Which sentences of a text ask, and which parts of a sentence are questions of their own.

Where a text has question marks, only the sentences that end in one ask. A question that names nothing belongs
to the one before it, or is a question of its own about the same thing when it asks for another quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from kgqa.graph.profile import local_name
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, STATUS, UNKNOWN, Mention
from kgqa.parsing.detection import years_in
from kgqa.parsing.question import RELATIVE, Clause
from kgqa.query.forms import STATEMENTS

HOW_MUCH = re.compile(r"多[少大高长重远宽快久]|几|\bhow (?:many|much|large|big|long|high)\b")
_ASKS_ELSE = re.compile(r"多少|哪|什么|谁|吗|是否")
_COMPARED = frozenset({"compare", "difference", "greater", "less", "higher", "lower", "each", "ratio", "sum"})
_SET_TOGETHER = _COMPARED | {"both"}  # years that are spoken of together
_COMPUTED = frozenset({"compare", "difference", "each", "sum", "mean", "rank", "max", "min"})
_CHANGED = frozenset({"growth", "decline", "higher", "lower", "greater", "less"})
_ADDED_UP = frozenset({"sum", "total"})
_JOIN = re.compile(r"(?:[、和与及]|以及|并且?|\band\b(?: (?:on|with|of|in|for|at|to))?|,)\s*$")
_ROWS_JOIN_WITHIN = re.compile(r"、|以及|并且?|同时")  # between verbs; 和 stands between nouns
_ROWS_JOIN = re.compile(rf"(?:{_ROWS_JOIN_WITHIN.pattern}|\band )$")
_AND = re.compile(r"\band ")
_WHAT_BESIDE = re.compile(
    r",? and (?=what (?:about|is|was|are|were) )"
)  # after how many: and what was its revenue
_LEAD_IN = re.compile(r"(?:\b(?:on|with|of|in|for|at|to|by) )?$")  # on how many plots
_TOLD_AT_LENGTH = frozenset({"description", "manner"})  # what no number answers
_OPENING_WHAT = re.compile(r"\s*(?:and )?what (?:about|is|was|are|were) ")
_SET_AGAINST = frozenset({"compare", "difference"})
_NO_THINGS = frozenset({"HonourTitle", "Topic", "Programme", "Strategy", "Policy", "Indicator", *STATEMENTS})
_WHEREIN = ("在", "于", "到", "属", "是")  # what the things before it stand in, or are
_NO_ROWS = frozenset({"describe", "target", "headline"})  # what is done and aimed at, in the report's words
_NOUN_AND_VERB = 2  # words after a question word that tell what is done with what is asked for
_MOST_REFERRING = 1  # words that a question may name and still mean what was told before it

Sentence = tuple[Clause, ...]
UnitOf = Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """A question of a text: its clauses, and the clauses of the questions before it that it may lean on."""

    clauses: Sentence
    shared: Sentence = ()


def meanings(clauses: Iterable[Clause], kind: str) -> frozenset[str]:
    """What the words of clauses stand for as entries of a lexicon kind."""
    mentions: Iterable[Mention] = (m for c in clauses for m in c.mentions)
    return frozenset(x for m in mentions for x in m.meanings(kind))


def words(clauses: Iterable[Clause]) -> str:
    """The text of clauses."""
    return "".join(c.text for c in clauses)


def asks(sentence: Sentence) -> bool:
    """Whether any clause of a sentence asks."""
    return any(c.asks for c in sentence)


# ---------- sentences ----------


def _with_addends(sentence: Sentence) -> Sentence:
    """A sentence in which all that is added up is asked for, and not only what stands with the question word.

    幼儿园的，再加上小学的，一共多少个？ Adding the roads and the bridges, how many are there in total?
    """
    cues = meanings(sentence, "Cue")
    if not asks(sentence) or not cues & _ADDED_UP or "mean" in cues:
        return sentence
    added = [i for i, c in enumerate(sentence) if _adds(c)]
    if not added:
        return sentence
    first = added[0] - sentence[added[0]].opens_with("addition")
    last = max(i for i, c in enumerate(sentence) if c.asks or i == added[-1])
    return tuple(
        replace(c, asks=True) if first <= i <= last and any(m.content for m in c.mentions) else c
        for i, c in enumerate(sentence)
    )


def _adds(clause: Clause) -> bool:
    """Whether a clause says that what it names is added to something, or that several things are added."""
    cues = meanings((clause,), "Cue")
    several = "coordination" in cues or "、" in clause.text
    return "addition" in cues or ("sum" in cues and several and clause.names_something)


def marked(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Sentences, of which only those with a question mark ask where there is one in the text."""
    sentences = [part for s in sentences for part in _led_in(s)]
    sentences = [_with_addends(_without_manners(s)) for s in _without_frames(sentences)]
    if not any(_has_mark(s) for s in sentences):
        return sentences
    *_, last = sentences
    return [
        _asking(s) if _has_mark(s) or (s is last and _asks_how_much(s)) else _telling(s) for s in sentences
    ]


def _asks_how_much(sentence: Sentence) -> bool:
    """Whether a sentence asks for a number and names nothing: 是收的多还是供的多？差多少亩"""
    asking = any(c.asks and HOW_MUCH.search(c.text) for c in sentence)
    return asking and not any(c.names_something or c.frames for c in sentence)


def _led_in(sentence: Sentence) -> list[Sentence]:
    """A sentence, apart from what leads to it up to a colon: 给几位居民回信，只想核实一个数：2023年…

    It says what the answer is for, or speaks of the one who asks: my deputy wants one number: how many …
    Where nothing behind the colon says what is asked about, it stands before it and is no mere lead.
    """
    opening = max((n for n, c in enumerate(sentence) if c.text.endswith(":")), default=-1)
    lead, rest = sentence[: opening + 1], sentence[opening + 1 :]
    if not lead or not (lead[-1].frames or _speaks_of_asker(lead) or _tells_of_some(lead, rest)):
        return [sentence]
    named = any(LABEL in m.kinds and m.content for c in rest for m in c.mentions)
    if not lead or not asks(rest) or not (named or _years(rest)):
        return [sentence]
    return [_telling(lead), rest]


def _speaks_of_asker(lead: Sentence) -> bool:
    """Whether clauses tell of the one who asks, and the last of them names nothing: 我都抄好了，就差一个："""
    named = any(LABEL in m.kinds and m.content and CUE not in m.kinds for m in lead[-1].mentions)
    return "speaker" in meanings(lead, "Cue") and not asks(lead) and not named


def _tells_of_some(lead: Sentence, rest: Sentence) -> bool:
    """Whether 几 means some, before a colon behind which a number is asked for: 有几个项目，…：总面积多少."""
    asking = [c for c in lead if c.asks]
    names = any(LABEL in m.kinds and m.kinds.isdisjoint({CUE, FUNCTION}) for m in lead[-1].mentions)
    some = all("几" in c.text and not _ASKS_ELSE.search(c.text) for c in asking)
    return bool(asking) and some and not lead[-1].asks and not names and bool(HOW_MUCH.search(words(rest)))


def _without_frames(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Sentences, in which a clause that tells what the answer is for asks nothing where another one can.

    材料里得写清楚时间节点：今年要交出去多少套？
    """
    sentences = list(sentences)
    clauses = [c for s in sentences for c in s]
    if len({c.frames for c in clauses}) == 1:
        return sentences
    asked = any(c.asks and _says_something(c) for c in clauses if not c.frames)
    if not asked and any(c.asks for c in clauses):
        return sentences
    return [tuple(replace(c, asks=(c.asks or not asked) and not c.frames) for c in s) for s in sentences]


def _says_something(clause: Clause) -> bool:
    """Whether a clause has more than words that ask; a tag says nothing itself."""
    return any(not m.kinds <= {QUESTION, FUNCTION} for m in clause.mentions)


def _has_mark(sentence: Sentence) -> bool:
    return "?" in words(sentence[-1:])


def _asking(sentence: Sentence) -> Sentence:
    """A sentence with a question mark asks in all its clauses when no word of it does (GDP比上年高？)."""
    return sentence if asks(sentence) else tuple(replace(c, asks=True) for c in sentence)


def _telling(sentence: Sentence) -> Sentence:
    return tuple(replace(c, asks=False) for c in sentence)


def _without_manners(sentence: Sentence) -> Sentence:
    """A sentence in which a clause that asks yes or no of nothing (能不能替我算一下) asks nothing."""
    if all(_is_manner(c) for c in sentence if c.asks):
        return sentence
    return tuple(replace(c, asks=False) if c.asks and _is_manner(c) else c for c in sentence)


def _is_manner(clause: Clause) -> bool:
    asked = meanings((clause,), "QuestionWord")
    named = any(m.content and m.kinds != {UNKNOWN} for m in clause.mentions)
    return asked == {"truth"} and not named and not HOW_MUCH.search(clause.text)


def continued(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Sentences, with those that ask but name nothing (相差几个百分点？) joined to the one before them."""
    joined: list[Sentence] = []
    for sentence in sentences:
        if joined and asks(sentence) and not any(c.names_something for c in sentence):
            earlier = joined[-1]
            if not asks(earlier):  # a statement and then: could you tell me that?
                earlier = tuple(replace(c, asks=True) for c in earlier)
            joined[-1] = (*earlier, *sentence)
        elif (
            joined
            and not asks(joined[-1])
            and (_refers_back(sentence) or _is_set_against(sentence, joined[-1]))
        ):
            joined[-1] = (*joined[-1], *sentence)
        else:
            joined.append(sentence)
    return joined


def _refers_back(sentence: Sentence) -> bool:
    """Whether a pronoun of a question means what the sentence before it told: how many do they offer?

    What is set against something is one of its sides: how far short is it of what was created in 2023?
    """
    named = [m for c in sentence for m in c.mentions if m.content and not m.kinds & {CUE, FUNCTION}]
    cues = meanings(sentence, "Cue")
    few = len(named) <= _MOST_REFERRING or bool(cues & _SET_AGAINST)
    return asks(sentence) and "pronoun" in cues and few


def _is_set_against(sentence: Sentence, earlier: Sentence) -> bool:
    """Whether a question sets what it says of one year against what was told of another.

    The goal for 2024 looks modest. How far short is it of what was created in 2023?
    """
    named = [m for c in sentence for m in c.mentions if m.content and not m.kinds & {CUE, FUNCTION}]
    own, told = _years(sentence), _years(earlier)
    apart = bool(own) and bool(told) and own.isdisjoint(told)
    return (
        apart
        and asks(sentence)
        and "difference" in meanings(sentence, "Cue")
        and len(named) <= _MOST_REFERRING
    )


# ---------- parts of a sentence ----------


def split(sentence: Sentence, unit_of: UnitOf = lambda _: "") -> Sequence[Part]:
    """A sentence with several clauses that each ask for the number of something, one part for each.

    Args:
        unit_of: the unit by which a text asks for a number.
    """
    asking = [i for i, c in enumerate(sentence) if c.asks]
    numbered = [i for i in asking if HOW_MUCH.search(sentence[i].text) and sentence[i].names_something]
    sources = [i for i in asking[1:] if sentence[i].asks_source and not sentence[asking[0]].asks_source]
    together = _sets_together(sentence[asking[-1] + 1 :]) if asking else False
    others = [
        i
        for i in asking
        if not together and numbered and i > numbered[0] and _asks_of_another_year(sentence[i])
    ]
    led = (
        any(c.names_something for c in sentence[: asking[0]]) if asking else False
    )  # …的，一共多少家、多少钱
    counted = numbered or [i for i in asking if led and HOW_MUCH.search(sentence[i].text)]
    kinds = [i for i in asking if counted and i > counted[0] and _asks_another_quantity(sentence, i, unit_of)]
    alike = [i for i in asking if numbered and i > numbered[0] and _asks_alike(sentence[i])]
    told_of = [i for i in asking if numbered and i > numbered[0] and _asks_how_a_thing_goes(sentence[i])]
    truths = [
        i for i in asking if not together and numbered and i > numbered[0] and _asks_whether(sentence[i])
    ]
    apart = [begin for i in asking[1:] if (begin := _begins_by_itself(sentence, i))]
    rows = [i for i in asking[1:] if _wants_another_row(sentence[i - 1], sentence[i])]
    of_it = [i for i in asking[1:] if _asks_of_what_is_found(sentence, i)]
    several = (numbered[1:], others, kinds, alike, told_of, truths, sources, apart, rows, of_it)
    starts = sorted({0, *chain.from_iterable(several)})
    if len(starts) < 2:
        return [Part(sentence)]
    lead = sentence[: asking[0]]  # what stands before the first question is said of each
    cuts = list(pairwise([*starts, len(sentence)]))
    told = {a: _subject(sentence[:a]) for a, b in cuts if a in apart and _names_no_one(sentence[a:b])}
    told |= {a: _opening(sentence[asking[0]]) for a in rows}
    return [
        Part(sentence[a:b])
        if not a
        else Part((*lead, *told.get(a, ()), *sentence[a:b]), sentence[len(lead) : a])
        for a, b in cuts
    ]


def _sets_together(clauses: Sentence) -> bool:
    """Whether clauses behind what is asked set it against each other and name nothing: 是增了还是减了."""
    cues = meanings(clauses, "Cue")
    return "alternative" in cues and bool(cues & _CHANGED) and _names_no_one(clauses)


def _asks_of_what_is_found(sentence: Sentence, index: int) -> bool:
    """Whether a clause asks about the thing that one before it asks for: 是哪家企业，它又获得什么称号."""
    clause, earlier = sentence[index], [c for c in sentence[:index] if c.asks]
    found = any(meanings((c,), "QuestionWord") & {"entity", "person"} for c in earlier)
    points = "pronoun" in meanings((clause,), "Cue") and (clause.names_something or clause.asks_source)
    return found and points and _asks_openly(clause)


def _wants_another_row(one: Clause, other: Clause) -> bool:
    """Whether a clause goes on from one that asks for names, with its own verb: 守什么理念、出哪些政策.

    After a comma, where both ask for things that have names of their own: 哪家升了星级，又引进了哪些酒店.
    """
    if _ROWS_JOIN.search(one.text):
        return all(map(_row_wanted, (one, other)))
    wanted = [_thing_wanted(c) for c in (one, other)]
    nouns = [noun for noun, told in wanted if noun and told]
    same = len({noun.form for noun in nouns}) == 1
    return len(nouns) == len(wanted) and (same or all(map(_is_of_things, nouns))) and not _asks_wherein(other)


def _thing_wanted(clause: Clause) -> tuple[Mention | None, bool]:
    """The noun after the question word, and whether another word tells what such things did."""
    which = next((m for m in clause.mentions if _asks_which(m)), None)
    if which is None or clause.text.isascii():
        return None, False
    noun = next((m for m in clause.mentions if m.start >= which.end and m.content), None)
    return noun, any(m.content and m != noun and m.kinds - {UNKNOWN} for m in clause.mentions)


def _is_of_things(noun: Mention) -> bool:
    """Whether a noun is for a class of things that have names of their own."""
    kinds = {local_name(x) for x in noun.meanings("ClassWord")}
    return bool(kinds) and kinds.isdisjoint(_NO_THINGS)


def _asks_wherein(clause: Clause) -> bool:
    """Whether it is asked in, or as, which thing something is: 建在哪个街道."""
    which = next(m for m in clause.mentions if _asks_which(m))
    return clause.text[: which.start].endswith(_WHEREIN)


def _row_wanted(clause: Clause) -> bool:
    """Whether a clause asks by a question word for what the noun after it names."""
    at = next((n for n, m in enumerate(clause.mentions) if _asks_which(m)), None)
    after = clause.mentions[at + 1 :] if at is not None else ()
    noun = next((m for m in after if m.content), None)
    return noun is not None and bool(noun.kinds - {UNKNOWN, CUE}) and not noun.meanings("Cue") & _NO_ROWS


def _asks_which(mention: Mention) -> bool:
    return "entity" in mention.meanings("QuestionWord")


def _opening(clause: Clause) -> Sentence:
    """The first name before the question word of a clause, as one that tells what its parts are about."""
    at = next(n for n, m in enumerate(clause.mentions) if _asks_which(m))
    named = tuple(m for m in clause.mentions[:at] if LABEL in m.kinds and m.content)[:1]
    return (Clause(" ".join(m.text for m in named), named, asks=True),) if named else ()


def _begins_by_itself(sentence: Sentence, index: int) -> int:
    """Where a question of its own begins that asks again for a date, or of another year; 0 for none.

    When is the one due, and when the other? What stage was it in in 2023, what is it to reach in 2024?
    """
    clause = sentence[index]
    earlier = [i for i, c in enumerate(sentence[:index]) if c.asks]
    asked = [sentence[i] for i in earlier if _asks_openly(sentence[i])]
    if not asked or not _asks_openly(clause):
        return 0
    dates = [c for c in (*asked, clause) if "date" in meanings((c,), "QuestionWord") and c.names_something]
    if clause in dates and len(dates) > 1:
        return index
    begin = earlier[-1] + 1  # with what is told between the two: by the plan for 2024, how far …
    own, told = _years(sentence[begin : index + 1]), _years(sentence[:begin])
    if not (own and told and own.isdisjoint(told)) or meanings(sentence, "Cue") & _SET_TOGETHER:
        return 0
    return begin


def _asks_alike(clause: Clause) -> bool:
    """Whether a clause asks the same of something else that it names: 床位增加多少张，托位呢.

    In English it begins with what: and what about childcare places, and what was its revenue.
    """
    cues = meanings((clause,), "Cue")
    if not clause.names_something or cues & (_COMPUTED | RELATIVE):
        return False
    if clause.text.isascii():
        return bool(_OPENING_WHAT.match(clause.text))
    ends = "followUp" in clause.mentions[-1].meanings("Cue")
    return ends and not meanings((clause,), "QuestionWord")


def _asks_how_a_thing_goes(clause: Clause) -> bool:
    """Whether a clause asks how something goes that it names: and what of the park?"""
    named = any(LABEL in m.kinds and m.content for m in clause.mentions)
    return named and bool(_TOLD_AT_LENGTH & meanings((clause,), "QuestionWord"))


def _asks_whether(clause: Clause) -> bool:
    """Whether a clause asks yes or no of what it names, and sets it against nothing: PM2.5降了没."""
    named = any(LABEL in m.kinds and m.content for m in clause.mentions)
    compared = meanings((clause,), "Cue") & (_COMPUTED | _COMPARED | {"alternative", "pronoun", "followUp"})
    only = meanings((clause,), "QuestionWord") == {"truth"} and not HOW_MUCH.search(clause.text)
    return named and only and not compared and not clause.text.isascii()


def _asks_openly(clause: Clause) -> bool:
    """Whether a clause asks for more than yes or no."""
    return clause.asks and meanings((clause,), "QuestionWord") != {"truth"}


def _years(clauses: Sentence) -> frozenset[int | str]:
    return frozenset((*years_in(words(clauses)), *(meanings(clauses, "Cue") & RELATIVE)))


def _names_no_one(clauses: Sentence) -> bool:
    """Whether clauses name no thing by its name, and point to none."""
    named = any(LABEL in m.kinds and m.content for c in clauses for m in c.mentions)
    return not named and "pronoun" not in meanings(clauses, "Cue")


def _subject(clauses: Sentence) -> Sentence:
    """The names in clauses, as a clause that tells what the one after it is about."""
    named = tuple(m for c in clauses if c.asks for m in c.mentions if LABEL in m.kinds and m.content)
    return (Clause(" ".join(m.text for m in named), named, asks=True),) if named else ()


def _asks_of_another_year(clause: Clause) -> bool:
    """Whether a clause asks for the number of the same thing in a year of its own: 去年新增多少个."""
    cues = meanings((clause,), "Cue")
    dated = bool(years_in(clause.text)) or bool(cues & RELATIVE)
    what = bool(_OPENING_WHAT.match(clause.text)) and "target" in cues  # and what is the target for 2024
    return dated and (what or bool(HOW_MUCH.search(clause.text))) and not cues & _COMPARED


def _asks_yes_or_no_first(clause: Clause) -> bool:
    """Whether a clause opens with the verb that asks: did it cover."""
    return bool(clause.mentions) and "truth" in clause.mentions[0].meanings("QuestionWord")


def _asks_for_a_share(clause: Clause) -> bool:
    return bool(HOW_MUCH.search(clause.text)) and "share" in meanings((clause,), "Cue")


def _asks_another_quantity(sentence: Sentence, index: int, unit_of: UnitOf) -> bool:
    """Whether a clause that names nothing asks for money, a share … of what the clauses before it count.

    Or by another counter (办了几次，多少人参加), for a total beside the number (几个，总投资多少), or for its
    share where they say nothing of one: 增长多少？占比到了多少.
    """
    clause, before = sentence[index], sentence[:index]
    if _asks_for_a_share(clause) and not clause.names_something:
        return "share" not in meanings(before, "Cue")
    if _asks_its_growth(clause) and not meanings(before, "Cue") & _CHANGED:
        return any(c.asks and unit_of(c.text) for c in before)
    if clause.names_something or meanings((clause,), "Cue") & _COMPUTED - {"sum"}:
        return False
    if index + 1 < len(sentence) and _asks_yes_or_no_first(sentence[index + 1]):
        return False  # put in between: how much land, measured in mu, did it cover
    kinds = meanings((clause,), "UnitWord")
    if kinds:
        return not kinds & meanings(before, "UnitWord")
    units = {unit_of(c.text) for c in before if c.asks} - {""}
    openly = meanings((clause,), "QuestionWord") - {"number"}  # 点了哪几家 asks for names
    if not units or openly or not HOW_MUCH.search(clause.text):
        return False
    unit = unit_of(clause.text)
    if unit:
        return unit not in units
    nouns = meanings((clause,), "QuantityNoun")
    return bool(nouns) and not nouns & meanings(before, "QuantityNoun")


def _asks_its_growth(clause: Clause) -> bool:
    """Whether a clause asks by how much grew what the one before it counts: 同比增幅多大."""
    cues = meanings((clause,), "Cue")
    own = [m for m in clause.mentions if m.content and not m.meanings("Cue")]
    return (
        not own
        and bool(cues & {"growth", "decline"})
        and bool(HOW_MUCH.search(clause.text))
        and not (cues & (_COMPUTED | _COMPARED) - {"compare"})
    )


# ---------- coordinated numbers in one clause ----------


def coordinated(clause: str, cut: Callable[[str], tuple[Mention, ...]]) -> list[str]:
    """A clause that asks for several numbers joined by 和 or and, as one clause for each.

    What stands before the first and after what the last one counts is said of each, unless it is said of one
    already (how many schools were built and how many beds were added).
    """
    marks = list(HOW_MUCH.finditer(clause))
    beside = _WHAT_BESIDE.search(clause, marks[0].end()) if len(marks) == 1 else None
    if beside:
        return [clause[: beside.start()], clause[beside.end() :]]
    if len(marks) < 2:
        return _row_by_row(clause, cut(clause))
    cues = [m.meanings("Cue") for m in cut(clause)]
    unlike = len({clause[m.end() : m.end() + 1] for m in marks}) == len(marks)  # 一共多少家、多少钱
    no_sum = frozenset({"sum"}) if unlike and not clause.isascii() else frozenset()
    if any(own & _COMPUTED - no_sum and "inPeriod" not in own for own in cues):  # places added are no sum
        return [clause]
    starts = [_begin(_LEAD_IN, clause[: m.start()]) for m in marks]
    lead, pieces = clause[: starts[0]], [clause[a:b] for a, b in pairwise([*starts, len(clause)])]
    if not all(_JOIN.search(piece) for piece in pieces[:-1]):
        return _verb_by_verb(clause, marks)
    tail = _after_counted(pieces[-1], cut)
    last = pieces.pop().removesuffix(tail)
    own = [_JOIN.sub(" ", piece) for piece in pieces]
    own, last = _with_what_is_counted([*own, last], cut)
    said = [piece if _after_counted(piece, cut).strip() else f"{piece}{tail}" for piece in own]
    return [f"{lead}{piece}" for piece in (*said, last + tail)]


def _with_what_is_counted(
    pieces: Sequence[str], cut: Callable[[str], tuple[Mention, ...]]
) -> tuple[list[str], str]:
    """English pieces, with the noun of the first for those that only say a state: how many completed."""
    first = HOW_MUCH.search(pieces[0])
    mentions = [m for m in cut(pieces[0]) if first and first.end() <= m.start]
    noun = next((m for m in mentions if m.content and STATUS not in m.kinds), None)
    found = list(pieces)
    if first and noun and pieces[0].isascii():
        counted = pieces[0][first.end() : noun.end]
        for n, piece in enumerate(found[1:], 1):
            mark = HOW_MUCH.search(piece)
            told = [m for m in cut(piece) if mark and mark.end() <= m.start and m.content]
            if mark and told and (STATUS in told[0].kinds or not told[0].kinds & {LABEL, CLASS}):
                found[n] = f"{piece[: mark.end()]}{counted}{piece[mark.end() :]}"
    return found[:-1], found[-1]


def _row_by_row(clause: str, mentions: Sequence[Mention]) -> list[str]:
    """A clause cut between two rows that are asked for with verbs of their own: 按照什么理念、坚持哪些策略.

    Where nothing but the question word stands after the mark (哪些产业、哪些领域), it is one row.
    """
    which = [m for m in mentions if _asks_which(m)]
    if len(which) != 2:
        return [clause]
    one, other = which
    joins = list((_AND if clause.isascii() else _ROWS_JOIN_WITHIN).finditer(clause, one.end, other.start))
    if not joins:
        return [clause]
    at = joins[-1].end()
    content = [m.start for m in mentions if m.content]
    told = [sum(a <= start < b for start in content) for a, b in ((one.end, at), (other.end, len(clause)))]
    if not clause[at : other.start].strip() and min(told) < _NOUN_AND_VERB:
        return [clause]
    return [clause[:at], clause[at:]]


def _verb_by_verb(clause: str, marks: Sequence[re.Match[str]]) -> list[str]:
    """A clause cut after the marks between numbers that have verbs of their own: 新建多少所、改建多少所."""
    cuts = [clause.rfind("、", a.end(), b.start()) + 1 for a, b in pairwise(marks)]
    return [clause[a:b] for a, b in pairwise([0, *cuts, len(clause)])] if all(cuts) else [clause]


def _begin(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else len(text)


def _after_counted(piece: str, cut: Callable[[str], tuple[Mention, ...]]) -> str:
    """What follows the thing that a piece counts: 的安置房, are to be opened."""
    mark = HOW_MUCH.search(piece)
    mentions = [m for m in cut(piece) if mark and mark.end() <= m.start]
    first = next((i for i, m in enumerate(mentions) if m.content or m.text == "的"), None)
    if first is None:
        return ""
    if not mentions[first].content:
        return piece[mentions[first].start :]
    return piece[next((m.start for m in mentions[first + 1 :] if not m.content), len(piece)) :]
