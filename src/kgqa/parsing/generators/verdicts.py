"""Yes or no: a value against a number, or the state of a thing against the state asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import CODE
from kgqa.linking.facts import CLAUSE, SENTENCE, TIER_WEIGHTS, Fact
from kgqa.linking.lexicon import fold
from kgqa.linking.matching import Match, Weighed
from kgqa.linking.mentions import CUE, LABEL, STATUS, UNKNOWN, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import DENYING, statuses_asked, statuses_named, unfinished
from kgqa.parsing.computed import says_times
from kgqa.parsing.context import Context
from kgqa.parsing.fits import names_fit
from kgqa.parsing.generators.claims import claims
from kgqa.parsing.generators.directions import on_direction
from kgqa.parsing.generators.follow_on import asks_of_all_told, of_all_told, on_all_of_earlier
from kgqa.parsing.generators.silences import is_like_title, is_silent, titles_in_full, titles_named
from kgqa.parsing.generators.value_verdicts import SET_AGAINST, on_values
from kgqa.parsing.kinds import ANY_COUNTER
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.levels import grades_asked, is_of_another_level, level_in
from kgqa.parsing.naming import is_named, stands_in, states
from kgqa.parsing.observations import Ranked
from kgqa.parsing.premises import DIRECTIONS, ranks_told
from kgqa.parsing.question import COMPARATIVE, Number, Question
from kgqa.parsing.readings import Reading
from kgqa.parsing.seasons import Season, season_in
from kgqa.query.forms import STATEMENTS, StateVerdict

_SAID = TIER_WEIGHTS[CLAUSE] * 0.9  # degree of a word that stands in the name, the subject or the clause
_STATES = ("State", "Honour")
BY_MEANING = "verdict by meaning"
_IS = re.compile(r"\s*(?:is|are|was|were)\b")
_OF_ONE = ("recipient", "of", "mentions")  # edges to the things that a statement is about
_WEIGHED = COMPARATIVE | {"compare", "equal", "difference", "opinion"}  # what is set against something
_BOUNDED = frozenset({"moreThan", "lessThan"})  # the same, where it is no mere 过 of what has been done
_OF_TITLES = frozenset({"won", "sought", "applied", "approved", "promoted"})  # states that titles have
_OUTDOES = frozenset({"greater", "less"})  # what only two values, or a clause that says it, can tell
_REACHED = frozenset({"won", "open", "completed"})  # what a title that is only sought is not
_OF_LEVELS = frozenset({"less", "lower", "share"})
_TITLE = re.compile(r"《([^》]+)》")
_GRADE = re.compile(r"(?<![A-Za-z])[0-9]*[A-Z]{1,4}[0-9]*\+*(?![A-Za-z])")  # AA+, 5A, R290


def verdicts(context: Context) -> list[Reading]:
    """Whether the best value stands in the relation asked about, and whether the best state holds."""
    if "truth" not in context.question.asked:
        return []
    context = _without_named_numbers(_without_months(context))
    if len((*context.question.numbers, *context.question.told_numbers)) > 1 and (claimed := claims(context)):
        return claimed
    if len(context.question.numbers) > 1:
        return []  # no single value or state tells whether two numbers go together
    if "difference" in context.question.cues and context.question.cues & COMPARATIVE:
        return []  # are there more new ones or more old ones, and what is the gap: both are counted
    season = _season_asked(context)
    title = _on_title(context)
    title = title if title and _is_of_season(context, title.facts[0], season) else None
    valued = [r for r in on_values(context) if _is_of_season(context, r.facts[0], season)]
    if (turned := on_direction(context)) is not None:
        return [*valued, *([turned] if _is_of_season(context, turned.facts[0], season) else ())]
    if asks_of_all_told(context) and (told := on_all_of_earlier(context)) is not None:
        return [*valued, *told]
    return [*valued, *([title] if title else of_all_told(context, _said_or_meant(context)))]


def _said_or_meant(context: Context) -> list[Reading]:
    """Verdicts on states; where numbers or sides are compared, none that rests on a likeness in meaning."""
    question = context.question
    if len(context.scope.years) > 1 and question.cues & SET_AGAINST:
        return []  # what was reached in the one year against the plan for the other is told by no state
    if says_times(question):
        return []  # whether it doubled is told by no state
    found = _on_states(context)
    if question.cues & COMPARATIVE:
        found = [r for r in found if _tells_of_mean(context, r)]
    bounded = any(m.content and m.meanings("Cue") & _BOUNDED for m in question.asking)
    if not question.numbers and not bounded and not question.cues & _WEIGHED:
        return found
    return [r for r in found if r.generator != BY_MEANING]


def _tells_of_mean(context: Context, reading: Reading) -> bool:
    """Whether a clause speaks of the mean that a question sets something against, if it does so."""
    means = [m for m in context.question.asking if "mean" in m.meanings("Cue")]
    clause = context.knowledge.facts.quotes[reading.facts[0].span][0]
    return all(any(form in clause for form in (m.form, *m.alternatives)) for m in means)


# ---------- titles ----------


def _on_title(context: Context) -> Reading | None:
    """Whether somebody holds a title that the question names.

    No, when the one asked about holds other titles, of the kind where this one is not named in full.
    """
    known = context.knowledge
    titles = titles_named(context)
    if not titles:
        return None
    forms = [form for m in context.question.mentions if m.content for form in _forms(m)]
    honours = [f for f in known.facts.of("Honour") if _is_held_or_sought(context, f)]
    proper = known.facts.proper
    named = {proper[form] for form in forms if form in proper}
    own = [f for f in honours if f.one("recipient") in named - known.everywhere]
    if named - known.everywhere and not own:
        return None
    asked = statuses_named(context.question)
    of_title = [f for f in own or honours if f.one("honourTitle") in titles]
    of_title = of_title or [f for f in own if is_like_title(known, f, titles, t.ALIKE_TITLES)]
    in_full = bool(titles_in_full(context))
    of_a_kind = (f for f in own if in_full or is_like_title(known, f, titles, t.OF_A_KIND))
    told = sorted(of_title, key=lambda f: f.kind != "actual")[:1] or [*of_a_kind][:1]
    if not told or (told[0].kind == "actual" and asked and asked.isdisjoint(_OF_TITLES)):
        return None
    of_title = [f for f in of_title if not is_of_another_level(context, f)]
    planned = told[0].kind == "target" and _asks_of_plan(context, told[0].year or 0)
    planned = planned and ("target" in context.question.cues or not (asked & _REACHED or _is_over(context)))
    sought = planned or (bool(asked) and not asked & _REACHED)
    holds = bool(of_title) and (told[0].kind == "actual" or sought)
    year = told[0].year if of_title and planned else None
    form = StateVerdict((told[0].iri,), holds != context.question.denies, year)
    return Reading(form, t.TITLE_NAMED, tuple(told), (), "verdict on a title")


def _is_over(context: Context) -> bool:
    """Whether a question asks of a year that the report looks back on, or of what is so already."""
    document = context.knowledge.document
    over = document is not None and all(year <= document.reports_on for year in context.scope.years)
    return over or "actual" in context.question.cues


def _is_held_or_sought(context: Context, fact: Fact) -> bool:
    """Whether a title is within the scope, or is only sought in it or after it."""
    scope = context.scope
    later = not scope.years or (fact.year or 0) >= max(scope.years)
    return scope.admits(fact) or (fact.kind == "target" and later)


def _forms(mention: Mention) -> tuple[str, ...]:
    return mention.form, mention.text, *sorted(mention.alternatives)


# ---------- states ----------


def _on_states(context: Context) -> list[Reading]:
    """The best matches that tell, of equal ones the one that has come furthest first."""
    asked = statuses_asked(context.question)
    if asked and (_names_another(context) or is_of_nobody_known(context)):
        return []
    telling = (p for p in _telling(context, asked) if _is_said_of_it(context, p[1]))
    found = sorted(telling, key=lambda pair: _order(context.knowledge, pair))
    found = _naming_most(context, _furthest(context, found)) if asked else found
    counted = _told_counts(context)
    found = [p for p in found if counted and all(states(p[1].fact, n, SENTENCE) for n in counted)] or found
    nearest = frozenset(context.nearest)
    told = [p for n, p in enumerate(found) if n < t.MOST_VERDICTS or p[1].index in nearest]
    season = _season_asked(context)
    told = [p for p in told if _tells_season(context, p[1].fact, season)]
    readings = [_on_state(context, asked, *pair) for pair in told]
    readings = [
        r
        for r in readings
        if not (
            _leaves_open_level(context, r)
            or _is_of_unknown(context, r)
            or _is_level_of_one(context, r)
            or _is_of_no_title(context, r)
        )
    ]
    return [
        r
        for r in readings
        if r.generator != BY_MEANING
        or not (_is_of_something_strange(context, r) or _leaves_out_what_is_said(context, r))
    ]


def _leaves_out_what_is_said(context: Context, reading: Reading) -> bool:
    """Whether a question ends in an English word that nobody knows, which is all that it says of a thing.

    That a target is stated says nothing of whether it is popular.
    """
    asking = [c for c in context.question.clauses if c.asks]
    said = [m for m in asking[-1].mentions if m.content or UNKNOWN in m.kinds] if asking else []
    if len(said) < 2 or not _IS.match(asking[-1].text) or not said[-1].text.isascii():
        return False
    last, before = said[-1], said[-2]
    return last.kinds == {UNKNOWN} and last.text in reading.unused and UNKNOWN not in before.kinds


def _is_of_unknown(context: Context, reading: Reading) -> bool:
    """Whether a word that nothing in the graph holds is asked about, and a clause has none that is like it.

    The environmental assessment is none of what was approved; 黑嗅水体 only spells 黑臭水体 wrongly.
    """
    clause = context.knowledge.facts.quotes[reading.facts[0].span][0]
    strange = [w.mention for w in context.required if UNKNOWN in w.mention.kinds and not w.covered]
    return any(
        len(m.text) > 1 and not m.text.isascii() and not any(char in clause for char in m.text)
        for m in strange
    )


def _is_of_no_title(context: Context, reading: Reading) -> bool:
    """Whether it is asked if a title of a level was won, and a clause tells of none, nor that any was won."""
    question, levels = context.question, context.knowledge.levels
    asked = [m.text for m in question.asking if STATUS in m.kinds]
    won = statuses_asked(question) == {"won"} and any(m.form in levels for m in question.asking)
    titled = any(fact.category in ("Honour", "HonourTitle") for fact in reading.facts)
    return won and not titled and any(word in reading.unused for word in asked)


def _is_level_of_one(context: Context, reading: Reading) -> bool:
    """Whether a thing that nobody named has another level, which leaves open what others have.

    That one hotel was given four stars does not mean that there is none with five.
    """
    fact, known = reading.facts[0], context.knowledge
    if context.followed or not is_of_another_level(context, fact):
        return False
    told = {thing for role in _OF_ONE for thing in fact.all(role)} & frozenset(known.facts.proper.values())
    names = [known.facts.labels[thing].forms for thing in told]
    names = [forms for forms in names if not known.place_named(forms[0])]
    said = {form for w in context.required for form in (w.mention.form, *w.mention.alternatives)}
    return bool(names) and all(said.isdisjoint(forms) for forms in names)


def _leaves_open_level(context: Context, reading: Reading) -> bool:
    """Whether a statement that is to say yes leaves out a level or grade: 全省首个 of 市内首个."""
    if not isinstance(reading.form, StateVerdict) or not reading.form.holds:
        return False
    levels, words = (
        context.knowledge.levels,
        reading.facts[0].tiers[SENTENCE] + reading.facts[0].tiers[CLAUSE],
    )
    graded = grades_asked(context)
    if graded and not any(grade in words for grade in graded):
        return True
    told = {code for form, code in levels.items() if len(form) > 1 and form in words}
    asked = (level_in(w.mention.form, levels) for w in context.required if LABEL not in w.mention.kinds)
    near = context.knowledge.own_place | context.knowledge.district_forms
    return any(level and level not in near and levels[level] not in told for level in asked)


def _is_of_something_strange(context: Context, reading: Reading) -> bool:
    """Whether a likeness leaves out a title, or a word that nobody knows, and says no more than one other."""
    quote = context.knowledge.facts.quotes[reading.facts[0].span][0]
    foreign = {id(w.mention) for w in context.required if w.foreign and not w.mention.text.isascii()}
    if any(
        id(own) in foreign and own.end == noun.start and noun.content and STATUS not in noun.kinds
        for clause in context.question.telling
        for own, noun in pairwise(clause.mentions)
        if not any(char in quote for char in own.text)
    ):
        return True  # a subsidy for buying homes is no subsidy for the poor
    index = context.index_of(reading.facts[0])
    clause = reading.facts[0].tiers[CLAUSE]
    if any(fold(title) not in clause for title in _TITLE.findall(context.question.original)):
        return True
    unknown = (w.mention for w in context.required if w.foreign and UNKNOWN in w.mention.kinds)
    if all(word.text.isascii() for word in unknown):
        return False
    words = (w for w in context.weighed if w.mention.content and len(w.mention.text) > 1 and not w.foreign)
    told = (w for w in words if context.knowledge.proper_named(w.mention) != context.knowledge.district)
    return sum(w.degree(index) >= t.COVERED for w in told) <= 1


def _names_another(context: Context) -> bool:
    """Whether a word that nothing in the graph holds makes another thing of the noun after it: 海底隧道."""
    known = context.knowledge.facts
    return any(
        own.kinds == {UNKNOWN}
        and len(own.text) > 1
        and not own.text.isascii()
        and own.end == noun.start
        and noun.content
        and not noun.kinds & {UNKNOWN, STATUS}
        and not known.holding(own.text)
        for clause in context.question.telling
        for own, noun in pairwise(clause.mentions)
    )


def is_of_nobody_known(context: Context) -> bool:
    """Whether a clause begins with a name that stands nowhere in the graph, and none is named that does."""
    if _things_meant(context) or context.followed:
        return False
    return any(
        m.kinds == {UNKNOWN}
        and len(m.text) > 1
        and not m.text.isascii()
        and m.start <= 1  # 比亚迪 is cut behind 比
        and not context.knowledge.facts.holding(m.form)
        for clause in context.question.clauses
        for m in clause.mentions
    )


def _told_counts(context: Context) -> list[Number]:
    """Numbers of things that the clauses beside the one that asks tell: 那十个公共建筑."""
    beside = "".join(c.text for c in context.question.clauses if not c.asks)
    return [n for n in context.question.told_numbers if n.value > 1 and n.unit and n.text in beside]


def _is_said_of_it(context: Context, match: Match) -> bool:
    """Whether the clause of a state, and not just its sentence or heading, says a word of what is asked."""
    words = [w for w in context.required if STATUS not in w.mention.kinds and not w.mention.kinds & {CUE}]
    thing = context.knowledge.facts.labels.get(match.fact.one("of"))
    if match.fact.category != "State" or not words or context.names(match.fact.one("of")) or context.followed:
        return True
    said = [w for w in words if w.covered.get(match.index, 0.0) >= _SAID]
    if thing is None or not all(LABEL in w.mention.kinds for w in said):
        return bool(said)
    forms = {form for w in said for form in (w.mention.form, *w.mention.alternatives) if len(form) > 1}
    return any(form in name for form in forms for name in (*thing.forms, thing.en.lower()))


def _furthest(context: Context, found: Sequence[Ranked]) -> list[Ranked]:
    """Of the states of one thing in one year only those that have come furthest."""
    known, things = context.knowledge, set(context.knowledge.facts.proper.values())
    best: dict[tuple[str, str, int | None], int] = {}
    keyed = []
    for pair in found:
        fact = pair[1].fact
        thing = fact.one("of")
        stage = known.stage(local_name(fact.one("status"))) if thing in things else 0
        key = (thing, fact.kind, fact.year)
        keyed.append((key, stage, pair))
        best[key] = max(best.get(key, 0), stage)
    return [pair for key, stage, pair in keyed if not stage or stage == best[key]]


def _naming_most(context: Context, found: Sequence[Ranked]) -> list[Ranked]:
    """The states of which no other one names all that they name of what is asked about, and more.

    Under the heading of a station, the completion of a road is not that of the station building.
    """
    words = [w for w in context.required if STATUS not in w.mention.kinds]
    found = [p for p in found if p[1].fact.category != "State" or _names_any(context, p[1], words)]
    named = {
        m.index: frozenset(n for n, w in enumerate(words) if w.covered.get(m.index, 0.0) >= _SAID)
        for _, m in found
        if m.fact.category == "State"
    }
    sets = set(named.values())
    most = {own for own in sets if not any(own < other for other in sets)}
    return [p for p in found if p[1].index not in named or named[p[1].index] in most]


def _names_any(context: Context, match: Match, words: Sequence[Weighed]) -> bool:
    """Whether a state is of a thing that the question names, and not only the state that it asks about."""
    named = not words or context.names(match.fact.one("of"))
    return named or any(w.degree(match.index) >= t.COVERED for w in words)


def _on_state(context: Context, asked: frozenset[str], score: float, match: Match) -> Reading:
    """Whether a statement says what is asked, as far as it goes.

    It denies by what it says: that it is not so, that it is only planned, another state, another level. One
    that only leaves words open denies nothing, but may say the same in other words.
    """
    fact = match.fact
    planned = fact.year if fact.kind == "target" else None
    season, told_season = _season_asked(context), _season_told(context, fact)
    dated = season is not None and told_season is not None
    dated = dated and not context.scope.years  # is it put into use in autumn asks of the plan
    only_planned = planned is not None and not (dated or _asks_of_plan(context, planned))
    other = only_planned or is_of_another_level(context, fact) or _is_short_of(context, match, asked)
    in_part = _is_only_in_part(context, fact)
    other = other or in_part or _goes_otherwise(context, fact)
    late = season is not None and told_season is not None and season.holds(told_season) is False
    other = other or late
    holds = not other
    denied = fact.category in STATEMENTS and (context.knowledge.denies(fact) or _tells_of_none(context, fact))
    denying = context.question.denies or _says_none(context, fact)
    if denied != (denying and (denied or not _is_said_as_told(context, fact))):
        holds = not holds
    if match.uncovered and any(m.text in match.uncovered for m in _setbacks(context.question)):
        holds = False  # it is not said to have been stopped
    if finished := _is_finished(context, fact):
        holds = _denies_beside(context.question)
    if another := _is_of_another_grade(context, match) or _is_of_another_rank(context, fact):
        holds = False
    form = StateVerdict((fact.iri,), holds, None if in_part or another or late else planned)
    told = (
        other
        or denied
        or finished
        or _holds(context.knowledge, match, asked)
        or (fact.category == "State" and _is_asked_piecemeal(context.question, fact.one("phrase")))
        or _is_planned(context, match, planned)
    )
    name = "verdict on a state" if told else BY_MEANING
    return Reading(form, score, (fact,), match.uncovered, name)


def _is_finished(context: Context, fact: Fact) -> bool:
    """Whether it is asked if something is not finished yet (仍有未完工的), and a state tells that it is."""
    if fact.category != "State" or fact.kind != "actual":
        return False
    asked, denying = context.question.text, unfinished(context.question)
    named = (m for m in context.question.asking if m not in denying)  # is the excavation unfinished
    reached = local_name(fact.one("status")) in _REACHED
    reached = reached or any(fact.one("status") in m.meanings("StatusCue") for m in named)
    words = [DENYING.sub("", m.text) for m in denying]
    return any(
        reached or (name.endswith(word) and name.removesuffix(word) in asked)
        for word in words
        for name in fact.names
    )


def _denies_beside(question: Question) -> bool:
    """Whether more is denied than by a word for what is unfinished: 没有未完工的了吧."""
    words = unfinished(question)
    return any(denial not in words for c in question.clauses if c.asks for denial in c.denials)


# ---------- parts of a year ----------


def _without_months(context: Context) -> Context:
    """Without the numbers of months, which no value is set against: 9月底前."""
    question = context.question
    numbers = tuple(n for n in question.numbers if n.unit or f"{n.text}月" not in question.text)
    if numbers == question.numbers:
        return context
    return replace(context, question=replace(question, numbers=numbers))


def _without_named_numbers(context: Context) -> Context:
    """Without the numbers that the value asked about has in its name: 签约50亿元以上的项目不低于5个吗."""
    numbers = context.question.numbers
    near = (m.fact for m in context.matches[: t.MOST_DENIED] if m.score > t.LEAST_NEAR)
    named = [fact for fact in near if fact.category == "Observation"]
    left = tuple(n for n in numbers if not n.unit or not any(n.text in f.joined_names for f in named))
    if len(numbers) < 2 or not left:
        return context
    return replace(context, question=replace(context.question, numbers=left))


def _season_asked(context: Context) -> Season | None:
    """The part of a year in which a question has something done: 年底才交付, by the end of September."""
    return season_in("".join(c.text for c in context.question.clauses if c.asks))


def _season_told(context: Context, fact: Fact) -> Season | None:
    return season_in(context.knowledge.facts.quotes[fact.span][0]) if fact.span else None


def _tells_season(context: Context, fact: Fact, season: Season | None) -> bool:
    """Whether a clause tells of the part of the year that is asked about, or of one that it is not.

    What is of the year is done by the end of it.
    """
    told = _season_told(context, fact)
    if season is None or told is None:
        return season is None or season.is_end
    return season.holds(told) is not None


def _is_of_season(context: Context, fact: Fact, season: Season | None) -> bool:
    """Whether a value is of the part of the year that is asked about."""
    told = _season_told(context, fact)
    return _tells_season(context, fact, season) and not (season and told and not season.holds(told))


def _is_of_another_grade(context: Context, match: Match) -> bool:
    """Whether a code in capitals is asked about that a clause has not, while it has another: AAA and AA+."""
    asked = set(_GRADE.findall(context.question.original))
    told = set(_GRADE.findall(context.knowledge.facts.quotes[match.fact.span][0]))
    left = [word.lower() for word in asked - told]
    return bool(told - asked) and any(own.startswith(word) for own in match.uncovered for word in left)


def _is_of_another_rank(context: Context, fact: Fact) -> bool:
    """Whether a clause tells a rank (全市第一), and another one is asked about: 是全市第二吗."""
    asked = {rank for c in context.question.clauses if c.asks for rank in ranks_told(c.text)}
    told = set(ranks_told(context.knowledge.facts.quotes[fact.span][0]))
    return bool(asked and told) and asked.isdisjoint(told)


def _is_said_as_told(context: Context, fact: Fact) -> bool:
    """Whether all that a question denies by, the clause says itself: kept at zero, and 实现动态清零."""
    denials = [m for c in context.question.clauses if c.asks for m in c.denials]
    return all(any(form in fact.tiers[CLAUSE] for form in m.alternatives) for m in denials)


def _says_none(context: Context, fact: Fact) -> bool:
    """Whether a word of the question stands for the one by which a clause says that there are none.

    有没有发生 only asks.
    """
    said = (
        m
        for c in context.question.clauses
        for m in c.mentions
        if c.asks and c.text[m.start - 1 : m.start] != "有"
    )
    forms = {form for m in said for form in (m.form, *m.alternatives)}
    return any(form in fact.tiers[CLAUSE] for form in forms & context.knowledge.absences)


def _tells_of_none(context: Context, fact: Fact) -> bool:
    """Whether it is asked if there are none of some things (没有污水了吧) and a clause says so."""
    if not any(form in fact.tiers[CLAUSE] for form in context.knowledge.absences):
        return False
    nones = (
        what
        for clause in context.question.clauses
        for no, what in pairwise(clause.mentions)
        if no in clause.denials
    )
    gone = context.knowledge.absences  # 还有没清零的吗: what is not gone is still there
    return any(
        what.content
        and STATUS not in what.kinds
        and gone.isdisjoint((what.form, *what.alternatives))
        and is_named(fact, what)
        for what in nones
    )


def _setbacks(question: Question) -> list[Mention]:
    """Words of a question that say that something was stopped or called off."""
    return [m for m in question.asking if "setback" in m.meanings("Premise")]


def _is_only_in_part(context: Context, fact: Fact) -> bool:
    """Whether all of it is asked about (一套不剩) and the clause tells only the larger part (大头落地)."""
    known, said, told = (
        context.knowledge,
        context.question.text,
        fold(context.knowledge.facts.quotes[fact.span][0]),
    )
    asked = any(stands_in(word, said) for word in known.wholly)
    partly = any(word in told and word not in said for word in known.partly)
    return asked and partly and not any(word in told for word in known.wholly)


def _goes_otherwise(context: Context, fact: Fact) -> bool:
    """Whether a result only speaks of going down when it is asked whether something goes up, or of rising."""
    wanted, (falls, rises) = _ways_asked(context.question), _ways_told(context.knowledge, fact)
    if fact.category != "Outcome" or len(wanted) != 1 or context.question.cues & _OF_LEVELS:
        return False
    return falls if wanted == {"growth"} else rises and not falls


def _ways_asked(question: Question) -> Set[str]:
    """The cues of a question for going up and down."""
    return DIRECTIONS.keys() & question.cues


def _ways_told(known: Knowledge, fact: Fact) -> tuple[bool, bool]:
    """Whether the clause of a fact has words for going down, and for going up."""
    words = fact.tiers[CLAUSE]
    return any(form in words for form in known.declines), any(form in words for form in known.rises)


def _leaves_open_which_way(context: Context, fact: Fact) -> bool:
    """Whether it is asked if something went up or down, and a clause tells no way: 满意度均为100%."""
    question, words = context.question, fact.tiers[CLAUSE]
    if not _ways_asked(question) or any(_ways_told(context.knowledge, fact)):
        return False
    said = (m for m in question.mentions if DIRECTIONS.keys() & m.meanings("Cue"))
    return not any(form in words for m in said for form in (m.form, *m.alternatives))


def _asks_of_plan(context: Context, year: int) -> bool:
    """Whether a question asks what is planned, not what is: it says so, or names the year of the plan."""
    return "target" in context.question.cues or year in {*context.question.years, *context.scope.years}


def _order(knowledge: Knowledge, pair: Ranked) -> tuple[float, int, float, int]:
    score, match = pair
    stage = knowledge.stage(local_name(match.fact.one("status")))
    return -round(score, 1), -stage, -score, match.index


def _telling(context: Context, asked: frozenset[str]) -> Iterator[Ranked]:
    """Matches that can tell whether something is so, with their scores."""
    spans = _spans_of_states(context) if asked else frozenset()
    question = context.question
    told = () if any(c.asks and c.names_something for c in question.clauses) else question.told_numbers
    counted = [n for n in (*question.numbers, *told) if n.value > 1]
    fulfilled = {w.mention.text for w in context.weighed if w.mention.meanings("Fulfilment")}
    for match in context.matches:
        fact = match.fact
        if fact.category not in (*_STATES, *STATEMENTS):
            continue
        if not context.scope.admits(fact) and not _is_still_to_come(context, fact, asked):
            continue
        if fulfilled and not fulfilled.isdisjoint(match.uncovered):
            continue  # that a thing fell by 2.3% does not tell whether its target was met
        if fact.category in STATEMENTS and fact.span in spans:
            continue  # the state of the thing says it more exactly than the clause
        if not all(states(fact, n, SENTENCE) and _counts_so(fact, n) for n in counted):
            continue  # 3A级 is not told by a clause that does not say 3
        if fact.category == "Honour" and (
            _is_no_title_state(context, match, asked) or _is_of_unnamed(context, match)
        ):
            continue
        if fact.category in STATEMENTS and (
            _leaves_open_what(context, match)
            or _is_of_another(context, match)
            or _leaves_open_which_way(context, fact)
            or ("won" in asked and _leaves_open_title(context, match))
        ):
            continue
        if _speaks_of_named(context, fact) and not is_silent(context, fact, asked):
            score = match.score * names_fit(context, fact)
            yield max(score, _subject_score(context, match) if asked else 0.0), match


def _counts_so(fact: Fact, number: Number) -> bool:
    """Whether a sentence counts by a number what the question counts by it, or anything: 14部 is no 14个."""
    digits = re.escape(f"{number.value.normalize():f}")
    counted = re.findall(rf"(?<![\d.]){digits}[万亿余多]*([\u4e00-\u9fff])", fact.tiers[SENTENCE])
    loose = number.unit.lstrip("万亿") in ANY_COUNTER or not counted
    return loose or any(number.unit.lstrip("万亿").startswith(char) for char in counted)


def _is_still_to_come(context: Context, fact: Fact, asked: frozenset[str]) -> bool:
    """Whether a state asked about is only planned for a later year, and nothing says that it is reached.

    A plan for something that comes after it tells nothing: what is to open in 2024 may be built in 2023.
    """
    year, known = context.scope.only_year, context.knowledge
    if fact.category != "State" or fact.kind != "target" or year is None or (fact.year or 0) <= year:
        return False
    own, wanted = local_name(fact.one("status")), max(map(known.stage, asked), default=0)
    if own not in asked and not 0 < known.stage(own) <= wanted:
        return False
    thing = fact.one("of")
    return own != "underway" and not any(
        f.one("of") == thing and known.stage(local_name(f.one("status"))) >= wanted
        for f in known.facts.of("State")
        if context.scope.admits(f) and f.kind == "actual"
    )


def _is_planned(context: Context, match: Match, planned: int | None) -> bool:
    """Whether what is planned is nearly all that is asked, but for a verb in other words: extend, 推进."""
    if planned is None or match.fact.category not in STATEMENTS:
        return False
    left = [w for w in context.required if w.mention.text in match.uncovered]
    verbs = all(STATUS in w.mention.kinds for w in left)
    return verbs and len(left) <= 1 < len(context.required)


def _leaves_open_what(context: Context, match: Match) -> bool:
    """Whether a clause leaves out the state asked about, or the comparison, so that it tells neither."""
    known, fact, cues = context.knowledge, match.fact, context.question.cues
    said = {m.text for m in context.question.mentions if STATUS in m.kinds}
    if not said.isdisjoint(match.uncovered) and fact.kind != "target" and not known.denies(fact):
        return True
    if cues & {"max", "min"}:
        return not any(form in fact.tiers[CLAUSE] for form in known.firsts)  # 是不是最快 takes 第一, 居首
    if not cues & _OUTDOES:
        return False
    falls = any(word in fact.tiers[CLAUSE] for word in known.declines)
    if "less" in cues and falls:
        return False  # 占比下降 says that it is smaller than before
    comparing = (m for m in context.question.asking if m.meanings("Cue") & _OUTDOES)
    return not any(form in fact.tiers[CLAUSE] for m in comparing for form in (m.form, *m.alternatives))


def _is_of_another(context: Context, match: Match) -> bool:
    """Whether a clause does not speak of the indicator whose name, in full, the question sets before it.

    The target for revenue is 8 %, is that too much: what is said of investment tells nothing of it.
    """
    named = next(
        (m.fact for m in context.matches if m.naming >= 1.0 and m.fact.category == "Observation"), None
    )
    if named is None:
        return False
    names = [w for w in context.weighed if LABEL in w.mention.kinds and is_named(named, w.mention)]
    return bool(names) and all(w.covered.get(match.index, 0.0) < _SAID for w in names)


def _leaves_open_title(context: Context, match: Match) -> bool:
    """Whether a clause leaves a word of the title asked for open; a plan may say some in other words."""
    left = [w for w in context.required if w.mention.text in match.uncovered]
    open_words = (w for w in left if match.fact.kind != "target" or not w.covered)
    return any(STATUS not in w.mention.kinds for w in open_words)


def _is_no_title_state(context: Context, match: Match, asked: frozenset[str]) -> bool:
    """Whether a state is asked about that a title does not tell: 建成 of a park that has won one."""
    said = {m.text for m in context.question.mentions if STATUS in m.kinds}
    return bool(asked) and "won" not in asked and not said.isdisjoint(match.uncovered)


def _is_of_unnamed(context: Context, match: Match) -> bool:
    """Whether a title is of somebody unnamed and leaves a word of the one asked for open."""
    left = [w for w in context.required if w.mention.text in match.uncovered]
    return any(STATUS not in w.mention.kinds for w in left) and not context.names(match.fact.one("recipient"))


def _spans_of_states(context: Context) -> frozenset[str]:
    """Clauses that give a state of a thing asked about."""
    given = (m.fact for m in context.matches if m.fact.category == "State")
    return frozenset(f.span for f in given if f.one("status") or context.names(f.one("of")))


def _speaks_of_named(context: Context, fact: Fact) -> bool:
    """Whether a fact is about the thing with a proper name that the question asks about, if there is one."""
    named = _things_meant(context)
    if not named:
        return True
    holders, subjects = context.knowledge.facts.holders, _subjects(fact)
    if subjects - context.knowledge.generic:  # 甲馆等十大项目 is said of 甲馆
        told = any(s in named or named & holders.get(s, frozenset()) for s in subjects)
        return told or any(_names_in_full(context, s, named) for s in subjects)
    return not named.isdisjoint(fact.all("mentions"))


def _names_in_full(context: Context, subject: str, named: frozenset[str]) -> bool:
    """Whether the name of a thing is made of that of another one and of more that the question says.

    The survey around the old works is none of the works, and is asked about by both words.
    """
    labels = context.knowledge.facts.labels
    own = labels[subject].forms if subject in labels else ()
    things = named - context.knowledge.everywhere
    shorter = {f for thing in things if thing in labels for f in labels[thing].forms}
    words = [w.mention for w in context.required if STATUS not in w.mention.kinds]
    beside = [m for m in words if context.knowledge.proper_named(m) not in named]
    return any(
        any(short != form and short in form for short in shorter)
        and any(len(w) > 1 and w in form for m in beside for w in (m.form, *m.alternatives))
        for form in own
    )


def _subjects(fact: Fact) -> set[str]:
    """The things that a fact is about."""
    return {fact.one("of"), fact.one("recipient")} - {""}


def _things_meant(context: Context) -> frozenset[str]:
    """Things with proper names that are asked about: in brackets, by name, beside, before, by a pronoun."""
    clauses, before = context.question.clauses, context.question.background
    for said in ([c for c in clauses if c.bracketed], [c for c in clauses if c.asks], clauses, before):
        named = {thing for c in said for m in c.mentions for thing in _named_by(context.knowledge, m)}
        if named:
            return frozenset(named)
    subject = context.subject
    return frozenset({subject} - {context.knowledge.district, ""})


def _named_by(knowledge: Knowledge, mention: Mention) -> set[str]:
    """Things with the proper name that a mention is, in either language."""
    facts = knowledge.facts
    if not mention.form.isascii():
        named = {facts.proper[mention.form]} if mention.form in facts.proper else set()
    else:
        likely = {facts.proper[form] for form in mention.alternatives if form in facts.proper}
        named = {x for x in likely if mention.form in map(str.lower, facts.labels[x].english_forms)}
    return named - {knowledge.district}


def _subject_score(context: Context, match: Match) -> float:
    """A state of the very thing asked about tells, even when it is another state than the one asked."""
    fact = match.fact
    if fact.category not in _STATES or not context.names(fact.one("of") or fact.one("recipient")):
        return 0.0
    open_words = any(
        STATUS not in w.mention.kinds and w.covered.get(match.index, 0.0) < t.COVERED
        for w in context.required
    )
    return t.SUBJECT_AMONG if open_words else t.SUBJECT_ONLY


def _holds(knowledge: Knowledge, match: Match, asked: frozenset[str]) -> bool:
    """Whether what a match states is what is asked: the state itself or one that comes after it."""
    fact = match.fact
    if fact.category == "Honour":
        return fact.kind == "actual" or not asked & _REACHED
    if fact.category != "State" or not asked:
        return not match.uncovered
    status = local_name(fact.one("status"))
    return status in asked or 0 < max(knowledge.stage(a) for a in asked) <= knowledge.stage(status)


def _is_short_of(context: Context, match: Match, asked: frozenset[str]) -> bool:
    """Whether a state, or a title that is only sought, has not come as far as what is asked."""
    fact, known = match.fact, context.knowledge
    if fact.category == "Honour":
        return fact.kind != "actual" and bool(asked & _REACHED) and "target" not in context.question.cues
    status = local_name(fact.one("status"))
    if fact.category != "State" or not asked or not status or asked == {status}:
        return False
    phrase, said = fact.one("phrase"), [m for m in context.question.mentions if STATUS in m.kinds]
    as_told = phrase in context.question.text and all(m.form.startswith(phrase) for m in said)
    if as_told or _is_asked_piecemeal(context.question, phrase):
        return False
    if _is_work_planned(context, fact, asked):
        return False
    if status == "underway" and any(_says_status(known, fact, a) for a in asked):
        return True  # 考古发掘加快推进 when asked whether it is finished
    if _may_mean(context.question, status):
        return False
    return known.stage(status) < max(known.stage(a) for a in asked)


def _is_work_planned(context: Context, fact: Fact, asked: frozenset[str]) -> bool:
    """Whether it is asked if some work is planned (打算做改造), and a plan speaks of that work.

    To speed up the renewal is a plan to renew; it is none to have finished.
    """
    if fact.kind != "target" or "target" not in context.question.cues or asked & _REACHED:
        return False
    words = (m for m in context.question.asking if m.meanings("StatusCue"))
    return any(m.form in fact.tiers[CLAUSE] for m in words)


def _may_mean(question: Question, status: str) -> bool:
    """Whether each word that asks for a state may stand for this one, whatever else it may mean: 挂牌."""
    meant = [m.meanings("StatusCue") for m in question.asking]
    return any(meant) and all(status in map(local_name, codes) for codes in meant if codes)


def _is_asked_piecemeal(question: Question, phrase: str) -> bool:
    """Whether a question asks in pieces for the very state that a fact tells: 主体 是否 完工.

    The word that asks ends it; a state that the question only tells (签约的医院开业了吗) is none.
    """
    said = {w for m in question.asking if STATUS in m.kinds for w in (m.form, *m.alternatives)}
    words = [word for word in said if phrase.endswith(word)]  # 主体建完 asks for 主体完工 as well
    leads = {phrase.removesuffix(w) for w in words} - {""}
    beside = [a for m in question.mentions if STATUS not in m.kinds for a in m.alternatives]
    return any(lead in question.text or any(a.startswith(lead) for a in beside) for lead in leads)


def _says_status(knowledge: Knowledge, fact: Fact, status: str) -> bool:
    """Whether the words of a state speak of another status as still going on."""
    labels = knowledge.facts.labels.get(f"{CODE}{status}")
    return labels is not None and any(form[: t.STEM] in n for form in labels.forms for n in fact.names)
