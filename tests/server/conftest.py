"""Servers that many tests share."""

from collections.abc import Iterator

import httpx
import pytest

from kgqa.server.routes import open_server
from kgqa.server.settings import Settings
from tests.server.running import GRAPHS, running


@pytest.fixture(scope="session")
def small_address() -> Iterator[str]:
    """A server over three tiny graphs, with low limits."""
    settings = Settings(workers=2, rows=8, query_bytes=4_000, seconds=5.0, at_once=2)
    with running(open_server(GRAPHS, settings)) as address:
        yield address


@pytest.fixture(scope="session")
def small(small_address: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=small_address, timeout=30) as client:
        yield client
