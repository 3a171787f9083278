"""The engine: a question in, an answer with its sentence out; the pipeline, read from top to bottom."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from kgqa.answering.answer import Answer, Evidence, Item, OtherReading, signature
from kgqa.answering.respond import Responder, Said
from kgqa.answering.wording import Wording, load_wording
from kgqa.errors import GraphError
from kgqa.graph.opening import graph_files, in_memory, open_store, store_name
from kgqa.graph.profile import Profile, local_name, profile
from kgqa.graph.store import Store, TripleStore
from kgqa.graph.vocabulary import DP
from kgqa.ingestion.grammar import load_grammar
from kgqa.linking.facts import Fact, FactBase, load_facts
from kgqa.linking.lexicon import Lexicon, fold, load_lexicon
from kgqa.linking.mentions import Vocabulary
from kgqa.linking.works import load_works
from kgqa.meaning import Meaning
from kgqa.parsing.analysis import ASKS, Analyser
from kgqa.parsing.bounds import unanswered, why_not
from kgqa.parsing.followup import rewritten
from kgqa.parsing.interpretation import Interpretation, Interpreter
from kgqa.parsing.knowledge import Knowledge
from kgqa.parsing.misses import no_answer
from kgqa.parsing.observations import all_observed
from kgqa.parsing.ordinals import in_full
from kgqa.parsing.question import Question
from kgqa.parsing.readings import Carried, Reading, Refusal, Scope
from kgqa.query.forms import STATEMENTS, Count, Form, Lookup, Named, Passage, Things
from kgqa.query.sparql import quoting, to_sparql, union
from kgqa.ranking import Candidates, Decision, Ranker, load_models
from kgqa.resources import VOCABULARY_FILES, graph_dir, local_lexicon, ontology_dir
from kgqa.retrieval.encoder import load_encoder
from kgqa.retrieval.index import ScoredPassage
from kgqa.search import CommonWords, FindEncoder, Nearby, NearWords

_UNITS = (
    "SELECT ?unit ?label ?kind WHERE { "
    "?unit a qudt:Unit ; rdfs:label ?label ; dp:quantityKind ?kind FILTER(LANG(?label) = 'zh') }"
)
_UNITS_IN_ENGLISH = (
    "SELECT ?label ?unit WHERE { ?u a qudt:Unit ; rdfs:label ?label ; skos:prefLabel ?unit "
    "FILTER(LANG(?label) = 'en' && LANG(?unit) = 'zh') }"
)
_STAGES = "SELECT ?status ?stage WHERE { ?status dp:stage ?stage }"
_MEASURES = "SELECT ?indicator ?type WHERE { ?indicator dp:measureType ?type }"
_LEVELS = "SELECT ?level ?label WHERE { ?level skos:inScheme c:levels ; skos:prefLabel|skos:altLabel ?label }"
_COMPARABLE = "SELECT ?indicator ?other WHERE { ?indicator dp:comparableWith ?other }"
_NOTES = (
    "SELECT ?indicator ?note (LANG(?note) AS ?language) "
    "WHERE { ?indicator dp:comparisonNote ?note } ORDER BY ?note"
)
_PROVISIONAL = "SELECT ?fact WHERE { ?fact sdmx-attribute:obsStatus sdmx-code:obsStatus-P }"
_SENTENCES = (
    "SELECT ?span ?quote ?start ?end WHERE { "
    "?span dp:sentence ?s . ?s dp:quote ?quote ; dp:start ?start ; dp:end ?end }"
)
_OF_NOTHING = frozenset({"out_of_scope", "not_understood"})  # refusals of what speaks of nothing told here
# Of several refusals the one that says most of why: what the question takes for granted goes first.
_TELLING = (
    "unknown_name",
    "false_premise",
    "incompatible_units",
    "outside_period",
    "not_modelled",
    "not_stated",
)
_QUERIES_KEPT = 64
_CLARIFY_MOST = 6
_SUGGEST_MOST = 2
_LEFT_MOST = 4096
_LONGEST_NAME = 24
_SHARING = threading.Lock()
# Facts whose names are phrases of the text: no words of the vocabulary.
_TEXTS = frozenset({"State", "Relation", *STATEMENTS})


@dataclass(frozen=True)
class Step:
    """One step of the pipeline for one question, for the trace."""

    question: Question
    interpretation: Interpretation
    decision: Decision
    chosen: Reading | None
    sparql: str | None


@dataclass(frozen=True)
class Trace:
    """Everything that led to an answer."""

    steps: tuple[Step, ...]
    answer: Answer


class Engine:
    """Answers questions over one graph. Build it with :func:`open_engine`.

    ``store`` runs the queries behind answers. What all questions share, the facts and their words, is read
    once from ``copy``: the same store, or of one on a server a copy in memory, which takes few requests.
    """

    def __init__(
        self,
        store: TripleStore,
        ontology: Path,
        lexicons: Sequence[Path],
        encoder: FindEncoder = load_encoder,
    ) -> None:
        encoder = cache(encoder)  # loaded once, and only when something needs it
        self.store = store
        # A reading's query is run more than once while it is decided on.
        self._select = lru_cache(maxsize=_QUERIES_KEPT)(store.select)
        self.copy = in_memory(store)
        self.profile: Profile = profile(self.copy)
        lexicon = load_lexicon(lexicons)
        self.facts: FactBase = load_facts(self.copy, self.profile, lexicon.of_kind("OtherName"))
        if not self.facts.facts:
            raise GraphError("the graph holds no facts; build one with: kgqa build REPORT.txt -o graph")
        self.wordings: dict[str, Wording] = load_wording(ontology / "wording.toml")
        units = list(self.copy.select(_UNITS))
        unit_kinds = {r["label"]: r["kind"] for r in units} | {r["unit"]: r["kind"] for r in units}
        grammar = load_grammar(ontology).quantities
        self.vocabulary = self._vocabulary(lexicon)
        self._leads = tuple(sorted(_zh_forms(lexicon, "Leading")))
        in_english = {fold(r["label"]): r["unit"] for r in self.copy.select(_UNITS_IN_ENGLISH)}
        self.analyser = Analyser(self.vocabulary, grammar, in_english, _forms(lexicon, "PastWords"))
        self.knowledge = Knowledge(
            self.facts,
            self.profile,
            unit_kinds,
            stages={local_name(r["status"]): int(r["stage"]) for r in self.copy.select(_STAGES)},
            measures={r["indicator"]: local_name(r["type"]) for r in self.copy.select(_MEASURES)},
            levels={fold(r["label"]): local_name(r["level"]) for r in self.copy.select(_LEVELS)},
            comparable=frozenset((r["indicator"], r["other"]) for r in self.copy.select(_COMPARABLE)),
            denials=_zh_forms(lexicon, "Denial"),
            wholly=_forms(lexicon, "Wholly"),
            partly=_zh_forms(lexicon, "Partly"),
            declines=_cue_words(lexicon, "decline"),
            rises=_cue_words(lexicon, "growth"),
            additions=_cue_words(lexicon, "added"),
            heads=_forms(lexicon, "HeadWords"),
            firsts=_cue_words(lexicon, "max", "min", "rank"),
            wholes=_forms(lexicon, "WholeWords"),
            stocks=_forms(lexicon, "StockWords"),
            existence=_forms(lexicon, "ExistenceWords"),
            totals=_forms(lexicon, "TotalWords"),
            news=_forms(lexicon, "NewWords"),
            places={form: e.zh[0] for e in lexicon.of_kind("PlaceName") for form in (*e.zh, *e.en)},
            endings=_zh_forms(lexicon, "NameEnding"),
            way_endings=_zh_forms(lexicon, "WayEnding"),
            letters=_zh_forms(lexicon, "NameLetter"),
            own_place=_forms(lexicon, "OwnPlace"),
            wider=_forms(lexicon, "WiderPlace"),
            companies={form: e.zh[0] for e in lexicon.of_kind("CompanyName") for form in (*e.zh, *e.en)},
            stops=_zh_forms(lexicon, "NameStop"),
            common=CommonWords(encoder),
            absences=_zh_forms(lexicon, "Absence"),
            surnames=_zh_forms(lexicon, "Surname"),
            person_titles=_forms(lexicon, "PersonTitle"),
            stage_counters=_forms(lexicon, "StageCounter"),
            genre=tuple(frozenset((*e.zh, *e.en)) for e in lexicon.of_kind("IndicatorWord")),
            works=load_works(lexicon),
            extents=load_works(lexicon, "Extent"),
        )
        nearby = Nearby(self.copy, self.facts, lexicon, self.knowledge.district, encoder)
        self._meaning = Meaning(nearby, self.knowledge)
        self.ranker = Ranker(load_models(ontology), nearby, self._facts_of)
        self._notes: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.copy.select(_NOTES):
            self._notes[row["indicator"], row["language"]].append(row["note"])
        self.interpreter = Interpreter(self.knowledge, NearWords(self._held_forms(), encoder), nearby.nearest)
        self._provisional = {r["fact"] for r in self.copy.select(_PROVISIONAL)}
        self._sentences = {
            r["span"]: (r["quote"], int(r["start"]), int(r["end"])) for r in self.copy.select(_SENTENCES)
        }
        self._observed: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts.facts:
            if fact.category == "Observation":
                self._observed[fact.one("indicator"), fact.one("about")].append(fact)
        self._reviewed = {f.iri for f in self.facts.facts if f.one("reviewed") == "true"}
        # What conversations leave, by their questions: each goes on from what it left before.
        self._left: dict[tuple[str, ...], Carried | None] = {}

    def _vocabulary(self, lexicon: Lexicon) -> Vocabulary:
        told = [f for f in self.facts.facts if f.category not in _TEXTS]
        names = {n for f in told for n in f.names if len(n) <= _LONGEST_NAME and not ASKS.search(n)}
        things = {
            form
            for iri, labels in self.facts.labels.items()
            if f"{DP}NamedThing" in self.facts.classes.get(iri, frozenset())
            for form in labels.forms
        }
        english: dict[str, set[str]] = {}
        for labels in self.facts.labels.values():
            for label in labels.english_forms:
                english.setdefault(label, set()).update(labels.forms[:1])
        measured = {
            self.facts.labels[i] for i in {f.one("indicator") for f in told} if i in self.facts.labels
        }
        whole = {form for own in measured for form in (*own.forms, *map(fold, own.english_forms))}
        return Vocabulary(lexicon, names | things, english, self.facts.proper, whole, self.facts.other_names)

    def _held_forms(self) -> Iterable[str]:
        """Known words that some fact holds; a single character means too much."""
        known = self.vocabulary
        forms = {*known.labels, *(f for f in known.zh if known.is_content(f))}
        return (f for f in forms if len(f) > 1 and not f.isascii() and self.facts.holding(f))

    # ---------- the pipeline ----------

    def ask(self, question: str, context: Sequence[str] = (), identifier: str | None = None) -> Answer:
        """The answer to a question; ``context`` holds the questions before it, oldest first."""
        return self.trace(question, context, identifier).answer

    def trace(self, question: str, context: Sequence[str] = (), identifier: str | None = None) -> Trace:
        """The answer with every step that led to it."""
        started = time.perf_counter()
        carried = self._carry(context)
        questions = self.analyser.analyse(question)
        steps: list[Step] = []
        answers: list[Answer] = []
        for part in questions:
            for step, answer in self._in_full(part, carried) or [self._answer(part, carried)]:
                steps.append(step)
                answers.append(answer)
                carried = self._carried_on(step, answer, carried)
        if answers:
            answer = _combine(question, answers, self.wordings[questions[0].language])
        else:
            answer = self._refuse("zh", Refusal("not_understood"))
        elapsed = (time.perf_counter() - started) * 1000
        return Trace(tuple(steps), replace(answer, question=question, id=identifier, elapsed_ms=elapsed))

    def _in_full(self, question: Question, carried: Carried | None) -> list[tuple[Step, Answer]]:
        """The answers to what a follow-up asks, put in full; none where any part of it has none.

        That is the question before with the matter that it names (民生方面呢), or its own with the thing that
        it means (第一个村获评了什么).
        """
        text = rewritten(question, carried, self.knowledge) or in_full(question, carried, self.knowledge)
        told: list[tuple[Step, Answer]] = []
        before: Carried | None = None
        for part in self.analyser.analyse(text) if text else ():
            step, answer = self._answer(part, before)
            if answer.status != "answered":
                return []
            told.append((step, replace(answer, carried={"question": text})))
            before = self._carried_on(step, answer, before)
        return told

    def _answer(self, question: Question, carried: Carried | None) -> tuple[Step, Answer]:
        interpretation = self.interpreter.interpret(question, carried)
        responder = self._responder(question.language, question.decimals)
        decision = self.ranker.decide(interpretation, lambda r: self._signature(r, responder))
        reading = _together(decision.chosen)
        reason = why_not(question, reading) if reading else ""
        if reading is not None and not reason:
            reason = no_answer(interpretation.context, reading)
        if reading is not None and not reason:
            reading = self._counted(question, reading, responder)
            sparql = to_sparql(reading.form)
            answer = self._said(question, interpretation, reading, sparql, responder)
            if answer is not None:
                return Step(question, interpretation, decision, reading, sparql), answer
        refusal = interpretation.refusal or (
            Refusal(reason, reading.facts) if reading and reason else unanswered(interpretation.context)
        )
        step = Step(question, interpretation, decision, None, None)
        refusal = self._meaning.reason(question, refusal, interpretation)
        if not self._meaning.is_of_the_report(question, refusal):
            return step, self._refuse(question.language, refusal, responder, interpretation)
        told = self._meaning.told(question, refusal, interpretation)
        if told:
            return step, self._quote(question, told)
        near = self._meaning.near(question, refusal, interpretation)
        answer = self._refuse(question.language, replace(refusal, near=near), responder, interpretation)
        others = (_evidence(p) for p in self._meaning.related(question, interpretation))
        related = tuple(e for e in others if not any(_holds(e, shown) for shown in answer.evidence))
        return step, replace(answer, related=related)

    def _counted(self, question: Question, reading: Reading, responder: Responder) -> Reading:
        """A list of all there are, with their number where that is asked for as well: 有几所，是哪些."""
        form, known = reading.form, self.knowledge
        counts = question.asked >= {"number", "entity"} and not question.cues & {"each", "grade"}
        counts = (
            counts and known.unit_kinds.get(question.unit, "count" if question.counted else "") == "count"
        )
        if not counts or not isinstance(form, Named) or form.titled or form.role == "honourTitle":
            return reading
        rows = list(self._select(to_sparql(form)))
        return reading if responder.leaves_out(rows) else replace(reading, form=Count(form))

    def _facts_of(self, reading: Reading) -> list[str]:
        """The facts that the query of a reading finds."""
        rows = self._select(to_sparql(reading.form))
        return [row["fact"] for row in rows if row.get("fact")]

    def _signature(self, reading: Reading, responder: Responder) -> Hashable:
        """What a reading answers, None for nothing."""
        said = responder.respond(reading.form, self._select(to_sparql(reading.form)))
        return signature(said.items) if said else None

    def _said(
        self,
        question: Question,
        interpretation: Interpretation,
        reading: Reading,
        sparql: str,
        responder: Responder,
    ) -> Answer | None:
        """The answer of a reading, or the question back when it has several; None when it has none."""
        said = responder.respond(reading.form, self._select(sparql))
        if said is None:
            return None
        base = Answer(
            question=question.original,
            lang=question.language,
            status="answered",
            path="graph",
            text=said.text,
            answers=said.items,
            evidence=said.evidence,
            sparql=sparql,
            restated=said.restated,
            confidence=round(reading.confidence, 4),
            unused=reading.unused,
            carried=interpretation.carried,
        )
        base = replace(base, suggestions=self._suggestions(reading.facts, responder, others=True))
        values = [i for i in said.items if i.role == "answer"]
        if isinstance(reading.form, Lookup) and len({(i.value, i.unit) for i in values}) > 1:
            return self._clarify(base, values, responder)
        return base

    def _clarify(self, base: Answer, values: Sequence[Item], responder: Responder) -> Answer:
        by_iri = {f.iri: f for f in self.facts.facts}
        readings = []
        for item in values[:_CLARIFY_MOST]:
            _, start, end = self.facts.quotes[by_iri[item.iri].span]
            evidence = [e for e in base.evidence if e.start == start and e.end == end]
            readings.append(OtherReading(responder.restate(item), (item,), tuple(evidence), base.sparql))
        wording = responder.wording
        words = "；".join(
            wording.say(
                "clarify.reading",
                restated=r.restated,
                value=wording.quantity(i) if i.value is not None else i.text,
            )
            for r, i in zip(readings, values, strict=False)
        )
        return replace(
            base,
            status="clarify",
            text=wording.say("clarify.which", readings=words),
            readings=tuple(readings),
            answers=(),
        )

    def _quote(self, question: Question, told: ScoredPassage) -> Answer:
        """A passage as the answer to an open question, word for word and marked as text."""
        wording, evidence = self.wordings[question.language], _evidence(told)
        return Answer(
            question=question.original,
            lang=question.language,
            status="answered",
            path="text",
            text=wording.say("passage.text", quote=evidence.quote),
            answers=(Item("text", text=evidence.quote, iri=evidence.iri),),
            evidence=(evidence,),
            confidence=min(1.0, told.dense or 0.0),
        )

    def _refuse(
        self,
        language: str,
        refusal: Refusal,
        responder: Responder | None = None,
        interpretation: Interpretation | None = None,
    ) -> Answer:
        wording = self.wordings[language]
        years = wording.join(str(y) for y in self.profile.years)
        asked = wording.join(map(str, _years_said(interpretation))) if interpretation else ""
        key = refusal.reason
        if key == "outside_period" and interpretation and not _years_said(interpretation):
            key = "outside_period_untold"
        text = wording.say(f"refusal.{key}", unknown=wording.join(refusal.unknown), years=years, asked=asked)
        evidence: tuple[Evidence, ...] = ()
        near = tuple(fact for fact in refusal.near if fact.category == "Observation")
        if near and responder:
            form = Lookup(all_observed(near))
            said = responder.respond(form, self.store.select(to_sparql(form)))
            if said:
                text += wording.say("refusal.near", facts=said.text.rstrip("。."))
                evidence = said.evidence
        suggestions = self._suggestions(near, responder, others=False) if responder else ()
        return Answer(
            question="",
            lang=language,
            status="refused",
            reason=refusal.reason,
            text=text,
            evidence=evidence,
            unused=refusal.unknown,
            suggestions=suggestions,
        )

    def _suggestions(self, facts: Sequence[Fact], responder: Responder, others: bool) -> tuple[str, ...]:
        """Questions known to have answers: the facts at hand, or the same indicators in the other year."""
        wanted = [f for f in facts if f.one("indicator")][:_SUGGEST_MOST]
        if others:
            keys = {(f.one("indicator"), f.one("about")): f.year for f in wanted}
            wanted = [f for key, year in keys.items() for f in self._observed[key] if f.year != year]
        told = []
        for fact in wanted[:_SUGGEST_MOST]:
            about = (
                ""
                if fact.one("about") == self.knowledge.district
                else self.facts.name(fact.one("about"), responder.wording.language)
            )
            key = "target" if fact.kind == "target" else "actual"
            label = self.facts.name(fact.one("indicator"), responder.wording.language)
            told.append(responder.wording.say(f"suggestion.{key}", year=fact.year, about=about, label=label))
        return tuple(dict.fromkeys(told))

    def saying(self, form: Form, language: str) -> Said | None:
        """What the query of a form answers; None where it finds nothing."""
        return self._responder(language).respond(form, self.store.select(to_sparql(form)))

    # ---------- for calibration ----------

    def candidates(self, question: str, context: Sequence[str] = ()) -> Candidates | None:
        """The readings that a single question within bounds is decided between; None for any other."""
        interpretation = self._single(question, context)
        return self.ranker.candidates(interpretation) if interpretation else None

    def answer_of(self, question: str, context: Sequence[str], reading: Reading) -> Answer | None:
        """The answer that a reading of a single question gives."""
        interpretation = self._single(question, context)
        if interpretation is None:
            return None
        own = interpretation.question
        return self._said(
            own, interpretation, reading, to_sparql(reading.form), self._responder(own.language, own.decimals)
        )

    @lru_cache(maxsize=8)  # noqa: B019 - an engine lives as long as the program
    def _single(self, question: str, context: Sequence[str]) -> Interpretation | None:
        parts = self.analyser.analyse(question)
        if len(parts) != 1:
            return None
        interpretation = self.interpreter.interpret(parts[0], self._carry(context))
        return None if interpretation.refusal else interpretation

    # ---------- conversation ----------

    def _carry(self, context: Sequence[str]) -> Carried | None:
        """What the questions before leave: facts, scope, words; of one without an answer the words alone."""
        carried: Carried | None = None
        for end in range(1, len(context) + 1):
            conversation = tuple(context[:end])
            kept = self._left
            if conversation not in kept:
                if len(kept) >= _LEFT_MOST:
                    kept = self._left = {}
                kept[conversation] = self._carry_on(conversation[-1], carried)
            carried = kept[conversation]
        return carried

    def _carry_on(self, question: str, carried: Carried | None) -> Carried | None:
        for part in self.analyser.analyse(question):
            for step, answer in self._in_full(part, carried) or [self._answer(part, carried)]:
                carried = self._carried_on(step, answer, carried)
        return carried

    def _carried_on(self, step: Step, answer: Answer, carried: Carried | None) -> Carried | None:
        """What a question leaves; one that finds nothing leaves what it found for the one after it."""
        left = self._left_by(step, answer, carried)
        facts = step.chosen.facts if step.chosen else ()
        if carried and (carried.facts or carried.things) and not (facts or left.things or left.told):
            return carried
        return carried if answer.reason in _OF_NOTHING else left

    def _left_by(self, step: Step, answer: Answer, earlier: Carried | None) -> Carried:
        """What a question leaves for the next one, after what was left before it."""
        facts = step.chosen.facts or self._of_one_thing(step.chosen) if step.chosen else ()
        before = earlier.facts if earlier else ()
        question = step.interpretation.question
        told = self._told_by(step.chosen) if step.chosen else ()
        form = step.chosen.form if step.chosen else None
        single = isinstance(form, Lookup) and len(facts) == 1 and bool(facts[0].one("value"))
        run = (*(earlier.run if earlier else ()), *facts) if single else ()
        return Carried(facts, self._scope_of(step), question, before, _things_in(answer), told, form, run)

    def _told_by(self, reading: Reading) -> tuple[Fact, ...]:
        """The statements that an answer in the report's words gives."""
        if not isinstance(reading.form, Passage):
            return ()
        index = self.knowledge.index
        found = dict.fromkeys(iri for iri in self._facts_of(reading) if iri in index)
        return tuple(self.knowledge.facts.facts[index[iri]] for iri in found)

    def _of_one_thing(self, reading: Reading) -> tuple[Fact, ...]:
        """What tells of the only thing that class, state and place pick: which quarter is excavated."""
        if not isinstance(reading.form, Things):
            return ()
        rows = [row for row in self._select(to_sparql(reading.form)) if row.get("fact")]
        if len({row["item"] for row in rows}) != 1:
            return ()
        known = self.knowledge
        return tuple(known.facts.facts[known.index[r["fact"]]] for r in rows[:1] if r["fact"] in known.index)

    @staticmethod
    def _scope_of(step: Step) -> Scope:
        facts = step.chosen.facts if step.chosen else ()
        years = step.interpretation.scope.years or tuple(dict.fromkeys(f.year for f in facts if f.year))
        return Scope(years[:1], step.interpretation.scope.kinds)

    def _responder(self, language: str, decimals: int | None = None) -> Responder:
        return Responder(
            self.wordings[language],
            self.name,
            self._reviewed.__contains__,
            self._document,
            self._sentence_of,
            lambda one, other: self._caveat(one, other, language),
            self._leads,
            decimals,
        )

    def _caveat(self, one: str, other: str, language: str) -> str:
        """What is to be minded when values of two indicators, or of one in two years, are compared."""
        notes = self._notes.get((one, language), [])
        shared = [note for note in notes if note in self._notes.get((other, language), [])]
        return shared[0] if shared else ""

    def knows(self, words: str) -> bool:
        """Whether words of a question have a meaning already, by the lexicon or as a name."""
        return self.vocabulary.knows(fold(words))

    def name(self, iri: str, language: str) -> str:
        """The preferred name of a thing, a class, a property or a code."""
        if language == "provisional":
            return "true" if iri in self._provisional else "false"
        if iri in self.profile.class_labels:
            return self.profile.class_labels[iri].get(language, iri)
        if iri in self.profile.property_labels and iri not in self.facts.labels:
            return self.profile.property_labels[iri].get(language, iri)
        return self.facts.name(iri, language)

    def _document(self, span: str) -> str:
        return next((d.id for d in self.profile.documents if span.startswith(d.iri.rsplit("/", 1)[0])), "")

    def _sentence_of(self, span: str) -> tuple[str, int, int]:
        return self._sentences.get(span) or self.facts.quotes[span]


def open_engine(
    graphs: Sequence[Path] = (),
    ontology: Path | None = None,
    lexicons: Sequence[Path] = (),
    encoder: FindEncoder = load_encoder,
    store: TripleStore | None = None,
) -> Engine:
    """An engine over a store that is open, or over graph files; by default over the store that ``KGQA_STORE``
    names, or else over every ``.trig`` of the project's graph folder.

    Raises:
        GraphError: there is no graph, or a file cannot be read.
    """
    folder = ontology or ontology_dir()
    words = [folder / name for name in VOCABULARY_FILES]
    if store is None:
        store = Store.load([*words, *graphs]) if graphs else open_store(lambda: [*words, *graph_files()])
    return Engine(store, folder, list(lexicons) or _lexicons_of(folder), encoder)


def _lexicons_of(ontology: Path) -> list[Path]:
    """The words that come with the ontology, and those that were accepted here."""
    shipped = [ontology / name for name in ("lexicon.ttl", "gazetteer.ttl")]
    return [*shipped, *(path for path in [local_lexicon()] if os.path.isfile(path))]


def shared_engine() -> Engine:
    """The engine over the project's graph, shared by all that run in one process.

    It is opened once, and again after the graph's files or the accepted words have changed.
    """
    with _SHARING:
        return _the_engine(sources_stamp())


def sources_stamp() -> Hashable:
    """Equal as long as nothing has changed that the shared engine was opened from."""
    files = [local_lexicon(), *([] if store_name() else sorted(graph_dir().glob("*.trig")))]
    return tuple(_stamp(path) for path in files)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return "", 0, 0
    return str(path), status.st_mtime_ns, status.st_size


@lru_cache(maxsize=1)
def _the_engine(stamp: Hashable) -> Engine:
    return open_engine()


def _forms(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return frozenset(form for entry in lexicon.of_kind(kind) for form in (*entry.zh, *entry.en))


def _zh_forms(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return frozenset(form for entry in lexicon.of_kind(kind) for form in entry.zh)


def _years_said(interpretation: Interpretation) -> tuple[int, ...]:
    """The years that a question names in digits and the report does not speak of."""
    known = interpretation.context.knowledge.profile.years
    return tuple(y for y in interpretation.question.years if y not in known)


def _cue_words(lexicon: Lexicon, *cues: str) -> frozenset[str]:
    """Chinese words of cues; a single character means too much."""
    return frozenset(f for e in lexicon.of_kind("Cue") if e.meaning in cues for f in e.zh if len(f) > 1)


def _evidence(found: ScoredPassage) -> Evidence:
    passage = found.passage
    return Evidence(passage.text, passage.section, passage.start, passage.end, passage.document, passage.iri)


def _holds(whole: Evidence, part: Evidence) -> bool:
    return whole.document == part.document and whole.start <= part.start and part.end <= whole.end


def _together(chosen: Sequence[Reading]) -> Reading | None:
    """The chosen reading; of several, which are as good as each other, one with all their values or texts."""
    if len(chosen) < 2:
        return next(iter(chosen), None)
    headings = tuple(h for r in chosen if isinstance(r.form, Passage) for h in r.form.headings)
    if headings:
        whole = sum(r.confidence for r in chosen)
        return replace(chosen[0], form=Passage(tuple(dict.fromkeys(headings))), confidence=whole)
    observed = tuple(o for r in chosen if isinstance(r.form, Lookup) for o in r.form.observed)
    facts = tuple(f for r in chosen for f in r.facts)
    return replace(
        chosen[0], form=Lookup(observed), facts=facts, confidence=sum(r.confidence for r in chosen)
    )


def _by_telling(answer: Answer) -> int:
    return _TELLING.index(answer.reason) if answer.reason in _TELLING else len(_TELLING)


def _things_in(answer: Answer) -> tuple[str, ...]:
    """The things that an answer names."""
    return tuple(i.iri for i in answer.answers if i.kind == "entity" and i.role == "answer" and i.iri)


def _combine(question: str, answers: Sequence[Answer], wording: Wording) -> Answer:
    """Answers to several questions as one: all of them, or the first refusal with what the others found.

    A part in which nothing at all was understood is a manner of speaking and asks nothing.
    """
    heard = [a for a in answers if a.reason != "not_understood"] or list(answers)
    if len(heard) == 1:
        return replace(heard[0], question=question)
    answered = [a for a in heard if a.status == "answered"]
    refused = min((a for a in heard if a.status == "refused"), key=_by_telling, default=None)
    evidence = _evidence_of(heard)
    texts = list(dict.fromkeys(a.text for a in answered))
    if refused is not None:
        near = wording.say("refusal.near", facts=_joined(texts).rstrip("。.")) if texts else ""
        related = tuple(e for e in refused.related if not any(_holds(e, shown) for shown in evidence))
        return replace(refused, text=refused.text + near, evidence=evidence, related=related)
    unclear = next((a for a in heard if a.status != "answered"), None)
    if unclear is not None:
        told = [*answered, unclear]
        return replace(
            unclear,
            text=_joined([*texts, unclear.text]),
            evidence=_evidence_of(told),
            sparql=_queries(told),
        )
    by_graph = [a for a in answered if a.sparql]
    return replace(
        (by_graph or answered)[0],
        sparql=_queries(answered),
        text=_joined(texts),
        answers=tuple(dict.fromkeys(i for a in answered for i in a.answers)),
        evidence=evidence,
        restated="；".join(a.restated for a in answered if a.restated),
        confidence=min(a.confidence for a in answered),
    )


def _evidence_of(answers: Sequence[Answer]) -> tuple[Evidence, ...]:
    return tuple({e.iri: e for a in answers for e in a.evidence}.values())


def _queries(answers: Sequence[Answer]) -> str | None:
    """One query that finds what answers say; None where all of them are words of the report alone."""
    if not any(a.sparql for a in answers):
        return None
    return union([a.sparql or quoting(e.iri for e in a.evidence) for a in answers])


def _joined(texts: Sequence[str]) -> str:
    """Sentences one after the other, with a blank after an English one."""
    return "".join(f"{t} " if t.isascii() or t.endswith((".", ".)")) else t for t in texts).rstrip()
