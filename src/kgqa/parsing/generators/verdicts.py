"""Yes or no: a value against a number, or the state of a thing against the state asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import CODE
from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match
from kgqa.linking.mentions import STATUS, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import statuses_named
from kgqa.parsing.context import Context
from kgqa.parsing.fits import names_fit
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.observations import Ranked, observations, observed, with_value
from kgqa.parsing.question import Number, relation_asked
from kgqa.parsing.readings import UNDECIDED, Reading
from kgqa.query.forms import STATEMENTS, StateVerdict, Verdict

_STATES = ("State", "Honour")
_SHORTEST_GRADED = 3  # characters of a title of which one tells the grade
_SCALES = "万亿千百"
_OF_TITLES = frozenset({"won", "sought", "applied", "approved", "promoted"})  # states that titles have
_REACHED = frozenset({"won", "open", "completed"})  # what a title that is only sought is not


def verdicts(context: Context) -> list[Reading]:
    """Whether the best value stands in the relation asked about, and whether the best state holds."""
    if "truth" not in context.question.asked:
        return []
    if len(context.question.numbers) > 1:
        return []  # no single value or state tells whether two numbers go together
    title = _on_title(context)
    return [*_on_values(context), *([title] if title else _on_states(context))]


def _on_values(context: Context) -> list[Reading]:
    """Whether the best values, each by itself, stand in the relation asked about to the number given."""
    numbers = context.question.numbers
    if len(numbers) != 1:
        return []
    told = [pair for pair in with_value(observations(context)) if _is_of_unit(context, pair[1], numbers[0])]
    found = told[: t.MOST_VERDICTS]
    return [_on_value(context, score, match, numbers[0]) for score, match in found]


def _is_of_unit(context: Context, match: Match, number: Number) -> bool:
    """Whether a value is of the kind of quantity that the number is, if its unit tells one."""
    kinds = context.knowledge.unit_kinds
    asked = kinds.get(number.unit, kinds.get(number.unit.lstrip(_SCALES), ""))
    own = context.knowledge.unit_kind(match.fact)
    return not (asked and own) or asked == own


def _on_value(context: Context, score: float, match: Match, number: Number) -> Reading:
    relation = relation_asked(context.question, number)
    form = Verdict(observed(match.fact), relation, f"{number.base:f}")
    undecided = relation != "=" and _leaves_open(match.fact, number)
    name = UNDECIDED if undecided else "verdict on a value"
    return Reading(form, score, (match.fact,), match.uncovered, name)


def _leaves_open(fact: Fact, number: Number) -> bool:
    """Whether the bound of a result leaves open on which side of a number it lies; a target is its bound."""
    bound, base = local_name(fact.one("bound")), Decimal(fact.one("baseValue") or "0")
    if fact.kind == "target":
        return False
    return (bound in ("ge", "gt") and base < number.base) or (bound in ("le", "lt") and base > number.base)


# ---------- titles ----------


def _on_title(context: Context) -> Reading | None:
    """Whether somebody holds a title that the question names.

    No, when the one asked about holds other titles and not this one; none tells of somebody without any.
    """
    known = context.knowledge
    forms = [form for m in context.question.mentions if m.content for form in _forms(m)]
    titles = {known.titles[form] for form in forms if form in known.titles}
    if not titles:
        return None
    honours = [f for f in known.facts.facts if f.category == "Honour" and context.scope.admits(f)]
    proper = known.facts.proper
    named = {proper[form] for form in forms if form in proper}
    own = [f for f in honours if f.one("recipient") in named - known.everywhere]
    if named - known.everywhere and not own:
        return None
    asked = statuses_named(context.question)
    of_title = [f for f in own or honours if f.one("honourTitle") in titles]
    told = sorted(of_title, key=lambda f: f.kind != "actual")[:1] or own[:1]
    if not told or (told[0].kind == "actual" and asked and asked.isdisjoint(_OF_TITLES)):
        return None
    of_title = [f for f in of_title if not _is_of_another_level(context, f)]
    holds = bool(of_title) and (told[0].kind == "actual" or (bool(asked) and not asked & _REACHED))
    form = StateVerdict((told[0].iri,), holds != context.question.denies, None)
    return Reading(form, t.TITLE_NAMED, tuple(told), (), "verdict on a title")


def _forms(mention: Mention) -> tuple[str, ...]:
    return mention.form, mention.text, *sorted(mention.alternatives)


# ---------- states ----------


def _on_states(context: Context) -> list[Reading]:
    """The best matches that tell, of equal ones the one that has come furthest first.

    A statement that leaves words open may say the same in other words: that it holds is proposed as well.
    """
    asked = statuses_named(context.question)
    found = sorted(_telling(context, asked), key=lambda pair: _order(context.knowledge, pair))
    readings = [_on_state(context, asked, *pair) for pair in found[: t.MOST_VERDICTS]]
    told = {reading.form for reading in readings}
    nearest = frozenset(context.nearest)
    readings += [
        _on_state(context, asked, *pair) for pair in found[t.MOST_VERDICTS :] if pair[1].index in nearest
    ]
    by_meaning = [
        replace(r, form=form, generator="verdict by meaning")
        for r in readings
        if isinstance(r.form, StateVerdict) and r.facts[0].category in STATEMENTS
        if (form := replace(r.form, holds=not r.form.holds)) not in told
    ]
    return [*readings, *by_meaning]


def _on_state(context: Context, asked: frozenset[str], score: float, match: Match) -> Reading:
    planned = match.fact.year if match.fact.kind == "target" else None
    only_planned = planned is not None and not _asks_of_plan(context, planned)
    holds = (
        _holds(context.knowledge, match, asked) or _is_planned(context, match, planned)
    ) and not only_planned
    denied = match.fact.category in STATEMENTS and context.knowledge.denies(match.fact)
    if denied != context.question.denies:
        holds = not holds
    other = _is_of_another_level(context, match.fact) or _is_of_another_grade(context, match.fact)
    holds = holds and not other
    form = StateVerdict((match.fact.iri,), holds, planned)
    return Reading(form, score, (match.fact,), match.uncovered, "verdict on a state")


def _is_of_another_level(context: Context, fact: Fact) -> bool:
    """Whether a clause speaks of a level, but not of the one that is asked about: 省级 for 国家级."""
    levels, words = context.knowledge.levels, context.knowledge.facts.quotes[fact.span][0]
    asked = {code for m in context.question.mentions if (code := levels.get(m.form))}
    own = {code for form, code in levels.items() if len(form) > 1 and form in words}
    own |= {local_name(level) for level in fact.all("level")}
    return bool(asked and own) and not asked & own


def _is_of_another_grade(context: Context, fact: Fact) -> bool:
    """Whether a title has another grade than the one asked about: 四星级 for 五星级."""
    labels = context.knowledge.facts.labels.get(fact.one("honourTitle"))
    if labels is None:
        return False
    asked = [_forms(m) for m in context.question.mentions if m.content]
    asked = [forms for forms in asked if not any(form in title for form in forms for title in labels.forms)]
    return any(_differ_in_one(form, title) for forms in asked for form in forms for title in labels.forms)


def _differ_in_one(one: str, other: str) -> bool:
    """Whether two words are written alike but for one character, and not short."""
    alike = len(one) == len(other) >= _SHORTEST_GRADED
    return alike and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _asks_of_plan(context: Context, year: int) -> bool:
    """Whether a question asks what is planned, not what is: it says so, or names the year of the plan."""
    return "target" in context.question.cues or year in {*context.question.years, *context.scope.years}


def _order(knowledge: Knowledge, pair: Ranked) -> tuple[float, int, float, int]:
    score, match = pair
    stage = knowledge.stage(local_name(match.fact.one("status")))
    return -round(score, 1), -stage, -score, match.index


def _telling(context: Context, asked: frozenset[str]) -> Iterator[Ranked]:
    """Matches that can tell whether something is so, with their scores."""
    told = _spans_of_states(context) if asked else frozenset()
    for match in context.matches:
        fact = match.fact
        if fact.category not in (*_STATES, *STATEMENTS) or not context.scope.admits(fact):
            continue
        if fact.category in STATEMENTS and fact.span in told:
            continue  # the state of the thing says it more exactly than the clause
        if fact.category == "Honour" and _is_no_title_state(context, match, asked):
            continue
        if fact.category in STATEMENTS and _leaves_state_open(context, match):
            continue
        if _speaks_of_named(context, fact):
            score = match.score * names_fit(context, fact)
            yield max(score, _subject_score(context, match) if asked else 0.0), match


def _is_planned(context: Context, match: Match, planned: int | None) -> bool:
    """Whether what is planned is nearly all that is asked, but for a verb in other words: extend, 推进."""
    if planned is None or match.fact.category not in STATEMENTS:
        return False
    left = [w for w in context.required if w.mention.text in match.uncovered]
    verbs = all(STATUS in w.mention.kinds for w in left)
    return verbs and len(left) <= 1 < len(context.required)


def _leaves_state_open(context: Context, match: Match) -> bool:
    """Whether a clause that tells what is so leaves out the state asked about, so that it tells neither."""
    known, fact = context.knowledge, match.fact
    said = {m.text for m in context.question.mentions if STATUS in m.kinds}
    return not said.isdisjoint(match.uncovered) and fact.kind != "target" and not known.denies(fact)


def _is_no_title_state(context: Context, match: Match, asked: frozenset[str]) -> bool:
    """Whether a state is asked about that a title does not tell: 建成 of a park that has won one."""
    said = {m.text for m in context.question.mentions if STATUS in m.kinds}
    return bool(asked) and "won" not in asked and not said.isdisjoint(match.uncovered)


def _spans_of_states(context: Context) -> frozenset[str]:
    """Clauses that give a state of a thing asked about."""
    states = (m.fact for m in context.matches if m.fact.category == "State")
    return frozenset(f.span for f in states if context.names(f.one("of")))


def _speaks_of_named(context: Context, fact: Fact) -> bool:
    """Whether a fact is about the thing with a proper name that the question asks about, if there is one."""
    facts = context.knowledge.facts
    named = {thing for w in context.required if (thing := context.knowledge.proper_named(w.mention))}
    named -= {context.knowledge.district}
    if not named:
        return True
    subjects = {fact.one("of"), fact.one("recipient")} - {""}
    if subjects:
        return any(s in named or named & facts.holders.get(s, frozenset()) for s in subjects)
    return not named.isdisjoint(fact.all("mentions"))


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
    if status in asked:
        return True
    if status == "underway" and any(_says_status(knowledge, fact, a) for a in asked):
        return False  # 考古发掘加快推进 when asked whether it is finished
    return 0 < max(knowledge.stage(a) for a in asked) <= knowledge.stage(status)


def _says_status(knowledge: Knowledge, fact: Fact, status: str) -> bool:
    """Whether the words of a state speak of another status as still going on."""
    labels = knowledge.facts.labels.get(f"{CODE}{status}")
    return labels is not None and any(form[: t.STEM] in n for form in labels.forms for n in fact.names)
