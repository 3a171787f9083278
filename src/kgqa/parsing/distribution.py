"""Values that a question asks for at once: of each year, or of each place, that it names.

The sort of value is named once (新建道路，去年和今年计划各有多少条; 土地供应量，全区和某新城分别是多少), and
what is listed names years or places alone. Only a sort that is stated for all of them is an answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match, Weighed
from kgqa.linking.mentions import LABEL, SYNONYM, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import classes_named
from kgqa.parsing.context import Context
from kgqa.parsing.fits import value_fit
from kgqa.parsing.named import is_about_values, named_set
from kgqa.parsing.observations import observations, with_value
from kgqa.parsing.parts import HOW_MUCH
from kgqa.parsing.question import COMPARATIVE, Clause, Question
from kgqa.parsing.readings import Scope

_COMPUTED = frozenset(
    {"difference", "compare", "ratio", "mean", "max", "min", "rank", "equal", "alternative"}
)
_ADDED = frozenset({"sum", "total"})
_TOGETHER = frozenset({"each", "both"})  # words that ask for all that is listed
_JOIN = re.compile(r"[、/,，]|\band\b")
_TWO = 2


@dataclass(frozen=True)
class Distribution:
    """Values of one sort, or of a row of them, for each of the years and places that are listed."""

    facts: tuple[Fact, ...]
    score: float


@lru_cache(maxsize=16)  # several generators ask for it
def distributed(context: Context) -> Distribution | None:
    """The values for all years and places that a question lists, if it lists two and all are stated."""
    question = context.question
    if question.cues & (_COMPUTED | COMPARATIVE) or not _asks_how_much(question) or context.beyond:
        return None
    if any(m.meanings("Cue") & _ADDED and is_about_values(m) for m in question.mentions):
        return None
    years, places = _years(context), _places(context)
    if len(years) < _TWO and len(places) < _TWO:
        return None
    wanted = _Wanted(years if len(years) > 1 else (), places if len(places) > 1 else ())
    row = named_set(context)
    if row is not None and row.complete and row.in_a_row and not row.unlike:
        return _of_row(context, wanted, row.members, row.score)
    return _of_one(context, wanted)


@dataclass(frozen=True)
class _Wanted:
    """Years and places over which a value is to be spread; none says that it is not spread over them."""

    years: tuple[int, ...]
    places: tuple[str, ...]

    def key(self, fact: Fact) -> tuple[object, ...]:
        """What the values of one sort have in common."""
        year = () if self.years else (fact.year, fact.kind, fact.one("condition"))
        return (fact.one("indicator"), *year, *(() if self.places else (fact.one("about"),)))

    def admits(self, fact: Fact) -> bool:
        """Whether a value is of one of the years and places."""
        dated = not self.years or fact.year in self.years
        return dated and (not self.places or fact.one("about") in self.places)

    def slots(self, facts: Iterable[Fact]) -> set[tuple[int | None, str]]:
        """The years and places of facts, as far as values are spread over them."""
        return {(f.year if self.years else None, f.one("about") if self.places else "") for f in facts}

    @property
    def all_slots(self) -> set[tuple[int | None, str]]:
        """Every year at every place."""
        return {*product(self.years or (None,), self.places or ("",))}


def _of_one(context: Context, wanted: _Wanted) -> Distribution | None:
    """The values of the sort that fits best, and fits better than any other one."""
    groups = _groups(context, wanted, context.scope if not wanted.years else Scope())
    ranked = sorted(((_score(context, group, wanted), group) for group in groups), key=lambda g: -g[0])
    ranked = [(s, group) for s, group in ranked if s >= t.ACCEPT]
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] <= t.SAME):
        return None
    score, best = ranked[0]
    if _leaves_words(context, best, wanted):
        return None
    return Distribution(tuple(m.fact for m in best), score)


def _of_row(context: Context, wanted: _Wanted, members: Sequence[Match], score: float) -> Distribution | None:
    """The values of each of several sorts that are named in a row, where the row lacks some of them."""
    if wanted.slots(m.fact for m in members) == wanted.all_slots:
        return None
    groups = _groups(context, wanted, context.scope if not wanted.years else Scope())
    own = {wanted.key(m.fact): group for group in groups for m in group}
    keys = dict.fromkeys(wanted.key(m.fact) for m in members)
    if not all(key in own for key in keys):
        return None
    facts = dict.fromkeys(m.fact for key in keys for m in own[key])
    return Distribution(tuple(facts), score)


def _groups(context: Context, wanted: _Wanted, scope: Scope) -> list[list[Match]]:
    """Values of one sort each, in the order of the question, that are stated for all that is listed."""
    known = context.knowledge
    groups: dict[tuple[object, ...], list[Match]] = defaultdict(list)
    matches = [m for _, m in with_value(observations(context, scope)) if wanted.admits(m.fact)]
    matches = [m for m in matches if context.is_on_topic(m)]
    for match in matches:
        groups[wanted.key(match.fact)].append(match)
    found = []
    for group in groups.values():
        lacking = wanted.all_slots - wanted.slots(m.fact for m in group)
        if lacking and wanted.years:
            first = group[0].fact
            like = [m for m in matches if known.are_comparable(first, m.fact)]
            group = [*group, *(m for m in like if wanted.slots([m.fact]) <= lacking)]
        if wanted.slots(m.fact for m in group) == wanted.all_slots:
            found.append(_in_order(group, wanted))
    return found


def _in_order(group: Iterable[Match], wanted: _Wanted) -> list[Match]:
    """Matches, each once, in the order of the places and years of the question."""

    def position(match: Match) -> tuple[int, int]:
        place = wanted.places.index(match.fact.one("about")) if wanted.places else 0
        return place, wanted.years.index(match.fact.year or 0) if wanted.years else 0

    return sorted({m.index: m for m in group}.values(), key=position)


def _score(context: Context, group: Sequence[Match], wanted: _Wanted) -> float:
    """How much of the question the values of a sort say together, but for the places that are listed."""
    words = _telling(context, wanted)
    whole = sum(w.weight for w in words)
    covered = ((w, max(w.covered.get(m.index, 0.0) for m in group)) for w in words)
    said = sum(w.weight * degree for w, degree in covered) / whole if whole else float(context.followed)
    naming = max(m.naming for m in group)
    return (t.PAIR_COVERAGE * said + t.PAIR_NAMING * naming) * min(value_fit(context, m.fact) for m in group)


def _leaves_words(context: Context, group: Sequence[Match], wanted: _Wanted) -> bool:
    """Whether a word of the question is said of none of the values."""
    return any(
        not any(w.covered.get(m.index, 0.0) >= t.COVERED for m in group) for w in _telling(context, wanted)
    )


def _telling(context: Context, wanted: _Wanted) -> list[Weighed]:
    """The words that say which sort of value is meant: those that the question asks with, and names.

    Where there are none, all that is known beside. The places that are listed do not say it, nor what only
    says that there are values.
    """
    words = [
        w
        for w in context.weighed
        if not is_about_values(w.mention)
        and not (wanted.places and _place(context, w.mention) in wanted.places)
    ]
    beside = [w for w in words if w.aside and w.covered and w.mention.kinds & {LABEL, SYNONYM}]
    named = [w for w in words if w.required or (w in beside and LABEL in w.mention.kinds)]
    return named or beside


def _asks_how_much(question: Question) -> bool:
    """Whether nothing but numbers is asked for; what were the figures for A and B asks for them, too."""
    if question.language == "en" and question.asked == {"entity"} and "list" not in question.cues:
        return not classes_named(question)
    return question.asked <= {"number"}


# ---------- what is listed ----------


def _years(context: Context) -> tuple[int, ...]:
    """The years that are asked for: two that are named, or one beside that of the answer before."""
    years, earlier = context.scope.years, context.earlier
    if len(years) == 1 and earlier is not None and earlier.year and context.question.cues & _TOGETHER:
        years = tuple(dict.fromkeys((earlier.year, *years)))
    named = len(years) > 1 and all(year in context.knowledge.profile.years for year in years)
    return tuple(years) if named else ()


def _places(context: Context) -> tuple[str, ...]:
    """The places, or holders of values, that stand in a row; words for the whole are the district."""
    asking = [c for c in context.question.clauses if c.asks]
    rows = [_row(context, clause) for clause in context.question.clauses]
    apart = [_only_place(context, clause) for clause in asking]
    if len(asking) > 1 and all(apart[1:]) and (apart[0] or len({*_named(context, asking[0])}) == 1):
        first = apart[0] or _named(context, asking[0])[0]
        rows.append(tuple(dict.fromkeys((first, *apart[1:]))))
    return max(rows, key=len, default=())


def _only_place(context: Context, clause: Clause) -> str:
    """The place of a clause that names nothing else and asks how much, or the same: 全区多少亩, 全区呢."""
    named = _named(context, clause)
    others = (m for m in clause.mentions if m.content and not _place(context, m))
    asks = bool(HOW_MUCH.search(clause.text)) or any(
        "followUp" in m.meanings("Cue") for m in clause.mentions[-1:]
    )
    return named[0] if len(named) == 1 and asks and not any(others) else ""


def _named(context: Context, clause: Clause) -> list[str]:
    return [place for m in clause.mentions if (place := _place(context, m))]


def _row(context: Context, clause: Clause) -> tuple[str, ...]:
    """The places that a clause joins, one after the other."""
    found: list[str] = []
    at = 0
    for n, mention in enumerate(clause.mentions):
        place = _place(context, mention)
        if not place:
            continue
        if found and not _are_joined(context.question, clause, at, n):
            found = []
        if place not in found:
            found.append(place)
        at = n
    return tuple(found)


def _are_joined(question: Question, clause: Clause, at: int, n: int) -> bool:
    """Whether nothing but words that join stands between two mentions of a clause, or in keywords a blank."""
    one, other = clause.mentions[at], clause.mentions[n]
    within = clause.mentions[at + 1 : n]
    if any(m.content and not m.meanings("Cue") for m in within):
        return False
    joined = any("coordination" in m.meanings("Cue") for m in within)
    if joined or _JOIN.search(clause.text[one.end : other.start]):
        return True
    return bool(question.cues & _TOGETHER) and f"{one.text} {other.text}" in question.original


def _place(context: Context, mention: Mention) -> str:
    """The place, or holder of values, that a word names."""
    known = context.knowledge
    if mention.text in known.wholes | known.own_place or mention.form in known.district_forms:
        return known.district
    thing = known.proper_named(mention)
    if thing is None and mention.text.isascii() and LABEL in mention.kinds:
        return _in_short(context, mention)
    return thing if thing in known.holders_of_values else ""


def _in_short(context: Context, mention: Mention) -> str:
    """The only place, or holder of values, with an English name that begins with a word."""
    known = context.knowledge
    labels = {thing: known.facts.labels[thing].en.lower() for thing in known.holders_of_values}
    named = [thing for thing, name in labels.items() if name.startswith(f"{mention.form} ")]
    return named[0] if len(named) == 1 else ""
