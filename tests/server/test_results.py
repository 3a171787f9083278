"""Results are written as the W3C's formats say, and cut where a limit is."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import Result

from kgqa.server.negotiation import GRAPH_FORMATS, ROW_FORMATS
from kgqa.server.results import Limits, Unwritable, write_boolean, write_graph, write_rows

MANY = Limits(1_000, 1_000_000)
XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = "a \"quoted\", <odd> & 'wild'\ttext\r\nof 两 lines\x01"
TERMS = (
    ox.NamedNode("http://example.org/?a=1&b=2"),
    ox.BlankNode("x1"),
    ox.Literal("plain"),
    ox.Literal(ODD),
    ox.Literal("管城", language="zh"),
    ox.Literal("1", datatype=ox.NamedNode(f"{XSD}integer")),
    ox.Literal("1.50", datatype=ox.NamedNode(f"{XSD}decimal")),
    ox.Literal("not a number", datatype=ox.NamedNode(f"{XSD}integer")),
    ox.Literal("2024-02-22", datatype=ox.NamedNode(f"{XSD}date")),
    None,
)
ROWS = [(term, None) for term in TERMS]
SYNTAXES = {
    "turtle": "turtle",
    "nt": "nt",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def test_json_and_xml_are_read_by_rdflib() -> None:
    """Every term comes back as it was; XML cannot hold a control character, which becomes U+FFFD."""
    for name in ("json", "xml"):
        body = write_rows(name, ["x", "y"], ROWS, MANY).body
        found = [
            row.get(rdflib.Variable("x")) for row in Result.parse(io.BytesIO(body), format=name).bindings
        ]
        expected = [rdflib_term(term, name) for term in TERMS]
        assert [term for term in found if not isinstance(term, rdflib.BNode)] == [
            term for term in expected if not isinstance(term, rdflib.BNode)
        ]
        assert sum(isinstance(term, rdflib.BNode) for term in found) == 1


def rdflib_term(term: object, name: str) -> rdflib.term.Node | None:
    """The same term in rdflib."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        value = term.value.replace("\x01", "\ufffd") if name == "xml" else term.value
        datatype = None if term.language or term.datatype.value == f"{XSD}string" else term.datatype.value
        return rdflib.Literal(value, lang=term.language, datatype=datatype and rdflib.URIRef(datatype))
    return None


def test_csv_holds_plain_values_and_tsv_terms() -> None:
    """Rows end as the formats say; an unbound value is empty."""
    rows = list(csv.reader(io.StringIO(write_rows("csv", ["x", "y"], ROWS, MANY).body.decode(), newline="")))
    assert rows[0] == ["x", "y"]
    assert [row[0] for row in rows[1:]] == [
        "" if t is None else "_:x1" if isinstance(t, ox.BlankNode) else t.value for t in TERMS
    ]
    lines = write_rows("tsv", ["x", "y"], ROWS, MANY).body.decode().split("\n")
    cells = [line.split("\t")[0] for line in lines]
    assert cells[:4] == ["?x", "<http://example.org/?a=1&b=2>", "_:x1", '"plain"']
    assert cells[5:10] == [
        '"管城"@zh',
        "1",
        "1.50",
        f'"not a number"^^<{XSD}integer>',
        f'"2024-02-22"^^<{XSD}date>',
    ]
    assert len(lines) == len(TERMS) + 2


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    """In JSON and CSV as it is; XML stays well formed."""
    rows = [(ox.Literal(text),)]
    told = json.loads(write_rows("json", ["x"], rows, MANY).body)
    assert told["results"]["bindings"] == [{"x": {"type": "literal", "value": text}}]
    ElementTree.fromstring(write_rows("xml", ["x"], rows, MANY).body)
    assert write_rows("tsv", ["x"], rows, MANY).body.decode().count("\n") == 2


@pytest.mark.parametrize("name", [form.name for form in ROW_FORMATS])
def test_rows_are_cut_and_stay_well_formed(name: str) -> None:
    """By number and by size."""
    rows = [(ox.Literal(str(number)),) for number in range(100)]
    few = write_rows(name, ["x"], rows, Limits(10, 1_000_000))
    assert (few.count, few.cut) == (10, "rows")
    small = write_rows(name, ["x"], rows, Limits(1_000, 200))
    assert small.cut == "bytes" and 0 < small.count < 100 and len(small.body) < 300
    whole = write_rows(name, ["x"], rows, Limits(100, 1_000_000))
    assert (whole.count, whole.cut) == (100, "")
    for written in (few, small, whole):
        if name in ("json", "xml"):
            assert len(Result.parse(io.BytesIO(written.body), format=name)) == written.count


def test_truth_values() -> None:
    """In each format."""
    assert json.loads(write_boolean("json", True).body) == {"head": {}, "boolean": True}
    assert Result.parse(io.BytesIO(write_boolean("xml", False).body), format="xml").askAnswer is False
    assert write_boolean("csv", True).body == b"true"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", [form.name for form in GRAPH_FORMATS])
def test_graphs_are_read_by_rdflib_and_cut(name: str) -> None:
    """Six formats; a cut graph is a graph."""
    subject, property = ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/p")
    triples = [ox.Triple(subject, property, ox.Literal(f"{number} {ODD[:-1]}")) for number in range(50)]
    for limits, cut in ((MANY, ""), (Limits(7, 1_000_000), "rows")):
        written = write_graph(name, triples, limits)
        assert written.cut == cut
        graph = rdflib.Dataset().parse(data=written.body, format=SYNTAXES[name])
        assert len(list(graph.quads())) == written.count  # type: ignore[no-untyped-call, unused-ignore]


def test_rdf_xml_stays_well_formed() -> None:
    """What XML cannot hold is replaced, a carriage return kept, a property without a name told."""
    subject = ox.NamedNode("http://example.org/管城")

    def read(property: str, text: str) -> str:
        triple = ox.Triple(subject, ox.NamedNode(property), ox.Literal(text, language="zh"))
        graph = rdflib.Graph().parse(data=write_graph("rdfxml", [triple], MANY).body, format="xml")
        ((_, named, value),) = graph
        assert (str(named), getattr(value, "language", None)) == (property, "zh")
        return str(value)

    assert read("http://example.org/p", "a\x01\r\n管") == "a\ufffd\r\n管"
    assert read("http://example.org/?x=1&名称", "b") == "b"
    with pytest.raises(Unwritable, match="has no name for the property"):
        read("http://example.org/1", "c")


def test_a_triple_as_a_term_is_written_as_turtle_writes_it() -> None:
    """In double angle brackets, in a cell of CSV and TSV alike."""
    node = ox.NamedNode("urn:a")
    rows = [(ox.Triple(node, node, ox.Literal("管")),)]
    for name in ("csv", "tsv"):
        assert "<<( <urn:a> <urn:a> " in write_rows(name, ["x"], rows, MANY).body.decode()
