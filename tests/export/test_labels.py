"""Labels that files could stumble over come back as they were from every format of data."""

import csv
import io
import json
from collections.abc import Callable
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pyoxigraph as ox
import pytest

from kgqa.export import FORMATS
from kgqa.export.extract import Extract, extract
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import CODE, DCT, DP, INDICATOR, RDF, RESOURCE, SKOS
from tests.test_csvfile import restored

HOSTILE = "=“引”\"双\"'单'<b>&amp;</b>,；\\n\\\\🌳👩‍🔧 末" + "长" * 200
BELL = "\x07"
"""A control character, for which XML 1.0 has no place."""


def quads(label: str) -> list[ox.Quad]:
    """A report, a place, a goal, an observation and an edge that all bear a label, or are stated by it."""
    iri = ox.NamedNode
    words = ox.Literal(label, language="zh")
    place, goal, value, report, edge, span = (iri(f"{RESOURCE}{n}") for n in "agores")
    told: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (report, f"{RDF}type", iri(f"{DP}PlanDocument")),
        (report, f"{DCT}title", words),
        (place, f"{RDF}type", iri(f"{DP}Place")),
        (place, f"{SKOS}prefLabel", words),
        (goal, f"{RDF}type", iri(f"{DP}Goal")),
        (goal, f"{DP}phrase", words),
        (goal, f"{DP}quantifiedBy", value),
        (value, f"{RDF}type", iri(f"{DP}Observation")),
        (value, f"{DP}about", place),
        (value, f"{DP}indicator", iri(f"{INDICATOR}gdp-growth")),
        (value, f"{DP}kind", iri(f"{CODE}target")),
        (value, f"{DP}valueText", words),
        (place, f"{DP}partOf", goal),
        (edge, f"{RDF}type", iri(f"{DP}Relation")),
        (edge, f"{RDF}subject", place),
        (edge, f"{RDF}predicate", iri(f"{DP}partOf")),
        (edge, f"{RDF}object", goal),
        (edge, f"{DP}statedIn", span),
        (span, f"{RDF}type", iri(f"{DP}TextSpan")),
        (span, f"{DP}quote", words),
        (span, f"{DP}start", ox.Literal(5)),
        (span, f"{DP}end", ox.Literal(9)),
    ]
    graph = iri(f"{RESOURCE}graph")
    return [ox.Quad(s, iri(p), o, graph) for s, p, o in told]


def part(label: str = HOSTILE) -> Extract:
    """The whole of the small graph."""
    return extract(Store(quads(label)))


def rdf(content: bytes, format: ox.RdfFormat) -> set[str]:
    """Literals of an RDF file."""
    return {q.object.value for q in ox.parse(content, format=format) if isinstance(q.object, ox.Literal)}


def cells(content: bytes) -> set[str]:
    """Cells of a CSV file, without the apostrophe that keeps a spreadsheet from computing them."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return {restored(cell) for row in rows for cell in row}


def workbook(content: bytes) -> set[str]:
    """Cells of a workbook, each read as text."""
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return {str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}


def dot(content: bytes) -> set[str]:
    """Tooltips of a DOT file, which hold labels in one piece, unescaped."""
    found = set()
    for piece in content.decode().split('tooltip="')[1:]:
        words, at = "", 0
        while piece[at] != '"':
            escaped = piece[at] == "\\"
            words += piece[at + escaped]
            at += 1 + escaped
        found.add(words)
    return found


READERS: dict[str, Callable[[bytes], set[str]]] = {
    "turtle": lambda content: rdf(content, ox.RdfFormat.TURTLE),
    "trig": lambda content: rdf(content, ox.RdfFormat.TRIG),
    "nquads": lambda content: rdf(content, ox.RdfFormat.N_QUADS),
    "jsonld": lambda content: rdf(content, ox.RdfFormat.JSON_LD),
    "graphml": lambda content: {d["label"] for _, d in nx.parse_graphml(content.decode()).nodes(data=True)},
    "gexf": lambda content: {d["label"] for _, d in nx.read_gexf(io.BytesIO(content)).nodes(data=True)},
    "cytoscape": lambda c: {n["data"]["label"] for n in json.loads(c)["elements"]["nodes"]},
    "dot": dot,
    "nodes": cells,
    "edges": cells,
    "observations": cells,
    "csvw": lambda content: {title["@value"] for title in json.loads(content)["dc:title"]},
    "xlsx": workbook,
    "stratml": lambda content: {e.text or "" for e in ElementTree.fromstring(content).iter()},
}


def test_every_format_has_a_reader() -> None:
    """A new format is read back here too."""
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("format", FORMATS)
def test_a_label_comes_back_as_it_was(format: str) -> None:
    """Quotation marks, angle brackets, ampersands, backslashes, emoji, two hundred characters more."""
    assert HOSTILE in READERS[format](FORMATS[format](part()))


@pytest.mark.parametrize("format", ["graphml", "gexf", "stratml"])
def test_xml_is_well_formed_whatever_a_label_holds(format: str) -> None:
    """What XML cannot hold is left out; the rest of the label stays."""
    assert "甲区" in READERS[format](FORMATS[format](part(f"甲{BELL}区")))
