"""The set of observations that a question names: 续建、新建和推动实施的道路, PM2.5 or PM10.

The question is cut into its parts, at marks between the items of a list, at words that join, offer a choice
or compare, and at the ends of clauses. Each part names the observation that its own words name best; what all
members share (the tail 的道路, the year) is said once and names none of them alone. A part that is joined to
the others and that no observation answers leaves the set incomplete, so that no sum is made of a part of what
is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from kgqa.graph.vocabulary import DP
from kgqa.linking.facts import Fact
from kgqa.linking.matching import Match, Weighed
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, STATUS, SYNONYM, Mention
from kgqa.parsing import thresholds as t
from kgqa.parsing.asked import INDICATOR, whole_before
from kgqa.parsing.context import Context
from kgqa.parsing.detection import year_marks
from kgqa.parsing.fits import value_fit
from kgqa.parsing.naming import AS_ASKED, is_named, named_degree
from kgqa.parsing.question import RELATIVE, Clause
from kgqa.parsing.readings import Scope
from kgqa.parsing.scope import relative_years

_COMPANY = f"{DP}Company"
_ITEM_MARKS = frozenset("、/；;+＋")
_COLONS = (":", "：")
_JOINING = frozenset({"coordination", "alternative"})
_COMPARING = frozenset({"compare", "greater", "less", "moreThan", "lessThan", "ratio"})
# Words that say what is done with the values, and name none of them.
_OPERATIONS = frozenset(
    {"difference", "compare", "greater", "less", "higher", "lower", "max", "min", "rank", "ratio", "equal"}
    | {"moreThan", "lessThan", "atLeast", "atMost", "sum", "total", "each", "count", "mean"}
)
_ADDED = frozenset({"sum", "total", "count"})
_KINDS = frozenset({"target", "actual"})
_LEAST_OWN = 0.5  # share of a part's words that its member covers
_DISTINCT = 0.12  # how much better a part's words name its own member than any other
_BETTER = 0.02  # how much better words name an observation that is none of the set
_LONG = 0.5  # share of a name from which a word is that name
_IN_WORDS = 0.85  # a name that says a word in other words
_IN_OTHER_STATUS = 0.65  # a name that says another word for a status
_AROUND = 0.65  # a word that stands around a fact and not in its name
_OWN, _WHOLE, _NAMING = 0.6, 0.25, 0.15  # shares of the part, the question and the name in a member's score
_MOST_CANDIDATES = 120
_SAME_END = 4  # characters at the end of names that say more than that they are shares
_ALL = 100  # per cent


@dataclass(frozen=True)
class NamedSet:
    """Observations that a question names, in its order; of like unit, or else marked.

    ``sides`` says for each how many words that compare stand before it, ``in_a_row`` that all are joined to
    each other by the question, ``complete`` that every part that is joined has its observation. Of ``unlike``
    ones the units differ, so that nothing can be computed; ``of_one_whole`` are shares of the same thing.
    """

    members: tuple[Match, ...]
    sides: tuple[int, ...]
    score: float
    complete: bool
    in_a_row: bool
    unlike: bool = False
    of_one_whole: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the members, one for each."""
        return tuple(m.fact for m in self.members)

    @property
    def distinct(self) -> tuple[Fact, ...]:
        """The facts, each once: one may stand on both sides, as a part and in the whole."""
        return tuple({f.iri: f for f in self.facts}.values())

    @property
    def adds_up(self) -> bool:
        """Whether the values can be added: shares of different wholes cannot."""
        return self.of_one_whole or not any(f.one("unitText").endswith(("%", "％")) for f in self.facts)


@dataclass
class _Part:
    """A part of the question: its words, its year if it says one, and how it is tied to the others.

    ``joined`` parts stand in a row with another (A、B和C), ``listed`` ones before a comma of such a row,
    ``beside`` ones before a word that compares, and ``side`` counts those words before a part. A part that
    asks before a colon, or only says what is counted, ``introduces`` the row and is none of it (which has the
    higher rate: A or B; how many hospitals, adding those …).
    ``light`` words tell little, and name the member of a part that has no others: 已完工的 in
    新建的和已完工的道路. A ``whole`` part says that the whole district is meant (全区供应的土地).
    """

    words: list[Weighed] = field(default_factory=list)
    year: int | None = None
    joined: bool = False
    listed: bool = False
    beside: bool = False
    asks: bool = True
    side: int = 0
    light: list[Weighed] = field(default_factory=list)
    added: bool = False
    introduces: bool = False
    whole: bool = False

    @property
    def leads_in(self) -> bool:
        """Whether the part only says why it is asked (to get a feel for the workload, how many …)."""
        return not self.asks and not self.joined and not any(w.covered for w in self.words)

    @property
    def tied(self) -> bool:
        """Whether the part stands in a row or on one side of a comparison."""
        return not self.introduces and (self.joined or self.listed or self.beside or self.side > 0)


@lru_cache(maxsize=16)  # several generators ask for it
def named_set(context: Context) -> NamedSet | None:
    """The observations that the question names, two at least; the largest set of one kind of quantity."""
    parts = _parts(context)
    if len(parts) < 2:
        return None
    groups = _candidates(context, parts)
    everything = [m for g in groups for m in g]
    freely = {id(part): match for part, match in _chosen(context, parts, everything)}
    found = [s for g in groups if (s := _set_of(context, parts, g, freely))]
    best = max(found, key=lambda s: (s.complete, len(s.members), s.score), default=None)
    if best is not None:
        return best
    mixed = _set_of(context, [p for p in parts if p.joined], everything, freely)
    if mixed is None or not _are_named_apart(mixed):
        return None
    return replace(mixed, score=_said(context, mixed.members), unlike=True)


def names_one_indicator(context: Context) -> bool:
    """Whether the question names a sort of value by its name, and no row of them."""
    words = (w.mention for w in context.weighed if (w.required or w.aside) and not is_about_values(w.mention))
    if not any(context.knowledge.indicators_named(m.form) for m in words if LABEL in m.kinds):
        return False
    found = named_set(context)
    return found is None or len({f.one("indicator") for f in found.facts}) == 1


def leaves_part(context: Context, fact: Fact) -> bool:
    """Whether an observation is named by one of the parts that a question joins, and not by another.

    Of 中小学项目和幼儿园项目 one that counts the schools says nothing of the kindergartens.
    """
    joined = [p for p in _parts(context) if p.joined and p.words]
    own = [[w.mention for w in p.words if not all(_says(q, w) for q in joined)] for p in joined]
    left = [words for words in own if words and not any(is_named(fact, w) for w in words)]
    if len(left) == sum(bool(words) for words in own):
        return False
    others = [m.fact for m in context.matches if m.fact.category == "Observation" and m.fact.one("value")]
    return any(all(is_named(other, w) for w in words) for words in left for other in others)


def _says(part: _Part, word: Weighed) -> bool:
    return any(w.mention.form == word.mention.form for w in part.words)


def _are_named_apart(found: NamedSet) -> bool:
    """Whether values of unlike units are surely those meant: all of a row, and named in full."""
    return found.complete and all(m.naming >= t.ADDEND_NAMED for m in found.members)


# ---------- parts of the question ----------


def _parts(context: Context) -> list[_Part]:
    weighed = {id(w.mention): w for w in context.weighed}
    relative = relative_years(context.knowledge.document)
    parts: list[_Part] = []
    topic = {id(m) for m in context.topic}
    side = 0
    for clause in context.question.clauses:
        if any("negation" in m.meanings("Cue") for m in clause.mentions) and not clause.asks:
            continue
        opens = clause.opens_with("addition", "sum")
        if parts and opens:
            parts[-1].introduces = [w.mention for w in parts[-1].words] == [context.question.counted]
        parts.append(_Part(side=side, asks=clause.asks))
        marks = _year_marks(clause, relative)
        adding = clause.mentions[0] if opens else None
        turn = whole_before(clause)
        if turn:
            side += 1
            parts[-1].side, parts[-1].beside = side, True
        at = 0
        last: Weighed | None = None
        for mention in clause.mentions:
            between = clause.text[at : mention.start]
            said = (year for n, year in marks if at <= n < mention.start)
            parts[-1].year = next(
                said, parts[-1].year
            )  # before a word that joins another one: 2023年和2024年
            own = weighed.get(id(mention))
            says = own is not None and _names_something(own) and mention is not adding
            says = says and id(mention) not in topic
            if _opens(context, clause, mention):
                pass  # and how many …: what a question opens with joins nothing
            elif _joins(mention, between, says) or (last and own and _are_apart(context, last, own, between)):
                _begin(parts, joined=True, side=side)
                parts[-1].added |= "addition" in mention.meanings("Cue") and not says
            elif mention.meanings("Cue") & _COMPARING and not says:
                rest = (weighed.get(id(m)) for m in clause.mentions if m.start >= mention.end)
                ends = not any(w and _names_something(w) for w in rest)
                apart = ends and _set_apart(parts, mention)
                side = parts[-1].side if apart else side + any(p.words for p in parts)
                parts[-1].beside = True
                _begin(parts, joined=False, side=side)
            elif mention is turn:
                side -= 1
                _begin(parts, joined=False, side=side)
            parts[-1].whole |= mention.text in context.knowledge.wholes
            if says and own is not None:
                parts[-1].words.append(own)
            elif own is not None and _names_lightly(own):
                parts[-1].light.append(own)
            last = own
            parts[-1].year = next((y for n, y in marks if mention.start <= n < mention.end), parts[-1].year)
            at = mention.end
        parts[-1].year = next((y for n, y in marks if n >= at), parts[-1].year)
        if clause.asks and clause.text.endswith(_COLONS):
            parts[-1].introduces = True
    document = context.knowledge.document
    for part in parts:
        planned = document is not None and (part.year or 0) > document.reports_on
        if planned and all(w.mention.meanings("Cue") & _KINDS for w in part.words):
            part.words = []  # 2024年计划 is the plan for the year, and no plan by name
    for before, part in pairwise([_Part(), *parts]):
        if part.joined or part.beside or part.side > before.side:
            part.words = part.words or part.light
    for part, after in reversed(list(pairwise(parts))):
        part.listed = (after.joined or after.listed) and not part.leads_in and not part.introduces
    found = [p for p in parts if p.words or p.year]
    return sorted(found, key=lambda p: p.side) if _whole_goes_first(context) else found


def _whole_goes_first(context: Context) -> bool:
    """Whether a clause asks what share of the one thing the other is."""
    return any(whole_before(clause) for clause in context.question.clauses)


def _names_something(word: Weighed) -> bool:
    mention = word.mention
    tells = mention.content and word.weight > t.TELLING
    return tells and not is_about_values(mention) and not set(mention.text) <= _ITEM_MARKS


def _names_lightly(word: Weighed) -> bool:
    """Whether a word names a state or a doing, though it says little among the others."""
    mention = word.mention
    doing = SYNONYM in mention.kinds and CUE not in mention.kinds
    return bool(word.covered) and len(mention.text) > 1 and (doing or STATUS in mention.kinds)


def _set_apart(parts: list[_Part], mention: Mention) -> bool:
    """Set the last part against the one that 跟 joins it to, before a word that compares (跟去年的相比).

    Of a row of three, none is set against the others.
    """
    *before, last = parts
    row = [p for p in before if p.words or p.year is not None]
    if "compare" not in mention.meanings("Cue") or not (last.joined and last.words) or not row:
        return False
    one = row[-1]
    if len(row) > 1 and row[-2].joined:
        return False
    one.joined, one.beside = False, True
    last.joined, last.side = False, one.side + 1
    return True


def _opens(context: Context, clause: Clause, mention: Mention) -> bool:
    """Whether a word that joins is the first of a follow-up, after words of an earlier question."""
    first = mention is clause.mentions[0] and "coordination" in mention.meanings("Cue")
    return first and context.followed and context.question.text.lstrip().startswith(clause.text.strip())


def _joins(mention: Mention, between: str, says: bool) -> bool:
    """Whether a new item of a row begins with a mention, or behind what stands before it."""
    joining = mention.meanings("Cue") & _JOINING and not says
    return bool(joining or _ITEM_MARKS & set(between) or set(mention.text) <= _ITEM_MARKS)


def _begin(parts: list[_Part], joined: bool, side: int) -> None:
    """Begin a part, unless the last one is still empty; of a row, both are joined."""
    if parts[-1].words or parts[-1].year is not None:
        parts[-1].joined |= joined
        parts.append(_Part(joined=joined, side=side))
    else:
        parts[-1].joined |= joined
        parts[-1].side = side


def _are_apart(context: Context, one: Weighed, other: Weighed, between: str) -> bool:
    """Whether two names that stand side by side name different observations: “掌上办”“免证办”."""
    if between.strip("|") or not all(LABEL in w.mention.kinds for w in (one, other)):
        return False
    if CLASS in other.mention.kinds:
        return False  # 中小学项目: the sort of thing that the name before it tells
    facts = context.knowledge.facts.facts
    named = [{i for i in w.covered if _is_most_of_name(facts[i], w.mention)} for w in (one, other)]
    return all(named) and named[0].isdisjoint(named[1])


def _is_most_of_name(fact: Fact, mention: Mention) -> bool:
    """Whether a word makes up most of a name of an observation."""
    if fact.category != "Observation":
        return False
    return any(
        mention.form in name and len(mention.form) >= _LONG * len(name.strip("数")) for name in fact.names
    )


def _year_marks(clause: Clause, relative: Mapping[str, int]) -> list[tuple[int, int]]:
    marks = year_marks(clause.text)
    for mention in clause.mentions:
        marks += [(mention.start, relative[c]) for c in mention.meanings("Cue") & RELATIVE if c in relative]
    return sorted(marks)


# ---------- members ----------


def _candidates(context: Context, parts: Sequence[_Part]) -> list[list[Match]]:
    """Observations with a value, apart by kind of quantity, and by year if the question says none."""
    years = {p.year for p in parts} - {None}
    scope = Scope((), context.scope.kinds) if len(years) > 1 else context.scope
    groups: dict[tuple[object, ...], list[Match]] = defaultdict(list)
    for match in context.matches:
        fact = match.fact
        if (
            fact.category == "Observation"
            and fact.one("value")
            and scope.admits(fact)
            and _is_open(context, fact)
        ):
            year = None if scope.years or len(years) > 1 else fact.year
            groups[(*_quantity(context, fact), year)].append(match)
    return [g[:_MOST_CANDIDATES] for g in groups.values()]


def _is_open(context: Context, fact: Fact) -> bool:
    """Whether a value can be meant without its subject: not the turnover of a firm that nobody named."""
    about = fact.one("about")
    return _COMPANY not in context.knowledge.classes_of(about) or context.names(about)


def _quantity(context: Context, fact: Fact) -> tuple[str, bool, str]:
    """Kind of quantity by which values may be set side by side: unit, change or level, currency."""
    kind = context.knowledge.unit_kind(fact)
    currency = fact.one("unitText").lstrip("万亿千百") if kind == "money" else ""
    return kind, context.knowledge.measure(fact) == "growth", currency


def _set_of(
    context: Context, parts: Sequence[_Part], candidates: Sequence[Match], freely: Mapping[int, Match]
) -> NamedSet | None:
    """The set among candidates of one kind; none when a part names an observation of another kind better."""
    candidates = [m for m in candidates if context.is_on_topic(m)]
    members = _told_apart(_of_one_place(context, _chosen(context, parts, candidates), candidates))
    tied = [pair for pair in members if pair[0].tied]
    members = tied if len(tied) > 1 else members
    if len({m.fact.iri for _, m in members}) < 2 or not _are_of_places_named(context, members):
        return None
    if any(_own(p, freely[id(p)]) - _own(p, m) >= _DISTINCT for p, m in members if id(p) in freely):
        return None
    matches = tuple(m for _, m in members)
    own = {id(p) for p, _ in members}
    in_a_row = all(p.joined or p.listed for p, _ in members)
    complete = (in_a_row and len(members) in context.question.row_counted) or all(
        not p.added and _is_shared(p, matches, freely.get(id(p)))
        for p in parts
        if (p.joined or p.listed) and id(p) not in own and not p.leads_in
    )
    sides, score = tuple(p.side for p, _ in members), _score(context, matches)
    whole = are_of_one_whole(context, [m.fact for m in matches])
    return NamedSet(matches, sides, score, complete, in_a_row, of_one_whole=whole)


def are_of_one_whole(context: Context, facts: Sequence[Fact]) -> bool:
    """Whether values are shares of one thing: said side by side, under names that differ in the part alone.

    工业投资占比 and 房地产投资占比 are both of all investment; two things that have a 占比 need not be.
    """
    known, first = context.knowledge, facts[0]
    alike = all(
        known.measure(f) == "share"
        and f.year == first.year
        and f.one("about") == first.one("about")
        and abs(f.start - first.start) < t.NEAR
        for f in facts
    )
    if not alike or sum(Decimal(f.one("value") or _ALL) for f in facts) > _ALL:
        return False
    ends = (name[-_SAME_END:] for f in facts for name in f.names[:1])
    return len({*ends}) == 1


def _are_of_places_named(context: Context, members: Sequence[tuple[_Part, Match]]) -> bool:
    """Whether all are of one place or holder, or of the district and of those that the question names."""
    holders = {m.fact.one("about") for _, m in members}
    whole = context.knowledge.district
    return len(holders) == 1 or all(about == whole or context.names(about) for about in holders)


def _chosen(
    context: Context, parts: Sequence[_Part], candidates: Sequence[Match]
) -> list[tuple[_Part, Match]]:
    """Each part with the observation of its year that its words name best, if they name one."""
    chosen: list[tuple[_Part, Match | None]] = []
    dated = len({p.year for p in parts} - {None}) > 1
    year: int | None = None
    for part in parts:
        year = part.year or year
        within = [m for m in candidates if not dated or m.fact.year == year]
        chosen.append((part, _member(context, part, within) if part.words else None))
    for at, (part, match) in enumerate(chosen):
        named = {m.fact.iri for p, m in chosen if m and match and _takes_away(match, p, m, part)}
        if named:
            within = [m for m in candidates if m.fact.iri not in named]
            chosen[at] = (part, _member(context, part, within))
    named = {m.fact.one("indicator") for _, m in chosen if m}
    for at, (part, _) in enumerate(chosen):
        if not part.words and dated:  # only a year: the indicator that is named beside it
            within = [m for m in candidates if m.fact.year == part.year and m.fact.one("indicator") in named]
            chosen[at] = (part, max(within, key=lambda m: (m.score, -m.index), default=None))
    return [(part, match) for part, match in chosen if match]


def _of_one_place(
    context: Context, chosen: list[tuple[_Part, Match]], candidates: Iterable[Match]
) -> list[tuple[_Part, Match]]:
    """Parts of a row with the values of the one place that is named, where a part's is of the whole district.

    The zone's land taken into reserve and land supplied: the land that was supplied in the zone is meant.
    """
    known = context.knowledge
    places = {m.fact.one("about") for _, m in chosen} - {known.district}
    if len(places) != 1 or not all(context.names(place) for place in places):
        return chosen
    own = {_kept_in_place(m.fact): m for m in candidates if m.fact.one("about") in places}
    taken = {_kept_in_place(m.fact) for _, m in chosen if m.fact.one("about") in places}
    row = [p for p, _ in chosen if p.joined and not p.whole]
    return [
        (p, own[key] if p in row and (key := _kept_in_place(m.fact)) in own and key not in taken else m)
        for p, m in chosen
    ]


def _kept_in_place(fact: Fact) -> tuple[object, ...]:
    """What the value of a place has in common with that of the district."""
    return fact.one("indicator"), fact.one("condition"), fact.year, fact.kind


def _takes_away(match: Match, other: _Part, own: Match, part: _Part) -> bool:
    """Whether another part of the row names the observation itself that a part names loosely.

    Carried over, newly built: both are nearly the state of what is newly built, and the first means another.
    """
    if other is part or not (part.tied and other.tied) or own.fact.iri != match.fact.iri:
        return False
    says_more = any(not _says(other, w) for w in part.words)
    return says_more and _own(other, match) - _own(part, match) >= _DISTINCT


def _only_state(part: _Part) -> bool:
    """Whether a part says nothing but a state: those carried over."""
    return bool(part.words) and all(STATUS in w.mention.kinds for w in part.words)


def _member(context: Context, part: _Part, candidates: Iterable[Match]) -> Match | None:
    """The observation that the words of a part name best."""
    best: tuple[float, Match] | None = None
    for match in candidates:
        own = _own(part, match)
        if own < _LEAST_OWN or match.naming < t.LEAST_NAMED:
            continue
        if part.whole and match.fact.one("about") != context.knowledge.district:
            continue
        fitting = value_fit(context, match.fact)
        score = (_OWN * own + _WHOLE * match.coverage + _NAMING * match.naming) * fitting
        score += _DISTINCT if _is_whole_name(part, match.fact) else 0.0
        if best is None or score > best[0] + t.SAME:
            best = (score, match)
    return best[1] if best else None


def _own(part: _Part, match: Match) -> float:
    """Share of a part's words that an observation is named by."""
    total = sum(w.weight for w in part.words)
    return sum(w.weight * _degree(w, match) for w in part.words) / total if total else match.coverage


def _degree(word: Weighed, match: Match) -> float:
    mention, fact = word.mention, match.fact
    if mention.form in fact.one("condition"):
        return 1.0
    named = named_degree(fact, mention)
    if named == AS_ASKED:
        return 1.0
    if named:  # words for one status are too many to name one thing as well as those that mean the same
        loosely = STATUS in mention.kinds and not _says_synonym(fact, mention)
        return _IN_OTHER_STATUS if loosely else _IN_WORDS
    return word.covered.get(match.index, 0.0) * _AROUND


def _says_synonym(fact: Fact, mention: Mention) -> bool:
    """Whether a name says a word of the same meaning, not only of the same status: 续建 for carried over."""
    words = (w for e in mention.entries if e.kind == "SynonymSet" for w in e.zh)
    return any(len(w) > 1 and w in fact.joined_names for w in words)


def _told_apart(chosen: Sequence[tuple[_Part, Match]]) -> list[tuple[_Part, Match]]:
    """Members that a part names better than all others; a part that names several alike is said of all."""
    kept: list[tuple[_Part, Match]] = []
    for part, match in chosen:
        others = {m.fact.iri: m for _, m in chosen if m.fact.iri != match.fact.iri}
        of_the_year = [m for m in others.values() if m.fact.year == match.fact.year]
        telling = _telling_apart(part, match, of_the_year)
        rival = max((_own(telling, m) for m in of_the_year), default=0.0)
        same = next(
            (n for n, (p, m) in enumerate(kept) if m.fact.iri == match.fact.iri and p.side == part.side), None
        )
        known = same is not None
        if same is not None and part.joined and not kept[same][0].tied:
            kept[same] = (part, match)  # said before the row, and in it once more
        apart = _own(telling, match) - rival >= _DISTINCT or _is_named_better(part, match, others.values())
        if not known and (apart or _is_whole_name(part, match.fact)):
            kept.append((part, match))
    return kept


def _is_named_better(part: _Part, match: Match, others: Iterable[Match]) -> bool:
    """Whether a part's words stand in the name of its member, and only around those of the others."""
    rivals = [m for m in others if m.fact.year == match.fact.year]
    least = _own(part, match)
    return all(
        least >= _own(part, m) and _in_name(part, match) - _in_name(part, m) >= 2 * _DISTINCT for m in rivals
    )


def _in_name(part: _Part, match: Match) -> float:
    """Share of a part's words that stand in an observation's name."""
    total = sum(w.weight for w in part.words) or 1.0
    return (
        sum(w.weight * _degree(w, match) for w in part.words if named_degree(match.fact, w.mention)) / total
    )


def _is_whole_name(part: _Part, fact: Fact) -> bool:
    """Whether a word is all of a name, though longer names hold it: 新增技能人才和新增高技能人才."""
    names = {name.strip("数") for name in fact.names}
    said = (n.strip("数") for w in part.words if LABEL in w.mention.kinds for n in w.mention.names)
    return any(name in names for name in said)


def _telling_apart(part: _Part, match: Match, others: Sequence[Match]) -> _Part:
    """A part with those of its words that name its member as no other one is named; with all if none does.

    In 新城加快建设的学校、医院 place and state are said of both.
    """
    words = [w for w in part.words if any(_degree(w, m) != _degree(w, match) for m in others)]
    return replace(part, words=words) if words else part


def _is_shared(part: _Part, members: Sequence[Match], best: Match | None) -> bool:
    """Whether a part without a member is said of all, or is a piece of one, and names nothing else better.

    A clause before the row that only tells the matter all stand under (完善交通路网，…) is said of all.
    """
    if _is_matter(part) and all(_is_said_of_all(w, members) for w in part.words):
        return True
    if best is not None and _own(part, best) - max(_own(part, m) for m in members) > _BETTER:
        return False
    if best is not None and best in members and _in_name(part, best) > _IN_WORDS - _BETTER:
        return True  # a piece of one name: cuts, refunds and deferrals
    if part.tied and _only_state(part):
        return False  # beside other states, a state is one of its own
    return all(_is_said_of_all(w, members) for w in part.words if w.weight > t.SLIGHT)


def _is_matter(part: _Part) -> bool:
    """Whether a part is a clause that only tells, beside one that names what is asked for."""
    return not part.asks and not part.joined and all(w.aside for w in part.words)


def _is_said_of_all(word: Weighed, members: Iterable[Match]) -> bool:
    return all(word.covered.get(m.index, 0.0) >= t.COVERED for m in members)


def is_about_values(mention: Mention) -> bool:
    """Whether a word says what is done with values, or only that they are values: 差距, larger, 目标."""
    cues = mention.meanings("Cue")
    if (cues & _KINDS and CLASS not in mention.kinds) or INDICATOR in mention.meanings("ClassWord"):
        return True
    if cues & _ADDED:
        return SYNONYM not in mention.kinds or FUNCTION in mention.kinds  # 总投资 names what is added up
    return bool(cues & _OPERATIONS) and LABEL not in mention.kinds


def _score(context: Context, members: Sequence[Match]) -> float:
    """How well the members are what the question says, in words, unit and measure."""
    return _said(context, members) * min(value_fit(context, m.fact) for m in members)


def _said(context: Context, members: Sequence[Match]) -> float:
    """How much of the question all members together cover, and how much of their names it says."""
    words = [w for w in context.weighed if not is_about_values(w.mention)]
    degrees = [(w, max(w.covered.get(m.index, 0.0) for m in members)) for w in words]
    whole = sum(w.weight * (d if w.aside else 1.0) for w, d in degrees) or 1.0
    union = sum(w.weight * d for w, d in degrees) / whole
    mean = sum(m.naming for m in members) / len(members)
    return t.PAIR_COVERAGE * union + t.PAIR_NAMING * mean
