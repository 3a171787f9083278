"""What kind of thing a question asks for: classes named, states named, things or descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import DP
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, QUESTION, STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause, Number, Question

INDICATOR, TITLE = f"{DP}Indicator", f"{DP}HonourTitle"
_TARGETS = frozenset({"target", "headline"})
_LOWERED = frozenset({"lower", "less", "lowered", "decline"})
_CHANGED = _LOWERED | {"higher", "greater", "equal", "raised"}
_AIMED = frozenset({"target", "atLeast", "atMost"})  # cues of words for a target, or for what bounds it
_THING, _TOPIC, _PROGRAMME, _PROJECT = (f"{DP}{c}" for c in ("NamedThing", "Topic", "Programme", "Project"))
_LOOSE = frozenset({_TOPIC, _PROGRAMME, _PROJECT})  # what these words stand for is as often told as listed
BROAD = _LOOSE | {_THING}
# Words after an English one for a piece of work: the excavation at …, the tendering for …
_OF_WORK = frozenset({"of", "at", "on", "for", "in", "around", "works", "work"})
_COUNTERS = frozenset({"个", "项"})  # of indicators
_BY = frozenset({"以", "由", "靠", "凭", "用"})  # before a word for that by which something is done
_PARTED = frozenset({"ratio", "share"})  # cues of words for a part of a whole
_WITHIN = frozenset({"里", "中", "里面", "里头", "里边", "当中", "之中", "其中"})
_JOINS = frozenset("、和与及")  # between the kinds of one row
DENYING = re.compile(r"[还尚仍]?[未没]")  # at the head of words that deny a state: 未完工


def classes_named(question: Question) -> list[str]:
    """Classes that the question's words stand for, in its order."""
    return list(dict.fromkeys(c for m in question.mentions for c in _classes(m)))


def head_classes(question: Question) -> list[str]:
    """Classes of the thing asked for.

    They are those of the first class word after the question word, and of those joined to it by 和; if
    there is none after it, of the last before it in the clause that asks (街道办的托育机构叫什么).
    """
    return list(dict.fromkeys(c for m in head_words(question) for c in _classes(m)))


def head_words(question: Question) -> list[Mention]:
    """The class words of the thing asked for."""
    for clause in question.clauses:
        found = _first_classes(clause.mentions)
        if found:
            return found
    for clause in question.clauses:
        asks = next((n for n, m in enumerate(clause.mentions) if _asks(m)), None)
        found = _first_classes(clause.mentions[:asks][::-1], True) if clause.asks and asks else []
        if found:
            return found[::-1]
    return [m for m in question.mentions if _classes(m)]


def _asks(mention: Mention) -> bool:
    return QUESTION in mention.kinds or "list" in mention.meanings("Cue")


def _first_classes(mentions: Sequence[Mention], after: bool = False) -> list[Mention]:
    """The first class word after the question word, or from the start, with those joined to it."""
    found: list[Mention] = []
    for mention in mentions:
        after = after or _asks(mention)
        if after and _classes(mention):
            if found and _is_one_word(*sorted((found[-1], mention), key=lambda m: m.start)):
                found[-1] = max(found[-1], mention, key=lambda m: m.start)
            else:
                found.append(mention)
        elif found and "coordination" not in mention.meanings("Cue"):
            break
    return found


def _is_one_word(one: Mention, other: Mention) -> bool:
    """Whether two English kinds make one word, of which the last says what it is: job-fair campaign."""
    return one.text.isascii() and other.text.isascii() and other.start - one.end == 1


def _classes(mention: Mention) -> list[str]:
    return [e.meaning for e in mention.entries if e.kind == "ClassWord"]


def asks_for_indicators(question: Question) -> bool:
    """Whether indicators or targets are asked for by word: 哪些指标, 哪几项目标, which headline figures."""
    if "entity" not in question.asked:
        return False
    if INDICATOR in classes_named(question) or "headline" in question.cues or _asks_for_targets(question):
        return True
    return _sets_targets_against_results(question)


def _sets_targets_against_results(question: Question) -> bool:
    """Whether targets are set against results and nothing else is named: 目标低于实际的有哪些."""
    both = {"target", "actual"} <= question.cues and bool(question.cues & _CHANGED)
    return both and not any(m.content and CUE not in m.kinds for m in question.mentions)


def counts_indicators(question: Question) -> bool:
    """Whether it is asked how many indicators or targets there are of a kind: 增速超过5%的指标有几个."""
    if "number" not in question.asked or "truth" in question.asked:
        return False
    if "difference" in question.cues and any(m.meanings("UnitWord") for m in question.asking):
        return False  # by how many percentage points
    if question.unit and question.unit not in _COUNTERS:
        return False  # how many people fewer than last year
    counted = question.counted
    if counted is not None:
        return any(_is_indicator(m) for m in (counted, *_behind(question, counted)))
    named = INDICATOR in classes_named(question) or "headline" in question.cues
    return named or _sets_targets_against_results(question)


def _is_indicator(mention: Mention) -> bool:
    return INDICATOR in mention.meanings("ClassWord") or bool(mention.meanings("Cue") & _TARGETS)


def _behind(question: Question, rate: Mention) -> Iterator[Mention]:
    """The word right behind one for growth, which it only tells the kind of: growth-rate targets."""
    if "growth" in rate.meanings("Cue"):
        pairs = (pair for clause in question.clauses for pair in pairwise(clause.mentions))
        yield from (other for one, other in pairs if one is rate)


def asks_how_large(question: Question) -> bool:
    """Whether a value is asked for and no number of things: 目标是多少, and neither 有多少 nor 数量是多少."""
    counts = question.unit or question.counted is not None or "count" in question.cues
    return "level" in question.cues and "number" in question.asked and not counts


def number_selecting(question: Question) -> Number | None:
    """The number by which indicators are picked: 哪些指标的目标高于8%. How many are wanted picks none."""
    if not (asks_for_indicators(question) or counts_indicators(question)):
        return None
    rates = "share" in question.cues  # 8 per cent
    numbers = [n for n in question.numbers if (n.unit or rates) and n.value != question.limit]
    return numbers[0] if len(numbers) == 1 else None


def relation_to_results(question: Question, spans_years: bool = False) -> str:
    """The relation in which targets are asked for to the results before them; empty for none.

    Args:
        spans_years: whether the question names both years, so that it need not say that one has targets.
    """
    told = question.cues & _CHANGED
    if question.numbers or not (told and ("target" in question.cues or spans_years)):
        return ""
    if "equal" in told:
        return "="
    lower = bool(told & _LOWERED) != _sets_result_against_target(question)
    return "<" if lower else ">"


def _sets_result_against_target(question: Question) -> bool:
    """Whether it is the result that lies above or below the target, and not the other way round."""
    for clause in question.clauses:
        said = [m.meanings("Cue") for m in clause.mentions]
        at = next((n for n, cues in enumerate(said) if cues & _CHANGED), None)
        if clause.asks and at is not None:
            before, after = (frozenset[str]().union(*side) for side in (said[:at], said[at + 1 :]))
            if "actual" in before and "target" not in before and after & _AIMED:
                return True
    return False


def whole_before(clause: Clause) -> Mention | None:
    """The word that parts the whole from its share: what share of the jobs *are* posts, 人才*里*技工占."""
    if not clause.text.isascii():
        return _within(clause)
    said = [m for m in clause.mentions if m.content or m.meanings("Cue") or m.meanings("QuestionWord")]
    if not said or "ratio" not in said[0].meanings("Cue"):
        return None
    verbs = (at for at, m in enumerate(said) if "truth" in m.meanings("QuestionWord") and not m.content)
    at = next(verbs, 0)
    told = [any(m.content for m in side) for side in (said[1:at], said[at + 1 :])]
    return said[at] if all(told) else None


def _within(clause: Clause) -> Mention | None:
    """The word behind the whole of which a share is asked for: 技能人才中高技能人才占几成."""
    said = clause.mentions
    asks = next((n for n, m in enumerate(said) if m.meanings("Cue") & _PARTED), 0)
    at = next((n for n, m in enumerate(said[:asks]) if m.text in _WITHIN), 0)
    sides = (said[:at], said[at + 1 : asks])
    return said[at] if all(any(m.content for m in side) for side in sides) else None


def asks_for_a_target(question: Question) -> bool:
    """Whether one target is asked for: what is the target for."""
    return "entity" in question.asked and "list" not in question.cues and _asks_for_targets(question)


def _asks_for_targets(question: Question) -> bool:
    """Whether the first word after the question word, or the one before it, says target: 目标有哪些."""
    for clause in question.clauses:
        said = [m for m in clause.mentions if m.content or QUESTION in m.kinds or m.meanings("Cue")]
        said = [m for m in said if "growth" not in m.meanings("Cue")]  # 哪些增长目标
        for one, other in pairwise(said):
            for which, what in ((one, other), (other, one)):
                which_one = "entity" in which.meanings("QuestionWord")
                if which_one and "target" in what.meanings("Cue") and FUNCTION not in what.kinds:
                    return True  # 拟对哪几类…发放补贴 asks for no target
    return False


def asks_for_things(question: Question, knowledge: Knowledge) -> bool:
    """Whether the question names things that the graph has and that are listed rather than described."""
    listed = knowledge.thing_classes - _LOOSE
    return any(c in listed and knowledge.profile.attests(c) for c in classes_named(question))


def asks_for_statements(question: Question, knowledge: Knowledge) -> bool:
    """Whether the question names measures, results, goals or problems."""
    return not knowledge.statement_classes.isdisjoint(classes_named(question))


def statuses_named(question: Question) -> frozenset[str]:
    """Codes of the states that the question names."""
    return frozenset(local_name(x) for m in question.mentions for x in m.meanings("StatusCue"))


def statuses_asked(question: Question) -> frozenset[str]:
    """States that the clauses which ask name; those told beside are asked about where these name none.

    What is told of another year is not: 去年改造好了，今年没它什么事了吧.
    """
    asking = [m for c in question.clauses if c.asks for m in _without_finishing(c)]
    own = frozenset(local_name(x) for m in asking for x in m.meanings("StatusCue"))
    of_other = bool(question.asking_relative) and question.relative != question.asking_relative
    return own if own or of_other else statuses_named(question)


def _without_finishing(clause: Clause) -> Iterator[Mention]:
    """Mentions, without a word that only says of another state's work that it is done (招标弄完).

    The one state is asked about, and not whether all of the thing is completed.
    """
    named = ""  # the text since the last state that is a piece of work
    for before, mention in zip((None, *clause.mentions), clause.mentions, strict=False):
        if mention.meanings("Finishing"):
            if not named:
                yield mention
            continue
        yield mention
        if mention.text.isascii():
            work = before is not None and STATUS in before.kinds and mention.text in _OF_WORK
            named = named or (mention.text if work else "")
        elif mention.meanings("StatusCue"):
            named = mention.text
        elif mention.content and named not in _OF_WORK:  # a Chinese name beside the English one ends no work
            named = ""


def wants_description(question: Question, knowledge: Knowledge) -> bool:
    """Whether measures, results or problems are asked for and not things."""
    asked = question.asked
    if asked & {"truth", "number", "date"}:
        return "description" in asked and not asked & {"truth", "date"}
    if asked & {"description", "manner"} and "entity" not in asked:
        return True
    if _asks_for_deeds(question):
        return True
    if _kinds_in_a_row(question) > t.ONE_KIND:
        return True  # 哪些制度、专项整治和工程: things of several kinds are told in the report's words
    described = _asks_for_doings(question) and "example" not in question.cues and not question.expected
    if described and (asks_beside_what_is_done(question) or _asks_by_which_means(question)):
        return True
    return described and not asks_for_things(question, knowledge) and not _asks_which_kind(question)


def _asks_by_which_means(question: Question) -> bool:
    """Whether it is asked in what way a thing is done, by a noun that may name things as well: 用什么办法."""
    return any(
        by.text in _BY and "entity" in which.meanings("QuestionWord") and "describe" in noun.meanings("Cue")
        for c in question.clauses
        for by, which, noun in zip(c.mentions, c.mentions[1:], c.mentions[2:], strict=False)
    )


def asks_by_what_each(question: Question) -> bool:
    """Whether it is asked by what each of several things is done that are named: 各以什么为依托."""
    return "each" in question.cues and any(
        before.text in _BY and "entity" in which.meanings("QuestionWord")
        for clause in question.clauses
        for before, which in pairwise(clause.mentions)
    )


def _asks_for_doings(question: Question) -> bool:
    """Whether a word says that what is done is asked for, and not only that it is planned: 打算给哪些商品."""
    said = [(c, m) for c in question.clauses for m in c.mentions if "describe" in m.meanings("Cue")]
    return any(FUNCTION not in m.kinds or not _is_before_which(c, m) for c, m in said)


def _is_before_which(clause: Clause, mention: Mention) -> bool:
    """Whether a question word for things stands behind a word, and a kind of thing behind that."""
    after = [m for m in clause.mentions if m.start >= mention.end]
    at = next((n for n, m in enumerate(after) if "entity" in m.meanings("QuestionWord")), len(after))
    return any(m.content for m in after[at + 1 : at + 3])


def _asks_for_deeds(question: Question) -> bool:
    """Whether it is asked what is done: 抓哪几件事."""
    return any(
        "entity" in one.meanings("QuestionWord") and "deed" in other.meanings("Cue")
        for clause in question.clauses
        for one, other in pairwise(clause.mentions)
    )


def asks_beside_what_is_done(question: Question) -> bool:
    """Whether what is done is asked for beside things that have names: 思路和主要安排."""
    return any(
        "coordination" in joins.meanings("Cue")
        and CLASS in thing.kinds
        and told.kinds == {CUE}
        and "describe" in told.meanings("Cue")
        for c in question.clauses
        for thing, joins, told in zip(c.mentions, c.mentions[1:], c.mentions[2:], strict=False)
    )


def _asks_which_kind(question: Question) -> bool:
    """Whether the word right after the question word is a kind of thing, and none for what was done.

    In which sectors does the plan want it faster, 要求哪些领域提速: the sectors are wanted, and not the plan.
    """
    for clause in question.clauses:
        said = [m for m in clause.mentions if m.content or QUESTION in m.kinds or m.meanings("Cue")]
        for one, other in pairwise(said):
            if "entity" in one.meanings("QuestionWord") and CLASS in other.kinds:
                return "describe" not in other.meanings("Cue")
    return False


def _kinds_in_a_row(question: Question) -> int:
    """How many kinds of thing are named in a row after the question word."""
    for clause in question.clauses:
        after = next((m.end for m in clause.mentions if QUESTION in m.kinds), None)
        if after is not None:
            kinds = [m for m in clause.mentions if m.start >= after and m.content and CLASS in m.kinds]
            joins = (clause.text[a.end : b.start] for a, b in pairwise(kinds))
            return sum(join in _JOINS for join in joins) + bool(kinds)
    return 0


def class_fit(knowledge: Knowledge, classes: Iterable[str], things: Iterable[str]) -> float:
    """Whether things are of the classes asked for; classes that the graph does not have fit anything."""
    attested = [c for c in classes if knowledge.profile.attests(c)]
    if not attested:
        return 1.0
    own = [knowledge.classes_of(thing) for thing in things]
    attested = [c for c in attested if c not in BROAD] or attested
    fitting = sum(not c.isdisjoint(attested) for c in own)
    if fitting:
        return t.ALL_FIT if fitting == len(own) else 1.0
    if all(c - BROAD for c in own) and BROAD.isdisjoint(attested):
        return t.TYPED_MISFIT
    return t.PROPER_MISFIT if knowledge.proper_classes.issuperset(attested) else t.LOOSE_MISFIT


def unfinished(question: Question) -> list[Mention]:
    """Words for a state that deny in themselves that it is reached: 未完工, 没建完, unfinished."""
    states_said = (m for m in question.asking if STATUS in m.kinds)
    return [m for m in states_said if DENYING.match(m.text) or "negation" in m.meanings("Cue")]
