"""Every IRI of the graph answers, as a page and as RDF; so do the ontology, the dataset and the examples."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE, DP
from kgqa.server.pages import address_of
from kgqa.server.routes import open_server
from kgqa.server.settings import Settings
from tests.server.running import running, shipped_files

DOCUMENT = "/id/guancheng-2024/document"
OBSERVATION = "/id/guancheng-2024/observation/767dbea27b"
INDICATOR = "/indicator/rd-intensity"
TYPES = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}


@pytest.fixture(scope="module")
def store() -> Store:
    """The project's graph."""
    return Store.load(shipped_files())


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[httpx.Client]:
    """A client of a server over it."""
    server = open_server(shipped_files(), Settings(workers=1), store)
    with running(server) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


class Outline(HTMLParser):
    """The elements, links and requests of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a browser would load or may follow."""
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif given.get("href") or given.get("src"):
            self.loads.append(given.get("href") or given.get("src") or "")
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each element ends where it should."""
        assert self.open.pop() == tag


def page_of(client: httpx.Client, path: str, language: str = "zh") -> str:
    """A page in a language."""
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.headers["Content-Language"] == language
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    return response.text


def test_a_thing_as_a_page(client: httpx.Client) -> None:
    """Facts, the sentence with its words marked, links both ways; in two languages."""
    chinese, english = page_of(client, OBSERVATION), page_of(client, OBSERVATION, "en")
    assert "<mark>全社会研发强度达到2.58%</mark>" in chinese
    assert "第1.2节" in chinese and "section 1.2" in english
    assert f'href="{INDICATOR}"' in chinese
    indicator = page_of(client, INDICATOR, "en")
    assert f'href="{OBSERVATION}"' in indicator
    assert "R&amp;D" in indicator


@pytest.mark.parametrize(
    "path", [DOCUMENT, OBSERVATION, INDICATOR, "/ontology", "/examples", "/unit/percent", "/code/actual"]
)
def test_a_page_is_well_formed_and_loads_nothing(client: httpx.Client, path: str) -> None:
    """No script, no request; links stay here or go to the web."""
    page = page_of(client, path)
    outline = Outline(page)
    assert outline.open == []
    assert outline.loads == ["data:,"]
    assert "<script" not in page and "url(" not in page and "@import" not in page
    assert all(re.match(r"/|#|https?://|\?", link) for link in outline.links)


@pytest.mark.parametrize(("accept", "syntax"), TYPES.items())
def test_a_thing_as_rdf(client: httpx.Client, accept: str, syntax: str) -> None:
    """The same IRI in the formats that data clients accept."""
    response = client.get(OBSERVATION, headers={"Accept": accept})
    assert response.headers["Content-Type"].split(";")[0] == accept
    graph = rdflib.Graph().parse(data=response.text, format=syntax)
    subject = rdflib.URIRef(BASE + OBSERVATION[1:])
    assert (subject, rdflib.URIRef(f"{DP}valueText"), rdflib.Literal("2.58")) in graph
    assert (None, rdflib.URIRef(f"{DP}quote"), rdflib.Literal("全社会研发强度达到2.58%", "zh")) in graph


def test_the_address_may_name_format_and_language(client: httpx.Client) -> None:
    """For links and for people without headers."""
    assert client.get(f"{DOCUMENT}?format=nt").headers["Content-Type"] == "application/n-triples"
    assert client.get(f"{DOCUMENT}?lang=en").headers["Content-Language"] == "en"
    assert client.get(f"{DOCUMENT}?format=docx").status_code == 406
    assert client.get(DOCUMENT, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(f"/id{INDICATOR}", headers={"Accept": "text/turtle"}).status_code == 200
    assert client.put(DOCUMENT).status_code == 405
    head = client.head(DOCUMENT)
    assert (head.status_code, head.text) == (200, "")


def test_every_kind_of_iri_answers(client: httpx.Client, store: Store) -> None:
    """Sixty drawn among all IRIs of the graph, subjects and objects alike."""
    terms = {term for quad in store.quads() for term in (quad.subject, quad.object)}
    iris = sorted(t.value for t in terms if isinstance(t, ox.NamedNode) and t.value.startswith(BASE))
    shown = [iri for iri in iris if re.match(r"(id|indicator|code|unit)/", iri.removeprefix(BASE))]
    assert len(shown) > 7_000
    for iri in random.Random(6).sample(shown, 60):
        response = client.get(address_of(iri), headers={"Accept": "text/html"})
        assert (iri, response.status_code) == (iri, 200)


def test_an_unknown_iri_is_answered_by_near_names(client: httpx.Client) -> None:
    """404 as a page or as a problem."""
    page = client.get("/indicator/rd-intensty", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert f'href="{INDICATOR}"' in page.text
    problem = client.get(
        "/indicator/rd-intensty", headers={"Accept": "application/ld+json, application/json;q=0.9"}
    )
    assert problem.status_code == 404
    assert f"{BASE}indicator/rd-intensity" in problem.json()["near"]


@pytest.mark.parametrize(
    "path",
    ["/id/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/id/%22%3E%3Cb%3E", "/id/a%0d%0aX: y", "/id/%ff", "/id/"],
)
def test_hostile_addresses_are_only_unknown(client: httpx.Client, path: str) -> None:
    """What an address holds is shown as text, in no header, in no query."""
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "<script" not in response.text and "<b>" not in response.text
    assert "x" not in response.headers
    assert Outline(response.text).open == []


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (
            "/id/guancheng-2024/graph",
            "/graphs?graph=https%3A%2F%2Fw3id.org%2Fdistrict-plan%2Fid%2Fguancheng-2024%2Fgraph",
        ),
        ("/ns?format=turtle", "/ontology?format=turtle"),
        ("/code/", "/ontology#codes"),
        ("/unit", "/ontology#units"),
        ("/indicator/", "/ontology#indicators"),
    ],
)
def test_names_of_graphs_and_vocabularies_lead_to_what_they_hold(
    client: httpx.Client, path: str, location: str
) -> None:
    """They are IRIs of the graph as well, which the descriptions name."""
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (303, location)
    assert client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "path", ["/api", "/api/x", "/ns/0.1.0/x", "/ontology/x", "/.well-known/x", "/graphs/x"]
)
def test_below_our_addresses_nothing_is_made_up(client: httpx.Client, path: str) -> None:
    """Programs get no page of the app there."""
    assert client.get(path).status_code == 404


def test_an_address_that_is_too_long_is_told(client: httpx.Client) -> None:
    """Before a page is drawn whose links would name it."""
    assert client.get("/id/" + "a" * 3_000).status_code == 414


def test_the_ontology(client: httpx.Client) -> None:
    """Its page has an anchor for each term; its Turtle is the ontology; its namespace leads there."""
    page = page_of(client, "/ontology", "en")
    assert 'id="Observation"' in page and 'id="unit/percent"' in page
    assert "One value or bound of one indicator" in page
    graph = rdflib.Graph().parse(
        data=client.get("/ontology", headers={"Accept": "text/turtle"}).text, format="turtle"
    )
    assert (rdflib.URIRef(f"{DP}Observation"), rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert client.get("/ns").headers["Location"] == "/ontology"
    assert client.get("/ns/0.1.0").headers["Location"] == "/ontology"


def test_every_term_of_the_ontology_has_its_place_on_the_page(client: httpx.Client, store: Store) -> None:
    """Links to classes and properties lead there."""
    page = page_of(client, "/ontology")
    terms = {quad.subject.value for quad in store.quads() if isinstance(quad.subject, ox.NamedNode)}
    names = sorted(term.removeprefix(DP) for term in terms if term.startswith(DP))
    assert len(names) > 90
    assert [name for name in names if f'id="{name}"' not in page] == []


def test_the_dataset(client: httpx.Client, store: Store) -> None:
    """VoID and DCAT, with true counts and addresses that answer."""
    graph = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    void, dcat = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.DCAT
    (dataset,) = graph.subjects(rdflib.RDF.type, void.Dataset)
    assert str(graph.value(dataset, void.triples)) == str(len(store))
    assert (dataset, rdflib.RDF.type, dcat.Dataset) in graph
    assert len(list(graph.objects(dataset, void.classPartition))) > 40
    assert graph.value(dataset, void.sparqlEndpoint) == rdflib.URIRef(
        f"{client.base_url}/sparql".replace("//sparql", "/sparql")
    )
    named = set(map(str, graph.objects(dataset, void.vocabulary)))
    assert DP in named and f"{BASE}lexicon#" not in named
    dumps = sorted(map(str, graph.objects(dataset, void.dataDump)))
    assert len(dumps) == 6
    assert client.head(next(dump for dump in dumps if dump.endswith("=nt"))).status_code == 200
    assert client.get("/catalog", headers={"Accept": "application/ld+json"}).status_code == 200


def test_the_examples(client: httpx.Client) -> None:
    """As a page, and as SHACL-SPARQL whose queries the endpoint runs."""
    assert "Which national titles were won in 2023" in page_of(client, "/examples", "en")
    graph = rdflib.Graph().parse(data=client.get("/examples?format=turtle").text, format="turtle")
    examples = list(graph.subjects(rdflib.RDF.type, rdflib.SH.SPARQLSelectExecutable))
    assert len(examples) >= 60
    for example in examples[:5]:
        query = str(graph.value(example, rdflib.SH.select))
        response = client.get("/sparql", params={"query": query})
        assert response.json()["results"]["bindings"]
