"""Passages: the sentences of a report, from a graph's spans, each with the names of what it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from kgqa.graph.store import Store

_SPANS = """SELECT ?span ?document ?section ?number ?quote ?start ?end ?sentence WHERE {
  ?span a dp:TextSpan ; dp:quote ?quote ; dp:start ?start ; dp:end ?end ; dp:inSection ?section ;
    oa:hasSource ?source . ?section dp:number ?number
  OPTIONAL { ?source dct:identifier ?document } OPTIONAL { ?span dp:sentence ?sentence } }"""
_TITLES = """SELECT DISTINCT ?span WHERE {
  VALUES ?kind { dp:Section dp:Heading } ?title a ?kind ; dp:statedIn ?span }"""
_STATED = "SELECT ?fact ?span ?year WHERE { ?fact dp:statedIn ?span OPTIONAL { ?fact dp:year ?year } }"
_HOLDERS = "SELECT ?thing ?holder WHERE { ?thing dp:partOf+ ?holder }"
_HEADINGS = "SELECT DISTINCT ?fact ?thing WHERE { ?fact dp:underHeading ?thing }"
_MENTIONED = """SELECT DISTINCT ?fact ?thing WHERE {
  VALUES ?property { dp:about dp:indicator dp:of dp:recipient dp:honourTitle dp:member dp:mentions dp:partOf }
  ?fact dp:statedIn ?span ; ?property ?thing }"""
# Preferred names first; a query for each property and the order made here take half the time of one query.
_LABELS = tuple(
    f"SELECT ?thing ?label (LANG(?label) AS ?language) WHERE {{ ?thing {names} ?label }}"
    for names in ("skos:prefLabel|dct:title", "skos:altLabel")
)
Labels = Mapping[str, Mapping[str, Sequence[str]]]
# Part of the key under which passages are kept between runs: another text here leaves the old ones unread,
# so it changes whenever what a passage holds does.
KEPT_FORM = "passages 1"


@dataclass(frozen=True)
class Passage:
    """A sentence of a report: ``text`` is its ``start`` to ``end``; the rest is context that helps finding.

    ``headings`` are the titles above it and ``labels`` the names of what it mentions, both by language;
    ``things`` are the IRIs of what it mentions or stands under and of all that holds them, ``years`` those
    that its facts speak of, or where it states no fact those of its section.
    """

    iri: str
    document: str
    section: str
    start: int
    end: int
    text: str
    headings: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    years: frozenset[int] = frozenset()
    things: frozenset[str] = frozenset()

    def as_dict(self) -> dict[str, Any]:
        """The passage ready for JSON."""
        kept = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**kept, "years": sorted(self.years), "things": sorted(self.things)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Passage:
        """The passage that :meth:`as_dict` wrote."""
        named = {own: {k: tuple(v) for k, v in kept[own].items()} for own in ("headings", "labels")}
        sets = {own: frozenset(kept[own]) for own in ("years", "things")}
        return cls(**{**kept, **named, **sets})

    def context(self, language: str) -> str:
        """Headings and labels in one language, in one line."""
        return " ".join((*self.headings.get(language, ()), *self.labels.get(language, ())))


@dataclass(frozen=True)
class Filter:
    """What passages are looked at: all of a year, of one of some things, of a section and those below it."""

    year: int | None = None
    things: frozenset[str] = frozenset()
    section: str = ""

    def admits(self, passage: Passage) -> bool:
        """Whether a passage fits."""
        return (
            (self.year is None or self.year in passage.years)
            and (not self.things or bool(self.things & passage.things))
            and (not self.section or f"{passage.section}.".startswith(f"{self.section}."))
        )


def load_passages(store: Store) -> tuple[Passage, ...]:
    """All passages of a graph in the order of the text; titles of sections and headings are none."""
    spans = {row["span"]: row for row in store.select(_SPANS)}
    labels = _labels(store)
    mentioned, headings, years = _by_sentence(store, spans)
    holders = _holders(store)
    of_section: dict[str, set[int]] = defaultdict(set)
    for iri, row in spans.items():
        of_section[row["section"]] |= years[iri]
    titles: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in (spans[r["span"]] for r in store.select(_TITLES) if r["span"] in spans):
        titles[row.get("document", "")].append((int(row["start"]), int(row["end"])))
    found = [
        Passage(
            iri=iri,
            document=row.get("document", ""),
            section=row["number"],
            start=int(row["start"]),
            end=int(row["end"]),
            text=row["quote"],
            headings=_names([row["section"], *sorted(headings[iri])], labels, first=True),
            labels=_names(sorted({*mentioned[iri], *headings[iri]}), labels),
            years=frozenset(years[iri] or of_section[row["section"]]),
            things=frozenset(
                own for thing in mentioned[iri] | headings[iri] for own in (thing, *holders.get(thing, ()))
            ),
        )
        for iri, row in spans.items()
        if "sentence" not in row
    ]
    found.sort(key=lambda p: (p.document, p.start, -p.end))
    return tuple(_outermost(p for p in found if not _is_title(p, titles[p.document])))


def _labels(store: Store) -> Labels:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for query in _LABELS:
        for row in sorted(store.select(query), key=lambda row: row["label"]):
            found[row["thing"]]["en" if row["language"] == "en" else "zh"].append(row["label"])
    return found


def _holders(store: Store) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_HOLDERS):
        found[row["thing"]].add(row["holder"])
    return found


def _by_sentence(
    store: Store, spans: Mapping[str, Mapping[str, str]]
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]], Mapping[str, set[int]]]:
    """What the facts of each sentence mention, themselves among it, the headings above them, their years."""
    things: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_MENTIONED):
        things[row["fact"]].add(row["thing"])
    above: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_HEADINGS):
        above[row["fact"]].add(row["thing"])
    mentioned: dict[str, set[str]] = defaultdict(set)
    headings: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[int]] = defaultdict(set)
    for row in store.select(_STATED):
        fact, span = row["fact"], row["span"]
        sentence = spans.get(span, {}).get("sentence", span)
        mentioned[sentence] |= {fact, *things[fact]}
        headings[sentence] |= above[fact]
        if "year" in row:
            years[sentence].add(int(row["year"]))
    return mentioned, headings, years


def _names(things: Iterable[str], labels: Labels, first: bool = False) -> Mapping[str, tuple[str, ...]]:
    """Labels of things by language, each once; ``first`` takes one for each thing."""
    found: dict[str, dict[str, None]] = {"zh": {}, "en": {}}
    for thing in things:
        for language, names in labels.get(thing, {}).items():
            found[language].update(dict.fromkeys(names[:1] if first else names))
    return {language: tuple(names) for language, names in found.items()}


def _is_title(passage: Passage, titles: Iterable[tuple[int, int]]) -> bool:
    return any(passage.start < end and start < passage.end for start, end in titles)


def _outermost(passages: Iterable[Passage]) -> Iterable[Passage]:
    """Passages that lie in no other one, from passages in the order of the text."""
    document, reached = "", 0
    for passage in passages:
        if passage.document != document:
            document, reached = passage.document, 0
        if passage.end > reached:
            reached = passage.end
            yield passage
