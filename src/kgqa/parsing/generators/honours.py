"""Titles won or sought, of all or of one recipient, of a level, with a word in their name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import DP
from kgqa.linking.lexicon import fold
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CLASS, LABEL, QUESTION, STATUS, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import TITLE, classes_named, head_classes
from kgqa.parsing.context import Context
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause
from kgqa.parsing.readings import Reading
from kgqa.query.forms import Honours

_BROAD = frozenset(f"{DP}{c}" for c in ("NamedThing", "Place", "Topic", "Programme", "Project"))
_SOUGHT = frozenset({"sought", "applied"})
_OF_TITLES = frozenset({*_SOUGHT, "won"})
_EITHER = ("或", "、", "和", "与", "及", "/", " or ", " and ")
_OR = ("或", " or ")
_QUOTED = re.compile(r"[“\"]([^”\"]{2,12})[”\"]")
_PLAIN = re.compile(r"[\w\u4e00-\u9fff+ .-]+")  # words that may stand in a query as they are


@dataclass(frozen=True)
class Wish:
    """Titles asked for: the form, the score, and the words that it does not use."""

    form: Honours
    score: float
    unused: tuple[str, ...]


def honours(context: Context) -> list[Reading]:
    """Every title that the question's words let in."""
    asked = context.question.asked
    if asked & {"truth", "number", "reason"} or context.question.asks_source_only:
        return []
    wish = titles_wanted(context)
    return [Reading(wish.form, wish.score, (), wish.unused, "honours")] if wish else []


def titles_wanted(context: Context) -> Wish | None:
    """What :func:`honours` reads; counting starts from it, too."""
    known = context.knowledge
    statuses = {local_name(x) for m in context.kept for x in m.meanings("StatusCue")}
    of_one = bool(statuses & _OF_TITLES) and _asks_what_one_won(context)
    named_so = of_one or TITLE in classes_named(context.question)
    if not named_so and not statuses & _OF_TITLES:
        return None
    if context.question.cues & {"beginsName", "endsName"} and _any_holds_elsewhere(context):
        return None
    among = context.on_topic("Honour")
    if context.titled.parts and not among:
        return None  # titles that stand in other parts
    if context.told_of_topic and not among:
        return None  # 新来的那批酒店，是哪俩牌子: no title is told on it
    topic = {id(m) for m in context.topic}
    aside = {id(m) for c in context.question.clauses if _only_denies(c) for m in c.mentions}
    words = [w for w in context.required if id(w.mention) not in topic | aside]  # 省级的不要
    sought: tuple[tuple[str, ...], ...] = ()
    if not named_so:
        kinds_named = [w for w in words if not _is_beside_kinds(known, w)]
        if not among or not _only_kinds(context, kinds_named):
            return None
        sought = _kinds_sought(context, kinds_named)
        words = [w for w in words if STATUS in w.mention.kinds or w.mention.form in known.levels]
    past = known.document is not None and context.scope.only_year == known.document.reports_on
    had = "won" in statuses or (past and not statuses)  # 2023年的荣誉 are not those sought in that year
    kind = "target" if statuses & _SOUGHT else "actual" if had else None
    given = _holders(known)
    held = list(dict.fromkeys(thing for w in words if (thing := _holder_named(known, w, given))))
    if len(held) > 1:
        return None  # 甲和乙分别获得了什么称号 asks for those of both
    recipient = next(iter(held), None)
    if recipient is None and context.subject not in ("", known.district):
        if context.subject not in given:
            return None
        recipient = context.subject
    kinds = tuple(form for w in words if CLASS in w.mention.kinds for form in _in_titles(context, w))
    either = _either_named(context, words)
    others = [
        forms
        for w in words
        if not w.mention.kinds & {STATUS, CLASS} and w not in either and (forms := _in_titles(context, w))
    ]
    one_of = [tuple(w.mention.form for w in either)] if either else []
    named = (*others, *one_of, *([kinds] if kinds else []), *sought, *((word,) for word in context.in_names))
    untold = () if among else context.told_of_topic  # on which no title is told
    untaken = (w for w in (*untold, *words) if w not in either)
    left = tuple(w.mention.text for w in untaken if w in untold or _is_left(context, w))
    if of_one:  # 被评为什么街区
        kinds = (*kinds, *(w.mention.form for w in words if CLASS in w.mention.kinds))
    holders = () if of_one else _holder_classes(context, words)
    if not (named or among or recipient) and (_quotes_of_titles(context) or _tells_of_something(context)):
        return None  # only those of two names, or of what is told before, and not all there are
    form = Honours(
        recipient,
        kind,
        context.scope.only_year,
        _levels(context, words),
        among,
        named,
        holders,
        named_so and not of_one and _asks_who(context, bool(holders or named)),
    )
    every = asks_every_title(context)
    worth = t.WHOLE if named or every or recipient or among else t.TITLES
    return Wish(form, worth * t.UNUSED_HONOUR ** len(left), left)


def _asks_what_one_won(context: Context) -> bool:
    """Whether a question names one who has or seeks titles, and asks only what: 被评为什么街区."""
    known, given = context.knowledge, _holders(context.knowledge)
    held = {id(w): thing for w in context.required if (thing := _holder_named(known, w, given))}
    if len(set(held.values())) != 1 or known.district in held.values():
        return False
    others = [w for w in context.required if id(w) not in held and not _is_beside_kinds(known, w)]
    kinds = all(CLASS in w.mention.kinds and _is_in_a_title(context, w.mention.form) for w in others)
    named = [m for m in context.question.asking if m.meanings("ClassWord")]
    titles = all(TITLE in m.meanings("ClassWord") or _is_in_a_title(context, m.form) for m in named)
    plain = context.question.asked == {"entity"} and "describe" not in context.question.cues
    return plain and kinds and titles


def _only_denies(clause: Clause) -> bool:
    """Whether a clause only says what is not wanted: 省级的不要."""
    asks = any(QUESTION in m.kinds or "list" in m.meanings("Cue") for m in clause.mentions)
    return clause.denies and not (clause.asks and asks)


def _tells_of_something(context: Context) -> bool:
    """Whether a clause that asks nothing names what the titles are to be of: 新来的那批酒店，是哪俩牌子."""
    return any(
        LABEL in m.kinds and m.content and context.knowledge.proper_named(m) != context.knowledge.district
        for c in context.question.clauses
        if not (c.asks or c.frames or c.sets_aside or c.denies)
        for m in c.mentions
    )


def _quotes_of_titles(context: Context) -> bool:
    """Whether words of titles stand in quotation marks: “先进集体”“先进单位”这两种."""
    labels, honours = context.knowledge.facts.labels, context.knowledge.facts.of("Honour")
    titles = {f.one("honourTitle") for f in honours}
    names = [form for title in titles if title in labels for form in labels[title].forms]
    quoted = set(map(fold, _QUOTED.findall(context.question.original))) - context.knowledge.levels.keys()
    return any(word in name for word in quoted for name in names)


def _any_holds_elsewhere(context: Context) -> bool:
    """Whether a title holds the word with which names are to begin or end, but not there."""
    labels, honours = context.knowledge.facts.labels, context.knowledge.facts.of("Honour")
    titles = {f.one("honourTitle") for f in honours}
    names = [form for title in titles if title in labels for form in labels[title].forms]
    return any(word in name and not context.bears(name) for word in context.in_names for name in names)


def _either_named(context: Context, words: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """Words for kinds of titles of which either will do, where all are in titles: 示范区或模范集体."""
    known = context.knowledge
    told = [w for w in words if not w.mention.kinds & {STATUS, CLASS} and not _level(known, w)]
    own = [w for w in told if any(_is_one_of_several(clause, w) for clause in context.question.clauses)]
    named = len(own) > 1 and all(_is_in_a_title(context, w.mention.form) for w in own)
    return tuple(own) if named else ()


def _is_beside_kinds(known: Knowledge, word: Weighed) -> bool:
    """Whether a word tells the state, the level or the district, and no kind of title."""
    mention = word.mention
    return (
        STATUS in mention.kinds
        or mention.form in known.levels
        or known.proper_named(mention) in known.everywhere
    )


def _only_kinds(context: Context, words: Iterable[Weighed]) -> bool:
    """Whether things are asked for by no words but those in names of titles: 争创哪些示范区.

    Nothing but the state may tell what is asked for: 写明要争创的有哪些. No other clause names more kinds.
    """
    topic = {id(m) for m in context.topic}
    others = [c for c in context.question.clauses if not c.asks and not c.sets_aside and not c.frames]
    bare = not any(m.content for m in context.question.asking)  # 凡是要争创的，一共有哪几个
    more = any(
        (c.bracketed or c.names_something)
        and any(
            m.content and id(m) not in topic and not (bare and _tells_which_titles(context, m))
            for m in c.mentions
        )
        for c in others
    )
    asked = "entity" in context.question.asked
    return asked and not more and all(_is_in_a_title(context, w.mention.form) for w in words)


def _tells_which_titles(context: Context, mention: Mention) -> bool:
    """Whether a word tells the state or the level of titles, or stands in their names."""
    known = context.knowledge
    told = STATUS in mention.kinds or mention.form in known.levels
    return told or context.says_in_names(mention) or mention.kinds == {UNKNOWN}


def _kinds_sought(context: Context, words: Iterable[Weighed]) -> tuple[tuple[str, ...], ...]:
    """Groups of words for kinds of titles: in a row (示范区和模范集体) one of them is enough."""
    own = tuple(w.mention.form for w in words)
    if context.asked_phrase:
        return tuple((form,) for form in own)
    return (own,) if own else ()


def _holder_named(known: Knowledge, word: Weighed, holders: frozenset[str]) -> str:
    """The holder of titles that a word names, the empty string if it names none."""
    things = (known.part_named(form) for form in (word.mention.form, *sorted(word.mention.alternatives)))
    return next((thing for thing in things if thing in holders), "")


def _holder_classes(context: Context, words: Iterable[Weighed]) -> tuple[str, ...]:
    """Classes of those who have or seek titles, which the question names: 企业 in 企业拿到哪些称号."""
    known = context.knowledge
    given = frozenset[str]().union(*(known.classes_of(x) for x in _holders(known)))
    own = (w for w in words if not _in_titles(context, w))
    named = (c for w in own for c in sorted(w.mention.meanings("ClassWord")))
    return tuple(dict.fromkeys(c for c in named if c in given and c != TITLE and c not in _BROAD))


def _asks_who(context: Context, narrowed: bool) -> bool:
    """Whether those who have titles are asked for: 各是谁, or where they or the titles are named 哪些企业."""
    if "person" in context.question.asked:
        return True
    head = head_classes(context.question)
    return narrowed and bool(head) and head[0] != TITLE


def _is_left(context: Context, word: Weighed) -> bool:
    """Whether a word is left over by what narrows titles."""
    known, mention = context.knowledge, word.mention
    forms = {mention.form, *mention.alternatives}
    used = mention.kinds & {STATUS, CLASS} or any(f in known.levels or f in known.entities for f in forms)
    return not used and not _in_titles(context, word)


def _holders(known: Knowledge) -> frozenset[str]:
    """All that has or seeks a title."""
    return frozenset(x for f in known.facts.of("Honour") for x in f.all("recipient"))


def asks_every_title(context: Context) -> bool:
    """Whether titles are asked for by a level, and by nothing that would pick some of them."""
    known, words = context.knowledge, context.required
    if TITLE not in classes_named(context.question) or not _levels(context, words):
        return False
    return all(CLASS in w.mention.kinds or _is_beside_kinds(known, w) or _level(known, w) for w in words)


def asks_titles_on_a_topic(context: Context) -> bool:
    """Whether titles are asked for that a topic tells, and by no other word: 民生方面争创的称号."""
    wish = titles_wanted(context)
    return wish is not None and bool(wish.form.among) and not wish.unused


def _is_one_of_several(clause: Clause, word: Weighed) -> bool:
    """Whether a word stands beside another of which either will do: 示范或荣誉称号."""
    before, after = clause.text[: word.mention.start], clause.text[word.mention.end :]
    return word.mention in clause.mentions and (after.startswith(_EITHER) or before.endswith(_OR))


def _levels(context: Context, words: Iterable[Weighed]) -> tuple[str, ...]:
    """The levels named, in the question's order: 国家级、省级 wants titles of either."""
    return tuple(dict.fromkeys(code for w in words if (code := _level(context.knowledge, w))))


def _level(known: Knowledge, word: Weighed) -> str:
    """The code of the level that a word stands for, by itself or in other words: 国家层面."""
    mention = word.mention
    forms = (mention.form, *sorted(mention.alternatives))
    if mention.form not in known.levels and known.proper_named(mention) in known.everywhere:
        return ""  # the district itself, whose titles are of any level
    return next((code for form in forms if (code := known.levels.get(form))), "")


def _in_titles(context: Context, word: Weighed) -> tuple[str, ...]:
    """The forms of a word that stand in names of titles, and so narrow them: 旅游 in 省级旅游休闲街区."""
    meant = word.mention.meanings("ClassWord")
    if meant and TITLE not in meant:
        return ()
    if not meant and any(_is_one_of_several(clause, word) for clause in context.question.clauses):
        return ()
    forms = (word.mention.form, *(() if meant else sorted(word.mention.alternatives)))
    return tuple(form for form in forms if _is_in_a_title(context, form))


def _is_in_a_title(context: Context, form: str) -> bool:
    """Whether the name of a title holds a word, other than one for its level."""
    labels = context.knowledge.facts.labels
    titles = {f.one("honourTitle") for f in context.knowledge.facts.of("Honour")}
    names = [form for title in titles if title in labels for form in labels[title].forms]
    return (
        len(form) > 1
        and not form.isascii()
        and bool(_PLAIN.fullmatch(form))
        and form not in context.knowledge.levels
        and any(form in name for name in names)
    )
