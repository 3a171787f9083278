"""The SPARQL 1.1 Protocol, request by request, against a running server."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
import pytest

SELECT = "SELECT ?o WHERE { <http://example.org/a> <http://example.org/p> ?o } ORDER BY ?o"
ALL = "SELECT * WHERE { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { <http://example.org/a> <http://example.org/p> ?o }"
DESCRIBE = "DESCRIBE <http://example.org/a>"
G1, G2 = "http://example.org/g1", "http://example.org/g2"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
LATIN = "application/x-www-form-urlencoded; charset=iso-8859-1"
EVERYTHING = ("default", "eins", "one", "two")


def get(query: str, **more: str) -> str:
    """The address of a query with further parameters, an underscore for each hyphen."""
    pairs = [("query", query), *((name.replace("_", "-"), value) for name, value in more.items())]
    return "/sparql?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)


def form(query: str, **more: str) -> bytes:
    """The same as the body of a form."""
    return get(query, **more).removeprefix("/sparql?").encode()


@dataclass(frozen=True)
class Case:
    """A request and what is expected of the response; ``values`` are those of ?o, without their order."""

    name: str
    url: str = "/sparql"
    method: str = "GET"
    accept: str | None = None
    content: bytes = b""
    kind: str = ""
    more: dict[str, str] = field(default_factory=dict)
    status: int = 200
    gives: str = ""
    holds: tuple[str, ...] = ()
    values: tuple[str, ...] | None = None
    headers: dict[str, str] = field(default_factory=dict)


def post(name: str, content: bytes | str, kind: str, **more: object) -> Case:
    """A request by POST."""
    body = content.encode() if isinstance(content, str) else content
    return Case(name, method="POST", content=body, kind=kind, **more)  # type: ignore[arg-type]


CASES = (
    # ---------- the three ways to send a query ----------
    Case("get", get(SELECT), gives=JSON, values=EVERYTHING),
    post("form", form(SELECT), FORM, gives=JSON, values=EVERYTHING),
    post("direct", SELECT, QUERY, gives=JSON, values=EVERYTHING),
    post("direct in utf-8", SELECT, f"{QUERY}; charset=UTF-8", gives=JSON, values=EVERYTHING),
    post("form in utf-8", form(SELECT), f"{FORM}; charset=utf-8", gives=JSON, values=EVERYTHING),
    Case("get in chinese", get('SELECT ("管城" AS ?o) {}'), gives=JSON, values=("管城",)),
    post("direct in chinese", 'SELECT ("管城" AS ?o) {}', QUERY, values=("管城",)),
    Case("plus signs are blanks", "/sparql?query=SELECT+(1+AS+?o)+%7B%7D", values=("1",)),
    Case("unknown parameters do not matter", get(SELECT, timeout="5"), values=EVERYTHING),
    Case("prefixes of the project", get("SELECT ?o { ?x a dp:Goal ; rdfs:label ?o }"), values=()),
    Case("a mark before the query", get("\ufeff" + SELECT), values=EVERYTHING),
    post("a mark before a query from a file", "\ufeff" + SELECT, QUERY, values=EVERYTHING),
    # ---------- kinds of queries ----------
    Case("ask", get(ASK), gives=JSON, holds=('"boolean":true',)),
    Case("ask no", get("ASK { <urn:x> ?p ?o }"), holds=('"boolean":false',)),
    Case("construct", get(CONSTRUCT), gives="text/turtle", holds=('"one"', '"two"')),
    Case("describe", get(DESCRIBE), gives="text/turtle", holds=("http://example.org/p",)),
    Case("no rows", get("SELECT ?o { <urn:x> ?p ?o }"), values=()),
    Case(
        "unbound",
        get("SELECT ?x ?o { <http://example.org/a> ?p ?o OPTIONAL { ?o ?q ?x } FILTER(?o = 'two') }"),
        values=("two",),
    ),
    # ---------- formats of rows ----------
    Case("json", get(SELECT), accept=JSON, gives=JSON, values=EVERYTHING),
    Case("plain json", get(SELECT), accept="application/json", gives="application/json", values=EVERYTHING),
    Case("xml", get(SELECT), accept=XML, gives=XML, holds=("<literal>one</literal>", 'xml:lang="de"')),
    Case("csv", get(SELECT), accept=CSV, gives=CSV, holds=("o\r\n", "one\r\n")),
    Case("tsv", get(SELECT), accept=TSV, gives=TSV, holds=("?o\n", '"one"\n', '"eins"@de\n')),
    Case("ask as xml", get(ASK), accept=XML, gives=XML, holds=("<boolean>true</boolean>",)),
    Case("ask as csv", get(ASK), accept=CSV, gives=CSV, holds=("true",)),
    Case("format by name", get(SELECT, format="csv"), accept=JSON, gives=CSV, holds=("one",)),
    Case("format by media type", get(SELECT, format=XML), gives=XML),
    Case("format and output alike", get(SELECT, format="json", output="json"), gives=JSON),
    Case("format before output", get(SELECT, format="csv", output="xml"), gives=CSV),
    Case("format in capitals", get(SELECT, format="CSV"), gives=CSV),
    Case("format by the ending of a file", get(SELECT, format="srx"), gives=XML),
    Case("a plus sign as it is", get(SELECT) + f"&format={JSON}", gives=JSON),
    Case("format left empty", get(SELECT, format=""), gives=JSON),
    # ---------- formats of graphs ----------
    Case("turtle", get(CONSTRUCT), accept="text/turtle", gives="text/turtle", holds=('"one"',)),
    Case(
        "n-triples",
        get(CONSTRUCT),
        accept="application/n-triples",
        gives="application/n-triples",
        holds=('<http://example.org/a> <http://example.org/p> "one" .',),
    ),
    Case("n-quads", get(CONSTRUCT), accept="application/n-quads", gives="application/n-quads"),
    Case("trig", get(CONSTRUCT), accept="application/trig", gives="application/trig"),
    Case(
        "json-ld", get(CONSTRUCT), accept="application/ld+json", gives="application/ld+json", holds=('"@id"',)
    ),
    Case(
        "rdf/xml",
        get(CONSTRUCT),
        accept="application/rdf+xml",
        gives="application/rdf+xml",
        holds=("<rdf:RDF",),
    ),
    Case(
        "a property that rdf/xml cannot name",
        get("CONSTRUCT { ?s <http://example.org/1/> ?o } WHERE { ?s ?p ?o }"),
        accept="application/rdf+xml",
        status=406,
        holds=("<http://example.org/1/>", "another format"),
    ),
    Case("graph format by name", get(CONSTRUCT, format="nt"), gives="application/n-triples"),
    # ---------- the choice of a format ----------
    Case("q-values", get(SELECT), accept=f"{JSON};q=0.3, {CSV};q=0.9, {XML};q=0.5", gives=CSV),
    Case("q-values in any order", get(SELECT), accept=f"{XML};q=0.9, {CSV};q=0.3", gives=XML),
    Case("nothing at q=0", get(SELECT), accept=f"{JSON};q=0, */*;q=0.1", gives=XML),
    Case("anything", get(SELECT), accept="*/*", gives=JSON),
    Case("any text", get(SELECT), accept="text/*", gives=CSV),
    Case(
        "the specific before the general", get(SELECT), accept=f"application/*;q=0.2, {TSV};q=0.5", gives=TSV
    ),
    Case("parameters of a type", get(SELECT), accept=f"{XML}; charset=utf-8; q=0.8", gives=XML),
    Case(
        "a browser",
        get(SELECT),
        accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        gives="application/xml",
    ),
    Case("no such type", get(SELECT), accept="image/png", status=406, holds=("there are", JSON)),
    Case("everything at q=0", get(SELECT), accept="*/*;q=0", status=406),
    Case("a weight that is none", get(SELECT), accept=f"{JSON};q=high", status=406),
    Case("rows as a graph", get(SELECT), accept="text/turtle", status=406, holds=(CSV,)),
    Case("a graph as rows", get(CONSTRUCT), accept=CSV, status=406, holds=("text/turtle",)),
    Case("no such format", get(SELECT, format="docx"), status=406, holds=("docx",)),
    # ---------- datasets ----------
    Case("default-graph-uri", get(SELECT, default_graph_uri=G1), values=("eins", "one")),
    Case(
        "two of them",
        get(SELECT, default_graph_uri=G1) + f"&default-graph-uri={quote(G2)}",
        values=("eins", "one", "two"),
    ),
    Case("one that is not there", get(SELECT, default_graph_uri="http://example.org/none"), values=()),
    Case(
        "named-graph-uri",
        get("SELECT ?o { GRAPH ?g { ?a <http://example.org/p> ?o } }", named_graph_uri=G1),
        values=("eins", "one"),
    ),
    Case("named-graph-uri leaves no default graph", get(SELECT, named_graph_uri=G1), values=()),
    Case(
        "both",
        get(
            "SELECT ?o { { ?s <http://example.org/n> ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
            default_graph_uri=G1,
            named_graph_uri="http://example.org/none",
        ),
        values=("1", "1.5", "1000"),
    ),
    post("in a form", form(SELECT, default_graph_uri=G2), FORM, values=("two",)),
    post(
        "in the address of a direct post",
        SELECT,
        QUERY,
        url=f"/sparql?default-graph-uri={quote(G2)}",
        values=("two",),
    ),
    Case(
        "from",
        get(f"SELECT ?o FROM <{G1}> {{ <http://example.org/a> <http://example.org/p> ?o }}"),
        values=("eins", "one"),
    ),
    Case(
        "from named",
        get(f"SELECT ?o FROM NAMED <{G2}> {{ GRAPH ?g {{ <http://example.org/a> ?p ?o }} }}"),
        values=("two",),
    ),
    Case(
        "the protocol before from",
        get(
            f"SELECT ?o FROM <{G1}> {{ <http://example.org/a> <http://example.org/p> ?o }}",
            default_graph_uri=G2,
        ),
        values=("two",),
    ),
    Case(
        "a variable called from",
        get("SELECT ?o { ?from <http://example.org/n> ?o }"),
        values=("1", "1.5", "1000"),
    ),
    Case("a graph with a broken name", get(SELECT, default_graph_uri="not an iri"), status=400),
    Case(
        "a relative name",
        get(SELECT, named_graph_uri="/g1"),
        status=400,
        holds=("'named-graph-uri'", "'/g1'"),
    ),
    Case("default-graph-uri left empty", get(SELECT, default_graph_uri=""), values=EVERYTHING),
    Case("both left empty", get(SELECT, default_graph_uri="", named_graph_uri=""), values=EVERYTHING),
    Case("a graph with a chinese name", get(SELECT, default_graph_uri="http://example.org/管城"), values=()),
    # ---------- malformed ----------
    Case("bad syntax", get("SELECT ?x\nWHERE { ?x ?y }"), status=400, holds=("line 2, column",)),
    Case(
        "bad syntax as a problem",
        get("SELECT"),
        accept="application/problem+json, */*;q=0.1",
        status=400,
        gives="application/problem+json",
        holds=('"line":1', '"column":'),
    ),
    Case("undeclared prefix", get("SELECT * { ?s foo:bar ?o }"), status=400, holds=("line 1",)),
    Case("empty query", "/sparql?query=", status=400),
    Case("two queries", get(SELECT) + "&query=ASK%7B%7D", status=400, holds=("2 times",)),
    Case("not utf-8", "/sparql?query=%FF%FE", status=400, holds=("UTF-8",)),
    post("form without a query", b"x=y", FORM, status=400),
    post("direct without a query", b"", QUERY, status=400),
    post("query in body and address", SELECT, QUERY, url=get(SELECT), status=400),
    post("body not utf-8", b"SELECT \xff", QUERY, status=400, holds=("UTF-8",)),
    Case("an update by get", "/sparql?update=CLEAR%20ALL", status=400, holds=("read-only",)),
    post("an update in a form", b"update=CLEAR%20ALL", FORM, status=400, holds=("read-only",)),
    post("using-graph-uri", form(SELECT, using_graph_uri=G1), FORM, status=400),
    Case(
        "an update as a query",
        get("PREFIX a: <urn:a>\nINSERT DATA { a:a <urn:b> 1 }"),
        status=400,
        holds=("read-only",),
    ),
    Case(
        "an update below a comment",
        get("# tidy up\nPREFIX a: <urn:a> # a\nBASE <urn:b>\nDELETE WHERE { ?s ?p ?o }"),
        status=400,
        holds=("read-only",),
    ),
    post("an update by its type", "CLEAR ALL", "application/sparql-update", status=415, holds=("read-only",)),
    post("another type", SELECT, "text/plain", status=415, headers={"Accept-Post": f"{QUERY}, {FORM}"}),
    post("json", '{"query": "ASK {}"}', "application/json", status=415),
    post("no type", SELECT, "", status=415),
    post("latin-1", form(SELECT), LATIN, status=415),
    post("a zipped body", b"\x1f\x8b", QUERY, more={"Content-Encoding": "gzip"}, status=415),
    post("too long", "#" * 5_000 + "\nASK {}", QUERY, status=413, holds=("4000 bytes",)),
    post("a form too long", form("#" * 5_000 + "\nASK {}"), FORM, status=413),
    Case("an address too long", get("#" * 5_000), status=413),
    # ---------- methods ----------
    Case("head", get(SELECT), method="HEAD", gives=JSON),
    Case("head of what is wrong", get("SELECT"), method="HEAD", status=400),
    Case(
        "options",
        method="OPTIONS",
        status=204,
        headers={"Allow": "GET, HEAD, POST, OPTIONS", "Access-Control-Allow-Origin": "*"},
    ),
    Case(
        "preflight",
        method="OPTIONS",
        more={"Origin": "http://a.example", "Access-Control-Request-Method": "POST"},
        status=204,
        headers={"Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS"},
    ),
    Case("put", method="PUT", status=405, headers={"Allow": "GET, HEAD, POST, OPTIONS"}),
    Case("delete", method="DELETE", status=405),
    Case("patch", method="PATCH", status=405),
    # ---------- headers ----------
    Case(
        "cors", get(SELECT), more={"Origin": "http://a.example"}, headers={"Access-Control-Allow-Origin": "*"}
    ),
    Case("cors of what is wrong", get("SELECT"), status=400, headers={"Access-Control-Allow-Origin": "*"}),
    Case("any tag at all is no reason not to run a query", get(SELECT), more={"If-None-Match": "*"}),
    Case("what the answer varies by", get(SELECT), headers={"Vary": "Accept, Accept-Encoding"}),
    Case("cut at the limit", get(ALL), headers={"Kgqa-Truncated": "rows; count=8"}),
    Case(
        "a graph cut at the limit",
        get("CONSTRUCT WHERE { ?s ?p ?o }"),
        headers={"Kgqa-Truncated": "rows; count=8"},
    ),
    # ---------- the description of the service ----------
    Case("description", gives="text/turtle", holds=("sparql-service-description#", "/sparql>")),
    Case("description as json-ld", accept="application/ld+json", gives="application/ld+json"),
    Case("description as rdf/xml", accept="application/rdf+xml", gives="application/rdf+xml"),
    Case("description names the graphs", holds=(G1, G2, "UnionDefaultGraph")),
    Case("description as a picture", accept="image/png", status=406),
    Case("a browser comes to look", accept="text/html", status=303, headers={"Location": "/query"}),
    Case("below the endpoint is nothing", "/sparql/x?query=ASK%7B%7D", status=404),
    Case("below the api is nothing", "/api/answer", status=404),
    # ---------- the graph store ----------
    Case(
        "the whole, which is not cut",
        "/graphs?default&format=nt",
        gives="application/n-triples",
        holds=('"default"', '"one"', '"eins"@de', '"two"', '"true"', '"1000"', '"1.5"', "_:"),
    ),
    Case(
        "a graph", f"/graphs?graph={quote(G1)}", accept="application/n-triples", holds=('"one"', '"eins"@de')
    ),
    Case("head of a graph", f"/graphs?graph={quote(G1)}", method="HEAD", gives="text/turtle"),
    Case("no such graph", "/graphs?graph=urn:none", status=404),
    Case("neither default nor graph", "/graphs", status=400),
    Case("both of them", f"/graphs?default&graph={quote(G1)}", status=400),
    Case("not an iri", "/graphs?graph=here", status=400),
    Case("a relative name of a graph", "/graphs?graph=g1:", status=404),
    Case("a graph as rows", f"/graphs?graph={quote(G1)}", accept=CSV, status=406),
    Case(
        "a graph by put",
        f"/graphs?graph={quote(G1)}",
        method="PUT",
        status=405,
        headers={"Allow": "GET, HEAD, OPTIONS"},
    ),
    Case("a graph by delete", f"/graphs?graph={quote(G1)}", method="DELETE", status=405),
    Case("a graph by post", f"/graphs?graph={quote(G1)}", method="POST", status=405),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_request(small: httpx.Client, case: Case) -> None:
    """Status, type, body and headers are those of the table."""
    headers = {"Accept": case.accept, "Content-Type": case.kind or None, **case.more}
    given = {name: value for name, value in headers.items() if value is not None}
    request = small.build_request(case.method, case.url, headers=given, content=case.content)
    if case.accept is None:
        del request.headers["Accept"]
    response = small.send(request)
    assert response.status_code == case.status, response.text
    if case.gives:
        assert response.headers["Content-Type"].split(";")[0] == case.gives
    for part in case.holds:
        assert part in response.text
    for name, value in case.headers.items():
        assert response.headers[name] == value
    if case.values is not None:
        bindings = response.json()["results"]["bindings"]
        assert sorted(row["o"]["value"] for row in bindings) == sorted(case.values)
    if case.status >= 400 and case.method != "HEAD":
        assert response.text.strip()
        assert "Traceback" not in response.text


def test_what_is_kept_of_an_answer_that_a_client_holds(small: httpx.Client) -> None:
    """304 repeats what caches go by (RFC 9110, 15.4.5)."""
    first = small.get(get(SELECT))
    again = small.get(get(SELECT), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [("gzip", True), ("gzip;q=0", False), ("gzip;q=0, *", False), ("*", True), ("br", False), ("", False)],
)
def test_an_answer_is_zipped_where_that_is_read(small: httpx.Client, accepted: str, zipped: bool) -> None:
    """And varies by each header once."""
    response = small.get("/graphs?default&format=rdfxml", headers={"Accept-Encoding": accepted})
    assert ("Content-Encoding" in response.headers) is zipped
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


def test_clients_that_hang_up_keep_nobody_waiting(small: httpx.Client) -> None:
    """Queries that nobody waits for any more are ended, not run until their time is over."""
    product = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12))
    body = f"SELECT (COUNT(*) AS ?n) {{ {product} }}".encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {QUERY}\r\nContent-Length: {len(body)}\r\n\r\n"
    for _ in range(6):  # of which two run at once, for five seconds each
        with socket.create_connection((small.base_url.host, small.base_url.port or 0)) as leaving:
            leaving.sendall(head.encode() + body)
            time.sleep(0.1)
    started = time.monotonic()
    assert small.get(get(ASK)).status_code == 200
    assert time.monotonic() - started < 4
