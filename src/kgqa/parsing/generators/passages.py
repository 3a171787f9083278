"""Open questions: what the report says under a heading, of a kind of statement, or of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from kgqa.graph.profile import local_name
from kgqa.linking.facts import Fact
from kgqa.linking.matching import Weighed
from kgqa.linking.mentions import CUE, LABEL
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import asks_for_things, classes_named, wants_description
from kgqa.parsing.context import Context
from kgqa.parsing.generators.prospects import prospects
from kgqa.parsing.knowledge import heading_of
from kgqa.parsing.named import names_one_indicator
from kgqa.parsing.naming import is_named
from kgqa.parsing.ordinals import numbered, places_said
from kgqa.parsing.readings import Reading
from kgqa.query.forms import STATEMENTS, Passage

_NOWHERE = ""  # stands for a word that names no thing
_PICKING = frozenset({"max", "min", "example", "compare", "difference"})
_OTHERWISE = frozenset({"truth", "number", "reason", "date", "person"})


def passages(context: Context) -> list[Reading]:
    """Statements of the kind that the question names, or the headings that fit best."""
    question = context.question
    if question.asked & {"number", "truth"} and "description" not in question.asked:
        return []
    if prospects(context):
        return []  # a heading tells of others as well
    if "compare" in question.cues and len(context.scope.years) > 1 and names_one_indicator(context):
        return []  # 计划与去年的完成数相比如何: two values are set against each other
    end = _at_an_end(context)
    told = [end] if end else _of_kind(context)
    if told is not None:
        return told
    described = wants_description(question, context.knowledge)
    wanted = described or (not question.asked and "describe" in question.cues)
    wanted = wanted or (not question.asked and context.asks_wording and is_title(context))
    if question.asked & _OTHERWISE and not wanted:
        return []
    return _under_headings(context, wanted)


def doings(context: Context) -> list[Reading]:
    """What the report says of one named thing: its progress, its plan."""
    question = context.question
    named = [w for w in context.required if context.knowledge.proper_named(w.mention)]
    if len(named) != 1 or question.asked & _OTHERWISE or asks_for_things(question, context.knowledge):
        return []
    thing = context.knowledge.proper_named(named[0].mention)
    told = tuple(f for f in _statements(context) if thing in f.all("mentions"))
    if thing is None or not told or thing in context.knowledge.everywhere or _has_a_heading(context, thing):
        return []
    unused = tuple(w.mention.text for w in context.required if w is not named[0])
    form = Passage(statements=_iris(told))
    return [Reading(form, t.DOINGS * t.DOINGS_UNUSED ** len(unused), told, unused, "doings")]


def _has_a_heading(context: Context, thing: str) -> bool:
    """Whether a heading of the years asked about is called by a thing: what stands there tells of it."""
    names = context.knowledge.facts.labels[thing].forms
    headings = context.knowledge.facts.of("Heading")
    own = (f for f in headings if context.admits_heading(f.iri))
    return any(name in title for f in own for title in f.names[:1] for name in names)


def _statements(context: Context) -> Iterator[Fact]:
    """Measures, results, goals and problems within the scope, in the order of the text."""
    facts = context.knowledge.facts.facts
    told = (f for f in facts if f.category in STATEMENTS and context.scope.admits(f))
    return (f for f in told if context.stands_as_asked(f))


def _iris(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(f.iri for f in facts)


# ---------- the first and the last words ----------


def _at_an_end(context: Context) -> Reading | None:
    """What is said under no heading before the first of them, or after the last, for who asks how it ends."""
    cues, knowledge = context.question.cues, context.knowledge
    if not cues & {"opening", "closing"}:
        return None
    told = sorted((f for f in knowledge.facts.facts if f.category in STATEMENTS), key=lambda f: f.start)
    if "closing" in cues:
        told.reverse()
    found = tuple(takewhile(lambda f: not f.heading, told))
    noun = context.asked_noun
    if noun is not None and CUE not in noun.kinds and not any(is_named(f, noun) for f in found):
        return None  # 开头请哪些人员提意见: none of them is told there
    form = Passage(statements=_iris(sorted(found, key=lambda f: f.start)))
    return Reading(form, t.TITLED, found, (), "passages") if found else None


# ---------- statements of a kind ----------


def _of_kind(context: Context) -> list[Reading] | None:
    """Every statement of the kind named (困难, 目标), or those that the question's other words pick.

    None where no kind is named, and no reading where none of the kind is on the topic that is named.
    """
    known, question = context.knowledge, context.question
    own = (c for c in classes_named(question) if c in known.statement_classes and known.profile.attests(c))
    kind = next(own, None)
    if kind is None or question.asked & {"truth", "number"}:
        return None
    every = [f for f in _statements(context) if f.category == local_name(kind)]
    if not every:
        return None
    words = [w for w in context.required if kind not in w.mention.meanings("ClassWord")]
    noun = context.asked_noun
    asks_kind = "entity" not in question.asked or (noun and kind in noun.meanings("ClassWord"))
    groups = numbered(context, every) if asks_kind else {}
    places = places_said(context) if groups and not context.titled.numbered else frozenset()
    if places:  # 报告讲的第二个问题: not all of them
        told = [f for place in sorted(places) for f in groups.get(place, ())]
        whole = all(place in groups for place in places)
        return [Reading(Passage(statements=_iris(told)), t.TITLED, (), (), "passages")] if whole else []
    group = _of_number(groups, words)
    if group:
        return [Reading(Passage(statements=_iris(group)), t.TITLED, (), (), "passages")]
    if groups and _is_on_another_topic(context, every):
        return []
    focus = {
        i for w in words if w.weight > t.FOCUSING for i, degree in w.covered.items() if degree >= t.COVERED
    }
    iris = {f.iri for f in every}
    picked = [m for m in context.matches if m.fact.iri in iris and m.index in focus]
    most = max((m.coverage for m in picked), default=0.0)
    focused_on = [m.fact for m in picked if m.coverage >= t.AS_FOCUSED * most]
    chosen = sorted(focused_on or every, key=lambda f: f.start)
    form = Passage(statements=_iris(chosen))
    if groups and not words and not question.expected and not question.cues & _PICKING:
        return [Reading(form, t.WHOLE, (), (), "passages", settled=True)]  # the report's own row of them
    focused = any(w.covered for w in words)
    return [Reading(form, t.FOCUSED_KIND if focused else t.ALL_OF_A_KIND, (), (), "passages")]


def _of_number(groups: Mapping[int, tuple[Fact, ...]], words: Iterable[Weighed]) -> tuple[Fact, ...]:
    """All that the report says under the one number of a row under which it says all of some words."""
    said = [
        {n for n, group in groups.items() if any(is_named(f, w.mention) for f in group)}
        for w in words
        if w.weight > t.SLIGHT
    ]
    common = set(groups).intersection(*said) if said else set()
    return groups[common.pop()] if len(common) == 1 else ()


def _is_on_another_topic(context: Context, every: Iterable[Fact]) -> bool:
    """Whether the question keeps to a topic of which none of some statements speaks: 交通方面的困难."""
    topic = [w for w in context.told_of_topic if w.covered and w.weight > t.FOCUSING]
    return bool(topic) and not any(is_named(f, w.mention) for f in every for w in topic)


# ---------- headings ----------


def _under_headings(context: Context, wanted: bool) -> list[Reading]:
    """The best headings, before them those of both years when the question spans two."""
    scores = _heading_scores(context)
    titled = _titled(context, scores)
    if titled and wanted:
        return [_headed(titled, t.TITLED)]
    ordered = sorted(scores, key=lambda h: (-scores[h], h))
    compared = context.question.cues & {"compare", "difference"}
    wanted = wanted and not _wants_a_number(context)
    worth = (1.0 if wanted else t.PASSAGE_UNWANTED) * (t.PASSAGE_COMPARED if compared else 1.0)
    nearest = [heading_of(context.knowledge.facts.facts[i]) for i in context.nearest]
    looked = dict.fromkeys((*ordered[: t.MOST_HEADINGS], *(h for h in nearest if h in scores)))
    found = [_headed((h,), scores[h] * worth) for h in looked]
    topics = _of_two_topics(context, scores) if wanted else ()
    if topics:
        found.insert(0, _headed(topics, min(1.0, max(scores[h] for h in topics) * t.BOTH_YEARS_LIFT)))
    both = _of_both_years(context, ordered) if wanted else ()
    if len(both) > 1 and min(scores[h] for h in both) > t.BOTH_YEARS * scores[ordered[0]]:
        found.insert(0, _headed(both, min(1.0, scores[ordered[0]] * worth * t.BOTH_YEARS_LIFT)))
    return found


def is_title(context: Context) -> bool:
    """Whether all that the question names stands in the title of a heading of the years asked about."""
    words = [w.mention for w in context.required if CUE not in w.mention.kinds or LABEL in w.mention.kinds]
    return bool(words) and any(
        m.fact.category == "Heading"
        and context.admits_heading(m.fact.iri)
        and all(any(f in m.fact.names[0] for f in (w.form, *w.alternatives)) for w in words)
        for m in context.matches
    )


def _titled(context: Context, headings: Iterable[str]) -> tuple[str, ...]:
    """Headings whose titles the question says as they are, at most one for each year."""
    text, labels = context.question.text, context.knowledge.facts.labels
    said = [h for h in headings if any(len(f) >= t.SHORTEST_HEADING and f in text for f in labels[h].forms)]
    of_year = {context.knowledge.heading_year(h): h for h in sorted(said)}
    return tuple(sorted(said)) if len(of_year) == len(said) else ()


def _wants_a_number(context: Context) -> bool:
    """Whether the question says how many things it wants (哪四项), which a heading does not tell."""
    return bool(context.question.expected)


def _headed(headings: tuple[str, ...], score: float) -> Reading:
    return Reading(Passage(headings=headings), score, (), (), "passages")


def _heading_scores(context: Context) -> dict[str, float]:
    """Headings with how well they, and the statements under them, fit."""
    named: dict[str, float] = {}
    stated: dict[str, float] = {}
    for match in context.matches:
        fact = match.fact
        own, heading = fact.category == "Heading", heading_of(fact)
        if heading and (own or fact.category in STATEMENTS) and context.stands_as_asked(fact):
            named[heading] = max(named.get(heading, 0.0), match.naming if own else 0.0)
            stated[heading] = max(stated.get(heading, 0.0), match.coverage)
    return {
        heading: _spoken(context, heading)
        * (
            t.HEADING_COVERAGE * _coverage(context, heading)
            + t.STATEMENT_COVERAGE * stated[heading]
            + t.HEADING_NAMING * naming
        )
        for heading, naming in named.items()
        if context.admits_heading(heading)
    }


def _spoken(context: Context, heading: str) -> float:
    """Whether something under a heading speaks of each thing with a proper name that the question names.

    And of each word that only a few other facts have: of what was spent nothing is told where nobody spends.
    """
    indices = context.knowledge.under.get(heading, ())
    everywhere = context.knowledge.everywhere | {_NOWHERE}
    named = [
        w
        for w in context.weighed
        if (context.knowledge.proper_named(w.mention) or _NOWHERE) not in everywhere
        or (0 < len(w.covered) <= t.SINGULAR and w.required)
    ]
    missed = [w for w in named if not any(w.covered.get(i, 0.0) >= t.COVERED for i in indices)]
    return t.THING_NOT_UNDER ** len(missed)


def _coverage(context: Context, heading: str) -> float:
    """Share of the question's words that a heading and the statements under it cover together."""
    indices = context.knowledge.under.get(heading, ())
    known = context.knowledge
    words = [
        w for w in context.weighed if not w.aside and known.proper_named(w.mention) not in known.everywhere
    ]
    said = sum(w.weight * max((w.covered.get(i, 0.0) for i in indices), default=0.0) for w in words)
    return said / (sum(w.weight for w in words) or 1.0)


def _of_two_topics(context: Context, scores: dict[str, float]) -> tuple[str, ...]:
    """The headings of two topics joined by 和, each named by one of them, when no heading names both."""
    if "coordination" not in context.question.cues:
        return ()
    facts = {f.iri: f for f in context.knowledge.facts.facts if f.iri in scores}
    words = [w.mention for w in context.required if w.weight > t.FOCUSING]
    named = [{iri for iri, fact in facts.items() if is_named(fact, word)} for word in words]
    own = [headings for headings in named if headings]
    if len(own) != 2 or own[0] & own[1]:
        return ()
    best = (max(sorted(headings), key=lambda h: scores[h]) for headings in own)
    return tuple(sorted(best, key=lambda h: facts[h].start))


def _of_both_years(context: Context, ordered: list[str]) -> tuple[str, ...]:
    """The best heading of each of several years."""
    years = context.scope.years
    if len(years) < 2:
        return ()
    of = context.knowledge.heading_year
    best = (next((h for h in ordered if of(h) == year), None) for year in years)
    return tuple(h for h in best if h)
