"""All addresses of the server but those of the app."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kgqa.graph.store import Store
from kgqa.resources import ontology_dir
from kgqa.server.api import Api, Search, Services
from kgqa.server.description import Described, describe
from kgqa.server.endpoint import Endpoint
from kgqa.server.examples import Examples
from kgqa.server.gate import Gate
from kgqa.server.linked import Linked, nothing, to_group, to_ontology
from kgqa.server.pool import Pool
from kgqa.server.resource import READ_AND_POST, Resource, Zipped
from kgqa.server.settings import Settings
from kgqa.server.words import load_words


@dataclass(frozen=True)
class Server:
    """The endpoint over a graph; ``files`` are those that ``store`` was read from."""

    store: Store
    files: tuple[Path, ...]
    settings: Settings
    pool: Pool
    services: Services | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hold the workers."""
        await self.pool.start()
        warming = asyncio.create_task(asyncio.to_thread(self._warm))
        try:
            yield
        finally:
            await warming
            await self.pool.stop()

    def _warm(self) -> None:
        """Load what is loaded when it is first needed, so that the first visitor does not wait for it."""
        if self.services is not None:
            self.services.search(Search("2023"))

    def routes(self) -> list[BaseRoute]:
        """The routes: endpoint, linked data, the API where there are services for it, the health check."""
        described = describe(self.store)
        return [
            *self._endpoint(described),
            *self._linked(described),
            *self._api(),
            Route("/healthz", Resource("healthz", self.health, always_json=True)),
            *self._nothing(),
        ]

    async def health(self, _: Request) -> Response:
        """200 while queries can be run, 503 otherwise."""
        well = self.pool.is_well
        status = "ok" if well else "workers cannot be made"
        told = {"status": status, "workers": self.pool.alive, "triples": self.pool.triples}
        return JSONResponse(told, 200 if well else 503, {"Cache-Control": "no-store"})

    def _endpoint(self, described: Described) -> list[BaseRoute]:
        settings = self.settings
        gate = Gate(settings.at_once, settings.waiting, settings.patience)
        endpoint = Endpoint(self.pool, gate, settings, digest_of(self.files), described)
        return [
            Route("/sparql", Zipped(Resource("sparql", endpoint.query, READ_AND_POST))),
            Route("/graphs", Zipped(Resource("graphs", endpoint.graph_store))),
        ]

    def _linked(self, described: Described) -> list[BaseRoute]:
        folder = ontology_dir()
        words = load_words(folder / "pages.toml")
        linked = Linked(self.store, described, words, self.settings, Examples(folder / "competency"))
        things = [
            Route(f"/{part}/{{path:path}}", Zipped(Resource(part, linked.thing)))
            for part in ("id", "indicator", "code", "unit")
        ]
        pages = {
            "/ontology": linked.ontology,
            "/examples": linked.examples,
            "/.well-known/void": linked.dataset,
            "/catalog": linked.dataset,
            "/ns": to_ontology,
            "/ns/{version}": to_ontology,
            "/code": to_group("codes"),
            "/unit": to_group("units"),
            "/indicator": to_group("indicators"),
            "/code/": to_group("codes"),
            "/unit/": to_group("units"),
            "/indicator/": to_group("indicators"),
        }
        return [*(Route(path, Zipped(Resource(path[1:], page))) for path, page in pages.items()), *things]

    def _nothing(self) -> list[BaseRoute]:
        """What lies below our addresses and is none of them, before the app, which takes all the rest."""
        below = ("api", "sparql", "graphs", "ns", "ontology", "examples", "catalog", ".well-known")
        bare = ("api", "id", ".well-known")
        paths = [*(f"/{part}" for part in bare), *(f"/{part}/{{path:path}}" for part in below)]
        return [Route(path, Resource("nothing", nothing)) for path in paths]

    def _api(self) -> list[BaseRoute]:
        if self.services is None:
            return []
        api = Api(self.services, self.settings)
        return [
            Route("/api/ask", Zipped(Resource("ask", api.ask, READ_AND_POST, always_json=True))),
            Route("/api/search", Zipped(Resource("search", api.search, READ_AND_POST, always_json=True))),
            Route("/api/openapi.json", Zipped(Resource("openapi", api.description, always_json=True))),
        ]


def open_server(
    files: Sequence[Path],
    settings: Settings,
    store: Store | None = None,
    services: Services | None = None,
) -> Server:
    """The server over the files of a graph and its vocabulary; ``store`` holds them if they are read."""
    paths = tuple(files)
    return Server(store or Store.load(paths), paths, settings, Pool(paths, settings), services)


def digest_of(files: Sequence[Path]) -> str:
    """A digest of the bytes of files."""
    told = hashlib.sha256()
    for file in files:
        told.update(hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()
