"""How many requests of one address run at once, so that nobody takes all workers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.requests import Request

from kgqa.server.problems import Problem

RETRY = {"Retry-After": "2"}


@dataclass
class _Visitor:
    turns: asyncio.Semaphore
    inside: int = field(default=0)


class Gate:
    """Lets requests through, ``at_once`` of one address; ``waiting`` more wait for ``patience`` seconds."""

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._at_once, self._waiting, self._patience = at_once, waiting, patience
        self._visitors: dict[str, _Visitor] = {}

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[None]:
        """Wait for a turn and hold it.

        Raises:
            Problem: 429 where the address has too many requests here, 503 where no turn came in time.
        """
        address = request.client.host if request.client else ""
        visitor = self._visitors.setdefault(address, _Visitor(asyncio.Semaphore(self._at_once)))
        if visitor.inside >= self._at_once + self._waiting:
            raise Problem(429, "too many requests of one address at once; send fewer", RETRY)
        visitor.inside += 1
        try:
            await self._enter(visitor)
            try:
                yield
            finally:
                visitor.turns.release()
        finally:
            visitor.inside -= 1
            if not visitor.inside:
                self._visitors.pop(address, None)

    async def _enter(self, visitor: _Visitor) -> None:
        try:
            await asyncio.wait_for(visitor.turns.acquire(), self._patience)
        except TimeoutError as error:
            raise Problem(503, "other requests of this address took too long; try again", RETRY) from error
