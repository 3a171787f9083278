"""The facts of a graph as text that questions can be matched against.

Every node with ``dp:statedIn`` is a fact. Its words come in tiers: its name (indicator, title, label), its
subjects, its own clause, the sentence, the heading, the section. Which property feeds which tier is a table;
nothing else of the ontology is known here, and nothing of any report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kgqa.graph.profile import Profile, local_name
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DCT, DP, SKOS
from kgqa.linking.lexicon import Entry, fold, stem

NAME, SUBJECT, CLAUSE, SENTENCE, HEADING, SECTION = range(6)
TIER_WEIGHTS = (1.0, 1.0, 0.95, 0.8, 0.75, 0.5)
_TIER_OF = {
    f"{DP}indicator": NAME,
    f"{DP}honourTitle": NAME,
    f"{DP}phrase": NAME,
    f"{SKOS}prefLabel": NAME,
    f"{SKOS}altLabel": NAME,
    f"{DCT}title": NAME,
    f"{DP}about": SUBJECT,
    f"{DP}of": SUBJECT,
    f"{DP}recipient": SUBJECT,
    f"{DP}member": SUBJECT,
    f"{DP}mentions": SUBJECT,
    f"{DP}partOf": SUBJECT,
    f"{DP}condition": CLAUSE,
    f"{DP}valueText": CLAUSE,
    f"{DP}deadline": CLAUSE,
    f"{DP}quote": CLAUSE,
    f"{DP}level": CLAUSE,
    f"{DP}status": CLAUSE,
}
_FORMS_KEPT = 8192
_HELD = 0.9  # a fact about what a place holds speaks of the place
# Things with names of their own: a name that is nearly the same is another thing.
_PROPER = frozenset(f"{DP}{c}" for c in ("Place", "Facility", "Organization", "Project"))
_FACTS = (
    "SELECT ?fact ?property ?value (LANG(?value) AS ?language) "
    "WHERE { ?fact dp:statedIn ?span ; ?property ?value }"
)
_LABELS = """SELECT ?thing ?property ?label (LANG(?label) AS ?language) WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel dct:title } ?thing ?property ?label }"""
_SPANS = """SELECT ?span ?quote ?start ?end ?sentence WHERE {
  ?span a dp:TextSpan ; dp:quote ?quote ; dp:start ?start ; dp:end ?end .
  OPTIONAL { ?span dp:sentence/dp:quote ?sentence } }"""
_NUMBERS = "SELECT ?section ?number WHERE { ?section dp:number ?number }"
_WORD = re.compile(r"[a-z](?:[a-z0-9+&]|\.(?=\d))*|\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Labels:
    """Names of a thing, the preferred one first.

    ``zh``, ``en`` and ``english_forms`` are as written, ``forms`` and ``english`` folded for comparison.
    """

    zh: str
    en: str
    forms: tuple[str, ...]
    english: tuple[frozenset[str], ...]
    english_forms: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Fact:
    """A stated fact: its dimensions and its words by tier."""

    iri: str
    category: str
    values: Mapping[str, tuple[str, ...]]
    span: str
    start: int
    year: int | None
    kind: str
    basis: str
    section: str
    heading: str
    names: tuple[str, ...]
    english_names: tuple[frozenset[str], ...]
    tiers: tuple[str, ...]
    english: tuple[frozenset[str], ...]

    @cached_property
    def joined_names(self) -> str:
        """All names in one text, to be looked through at once."""
        return "\n".join(self.names)

    def tier_weight(self, form: str) -> float:
        """The weight of the first tier in which folded words stand, 0 where they stand in none."""
        for weight, text in zip(TIER_WEIGHTS, self.tiers, strict=True):
            if form in text:
                return weight
        return 0.0

    def english_tier_weight(self, words: frozenset[str]) -> float:
        """The same for the stems of English words."""
        for weight, stems in zip(TIER_WEIGHTS, self.english, strict=True):
            if words <= stems:
                return weight
        return 0.0

    @property
    def counter(self) -> str:
        """The unit of a value without its scale: 个 of 万个, empty where it has none."""
        return self.one("unitText").lstrip("万亿")

    def one(self, property_name: str) -> str:
        """First value of one of the ontology's properties, or the empty string."""
        found = self._own_values.get(property_name)
        return found[0] if found else ""

    def all(self, property_name: str) -> tuple[str, ...]:
        """All values of one of the ontology's properties."""
        return self._own_values.get(property_name, ())

    @cached_property
    def _own_values(self) -> Mapping[str, tuple[str, ...]]:
        """Values of the ontology's properties by their local names, which are asked for all the time."""
        return {iri.removeprefix(DP): told for iri, told in self.values.items() if iri.startswith(DP)}


@dataclass(frozen=True, eq=False)
class FactBase:
    """All facts of a graph, labels of all things, and postings for fast look-up of Chinese words."""

    facts: tuple[Fact, ...]
    labels: Mapping[str, Labels]
    classes: Mapping[str, frozenset[str]]
    quotes: Mapping[str, tuple[str, int, int]]
    postings: Mapping[str, frozenset[int]]
    stems: Mapping[str, frozenset[int]]
    joined: tuple[str, ...]
    proper: Mapping[str, str]
    longer: Mapping[str, tuple[str, ...]]
    holders: Mapping[str, frozenset[str]]

    @lru_cache(maxsize=_FORMS_KEPT)  # noqa: B019 - lives as long as the engine
    def weights_of(self, form: str) -> Mapping[int, float]:
        """The facts that hold folded words, by index, each with how surely: by tier, or as a proper name."""
        if form in self.proper:
            return {i: self.speaks_of(i, form) for i in self.holding(form)}
        return self.tier_weights_of(form)

    @lru_cache(maxsize=_FORMS_KEPT)  # noqa: B019 - lives as long as the engine
    def tier_weights_of(self, form: str) -> Mapping[int, float]:
        """The facts that hold folded words, by index, each with the weight of the tier they stand in."""
        return {i: self.facts[i].tier_weight(form) for i in self.holding(form)}

    @lru_cache(maxsize=_FORMS_KEPT)  # noqa: B019 - lives as long as the engine
    def english_weights_of(self, words: frozenset[str]) -> Mapping[int, float]:
        """The same for the stems of English words."""
        holding = frozenset.intersection(*(self.stems.get(w, frozenset()) for w in words))
        return {i: self.facts[i].english_tier_weight(words) for i in holding}

    @lru_cache(maxsize=_FORMS_KEPT)  # noqa: B019 - lives as long as the engine
    def folded_quote(self, span: str) -> str:
        """The words of a place of the text as they are compared."""
        return fold(self.quotes[span][0])

    @lru_cache(maxsize=_FORMS_KEPT)  # noqa: B019 - lives as long as the engine
    def named_by(self, form: str) -> frozenset[int]:
        """Indices of the facts in one of whose names folded words stand."""
        return frozenset(i for i in self.holding(form) if form in self.facts[i].joined_names)

    def of(self, category: str) -> tuple[Fact, ...]:
        """The facts of a category, in their order."""
        return self._by_category.get(category, ())

    @cached_property
    def _by_category(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.category].append(fact)
        return {category: tuple(own) for category, own in found.items()}

    def speaks_of(self, index: int, form: str) -> float:
        """How surely a fact speaks of the thing with a proper name: by an edge or in its words."""
        fact, thing = self.facts[index], self.proper[form]
        if any(thing in values for values in fact.values.values()):
            return 1.0
        if any(thing in self.holders.get(v, ()) for values in fact.values.values() for v in values):
            return _HELD
        if fact.heading and form in self._without_longer(form, fold(self.labels[fact.heading].zh)):
            return TIER_WEIGHTS[HEADING]
        for weight, text in zip(TIER_WEIGHTS[:HEADING], fact.tiers[:HEADING], strict=True):
            if form in self._without_longer(form, text):
                return weight
        return 0.0

    def _without_longer(self, form: str, text: str) -> str:
        for name in self.longer.get(form, ()):
            text = text.replace(name, "")
        return text

    def holding(self, words: str) -> frozenset[int]:
        """Indices of the facts in whose text the folded words stand."""
        if len(words) == 1:
            return frozenset(i for i, text in enumerate(self.joined) if words in text)
        grams = [self.postings.get(words[i : i + 2], frozenset()) for i in range(len(words) - 1)]
        if not grams or not all(grams):
            return frozenset()
        found = frozenset.intersection(*grams)
        return found if len(words) == 2 else frozenset(i for i in found if words in self.joined[i])

    @cached_property
    def other_names(self) -> Mapping[str, frozenset[str]]:
        """For each proper name, the others of the same thing that no other thing has."""
        return {
            form: frozenset(o for o in self.labels[thing].forms if o != form and self.proper.get(o) == thing)
            for form, thing in self.proper.items()
        }

    def name(self, iri: str, language: str = "zh") -> str:
        """Preferred name of a thing in a language, falling back to the other one, then to the IRI's end."""
        labels = self.labels.get(iri)
        if labels is None:
            return local_name(iri)
        return (labels.en or labels.zh) if language == "en" else (labels.zh or labels.en)


@lru_cache(maxsize=16384)
def english_words(text: str) -> frozenset[str]:
    """Stems of the English words and numbers of a text."""
    return frozenset(stem(w) for w in _WORD.findall(fold(text)))


def load_facts(store: Store, graph_profile: Profile, others: Iterable[Entry] = ()) -> FactBase:
    """Read all facts of a store; ``others`` are further names of things, each with the IRI of its thing."""
    labels = _labels(store, others)
    spans = {row["span"]: row for row in store.select(_SPANS)}
    numbers = {row["section"]: row["number"] for row in store.select(_NUMBERS)}
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.select(_FACTS):
        values[row["fact"]][row["property"]].append(row["value"])
    classes: dict[str, set[str]] = defaultdict(set)
    for row in store.select("SELECT ?thing ?class WHERE { ?thing a ?class }"):
        classes[row["thing"]].add(row["class"])
    facts = [
        _fact(iri, properties, classes[iri], labels, spans, numbers)
        for iri, properties in sorted(values.items())
        if any(s in spans for s in properties[f"{DP}statedIn"])
    ]
    facts.sort(key=lambda f: (f.start, f.category, f.iri))
    joined = tuple("\n".join(f.tiers) for f in facts)
    closed = {
        t: frozenset(a for a, below in graph_profile.subclasses.items() if below & own) | own
        for t, own in classes.items()
    }
    proper = {
        f: t for t, own in sorted(closed.items()) if own & _PROPER and t in labels for f in labels[t].forms
    }
    return FactBase(
        facts=tuple(facts),
        labels=labels,
        classes={k: frozenset(v) for k, v in closed.items()},
        quotes={s: (r["quote"], int(r["start"]), int(r["end"])) for s, r in spans.items()},
        postings=_postings(joined),
        stems=_stems(facts),
        joined=joined,
        proper=proper,
        longer={
            f: tuple(sorted((o for o in proper if f in o and f != o), key=len, reverse=True)) for f in proper
        },
        holders=_holders(store),
    )


def _holders(store: Store) -> dict[str, frozenset[str]]:
    """For each thing, all that holds it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.select("SELECT ?thing ?holder WHERE { ?thing dp:partOf+ ?holder }"):
        found[row["thing"]].add(row["holder"])
    return {thing: frozenset(holders) for thing, holders in found.items()}


def _labels(store: Store, others: Iterable[Entry]) -> dict[str, Labels]:
    found: dict[str, list[tuple[bool, str, str]]] = defaultdict(list)
    for row in store.select(_LABELS):
        preferred = row["property"] in (f"{SKOS}prefLabel", f"{DCT}title")
        found[row["thing"]].append((not preferred, row["label"], row.get("language", "")))
    for entry in others:
        if entry.meaning in found:
            spoken = [*((form, "zh") for form in entry.zh), *((form, "en") for form in entry.en)]
            found[entry.meaning] += [(True, form, language) for form, language in spoken]
    built = {}
    for thing, rows in found.items():
        rows.sort()
        zh = [label for _, label, language in rows if language != "en"]
        en = [label for _, label, language in rows if language == "en"]
        forms = tuple(dict.fromkeys(fold(label) for label in zh))
        built[thing] = Labels(
            zh[0] if zh else "",
            en[0] if en else "",
            forms,
            tuple(english_words(label) for label in en),
            tuple(en),
        )
    return built


def _fact(
    iri: str,
    properties: Mapping[str, list[str]],
    classes: Iterable[str],
    labels: Mapping[str, Labels],
    spans: Mapping[str, Mapping[str, str]],
    numbers: Mapping[str, str],
) -> Fact:
    tiers: list[list[str]] = [[] for _ in TIER_WEIGHTS]
    english: list[set[str]] = [set() for _ in TIER_WEIGHTS]
    names: list[str] = []
    english_names: list[frozenset[str]] = []

    def add(tier: int, value: str) -> None:
        known = labels.get(value)
        if known:
            tiers[tier] += known.forms
            for translated in known.english:
                english[tier] |= translated
            if tier == NAME:
                names.extend(known.forms)
                english_names.extend(known.english)
        elif not value.startswith("http"):
            words = fold(value)
            tiers[tier].append(words)
            english[tier] |= english_words(words)
            if tier == NAME:
                if re.search(r"[\u4e00-\u9fff]", words):
                    names.append(words)
                elif words:
                    english_names.append(english_words(words))

    for property_iri, values in sorted(properties.items()):
        if property_iri in _TIER_OF:
            for value in sorted(values):
                add(_TIER_OF[property_iri], value)
    stated = (s for s in properties[f"{DP}statedIn"] if s in spans)
    own = sorted(stated, key=lambda s: (int(spans[s]["start"]), s))  # the same order over every store
    for span in own:
        add(CLAUSE, spans[span]["quote"])
        if "sentence" in spans[span]:
            add(SENTENCE, spans[span]["sentence"])
    heading = next(iter(sorted(properties.get(f"{DP}underHeading", []))), "")
    section = next(iter(sorted(properties.get(f"{DP}inSection", []))), "")
    add(HEADING, heading)
    add(SECTION, section)
    year = next((v for v in properties.get(f"{DP}year", [])), None)
    return Fact(
        iri=iri,
        category=next((local_name(c) for c in sorted(classes) if c.startswith(DP)), ""),
        values={k: tuple(sorted(v)) for k, v in properties.items()},
        span=own[0],
        start=int(spans[own[0]]["start"]),
        year=int(year) if year else None,
        kind=local_name(next(iter(properties.get(f"{DP}kind", [])), "")),
        basis=local_name(next(iter(properties.get(f"{DP}basis", [])), "")),
        section=numbers.get(section, ""),
        heading=heading,
        names=tuple(dict.fromkeys(n for n in names if n)),
        english_names=tuple(dict.fromkeys(english_names)),
        tiers=tuple("\n".join(dict.fromkeys(t)) for t in tiers),
        english=tuple(frozenset(e) for e in english),
    )


def _postings(texts: Iterable[str]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for index, text in enumerate(texts):
        for start in range(len(text) - 1):
            found[text[start : start + 2]].add(index)
    return {gram: frozenset(indices) for gram, indices in found.items()}


def _stems(facts: Iterable[Fact]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for index, fact in enumerate(facts):
        for tier in fact.english:
            for word in tier:
                found[word].add(index)
    return {word: frozenset(indices) for word, indices in found.items()}
