"""One URL of the server: methods, CORS, problems, ETag and the line in the log, the same for all."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgqa.server.negotiation import zips
from kgqa.server.problems import Problem, respond

Handle = Callable[[Request], Awaitable[Response]]
READ = ("GET", "HEAD")
READ_AND_POST = ("GET", "HEAD", "POST")

_LOG = logging.getLogger("kgqa.server")
_EXPOSED = "ETag, Kgqa-Truncated, Link, Retry-After"
_ALLOWED_HEADERS = "Accept, Accept-Language, Content-Type, If-None-Match"
_SMALLEST_ZIPPED = 1_000
_GONE = 499  # in the log alone: the client hung up before there was an answer
_KEPT = ("vary", "cache-control", "content-language", "link")  # what a 304 repeats (RFC 9110, 15.4.5)
T = TypeVar("T")
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": _EXPOSED,
    "X-Content-Type-Options": "nosniff",
}


class Resource:
    """Answers the methods it has through ``handle``, and OPTIONS by itself.

    Args:
        name: how the log calls it; addresses and queries never stand there.
        always_json: problems are told as JSON, whatever the client accepts.
    """

    def __init__(
        self, name: str, handle: Handle, methods: Sequence[str] = READ, always_json: bool = False
    ) -> None:
        self._name, self._handle, self._methods = name, handle, (*methods, "OPTIONS")
        self._always_json = always_json

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request (ASGI)."""
        started = time.perf_counter()
        request = Request(scope, receive)
        response = await self._respond(request)
        for name, value in _FOR_ALL.items():
            response.headers.setdefault(name, value)
        try:
            await response(scope, receive, send)
        finally:
            _log(self._name, request, response, started)

    async def _respond(self, request: Request) -> Response:
        try:
            if request.method not in self._methods:
                raise Problem(
                    405, f"{request.method} is not allowed here; nothing can be changed", self._allow()
                )
            if request.method == "OPTIONS":
                return Response(status_code=204, headers=self._preflight())
            return _unless_known(request, await self._handle(request))
        except Problem as problem:
            return respond(problem, request, self._always_json)
        except Gone:
            return Response(status_code=_GONE)
        except Exception:  # the edge of the server: the log has the fault, the client its kind
            _LOG.exception("a fault of the server in %s", self._name)
            fault = Problem(500, "a fault of the server; its log says more")
            return respond(fault, request, self._always_json)

    def _allow(self) -> dict[str, str]:
        return {"Allow": ", ".join(self._methods)}

    def _preflight(self) -> dict[str, str]:
        return {
            **self._allow(),
            "Access-Control-Allow-Methods": ", ".join(self._methods),
            "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
            "Access-Control-Max-Age": "86400",
        }


class Encoded:
    """An application that compresses answers, heeding ``q=0`` and naming what they vary by once.

    The compression itself only looks for the name ``gzip`` in the header.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = [b"gzip"] if zips(",".join(Headers(scope=scope).getlist("accept-encoding"))) else []
        others = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        headers = [*others, *((b"accept-encoding", value) for value in accepted)]
        await self._app({**scope, "headers": headers}, receive, _varying_once(send))


class Zipped(Encoded):
    """A resource with its longer answers compressed where the client can read that."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(GZipMiddleware(resource, minimum_size=_SMALLEST_ZIPPED, compresslevel=5))


def matches(request: Request, tag: str) -> bool:
    """Whether a client that reads holds what a tag names; the comparison is weak (RFC 9110, 8.8.3.2)."""
    given = request.headers.get("if-none-match", "")
    tags = {part.strip().removeprefix("W/") for part in given.split(",")}
    return bool(tag) and request.method in READ and tag.removeprefix("W/") in tags


def not_modified(tag: str) -> Response:
    """What a client holds is still so."""
    return Response(status_code=304, headers={"ETag": tag})


class Gone(Exception):
    """The client hung up."""


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of work that is broken off when the client hangs up, so that it keeps nobody else waiting.

    The body of the request has been read before.

    Raises:
        Gone: the client hung up first.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(_hangs_up(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Gone
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _hangs_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _varying_once(send: Send) -> Send:
    """Send each field that an answer varies by once, where the compression names one again."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if "vary" in headers:
                fields = (field.strip() for field in headers["vary"].split(","))
                headers["Vary"] = ", ".join(dict.fromkeys(fields))
        await send(message)

    return sending


def _unless_known(request: Request, response: Response) -> Response:
    if response.status_code == 200 and matches(request, response.headers.get("etag", "")):
        unchanged = not_modified(response.headers["etag"])
        for name in _KEPT:
            if name in response.headers:
                unchanged.headers[name] = response.headers[name]
        return unchanged
    return response


def _log(name: str, request: Request, response: Response, started: float) -> None:
    """One line of JSON; nothing in it tells who asked or what."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "resource": name,
        "method": request.method if request.method.isalpha() else "?",
        "status": response.status_code,
        "ms": round((time.perf_counter() - started) * 1000, 1),
        "type": response.headers.get("content-type", "").split(";")[0],
        "cut": response.headers.get("kgqa-truncated", ""),
    }
    _LOG.info(json.dumps(line))
