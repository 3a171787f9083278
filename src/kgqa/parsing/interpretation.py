"""What a question may mean: candidate forms over the facts that match it, scored, or the reason why there is none.

Several generators propose; the data decide. A candidate's score is the coverage of the question's words by what it would
answer, bent by how well unit, kind of measure, class and year fit. Two thresholds decide: the score itself, and the
distance to the next candidate with another answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kgqa.graph.profile import PlanDocument, Profile, local_name
from kgqa.graph.vocabulary import CODE, DP
from kgqa.linking.facts import Fact, FactBase, english_words
from kgqa.linking.matching import Match, Weighed, rank, weigh
from kgqa.linking.mentions import CLASS, CUE, FUNCTION, LABEL, QUESTION, STATUS, UNKNOWN, Mention, sound
from kgqa.parsing.question import Number, Question
from kgqa.query.forms import (
    Attribute,
    Comparison,
    Count,
    Deadline,
    Difference,
    Form,
    Honours,
    Lookup,
    Named,
    Observed,
    Passage,
    Quotient,
    Ranking,
    Ratio,
    Revised,
    Shared,
    Source,
    StateFilter,
    StateVerdict,
    Things,
    Total,
    Verdict,
)

ACCEPT = 0.62
APART = 0.052
_WHOLE, _BOTH = 1.01, 1.07
_LEAST_SIDE = 0.55
_ONE_KIND = 2
_LEAST_NAMED = 0.4
_SLIGHT = 0.45
_FULL_QUESTION = 2  # a question that names two things or more says what it means
_LEAST_TOUCHED = 0.45
_NEAR = 60  # characters between two lists of one sentence
_TOPIC_IMPORTANCE = 0.35
_BACKGROUND_IMPORTANCE = 0.1
_PROPER = ("Place", "Facility", "Company", "PublicBody", "Project")
_STATEMENTS = ("Measure", "Outcome", "Goal", "Issue", "Requirement")
_ROLES = {"State": "of", "Honour": "recipient", "Enumeration": "member", "Observation": "member"}
_RELATIONS = {
    "moreThan": ">",
    "greater": ">",
    "atLeast": ">=",
    "atMost": "<=",
    "lessThan": "<",
    "less": "<",
    "equal": "=",
}


@dataclass(frozen=True)
class Reading:
    """A possible meaning: its form, its score, the facts it rests on, the words it leaves unused."""

    form: Form
    score: float
    facts: tuple[Fact, ...]
    unused: tuple[str, ...] = ()
    generator: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why a question is not answered: a reason of ``codes.ttl``, the nearest known facts, the words nobody knows."""

    reason: str
    near: tuple[Fact, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Years and kinds a question allows; empty means any."""

    years: tuple[int, ...] = ()
    kinds: frozenset[str] = frozenset()

    def admits_year(self, year: int | None) -> bool:
        """Whether a year lies within the scope; an unknown year does."""
        return not self.years or year is None or year in self.years

    def admits(self, fact: Fact) -> bool:
        """Whether a fact lies within the scope."""
        if self.years and fact.year is not None and fact.year not in self.years:
            return False
        return not (self.kinds and fact.kind and fact.kind not in self.kinds)


@dataclass(frozen=True)
class Interpretation:
    """All readings of a question, best first, or a refusal; with what led there."""

    question: Question
    scope: Scope
    weighed: tuple[Weighed, ...]
    matches: tuple[Match, ...]
    readings: tuple[Reading, ...]
    refusal: Refusal | None
    carried: Mapping[str, str]


@dataclass(frozen=True)
class Carried:
    """What an earlier question leaves for a follow-up: its facts and scope."""

    facts: tuple[Fact, ...]
    scope: Scope


class Interpreter:
    """Interprets analysed questions over a graph's facts."""

    def __init__(
        self,
        facts: FactBase,
        profile: Profile,
        unit_kinds: Mapping[str, str],
        stages: Mapping[str, int],
        measures: Mapping[str, str],
        levels: Mapping[str, str],
    ) -> None:
        self.facts = facts
        self.profile = profile
        self.unit_kinds = unit_kinds
        self.stages = stages
        self.measures = measures
        self.levels = levels
        self.document: PlanDocument | None = profile.documents[-1] if profile.documents else None
        self.entities = {
            f: i for i, labels in facts.labels.items() if self._is_thing(i) for f in labels.forms
        }

        proper = {
            i
            for i in self.entities.values()
            if self.facts.classes.get(i, frozenset()) & {f"{DP}{c}" for c in _PROPER}
        }
        names = [f for f, i in self.entities.items() if i in proper and 4 <= len(f) <= 14 and not f.isascii()]
        self._patterns = {n[:at] + "\x00" + n[at + 1 :]: n for n in sorted(names) for at in range(len(n))}
        self.proper_classes = frozenset(
            c for p in _PROPER for c in profile.subclasses.get(f"{DP}{p}", ())
        ) - {f"{DP}Project"}
        self._under: dict[str, list[int]] = {}
        for index, fact in enumerate(facts.facts):
            if fact.category == "Heading" or fact.heading:
                self._under.setdefault(fact.iri if fact.category == "Heading" else fact.heading, []).append(
                    index
                )
        self._name_lengths = sorted({len(n) for n in names})

    def _is_thing(self, iri: str) -> bool:
        return f"{DP}NamedThing" in self.facts.classes.get(iri, frozenset())

    @property
    def statement_classes(self) -> frozenset[str]:
        """Classes of statements that can be listed as text."""
        return frozenset(f"{DP}{c}" for c in _STATEMENTS)

    # ---------- the whole ----------

    def interpret(self, question: Question, carried: Carried | None = None) -> Interpretation:
        """Readings of a question in the light of what an earlier one left."""
        scope = self._scope(question, carried)
        weighed = self._weigh(question)
        matches = rank(weighed, self.facts)
        notes: dict[str, str] = {}
        if carried:
            question, scope, weighed, matches, notes = self._follow(
                question, scope, weighed, matches, carried
            )
        context = _Context(question, scope, tuple(weighed), tuple(matches), carried, self._relative_year)
        refusal = self._out_of_bounds(context) or self._near_name(context) or self._premise(context)
        readings: list[Reading] = []
        if refusal is None:
            for generator in _GENERATORS:
                readings += generator(self, context)
            readings.sort(key=lambda r: (-r.score, r.generator))
            refusal = self._verdict(context, readings)
        return Interpretation(
            question, scope, tuple(weighed), tuple(matches), tuple(readings), refusal, notes
        )

    def _weigh(self, question: Question) -> list[Weighed]:
        """Mentions with their weights: the asking clauses count in full, the others help.

        When the asking clause names nothing that the graph knows (总共投了多少钱), the clauses beside it say what is meant.
        """
        asking = [m for c in question.clauses if c.asks for m in c.mentions]
        beside = [m for c in question.clauses if not c.asks for m in c.mentions]
        weighed = [weigh(m, self.facts) for m in asking if m.content or LABEL in m.kinds]
        told = any(w.required and w.covered for w in weighed)
        importance = _TOPIC_IMPORTANCE if told else 1.0
        weighed += [weigh(m, self.facts, importance) for m in beside if m.content or LABEL in m.kinds]
        weighed += [
            weigh(m, self.facts, _BACKGROUND_IMPORTANCE)
            for c in question.background
            for m in c.mentions
            if m.content
        ]
        return weighed

    def _scope(self, question: Question, carried: Carried | None) -> Scope:
        years = list(question.years)
        if self.document:
            base = carried.scope.years[0] if carried and carried.scope.years else self.document.plans_for
            relative = {
                "previousYear": (min(years) if years else base) - 1,
                "lastYear": self.document.reports_on,
                "nextYear": self.document.plans_for + 1,
                "thisYear": self.document.plans_for,
                "planYear": self.document.plans_for,
            }
            told = [relative[cue] for cue in relative if cue in question.relative]
            asked = [relative[cue] for cue in relative if cue in question.asking_relative - {"planYear"}]
            if not years:
                years = list(
                    dict.fromkeys(told[:2] if {"thisYear", "lastYear"} <= question.relative else told[:1])
                )
            elif asked and not question.asking_years and len(years) < 2:
                years = asked[:1]
            elif "previousYear" in question.relative and len(years) == 1:
                years.append(relative["previousYear"])
        kinds: frozenset[str] = frozenset()
        if len(years) > 1:
            kinds = frozenset()
        elif "target" in question.cues and "actual" not in question.cues:
            kinds = frozenset({"target", "context", "sought"})
        elif "actual" in question.cues and "target" not in question.cues and not years:
            kinds = frozenset({"actual", "context"})
        return Scope(tuple(dict.fromkeys(years)), kinds)

    def _relative_year(self, cue: str) -> int | None:
        """The year that 今年 or 去年 means, seen from the report."""
        if self.document is None:
            return None
        return {
            "thisYear": self.document.plans_for,
            "lastYear": self.document.reports_on,
            "nextYear": self.document.plans_for + 1,
        }.get(cue)

    # ---------- follow-ups ----------

    def _follow(
        self, question: Question, scope: Scope, weighed: list[Weighed], matches: list[Match], carried: Carried
    ) -> tuple[Question, Scope, list[Weighed], list[Match], dict[str, str]]:
        notes: dict[str, str] = {}
        if carried.facts and not any(w.required and w.covered for w in weighed):
            indices = {f.iri for f in carried.facts}
            matches = [
                Match(i, f, 1.0, 1.0, ())
                for i, f in enumerate(self.facts.facts)
                if f.iri in indices
                or self._same_thing(f, carried.facts)
                or (bool(question.unit or question.quantity_kinds) and _beside(f, carried.facts[0]))
            ]
            notes["subject"] = carried.facts[0].names[0] if carried.facts[0].names else ""
        leans = "followUp" in question.cues or sum(w.required for w in weighed) < _FULL_QUESTION
        if leans and not scope.years and carried.scope.years:
            scope = replace(scope, years=carried.scope.years[:1], kinds=scope.kinds or carried.scope.kinds)
            notes["year"] = str(carried.scope.years[0])
        return question, scope, weighed, matches, notes

    @staticmethod
    def _same_thing(fact: Fact, earlier: Sequence[Fact]) -> bool:
        return any(
            fact.category == e.category
            and fact.one("indicator") == e.one("indicator")
            and fact.one("about") == e.one("about")
            and bool(e.one("indicator"))
            for e in earlier
        )

    # ---------- refusals ----------

    def _out_of_bounds(self, context: _Context) -> Refusal | None:
        question = context.question
        if "instruction" in question.cues:
            return Refusal("out_of_scope")
        if "personal" in question.cues:
            return Refusal("out_of_scope", near=self._near(context))
        if "perCapita" in question.cues:
            asked = [m for m in question.mentions if "perCapita" in m.meanings("Cue")]
            if not any(any(_names(m.fact, p)) for m in context.matches for p in asked if m.fact.category == "Observation"):
                return Refusal("not_modelled", self._near(context))
        if "opinion" in question.cues:
            told = [m.fact for s, m in self.observations(context)[:1] if s > ACCEPT]
            wrong = (
                bool(told)
                and bool(question.numbers)
                and not any(_states(f, n) for f in told for n in question.numbers)
            )
            return Refusal("false_premise", tuple(told)) if wrong else Refusal("out_of_scope", tuple(told))
        if (
            self.profile.years
            and context.scope.years
            and not set(context.scope.years) & set(self.profile.years)
        ):
            return Refusal("outside_period", near=self._near(context))
        if any(m.meanings("PropertyWord") for m in question.mentions):
            return None
        told = [w for w in context.weighed if w.covered and (w.required or w.mention.kinds - {CUE, FUNCTION})]
        if not told and not context.followed:
            unknown = tuple(w.mention.text for w in context.weighed if w.mention.kinds == {UNKNOWN})
            asks = bool(question.asked)
            return Refusal("out_of_scope" if asks and unknown else "not_understood", unknown=unknown)
        return None

    def _near_name(self, context: _Context) -> Refusal | None:
        """A name that differs by one character from one that the report knows is another name: 紫荆山公园, 紫荆门公园."""
        words = self._unknown_run(context)
        if words:
            return Refusal("unknown_name", (), (words,))
        known = {w.mention.form for w in context.weighed}
        for clause in context.question.clauses:
            starts, ends = {m.start for m in clause.mentions}, {m.end for m in clause.mentions}
            loose = [m for m in clause.mentions if m.kinds <= {FUNCTION, QUESTION, CUE}]
            for length in self._name_lengths:
                for start in range(len(clause.text) - length + 1):
                    whole = start in starts and start + length in ends
                    if not whole or any(start <= m.start < start + length for m in loose):
                        continue
                    words = clause.text[start : start + length]
                    name = self._near_to(words)
                    if name and not any(words in k for k in known):
                        near = tuple(
                            f for f in self.facts.facts if name in f.tiers[1] and f.category == "Observation"
                        )[:1]
                        return Refusal("unknown_name", near, (words,))
        return None

    def _near_to(self, words: str) -> str | None:
        """The proper name that differs from words by one character that is read otherwise."""
        if words in self.entities:
            return None
        for at in range(len(words)):
            name = self._patterns.get(words[:at] + "\x00" + words[at + 1 :])
            if name and sound(words) != sound(name) and not any(words in form for form in self.entities):
                return name
        return None

    def _unknown_run(self, context: _Context) -> str:
        """A name made of known and unknown pieces that ends like a name: 管城第三人民医院."""
        for clause in context.question.clauses:
            run: list[Mention] = []
            for mention in clause.mentions:
                if not mention.content or mention.kinds & {FUNCTION, QUESTION, CUE, STATUS}:
                    run = []
                    continue
                run = [*run, mention] if run and run[-1].end == mention.start else [mention]
                words = clause.text[run[0].start : mention.end]
                strange = [
                    m
                    for m in run[:-1]
                    if m.kinds == {UNKNOWN}
                    and (m.text in "一二三四五六七八九十" or not self.facts.holding(m.text))
                ]
                proper = mention.meanings("ClassWord") & self.proper_classes
                if proper and strange and len(words) > 4 and not any(words in form for form in self.entities):
                    return words
        return ""

    def _premise(self, context: _Context) -> Refusal | None:
        """A decline asked about where the report states growth."""
        if "reason" not in context.question.asked:
            return None
        falls = "decline" in context.question.cues
        for match in context.matches[:6]:
            growth = (
                self.measures.get(match.fact.one("indicator")) == "growth"
                and match.fact.one("direction") != f"{CODE}down"
            )
            if falls and growth and match.score > 0.5 and context.scope.admits(match.fact):
                return Refusal("false_premise", (match.fact,))
        return Refusal("not_stated", self._near(context))

    def _near(self, context: _Context) -> tuple[Fact, ...]:
        return tuple(m.fact for m in context.matches if m.fact.category == "Observation" and m.score > 0.4)[
            :2
        ]

    def _verdict(self, context: _Context, readings: Sequence[Reading]) -> Refusal | None:
        foreign = tuple(w.mention.text for w in context.weighed if w.foreign)
        best = readings[0].score if readings else 0.0
        if best >= ACCEPT and readings[0].generator == "unlike units":
            return Refusal("incompatible_units", readings[0].facts)
        if best >= ACCEPT:
            return None
        near = self._near(context)
        if "opinion" in context.question.cues:
            return Refusal("out_of_scope", near, foreign)
        top = max((m.coverage for m in context.matches), default=0.0)
        if top < _LEAST_TOUCHED and not context.followed:
            return Refusal("out_of_scope", (), foreign)
        if foreign:
            mentions = [w.mention for w in context.weighed if w.foreign]
            named = any(self._looks_like_name(m) for m in mentions)
            known = any(w.covered and LABEL in w.mention.kinds for w in context.weighed)
            reason = "unknown_name" if named else ("not_modelled" if known else "out_of_scope")
            return Refusal(reason, near, foreign)
        if context.question.cues & {"perCapita", "absolute"}:
            return Refusal("not_modelled", near, foreign)
        return Refusal("not_stated" if near or context.matches else "not_understood", near, foreign)

    @staticmethod
    def _looks_like_name(mention: Mention) -> bool:
        return len(mention.text) > 2 and mention.kinds == {UNKNOWN}

    # ---------- fits ----------

    def fit(self, context: _Context, fact: Fact) -> float:
        """How well unit, kind of measure and basis of an observation fit the question (1 is neutral)."""
        question = context.question
        worth = 1.0
        unit = fact.one("unitText")
        own = self.unit_kind(fact)
        if question.cues & {"ratio", "difference", "compare"}:
            pass  # what is asked for is computed, in a unit of its own
        elif question.unit and "number" in question.asked:
            wanted = self.unit_kinds.get(question.unit, "")
            if not (
                unit.endswith(question.unit)
                or unit.startswith(question.unit)
                or own == wanted
                or {own, wanted} <= {"count", "person", ""}
            ):
                worth *= 0.5
            elif not unit.endswith(question.unit):
                worth *= 0.93
        elif (
            question.quantity_kinds
            and own not in question.quantity_kinds
            and not any(any(_names(fact, m)) for m in question.mentions[-3:] if m.content)
            and not question.cues & {"growth", "decline", "share"}
        ):
            worth *= 0.6
        measure = self.measures.get(fact.one("indicator"), "")
        if question.cues & {"growth", "decline"} and "share" not in question.cues and measure != "growth":
            worth *= 0.72
        if question.cues & {"absolute"} and measure in ("growth", "share", "rate"):
            worth *= 0.5
        if "perCapita" in question.cues and not any(
            any(_names(fact, m)) for m in question.mentions if "perCapita" in m.meanings("Cue")
        ):
            worth *= 0.5
        if "share" in question.cues and measure in ("growth", "count", "amount"):
            worth *= 0.75
        if "cumulative" in question.cues and "sum" not in question.cues and fact.basis == "inPeriod":
            worth *= 0.85
        if question.cues & {"inPeriod"} and fact.basis in ("cumulative", "atEnd"):
            worth *= 0.9
        asked = [w for w in context.weighed if w.required]
        if context.carried and context.carried.facts and not question.unit and len(asked) < 2:
            earlier = context.carried.facts[0]
            if measure != self.measures.get(earlier.one("indicator"), ""):
                worth *= 0.8
            elif fact.span == earlier.span and fact.iri != earlier.iri:
                worth *= 1.05
        if context.carried and context.carried.facts and not self._places_asked(context):
            held = context.carried.facts[0].one("about")
            worth *= 1.0 if not held or fact.one("about") == held else 0.9
        return worth * self._names_fit(context, fact)

    def _places_asked(self, context: _Context) -> bool:
        return any(
            w.mention.form in self.entities
            and f"{DP}Place" in self.facts.classes.get(self.entities[w.mention.form], ())
            for w in context.weighed
        )

    def _names_fit(self, context: _Context, fact: Fact) -> float:
        """A thing that the question names and the fact does not speak of makes it another fact."""
        worth = 1.0
        for item in context.weighed:
            iri = self.entities.get(item.mention.form)
            if (
                iri
                and item.required
                and item.covered.get(context.index_of(fact), 0.0) < 0.5
                and iri != self._district()
            ):
                worth *= 0.6
        subject = context.subject
        if subject and not any(subject in values for values in fact.values.values()):
            worth *= 0.6
        parts = [m.form for m in context.question.mentions if "partOfYear" in m.meanings("Cue")]
        if parts and not any(p in text for p in parts for text in fact.tiers[1:4]):
            worth *= 0.5
        if any(m.form in name for m in context.excluded for name in fact.names):
            worth *= 0.5
        if context.head and not any(_names(fact, context.head)):
            worth *= 0.93
        if (
            fact.one("about")
            and fact.one("about") != self._district()
            and not self._is_asked(context, fact.one("about"))
        ):
            worth *= 0.97
        return worth

    def of_other_level(self, question: Question, thing: str) -> bool:
        """Whether a title is of another level than the one that the question names (全国, 省级)."""
        wanted = {code for m in question.mentions if (code := self.levels.get(m.form))}
        if not wanted or f"{DP}HonourTitle" not in self.facts.classes.get(thing, frozenset()):
            return False
        own = {
            code
            for word, code in self.levels.items()
            for form in self.facts.labels[thing].forms
            if word in form
        }
        return bool(own) and not own & wanted

    @property
    def district_forms(self) -> frozenset[str]:
        """Names of the place that the report is about."""
        labels = self.facts.labels.get(self._district())
        return frozenset(labels.forms) if labels else frozenset()

    def speaks_of_named(self, context: _Context, match: Match) -> bool:
        """Whether a fact is about the thing with a proper name that the question asks about, if there is one."""
        named = [w.mention.form for w in context.weighed if w.required and w.mention.form in self.facts.proper]
        named = [form for form in named if self.facts.proper[form] != self._district()]
        if not named:
            return True
        subjects = {match.fact.one("of"), match.fact.one("recipient")} - {""}
        wanted = {self.facts.proper[form] for form in named}
        if subjects:
            return bool(wanted & subjects) or any(wanted & self.facts.holders.get(s, frozenset()) for s in subjects)
        return bool(wanted & set(match.fact.all("mentions")))

    def _district(self) -> str:
        return self.document.place if self.document else ""

    def _is_asked(self, context: _Context, thing: str) -> bool:
        labels = self.facts.labels.get(thing)
        return bool(labels) and any(w.mention.form in labels.forms for w in context.weighed)

    # ---------- numbers ----------

    def observations(self, context: _Context, scope: Scope | None = None) -> list[tuple[float, Match]]:
        """Observations that match, with their fitted scores, within the scope."""
        limits = context.scope if scope is None else scope
        found = []
        for match in context.matches:
            counted = match.fact.one("value") or not (
                context.question.unit or "count" in context.question.cues
            )
            if match.fact.category == "Observation" and counted and limits.admits(match.fact):
                score = min(
                    1.0, match.score * self.fit(context, match.fact) * self._numbers_fit(context, match.fact)
                )
                found.append((score, match))
        found.sort(key=lambda pair: (-pair[0], pair[1].index))
        return found

    def _numbers_fit(self, context: _Context, fact: Fact) -> float:
        """A number that the question gives must stand in the fact's words, unless it is there to be compared."""
        if not context.question.numbers or "truth" in context.question.asked:
            return 1.0
        return 1.0 if all(_states(fact, n) for n in context.question.numbers) else 0.8

    def heading_coverage(self, weighed: Sequence[Weighed], heading: str) -> float:
        """Share of the question's words that a heading and the statements under it cover together."""
        indices = self._under.get(heading, ())
        total = sum(w.weight for w in weighed if not w.aside) or 1.0
        said = sum(
            w.weight * max((w.covered.get(i, 0.0) for i in indices), default=0.0)
            for w in weighed
            if not w.aside
        )
        return said / total

    def unit_kind(self, fact: Fact) -> str:
        """Kind of quantity of an observation's unit."""
        return self.unit_kinds.get(fact.one("unit"), "")

    @staticmethod
    def money(fact: Fact) -> str:
        """Unit in which money is counted, so that yuan and dollars are kept apart."""
        return fact.one("unitText").lstrip("万亿千百")

    @staticmethod
    def base(fact: Fact) -> Decimal:
        """Value in the base unit."""
        return Decimal(fact.one("baseValue") or "0")

    def observed(self, fact: Fact) -> Observed:
        """The dimensions of an observation."""
        return Observed(
            indicator=fact.one("indicator"),
            about=fact.one("about"),
            year=fact.year,
            kind=fact.kind,
            basis=fact.basis,
            condition=fact.one("condition") or None,
        )


def _beside(fact: Fact, earlier: Fact) -> bool:
    """Whether an observation stands next to an earlier one: 966家企业 and 贷款11.2亿元."""
    return (
        fact.category == "Observation"
        and fact.heading == earlier.heading
        and abs(fact.start - earlier.start) < _NEAR
    )


@dataclass(frozen=True)
class _Context:
    """A question with what was found for it, handed to every generator."""

    question: Question
    scope: Scope
    weighed: tuple[Weighed, ...]
    matches: tuple[Match, ...]
    carried: Carried | None
    resolve: Callable[[str], int | None] = lambda _cue: None

    @property
    def followed(self) -> bool:
        """Whether the question leans on an earlier one."""
        return self.carried is not None

    @property
    def subject(self) -> str:
        """The thing that 它 or 那里 means: what the earlier answer was about, when the question names no other."""
        if (
            self.carried is None
            or not self.carried.facts
            or not any("pronoun" in m.meanings("Cue") for m in self.question.mentions)
        ):
            return ""
        earlier = self.carried.facts[0]
        return next((v for role in ("of", "recipient", "about") if (v := earlier.one(role))), "")

    @property
    def head(self) -> Mention | None:
        """The last word of the asking clauses that says what is asked about."""
        required = [w.mention for w in self.weighed if w.required and w.covered]
        return required[-1] if required else None

    @property
    def excluded(self) -> tuple[Mention, ...]:
        """Words of a clause that takes something out (不算续建的)."""
        return tuple(
            m
            for c in self.question.clauses
            if not c.asks and any("negation" in m.meanings("Cue") for m in c.mentions)
            for m in c.mentions
            if m.kinds & {LABEL, STATUS} and m.content
        )

    def index_of(self, fact: Fact) -> int:
        """Index of a matched fact."""
        return next((m.index for m in self.matches if m.fact is fact), -1)


def _names(fact: Fact, mention: Mention) -> Iterable[bool]:
    """For each way to write the mention, whether one of the fact's names says it."""
    for form in (mention.form, *mention.alternatives):
        if form.isascii():
            words = english_words(form)
            yield bool(words) and any(words <= name for name in fact.english_names)
        elif len(form) > 1:
            yield any(form in name for name in fact.names)


def _states(fact: Fact, number: Number) -> bool:
    text = number.text.lstrip("约近超过第").rstrip("余多以上以内左右")
    digits = f"{number.value.normalize():f}" if isinstance(number.value, Decimal) else text
    return any(digits in tier for tier in fact.tiers)


# ---------- generators: each proposes readings of one kind ----------


def values(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Values of indicators: the best observations and those that the question does not tell apart from them."""
    question = context.question
    if question.asked & {"truth", "reason", "date", "person", "place"} and "number" not in question.asked:
        return []
    ranked = interpreter.observations(context)
    if not ranked:
        return []
    best = ranked[0][0]
    beyond = interpreter.observations(context, Scope())
    if beyond and beyond[0][0] - best > 0.1 and beyond[0][0] >= ACCEPT:
        best_beyond = beyond[0][1].fact
        return [
            Reading(Lookup((interpreter.observed(best_beyond),)), 0.0, (best_beyond,), (), "beyond the scope")
        ]
    close = [(s, m) for s, m in ranked if best - s <= APART]
    groups: dict[str, list[tuple[float, Match]]] = {}
    for score, match in close:
        groups.setdefault(match.fact.one("indicator") + match.fact.one("about"), []).append((score, match))
    wanted = (
        "number" in question.asked
        or not question.asked
        or (not _thing_classes(question, interpreter) and "list" not in question.cues)
    )
    if question.cues & {"compare", "difference", "ratio", "greater", "less", "rank", "max", "min"}:
        wanted = False
    if "example" in question.cues and "number" not in question.asked:
        wanted = False
    readings = []
    for members in groups.values():
        facts = tuple(m.fact for _, m in members)
        worth = (
            members[0][0]
            * (0.7 if question.asked & {"manner", "description"} and "number" not in question.asked else 1.0)
            * (0.7 if any(c in interpreter.statement_classes for c in _classes(question)) else 1.0)
            * 0.95 ** len(members[0][1].uncovered)
            * (1.0 if wanted and "number" in question.asked else 0.97 if wanted else 0.8)
        )
        readings.append(
            Reading(
                Lookup(tuple(interpreter.observed(f) for f in facts)),
                worth,
                facts,
                members[0][1].uncovered,
                "values",
            )
        )
    return readings


def names(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Things that a statement lists: members, recipients, subjects of states."""
    question = context.question
    wanted = bool(question.asked & {"entity", "person", "place"}) or "list" in question.cues
    if question.asked & {"truth", "reason", "date"} or (
        question.asked & {"number"} and not question.asked & {"entity"}
    ):
        return []
    classes = _classes(question)
    if _wants_description(question, interpreter) or any(c in interpreter.statement_classes for c in classes):
        return []
    ranks = bool(question.cues & {"rank", "max", "min"} or question.limit)
    worth = (1.0 if wanted else 0.7) * (0.75 if ranks else 1.0)
    readings = [
        replace(r, score=min(1.05 if question.expected else 1.0, r.score) * worth)
        for r in _named(interpreter, context)
    ]
    return _completed(interpreter, context, readings[:8])


def _named(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Lists that match, best first."""
    question = context.question
    classes = _classes(question)
    groups: dict[tuple[str, str, str, str], list[Match]] = {}
    for match in context.matches:
        fact = match.fact
        if fact.category not in _ROLES or not context.scope.admits(fact):
            continue
        role = _role(interpreter, context, fact, classes)
        if fact.all(role):
            told = fact.one("honourTitle") if role == "recipient" else ""
            key = (
                fact.span,
                fact.category,
                role,
                told or fact.one("phrase") or (fact.span if role == "honourTitle" else fact.iri),
            )
            groups.setdefault(key, []).append(match)
    readings = []
    for (_, category, role, _), members in groups.items():
        facts = tuple(m.fact for m in members)
        items = {i for f in facts for i in f.all(role)}
        excluded = tuple(
            sorted(
                i
                for i in items
                if i == interpreter._district()
                or interpreter._is_asked(context, i)
                or interpreter.of_other_level(question, i)
            )
        )
        told = {i for i in items if i != interpreter._district() and interpreter._is_asked(context, i)}
        if set(excluded) >= items or (told and category in ("Enumeration", "Observation")):
            continue  # the question is about one of the members, not about the list
        score = (
            members[0].score
            * interpreter._names_fit(context, facts[0])
            * (_class_fit(interpreter, classes, items - set(excluded)) if role != "honourTitle" else 1.0)
        )
        score *= interpreter._numbers_fit(context, facts[0]) if question.numbers else 1.0
        if category == "Enumeration" and any(
            w.required and STATUS in w.mention.kinds for w in context.weighed
        ):
            score *= 0.95  # a state is asked for, and states tell it more exactly than a list of examples
        score *= 1.0 if category == "Enumeration" else 0.98
        if question.expected:
            score = min(1.0, score) * (1.05 if len(items - set(excluded)) == question.expected else 0.9)
        readings.append(
            Reading(
                Named(tuple(f.iri for f in facts), role, excluded),
                score,
                facts,
                members[0].uncovered,
                "names",
            )
        )
    readings += _titles_of_several(interpreter, context)
    readings.sort(key=lambda r: -r.score)
    return readings


def _titles_of_several(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Titles of each of several recipients that the question names."""
    own = [
        m
        for m in context.matches
        if m.fact.category == "Honour"
        and context.scope.admits(m.fact)
        and interpreter._is_asked(context, m.fact.one("recipient"))
    ]
    if len({m.fact.one("recipient") for m in own}) < 2:
        return []
    facts = tuple(sorted((m.fact for m in own), key=lambda f: f.start))
    return [
        Reading(Named(tuple(f.iri for f in facts), "honourTitle"), own[0].score * 1.03, facts, (), "names")
    ]


def _role(interpreter: Interpreter, context: _Context, fact: Fact, classes: Sequence[str]) -> str:
    """Which of a fact's roles is asked for: of an honour, the title when the question names the recipient or asks for titles."""
    if fact.category != "Honour":
        return _ROLES[fact.category]
    asks_title = f"{DP}HonourTitle" in classes or interpreter._is_asked(context, fact.one("recipient"))
    return (
        "honourTitle"
        if asks_title and not interpreter._is_asked(context, fact.one("honourTitle"))
        else "recipient"
    )


def _completed(interpreter: Interpreter, context: _Context, readings: list[Reading]) -> list[Reading]:
    """The best list joined with another one of the same sentence that covers what the best leaves open."""
    if not readings or not isinstance(readings[0].form, Named):
        return readings
    best = readings[0]
    for other in readings[1:]:
        assert isinstance(other.form, Named) and isinstance(best.form, Named)
        near = (
            other.facts[0].heading == best.facts[0].heading
            and abs(other.facts[0].start - best.facts[0].start) < _NEAR
        )
        named = {w.mention.text for w in context.weighed if w.mention.form in interpreter.facts.proper}
        subject = other.facts[0].category == best.facts[0].category and bool(
            (set(best.unused) - set(other.unused)) & named
        )
        adds = bool(set(best.unused) - set(other.unused)) or (
            near and _adds(context, best.facts[0], other.facts[0])
        )
        if (
            other.form.role == best.form.role
            and (near or subject)
            and adds
            and other.facts[0].iri not in best.form.statements
            and other.score > 0.75 * best.score
        ):
            form = Named(
                (*best.form.statements, *other.form.statements),
                best.form.role,
                tuple(sorted({*best.form.excluded, *other.form.excluded})),
            )
            unused = tuple(sorted(set(best.unused) & set(other.unused)))
            return [
                Reading(form, min(1.0, best.score * 1.1), (*best.facts, *other.facts), unused, "names"),
                *readings,
            ]
    return readings


def _adds(context: _Context, best: Fact, other: Fact) -> bool:
    """Whether another list is called by a word of the question that the best list's name lacks."""
    return any(
        w.required and _named_degree(other, w.mention) == 2 and not _named_degree(best, w.mention)
        for w in context.weighed
    )


def _wants_description(question: Question, interpreter: Interpreter) -> bool:
    """Whether measures, results or problems are asked for and not things."""
    if question.asked & {"truth", "number", "date"}:
        return "description" in question.asked and not question.asked & {"truth", "date"}
    if question.asked & {"description", "manner"} and "entity" not in question.asked:
        return True
    if _kinds_asked(question) > _ONE_KIND:
        return True  # 哪些制度、专项整治和工程: things of several kinds are told in the report's words
    return (
        "describe" in question.cues
        and "example" not in question.cues
        and not _thing_classes(question, interpreter)
    )


def _thing_classes(question: Question, interpreter: Interpreter) -> list[str]:
    things_below = interpreter.profile.subclasses.get(f"{DP}NamedThing", frozenset()) - {
        f"{DP}Topic",
        f"{DP}Programme",
        f"{DP}Project",
    }
    return [c for c in _classes(question) if c in things_below and interpreter.profile.attests(c)]


def things(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Things of a class with the states, year and place that the question names."""
    question = context.question
    if question.asked & {"truth", "reason"} or not (
        question.asked & {"entity"} or question.cues & {"list", "count", "example"}
    ):
        return []
    classes = [c for c in _classes(question) if interpreter.profile.attests(c)]
    things_below = interpreter.profile.subclasses.get(f"{DP}NamedThing", frozenset())
    own_generators = {f"{DP}HonourTitle", f"{DP}Topic"}
    categories = tuple(
        c
        for c in _head_classes(question)
        if c in things_below - own_generators and interpreter.profile.attests(c)
    )
    if not categories:
        return []
    states = _state_filters(context)
    own = frozenset(c for category in categories for c in interpreter.profile.subclasses.get(category, ()))
    used = [w for w in context.weighed if STATUS in w.mention.kinds or w.mention.meanings("ClassWord") & own]
    places = [
        w
        for w in context.weighed
        if f"{DP}Place"
        in interpreter.facts.classes.get(interpreter.entities.get(w.mention.form, ""), frozenset())
    ]
    holder = interpreter.entities[places[0].mention.form] if places else None
    required = [w for w in context.weighed if w.required]
    unused = tuple(
        w.mention.text for w in required if w not in used and w not in places and w.weight > _SLIGHT
    )
    total = sum(w.weight for w in context.weighed if not w.aside) or 1.0
    covered = sum(
        w.weight for w in context.weighed if not w.aside and (w in used or w in places or not w.required)
    )
    inside = holder is not None and holder != interpreter._district()
    score = min(1.0, covered / total) * (
        0.95 if any(s.statuses for s in states) or len(states) > 1 else 0.88 if inside or states else 0.8
    )
    if not unused and len(states) > 1:
        score = _BOTH
    elif not unused and (any(s.statuses and s.year for s in states) or inside):
        score = (
            _WHOLE  # class, state, year or place say all that is asked, so that every such thing is wanted
        )
    form = Things(categories, states, holder if inside else None)
    return [Reading(form, score * 0.9 ** len(unused), (), unused, "things")]


def _head_classes(question: Question) -> list[str]:
    """Classes of the thing asked for: of the first class word after the question word, and of those joined to it by 和."""
    for clause in question.clauses:
        after = False
        found: list[str] = []
        for mention in clause.mentions:
            after = after or QUESTION in mention.kinds or "list" in mention.meanings("Cue")
            own = [e.meaning for e in mention.entries if e.kind == "ClassWord"]
            if after and own:
                found += own
            elif found and "coordination" not in mention.meanings("Cue"):
                break
        if found:
            return list(dict.fromkeys(found))
    return _classes(question)


def honours(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Titles won or sought, of all or of one recipient, of a level."""
    question = context.question
    if f"{DP}HonourTitle" not in _classes(question) or question.asked & {"truth", "number", "reason"}:
        return []
    statuses = {local_name(e.meaning) for m in question.mentions for e in m.entries if e.kind == "StatusCue"}
    kind = "target" if "sought" in statuses else "actual" if "won" in statuses else None
    level = next((code for m in question.mentions if (code := interpreter.levels.get(m.form))), None)
    asked = [w for w in context.weighed if w.required]
    recipient = next(
        (
            i
            for w in asked
            if (i := interpreter.entities.get(w.mention.form)) and i != interpreter._district()
        ),
        None,
    )
    own = [
        w
        for w in asked
        if w.mention.kinds & {STATUS, CLASS}
        or w.mention.form in interpreter.levels
        or w.mention.form in interpreter.entities
    ]
    unused = tuple(w.mention.text for w in asked if w not in own)
    year = context.scope.years[0] if len(context.scope.years) == 1 else None
    form = Honours(recipient, kind, year, level)
    return [Reading(form, _WHOLE * 0.85 ** len(unused), (), unused, "honours")]


def _state_filters(context: _Context) -> tuple[StateFilter, ...]:
    """The states asked for, each with the year of its clause: 2023年新建、2024年续建的道路 wants both."""
    found: list[StateFilter] = []
    for clause in context.question.clauses:
        for years, statuses in clause.states():
            found.append(StateFilter(statuses, years))
    dated = [f for f in found if f.year]
    if len(dated) > 1 and ("both" in context.question.cues or all(f.statuses for f in dated)):
        return tuple(dict.fromkeys(dated))
    statuses = tuple(sorted({s for f in found for s in f.statuses}))
    years = context.scope.years
    if len(years) > 1 and "both" not in context.question.cues and not any(f.statuses for f in dated):
        return (StateFilter(statuses),) if statuses else ()
    if len(years) > 1:
        return tuple(StateFilter(next((f.statuses for f in dated if f.year == y), ()), y) for y in years)
    return (StateFilter(statuses, years[0] if years else None),) if statuses or years else ()


def comparisons(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Differences: of one indicator between two years, or of two indicators in one year; shares of one in another."""
    question = context.question
    cues = question.cues
    either = cues & {"higher", "lower"} and (
        question.asked & {"number", "entity", "truth"} or {"target", "actual"} <= cues
    )
    if not (cues & {"compare", "difference", "greater", "less", "ratio", "equal"} or either):
        return []
    readings = []
    across = interpreter.observations(context, Scope())
    if across and interpreter.document:
        pair = _two_years(interpreter, context, across)
        if pair:
            readings.append(pair)
    both = _two_subjects(interpreter, context) or _two_indicators(interpreter, context)
    if both:
        readings.append(both)
    return readings


def _two_years(
    interpreter: Interpreter, context: _Context, across: Sequence[tuple[float, Match]]
) -> Reading | None:
    question = context.question
    assert interpreter.document
    years = set(question.years)
    spread = (
        len(set(context.scope.years) | years) > 1
        or {"target", "actual"} <= question.cues
        or bool(question.relative)
        or (context.followed and bool(years))
    )
    if not spread:
        return None
    best, first = across[0]
    same = [
        m.fact
        for s, m in across
        if m.fact.one("indicator") == first.fact.one("indicator")
        and m.fact.one("about") == first.fact.one("about")
        and best - s < 0.2
    ]
    target = next((f for f in same if f.kind == "target" and f.one("value")), None)
    actual = next(
        (
            f
            for f in same
            if f.kind == "actual" and f.one("value") and (target is None or f.basis == target.basis)
        ),
        None,
    )
    if target is None or actual is None:
        return None
    left, right = interpreter.observed(target), interpreter.observed(actual)
    return Reading(
        _pair_form(question, left, right), best * 1.02, (target, actual), first.uncovered, "two years"
    )


def _two_subjects(interpreter: Interpreter, context: _Context) -> Reading | None:
    """One indicator of a part and of the whole district, when the question names both (占全区, 相当于全区)."""
    if (
        "ratio" not in context.question.cues
        and "difference" not in context.question.cues
        and "compare" not in context.question.cues
    ):
        return None
    if not any(f in interpreter.district_forms for w in context.question.mentions for f in (w.form,)):
        return None
    ranked = interpreter.observations(context)
    part = next(
        (
            m
            for _, m in ranked
            if m.fact.one("about") not in ("", interpreter._district())
            and interpreter._is_asked(context, m.fact.one("about"))
        ),
        None,
    )
    whole = next(
        (
            m
            for _, m in ranked
            if part
            and m.fact.one("about") == interpreter._district()
            and m.fact.one("indicator") == part.fact.one("indicator")
            and m.fact.year == part.fact.year
        ),
        None,
    )
    if part is None or whole is None:
        return None
    forms = (interpreter.observed(part.fact), interpreter.observed(whole.fact))
    form = _pair_form(context.question, *forms)
    return Reading(form, part.score * 1.02, (part.fact, whole.fact), part.uncovered, "two subjects")


def _two_indicators(interpreter: Interpreter, context: _Context) -> Reading | None:
    pair = named_pair(interpreter, context)
    if pair is None:
        return None
    score, first, second = pair
    if interpreter.unit_kind(first.fact) != interpreter.unit_kind(second.fact):
        return Reading(
            Lookup((interpreter.observed(first.fact),)),
            score * 0.85,
            (first.fact, second.fact),
            (),
            "unlike units",
        )
    if first.fact.one("unit") != second.fact.one("unit") and interpreter.unit_kind(first.fact) != "count":
        return None
    forms = (interpreter.observed(first.fact), interpreter.observed(second.fact))
    return Reading(
        _pair_form(context.question, *forms), score, (first.fact, second.fact), (), "two indicators"
    )


def _pair_form(question: Question, left: Observed, right: Observed) -> Form:
    """The form that two values are put into: a truth value, a share, or a difference."""
    if "truth" in question.asked:
        relation = "=" if "equal" in question.cues else "<" if question.cues & {"less", "lower"} else ">"
        return Comparison(left, right, relation)
    if "ratio" in question.cues and not question.cues & {"difference", "greater", "less"}:
        return Ratio(left, right)
    return Difference(left, right)


def named_pair(interpreter: Interpreter, context: _Context) -> tuple[float, Match, Match] | None:
    """The two observations that the question names apart, in its order, with the score of the pair."""
    ranked = [
        (s, m)
        for s, m in interpreter.observations(context)
        if m.fact.one("value") and m.naming >= _LEAST_NAMED
    ][:16]
    best: tuple[float, Match, Match] | None = None
    total = sum(w.weight for w in context.weighed if not w.aside) or 1.0
    for position, (_, left) in enumerate(ranked):
        for _, right in ranked[position + 1 :]:
            if (left.fact.year != right.fact.year and len(context.scope.years) < 2) or not _apart(
                context, left.fact, right.fact
            ):
                continue
            degrees = [
                (w, max(w.covered.get(left.index, 0.0), w.covered.get(right.index, 0.0)))
                for w in context.weighed
            ]
            beside = sum(w.weight * d for w, d in degrees if w.aside)
            union = sum(w.weight * d for w, d in degrees) / (total + beside)
            fit = min(interpreter.fit(context, left.fact), interpreter.fit(context, right.fact))
            score = (0.75 * union + 0.25 * (left.naming + right.naming) / 2) * fit
            if best is None or score > best[0] + 1e-9:
                best = (score, left, right)
    if best is None:
        return None
    score, left, right = best
    if _asked_position(context, left, right) <= _asked_position(context, right, left):
        return score, left, right
    return score, right, left


def _apart(context: _Context, left: Fact, right: Fact) -> bool:
    """Whether the question names each of two facts by a word that the other's name lacks."""
    said = [w.mention for w in context.weighed if (w.required or w.aside) and w.weight > 0.2]
    degrees = [(_named_degree(left, m), _named_degree(right, m)) for m in said]
    return any(a > b for a, b in degrees) and any(b > a for a, b in degrees)


def _named_degree(fact: Fact, mention: Mention) -> int:
    """Two when a name of the fact says the mention as asked, one when in other words, zero when not."""
    if any(_names(fact, replace(mention, alternatives=frozenset()))):
        return 2
    return int(any(_names(fact, mention)))


def _asked_position(context: _Context, match: Match, other: Match) -> int:
    """Where the question first names a fact by a word that the other fact's name lacks."""
    own = (
        w.mention.start
        for w in context.weighed
        if _named_degree(match.fact, w.mention) > _named_degree(other.fact, w.mention)
    )
    return min(own, default=0)


def totals(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Sums: of the parts of one indicator that differ only in a condition, or of two things that the question names."""
    ranked = interpreter.observations(context)
    if not ranked or context.question.asked & {"truth", "reason"}:
        return []
    best, first = ranked[0]
    keys = ("indicator", "about", "basis", "unitText")
    same = [
        m
        for s, m in ranked
        if m.fact.year == first.fact.year
        and best - s < 0.15
        and all(m.fact.one(k) == first.fact.one(k) for k in keys)
    ]
    conditions = {m.fact.one("condition") for m in same}
    if (
        len(same) > 1
        and len(conditions) == len(same)
        and "" not in conditions
        and not context.question.cues & {"compare", "difference"}
    ):
        facts = tuple(m.fact for m in same)
        return [
            Reading(
                Total(tuple(interpreter.observed(f) for f in facts)),
                min(1.0, best * 1.02),
                facts,
                first.uncovered,
                "totals",
            )
        ]
    if "sum" not in context.question.cues:
        return []
    over = _over_years(interpreter, context, ranked)
    pair = named_pair(interpreter, context) if "coordination" in context.question.cues else None
    if over or pair is None:
        return over
    score, left, right = pair
    if "share" in (interpreter.unit_kind(left.fact), interpreter.unit_kind(right.fact)):
        return []  # shares of different wholes do not add up
    kinds = {interpreter.unit_kind(f.fact) for f in (left, right)}
    alike = len(kinds) == 1 and (
        "money" not in kinds or interpreter.money(left.fact) == interpreter.money(right.fact)
    )
    generator = "totals" if alike else "unlike units"
    form = Total((interpreter.observed(left.fact), interpreter.observed(right.fact)))
    return [Reading(form, min(1.0, score * 1.05), (left.fact, right.fact), (), generator)]


def _over_years(
    interpreter: Interpreter, context: _Context, ranked: Sequence[tuple[float, Match]]
) -> list[Reading]:
    """The values of one indicator in the two years that the question adds up."""
    if len(context.scope.years) < 2:
        return []
    best, first = ranked[0]
    same = [
        m
        for s, m in ranked
        if best - s < 0.15
        and all(m.fact.one(k) == first.fact.one(k) for k in ("indicator", "about", "basis", "unitText"))
    ]
    by_year = {m.fact.year: m.fact for m in reversed(same) if m.fact.one("value")}
    if set(by_year) != set(context.scope.years):
        return []
    facts = tuple(by_year[y] for y in sorted(by_year) if y)
    return [
        Reading(
            Total(tuple(interpreter.observed(f) for f in facts)), min(1.0, best * 1.05), facts, (), "totals"
        )
    ]


def targets(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Which targets are set above, at or below the year before's result, over all indicators that have both."""
    question = context.question
    told = question.cues & {"higher", "lower", "greater", "less", "equal"}
    if not (
        told
        and "target" in question.cues
        and "entity" in question.asked
        and f"{DP}Indicator" in _classes(question)
        and interpreter.document
    ):
        return []
    relation = "=" if "equal" in told else "<" if told & {"lower", "less"} else ">"
    growth = "growth" if "growth" in question.cues else None
    form = Revised(interpreter.document.plans_for, interpreter.document.reports_on, relation, growth)
    return [Reading(form, _BOTH, (), (), "targets")]


def rankings(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """The largest or smallest of several values: of a unit that the question gives, or of the things that it names."""
    question = context.question
    if not (question.cues & {"rank", "max", "min", "greater"} or question.limit) or question.asked & {
        "truth",
        "reason",
    }:
        return []
    descending = not ("min" in question.cues and "max" not in question.cues)
    year = context.scope.years[0] if len(context.scope.years) == 1 else None
    limit = question.limit
    if f"{DP}Indicator" in _classes(question) or "headline" in question.cues:
        measure = (
            "growth"
            if question.cues & {"growth", "higher"} or "增" in question.text or "grow" in question.text
            else None
        )
        kind = "target" if "target" in question.cues else None
        if measure:
            form = Ranking(
                (),
                None,
                year,
                kind,
                descending,
                limit or (None if "rank" in question.cues else 1),
                measure,
                "headline" in question.cues,
            )
            return [Reading(form, _WHOLE, (), (), "rankings")]
    if question.named_unit:
        form = Ranking(
            (),
            question.named_unit,
            year,
            "target" if "target" in question.cues else None,
            descending,
            limit or 1,
        )
        return [Reading(form, 0.8, (), (), "rankings")]
    if "difference" in question.cues or "number" in question.asked:
        return []
    ranked = interpreter.observations(context)
    own = [
        m
        for s, m in ranked
        if m.fact.one("value") and s > 0.6 * ranked[0][0] and _named_apart(context, m.fact)
    ]
    units = {m.fact.one("unit") for m in own}
    if len(own) < 2 or len(units) != 1:
        return []
    form = Ranking(
        tuple(dict.fromkeys(m.fact.one("indicator") for m in own)), None, year, None, descending, limit or 1
    )
    return [Reading(form, min(1.0, ranked[0][0] + 0.2), tuple(m.fact for m in own), (), "rankings")]


def _named_apart(context: _Context, fact: Fact) -> bool:
    """Whether the question names the fact by a word that only few facts are named by."""
    return any(
        any(_names(fact, w.mention))
        for w in context.weighed
        if LABEL in w.mention.kinds and len(w.covered) < 60
    )


def means(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """How much of one thing there is for each of another that the same clause or sentence counts."""
    if "mean" not in context.question.cues:
        return []
    ranked = [(s, m) for s, m in interpreter.observations(context) if m.fact.one("value")][:12]
    for score, whole in ranked[:3]:
        for _, count in ranked:
            near = abs(count.fact.start - whole.fact.start) < 40 and count.fact.year == whole.fact.year
            if (
                near
                and count.fact.one("unitText") != whole.fact.one("unitText")
                and interpreter.unit_kind(count.fact) in ("count", "")
                and interpreter.base(whole.fact) > interpreter.base(count.fact)
            ):
                form = Quotient(interpreter.observed(whole.fact), interpreter.observed(count.fact))
                return [
                    Reading(form, min(1.0, score * 1.05), (whole.fact, count.fact), whole.uncovered, "means")
                ]
    return []


def verdicts(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Yes or no: a value against a number, or the state of a thing against the state asked about."""
    question = context.question
    if "truth" not in question.asked:
        return []
    readings = []
    if len(question.numbers) == 1:
        for score, match in interpreter.observations(context)[:1]:
            if match.fact.one("value"):
                number = question.numbers[0]
                relation = number.bound if number.bound in ("=", ">=", ">", "<=", "<") else "="
                if relation == "=":
                    told = question.relation_before(number)
                    relation = next((sign for cue, sign in _RELATIONS.items() if cue in told), "=")
                form = Verdict(interpreter.observed(match.fact), relation, f"{number.base:f}")
                readings.append(Reading(form, score, (match.fact,), match.uncovered, "verdict on a value"))
    readings += _state_verdicts(interpreter, context)
    return readings


def _state_verdicts(interpreter: Interpreter, context: _Context) -> list[Reading]:
    question = context.question
    asked = {local_name(e.meaning) for m in question.mentions for e in m.entries if e.kind == "StatusCue"}
    told = {
        m.fact.span
        for m in context.matches
        if asked and m.fact.category == "State" and interpreter._is_asked(context, m.fact.one("of"))
    }
    found = []
    for match in context.matches:
        fact = match.fact
        if fact.category not in ("State", "Honour", *_STATEMENTS) or not context.scope.admits(fact):
            continue
        if fact.category in _STATEMENTS and fact.span in told:
            continue  # the state of the thing says it more exactly than the clause
        if not interpreter.speaks_of_named(context, match):
            continue
        score = match.score * interpreter._names_fit(context, fact)
        if fact.category in ("State", "Honour"):
            score = max(score, _subject_score(interpreter, context, match, asked))
        found.append((score, match))
    furthest = {m.index: interpreter.stages.get(local_name(m.fact.one("status")), 0) for _, m in found}
    found.sort(key=lambda pair: (-round(pair[0], 1), -furthest[pair[1].index], -pair[0], pair[1].index))
    readings = []
    for score, match in found[:1]:
        holds = _holds(interpreter, match.fact, asked, question, match)
        readings.append(
            Reading(
                StateVerdict((match.fact.iri,), holds),
                score,
                (match.fact,),
                match.uncovered,
                "verdict on a state",
            )
        )
    return readings


def _subject_score(interpreter: Interpreter, context: _Context, match: Match, asked: set[str]) -> float:
    """A state of the very thing asked about tells, even when it is another state than the one asked."""
    thing = match.fact.one("of") or match.fact.one("recipient")
    if not asked or not interpreter._is_asked(context, thing):
        return 0.0
    others = [
        w
        for w in context.weighed
        if w.required and STATUS not in w.mention.kinds and w.covered.get(match.index, 0.0) < 0.5
    ]
    return 0.8 if not others else 0.55


def _holds(interpreter: Interpreter, fact: Fact, asked: set[str], question: Question, match: Match) -> bool:
    if fact.category == "Honour":
        return fact.kind == "actual" or not asked & {"won", "open", "completed"}
    if fact.category == "State" and asked:
        status = local_name(fact.one("status"))
        if status in asked:
            return True
        reached = interpreter.stages.get(status, 0)
        if status == "underway" and any(_said_of(interpreter, fact, a) for a in asked):
            return False  # 考古发掘加快推进 when asked whether it is finished
        wanted = max((interpreter.stages.get(a, 0) for a in asked), default=0)
        return 0 < wanted <= reached
    return not match.uncovered


def _said_of(interpreter: Interpreter, fact: Fact, status: str) -> bool:
    """Whether the words of a state speak of another status as still going on."""
    labels = interpreter.facts.labels.get(f"{CODE}{status}")
    return bool(labels) and any(form[:4] in name for form in labels.forms for name in fact.names)


def passages(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Open questions: what the report says under the heading that fits best."""
    question = context.question
    wanted = _wants_description(question, interpreter) or (not question.asked and "describe" in question.cues)
    kind = next(
        (
            c
            for c in _classes(question)
            if c in interpreter.statement_classes and interpreter.profile.attests(c)
        ),
        None,
    )
    if kind and not question.asked & {"truth", "number"}:
        told = tuple(
            m.fact
            for m in context.matches
            if m.fact.category == local_name(kind) and context.scope.admits(m.fact)
        )
        every = tuple(
            f for f in interpreter.facts.facts if f.category == local_name(kind) and context.scope.admits(f)
        )
        if every:
            focus = [
                w
                for w in context.weighed
                if w.required and kind not in w.mention.meanings("ClassWord") and w.covered
            ]
            chosen = told if focus and told else every
            return [
                Reading(
                    Passage(statements=tuple(f.iri for f in sorted(chosen, key=lambda f: f.start))),
                    0.98 if not focus else 0.7,
                    (),
                    (),
                    "passages",
                )
            ]
    if question.asked & {"truth", "number", "reason", "date", "person"} and not wanted:
        return []
    candidates: dict[str, float] = {}
    for match in context.matches:
        fact = match.fact
        if fact.category == "Heading":
            candidates[fact.iri] = max(candidates.get(fact.iri, 0.0), match.naming)
        elif fact.category in _STATEMENTS and fact.heading:
            candidates.setdefault(fact.heading, 0.0)
    own: dict[str, float] = {}
    for match in context.matches:
        heading = match.fact.iri if match.fact.category == "Heading" else match.fact.heading
        if match.fact.category == "Heading" or match.fact.category in _STATEMENTS:
            own[heading] = max(own.get(heading, 0.0), match.coverage)
    scores = {
        heading: 0.55 * interpreter.heading_coverage(context.weighed, heading)
        + 0.3 * own.get(heading, 0.0)
        + 0.15 * naming
        for heading, naming in candidates.items()
        if context.scope.admits_year(_heading_year(interpreter, heading))
    }
    ordered = sorted(scores, key=lambda h: (-scores[h], h))
    worth = (1.0 if wanted else 0.75) * (0.85 if question.cues & {"compare", "difference"} else 1.0)
    found = [Reading(Passage(headings=(h,)), scores[h] * worth, (), (), "passages") for h in ordered[:2]]
    if len(context.scope.years) > 1 and wanted:
        years = {
            y: next((h for h in ordered if _heading_year(interpreter, h) == y), None)
            for y in context.scope.years
        }
        both = tuple(h for h in years.values() if h)
        if len(both) > 1 and min(scores[h] for h in both) > 0.7 * scores[ordered[0]]:
            found.insert(
                0,
                Reading(
                    Passage(headings=both), min(1.0, scores[ordered[0]] * worth * 1.02), (), (), "passages"
                ),
            )
    return found


def _heading_year(interpreter: Interpreter, heading: str) -> int | None:
    return next((f.year for f in interpreter.facts.facts if f.heading == heading and f.year), None)


def sources(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Where the report states what the question, or the one before it, speaks of."""
    if "source" not in context.question.cues:
        return []
    if (
        context.carried
        and context.carried.facts
        and not any(w.required and w.covered for w in context.weighed)
    ):
        fact = context.carried.facts[0]
        return [
            Reading(
                Source(interpreter.observed(fact) if fact.category == "Observation" else fact.iri),
                1.0,
                (fact,),
                (),
                "source",
            )
        ]
    for score, match in interpreter.observations(context)[:1]:
        return [
            Reading(
                Source(interpreter.observed(match.fact)),
                score * 1.1,
                (match.fact,),
                match.uncovered,
                "source",
            )
        ]
    return []


def attributes(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """What the report says of itself: who wrote it, when and where it was given."""
    properties = tuple(
        dict.fromkeys(x for m in context.question.mentions for x in m.meanings("PropertyWord"))
    )
    if not properties or interpreter.document is None or sum(w.required for w in context.weighed) > 1:
        return []
    return [Reading(Attribute(interpreter.document.iri, properties), _WHOLE, (), (), "attributes")]


def deadlines(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """By when something is planned, or was done, where the report says so."""
    if "date" not in context.question.asked or not any(w.required for w in context.weighed):
        return []
    dated = [(s, m) for s, m in interpreter.observations(context) if m.fact.one("deadline")]
    return [
        Reading(Deadline(interpreter.observed(m.fact)), s, (m.fact,), (), "deadlines")
        for s, m in dated[:1]
        if not m.uncovered
    ]


def shared(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """Things that two statements of different years have in common: won in 2023 and planned again for 2024."""
    question = context.question
    if not question.asked & {"entity", "place", "person"} or len(context.scope.years) < 2:
        return []
    sides: list[list[Reading]] = []
    for clause, years in question.dated_clauses(context.resolve):
        part = [weigh(m, interpreter.facts) for m in clause if m.content]
        scope = Scope(years)
        sub = replace(context, weighed=tuple(part), matches=tuple(rank(part, interpreter.facts)), scope=scope)
        sides.append(
            [r for r in _named(interpreter, sub) if isinstance(r.form, Named) and r.score > _LEAST_SIDE]
        )
    if len(sides) != 2:
        return []
    best: Reading | None = None
    for left in sides[0]:
        for right in sides[1]:
            assert isinstance(left.form, Named) and isinstance(right.form, Named)
            both = _items(left) & _items(right)
            score = min(1.06, (left.score + right.score) / 2 * 1.25)
            if both and (best is None or score > best.score):
                best = Reading(
                    Shared(left.form, right.form), score, (*left.facts, *right.facts), (), "shared"
                )
    return [best] if best else []


def _items(reading: Reading) -> set[str]:
    assert isinstance(reading.form, Named)
    return {i for f in reading.facts for i in f.all(reading.form.role)} - set(reading.form.excluded)


def doings(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """What the report says of one named thing: its progress, its plan."""
    question = context.question
    named = [w for w in context.weighed if w.required and w.mention.form in interpreter.facts.proper]
    if len(named) != 1 or question.asked & {"truth", "number", "date", "reason", "person"} or _thing_classes(question, interpreter):
        return []
    thing = interpreter.facts.proper[named[0].mention.form]
    told = [
        f
        for f in interpreter.facts.facts
        if f.category in _STATEMENTS and thing in f.all("mentions") and context.scope.admits(f)
    ]
    if not told or thing == interpreter._district():
        return []
    others = [w for w in context.weighed if w.required and w is not named[0]]
    form = Passage(statements=tuple(f.iri for f in told))
    return [Reading(form, 0.92 * 0.75 ** len(others), tuple(told), tuple(w.mention.text for w in others), "doings")]


def counts(interpreter: Interpreter, context: _Context) -> list[Reading]:
    """How many things of a class the report names."""
    cues = context.question.cues
    if "number" not in context.question.asked or "example" not in cues or cues & {"max", "min", "rank"}:
        return []
    found = [r for r in things(interpreter, context) if isinstance(r.form, Things)]
    if any(not r.unused for r in found):
        return [
            Reading(Count(r.form), _WHOLE, r.facts, (), "counts") for r in found if isinstance(r.form, Things)
        ]
    listed = [
        r
        for r in _named(interpreter, context)[:1]
        if isinstance(r.form, Named) and r.facts[0].category == "Observation"
    ]
    if listed and isinstance(listed[0].form, Named) and listed[0].score > ACCEPT:
        return [Reading(Count(listed[0].form), _WHOLE, listed[0].facts, (), "counts")]
    return [
        Reading(Count(r.form), _WHOLE if not r.unused else r.score, r.facts, r.unused, "counts")
        for r in found
        if isinstance(r.form, Things)
    ]


def _classes(question: Question) -> list[str]:
    found = [e.meaning for m in question.mentions for e in m.entries if e.kind == "ClassWord"]
    return list(dict.fromkeys(found))


def _kinds_asked(question: Question) -> int:
    """How many kinds of thing are named in a row after the question word."""
    for clause in question.clauses:
        after = next((i for i, m in enumerate(clause.mentions) if QUESTION in m.kinds), None)
        if after is not None:
            return sum(CLASS in m.kinds for m in clause.mentions[after + 1 :] if m.content)
    return 0


def _class_fit(interpreter: Interpreter, classes: Sequence[str], items: Iterable[str]) -> float:
    """Whether the things are of the class asked for; unknown classes fit anything."""
    attested = [c for c in classes if interpreter.profile.attests(c)]
    if not attested:
        return 1.0
    own = [interpreter.facts.classes.get(i, frozenset()) for i in items]
    broad = {f"{DP}Topic", f"{DP}NamedThing", f"{DP}Project", f"{DP}Programme"}
    attested = [c for c in attested if c not in broad] or attested
    fitting = sum(any(c in classes_of for c in attested) for classes_of in own)
    if fitting:
        return 1.03 if fitting == len(own) else 1.0
    typed = all(classes_of - broad for classes_of in own) and not set(attested) & broad
    proper = set(attested) <= interpreter.proper_classes
    return 0.6 if typed else 0.75 if proper else 0.88


Generator = Callable[[Interpreter, _Context], list[Reading]]
_GENERATORS: tuple[Generator, ...] = (
    values,
    names,
    things,
    honours,
    comparisons,
    totals,
    targets,
    means,
    rankings,
    verdicts,
    passages,
    sources,
    doings,
    counts,
    deadlines,
    shared,
    attributes,
)
