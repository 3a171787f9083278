"""A reading as RDF: one node for each fact, each pointing to the words that state it.

IRIs are stable over years and reports: places, things and indicators are named after their label (pinyin and
a short hash), observations after their dimensions, spans after their offsets. Nothing carries a running
number, and quads are sorted, so that the same text gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox
from pypinyin import Style, lazy_pinyin

from kgqa.graph.vocabulary import (
    BOUND_CODES,
    CODE,
    DCT,
    DP,
    INDICATOR,
    OA,
    QB,
    QUDT,
    RDF,
    RDFS,
    RESOURCE,
    SDMX_ATTRIBUTE,
    SDMX_CODE,
    SKOS,
    UNIT,
    XSD,
)
from kgqa.ingestion.measure_types import MeasureTypes
from kgqa.ingestion.metadata import Metadata
from kgqa.ingestion.model import Clause, Entity, Honour, Observation, Origin, Reading
from kgqa.ingestion.origins import strongest
from kgqa.ingestion.plan import MEASURE
from kgqa.ingestion.review import Comparison, Name, Review
from kgqa.text.segmentation import Document, Section, Sentence, Span, split_spans

_SLUG = 48
_CONTEXT = 16
_IMPRINT_LINES = 3  # at the end of a report
_SYLLABLE = re.compile(r"[^a-z0-9]+")
_QUDT_UNIT = "http://qudt.org/vocab/unit/"
_BARE_UNITS = {"amount": "元"}  # 总投资65.82亿: an amount without a unit is money
_NO_UNIT = "无单位"


def _in_words(day: date | None) -> str:
    """A day as reports write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@lru_cache(maxsize=4096)
def slug(label: str) -> str:
    """ASCII name of a label that never changes: pinyin and six digits of its hash.

    >>> slug("道路")
    'dao-lu-a44c7b'
    """
    words = "-".join(lazy_pinyin(label, style=Style.NORMAL, errors="-".join))
    plain = _SYLLABLE.sub("-", words.lower()).strip("-")[:_SLUG].strip("-")
    return f"{plain}-{hashlib.sha256(label.encode()).hexdigest()[:6]}"


def _unquoted(name: str) -> str:
    """A name without quotation marks around all of it; marks inside stay: “三标”活动."""
    inner = name[1:-1]
    return inner if name[:1] == "“" and name[-1:] == "”" and "“" not in inner and "”" not in inner else name


class GraphWriter:
    """States a reading as quads of one named graph.

    ``catalogue`` maps labels of known indicators to their IRIs, ``other_names`` their other names where only
    one has them, ``units`` spellings of units to IRIs; ``carriers`` are the classes of things by which
    measures are carried out, ``name_exceptions`` words in which a name only seems to stand.
    """

    def __init__(
        self,
        document: Document,
        metadata: Metadata,
        review: Review,
        catalogue: Mapping[str, str],
        other_names: Mapping[str, str],
        units: Mapping[str, str],
        measure_types: MeasureTypes,
        carriers: frozenset[str],
        name_exceptions: tuple[str, ...],
    ) -> None:
        self.document = document
        self.metadata = metadata
        self.review = review
        self.catalogue = catalogue
        self.other_names = other_names
        self.units = units
        self.measure_types = measure_types
        self.carriers = carriers
        self.name_exceptions = name_exceptions
        self.base = f"{RESOURCE}{metadata.id}/"
        self.things = f"{RESOURCE}{slug(metadata.place)}/"
        self.graph = ox.NamedNode(f"{self.base}graph")
        self.triples: set[ox.Triple] = set()
        self.names: dict[str, str] = {}
        self.longest_first: list[str] = []
        self.english: dict[str, str] = {}
        self.stated: dict[str, tuple[Span, Origin]] = {}
        self.related: dict[str, Origin] = {}
        self.categories: dict[str, str] = {}
        self.typed: set[str] = set()
        self.measured: list[tuple[Span, str]] = []
        self.warnings: list[str] = []

    def quads(self, reading: Reading) -> list[ox.Quad]:
        """Quads of the document and its reading, sorted."""
        self._document()
        self._cover()
        self._sections()
        self._entities(reading)
        self._observations(reading.observations)
        self._states(reading)
        self._honours(reading.honours)
        self._enumerations(reading)
        self._clauses(reading)
        self._plan(reading)
        self._places()
        quads = [ox.Quad(t.subject, t.predicate, t.object, self.graph) for t in self.triples]
        return sorted(quads, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))

    # ---------- terms ----------

    def _add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal | str) -> None:
        term = ox.NamedNode(value) if isinstance(value, str) else value
        self.triples.add(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term))

    def _text(self, subject: str, predicate: str, words: str, language: str | None = None) -> None:
        if words:
            self._add(
                subject, predicate, ox.Literal(words, language=language) if language else ox.Literal(words)
            )

    def _integer(self, subject: str, predicate: str, number: int) -> None:
        self._add(subject, predicate, ox.Literal(str(number), datatype=ox.NamedNode(f"{XSD}integer")))

    def _decimal(self, subject: str, predicate: str, number: Decimal) -> None:
        plain = format(number.normalize(), "f")
        self._add(subject, predicate, ox.Literal(plain, datatype=ox.NamedNode(f"{XSD}decimal")))

    def _boolean(self, subject: str, predicate: str, value: bool) -> None:
        self._add(
            subject,
            predicate,
            ox.Literal("true" if value else "false", datatype=ox.NamedNode(f"{XSD}boolean")),
        )

    def _date(self, subject: str, predicate: str, value: date | None) -> None:
        if value:
            self._add(subject, predicate, ox.Literal(value.isoformat(), datatype=ox.NamedNode(f"{XSD}date")))

    # ---------- document, sections, spans ----------

    def _document(self) -> None:
        node, told = self._document_iri(), self.metadata
        self._add(node, f"{RDF}type", f"{DP}PlanDocument")
        self._text(node, f"{DCT}title", told.title, "zh")
        self._text(node, f"{DCT}title", told.title_en, "en")
        self._text(node, f"{DCT}identifier", told.id)
        self._integer(node, f"{DP}reportsOn", told.reports_on)
        self._integer(node, f"{DP}plansFor", told.plans_for)
        self._text(node, f"{DP}textDigest", self.document.digest)
        self._integer(node, f"{DP}textLength", len(self.document.text))
        self._boolean(node, f"{DP}draft", told.draft)
        self._text(node, f"{DP}deliveredAt", told.delivered_at, "zh")
        self._text(node, f"{DP}printedBy", told.printed_by, "zh")
        self._text(node, f"{DP}onBehalfOf", told.on_behalf_of, "zh")
        self._text(node, f"{DP}submittedFor", told.request, "zh")
        self._date(node, f"{DCT}issued", told.delivered)
        self._date(node, f"{DP}printedOn", told.printed)

    def _cover(self) -> None:
        """Cover and imprint state the document's own facts: its name, author, dates, request."""
        told, text = self.metadata, self.document.text
        cover = self.document.sections[0].span
        spans = split_spans(text, cover, "\n")
        imprint = split_spans(text, replace(cover, start=cover.end, end=len(text)), "\n")[-_IMPRINT_LINES:]
        named = (told.title, told.author, told.request, _in_words(told.delivered))
        printed = (told.printed_by, _in_words(told.printed))
        for lines, marks in ((spans, named), (imprint, printed)):
            for span in lines:
                words = span.of(text)
                if any(mark and mark in words for mark in marks):
                    stated = replace(span, end=span.start + len(words.rstrip("。")))
                    self._add(self._document_iri(), f"{DP}statedIn", self._span(stated))

    def _document_iri(self) -> str:
        return f"{self.base}document"

    def _sections(self) -> None:
        for order, section in enumerate(self.document.sections):
            node = self._section_iri(section.number)
            self._add(node, f"{RDF}type", f"{DP}Section")
            self._text(node, f"{DP}number", section.number)
            self._text(node, f"{DCT}title", section.title, "zh")
            name = self.review.section_titles.get(section.number)
            for english in name.english if name else ():
                self._text(node, f"{DCT}title", english, "en")
            self._integer(node, f"{DP}order", order)
            self._add(node, f"{DCT}isPartOf", self._parent(section))
            if section.title_span:
                self._add(node, f"{DP}statedIn", self._span(section.title_span))
        for sentence in self.document.glossary:  # it states nothing, but its words can be found
            self._span(sentence.span)
        for heading in self.document.headings:
            node = self._heading_iri(heading.span)
            self._add(node, f"{RDF}type", f"{DP}Heading")
            self._text(node, f"{DCT}title", heading.title, "zh")
            heading_name = self._heading_name(heading.span)
            if heading_name:
                for english in heading_name.english:
                    self._text(node, f"{DCT}title", english, "en")
                self._alternatives(node, heading_name)
            self._integer(node, f"{DP}order", heading.span.start)
            self._add(node, f"{DP}inSection", self._section_iri(heading.section))
            self._add(node, f"{DP}statedIn", self._span(heading.span))

    def _heading_name(self, span: Span) -> Name | None:
        return next((n for s, n in self.review.headings.items() if s.covers(span) or span.covers(s)), None)

    def _parent(self, section: Section) -> str:
        part = section.number.split(".")[0]
        intro = f"{part}.0"
        numbers = {s.number for s in self.document.sections}
        if "." in section.number and section.number != intro and intro in numbers:
            return self._section_iri(intro)
        return self._document_iri()

    def _section_iri(self, number: str) -> str:
        return f"{self.base}section/{number}"

    def _heading_iri(self, span: Span) -> str:
        return f"{self.base}heading/{span.start}-{span.end}"

    def _sentence(self, span: Span) -> Sentence | None:
        return next((s for s in self.document.sentences if s.span.start <= span.start < s.span.end), None)

    def _span(self, span: Span) -> str:
        node = f"{self.base}span/{span.start}-{span.end}"
        text = self.document.text
        self._add(node, f"{RDF}type", f"{DP}TextSpan")
        self._text(node, f"{DP}quote", span.of(text), "zh")
        self._integer(node, f"{DP}start", span.start)
        self._integer(node, f"{DP}end", span.end)
        self._add(node, f"{OA}hasSource", self._document_iri())
        self._add(node, f"{DP}inSection", self._section_iri(self.document.section_at(span.start).number))
        position, quote = f"{node}/position", f"{node}/quote"
        self._add(node, f"{OA}hasSelector", position)
        self._add(node, f"{OA}hasSelector", quote)
        self._add(position, f"{RDF}type", f"{OA}TextPositionSelector")
        self._integer(position, f"{OA}start", span.start)
        self._integer(position, f"{OA}end", span.end)
        self._add(quote, f"{RDF}type", f"{OA}TextQuoteSelector")
        self._text(quote, f"{OA}exact", span.of(text), "zh")
        self._text(quote, f"{OA}prefix", text[max(0, span.start - _CONTEXT) : span.start], "zh")
        self._text(quote, f"{OA}suffix", text[span.end : span.end + _CONTEXT], "zh")
        sentence = self._sentence(span)
        if sentence and sentence.span != span and sentence.span.covers(span):
            self._add(node, f"{DP}sentence", self._span(sentence.span))
        return node

    def _statement(self, node: str, category: str, span: Span, year: int, kind: str, origin: Origin) -> None:
        self._add(node, f"{RDF}type", f"{DP}{category}")
        self._add(node, f"{DP}statedIn", self._span(span))
        if year:
            self._integer(node, f"{DP}year", year)
        if kind:
            self._add(node, f"{DP}kind", f"{CODE}{kind}")
        first, told = self.stated.get(node, (span, origin))
        self.stated[node] = (span if span.start < first.start else first, strongest((told, origin)))
        for name in self._mentioned(span.of(self.document.text)):
            self._add(node, f"{DP}mentions", self.names[name])

    def _places(self) -> None:
        """Where each statement is made first, and who read it."""
        for node, origin in self.related.items():
            self._origin(node, origin)
        for node, (span, origin) in self.stated.items():
            self._origin(node, origin)
            section = self.document.section_at(span.start).number
            self._add(node, f"{DP}inSection", self._section_iri(section))
            sentence = self._sentence(span)
            if sentence and sentence.heading:
                self._add(node, f"{DP}underHeading", self._heading_iri(sentence.heading.span))

    def _origin(self, node: str, origin: Origin) -> None:
        self._boolean(node, f"{DP}reviewed", origin != "machine")
        self._add(node, f"{DP}origin", f"{CODE}{origin}")

    def _mentioned(self, words: str) -> list[str]:
        """Longest names that stand in the words, without those that only stand inside a longer one."""
        found = []
        rest = words
        for exception in self.name_exceptions:
            rest = rest.replace(exception, "\n")
        if len(self.longest_first) != len(self.names):
            self.longest_first = sorted(self.names, key=lambda n: (-len(n), n))
        for name in self.longest_first:
            if len(name) > 1 and name in rest:
                found.append(name)
                rest = rest.replace(name, "\n")
        return found

    # ---------- named things ----------

    def _entities(self, reading: Reading) -> None:
        district = self.metadata.place
        merged: dict[str, list[Entity]] = defaultdict(list)
        for entity in reading.entities:
            merged[entity.name].append(entity)
        for name, entities in merged.items():
            iri = f"{self.things}{slug(name)}"
            for label in (name, *(a for e in entities for a in e.aliases)):
                if label not in merged or label == name:
                    self.names.setdefault(label, iri)
        if district not in self.names:
            self.names[district] = f"{self.things}{slug(district)}"
            self._add(self.names[district], f"{RDF}type", f"{DP}Place")
            self._text(self.names[district], f"{SKOS}prefLabel", district, "zh")
            self._text(self.names[district], f"{SKOS}prefLabel", self.metadata.place_en, "en")
        for name, entities in merged.items():
            self._entity(self.names[name], name, entities)
        if self.metadata.author:
            author = self._thing(self.metadata.author, "PublicBody")
            self._add(self._document_iri(), f"{DCT}creator", author)
        self._add(self._document_iri(), f"{DCT}spatial", self.names[district])

    def _entity(self, iri: str, name: str, entities: list[Entity]) -> None:
        self._add(iri, f"{RDF}type", f"{DP}{entities[0].category}")
        self._text(iri, f"{SKOS}prefLabel", name, "zh")
        english = [e for entity in entities for e in entity.english]
        for words in english:
            self._english(iri, words)
        for alias in sorted({a for entity in entities for a in entity.aliases} - {name}):
            self._text(iri, f"{SKOS}altLabel", alias, "zh")
        for entity in entities:
            self._add(iri, f"{DP}statedIn", self._span(entity.span))
            for holder in entity.part_of:
                if self.names.get(holder) != iri:
                    self._relation(
                        iri, f"{DP}partOf", self._thing(holder, "Place"), entity.span, entity.origin
                    )
        self.categories[iri] = entities[0].category
        self._origin(iri, strongest(e.origin for e in entities))

    def _relation(self, subject: str, predicate: str, holder: str, span: Span, origin: Origin) -> None:
        """A plain edge and the statement that sources it."""
        self._add(subject, predicate, holder)
        key = hashlib.sha256(f"{subject}|{predicate}|{holder}".encode()).hexdigest()[:10]
        node = f"{self.base}relation/{key}"
        self._add(node, f"{RDF}type", f"{DP}Relation")
        self._add(node, f"{RDF}subject", subject)
        self._add(node, f"{RDF}predicate", predicate)
        self._add(node, f"{RDF}object", holder)
        self._add(node, f"{DP}statedIn", self._span(span))
        self.related[node] = strongest((self.related.get(node, origin), origin))

    def _thing(self, name: str, category: str = "NamedThing") -> str:
        """IRI of a name; a name that nobody described becomes a thing of the given class."""
        if name in self.names:
            return self.names[name]
        iri = f"{self.things}{slug(name)}"
        self.names[name] = iri
        self._add(iri, f"{RDF}type", f"{DP}{category}")
        self._text(iri, f"{SKOS}prefLabel", name, "zh")
        self._origin(iri, "machine")
        return iri

    def _alternatives(self, node: str, name: Name) -> None:
        for alias in name.aliases:
            self._text(node, f"{SKOS}altLabel", alias, "zh")
        for alias in name.english_aliases:
            self._text(node, f"{SKOS}altLabel", alias, "en")

    # ---------- observations ----------

    def _observations(self, observations: Iterable[Observation]) -> None:
        dimensions: dict[tuple[object, ...], set[str]] = defaultdict(set)
        labels: dict[tuple[object, ...], str] = {}
        for observation in observations:
            indicator = self._indicator(observation.indicator, observation.base_unit)
            about = self._thing(observation.about)
            key = (
                indicator,
                about,
                observation.year,
                observation.kind,
                observation.basis,
                observation.condition,
            )
            value = f"{observation.bound}{observation.value_text}{observation.unit}"
            dimensions[key].add(value)
            digest = hashlib.sha256("|".join(map(str, (*key, value))).encode()).hexdigest()[:10]
            node = f"{self.base}observation/{digest}"
            self._statement(
                node,
                "Observation",
                observation.span,
                observation.year,
                observation.kind,
                observation.origin,
            )
            self.measured.append((observation.number, node))
            self._add(node, f"{RDF}type", f"{QB}Observation")
            self._add(node, f"{QB}dataSet", f"{self.base}dataset")
            self._add(node, f"{DP}indicator", indicator)
            self._add(node, f"{DP}about", about)
            self._add(node, f"{DP}basis", f"{CODE}{observation.basis}")
            self._value(node, observation)
            self._text(node, f"{DP}condition", observation.condition, "zh")
            self._text(node, f"{DP}deadline", observation.deadline, "zh")
            if observation.direction:
                self._add(node, f"{DP}direction", f"{CODE}{observation.direction}")
            if observation.relative_to:
                self._add(node, f"{DP}relativeTo", self._indicator(observation.relative_to, ""))
            if observation.provisional:
                self._add(node, f"{SDMX_ATTRIBUTE}obsStatus", f"{SDMX_CODE}obsStatus-P")
            for member in observation.members:
                self._add(node, f"{DP}member", self._thing(_unquoted(member), "Topic"))
            if observation.members and observation.bound == "=" and self._counts(observation):
                self._boolean(node, f"{DP}complete", observation.base_value == len(observation.members))
            labels[key] = f"{observation.indicator}, {observation.about}, {observation.year}"
        for compared in self.review.comparisons:
            self._comparable(compared)
        for what, values in dimensions.items():
            if len(values) > 1 and {v[:2] for v in values} != {">=", "<="}:  # 8至10个 is one range
                self.warnings.append(f"two values of {labels[what]}: {', '.join(sorted(values))}")
        dataset = f"{self.base}dataset"
        self._add(dataset, f"{RDF}type", f"{QB}DataSet")
        self._add(dataset, f"{QB}structure", f"{DP}observationStructure")
        self._text(dataset, f"{DCT}title", f"{self.metadata.title}：指标值", "zh")

    def _value(self, node: str, observation: Observation) -> None:
        if observation.bound:
            self._add(node, f"{DP}bound", f"{CODE}{BOUND_CODES[observation.bound]}")
        self._text(node, f"{DP}valueText", observation.value_text)
        if observation.value is None or observation.base_value is None:
            return
        self._decimal(node, f"{DP}value", observation.value)
        self._decimal(node, f"{DP}baseValue", observation.base_value)
        self._text(node, f"{DP}unitText", observation.unit)
        self._add(node, f"{DP}unit", self._unit(observation))

    def _unit(self, observation: Observation) -> str:
        """IRI of the unit; a spelling that the list of units lacks is a measure word of counted things."""
        spelling = observation.base_unit or _BARE_UNITS.get(self._measure_type(observation.indicator), "")
        if spelling in self.units:
            return self.units[spelling]
        unit = f"{UNIT}{slug(spelling) if spelling else 'none'}"
        kind, base = ("count", "NUM") if spelling else ("ratio", "UNITLESS")
        self._add(unit, f"{RDF}type", f"{QUDT}Unit")
        self._text(unit, f"{RDFS}label", spelling or _NO_UNIT, "zh")
        self._text(unit, f"{SKOS}prefLabel", spelling or _NO_UNIT, "zh")
        self._text(unit, f"{DP}quantityKind", kind)
        self._decimal(unit, f"{QUDT}conversionMultiplier", Decimal(1))
        self._add(unit, f"{QUDT}scalingOf", f"{_QUDT_UNIT}{base}")
        return unit

    def _measure_type(self, label: str) -> str:
        return next(
            (n.measure_type for n in self.review.indicators if n.label == label and n.measure_type), ""
        )

    def _comparable(self, compared: Comparison) -> None:
        one, other = self._indicator(compared.label, ""), self._indicator(compared.other, "")
        for indicator, counterpart in {(one, other), (other, one)}:
            self._text(indicator, f"{DP}comparisonNote", compared.note, "zh")
            self._text(indicator, f"{DP}comparisonNote", compared.note_english, "en")
            if indicator != counterpart:
                self._add(indicator, f"{DP}comparableWith", counterpart)

    def _counts(self, observation: Observation) -> bool:
        """Whether the value counts things one by one, so that its members can be all of them."""
        return self.measure_types.unit_kinds.get(observation.base_unit) == "count"

    def _indicator(self, label: str, unit: str) -> str:
        iri = self.catalogue.get(label) or f"{INDICATOR}{slug(label)}"
        if label not in self.catalogue:
            self._add(iri, f"{RDF}type", f"{DP}Indicator")
            self._text(iri, f"{SKOS}prefLabel", label, "zh")
            if known := self.other_names.get(label):
                self._add(iri, f"{SKOS}closeMatch", known)
        english: list[str] = []
        for name in self.review.indicators:
            if name.label == label:
                english += [e for e in (*name.english, *name.english_aliases) if e not in english]
                for alias in name.aliases:
                    if alias != label:
                        self._text(iri, f"{SKOS}altLabel", alias, "zh")
        for words in english:
            self._english(iri, words)
        sort = self._measure_type(label) or self.measure_types.of(label, unit)
        if sort and label not in self.catalogue and iri not in self.typed:
            self.typed.add(iri)
            self._add(iri, f"{DP}measureType", f"{CODE}{sort}")
        return iri

    def _english(self, iri: str, words: str) -> None:
        """An English name: the first is preferred, the others are alternatives."""
        preferred = iri.startswith(INDICATOR) and iri in self.catalogue.values()
        first = not preferred and self.english.setdefault(iri, words) == words
        self._text(iri, f"{SKOS}{'prefLabel' if first else 'altLabel'}", words, "en")

    # ---------- states, honours, lists, clauses ----------

    def _fact_iri(self, category: str, *key: object) -> str:
        digest = hashlib.sha256("|".join(map(str, key)).encode()).hexdigest()[:10]
        return f"{self.base}{category}/{digest}"

    def _states(self, reading: Reading) -> None:
        for state in reading.states:
            thing = self._thing(state.of)
            node = self._fact_iri(
                "state", thing, state.phrase, state.status, state.year, state.kind, state.span.start
            )
            self._statement(node, "State", state.span, state.year, state.kind, state.origin)
            self._add(node, f"{DP}of", thing)
            self._text(node, f"{DP}phrase", state.phrase, "zh")
            if state.status:
                self._add(node, f"{DP}status", f"{CODE}{state.status}")

    def _honours(self, honours: Iterable[Honour]) -> None:
        english = {n.label: n.english for n in self.review.titles}
        for honour in honours:
            recipient = self._thing(honour.recipient or self.metadata.place)
            title = self._thing(honour.title, "HonourTitle")
            self._add(title, f"{RDF}type", f"{DP}HonourTitle")
            for words in english.get(honour.title, ())[:1]:
                self._english(title, words)
            node = self._fact_iri("honour", recipient, title, honour.year, honour.kind)
            self._statement(node, "Honour", honour.span, honour.year, honour.kind, honour.origin)
            self._add(node, f"{DP}recipient", recipient)
            self._add(node, f"{DP}honourTitle", title)
            if honour.level:
                self._add(node, f"{DP}level", f"{CODE}{honour.level}")

    def _enumerations(self, reading: Reading) -> None:
        for listed in reading.enumerations:
            members = [self._thing(_unquoted(m), "Topic") for m in listed.members]
            node = self._fact_iri("enumeration", listed.head, listed.year, listed.span.start, *members)
            for span in (listed.span, *listed.others):
                self._statement(node, "Enumeration", span, listed.year, listed.kind, listed.origin)
            self._text(node, f"{SKOS}prefLabel", listed.head, "zh")
            self._text(node, f"{DP}headNoun", listed.head, "zh")
            name = self.review.lists.get((listed.span, listed.members))
            if name:
                for english in name.english:
                    self._text(node, f"{SKOS}prefLabel", english, "en")
                self._alternatives(node, name)
            for member in members:
                self._add(node, f"{DP}member", member)
            if listed.stated_count is not None:
                self._integer(node, f"{DP}statedCount", listed.stated_count)
            self._boolean(node, f"{DP}complete", listed.complete)

    def _clauses(self, reading: Reading) -> None:
        for clause in reading.clauses:
            node, words = self._clause_iri(clause), clause.span.of(self.document.text)
            self._statement(node, clause.role, clause.span, clause.year, clause.kind, clause.origin)
            self._text(node, f"{DP}phrase", words, "zh")
            for number, observation in self.measured:
                if clause.span.covers(number):
                    self._add(node, f"{DP}quantifiedBy", observation)

    def _clause_iri(self, clause: Clause) -> str:
        return self._fact_iri(clause.role.lower(), clause.span.start, clause.span.end)

    def _plan(self, reading: Reading) -> None:
        """Which goal a measure serves, and which thing carries a measure out."""
        nodes = {clause.span: self._clause_iri(clause) for clause in reading.clauses}
        for pursuit in reading.pursuits:
            measure, goal = nodes[pursuit.measure], nodes[pursuit.goal]
            self._relation(measure, f"{DP}pursues", goal, pursuit.span, pursuit.origin)
        for clause in reading.clauses:
            if clause.role != MEASURE:
                continue
            for name in self._mentioned(clause.span.of(self.document.text)):
                thing = self.names[name]
                if self.categories.get(thing) in self.carriers:
                    self._relation(thing, f"{DP}implements", nodes[clause.span], clause.span, clause.origin)
