"""Two engines answer every competency question alike, with the rows that a reader of the report expects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS, XSD

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE
from kgqa.resources import graph_dir, ontology_dir

Row = tuple[str | None, ...]
CQ = rdflib.Namespace(f"{BASE}competency#")
ONTOLOGY = ("plan.ttl", "codes.ttl", "units.ttl", "indicators.ttl")
NUMBERS = frozenset(str(kind) for kind in (XSD.integer, XSD.decimal, XSD.double))
FEWEST = 36


@dataclass(frozen=True)
class Question:
    """A competency question with its query, complete with prefixes, and the rows expected."""

    name: str
    theme: str
    labels: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    query: str
    rows: tuple[Row, ...]


def cell(lexical: str, datatype: str) -> str:
    """A value without its datatype; numbers in their shortest form, as engines differ in trailing zeros."""
    return format(Decimal(lexical).normalize(), "f") if datatype in NUMBERS else lexical


def literal(term: object) -> str:
    """The value of one of rdflib's terms."""
    return cell(str(term), str(term.datatype)) if isinstance(term, rdflib.Literal) else str(term)


def listed(source: rdflib.Graph, node: rdflib.term.Node | None) -> list[rdflib.term.Node]:
    """Members of an RDF list; the empty list has none."""
    return [] if node in (None, RDF.nil) else list(Collection(source, node))


def question(source: rdflib.Graph, node: rdflib.term.Node) -> Question:
    """A question as it stands in its file."""
    declared = source.objects(source.value(node, SH.prefixes), SH.declare)
    prefixes = sorted(
        f"PREFIX {source.value(d, SH.prefix)}: <{source.value(d, SH.namespace)}>" for d in declared
    )
    rows = listed(source, source.value(node, CQ.expectedRows))
    labels = (
        (str(o.language), str(o)) for o in source.objects(node, RDFS.label) if isinstance(o, rdflib.Literal)
    )
    return Question(
        name=str(node).removeprefix(f"{BASE}competency/"),
        theme=str(source.value(node, DCTERMS.subject)),
        labels=tuple(sorted(labels)),
        evidence=tuple(sorted(map(str, source.objects(node, CQ.evidence)))),
        query="\n".join([*prefixes, str(source.value(node, SH.select)).strip()]),
        rows=tuple(tuple(literal(value) for value in listed(source, row)) for row in rows),
    )


@cache
def competency() -> rdflib.Graph:
    """All files of competency questions."""
    files = rdflib.Graph()
    for path in sorted((ontology_dir() / "competency").glob("*.ttl")):
        files.parse(path)
    return files


def questions() -> list[Question]:
    """All competency questions, by name."""
    source = competency()
    return sorted((question(source, n) for n in source.subjects(RDF.type, CQ.Question)), key=lambda q: q.name)


every_question = pytest.mark.parametrize("asked", questions(), ids=lambda q: q.name)


@pytest.fixture(scope="module")
def embedded() -> Store:
    """The graph of the report with the ontology, in Oxigraph."""
    return Store.load([*(ontology_dir() / name for name in ONTOLOGY), graph_dir() / "guancheng-2024.trig"])


@pytest.fixture(scope="module")
def reference(embedded: Store) -> rdflib.Graph:
    """The same statements in rdflib."""
    lines = ox.serialize((quad.triple for quad in embedded.quads()), format=ox.RdfFormat.N_TRIPLES)
    assert lines is not None
    return rdflib.Graph().parse(data=lines, format="nt")


def oxigraph_cells(solution: Iterable[object]) -> Row:
    """A solution of Oxigraph as values."""
    return tuple(
        cell(term.value, term.datatype.value) if isinstance(term, ox.Literal) else term and str(term)
        for term in solution
        if term is None or isinstance(term, ox.Literal | ox.NamedNode)
    )


@every_question
def test_oxigraph_gives_the_expected_rows(asked: Question, embedded: Store) -> None:
    """The embedded store answers as the report says."""
    results = embedded.results(asked.query)
    assert isinstance(results, ox.QuerySolutions)
    assert tuple(map(oxigraph_cells, results)) == asked.rows


@every_question
def test_rdflib_gives_the_expected_rows(asked: Question, reference: rdflib.Graph) -> None:
    """An engine that shares no code with the first one answers the same."""
    rows = tuple(
        tuple(None if term is None else literal(term) for term in row)
        for row in reference.query(asked.query)
        if isinstance(row, tuple)
    )
    assert rows == asked.rows


@every_question
def test_the_evidence_stands_in_the_report(asked: Question) -> None:
    """What is expected was read in the report: the words cited are there, letter by letter."""
    text = (graph_dir() / "guancheng-2024.txt").read_text(encoding="utf-8")
    assert [words for words in asked.evidence if words not in text] == []


@every_question
def test_a_question_is_complete(asked: Question) -> None:
    """It is put in Chinese and in English, cites the report unless it counts faults, orders its rows."""
    counts_faults = asked.rows == (("0",),)
    assert [language for language, _ in asked.labels] == ["en", "zh"]
    assert asked.rows
    assert asked.evidence or counts_faults
    assert "ORDER BY" in asked.query or counts_faults


def test_there_are_questions_of_every_theme() -> None:
    """Each theme has questions, no question is put twice, and every term of the files is defined in them."""
    source, asked = competency(), questions()
    themes = {str(node) for node in source.subjects(SKOS.inScheme, CQ.themes)}
    wordings = [label for each in asked for label in each.labels]
    used = {term for triple in source for term in triple if str(term).startswith(str(CQ))}
    assert len(asked) >= FEWEST
    assert {each.theme for each in asked} == themes
    assert len(wordings) == len(set(wordings))
    assert [term for term in used if not {"zh", "en"} <= _languages(source, term)] == []


def _languages(source: rdflib.Graph, term: rdflib.term.Node) -> set[str]:
    return {str(o.language) for o in source.objects(term, RDFS.label) if isinstance(o, rdflib.Literal)}
