"""A question with what was found for it, handed to every check and generator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import ParamSpec, TypeVar, cast

from kgqa.linking.facts import HEADING, NAME, SECTION, SENTENCE, Fact, english_words
from kgqa.linking.lexicon import fold
from kgqa.linking.matching import Match, Weighed, rank, weigh
from kgqa.linking.mentions import CLASS, CUE, LABEL, QUESTION, STATUS, SYNONYM, Mention
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.question import Clause, Number, Question
from kgqa.parsing.readings import Carried, Scope
from kgqa.parsing.scope import relative_years
from kgqa.parsing.thresholds import COVERED, LEAST_NEAR, LONGEST_NAME, MOST_NEAR
from kgqa.parsing.titles import Titled, standing_elsewhere, stands_in, titled

_OF_ONE_THING = {"Honour": "recipient", "State": "of"}  # statements of one thing, and their role for it
_ROW = re.compile(r"[、或和与及/]")
# Before what things are divided into, or with the first character of it: 几个方面, 几大块, how many parts.
_HOW_MANY = re.compile(r"(?<!第)(?:几|多少|哪些)[\u4e00-\u9fff]{0,2}$|\bhow many (?:\w+ )?\w$")
# Into how many pieces: 分哪几块; what are the four sub-headings.
_PIECES = re.compile(r"分(?:成|为|作|了)?哪?几大?[块层](?=$|[?？。,，呢啊])")
_WHICH_PARTS = re.compile(r"\b(?:what|which)(?: are)?(?: the)?(?: \w+)? $")
_INTO_PARTS = re.compile(r"\binto (?:how many|what|which)\b.*\b(?:divided|subdivided|split|broken|grouped)\b")
# What says that characters or a name are meant: 全国两个字, 全国之名.
_CHARACTERS = re.compile(r"(?:(?:这?[两二三四]个?)?字[样眼]?|之名|名义)$")
_BY = "以用由"  # before the word with which names begin: 以东湖开头的
_BEHIND_NAMES = ("的", "字", "字样", "字眼")  # how words end that stand behind what names hold: “东湖”两个字
_LINKS = re.compile(r"[的是都有字样头“”\"\s]*")  # between a noun and what narrows it


_P = ParamSpec("_P")
_T = TypeVar("_T")


def of_the_question(find: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function of a context that finds once for the question at hand what many facts are held against."""
    return cast(Callable[_P, _T], lru_cache(maxsize=16)(find))


@dataclass(frozen=True, eq=False)
class Context:
    """A question, its scope and weighed words, the facts that match, and what an earlier question left.

    ``nearest`` are indices of the facts that come nearest in meaning, the nearest first.
    """

    question: Question
    scope: Scope
    weighed: tuple[Weighed, ...]
    matches: tuple[Match, ...]
    carried: Carried | None
    knowledge: Knowledge
    nearest: tuple[int, ...] = ()

    # ---------- the question before ----------

    @cached_property
    def beyond(self) -> frozenset[int]:
        """Years that the report does not speak of and that the question asks about or compares with."""
        meant = relative_years(self.knowledge.document)
        clauses = (c for c in self.question.clauses if c.asks or c.compares)
        cues = {cue for c in clauses for m in c.mentions for cue in m.meanings("Cue")}
        named = {*self.question.years, *(meant[cue] for cue in cues if cue in meant)}
        known = frozenset(self.knowledge.profile.years)
        return frozenset({*self.scope.years, *named} - known) if known else frozenset()

    @property
    def followed(self) -> bool:
        """Whether the question leans on an earlier one."""
        return self.carried is not None

    @cached_property
    def earlier(self) -> Fact | None:
        """The first fact that the earlier answer rested on."""
        return self.carried.facts[0] if self.carried and self.carried.facts else None

    @cached_property
    def subject(self) -> str:
        """The thing that 它 or 那里 means, which the answer before, its question or a clause was about."""
        points = any("pronoun" in m.meanings("Cue") for m in self.question.mentions)
        return self.thing_before if points else ""

    @cached_property
    def thing_before(self) -> str:
        """The thing that the answer before, its question or a clause was about, if it is one."""
        if self.carried and (found := thing_found(self.carried, self.knowledge)):
            return found
        if self.earlier is None:
            before = self.carried.question if self.carried else None
            said = before.asking if before else () if self.carried else self._told_before_pronoun
            named = only_thing_named(said, self.knowledge)
            return self._thing_named(named)
        own = next((v for role in ("of", "recipient", "about") if (v := self.earlier.one(role))), "")
        asked = self._named_before if own in ("", *self.knowledge.generic) else ""
        return asked or own  # of 甲馆等示范项目 the one that was asked about

    @property
    def _named_before(self) -> str:
        """The one thing that the question before named, where its answer is of none: 某厂今年要做什么."""
        before = self.carried.question if self.carried else None
        return self._thing_named(only_thing_named(before.asking if before else (), self.knowledge))

    def _thing_named(self, mention: Mention | None) -> str:
        return (self.knowledge.proper_named(mention) or "") if mention else ""

    @property
    def _told_before_pronoun(self) -> tuple[Mention, ...]:
        """Mentions of clauses that tell what a pronoun in another one means: 某厂去年…，它的营收是多少."""
        clauses = (*self.question.background, *self.question.clauses)
        told = (c for c in clauses if not any("pronoun" in m.meanings("Cue") for m in c.mentions))
        return tuple(m for c in told for m in c.mentions)

    # ---------- words ----------

    @cached_property
    def speaks_of_report(self) -> bool:
        """Whether the question names the report itself, or a part of it such as its imprint."""
        return bool(self._kinds_of_entries & {"ReportWord"})

    @cached_property
    def asks_divisions(self) -> bool:
        """Whether the question asks into what the report, or a part of it, is divided: 分成几大块."""
        asking = [c for c in self.question.clauses if c.asks]
        if any(_INTO_PARTS.search(c.text) or _PIECES.search(c.text) for c in asking):
            return True
        return any(
            divides(m) and (_HOW_MANY.search(c.text[: m.start + 1]) or _WHICH_PARTS.search(c.text[: m.start]))
            for c in self.question.clauses
            for m in c.mentions
        )

    @cached_property
    def names_property(self) -> bool:
        """Whether the question asks for something that the report says of itself."""
        done = self.speaks_of_report and self._kinds_of_entries & {"PropertyBody", "PropertyDay"}
        return "PropertyWord" in self._kinds_of_entries or bool(done)

    @cached_property
    def _kinds_of_entries(self) -> frozenset[str]:
        return frozenset(e.kind for m in self.question.mentions for e in m.entries)

    @cached_property
    def required(self) -> tuple[Weighed, ...]:
        """Words that an answer must cover."""
        return tuple(w for w in self.weighed if w.required)

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Words of the question that nothing in the graph knows."""
        return tuple(w.mention.text for w in self.required if not w.covered)

    @cached_property
    def unknown_said(self) -> tuple[str, ...]:
        """Words that nothing in the graph knows and the question says itself, but for kinds of quantity."""
        foreign = (w.mention for w in self.required if w.foreign and len(w.mention.text) > 1)
        own = (m for m in foreign if m.text in self.question.text)
        return tuple(m.text for m in own if not says_kind_alone(m))

    @cached_property
    def told(self) -> bool:
        """Whether the question names anything that the graph knows."""
        return any(w.covered for w in self.required)

    @cached_property
    def head(self) -> Mention | None:
        """The last word of the asking clauses that says what is asked about."""
        return next((w.mention for w in reversed(self.required) if w.covered), None)

    @cached_property
    def asked_noun(self) -> Mention | None:
        """The word for what is asked for: the first one after which or 哪些, else the last one before.

        哪几样大件消费品 and which sectors ask for goods and for sectors, whatever else is said of them.
        """
        for clause in self.question.clauses:
            at = next((n for n, m in enumerate(clause.mentions) if _asks_who_or_what(m)), None)
            if at is not None:
                after = (m for m in clause.mentions[at + 1 :] if m.content)
                before = (m for m in reversed(clause.mentions[:at]) if m.content)
                return next((m for words in (after, before) for m in words), None)
        return None

    @cached_property
    def asked_phrase(self) -> tuple[Mention, ...]:
        """The words for what is asked for and what narrows it: those after which, or else right before it.

        哪些带“全国”字样的称号, A级景区有哪些; none where kinds stand in a row (哪些示范区、模范集体).
        """
        return () if self._asks_row else self._asked_words[0]

    @property
    def asked_row(self) -> tuple[Mention, ...]:
        """The words for what is asked for, where kinds stand in a row, each of which is wanted."""
        return self._asked_words[0] if self._asks_row else ()

    @property
    def _asks_row(self) -> bool:
        return bool(_ROW.search(self._asked_words[1]))

    @cached_property
    def _asked_words(self) -> tuple[tuple[Mention, ...], str]:
        """The words for what is asked for and what narrows it, with the text that they take up."""
        for clause in self.question.clauses:
            at = next((n for n, m in enumerate(clause.mentions) if _asks_who_or_what(m)), None)
            if at is not None:
                own = _phrase_after(clause, at) or _phrase_before(clause, at)
                return own, clause.text[own[0].start : own[-1].end] if own else ""
        return (), ""

    @cached_property
    def told_before(self) -> frozenset[str]:
        """Things that a follow-up asks for others than: those that the earlier question or answer names."""
        if self.carried is None or "others" not in self.question.cues:
            return frozenset()
        proper = self.knowledge.facts.proper
        before = self.carried.question.mentions if self.carried.question else ()
        return frozenset({*self.carried.things, *(proper[m.form] for m in before if m.form in proper)})

    @cached_property
    def defined(self) -> Mention | None:
        """The one name of which it is asked what it stands for, where nothing else is said: 双减是什么."""
        words = [m for m in self.question.mentions if m.content]
        alone = self.question.cues == {"standsFor"} and len(words) == 1 and not self.scope.years
        return words[0] if alone and LABEL in words[0].kinds and CLASS not in words[0].kinds else None

    @cached_property
    def in_names(self) -> tuple[str, ...]:
        """Words that are to stand in the names of what is asked for: 名字里带“东湖”的, “江北”旗号的."""
        said = dict.fromkeys(c.text[start:end] for c, start, end in self._in_names)
        told = "namesake" in self.question.cues and self.question.background
        return (*said, *((self._told_before,) if told else ()))

    def says_in_names(self, mention: Mention) -> bool:
        """Whether a word of the question is one that is to stand in names, or a piece of it."""
        return any(
            mention in clause.mentions and start <= mention.start < end
            for clause, start, end in self._in_names
        )

    def bears(self, name: str) -> bool:
        """Whether a name holds one of the words that are to stand in it, where it is to: 以“中原”开头的."""
        begins, ends = (cue in self.question.cues for cue in ("beginsName", "endsName"))
        return any(
            word in name and (not begins or name.startswith(word)) and (not ends or name.endswith(word))
            for word in filter(None, self.in_names)
        )

    @cached_property
    def _told_before(self) -> str:
        """The name of the thing that the sentences before the question tell of: one street won a title."""
        facts = self.knowledge.facts
        words = [weigh(m, facts) for c in self.question.background for m in c.mentions if m.content]
        told = next((m.fact for m in rank(words, facts) if m.fact.category in _OF_ONE_THING), None)
        thing = next((v for r in _OF_ONE_THING.values() if (v := told.one(r))), "") if told else ""
        return facts.labels[thing].forms[0] if thing in facts.labels else ""

    @cached_property
    def _in_names(self) -> tuple[tuple[Clause, int, int], ...]:
        return tuple(
            (clause, *span)
            for clause in self.question.clauses
            for at, mention in enumerate(clause.mentions)
            if "inName" in mention.meanings("Cue") and (span := _span_in_names(clause, at))
        )

    @cached_property
    def excluded(self) -> tuple[Mention, ...]:
        """Words of a clause that takes something out (不算续建的), and only asks nothing (肯不肯)."""
        return tuple(
            m
            for c in self.question.clauses
            if c.sets_aside or (not c.asks and c.denies)
            for m in c.mentions
            if m.kinds & ({LABEL, STATUS, SYNONYM} if c.sets_aside else {LABEL, STATUS}) and m.content
        )

    @cached_property
    def kept(self) -> tuple[Mention, ...]:
        """Words of the question but for those of clauses that set something aside."""
        return tuple(m for c in self.question.clauses if not c.sets_aside for m in c.mentions)

    @cached_property
    def asks_place(self) -> bool:
        """Whether a word asks where something stands, and none that only names a part before what is asked.

        民生章节争创的称号 names the chapter, 信用承诺在哪个章节 asks for it.
        """
        for clause in self.question.clauses:
            for n, mention in enumerate(clause.mentions):
                cues, after = mention.meanings("Cue"), clause.mentions[n + 1 :]
                names_part = "ofPart" in cues and any(m.content for m in after)
                if cues & {"source", "quoting"} and not names_part:
                    return True
        return False

    @cached_property
    def asks_wording(self) -> bool:
        """Whether the report's own words are asked for, and not where they stand."""
        cues = [m.meanings("Cue") for m in self.question.asking]
        return "wording" in self.question.cues and all("wording" in own for own in cues if "source" in own)

    @cached_property
    def topic(self) -> tuple[Mention, ...]:
        """Words that say on which matter something is asked: a clause of its own, or part of the asking one.

        在增绿提质方面, under the greening work; 文化惠民一节提出哪些称号, which titles in the field of sport.
        What an answer is for (我在写一篇关于创建的稿子) tells it only where nothing else does.
        """
        framed = [c for c in self.question.clauses if c.frames and not c.asks]
        others = [c for c in self.question.clauses if c not in framed]
        told = _topic_of(others) or _topic_of(framed)
        return (*told, *(m for m in self.titled.words if m not in told))

    @cached_property
    def titled(self) -> Titled:
        """The parts of the report that the question names by their titles, and keeps to."""
        return titled(self.question, self.knowledge, self.scope.years)

    def stands_as_asked(self, fact: Fact) -> bool:
        """Whether a fact, or some of a row, stands under the titles that the question names, if any."""
        parts = self.titled.parts
        return not parts or stands_in(fact, parts, self.knowledge)

    def standing_elsewhere(self, row: Fact, things: Iterable[str]) -> frozenset[str]:
        """The things of a row that stand under other titles than those that the question names."""
        return standing_elsewhere(row, frozenset(things), self.titled.parts, self.knowledge)

    @cached_property
    def told_of_topic(self) -> tuple[Weighed, ...]:
        """The words of the topic that say something."""
        own = {id(m) for m in self.topic if m.content and CUE not in m.kinds and len(m.text) > 1}
        return tuple(w for w in self.weighed if id(w.mention) in own)

    def on_topic(self, category: str) -> tuple[str, ...]:
        """Facts of a category that speak of the topic, of all its words where it can be; none without one.

        Those in the parts that are named by their titles alone count. Those under a heading, or in a section,
        whose title says all the words go first. Of words joined by 和, one is enough.
        """
        known, named = self.knowledge, self.titled
        words = [w for w in self.told_of_topic if w.covered and w.mention not in named.words]
        if named.parts:
            words = [w for w in words if known.proper_named(w.mention) not in known.everywhere]
        if not (words or named.parts):
            return ()
        told = [f for f in known.facts.of(category) if self.scope.admits(f) and self.stands_as_asked(f)]
        if not words:
            return tuple(sorted(f.iri for f in told))
        if titled := _told_on([w.mention for w in words], told, known):
            return titled
        spoken = {f.iri: sum(w.covered.get(known.index[f.iri], 0.0) >= COVERED for w in words) for f in told}
        most = max(spoken.values(), default=0)
        joined = any("coordination" in m.meanings("Cue") for m in self.topic)
        enough = min(most, 1) if joined else most
        own = [f for f in told if most and spoken[f.iri] >= enough]
        return tuple(sorted(f.iri for f in (own if joined else _called_so(own, words))))

    @cached_property
    def total(self) -> float:
        """Weight of all words but those that stand beside the question."""
        return sum(w.weight for w in self.weighed if not w.aside) or 1.0

    @cached_property
    def wider_places(self) -> tuple[str, ...]:
        """Names of what holds the district (全市) that are asked about, when nothing smaller is named."""
        known, asking = self.knowledge, self.question.asking
        own = any(m.text in known.own_place or m.form in known.district_forms for m in self.question.mentions)
        own = own or any(known.district in _meant(m, known) for m in self.question.mentions)
        smaller = any(m.form in known.facts.proper and not known.above_named(m.form) for m in asking)
        if own or smaller or self.followed:
            return ()
        wider = (m for m in asking if known.above_named(m.form) or m.text in known.wider)
        return tuple(name for m in wider for name in m.names)

    @cached_property
    def names_the_whole(self) -> bool:
        """Whether the whole district is named by a word for all of it: 全区."""
        return any(form in self.question.text for form in self.knowledge.wholes)

    def names(self, thing: str) -> bool:
        """Whether the question names a thing."""
        labels = self.knowledge.facts.labels.get(thing)
        if labels is None:
            return False
        return thing in self._places_meant or not self._names_said.isdisjoint(labels.forms)

    def admits_heading(self, heading: str) -> bool:
        """Whether what stands under a heading is of the years asked about, or is done or planned as asked."""
        year, document = self.knowledge.heading_year(heading), self.knowledge.document
        if not self.scope.admits_year(year):
            return False
        if self.scope.years or document is None:
            return True
        other = {"actual": document.plans_for, "target": document.reports_on}
        return all(year != other[kind] for kind in self.scope.kinds & other.keys())

    def takes_out(self, thing: str) -> bool:
        """Whether the question names a thing as one that it does not ask for: besides 甲, which others?"""
        labels = self.knowledge.facts.labels.get(thing)
        return labels is not None and any(not set(m.names).isdisjoint(labels.forms) for m in self.excluded)

    def said_otherwise(self, things: Iterable[str]) -> frozenset[str]:
        """Those of some things that the question says by other words for them, beside the thing it asks for.

        For which sectors are the maps drawn up: the maps are none of the sectors.
        """
        labels = self.knowledge.facts.labels
        return frozenset(
            thing
            for thing in things
            if thing in labels and not self._said_beside.isdisjoint(labels[thing].forms)
        )

    @cached_property
    def _said_beside(self) -> frozenset[str]:
        """Other words for those of the question that neither name a kind nor follow the question word."""
        heads = {id(b) for c in self.question.clauses for a, b in pairwise(c.mentions) if QUESTION in a.kinds}
        words = (w.mention for w in self.required if id(w.mention) not in heads)
        own = (m for m in words if SYNONYM in m.kinds and CLASS not in m.kinds)
        return frozenset().union(*(m.alternatives for m in own))

    @cached_property
    def _places_meant(self) -> frozenset[str]:
        return frozenset().union(*(_meant(w.mention, self.knowledge) for w in self.weighed))

    @cached_property
    def _names_said(self) -> frozenset[str]:
        return frozenset(name for w in self.weighed for name in w.mention.names)

    @cached_property
    def named_things(self) -> frozenset[str]:
        """Things with names of their own, other than the district, that the question names."""
        known = self.knowledge
        found = (known.proper_named(w.mention) for w in self.required)
        return frozenset(thing for thing in found if thing and thing != known.district)

    @cached_property
    def per_capita(self) -> list[Mention]:
        """Words that ask for a value by head."""
        return [m for m in self.question.mentions if "perCapita" in m.meanings("Cue")]

    @cached_property
    def pointed_at(self) -> tuple[Mention, ...]:
        """Kinds of thing with names of their own that are pointed at: 这个医院 is one that was told of."""
        return tuple(
            mention
            for clause in self.question.clauses
            for before, mention in pairwise(clause.mentions)
            if before.end == mention.start
            and "followUp" in before.meanings("Cue")
            and mention.meanings("ClassWord") & self.knowledge.proper_classes
        )

    def is_on_topic(self, match: Match) -> bool:
        """Whether a fact speaks of what stands before the question in a clause that names one kind of thing.

        养老设施，今年要建的比去年建成的少几个: both numbers are of these facilities.
        """
        return all(w.covered.get(match.index, 0.0) >= COVERED for w in self._topic_words)

    @cached_property
    def _topic_words(self) -> tuple[Weighed, ...]:
        of_things = (c for c in self.question.topics if not any(m.meanings("Cue") for m in c.mentions))
        said = {id(m) for c in of_things if "、" not in c.text for m in c.mentions}
        return tuple(w for w in self.weighed if id(w.mention) in said and w.required and w.covered)

    # ---------- facts ----------

    def places_of(self, numbers: Iterable[Number]) -> frozenset[str]:
        """Parts of the district that are the only ones with a value among those of the matched facts."""
        given = {(n.base, n.unit) for n in numbers}
        holders = {
            fact.one("about")
            for fact in (m.fact for m in self.matches if m.fact.category == "Observation")
            if measured(fact) in given
        }
        return (
            frozenset(holders)
            if len(holders) == 1 and self.knowledge.district not in holders
            else frozenset()
        )

    def alike(self, fact: Fact, within: bool = False) -> int:
        """How many matched observations have the value of one, itself among them.

        Args:
            within: whether only those of the years and kinds are counted that the question asks about.
        """
        return (self._alike_within if within else self._alike)[measured(fact)]

    @cached_property
    def _alike(self) -> Counter[tuple[Decimal, str]]:
        return Counter(measured(m.fact) for m in self.matches if m.fact.category == "Observation")

    @cached_property
    def _alike_within(self) -> Counter[tuple[Decimal, str]]:
        admitted = (m.fact for m in self.matches if self.scope.admits(m.fact))
        return Counter(measured(f) for f in admitted if f.category == "Observation")

    def naming_of(self, fact: Fact) -> float:
        """How far the question says one of a fact's names, 0 for one that does not match."""
        return self._namings.get(fact.iri, 0.0)

    @cached_property
    def _namings(self) -> Mapping[str, float]:
        return {m.fact.iri: m.naming for m in self.matches}

    @cached_property
    def _indices(self) -> Mapping[str, int]:
        return {m.fact.iri: m.index for m in self.matches}

    def index_of(self, fact: Fact) -> int:
        """Index of a matched fact, -1 for another one."""
        return self._indices.get(fact.iri, -1)

    @cached_property
    def near(self) -> tuple[Fact, ...]:
        """Values that have to do with the question, to be offered beside a refusal."""
        values = (m.fact for m in self.matches if m.fact.category == "Observation" and m.score > LEAST_NEAR)
        return tuple(values)[:MOST_NEAR]


def only_thing_named(mentions: Iterable[Mention], knowledge: Knowledge) -> Mention | None:
    """The one thing with a name of its own that is mentioned, as it is named."""
    things = ((knowledge.proper_named(m), m) for m in mentions)
    named = {thing: m for thing, m in things if thing and thing != knowledge.district}
    return next(iter(named.values())) if len(named) == 1 else None


def thing_found(carried: Carried, knowledge: Knowledge) -> str:
    """The one thing that an earlier answer names, where its question names none itself; else empty."""
    named = only_thing_named(carried.question.asking, knowledge) if carried.question else None
    return carried.things[0] if len(carried.things) == 1 and named is None else ""


def measured(fact: Fact) -> tuple[Decimal, str]:
    """The value of an observation without multiplier, -1 for one in words, and its unit."""
    return Decimal(fact.one("baseValue") or "-1"), fact.counter


def _phrase_after(clause: Clause, at: int) -> tuple[Mention, ...]:
    """Words after a question word, up to what is told of what it asks for."""
    told, end = [], clause.mentions[at].end
    for mention in clause.mentions[at + 1 :]:
        if STATUS in mention.kinds or (mention.text.isascii() and clause.text[end : mention.start].strip()):
            break
        told.append(mention)
        end = mention.end
    return tuple(m for m in told if m.content)


def _phrase_before(clause: Clause, at: int) -> tuple[Mention, ...]:
    """Words that end right before a question word, with none but 的 and 是 between them."""
    told: list[Mention] = []
    start = clause.mentions[at].start
    for mention in reversed([m for m in clause.mentions[:at] if m.content]):
        if STATUS in mention.kinds or not _LINKS.fullmatch(clause.text[mention.end : start]):
            break
        told.insert(0, mention)
        start = mention.start
    return tuple(told)


def _span_in_names(clause: Clause, at: int) -> tuple[int, int] | None:
    """Where the words stand that a word says to be in names: behind it up to 的, or else before it."""
    own = clause.mentions[at]
    if own.meanings("Cue") & {"beginsName", "endsName"}:
        start = 1 + max(clause.text.rfind(word, 0, own.start) for word in _BY)
        return (start, own.start) if 0 < start < own.start <= start + LONGEST_NAME else None
    if own.text.endswith(_BEHIND_NAMES):
        before = clause.mentions[at - 1] if at else None
        return (before.start, before.end) if before and before.content and before.end == own.start else None
    ends = (m.start for m in clause.mentions[at + 1 :] if m.text == "的" or "inName" in m.meanings("Cue"))
    end = next(ends, len(clause.text))
    said = _CHARACTERS.sub("", clause.text[own.end : end])
    return (own.end, own.end + len(said)) if 1 < len(said) <= LONGEST_NAME else None


def says_kind_alone(mention: Mention) -> bool:
    """Whether a word only says what kind of quantity is asked for: 占地."""
    return {e.kind for e in mention.entries} == {"QuantityNoun"}


def divides(mention: Mention) -> bool:
    """Whether a word stands for what reports are divided into: 部分, sections."""
    return any(e.kind == "DivisionWord" for e in mention.entries)


def _asks_who_or_what(mention: Mention) -> bool:
    return bool(mention.meanings("QuestionWord") & {"entity", "person", "place"})


def _meant(mention: Mention, knowledge: Knowledge) -> frozenset[str]:
    """The places that an English name stands for, by their Chinese names."""
    forms = (mention.form, *mention.alternatives)
    return frozenset(thing for form in forms if (thing := knowledge.place_named(form)))


def _topic_of(clauses: Sequence[Clause]) -> tuple[Mention, ...]:
    """Words of some clauses that say on which matter something is asked."""
    told: list[Mention] = []
    ends = False  # whether an English topic runs on over the commas of a row
    for clause in clauses:
        part = any("ofPart" in m.meanings("Cue") for m in clause.mentions)
        if clause.asks or part:
            own, ends = _topic_within(clause)
            told += own
        elif ends or any("topic" in m.meanings("Cue") for m in clause.mentions):
            told += clause.mentions
    return tuple(told)


def _topic_within(clause: Clause) -> tuple[list[Mention], bool]:
    """The topic that a clause names which asks as well, and whether it runs on to the end of it."""
    at = next((n for n, m in enumerate(clause.mentions) if "ofPart" in m.meanings("Cue")), None)
    if at is None:
        return [], False
    runs_on = clause.mentions[at].text.isascii()
    said = clause.mentions[at + 1 :] if runs_on else clause.mentions[:at]
    asked = {STATUS, CLASS, QUESTION}
    return [m for m in said if not m.kinds & asked or LABEL in m.kinds], runs_on


def _told_on(words: Sequence[Mention], facts: Iterable[Fact], knowledge: Knowledge) -> tuple[str, ...]:
    """Facts that are told on a topic: under titles that say all of its words, or called so, or beside them.

    What is said as it is asked goes before other words for it, and before what a heading is about besides:
    食品安全方面的称号 means the one with the word in its name, and not all that stand under a heading on
    safety.
    """
    found = tuple(facts)
    for tier in (HEADING, SECTION, NAME, SENTENCE):
        own = tuple(sorted(f.iri for f in found if all(_states(f, tier, w.form, knowledge) for w in words)))
        if own:
            return own
    as_asked = [replace(w, alternatives=frozenset()) for w in words]
    for tier, said in ((HEADING, as_asked), (HEADING, words), (SECTION, as_asked), (SECTION, words)):
        own = tuple(sorted(f.iri for f in found if said and all(_says(f.tiers[tier], w) for w in said)))
        if own:
            return own
    return ()


def _states(fact: Fact, tier: int, word: str, knowledge: Knowledge) -> bool:
    """Whether a name or the sentence of a fact, or the title that it stands under, says a word as asked."""
    if tier != HEADING:
        return english_words(word) <= fact.english[tier] if word.isascii() else word in fact.tiers[tier]
    labels = knowledge.facts.labels.get(fact.heading)  # its tier tells as well what else it is about
    if labels is None:
        return False
    return english_words(word) <= english_words(labels.en) if word.isascii() else word in fold(labels.zh)


def _called_so(facts: Sequence[Fact], words: Iterable[Weighed]) -> Sequence[Fact]:
    """Those of some facts that are called by a word of the topic, as far as it tells them from the others.

    集团化办学方面的称号 means the one with the word in its name, and none that stands in a sentence with it.
    """
    for word in words:
        facts = [f for f in facts if word.mention.form in f.joined_names] or facts
    return facts


def _says(title: str, word: Mention) -> bool:
    """Whether a title says a word, in other words, or the pieces that it is made of (突出民生强保障)."""
    if any(form in title for form in (word.form, *word.alternatives) if not form.isascii()):
        return True
    return len(word.parts) > 1 and all(part in title for part in word.parts)
