"""From a report file to a folder with its graph: the whole of ingestion, in order."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgqa.errors import GraphError, InputError
from kgqa.graph.vocabulary import DP, PREFIXES, RDF, RDFS, SKOS
from kgqa.ingestion import coverage as coverages
from kgqa.ingestion.contents import contents
from kgqa.ingestion.documents import read_report
from kgqa.ingestion.grammar import ReadingGrammar, Stated, load_grammar, parse_turtle
from kgqa.ingestion.measure_types import load_measure_types
from kgqa.ingestion.metadata import Metadata, read_metadata
from kgqa.ingestion.model import Reading
from kgqa.ingestion.names import NameReader
from kgqa.ingestion.observations import ObservationReader
from kgqa.ingestion.plan import pursuits
from kgqa.ingestion.rdf import GraphWriter
from kgqa.ingestion.records import load_codes
from kgqa.ingestion.review import Review, load_review, merge
from kgqa.ingestion.statements import read_clauses
from kgqa.text.cleaning import Furniture, clean
from kgqa.text.normalise import NormalisedText, chinese_share, normalise
from kgqa.text.segmentation import Document, Titles, segment

_LEAST_CHARACTERS = 200
_LEAST_CHINESE = 0.3
_DOMAIN = "https://schema.org/domainIncludes"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Build:
    """A built graph before it is written."""

    metadata: Metadata
    text: NormalisedText
    document: Document
    reading: Reading
    quads: tuple[ox.Quad, ...]
    coverage: coverages.Coverage
    contents: str
    warnings: tuple[str, ...]


def build(
    path: Path, ontology: Path, review_folder: Path | None, progress: Progress = lambda _: None
) -> Build:
    """Read a report and state it as a graph.

    Args:
        path: the report, a Word document or plain text in UTF-8 or GB18030, with its metadata in a ``.toml``
            beside it, or none.
        ontology: folder of the vocabulary.
        review_folder: folder that holds ``REPORT-ID/*.jsonl``; None builds from the machine's reading.

    Raises:
        InputError: the file is no report. GraphError: ontology or review layer is broken.
    """
    progress("reading the text")
    grammar = load_grammar(ontology)
    text = normalise(clean(read_report(path), _furniture(grammar)))
    document = segment(text, Titles(grammar.words("PartTitle"), grammar.words("GlossaryTitle")))
    _require_report(path, document)
    metadata = read_metadata(path, document)
    progress("finding quantities and names")
    machine, year_kind = _machine_reading(grammar, document, metadata, ontology)
    progress("merging the review layer")
    review = _no_review(document)
    if review_folder:
        review = load_review(review_folder / metadata.id, document, load_codes(ontology))
        progress(f"{review.size} records of the review layer in {review_folder / metadata.id}")
    reading = merge(machine, review, document, year_kind)
    progress("stating the graph")
    writer = GraphWriter(
        document,
        metadata,
        review,
        *_catalogues(ontology),
        load_measure_types(ontology, grammar.unit_kinds),
        _carriers(ontology),
        grammar.words("NameException"),
    )
    quads = writer.quads(reading)
    return Build(
        metadata=metadata,
        text=text,
        document=document,
        reading=reading,
        quads=tuple(quads),
        coverage=coverages.measure(document, grammar, reading),
        contents=contents(quads, ontology),
        warnings=(*_gaps(document), *writer.warnings),
    )


def write(built: Build, folder: Path, validation: str) -> Path:
    """Write graph, normalised text, map and reports to a folder, all or nothing; return the graph's path.

    Raises:
        GraphError: the folder cannot be written.
    """
    name = built.metadata.id
    files = {
        f"{name}.trig": serialise(built.quads),
        f"{name}.txt": built.text.text,
        f"{name}.map.json": json.dumps(_runs(built.text.source_offsets), separators=(",", ":")) + "\n",
        f"{name}.contents.md": built.contents,
        f"{name}.coverage.md": coverages.report(built.document, built.coverage),
        f"{name}.validation.md": validation,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as staging:
            for file, content in files.items():
                (Path(staging) / file).write_text(content, encoding="utf-8", newline="\n")
            for file in sorted(files, key=lambda file: file.endswith(".trig")):  # last: it is looked for
                os.replace(Path(staging) / file, folder / file)
    except OSError as error:
        raise GraphError(f"cannot write to {folder}: {error.strerror}; the old graph is untouched") from error
    return folder / f"{name}.trig"


def serialise(quads: tuple[ox.Quad, ...]) -> str:
    """TriG of sorted quads, the same bytes for the same quads."""
    data = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES))
    assert data is not None  # no output was given, so the bytes are returned
    return data.decode("utf-8")


def _machine_reading(
    grammar: ReadingGrammar, document: Document, told: Metadata, ontology: Path
) -> tuple[Reading, dict[str, tuple[int, str]]]:
    reader = ObservationReader(grammar, document, told.place, (told.reports_on, told.plans_for))
    statuses, levels = _codes(ontology)
    names = NameReader(grammar, statuses, levels, document)
    about_of = names.places_of_headings()
    year_kind = {s.section: reader.year_and_kind(s) for s in document.sentences}
    for section in document.sections:
        year_kind.setdefault(section.number, (told.reports_on, "actual"))
    observations, exemptions = reader.read(about_of)
    found = names.read(observations, about_of, year_kind)
    clauses = tuple(read_clauses(grammar, document, year_kind))
    reading = Reading(
        observations=tuple(observations),
        entities=found.entities,
        states=found.states,
        honours=found.honours,
        enumerations=found.enumerations,
        clauses=clauses,
        pursuits=tuple(pursuits(clauses, document)),
        exemptions=tuple(exemptions),
    )
    return reading, year_kind


def _require_report(path: Path, document: Document) -> None:
    length, chinese = len(document.text), chinese_share(document.text)
    if chinese < _LEAST_CHINESE:
        raise InputError(f"{path} is not a Chinese report: {length} characters, {chinese:.0%} Chinese")
    if length < _LEAST_CHARACTERS:
        raise InputError(f"{path} is too short for a report: {length} characters")
    if not any(s.number != "0" for s in document.sections):
        raise InputError(
            f"{path} is not such a report: no heading like 一、 with the title of a part was found; "
            "put each on a line of its own"
        )


def _gaps(document: Document) -> list[str]:
    """What the numbers of the other headings show to be missing."""
    parts: dict[int, set[int]] = {}
    for section in document.sections:
        part, _, number = section.number.partition(".")
        if part != "0":
            parts.setdefault(int(part), set()).add(int(number or 0))
    missing = [str(n) for n in range(1, max(parts)) if n not in parts]
    for number_of_part, found in parts.items():
        missing += [f"{number_of_part}.{n}" for n in range(1, max(found)) if n not in found]
    return [f"no heading {one} was found; its text is read as that of the heading before" for one in missing]


def _furniture(grammar: ReadingGrammar) -> Furniture:
    kinds = ("PageLead", "PageWord", "PageSeparator")
    return Furniture(*(grammar.words(kind) for kind in kinds))


def _no_review(document: Document) -> Review:
    return load_review(Path(os.devnull), document)


def _codes(ontology: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Words of statuses and of levels, each with the local name of its code."""
    stated = parse_turtle(ontology / "codes.ttl")
    schemes = {s.subject: _local(s.value) for s in stated if s.predicate == f"{SKOS}inScheme"}
    words: dict[str, dict[str, str]] = {"statuses": {}, "levels": {}}
    for subject, predicate, value, language in stated:
        scheme = schemes.get(subject, "")
        if scheme in words and predicate in (f"{SKOS}prefLabel", f"{SKOS}altLabel") and language == "zh":
            words[scheme].setdefault(value, _local(subject))
    return words["statuses"], words["levels"]


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def _catalogues(ontology: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """IRIs of the known indicators by preferred label and by other names, and of units by spelling."""
    stated = parse_turtle(ontology / "indicators.ttl")
    known = {s.subject for s in stated if s.predicate == f"{RDF}type" and s.value == f"{DP}Indicator"}
    named = [s for s in stated if s.subject in known and s.predicate == f"{SKOS}prefLabel"]
    other = [s for s in stated if s.subject in known and s.predicate == f"{SKOS}altLabel"]
    times = Counter(s.value for s in other)
    units = [s for s in parse_turtle(ontology / "units.ttl") if s.predicate == f"{RDFS}label"]
    return _chinese(named), _chinese([s for s in other if times[s.value] == 1]), _chinese(units)


def _carriers(ontology: Path) -> frozenset[str]:
    """Classes of things by which measures are carried out: those named for ``dp:implements``, and below."""
    stated = parse_turtle(ontology / "plan.ttl")
    named = {s.value for s in stated if s.subject == f"{DP}implements" and s.predicate == _DOMAIN}
    while (
        below := {s.subject for s in stated if s.predicate == f"{RDFS}subClassOf" and s.value in named}
        - named
    ):
        named |= below
    return frozenset(iri.removeprefix(DP) for iri in named)


def _chinese(labels: list[Stated]) -> dict[str, str]:
    """IRI by Chinese label."""
    return {s.value: s.subject for s in labels if s.language == "zh"}


def _runs(offsets: tuple[int, ...]) -> list[list[int]]:
    """Map back to the source as runs: [start in the text, start in the source, length]."""
    runs: list[list[int]] = []
    for index, offset in enumerate(offsets):
        if runs and offset == runs[-1][1] + runs[-1][2] and index == runs[-1][0] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([index, offset, 1])
    return runs
