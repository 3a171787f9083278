"""``kgqa serve``: the app, the endpoint, linked data and the API on one port, until a signal stops it."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

from kgqa.errors import InputError
from kgqa.server.resource import Encoded
from kgqa.server.routes import Server

_STOPPING_SECONDS = 10
_LONGEST_HEAD = 400_000  # bytes of a request before its body: a query in an address takes three for one
_BACKLOG = 512
_EVERYWHERE = frozenset({"0.0.0.0", "127.0.0.1", "::"})
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(server: Server, script: Path, connection: socket.socket, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; requests that run are finished first.

    Args:
        script: the script of the app.
        connection: a socket that listens, as :func:`listen` gives it.
        say: is told the address.
    """
    host, port = connection.getsockname()[:2]
    _log_lines()
    config = uvicorn.Config(
        Encoded(_application(server, script, host, port)),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_graceful_shutdown=_STOPPING_SECONDS,
    )
    say(f"http://{'localhost' if host in _EVERYWHERE else host}:{port}")
    _Uvicorn(config).run(sockets=[connection])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on a port.

    Raises:
        InputError: the port is taken or not allowed, or the host is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named by its protocol; asyncio would else leave the delay of small packets on (40 ms an answer).
    connection = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        connection.bind((host, port))
        connection.listen(_BACKLOG)
        return connection
    except (OSError, OverflowError) as error:
        connection.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"cannot listen on {host} port {port}: {reason}; choose others with --host and --port"
        ) from error


def _application(server: Server, script: Path, host: str, port: int) -> Any:
    """The app of Streamlit with the server's routes before its own."""
    os.environ.setdefault("STREAMLIT_SERVER_PORT", str(port))
    os.environ.setdefault("STREAMLIT_SERVER_ADDRESS", host)
    os.environ["KGQA_LINKED_DATA"] = "1"  # tells the app that the pages of IRIs are at hand
    import streamlit as st

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        _quiet()  # Streamlit has set up the logs of uvicorn by now
        async with server.running():
            yield

    return st.App(script, routes=server.routes(), lifespan=lifespan)


class _Uvicorn(uvicorn.Server):
    """Stops on a signal without raising it once more, so that the program ends with status 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals ask for the end; a second one forces it."""
        before = {number: signal.signal(number, self._stop) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)


def _log_lines() -> None:
    """One line of JSON for each request, and what goes wrong; nothing that tells who asked."""
    lines = logging.getLogger("kgqa.server")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    lines.addHandler(handler)
    lines.setLevel(logging.INFO)
    lines.propagate = False


def _quiet() -> None:
    """Keep uvicorn from logging addresses and queries."""
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error", "uvicorn.asgi"):
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.getLogger("uvicorn.access").disabled = True
