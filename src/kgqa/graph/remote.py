"""A SPARQL 1.1 server over HTTP, asked as the store in memory is asked; its graphs are put there here too.

A server is slow to reach, and its graph does not change while an engine is open over it: rows that are
asked for again, as those of a reading that was weighed and then chosen, are not fetched again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kgqa.errors import GraphError, UsageError
from kgqa.graph.connection import Connection, Reply
from kgqa.graph.store import Dataset, Results, Rows, Store, with_prologue
from kgqa.graph.vocabulary import BASE, DP, XSD

VOCABULARY_GRAPH = DP.rstrip("#")  # what the vocabulary is called on a server, where a graph needs a name
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_FORM = "application/x-www-form-urlencoded"
_DECIMALS = (f"{XSD}decimal", f"{XSD}double", f"{XSD}float")
_EVERY_TRIPLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SEEN = "SELECT ?document WHERE { ?document a dp:PlanDocument . dp:PlanDocument a owl:Class } LIMIT 1"
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?document a dp:PlanDocument } } ORDER BY ?graph"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"
_NO_GRAPH, _NOT_FOUND = f"{BASE}none", 404
_NO_ENDPOINT = (_NOT_FOUND, 405, 410, 415)  # none of these does an endpoint say to a form with a query
_OTHER_ADDRESS = "give the address of the server's Graph Store with --graph-store"
_CUT = ("x-sparql-maxrows", "kgqa-truncated")  # headers by which a server says that rows are missing
_MOST_KEPT, _LONGEST_KEPT = 1_000, 500


class RemoteStore:
    """The reports and the vocabulary on a server.

    Queries see the server's default graph where that holds them all, as Virtuoso's does; elsewhere each names
    the graphs that hold a report and that of the vocabulary (``default-graph-uri`` of the SPARQL Protocol).
    """

    def __init__(self, url: str, seconds: float | None = None) -> None:
        self._connection = Connection(url, seconds)
        self.url = self._connection.url
        self._kept: dict[str, Rows] = {}
        self._lock = Lock()

    def select(self, sparql: str) -> Rows:
        """Rows of a SELECT, every term as the store in memory writes it.

        Raises:
            GraphError: the server does not answer, or not with all rows.
            UsageError: it does not take the query.
        """
        with self._lock:
            known = self._kept.pop(sparql, None)
            if known is not None:
                self._kept[sparql] = known  # the last one used goes last
        return known if known is not None else self._fetched(sparql)

    def _fetched(self, sparql: str) -> Rows:
        rows = self.rows(sparql, self._seen)
        if len(rows) <= _LONGEST_KEPT:
            with self._lock:
                self._kept[sparql] = rows
                while len(self._kept) > _MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
        return rows

    def rows(self, sparql: str, dataset: Dataset) -> Rows:
        """Rows of a SELECT over some graphs, or over the server's default graph where none are named."""
        reply = self._ask(sparql, dataset, _ROWS)
        try:
            told = json.loads(reply.body)
            if "boolean" in told:
                raise UsageError("a SELECT query is wanted here")
            names, bindings = tuple(told["head"]["vars"]), told["results"]["bindings"]
            return Rows(names, tuple(tuple(_lexical(row.get(name)) for name in names) for row in bindings))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            kind = reply.headers.get("content-type", "").split(";")[0] or "something else"
            raise GraphError(
                f"{self.url} answers with {kind}, not with rows of SPARQL results in JSON; see that the "
                "address is that of a SPARQL endpoint"
            ) from error

    def results(self, sparql: str, dataset: Dataset | None = None) -> Results:
        """Results of a query of any kind, as the server writes them.

        Args:
            dataset: the graphs that the query sees; None are those of the reports and the vocabulary.

        Raises:
            GraphError: the server does not answer, or not with all rows.
            UsageError: it does not take the query.
        """
        seen = self._seen if dataset is None else dataset
        try:
            kind = Store(()).results(sparql)  # over nothing: what kind of query it is
            if isinstance(kind, ox.QueryTriples):
                held = ox.Store()
                held.bulk_extend(
                    ox.Quad(t.subject, t.predicate, t.object) for t in self._triples(sparql, seen)
                )
                return held.query(_EVERY_TRIPLE)  # the type that a query in memory gives
            body = self._ask(sparql, seen, _ROWS).body
            if isinstance(kind, ox.QueryBoolean):
                body = json.dumps({"head": {}, "boolean": _truth(body)}).encode()
            return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise GraphError(f"{self.url} gave no results that can be read: {error}") from error

    def quads(self) -> Iterator[ox.Quad]:
        """All quads of the reports and, in the default graph, of the vocabulary.

        Raises:
            GraphError: the server does not answer, or not with all triples.
        """
        reported: set[ox.Triple] = set()
        for graph in self.graphs:
            triples = self._whole(graph)
            reported.update(triples)
            yield from (ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph)) for t in triples)
        vocabulary = self._whole(VOCABULARY_GRAPH)
        if not vocabulary:  # a server such as ours holds it without a name, and shows it beside the reports
            vocabulary = [t for t in self._triples(_EVERY_TRIPLE, Dataset()) if t not in reported]
        yield from (ox.Quad(t.subject, t.predicate, t.object) for t in vocabulary)

    def _whole(self, graph: str) -> list[ox.Triple]:
        triples = self._triples(_EVERY_TRIPLE, Dataset((graph,)))
        if len(triples) != self.count(graph):
            raise GraphError(f"{self.url} gave only {len(triples)} of the triples of {graph}")
        return triples

    def count(self, graph: str) -> int:
        """How many triples a graph has on the server."""
        [row] = self.rows(_COUNT % graph, Dataset())
        return int(row["n"])

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The graphs that hold a report.

        Raises:
            GraphError: there is none.
        """
        found = tuple(row["graph"] for row in self.rows(_GRAPHS, Dataset()))
        if not found:
            raise GraphError(f"{self.url} holds no report; put one there with: kgqa load --to {self.url}")
        return found

    @cached_property
    def _seen(self) -> Dataset:
        """The graphs to name with each query; none where the default graph holds them."""
        whole = bool(self.rows(_SEEN, Dataset()).values)
        return Dataset() if whole else Dataset((*self.graphs, VOCABULARY_GRAPH))

    def _triples(self, sparql: str, dataset: Dataset) -> list[ox.Triple]:
        reply = self._ask(sparql, dataset, _TRIPLES)
        form = ox.RdfFormat.from_media_type(reply.headers.get("content-type", "")) or ox.RdfFormat.TURTLE
        return [quad.triple for quad in ox.parse(reply.body, format=form)]

    def _ask(self, sparql: str, dataset: Dataset, accept: str) -> Reply:
        form = [("query", with_prologue(sparql))]
        form += [("default-graph-uri", graph) for graph in dataset.default_graphs]
        form += [("named-graph-uri", graph) for graph in dataset.named_graphs]
        headers = {"Accept": accept, "Content-Type": _FORM}
        reply = self._connection.send("POST", self.url, headers, urlencode(form).encode())
        if reply.status in _NO_ENDPOINT:
            raise GraphError(f"there is no SPARQL endpoint at {self.url}; see that the address is right")
        if reply.status >= 500:
            raise GraphError(f"the server at {self.url} failed: {reply.message}")
        if reply.status >= 400:
            raise UsageError(f"the query cannot be run at {self.url}: {reply.message}")
        limit = next((reply.headers[name] for name in _CUT if name in reply.headers), "")
        if limit:
            raise GraphError(f"{self.url} cut the answer ({limit}); raise its limit of rows")
        return reply


class GraphStore:
    """Graphs of a server, replaced one by one by the Graph Store HTTP Protocol."""

    def __init__(self, url: str, seconds: float | None = None) -> None:
        self._connection = Connection(url, seconds)
        self.url = self._connection.url
        self._is_open = False

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a graph, whole, by one request.

        Raises:
            GraphError: the server does not answer, or does not take the graph.
        """
        if not self._is_open:
            self._open()
        data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        reply = self._connection.send("PUT", self.url, {"Content-Type": _TRIPLES}, data, [("graph", graph)])
        if reply.status >= 400:
            raise GraphError(f"{self.url} does not take {graph}: {reply.message}; {_OTHER_ADDRESS}")

    def _open(self) -> None:
        """Ask for a graph that is not there, to see that this is a Graph Store and to learn how to sign in.

        A server that turns down a large request may break the connection while it is still being sent, or
        read it and never answer.
        """
        reply = self._connection.send("GET", self.url, {"Accept": _TRIPLES}, query=[("graph", _NO_GRAPH)])
        form = ox.RdfFormat.from_media_type(reply.headers.get("content-type", ""))
        if reply.status != _NOT_FOUND and (reply.status >= 400 or form is None):
            raise GraphError(f"{self.url} is no Graph Store; {_OTHER_ADDRESS}")
        self._is_open = True


def named_graphs(store: Store) -> dict[str, list[ox.Triple]]:
    """The graphs of a store, each with the name it has on a server."""
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in store.quads():
        graph = quad.graph_name
        found[graph.value if isinstance(graph, ox.NamedNode) else VOCABULARY_GRAPH].append(quad.triple)
    return dict(sorted(found.items()))


def _truth(body: bytes) -> bool:
    """What an ASK answers; Virtuoso gives it as a row with a one or no row."""
    told = json.loads(body)
    if "boolean" in told:
        return bool(told["boolean"])
    return any(term["value"] == "1" for row in told["results"]["bindings"] for term in row.values())


def _lexical(term: Mapping[str, Any] | None) -> str | None:
    """A term as Oxigraph writes it: decimals without zeros at the end, truth as words."""
    if term is None:
        return None
    value, datatype = str(term["value"]), term.get("datatype")
    if datatype == f"{XSD}boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    if datatype in _DECIMALS:
        try:
            return f"{Decimal(value).normalize():f}"
        except InvalidOperation:
            return value
    return value if term["type"] != "bnode" else value.removeprefix("_:")
