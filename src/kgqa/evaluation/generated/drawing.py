"""Meanings that a graph attests, drawn at random: what can be asked and is known to have an answer."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from kgqa.answering.answer import Item
from kgqa.engine import Engine
from kgqa.evaluation.generated.speaking import Draft
from kgqa.graph.profile import local_name
from kgqa.graph.vocabulary import CODE, DP
from kgqa.linking.facts import Fact
from kgqa.query.forms import (
    STATEMENTS,
    Comparison,
    Count,
    Deadline,
    Difference,
    Each,
    Extreme,
    Form,
    Honours,
    Lookup,
    Named,
    Observed,
    Passage,
    Ranking,
    Ratio,
    Selected,
    Source,
    StateFilter,
    StateVerdict,
    Things,
    Total,
    Verdict,
)

_MOST_TRIES = 400
_STEPS = (Decimal("0.5"), Decimal("0.8"), Decimal("0.9"), Decimal("1.1"), Decimal("1.25"), Decimal(2))
_RELATIONS = (">", ">=", "<", "<=")
# How often a kind is drawn, of all draws.
WEIGHTS = {
    "value": 30,
    "words": 1,
    "members": 4,
    "listed": 6,
    "things_state": 2,
    "things_place": 1,
    "things": 1,
    "titles": 2,
    "recipients": 3,
    "titles_level": 1,
    "measures": 4,
    "describe": 4,
    "count_state": 1,
    "count_place": 1,
    "comparison": 4,
    "target_actual": 3,
    "difference": 4,
    "each": 4,
    "sum": 4,
    "ratio": 3,
    "most": 3,
    "least": 2,
    "top": 1,
    "top_target": 1,
    "selected": 2,
    "verdict": 5,
    "verdict_equal": 4,
    "deadline": 1,
    "source": 5,
    "state": 3,
    "state_planned": 2,
}


class Drawer:
    """Draws meanings of a kind from a graph, each with an answer."""

    def __init__(self, engine: Engine, rng: random.Random) -> None:
        self._engine = engine
        self._rng = rng
        facts = engine.facts.facts
        self._observations = [f for f in facts if f.category == "Observation" and self._is_the_only_one(f)]
        self._numbers = [f for f in self._observations if f.one("value")]
        self._by_unit: dict[tuple[str, int | None, str, str], list[Fact]] = defaultdict(list)
        for fact in self._numbers:
            key = (fact.one("unitText"), fact.year, fact.kind, self._sort_of(fact))
            self._by_unit[key].append(fact)
        self._streams: dict[str, Iterator[Draft]] = {}

    def draw(self, kind: str) -> Draft | None:
        """The next meaning of a kind; all of them once before any comes again, where they can be told."""
        if kind not in self._streams:
            self._streams[kind] = self._stream(kind)
        return next(self._streams[kind], None)

    def _stream(self, kind: str) -> Iterator[Draft]:
        draw: Callable[[], Sequence[Draft]] = getattr(self, f"_{kind}")
        while True:
            found = list(draw())
            if not found:
                return
            self._rng.shuffle(found)
            yield from found

    def _is_the_only_one(self, fact: Fact) -> bool:
        """Whether the graph gives one value for the dimensions that a question can name."""
        told = self._engine.saying(Lookup((self._open(fact),)), "zh")
        return told is not None and len(told.items) == 1

    @staticmethod
    def _open(fact: Fact) -> Observed:
        """The dimensions that a question names."""
        return Observed(fact.one("indicator"), fact.one("about"), fact.year, fact.kind)

    def _sort_of(self, fact: Fact) -> str:
        return self._engine.knowledge.measure(fact)

    # ---------- values ----------

    def _value(self) -> Sequence[Draft]:
        return [Draft("value", Lookup((self._open(f),)), (f,)) for f in self._numbers]

    def _words(self) -> Sequence[Draft]:
        told = [f for f in self._observations if not f.one("value")]
        return [Draft("words", Lookup((self._open(f),)), (f,)) for f in told]

    def _source(self) -> Sequence[Draft]:
        return [Draft("source", Source(self._open(f)), (f,)) for f in self._numbers]

    def _deadline(self) -> Sequence[Draft]:
        dated = [f for f in self._observations if f.one("deadline")]
        return [Draft("deadline", Deadline(self._open(f)), (f,)) for f in dated]

    def _exact(self) -> list[Fact]:
        """Values without a bound, in digits, and targets, which are their bounds."""
        return [
            f
            for f in self._numbers
            if f.one("valueText")[:1].isdigit() and local_name(f.one("bound")) in ("eq", "")
        ]

    def _verdict(self) -> Sequence[Draft]:
        found = []
        for fact in self._exact():
            value = Decimal(fact.one("value"))
            size = self._rounded(value, value * self._rng.choice(_STEPS))
            if size == value:
                continue
            relation = self._rng.choice(_RELATIONS)
            found.append(self._on_number(fact, "verdict", relation, size))
        return found

    def _verdict_equal(self) -> Sequence[Draft]:
        found = []
        for fact in self._exact():
            value = Decimal(fact.one("value"))
            wrong = self._rounded(value, value * self._rng.choice(_STEPS))
            number = value if wrong == value or self._rng.random() < 0.5 else wrong
            found.append(self._on_number(fact, "verdict_equal", "=", number))
        return found

    @staticmethod
    def _rounded(value: Decimal, number: Decimal) -> Decimal:
        """A number with as many decimals as the value that it is set against."""
        exponent = value.as_tuple().exponent
        return round(number, -exponent if isinstance(exponent, int) and exponent < 0 else 0)

    def _on_number(self, fact: Fact, kind: str, relation: str, number: Decimal) -> Draft:
        value, base = Decimal(fact.one("value")), Decimal(fact.one("baseValue"))
        scaled = number * (base / value) if value else number
        form = Verdict(self._open(fact), relation, f"{scaled.normalize():f}")
        item = Item("quantity", value=f"{number.normalize():f}", unit=fact.one("unitText"), bound="=")
        return Draft(kind, form, (fact,), relation=relation, number=item)

    # ---------- several values ----------

    def _sets(self, size: int, least_base: bool = False) -> Iterator[tuple[Fact, ...]]:
        """Sets of values that go together: of one unit, sort, year and kind."""
        groups = [g for g in self._by_unit.values() if len(g) >= size]
        weights = [len(g) for g in groups]
        for _ in range(_MOST_TRIES):
            group = self._rng.choices(groups, weights)[0]
            chosen = tuple(self._rng.sample(group, size))
            distinct = {f.one("indicator") for f in chosen}
            if len(distinct) == size and len({f.one("baseValue") for f in chosen}) == size:
                yield chosen

    def _observed(self, facts: Sequence[Fact]) -> tuple[Observed, ...]:
        return tuple(self._open(f) for f in facts)

    def _comparison(self) -> Sequence[Draft]:
        return [
            Draft("comparison", Comparison(self._open(a), self._open(b), ">"), (a, b))
            for a, b in self._sets(2)
        ]

    def _difference(self) -> Sequence[Draft]:
        pairs = (sorted(pair, key=_base, reverse=True) for pair in self._sets(2))
        return [Draft("difference", Difference(self._open(a), self._open(b)), (a, b)) for a, b in pairs]

    def _target_actual(self) -> Sequence[Draft]:
        own: dict[tuple[str, str, str], dict[str, Fact]] = defaultdict(dict)
        for f in self._numbers:
            own[f.one("indicator"), f.one("about"), f.basis][f.kind] = f
        pairs = [(o["target"], o["actual"]) for o in own.values() if {"target", "actual"} <= o.keys()]
        return [
            Draft("target_actual", Difference(self._open(a), self._open(b)), (a, b))
            for target, actual in pairs
            for a, b in ((target, actual) if _base(target) > _base(actual) else (actual, target),)
        ]

    def _each(self) -> Sequence[Draft]:
        size = self._rng.choice((2, 2, 3))
        return [Draft("each", Each(self._observed(s)), s) for s in self._sets(size)]

    def _sum(self) -> Sequence[Draft]:
        size = self._rng.choice((2, 2, 3))
        sets = (s for s in self._sets(size) if all(self._sort_of(f) not in _NOT_ADDED for f in s))
        return [Draft("sum", Total(self._observed(s)), s) for s in sets]

    def _ratio(self) -> Sequence[Draft]:
        pairs = (
            sorted(s, key=_base)
            for s in self._sets(2)
            if all(self._sort_of(f) not in _NOT_ADDED and _base(f) > 0 for f in s)
        )
        return [Draft("ratio", Ratio(self._open(a), self._open(b)), (a, b)) for a, b in pairs]

    def _most(self) -> Sequence[Draft]:
        size = self._rng.choice((2, 3, 4))
        return [Draft("most", Extreme(self._observed(s), True), s) for s in self._sets(size)]

    def _least(self) -> Sequence[Draft]:
        size = self._rng.choice((2, 3, 4))
        return [Draft("least", Extreme(self._observed(s), False), s) for s in self._sets(size)]

    # ---------- sets of indicators ----------

    def _document_years(self) -> tuple[int, int]:
        document = self._engine.knowledge.document
        assert document is not None
        return document.reports_on, document.plans_for

    def _top(self) -> Sequence[Draft]:
        year, _ = self._document_years()
        return [
            Draft("top", Ranking((), None, year, None, True, k, "growth"), words={"k": str(k)}, year=year)
            for k in (2, 3, 4, 5)
        ]

    def _top_target(self) -> Sequence[Draft]:
        _, year = self._document_years()
        return [
            Draft(
                "top_target",
                Ranking((), None, year, "target", True, k, "growth"),
                words={"k": str(k)},
                year=year,
            )
            for k in (2, 3, 4, 5)
        ]

    def _selected(self) -> Sequence[Draft]:
        _, year = self._document_years()
        rates = [f for f in self._numbers if f.one("unitText") == "%" and f.kind == "target"]
        return self._answerable(
            Draft(
                "selected",
                Selected(relation, f.one("baseValue"), "%", (), year, "target"),
                year=year,
                relation=relation,
                number=Item("quantity", value=f.one("valueText"), unit="%", bound="="),
            )
            for f in rates
            for relation in (">", "<", ">=", "<=")
        )

    # ---------- things ----------

    def _answerable(self, drafts: Iterator[Draft]) -> list[Draft]:
        return [d for d in drafts if self._engine.saying(d.form, "zh") is not None]

    def _members(self) -> Sequence[Draft]:
        told = [f for f in self._observations if f.one("member")]
        return [Draft("members", Named((f.iri,), "member"), (f,)) for f in told]

    def _listed(self) -> Sequence[Draft]:
        """Lists that have a name, without the year where the name has it."""
        lists = [f for f in self._engine.facts.facts if f.category == "Enumeration" and f.names]
        return [
            Draft(
                "listed",
                Named((f.iri,), "member"),
                names={"thing": f.iri},
                year=None if str(f.year) in self._engine.name(f.iri, "zh") else f.year,
            )
            for f in lists
        ]

    def _classes(self) -> list[str]:
        """Classes that people have a word for, with an instance; a list of all places is nobody's wish."""
        known = self._engine.knowledge
        return [c for c in sorted(known.proper_classes - _WIDE) if known.profile.attests(c)]

    def _things(self) -> Sequence[Draft]:
        classes = self._classes()
        return self._answerable(
            Draft("things", Things((c,), excluded=self._generic()), names={"class": c}) for c in classes
        )

    def _state_sets(self) -> Iterator[tuple[str, str, int]]:
        states = Counter(
            (local_name(f.one("status")), f.year)
            for f in self._engine.facts.facts
            if f.category == "State" and f.one("status") and f.year
        )
        for (status, year), _ in sorted(states.items()):
            for category in self._classes():
                yield category, status, year

    def _things_state(self) -> Sequence[Draft]:
        return self._of_things_state

    @cached_property
    def _of_things_state(self) -> Sequence[Draft]:
        return self._answerable(
            Draft(
                "things_state",
                Things((c,), (StateFilter((s,), y),), excluded=self._generic()),
                names={"class": c, "status": f"{CODE}{s}"},
                year=y,
            )
            for c, s, y in self._state_sets()
        )

    def _generic(self) -> tuple[str, ...]:
        return tuple(sorted(self._engine.knowledge.generic))

    def _count_state(self) -> Sequence[Draft]:
        return [
            Draft("count_state", Count(d.form), names=d.names, year=d.year)
            for d in self._things_state()
            if isinstance(d.form, Things)
        ]

    def _things_place(self) -> Sequence[Draft]:
        return self._of_things_place

    @cached_property
    def _of_things_place(self) -> Sequence[Draft]:
        holders = sorted({h for held in self._engine.facts.holders.values() for h in held})
        inside = [h for h in holders if h not in self._engine.knowledge.everywhere]
        return self._answerable(
            Draft(
                "things_place",
                Things((c,), holder=h, excluded=self._generic()),
                names={"class": c, "thing": h},
            )
            for c in self._classes()
            for h in inside
        )

    def _count_place(self) -> Sequence[Draft]:
        return [
            Draft("count_place", Count(d.form), names=d.names)
            for d in self._things_place()
            if isinstance(d.form, Things)
        ]

    # ---------- titles ----------

    def _honours(self) -> list[Fact]:
        return [f for f in self._engine.facts.facts if f.category == "Honour"]

    def _titles(self) -> Sequence[Draft]:
        held = sorted({f.one("recipient") for f in self._honours() if f.kind == "actual"})
        return [
            Draft("titles", Honours(r, "actual", None), names={"thing": r})
            for r in held
            if r not in self._engine.knowledge.everywhere
        ]

    def _recipients(self) -> Sequence[Draft]:
        of: dict[str, list[str]] = defaultdict(list)
        for fact in self._honours():
            if fact.kind == "actual":
                of[fact.one("honourTitle")].append(fact.iri)
        return [
            Draft("recipients", Named(tuple(facts), "recipient"), names={"title": title})
            for title, facts in sorted(of.items())
        ]

    def _titles_level(self) -> Sequence[Draft]:
        year, _ = self._document_years()
        levels = sorted({local_name(x) for f in self._honours() for x in f.all("level")})
        return self._answerable(
            Draft(
                "titles_level",
                Honours(None, "actual", year, (level,)),
                names={"level": f"{CODE}{level}"},
                year=year,
            )
            for level in levels
        )

    # ---------- what is told in words ----------

    def _measures(self) -> Sequence[Draft]:
        headings = [f for f in self._engine.facts.facts if f.category == "Heading"]
        return self._answerable(
            Draft("measures", Passage(headings=(f.iri,)), names={"heading": f.iri}, year=year)
            for f in headings
            if (year := self._engine.knowledge.heading_year(f.iri))
        )

    def _describe(self) -> Sequence[Draft]:
        told: dict[tuple[str, int], list[str]] = defaultdict(list)
        proper = set(self._engine.facts.proper.values()) - self._engine.knowledge.everywhere
        for fact in self._engine.facts.facts:
            if fact.category in STATEMENTS and fact.year:
                for thing in proper.intersection(fact.all("mentions")):
                    told[thing, fact.year].append(fact.iri)
        return [
            Draft("describe", Passage(statements=tuple(facts)), names={"thing": thing}, year=year)
            for (thing, year), facts in sorted(told.items())
        ]

    # ---------- states ----------

    def _state(self) -> Sequence[Draft]:
        return self._states_of("state", self._document_years()[0])

    def _state_planned(self) -> Sequence[Draft]:
        return self._states_of("state_planned", self._document_years()[1])

    def _states_of(self, kind: str, year: int) -> list[Draft]:
        """Whether things with a name of their own have reached the state that the report gives them."""
        proper = set(self._engine.facts.proper.values()) - self._engine.knowledge.everywhere
        found: dict[Form, Draft] = {}
        for fact in self._engine.facts.facts:
            own = proper.intersection(fact.all("of")) if fact.category == "State" else set()
            if fact.year != year or not fact.one("status") or len(own) != 1:
                continue
            form = StateVerdict((fact.iri,), True, year if fact.kind == "target" else None)
            names = {"thing": own.pop(), "status": fact.one("status")}
            found[form] = Draft(kind, form, names=names, year=year)
        return list(found.values())


_WIDE = frozenset(f"{DP}{c}" for c in ("Place", "Area", "Facility"))
_NOT_ADDED = frozenset({"growth", "share", "rate", "rank"})


def _base(fact: Fact) -> Decimal:
    return Decimal(fact.one("baseValue") or "0")
