"""What is served of one graph, made anew as a whole when the graph changes."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kgqa.graph.store import Store
from kgqa.server.api import Services
from kgqa.server.description import describe
from kgqa.server.endpoint import Endpoint
from kgqa.server.examples import Examples
from kgqa.server.gate import Gate
from kgqa.server.linked import Linked
from kgqa.server.pool import Pool
from kgqa.server.settings import Settings
from kgqa.server.words import Words

_LOOKING_SECONDS = 0.1


@dataclass(frozen=True)
class Opened:
    """A graph: the files that workers read, the store read from them, and what answers questions over it."""

    files: tuple[Path, ...]
    store: Store
    services: Services | None = None


@dataclass(frozen=True)
class Sources:
    """Where graphs come from: ``stamp`` is equal as long as ``open`` would give the same one.

    ``known`` is what it was before the graph at the start was opened.
    """

    stamp: Callable[[], Hashable]
    open: Callable[[], Opened]
    known: Hashable


class Served:
    """The parts of the server that hold a graph."""

    def __init__(self, pool: Pool, endpoint: Endpoint, linked: Linked, services: Services | None) -> None:
        self.pool, self.endpoint, self.linked, self.services = pool, endpoint, linked, services
        self._users = 0

    @contextmanager
    def in_use(self) -> Iterator[Served]:
        """Keep the workers for as long as a request needs them."""
        self._users += 1
        try:
            yield self
        finally:
            self._users -= 1

    async def retire(self) -> None:
        """End the workers when the last request that came to them is answered."""
        try:
            while self._users:
                await asyncio.sleep(_LOOKING_SECONDS)
        finally:
            await self.pool.stop()


def serve_graph(
    opened: Opened, settings: Settings, gate: Gate, words: Mapping[str, Words], examples: Examples
) -> Served:
    """All that is served of a graph; its workers are not started yet."""
    described = describe(opened.store)
    pool = Pool(opened.files, settings)
    endpoint = Endpoint(pool, gate, settings, digest_of(opened.files), described)
    linked = Linked(opened.store, described, dict(words), settings, examples)
    return Served(pool, endpoint, linked, opened.services)


def digest_of(files: Sequence[Path]) -> str:
    """A digest of the bytes of files."""
    told = hashlib.sha256()
    for file in files:
        told.update(hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()
