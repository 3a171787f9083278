"""Clients that researchers use, against a running server."""

from __future__ import annotations

import subprocess
from typing import Any

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper

SELECT = "SELECT ?o WHERE { <http://example.org/a> <http://example.org/p> ?o } ORDER BY ?o"
CONSTRUCT = "CONSTRUCT WHERE { <http://example.org/a> <http://example.org/p> ?o }"
EVERYTHING = ["default", "eins", "one", "two"]


def wrapper(address: str, query: str, form: str) -> Any:
    """A client of SPARQLWrapper with its query and the format it wants; what it returns has no one type."""
    client = SPARQLWrapper(f"{address}/sparql", returnFormat=form)
    client.setQuery(query)
    return client


def test_sparqlwrapper_reads_rows(small_address: str) -> None:
    """By GET, by a form and directly, as JSON and XML."""
    client = wrapper(small_address, SELECT, JSON)
    for method, way in (("GET", "urlencoded"), (POST, "urlencoded"), (POST, POSTDIRECTLY)):
        client.setMethod(method)
        client.setRequestMethod(way)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert [row["o"]["value"] for row in rows] == EVERYTHING
    document = wrapper(small_address, SELECT, XML).queryAndConvert()
    assert document.getElementsByTagName("literal").length == 4
    assert wrapper(small_address, SELECT, CSV).queryAndConvert().split() == [
        b"o",
        *map(str.encode, EVERYTHING),
    ]


def test_sparqlwrapper_reads_graphs(small_address: str) -> None:
    """As RDF/XML and as Turtle."""
    answer = wrapper(small_address, CONSTRUCT, RDFXML).query().response.read()
    assert len(rdflib.Graph().parse(data=answer, format="xml")) == 4
    text = wrapper(small_address, CONSTRUCT, TURTLE).queryAndConvert()
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == 4


def test_sparqlwrapper_names_a_graph(small_address: str) -> None:
    """By default-graph-uri."""
    client = wrapper(small_address, SELECT, JSON)
    client.addDefaultGraph("http://example.org/g2")
    assert [row["o"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == ["two"]


def test_rdflib_reads_the_endpoint_as_a_graph(small_address: str) -> None:
    """Its SPARQLStore answers patterns and queries."""
    graph = rdflib.Graph(SPARQLStore(f"{small_address}/sparql", returnFormat="json"))
    thing, property = rdflib.URIRef("http://example.org/a"), rdflib.URIRef("http://example.org/p")
    assert sorted(map(str, graph.objects(thing, property))) == EVERYTHING
    assert [str(row[0]) for row in graph.query(SELECT)] == EVERYTHING  # type: ignore[index]
    assert (thing, property, rdflib.Literal("one")) in graph


def test_rdflib_reads_a_graph_from_the_graph_store(small_address: str) -> None:
    """By its address."""
    graph = rdflib.Graph().parse(f"{small_address}/graphs?graph=http://example.org/g2")
    assert len(graph) == 2


def curl(*arguments: str) -> str:
    """What curl prints."""
    command = ["curl", "--silent", "--show-error", "--max-time", "20", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_curl(small_address: str) -> None:
    """The lines of docs/http.md."""
    endpoint = f"{small_address}/sparql"
    assert (
        curl("--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv", endpoint).split()[1:]
        == EVERYTHING
    )
    assert curl("-G", "--data-urlencode", f"query={SELECT}", "-d", "format=tsv", endpoint).startswith("?o\n")
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", SELECT)
    assert '"one"' in curl(*direct, endpoint)
    head = curl("-I", f"{endpoint}?query=ASK%7B%7D")
    assert head.startswith("HTTP/1.1 200")
    assert "{" not in head
    zipped = curl(
        "--compressed",
        "-D",
        "-",
        f"{endpoint}?query=DESCRIBE+<http://example.org/a>".replace("<", "%3C").replace(">", "%3E"),
    )
    assert "content-encoding: gzip" in zipped
    assert "http://example.org/p" in zipped or ":p" in zipped


def test_curl_asks_again_for_what_it_holds(small_address: str) -> None:
    """The tag of an answer spares the second query."""
    address = f"{small_address}/sparql?query=ASK%7B%7D"
    tag = next(line for line in curl("-I", address).splitlines() if line.startswith("etag: "))[6:].strip()
    assert curl("-o", "/dev/null", "-w", "%{http_code}", "-H", f"If-None-Match: {tag}", address) == "304"
    assert curl("-o", "/dev/null", "-w", "%{http_code}", "-H", 'If-None-Match: W/"x"', address) == "200"
    changing = f"{small_address}/sparql?query=SELECT+(NOW()+AS+?x)%7B%7D"
    assert "etag" not in curl("-g", "-I", changing)
