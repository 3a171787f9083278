"""Requests to a server of RDF: signed in where it asks for it, tried again where that helps, never for long.

``KGQA_STORE_USER`` and ``KGQA_STORE_PASSWORD`` are sent to a server that wants them, as Basic or Digest;
``KGQA_STORE_SECONDS`` is how long a request may take.
"""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

import httpx

from kgqa.errors import GraphError, UsageError

SECONDS = 30.0
_CONNECTING_SECONDS = 10.0
_RETRIES = (
    0.2,
    1.0,
)  # pauses before a request is sent again when the connection failed or the server is busy
_LONGEST_PAUSE = 5.0
_BUSY = (429, 502, 503, 504)
_LONGEST_MESSAGE = 300


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def message(self) -> str:
        """What the server says of a failure, in one line; a page for browsers says less than its status."""
        is_page = "html" in self.headers.get("content-type", "")
        told = "" if is_page else self.body.decode("utf-8", "replace").split("SPARQL query:")[0]
        return " ".join(told.split())[:_LONGEST_MESSAGE] or f"status {self.status}"


class Connection:
    """Connections to one server, kept open between requests; several threads may use them.

    Args:
        url: the address of the server; a name and a password in it go before those of the environment.
        seconds: how long a request may take; None is what the environment says.
    """

    def __init__(self, url: str, seconds: float | None = None) -> None:
        try:
            address = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise UsageError(f"{url} is no address of a SPARQL server: {error}") from error
        if address.scheme not in ("http", "https") or not address.host:
            raise UsageError(f"{url} is no address of a SPARQL server; it starts with http:// or https://")
        user = address.username or os.environ.get("KGQA_STORE_USER", "")
        password = address.password or os.environ.get("KGQA_STORE_PASSWORD", "")
        self.url = str(address.copy_with(username=None, password=None))  # it stands in messages
        self.seconds = seconds or _seconds()
        self._client = httpx.Client(
            auth=_WhatIsAsked(user, password) if user else None,
            timeout=httpx.Timeout(self.seconds, connect=min(self.seconds, _CONNECTING_SECONDS)),
        )
        weakref.finalize(self, self._client.close)

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes = b"",
        query: Sequence[tuple[str, str]] = (),
    ) -> Reply:
        """The reply to a request that may be sent again, as it changes nothing or the same each time.

        Raises:
            GraphError: the server does not answer, wants another password, or has moved.
        """
        request = self._client.build_request(
            method, url, params=list(query) or None, headers=dict(headers), content=content
        )
        for pause in _RETRIES:
            try:
                reply = self._reply(request)
            except (httpx.TimeoutException, httpx.DecodingError) as error:
                raise self._down(error) from error
            except httpx.TransportError:
                time.sleep(pause)
                continue
            if reply.status not in _BUSY:
                return self._checked(reply)
            time.sleep(_pause(reply, pause))
        try:
            return self._checked(self._reply(request))
        except httpx.RequestError as error:
            raise self._down(error) from error

    def _reply(self, request: httpx.Request) -> Reply:
        """One try; the time is over when it is, however slowly bytes come in."""
        until = time.monotonic() + self.seconds
        answer = self._client.send(request, stream=True)
        try:
            pieces: list[bytes] = []
            for piece in answer.iter_bytes():
                pieces.append(piece)
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the answer came too slowly")
            return Reply(answer.status_code, answer.headers, b"".join(pieces))
        finally:
            answer.close()

    def _checked(self, reply: Reply) -> Reply:
        if reply.status in (401, 403):
            raise GraphError(
                f"the server at {self.url} does not let you in; set KGQA_STORE_USER and KGQA_STORE_PASSWORD"
            )
        if reply.status in _BUSY:
            raise GraphError(f"the server at {self.url} is too busy: {reply.message}; try again later")
        if 300 <= reply.status < 400:
            where = reply.headers.get("location", "somewhere else")
            raise GraphError(f"the server at {self.url} has moved to {where}; use that address")
        return reply

    def _down(self, error: httpx.RequestError) -> GraphError:
        late = isinstance(error, httpx.TimeoutException)
        reason = f"not within {self.seconds:g} seconds" if late else str(error) or type(error).__name__
        return GraphError(
            f"the server at {self.url} does not answer: {reason}; see that it runs and the address is right"
        )


class _WhatIsAsked(httpx.Auth):
    """Digest or Basic, as the first refusal asks for it: a password is never sent unasked."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request, and once more with what its refusal asks for."""
        if self._chosen is None:
            refused = yield request
            if refused.status_code != httpx.codes.UNAUTHORIZED:
                return
            challenges = refused.headers.get("www-authenticate", "").lower()
            kind = httpx.DigestAuth if "digest" in challenges else httpx.BasicAuth
            self._chosen = kind(self._user, self._password)
        yield from self._chosen.auth_flow(request)


def _seconds() -> float:
    """How long a request may take, by the environment.

    Raises:
        UsageError: it says no number above zero.
    """
    given = os.environ.get("KGQA_STORE_SECONDS")
    try:
        seconds = float(given) if given else SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"KGQA_STORE_SECONDS is a number above zero, not {given!r}")
    return seconds


def _pause(reply: Reply, otherwise: float) -> float:
    """How long a busy server asks to wait, within reason."""
    asked = reply.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_PAUSE) if asked.isdigit() else otherwise
