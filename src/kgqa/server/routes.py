"""All addresses of the server but those of the app."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kgqa.graph.store import Store
from kgqa.server.description import describe
from kgqa.server.endpoint import Endpoint
from kgqa.server.gate import Gate
from kgqa.server.pool import Pool
from kgqa.server.resource import READ_AND_POST, Resource, zipped
from kgqa.server.settings import Settings


@dataclass(frozen=True)
class Server:
    """The endpoint over a graph; ``files`` are those that ``store`` was read from."""

    store: Store
    files: tuple[Path, ...]
    settings: Settings
    pool: Pool

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hold the workers."""
        await self.pool.start()
        try:
            yield
        finally:
            await self.pool.stop()

    def routes(self) -> list[BaseRoute]:
        """The routes of the endpoint and of the health check."""
        endpoint = self._endpoint()
        return [
            Route("/sparql", zipped(Resource("sparql", endpoint.query, READ_AND_POST))),
            Route("/graphs", zipped(Resource("graphs", endpoint.graph_store))),
            Route("/healthz", Resource("healthz", self.health, always_json=True)),
        ]

    async def health(self, _: Request) -> Response:
        """200 while there are workers, 503 otherwise."""
        alive = self.pool.alive
        told = {
            "status": "ok" if alive else "no workers",
            "workers": alive,
            "triples": self.pool.triples,
        }
        return JSONResponse(told, 200 if alive else 503, {"Cache-Control": "no-store"})

    def _endpoint(self) -> Endpoint:
        settings = self.settings
        gate = Gate(settings.at_once, settings.waiting, settings.patience)
        return Endpoint(self.pool, gate, settings, digest_of(self.files), describe(self.store))


def open_server(files: Sequence[Path], settings: Settings, store: Store | None = None) -> Server:
    """The server over the files of a graph and its vocabulary."""
    paths = tuple(files)
    return Server(store or Store.load(paths), paths, settings, Pool(paths, settings))


def digest_of(files: Sequence[Path]) -> str:
    """A digest of the bytes of files."""
    told = hashlib.sha256()
    for file in files:
        told.update(hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()
