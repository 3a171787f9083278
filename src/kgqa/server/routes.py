"""All addresses of the server but those of the app."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kgqa.errors import KgqaError
from kgqa.graph.store import Store
from kgqa.resources import ontology_dir
from kgqa.server.api import Api, Search, Services
from kgqa.server.examples import Examples
from kgqa.server.gate import Gate
from kgqa.server.linked import nothing, to_group, to_ontology
from kgqa.server.resource import READ_AND_POST, Resource, Zipped
from kgqa.server.served import Opened, Served, Sources, serve_graph
from kgqa.server.settings import Settings
from kgqa.server.words import load_words

_LOG = logging.getLogger("kgqa.server")
_WATCHING_SECONDS = 1.0


class Server:
    """The addresses over a graph, and over the one that takes its place when its sources change.

    Args:
        opened: the graph at the start.
        sources: tell when there is another one; None where there never is.
    """

    def __init__(self, opened: Opened, settings: Settings, sources: Sources | None = None) -> None:
        self._settings, self._sources = settings, sources
        self._stamp = sources.known if sources else None
        self._gate = Gate(settings.at_once, settings.waiting, settings.patience)
        self._words = load_words(ontology_dir() / "pages.toml")
        self._examples = Examples(ontology_dir() / "competency")
        self._now = self._served(opened)

    def _served(self, opened: Opened) -> Served:
        return serve_graph(opened, self._settings, self._gate, self._words, self._examples)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hold the workers, and replace them with those over another graph when there is one."""
        # Before anyone is let in: what is loaded meanwhile would take the first reader's time.
        await asyncio.gather(self._now.pool.start(), asyncio.to_thread(_warm, self._now.services))
        tasks = [asyncio.create_task(self._watch(self._sources))] if self._sources else []
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._now.pool.stop()

    async def _watch(self, sources: Sources) -> None:
        """Take up the graph whenever its sources have changed; one that cannot be read changes nothing."""
        while True:
            await asyncio.sleep(_WATCHING_SECONDS)
            stamp = await asyncio.to_thread(sources.stamp)
            if stamp == self._stamp:
                continue
            self._stamp = stamp
            try:
                await self._take_up(await asyncio.to_thread(sources.open))
            except Exception as error:  # whatever it is, the graph that is served stays
                told = str(error) if isinstance(error, KgqaError | OSError) else repr(error)
                _LOG.error("the graph has changed and cannot be opened, the earlier one is served: %s", told)

    async def _take_up(self, opened: Opened) -> None:
        """Serve another graph, whose workers are ready first; the earlier ones finish what they run."""
        later = await asyncio.to_thread(self._served, opened)
        try:
            await later.pool.start()
            await asyncio.to_thread(_warm, later.services)
        except BaseException:
            await later.pool.stop()
            raise
        earlier, self._now = self._now, later
        _LOG.info("the graph has changed: %d triples are served", later.pool.triples)
        await earlier.retire()

    def routes(self) -> list[BaseRoute]:
        """The routes: endpoint, linked data, the API where there are services for it, the health check."""
        return [
            Route("/sparql", Zipped(Resource("sparql", self._query, READ_AND_POST))),
            Route("/graphs", Zipped(Resource("graphs", self._graph_store))),
            *self._linked(),
            *self._api(),
            Route("/healthz", Resource("healthz", self.health, always_json=True)),
            *_nothing(),
        ]

    async def health(self, _: Request) -> Response:
        """200 while queries can be run, 503 otherwise."""
        pool = self._now.pool
        status = "ok" if pool.is_well else "workers cannot be made"
        told = {"status": status, "workers": pool.alive, "triples": pool.triples}
        return JSONResponse(told, 200 if pool.is_well else 503, {"Cache-Control": "no-store"})

    async def _query(self, request: Request) -> Response:
        with self._now.in_use() as served:
            return await served.endpoint.query(request)

    async def _graph_store(self, request: Request) -> Response:
        with self._now.in_use() as served:
            return await served.endpoint.graph_store(request)

    async def _thing(self, request: Request) -> Response:
        return await self._now.linked.thing(request)

    async def _ontology(self, request: Request) -> Response:
        return await self._now.linked.ontology(request)

    async def _examples_page(self, request: Request) -> Response:
        return await self._now.linked.examples(request)

    async def _dataset(self, request: Request) -> Response:
        return await self._now.linked.dataset(request)

    def _linked(self) -> list[BaseRoute]:
        pages = {
            "/ontology": self._ontology,
            "/examples": self._examples_page,
            "/.well-known/void": self._dataset,
            "/catalog": self._dataset,
            "/ns": to_ontology,
            "/ns/{version}": to_ontology,
            "/code": to_group("codes"),
            "/unit": to_group("units"),
            "/indicator": to_group("indicators"),
            "/code/": to_group("codes"),
            "/unit/": to_group("units"),
            "/indicator/": to_group("indicators"),
        }
        things = [
            Route(f"/{part}/{{path:path}}", Zipped(Resource(part, self._thing)))
            for part in ("id", "indicator", "code", "unit")
        ]
        return [*(Route(path, Zipped(Resource(path[1:], page))) for path, page in pages.items()), *things]

    def _api(self) -> list[BaseRoute]:
        if self._now.services is None:
            return []
        api = Api(self._answering, self._settings)
        return [
            Route("/api/ask", Zipped(Resource("ask", api.ask, READ_AND_POST, always_json=True))),
            Route("/api/search", Zipped(Resource("search", api.search, READ_AND_POST, always_json=True))),
            Route("/api/openapi.json", Zipped(Resource("openapi", api.description, always_json=True))),
        ]

    def _answering(self) -> Services:
        assert self._now.services
        return self._now.services


def open_server(
    files: Sequence[Path],
    settings: Settings,
    store: Store | None = None,
    services: Services | None = None,
    sources: Sources | None = None,
) -> Server:
    """The server over the files of a graph and its vocabulary; ``store`` holds them if they are read."""
    paths = tuple(files)
    return Server(Opened(paths, store or Store.load(paths), services), settings, sources)


def _nothing() -> list[BaseRoute]:
    """What lies below our addresses and is none of them, before the app, which takes all the rest."""
    below = ("api", "sparql", "graphs", "ns", "ontology", "examples", "catalog", ".well-known")
    bare = ("api", "id", ".well-known")
    paths = [*(f"/{part}" for part in bare), *(f"/{part}/{{path:path}}" for part in below)]
    return [Route(path, Resource("nothing", nothing)) for path in paths]


def _warm(services: Services | None) -> None:
    """Load what is loaded when it is first needed, so that the first visitor does not wait for it."""
    if services is not None:
        services.search(Search("2023"))
