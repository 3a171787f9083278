"""What interpreting needs to know of a graph: its facts and profile, and what codes and units say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from kgqa.graph.profile import PlanDocument, Profile, local_name
from kgqa.graph.vocabulary import CODE, DP
from kgqa.linking.facts import CLAUSE, Fact, FactBase
from kgqa.linking.lexicon import fold
from kgqa.linking.mentions import Mention
from kgqa.linking.works import Works
from kgqa.parsing.thresholds import LONGEST_NAME, SHORTEST_HEADING, SHORTEST_NAME, SHORTEST_TITLE_WORDS
from kgqa.query.forms import STATEMENTS
from kgqa.text.words import any_of

_THING, _PLACE, _PROJECT = f"{DP}NamedThing", f"{DP}Place", f"{DP}Project"
_PROPER = frozenset(f"{DP}{c}" for c in ("Place", "Facility", "Company", "PublicBody", "Project"))
_ROW_END = re.compile(r"等(?:\d+[\u4e00-\u9fff]|[一二三四五六七八九十两]+大?)?$")  # 等, 等22个, 等十大
_MULTIPLIERS = "万亿"
_PIECES = re.compile("[,，;；]")
_HALVES = re.compile("[,:;]")  # between the halves of a folded title
_GAP = "\x00"  # stands for the character in which two names differ
_LEAD = re.compile(r"^(?:\d{4}年)?要?")  # what names of rows begin with that questions leave out
_SHORT_NAME = 2  # characters of names that stand for kinds of row: 方面, 措施


@dataclass(frozen=True, eq=False)
class Knowledge:
    """A graph as the generators see it.

    ``unit_kinds`` maps labels and IRIs of units to kinds of quantity, ``stages`` status codes to how far they
    are, ``measures`` indicators to their type of measure, ``levels`` folded labels to codes of levels;
    ``comparable`` are pairs of indicators that may be compared with a caveat, ``denials`` words by which a
    clause says that something is not so, ``declines`` those for going down, ``rises`` for going up,
    ``additions`` those for what was added, ``heads`` those with which names of values by head begin,
    ``firsts`` those for being first or last, ``wholes`` words for all of a district, ``stocks`` those for all
    there are of a thing, ``existence`` those that ask how many there are, ``totals`` how many in all,
    ``news`` those with which names of what a year has added begin.

    ``places`` are names of well-known places of the country, each with its Chinese name,
    ``endings`` words that proper names end in, ``way_endings`` those of roads, ``letters`` loose words that
    names have in them, ``own_place`` words for the place of the report, ``wider`` words for all of what holds
    it. ``companies`` are well-known companies, ``stops`` characters that stand in no name, ``common`` tells
    where the common words of a text stand. ``absences`` are words by which a value says that nothing of a
    thing is left, ``genre`` groups of names of indicators that such reports may give, ``person_titles`` what
    persons are called by, beside their ``surnames``; ``works`` tell kinds of work apart.
    """

    facts: FactBase
    profile: Profile
    unit_kinds: Mapping[str, str]
    stages: Mapping[str, int]
    measures: Mapping[str, str]
    levels: Mapping[str, str]
    comparable: frozenset[tuple[str, str]] = frozenset()
    denials: frozenset[str] = frozenset()
    wholly: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    declines: frozenset[str] = frozenset()
    rises: frozenset[str] = frozenset()
    additions: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    stocks: frozenset[str] = frozenset()
    existence: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    endings: frozenset[str] = frozenset()
    way_endings: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    own_place: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    companies: Mapping[str, str] = field(default_factory=dict)
    stops: frozenset[str] = frozenset()
    common: Callable[[str], Sequence[tuple[int, int]]] = field(default=lambda _: ())
    absences: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    person_titles: frozenset[str] = frozenset()
    stage_counters: frozenset[str] = frozenset()
    genre: tuple[frozenset[str], ...] = ()
    works: Works = field(default_factory=Works)
    extents: Works = field(default_factory=Works)  # of sums: in all, or in one year

    @cached_property
    def tells_words(self) -> bool:
        """Whether common words can be told from others."""
        return any(self.common(form) for form in self.wholes)

    @cached_property
    def rows_by_name(self) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
        """The rows that the report draws up, by their names, longest name first; short ones are kinds."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts.facts:
            names = fact.names if fact.category == "Enumeration" else ()
            for name in dict.fromkeys(form for n in names for form in (n, _LEAD.sub("", n))):
                if len(name) > _SHORT_NAME and not name.isascii():
                    found.setdefault(name, []).append(fact)
        return tuple((n, tuple(found[n])) for n in sorted(found, key=lambda n: (-len(n), n)))

    def titles_above(self, span: str) -> tuple[str, ...]:
        """The titles of the parts of the report, from the smallest to the largest, in which a span stands."""
        parents = {s.iri: s.parent for s in self.profile.sections}
        own = self.parts_at(span)
        parts = {*own, *(parents[p] for p in own if p in parents)}
        return tuple(self.facts.labels[p].zh for p in sorted(parts) if p in self.facts.labels)

    # ---------- the report ----------

    @property
    def document(self) -> PlanDocument | None:
        """The latest report."""
        return self.profile.documents[-1] if self.profile.documents else None

    @property
    def district(self) -> str:
        """The place that the report is about."""
        return self.document.place if self.document else ""

    @cached_property
    def above(self) -> frozenset[str]:
        """All that holds the district, and the well-known places that the report names beside it."""
        told = {self.entities[form] for form in self.places if self.place_named(form)}
        within = {thing for thing in told if self.district in self.facts.holders.get(thing, frozenset())}
        return self.facts.holders.get(self.district, frozenset()) | (told - within - {self.district})

    @property
    def everywhere(self) -> frozenset[str]:
        """The district and all that holds it: what is said of them is most of a report."""
        return self.above | {self.district}

    @property
    def district_forms(self) -> frozenset[str]:
        """Names of the place that the report is about."""
        labels = self.facts.labels.get(self.district)
        return frozenset(labels.forms) if labels else frozenset()

    # ---------- things ----------

    @cached_property
    def entities(self) -> Mapping[str, str]:
        """Names of named things, each with the thing."""
        return {
            form: thing
            for thing, labels in self.facts.labels.items()
            if _THING in self.classes_of(thing)
            for form in labels.forms
        }

    @cached_property
    def holders_of_values(self) -> frozenset[str]:
        """The district, its parts and all else of which values are stated."""
        return frozenset(f.one("about") for f in self.facts.of("Observation")) - {""}

    def classes_of(self, thing: str) -> frozenset[str]:
        """Classes of a thing and all above them."""
        return self.facts.classes.get(thing, frozenset())

    def proper_named(self, mention: Mention) -> str | None:
        """The thing with a proper name that a word is, in either language."""
        proper = self.facts.proper
        return next((proper[n] for n in mention.names if n in proper), None)

    def part_named(self, form: str) -> str | None:
        """The thing with a name, unless it is the district itself."""
        thing = self.entities.get(form)
        return thing if thing != self.district else None

    def place_named(self, form: str) -> str | None:
        """The place with a name."""
        return self._places.get(form)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return {form: thing for form, thing in self.entities.items() if _PLACE in self.classes_of(thing)}

    def above_named(self, form: str) -> str | None:
        """The place with a name, in either language, if it holds the district."""
        return self._above_forms.get(form)

    @cached_property
    def _above_forms(self) -> Mapping[str, str]:
        labels = {thing: self.facts.labels[thing] for thing in self.above if thing in self.facts.labels}
        return {
            form: thing
            for thing, own in labels.items()
            for form in (*own.forms, *(e.lower() for e in own.english_forms))
        }

    def is_in_a_name(self, words: str) -> bool:
        """Whether words are part of the name of a thing."""
        return any(words in form for form in self.entities)

    @cached_property
    def generic(self) -> frozenset[str]:
        """Things that only say of what kind others are: 重点园区 in 甲园、乙园等重点园区开工建设."""
        found: dict[str, bool] = {}
        for fact in self.facts.facts:
            for role in ("of", "recipient") if fact.category in ("State", "Honour") else ():
                for thing in fact.all(role):
                    found[thing] = found.get(thing, True) and self._closes_a_row(fact, thing)
        return frozenset(thing for thing, closes in found.items() if closes)

    def _closes_a_row(self, fact: Fact, thing: str) -> bool:
        """Whether a thing stands in a clause right after 等 and what is counted there, as their kind."""
        if thing not in self.facts.labels or not any(m != thing for m in fact.all("mentions")):
            return False
        quote = fold(self.facts.quotes[fact.span][0])
        return any(
            _ROW_END.search(quote[: at + 1]) for at in _places_of(self.facts.labels[thing].forms, quote)
        )

    @cached_property
    def foreign_names(self) -> re.Pattern[str]:
        """A pattern for well-known names that the report does not have."""
        known = {**self.places, **self.companies}
        return any_of(
            f for f, zh in known.items() if not self.facts.holding(zh) and not self.is_in_a_name(zh)
        )

    @cached_property
    def not_modelled(self) -> re.Pattern[str]:
        """A pattern of the names of indicators that such reports may give and this one never speaks of."""
        return any_of(
            form
            for group in self.genre
            if not any(self.facts.holding(form) for form in group if not form.isascii())
            for form in group
        )

    # ---------- classes ----------

    @property
    def thing_classes(self) -> frozenset[str]:
        """Classes of named things."""
        return self.profile.subclasses.get(_THING, frozenset())

    @property
    def statement_classes(self) -> frozenset[str]:
        """Classes of statements that can be listed as text."""
        return frozenset(f"{DP}{c}" for c in STATEMENTS)

    @cached_property
    def proper_classes(self) -> frozenset[str]:
        """Classes of things with names of their own; projects are often called by what they are."""
        below = (self.profile.subclasses.get(p, frozenset()) for p in _PROPER)
        return frozenset().union(*below) - {_PROJECT}

    def below(self, category: str) -> frozenset[str]:
        """A class and all classes below it."""
        return self.profile.subclasses.get(category, frozenset())

    # ---------- names that are nearly the same ----------

    @cached_property
    def _names(self) -> tuple[str, ...]:
        proper = {t for t in self.entities.values() if self.classes_of(t) & _PROPER}
        return tuple(
            sorted(
                form
                for form, thing in self.entities.items()
                if thing in proper and SHORTEST_NAME <= len(form) <= LONGEST_NAME and not form.isascii()
            )
        )

    @cached_property
    def name_lengths(self) -> tuple[int, ...]:
        """How long proper names are."""
        return tuple(sorted({len(name) for name in self._names}))

    @cached_property
    def _patterns(self) -> Mapping[str, str]:
        return {_without(name, at): name for name in self._names for at in range(len(name))}

    def names_beside(self, words: str) -> list[str]:
        """Proper names that differ from words by one character, by its place."""
        return [n for at in range(len(words)) if (n := self._patterns.get(_without(words, at)))]

    # ---------- facts ----------

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Facts by IRI, each with its index."""
        return {fact.iri: at for at, fact in enumerate(self.facts.facts)}

    @cached_property
    def under(self) -> Mapping[str, tuple[int, ...]]:
        """Headings with the indices of their own fact and of the facts below them."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts.facts):
            if fact.category == "Heading" or fact.heading:
                found[heading_of(fact)].append(index)
        return {heading: tuple(indices) for heading, indices in found.items()}

    def heading_year(self, heading: str) -> int | None:
        """The year that the statements under a heading speak of."""
        return self._heading_years.get(heading)

    @cached_property
    def _heading_years(self) -> Mapping[str, int]:
        return {f.heading: f.year for f in reversed(self.facts.facts) if f.heading and f.year}

    @cached_property
    def part_titles(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Titles of headings and sections and their halves, folded, each with its parts, longest first."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in self._parts:
            labels = self.facts.labels[part.iri]
            for title in (labels.zh, labels.en):
                for half in _halves(title):
                    found[half].add(part.iri)
        ordered = sorted(found.items(), key=lambda own: (-len(own[0]), own[0]))
        return tuple((title, frozenset(parts)) for title, parts in ordered)

    @cached_property
    def _parts(self) -> tuple[Fact, ...]:
        """Headings and sections in the order of the text."""
        return tuple(f for f in self.facts.facts if f.category in ("Heading", "Section"))

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as the engine
    def parts_at(self, span: str) -> frozenset[str]:
        """The heading and the sections in which a place of the text stands."""
        if span not in self.facts.quotes:
            return frozenset()
        before = self._parts[: bisect_right(self._parts, self.facts.quotes[span][1], key=lambda p: p.start)]
        section = next((p.iri for p in reversed(before) if p.category == "Section"), "")
        heading = before[-1].iri if before and before[-1].category == "Heading" else ""
        above = {s.iri: s.parent for s in self.profile.sections}
        found = {heading, section}
        while section := above.get(section, ""):
            found.add(section)
        return frozenset(found - {""})

    @cached_property
    def told_of_report(self) -> str:
        """All that the latest report says of itself, folded, one value on a line."""
        if self.document is None or self.document.iri not in self.index:
            return ""
        report, labels = self.facts.facts[self.index[self.document.iri]], self.facts.labels
        told = (value for values in report.values.values() for value in values)
        return "\n".join(form for v in told for form in (labels[v].forms if v in labels else (fold(v),)))

    def unit_kind(self, fact: Fact) -> str:
        """Kind of quantity of an observation's unit."""
        return self.unit_kinds.get(fact.one("unit"), "")

    @lru_cache(maxsize=64)  # noqa: B019 - lives as long as the engine
    def facts_in(self, unit: str) -> frozenset[str]:
        """The observations with a unit, whatever its multiplier."""
        return frozenset(f.iri for f in self.facts.facts if f.one("unitText").lstrip(_MULTIPLIERS) == unit)

    def stated_at(self, span: str) -> tuple[Fact, ...]:
        """The observations that a clause states."""
        return self._stated_at.get(span, ())

    @cached_property
    def _stated_at(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts.facts:
            if fact.category == "Observation":
                found[fact.span].append(fact)
        return {span: tuple(own) for span, own in found.items()}

    def measure(self, fact: Fact) -> str:
        """Type of measure of an observation's indicator: growth, share, amount …"""
        return self.measures.get(fact.one("indicator"), "")

    def denies(self, fact: Fact) -> bool:
        """Whether the clause of a fact says that something is not so, names left aside (未来路)."""
        words = fact.tiers[CLAUSE]
        for name in (n for n in self.facts.proper if n in words):
            words = words.replace(name, " ")
        return any(denial in words for denial in self.denials)

    def is_absent(self, fact: Fact) -> bool:
        """Whether a value says that nothing of a thing happened, or is left."""
        return fact.kind == "actual" and any(form in fact.one("valueText") for form in self.absences)

    def goes(self, fact: Fact) -> str:
        """Whether a value is said to have gone ``up`` or ``down``, empty where nothing tells."""
        if fact.one("direction") == f"{CODE}down" or any(
            form in fact.tiers[CLAUSE] for form in self.declines
        ):
            return "down"
        return "up" if self.measure(fact) == "growth" else ""

    def turns(self, fact: Fact) -> str:
        """Where the words of a value's own clause have it go, ``up`` or ``down``; empty where none tells.

        A change of one value says nothing of another one beside it, and a name nothing of either (增加值).
        """
        pieces = _PIECES.split(fold(self.facts.quotes[fact.span][0]))
        own = [piece for piece in pieces if fact.one("valueText") in piece]
        words = own[0] if len(own) == 1 else ""
        for name in sorted(fact.names, key=len, reverse=True):
            words = words.replace(name, " ")
        falls, rises = (any(form in words for form in forms) for forms in (self.declines, self.rises))
        if falls != rises:
            return "down" if falls else "up"
        return self.goes(fact)

    def indicator_measure(self, form: str) -> str:
        """Type of measure of the indicator with a name, if all with that name are of one."""
        found = {self.measures[i] for i in self._indicators.get(form, ()) if i in self.measures}
        return found.pop() if len(found) == 1 else ""

    def other_names(self, form: str) -> frozenset[str]:
        """All names of the things that have a name: 中央奖补 for 中央奖补资金."""
        return self._names_of_things.get(form, frozenset())

    @cached_property
    def _names_of_things(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for labels in self.facts.labels.values():
            for form in labels.forms:
                found[form].update(labels.forms)
        return {form: frozenset(names) for form, names in found.items()}

    def indicators_named(self, form: str) -> frozenset[str]:
        """The indicators with a name."""
        return self._indicators.get(form, frozenset())

    @cached_property
    def _indicators(self) -> Mapping[str, frozenset[str]]:
        """Names of indicators, in both languages, each with the indicators."""
        found: dict[str, set[str]] = defaultdict(set)
        for thing, labels in self.facts.labels.items():
            if f"{DP}Indicator" in self.classes_of(thing):
                for form in (*labels.forms, labels.en.lower()):
                    found[form].add(thing)
        return {form: frozenset(things) for form, things in found.items()}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Names of titles that are given, in both languages, each with the title."""
        return {
            form: thing
            for thing, labels in self.facts.labels.items()
            if f"{DP}HonourTitle" in self.classes_of(thing)
            for form in (*labels.forms, *(e.lower() for e in labels.english_forms))
        }

    def are_comparable(self, one: Fact, other: Fact) -> bool:
        """Whether two observations of one subject are of indicators that may be compared with a caveat."""
        pair = one.one("indicator"), other.one("indicator")
        return one.one("about") == other.one("about") and pair in self.comparable

    def stages_of(self, thing: str, year: int | None) -> frozenset[int]:
        """How far a thing is told to be, in a year or in any."""
        return frozenset(s for told, s in self._stages.get(thing, ()) if year is None or told == year)

    @cached_property
    def _stages(self) -> Mapping[str, list[tuple[int | None, int]]]:
        found: dict[str, list[tuple[int | None, int]]] = defaultdict(list)
        for fact in self.facts.facts:
            if fact.category == "State" and (stage := self.stage(local_name(fact.one("status")))):
                for thing in fact.all("of"):
                    found[thing].append((fact.year, stage))
        return found

    def stage(self, status: str) -> int:
        """How far a status is, 0 for one outside the order."""
        return self.stages.get(status, 0)


def _halves(title: str) -> Iterator[str]:
    """A folded title and the halves that it falls into, but those too short to be said only by meaning it."""
    whole = fold(title)
    for half in (h.strip() for h in {whole, *_HALVES.split(whole)}):
        english = half.isascii()
        if len(half.split() if english else half) >= (SHORTEST_TITLE_WORDS if english else SHORTEST_HEADING):
            yield half


def heading_of(fact: Fact) -> str:
    """The heading that a fact is or stands under."""
    return fact.iri if fact.category == "Heading" else fact.heading


def _places_of(forms: Iterable[str], text: str) -> Iterable[int]:
    """Where in a text each of several names first stands, with the character before it."""
    return (at - 1 for form in forms if (at := text.find(form)) > 0)


def _without(name: str, at: int) -> str:
    return name[:at] + _GAP + name[at + 1 :]
