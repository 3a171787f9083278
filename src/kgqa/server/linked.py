"""Linked data: every IRI of the graph as a page or as RDF, the ontology, the dataset, example queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kgqa.graph.store import Dataset, Store
from kgqa.graph.vocabulary import BASE, DP, OWL, QB, QUDT, SKOS
from kgqa.server.description import Described, dataset_triples
from kgqa.server.examples import Examples
from kgqa.server.negotiation import GRAPH_FORMATS, HTML, Choice, Format, choose, languages, named
from kgqa.server.pages import SAFE, Pages
from kgqa.server.problems import Problem
from kgqa.server.protocol import parameters, single
from kgqa.server.resource import Handle
from kgqa.server.results import to_rdf
from kgqa.server.settings import Settings
from kgqa.server.things import Thing, Things
from kgqa.server.words import LANGUAGES, Words

_FORMATS = (HTML, *GRAPH_FORMATS)
_VARY = "Accept, Accept-Language, Accept-Encoding"
_LONGEST_NAME = 100  # characters that are compared with all names
_MOST = 10_000  # bytes of an address
_LONGEST_PATH = 2_000  # characters; a page names its own address in several links
# What the ontology's page lists, and the classes by which it is found.
_GROUPS = {
    "classes": (f"{OWL}Class",),
    "properties": (f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty", f"{QB}DataStructureDefinition"),
    "codes": (f"{SKOS}Concept",),
    "units": (f"{QUDT}Unit",),
    "indicators": (f"{DP}Indicator",),
}
_MEMBERS = "SELECT DISTINCT ?term WHERE {{ ?term a <{kind}> FILTER(STRSTARTS(STR(?term), '{base}')) }}"
_OBJECTS = "SELECT ?term (COUNT(*) AS ?count) WHERE { ?s ?p ?term FILTER(ISIRI(?term)) } GROUP BY ?term"


@dataclass(frozen=True)
class Linked:
    """What the pages are made from."""

    store: Store
    described: Described
    words: dict[str, Words]
    settings: Settings
    queries: Examples

    async def thing(self, request: Request) -> Response:
        """A thing of the graph; one that is not there is answered by names that come near."""
        return await run_in_threadpool(self._thing, request)

    async def ontology(self, request: Request) -> Response:
        """The ontology, with code lists, units and indicators."""
        return await run_in_threadpool(self._ontology, request)

    async def examples(self, request: Request) -> Response:
        """Example queries."""
        return await run_in_threadpool(self._examples, request)

    async def dataset(self, request: Request) -> Response:
        """The dataset in VoID and DCAT."""
        choice = self._choice(request, GRAPH_FORMATS)
        words = {
            language: {"title": told.say("title"), "description": told.say("description")}
            for language, told in self.words.items()
        }
        return _rdf(choice, dataset_triples(self.described, self._address(request), words))

    # ---------- pages ----------

    def _thing(self, request: Request) -> Response:
        path = request.path_params["path"]
        if len(path) > _LONGEST_PATH:
            raise Problem(414, f"the address is longer than {_LONGEST_PATH} characters; no IRI here is")
        path = f"{request.url.path.lstrip('/').split('/')[0]}/{path}"
        if f"{BASE}{path}" in self.described.named_graphs:
            return _graph_as_whole(request, f"{BASE}{path}")
        choice = self._choice(request)
        iri = self._things.find(path)
        if iri is None:
            return self._missing(request, path, choice)
        if choice.format is not HTML:
            return _rdf(choice, self._things.triples(iri), iri)
        return self._html(request, lambda pages: pages.thing(self._things.look(iri)), iri=iri)

    def _missing(self, request: Request, path: str, choice: Choice) -> Response:
        name = path.rsplit("/", 1)[-1][:_LONGEST_NAME]
        near = self._things.near(name)
        if choice.format is HTML:
            return self._html(request, lambda pages: pages.missing(name, near), 404)
        raise Problem(404, "the graph has no such IRI", near=near)

    def _ontology(self, request: Request) -> Response:
        choice = self._choice(request)
        if choice.format is not HTML:
            results = self.store.results("CONSTRUCT WHERE { ?s ?p ?o }", Dataset())
            assert isinstance(results, ox.QueryTriples)
            return _rdf(choice, results)
        return self._html(request, self._drawn_ontology)

    def _examples(self, request: Request) -> Response:
        choice = self._choice(request)
        if choice.format is not HTML:
            return _rdf(choice, self.queries.triples(self._address(request)))
        return self._html(request, lambda pages: pages.examples(self.queries.all))

    def _html(
        self, request: Request, draw: Callable[[Pages], str], status: int = 200, iri: str = ""
    ) -> Response:
        given = parameters(request.url.query, _MOST)
        language = single(given, "lang")
        if language not in LANGUAGES:
            language = languages(request.headers.get("accept-language", ""), LANGUAGES)
        path = quote(request.url.path, safe="/%:@")
        body = draw(Pages(self._things, self.words, language, path))
        links = [
            f'<{path}?format={form.name}>; rel="alternate"; type="{form.media_types[0]}"'
            for form in GRAPH_FORMATS
        ]
        links += [f'<{iri}>; rel="describes"'] if iri else []
        headers = {**SAFE, "Vary": _VARY, "Link": ", ".join(links), "Content-Language": language}
        return HTMLResponse(body, status, headers)

    def _choice(self, request: Request, formats: Sequence[Format] = _FORMATS) -> Choice:
        given = single(parameters(request.url.query, _MOST), "format")
        accept = ",".join(request.headers.getlist("accept"))
        choice = named(given, formats) if given else choose(accept, formats)
        if choice is None:
            known = ", ".join(form.media_types[0] for form in formats)
            raise Problem(406, f"none of the formats that are accepted can be given; there are {known}")
        return choice

    def _address(self, request: Request) -> str:
        return self.settings.url or str(request.base_url).rstrip("/")

    def _drawn_ontology(self, pages: Pages) -> str:
        """The page of the ontology, which is long, drawn once for each language."""
        if pages.language not in self._drawn:
            self._drawn[pages.language] = pages.ontology(self._terms, self._uses)
        return self._drawn[pages.language]

    # ---------- what is looked up once ----------

    @cached_property
    def _drawn(self) -> dict[str, str]:
        return {}

    @cached_property
    def _things(self) -> Things:
        return Things(self.store)

    @cached_property
    def _terms(self) -> dict[str, list[Thing]]:
        """The terms of each group, by name."""
        groups = {}
        for group, kinds in _GROUPS.items():
            queries = [_MEMBERS.format(kind=kind, base=BASE) for kind in kinds]
            iris = dict.fromkeys(row["term"] for query in queries for row in self.store.select(query))
            groups[group] = [self._things.look(iri) for iri in sorted(iris)]
        return groups

    @cached_property
    def _uses(self) -> dict[str, int]:
        """How often the graph has each class, property and other term."""
        counts = {row["term"]: int(row["count"]) for row in self.store.select(_OBJECTS)}
        return {**counts, **self.described.properties, **self.described.classes}


async def to_ontology(request: Request) -> Response:
    """The namespace of the ontology leads to its page; browsers carry the fragment along."""
    query = request.url.query
    return RedirectResponse(f"/ontology?{query}" if query else "/ontology", 303)


def to_group(group: str) -> Handle:
    """A namespace of codes, units or indicators leads to where the page of the ontology lists them."""

    async def lead(_: Request) -> Response:
        return RedirectResponse(f"/ontology#{group}", 303)

    return lead


async def nothing(_: Request) -> Response:
    """An address below one of ours that has nothing; else the app would answer with its own page."""
    raise Problem(404, "there is nothing at this address; docs/http.md lists what there is")


def _graph_as_whole(request: Request, iri: str) -> Response:
    """The name of a graph leads to all that the graph holds, in the format that was asked for."""
    given = single(parameters(request.url.query, _MOST), "format")
    pairs = {"graph": iri, **({"format": given} if given else {})}
    return RedirectResponse(f"/graphs?{urlencode(pairs)}", 303)


def _rdf(choice: Choice, triples: Iterable[ox.Triple], iri: str = "") -> Response:
    headers = {"Vary": _VARY, "Content-Type": choice.content_type}
    if iri:
        headers["Link"] = f'<{iri}>; rel="describes"'
    return Response(to_rdf(choice.format.name, triples), headers=headers)
