"""What a query gives, ready to be shown: rows of terms, a truth, triples, or the place where it is wrong."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgqa.graph.vocabulary import PREFIXES, XSD
from kgqa.server.jobs import Job
from kgqa.server.runner import Runner
from kgqa.ui.query_fault import Fault, fault_of

MOST_SHOWN = 2_000
ROW_FORMATS = {
    "csv": ("csv", "text/csv"),
    "tsv": ("tsv", "text/tab-separated-values"),
    "json": ("srj", "application/sparql-results+json"),
    "xml": ("srx", "application/sparql-results+xml"),
}
GRAPH_FORMATS = {
    "turtle": ("ttl", "text/turtle"),
    "nt": ("nt", "application/n-triples"),
    "jsonld": ("jsonld", "application/ld+json"),
    "rdfxml": ("rdf", "application/rdf+xml"),
}
_LOCAL = re.compile(r"[\w-]+")
_NUMERIC = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))


@dataclass(frozen=True)
class Term:
    """A term of a result: its lexical form, and what it is: ``iri``, ``number``, ``text`` or ``none``."""

    value: str
    kind: str
    language: str = ""


@dataclass(frozen=True)
class Outcome:
    """The result of a query.

    ``kind`` is ``rows``, ``boolean``, ``graph`` or ``fault``. ``rows`` are the first ``MOST_SHOWN`` of
    ``count``; those of a graph are its triples. ``cut`` names the limit of the endpoint that ended them.
    """

    query: str
    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term, ...], ...] = ()
    count: int = 0
    cut: str = ""
    truth: bool = False
    milliseconds: int = 0
    fault: Fault | None = None


def run(runner: Runner, query: str, place: tuple[int, int] | None = None) -> Outcome:
    """Run a query under the limits of the endpoint; ``place`` is where the editor takes it to be wrong."""
    started = time.perf_counter()
    reply = runner.run(Job(query, "json", "nt"))
    spent = round((time.perf_counter() - started) * 1000)
    match reply.kind:
        case "rows":
            variables, rows = _rows(reply.body)
            return Outcome(query, "rows", variables, rows, reply.count, reply.cut, milliseconds=spent)
        case "boolean":
            truth = bool(json.loads(reply.body)["boolean"])
            return Outcome(query, "boolean", truth=truth, count=1, milliseconds=spent)
        case "graph":
            triples = tuple(_triples(reply.body))
            names = ("subject", "predicate", "object")
            return Outcome(query, "graph", names, triples, reply.count, reply.cut, milliseconds=spent)
    return Outcome(query, "fault", fault=fault_of(query, reply, place), milliseconds=spent)


def file_of(runner: Runner, query: str, format: str) -> bytes:
    """The whole result in a format, within the limits of the endpoint."""
    is_rows = format in ROW_FORMATS
    return runner.run(Job(query, format if is_rows else "", "" if is_rows else format)).body


def shortened(iri: str) -> str:
    """An IRI with the project's prefix where one fits, else as it is.

    >>> shortened("https://w3id.org/district-plan/indicator/gdp-growth")
    'ind:gdp-growth'
    """
    for prefix, base in PREFIXES.items():
        rest = iri.removeprefix(base)
        if rest != iri and _LOCAL.fullmatch(rest):
            return f"{prefix}:{rest}"
    return iri


def _rows(body: bytes) -> tuple[tuple[str, ...], tuple[tuple[Term, ...], ...]]:
    told: dict[str, Any] = json.loads(body)
    variables = tuple(told["head"]["vars"])
    rows = told["results"]["bindings"][:MOST_SHOWN]
    return variables, tuple(tuple(_term(row.get(name)) for name in variables) for row in rows)


def _term(told: dict[str, Any] | None) -> Term:
    if told is None:
        return Term("", "none")
    if told["type"] == "triple":
        parts = (_term(told["value"][end]).value for end in ("subject", "predicate", "object"))
        return Term(f"<< {' '.join(parts)} >>", "text")
    if told["type"] == "uri":
        return Term(told["value"], "iri")
    kind = "number" if told.get("datatype") in _NUMERIC else "text"
    return Term(told["value"], kind, told.get("xml:lang", ""))


def _triples(body: bytes) -> Sequence[tuple[Term, ...]]:
    parsed = sorted(ox.parse(body, format=ox.RdfFormat.N_TRIPLES), key=str)[:MOST_SHOWN]
    return [(_of(q.subject), _of(q.predicate), _of(q.object)) for q in parsed]


def _of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term(term.value, "iri")
    if isinstance(term, ox.Literal):
        return Term(term.value, "number" if term.datatype.value in _NUMERIC else "text", term.language or "")
    return Term(str(term), "text")
