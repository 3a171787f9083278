"""A graph conforms when every shape and constraint of the ontology holds; each of them catches its fault."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgqa.errors import GraphError
from kgqa.graph.vocabulary import PREFIXES
from kgqa.ingestion.build import Build
from kgqa.ingestion.validation import Finding, ValidationReport, report, validate

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
SMALL = ROOT / "tests" / "data" / "small.trig"
TEXT = (ROOT / "tests" / "data" / "small.txt").read_text(encoding="utf-8")
USED = {"gdp-growth", "fixed-investment", "percent", "yuan"}
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def slim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ontology with only those indicators and units that the small graph uses, to be quick."""
    folder = tmp_path_factory.mktemp("ontology")
    shutil.copytree(ONTOLOGY, folder, dirs_exist_ok=True)
    for name in ("indicators.ttl", "units.ttl"):
        quads = ox.parse(path=str(ONTOLOGY / name), format=ox.RdfFormat.TURTLE)
        kept = [
            ox.Triple(q.subject, q.predicate, q.object)
            for q in quads
            if str(q.subject)[1:-1].rsplit("/", 1)[-1] in USED
        ]
        ox.serialize(kept, output=str(folder / name), format=ox.RdfFormat.TURTLE)
    return folder


@pytest.fixture(scope="module")
def constraints(slim: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same ontology without shapes, for faults that only a constraint can see."""
    folder = tmp_path_factory.mktemp("constraints")
    shutil.copytree(slim, folder, dirs_exist_ok=True)
    (folder / "shapes.ttl").write_text("", encoding="utf-8")
    return folder


def changed(update: str) -> list[ox.Quad]:
    """Quads of the small graph after a SPARQL update."""
    store = ox.Store()
    for quad in ox.parse(path=str(SMALL), format=ox.RdfFormat.TRIG):
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    before = set(store)
    store.update(PROLOGUE + update)
    assert set(store) != before, "the update changes nothing"
    return list(store)


def rules(findings: Iterable[Finding]) -> set[str]:
    """Names of the shapes and constraints that found something."""
    return {finding.rule for finding in findings}


def test_the_graph_of_the_report_conforms(reviewed: Build) -> None:
    """The real graph, built from the report and its review layer, quotes the text and has no error."""
    found = validate(reviewed.quads, ONTOLOGY, [reviewed.document.text])
    assert [f for f in found.findings if f.severity == "error"] == []
    assert rules(found.warnings) <= {"contradictory-states", "conflicting-values"}


def test_the_small_graph_has_no_finding(slim: Path) -> None:
    """What the mutations below start from is without fault."""
    assert validate(SMALL, slim, [TEXT]) == ValidationReport(())


# What is done to the graph, as a sentence; the update; the shape or constraint that must find it.
SHAPES = [
    (
        "a document loses its title",
        "DELETE { ?d dct:title ?t } WHERE { ?d a dp:PlanDocument ; dct:title ?t }",
        "Document.title",
    ),
    (
        "a report looks back on the year it plans",
        "DELETE { ?d dp:reportsOn ?y } INSERT { ?d dp:reportsOn 2024 } WHERE { ?d dp:reportsOn ?y }",
        "Document.reportsOn",
    ),
    (
        "a section has no number",
        'DELETE { ?s dp:number "1.1" } WHERE { ?s dp:number "1.1" }',
        "Section.number",
    ),
    (
        "a span ends before it starts",
        "DELETE { ?s dp:start ?n } INSERT { ?s dp:start 999 } WHERE { ?s a dp:TextSpan ; dp:start ?n }",
        "Span.start",
    ),
    (
        "an observation has no source",
        'DELETE { ?o dp:statedIn ?s } WHERE { ?o dp:valueText "107" ; dp:statedIn ?s }',
        "Statement.statedIn",
    ),
    (
        "an observation stands in two sections",
        'INSERT { ?o dp:inSection ?s } WHERE { ?o dp:valueText "107" . ?s dp:number "2.1" }',
        "Statement.inSection",
    ),
    (
        "a kind is no code of the list",
        "DELETE { ?h dp:kind ?k } INSERT { ?h dp:kind c:sought } WHERE { ?h a dp:Honour ; dp:kind ?k }",
        "Statement.kind",
    ),
    (
        "a year is not a number of a year",
        'DELETE { ?o dp:year ?y } INSERT { ?o dp:year "2023" } WHERE { ?o dp:valueText "107" ; dp:year ?y }',
        "Statement.year",
    ),
    (
        "a printed number lacks its bound",
        'DELETE { ?o dp:bound ?b } WHERE { ?o dp:valueText "7" ; dp:bound ?b }',
        "Observation",
    ),
    (
        "a number is passed off as a value in words",
        'DELETE { ?o ?p ?x } WHERE { ?o dp:valueText "7" ; ?p ?x '
        "FILTER(?p IN (dp:value, dp:baseValue, dp:unit, dp:bound)) }",
        "Observation",
    ),
    (
        "an observation measures two indicators",
        'INSERT { ?o dp:indicator ind:gdp-growth } WHERE { ?o dp:valueText "107" }',
        "Observation.indicator",
    ),
    (
        "a status is no code of the list",
        "DELETE { ?s dp:status ?c } INSERT { ?s dp:status c:held } WHERE { ?s dp:status ?c }",
        "State.status",
    ),
    (
        "an honour confers a park",
        "DELETE { ?h dp:honourTitle ?t } INSERT { ?h dp:honourTitle ?p } "
        "WHERE { ?h dp:honourTitle ?t . ?p a dp:Park }",
        "Honour.honourTitle",
    ),
    (
        "a measure has no words",
        "DELETE { ?m dp:phrase ?p } WHERE { ?m a dp:Measure ; dp:phrase ?p }",
        "Worded.phrase",
    ),
    (
        "an enumeration names nobody",
        "DELETE { ?e dp:member ?m } WHERE { ?e a dp:Enumeration ; dp:member ?m }",
        "Enumeration.member",
    ),
    (
        "a place has two Chinese names",
        'INSERT { ?p skos:prefLabel "丙湖公园"@zh } WHERE { ?p skos:prefLabel "北湖公园"@zh }',
        "NamedThing.prefLabel",
    ),
]

CONSTRAINTS = [
    (
        "7 is found in 107 only",
        'DELETE { ?o dp:valueText "107" } INSERT { ?o dp:valueText "7" } WHERE { ?o dp:valueText "107" }',
        "value-in-quote",
    ),
    (
        "a printed unit is not printed",
        'DELETE { ?o dp:unitText "亿元" } INSERT { ?o dp:unitText "万元" } WHERE { ?o dp:unitText "亿元" }',
        "unit-in-quote",
    ),
    (
        "the value is another number than the printed one",
        'DELETE { ?o dp:value ?v } INSERT { ?o dp:value 6.8 } WHERE { ?o dp:valueText "6.9" ; dp:value ?v }',
        "value-as-number",
    ),
    (
        "the scale word is forgotten",
        "DELETE { ?o dp:baseValue ?v } INSERT { ?o dp:baseValue 107.0 } "
        'WHERE { ?o dp:valueText "107" ; dp:baseValue ?v }',
        "base-value",
    ),
    (
        "two observations of one span share all dimensions",
        "INSERT { <urn:twin> ?p ?x } WHERE { ?o dp:valueText '107' ; ?p ?x }",
        "one-span-one-key",
    ),
    (
        "a quote is cut short",
        'DELETE { ?s dp:quote ?q } INSERT { ?s dp:quote "完成投资"@zh } '
        'WHERE { ?s dp:quote ?q FILTER(STR(?q) = "完成投资107亿元") }',
        "quote-length",
    ),
    (
        "a selector points elsewhere",
        "DELETE { ?p oa:start ?n } INSERT { ?p oa:start 1 } WHERE { ?p oa:start ?n FILTER(?n > 1) }",
        "selectors-agree",
    ),
    (
        "a span has no quote selector",
        "DELETE { ?s oa:hasSelector ?q } WHERE { ?s oa:hasSelector ?q . ?q a oa:TextQuoteSelector }",
        "selectors-of-span",
    ),
    (
        "the text is shorter than its spans",
        "DELETE { ?d dp:textLength ?n } INSERT { ?d dp:textLength 200 } WHERE { ?d dp:textLength ?n }",
        "span-in-document",
    ),
    (
        "three of three are named, and the list is called incomplete",
        "DELETE { ?e dp:statedCount ?n } INSERT { ?e dp:statedCount 2 } WHERE { ?e dp:statedCount ?n }",
        "enumeration-count",
    ),
    (
        "a district lies in its own quarter",
        'INSERT { ?d dp:partOf ?q } WHERE { ?q skos:prefLabel "老城片区"@zh ; dp:partOf ?d }',
        "containment-cycle",
    ),
    (
        "a place has an English name only",
        'DELETE { ?p skos:prefLabel "北湖公园"@zh } WHERE { ?p skos:prefLabel "北湖公园"@zh }',
        "chinese-name",
    ),
    (
        "a relation speaks of an edge that is not there",
        'DELETE { ?m dp:partOf ?q } WHERE { ?m skos:prefLabel "东城博物馆"@zh ; dp:partOf ?q }',
        "relation-without-edge",
    ),
    (
        "a word is used that the vocabulary does not have",
        'INSERT { ?o dp:amount 107 } WHERE { ?o dp:valueText "107" }',
        "undefined-term",
    ),
    (
        "a park has a value",
        "INSERT { ?p dp:value 3.0 } WHERE { ?p a dp:Park }",
        "outside-domain",
    ),
    (
        "a statement mentions a document",
        "INSERT { ?m dp:mentions ?d } WHERE { ?m a dp:Measure . ?d a dp:PlanDocument }",
        "outside-range",
    ),
    (
        "a place is an indicator too",
        "INSERT { ?p a dp:Indicator } WHERE { ?p a dp:Park }",
        "disjoint-classes",
    ),
    (
        "a reviewed indicator has no measure type",
        "DELETE { ?i dp:measureType ?t } WHERE { ?i dp:measureType ?t }",
        "indicator-without-measure-type",
    ),
]

WARNINGS = [
    (
        "the report gives two values of one thing",
        'INSERT { <urn:twin> ?p ?x ; dp:baseValue 5.0 } WHERE { ?o dp:valueText "6.9" ; ?p ?x '
        "FILTER(?p NOT IN (dp:baseValue, dp:statedIn)) }",
        "conflicting-values",
    ),
    (
        "a growth rate is given in yuan",
        'DELETE { ?o dp:unit ?u } INSERT { ?o dp:unit u:yuan } WHERE { ?o dp:valueText "7" ; dp:unit ?u }',
        "unit-fits-indicator",
    ),
    (
        "an actual value lies in the future",
        'DELETE { ?o dp:year ?y } INSERT { ?o dp:year 2030 } WHERE { ?o dp:valueText "107" ; dp:year ?y }',
        "actual-not-in-future",
    ),
]


def cases(table: list[tuple[str, str, str]]) -> list[Any]:
    """The rows of a table, each named by its sentence."""
    return [pytest.param(update, rule, id=sentence.replace(" ", "-")) for sentence, update, rule in table]


@pytest.mark.parametrize(("update", "rule"), cases(SHAPES))
def test_a_fault_is_an_error_of_its_shape(update: str, rule: str, slim: Path) -> None:
    """Each fault of a node is found by the shape that was written against it."""
    found = validate(changed(update), slim)
    assert not found.conforms
    assert rule in rules(found.errors)


@pytest.mark.parametrize(("update", "rule"), cases(CONSTRAINTS))
def test_a_fault_is_an_error_of_its_constraint(update: str, rule: str, constraints: Path) -> None:
    """Each fault between nodes is found by the constraint that was written against it."""
    found = validate(changed(update), constraints)
    assert not found.conforms
    assert rule in rules(found.errors)


@pytest.mark.parametrize(("update", "rule"), cases(WARNINGS))
def test_what_a_person_should_look_at_is_a_warning(update: str, rule: str, constraints: Path) -> None:
    """An odd fact that the report may well state is told, and does not make the graph wrong."""
    assert rule in rules(validate(changed(update), constraints).warnings)


@pytest.mark.parametrize(
    ("update", "rule"),
    [
        (
            'DELETE { ?s dp:quote ?q } INSERT { ?s dp:quote "南湖公国"@zh } '
            'WHERE { ?s dp:quote ?q FILTER(STR(?q) = "南湖公园") }',
            "quote-in-text",
        ),
        (
            'DELETE { ?s oa:suffix ?w } INSERT { ?s oa:suffix "别处"@zh } WHERE { ?s oa:suffix ?w }',
            "context-in-text",
        ),
        (
            "DELETE { ?d dp:textDigest ?x } INSERT { ?d dp:textDigest ?y } WHERE { ?d dp:textDigest ?x "
            "BIND(SHA256('another text') AS ?y) }",
            "text-of-document",
        ),
    ],
)
def test_quotes_are_looked_up_in_the_text(update: str, rule: str, constraints: Path) -> None:
    """Given the text, a quote, its surroundings and the digest of the document must agree with it."""
    assert rule in rules(validate(changed(update), constraints, [TEXT]).errors)


def test_the_report_names_rule_node_value_and_both_messages() -> None:
    """A person reads the findings in Markdown, errors before warnings, long values cut."""
    error = Finding("error", "base-value", "urn:o", "value 1|2", "不符", "Does not follow")
    warning = Finding("warning", "State.of", "urn:s", "x" * 300, "状态", "A state")
    words = report(ValidationReport((error, warning)))
    assert "The graph does not conform: 1 errors, 1 warnings." in words
    assert "| base-value | <urn:o> | value 1\\|2 | 不符 | Does not follow |" in words
    assert words.index("## Errors") < words.index("## Warnings")
    assert "x" * 120 not in words
    assert report(ValidationReport(())).startswith(
        "# Validation\n\nThe graph conforms: 0 errors, 0 warnings."
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no.trig", None, "cannot read"),
        ("bad.trig", "<a> <b>", "not valid RDF"),
        ("graph.docx", "", "unknown kind of file"),
    ],
)
def test_a_graph_that_cannot_be_read_is_one_line(
    name: str, content: str | None, message: str, tmp_path: Path
) -> None:
    """A missing, broken or foreign file gives an error that says so."""
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match=message) as raised:
        validate(tmp_path / name, ONTOLOGY)
    assert "\n" not in str(raised.value)


def test_a_constraint_must_say_what_it_means(slim: Path, tmp_path: Path) -> None:
    """The first line of a constraint holds its message in both languages and its severity."""
    shutil.copytree(slim, tmp_path, dirs_exist_ok=True)
    (tmp_path / "constraints" / "a.rq").write_text("# oops\nSELECT ?this WHERE {}", encoding="utf-8")
    with pytest.raises(GraphError, match="first line"):
        validate([], tmp_path)


def test_importing_it_does_not_load_shacl() -> None:
    """Answering a question never waits for pyshacl or rdflib."""
    code = "import sys, kgqa.ingestion.validation; print('pyshacl' in sys.modules, 'rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
