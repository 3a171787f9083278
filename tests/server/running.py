"""A server of our own on a free port of the loopback address, for as long as a test needs it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from kgqa.resources import VOCABULARY_FILES, graph_dir, ontology_dir
from kgqa.server.routes import Server

DATA = Path(__file__).resolve().parents[1] / "data"
GRAPHS = (DATA / "graphs.trig",)
DEADLINE = 60.0


def shipped_files() -> list[Path]:
    """The files of the project's graph and vocabulary."""
    return [*(ontology_dir() / name for name in VOCABULARY_FILES), graph_dir() / "guancheng-2024.trig"]


@contextmanager
def running(server: Server, extra: Sequence[BaseRoute] = ()) -> Iterator[str]:
    """Serve in a thread; gives the address without a slash at its end."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with server.running():
            yield

    app = Starlette(routes=[*server.routes(), *extra], lifespan=lifespan)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", ws="none")
    uvicorn_server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=uvicorn_server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, thread)
            yield address
        finally:
            uvicorn_server.should_exit = True
            thread.join(DEADLINE)


def wait_for(address: str, thread: threading.Thread) -> None:
    """Return when the server answers."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until and thread.is_alive():
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{address}/healthz").status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@dataclass
class Listener:
    """Counts connections to a port of the loopback address, and answers none."""

    address: str
    hits: int = 0


@contextmanager
def listener() -> Iterator[Listener]:
    """A port that nobody should call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard = Listener(f"http://127.0.0.1:{listening.getsockname()[1]}")
        listening.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = listening.accept()
                    heard.hits += 1
                    connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield heard
        finally:
            time.sleep(0.2)
            done.set()
            thread.join()
