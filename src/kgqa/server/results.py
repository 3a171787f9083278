"""Results written row by row, so that they can be cut where a limit is reached and still be well formed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kgqa.graph.store import Term
from kgqa.graph.vocabulary import PREFIXES, XSD

Row = Sequence[Term | None]
_RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_WITH_PREFIXES = frozenset({"turtle", "trig", "rdfxml", "jsonld"})
_STRING = f"{XSD}string"
_SHORT = {
    f"{XSD}integer": re.compile(r"[+-]?\d+\Z"),
    f"{XSD}decimal": re.compile(r"[+-]?\d*\.\d+\Z"),
    f"{XSD}double": re.compile(r"[+-]?(\d+\.\d*|\.?\d+)[eE][+-]?\d+\Z"),
    f"{XSD}boolean": re.compile(r"(true|false)\Z"),
}
# RDF/XML writes the end of a property's IRI as the name of an element, which an XML name has to be.
_XML_NAME = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.\u00b7-]*\Z")
# XML 1.0 cannot hold these, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Unwritable(ValueError):
    """A graph that a format cannot express; the message says why."""


@dataclass(frozen=True)
class Limits:
    """The rows and bytes after which results are cut."""

    rows: int
    size: int


@dataclass(frozen=True)
class Written:
    """Results as bytes; ``cut`` says which limit cut them, empty when they are whole."""

    body: bytes
    count: int
    cut: str = ""


@dataclass(frozen=True)
class _Writer:
    """How a format writes rows: what stands before them, each one, what parts them, what stands after."""

    head: Callable[[Sequence[str]], str]
    row: Callable[[Sequence[str], Row], str]
    between: str
    tail: str


def write_rows(name: str, variables: Sequence[str], rows: Iterable[Row], limits: Limits) -> Written:
    """Solutions in a format of rows."""
    writer = _WRITERS[name]
    out = io.BytesIO()
    out.write(writer.head(variables).encode())
    count, cut = 0, ""
    for row in rows:
        if count == limits.rows:
            cut = "rows"
            break
        piece = (writer.between if count else "") + writer.row(variables, row)
        encoded = piece.encode("utf-8", "replace")
        if out.tell() + len(encoded) > limits.size:
            cut = "bytes"
            break
        out.write(encoded)
        count += 1
    out.write(writer.tail.encode())
    return Written(out.getvalue(), count, cut)


def write_boolean(name: str, truth: bool) -> Written:
    """The answer of an ASK."""
    word = "true" if truth else "false"
    bodies = {
        "json": f'{{"head":{{}},"boolean":{word}}}',
        "xml": f"{_XML_START}<head></head><boolean>{word}</boolean></sparql>",
    }
    return Written(bodies.get(name, word).encode(), 1)


def write_graph(name: str, triples: Iterable[ox.Triple], limits: Limits) -> Written:
    """Triples in a format of RDF.

    Raises:
        Unwritable: RDF/XML has no way to write one of them.
    """
    out = io.BytesIO()
    counted = _Counted(map(_for_xml, triples) if name == "rdfxml" else triples, limits, out)
    prefixes = dict(PREFIXES) if name in _WITH_PREFIXES else None
    ox.serialize(counted, out, format=_RDF_FORMATS[name], prefixes=prefixes)
    body = out.getvalue()
    return Written(body.replace(b"\r", b"&#13;") if name == "rdfxml" else body, counted.count, counted.cut)


def _for_xml(triple: ox.Triple) -> ox.Triple:
    """The triple with the characters that XML cannot hold replaced, as results in XML have them.

    Raises:
        Unwritable: its property has no end that is a name in XML.
    """
    if not _XML_NAME.search(triple.predicate.value):
        raise Unwritable(
            f"RDF/XML has no name for the property <{triple.predicate.value}>; take another format"
        )
    value = triple.object
    if not isinstance(value, ox.Literal) or not _NO_XML.search(value.value):
        return triple
    kind = {"language": value.language} if value.language else {"datatype": value.datatype}
    told = ox.Literal(_NO_XML.sub("\ufffd", value.value), **kind)
    return ox.Triple(triple.subject, triple.predicate, told)


class _Counted:
    """Triples until a limit is reached, of their number or of the bytes that were written of them."""

    def __init__(self, triples: Iterable[ox.Triple], limits: Limits, out: io.BytesIO) -> None:
        self._triples, self._limits, self._out = triples, limits, out
        self.count, self.cut = 0, ""

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self._triples:
            if self.count == self._limits.rows or self._out.tell() > self._limits.size:
                self.cut = "rows" if self.count == self._limits.rows else "bytes"
                return
            self.count += 1
            yield triple


def to_rdf(name: str, triples: Iterable[ox.Triple]) -> bytes:
    """All triples in a format of RDF, with the project's prefixes where the format has them."""
    prefixes = dict(PREFIXES) if name in _WITH_PREFIXES else None
    return ox.serialize(triples, format=_RDF_FORMATS[name], prefixes=prefixes) or b""


# ---------- JSON ----------


def _json_head(variables: Sequence[str]) -> str:
    return f'{{"head":{{"vars":{json.dumps(list(variables))}}},"results":{{"bindings":['


def _json_row(variables: Sequence[str], row: Row) -> str:
    bound = (
        f"{encode_basestring(name)}:{_json_term(term)}"
        for name, term in zip(variables, row, strict=True)
        if term is not None
    )
    return f"{{{','.join(bound)}}}"


def _json_term(term: Term) -> str:
    """A term as JSON; written by hand, as most of the time of a large answer is spent here."""
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inner = ",".join(f'"{name}":{_json_term(part)}' for name, part in parts.items())
        return f'{{"type":"triple","value":{{{inner}}}}}'
    value = encode_basestring(term.value)
    if isinstance(term, ox.NamedNode):
        return f'{{"type":"uri","value":{value}}}'
    if isinstance(term, ox.BlankNode):
        return f'{{"type":"bnode","value":{value}}}'
    kind = ""
    if term.language:
        kind = f',"xml:lang":{encode_basestring(term.language)}'
    elif term.datatype.value != _STRING:
        kind = f',"datatype":{encode_basestring(term.datatype.value)}'
    return f'{{"type":"literal","value":{value}{kind}}}'


# ---------- XML ----------

_XML_START = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml_head(variables: Sequence[str]) -> str:
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    return f"{_XML_START}<head>{names}</head><results>"


def _xml_row(variables: Sequence[str], row: Row) -> str:
    bindings = "".join(
        f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
        for name, term in zip(variables, row, strict=True)
        if term is not None
    )
    return f"<result>{bindings}</result>"


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items())
        return f"<triple>{inner}</triple>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#13;"})


# ---------- CSV and TSV ----------


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _csv_row(_: Sequence[str], row: Row) -> str:
    if len(row) == 1 and row[0] is None:
        return "\r\n"
    return _csv_line("" if term is None else _csv_term(term) for term in row)


def _csv_term(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else _as_turtle(term)


def _tsv_head(variables: Sequence[str]) -> str:
    return "\t".join(f"?{name}" for name in variables) + "\n"


def _tsv_row(_: Sequence[str], row: Row) -> str:
    return "\t".join("" if term is None else _tsv_term(term) for term in row) + "\n"


def _tsv_term(term: Term) -> str:
    """A term as Turtle writes it: numbers without quotation marks, tabs and breaks escaped."""
    if isinstance(term, ox.Literal) and not term.language:
        short = _SHORT.get(term.datatype.value)
        if short and short.match(term.value):
            return term.value
    return _as_turtle(term).replace("\t", "\\t")


def _as_turtle(term: Term) -> str:
    """A term as Turtle writes it; triples as terms stand in double angle brackets there (RDF 1.2)."""
    if isinstance(term, ox.Triple):
        parts = " ".join(map(_as_turtle, (term.subject, term.predicate, term.object)))
        return f"<<( {parts} )>>"
    return str(term)


_WRITERS = {
    "json": _Writer(_json_head, _json_row, ",", "]}}"),
    "xml": _Writer(_xml_head, _xml_row, "", "</results></sparql>"),
    "csv": _Writer(_csv_line, _csv_row, "", ""),
    "tsv": _Writer(_tsv_head, _tsv_row, "", ""),
}
