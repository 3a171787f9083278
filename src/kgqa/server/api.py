"""The JSON API: questions and searches; errors as problem details; an OpenAPI description."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kgqa.errors import GraphError, UsageError
from kgqa.server.gate import RETRY, Gate
from kgqa.server.problems import Problem
from kgqa.server.protocol import media_type, parameters, read_body, single
from kgqa.server.resource import while_there
from kgqa.server.settings import Settings

Found = Mapping[str, Any]
_LOG = logging.getLogger("kgqa.server")
_DESCRIPTION = Path(__file__).with_name("openapi.json")
_LANGUAGES = ("zh", "en")
_MOST_CONTEXT = 20
_MOST_PASSAGES = 100
_AT_ONCE = 2  # the engine is Python: more threads would only make each slower
_JSON = "application/json"
_PARAMETERS = ("q", "question", "query", "lang", "id", "k", "year", "place", "section")
_FRESH = {"Cache-Control": "no-cache"}


@dataclass(frozen=True)
class Search:
    """What to search for; ``place`` is a name, ``section`` a number, both empty for any."""

    words: str
    k: int = 5
    year: int | None = None
    place: str = ""
    section: str = ""


@dataclass(frozen=True)
class Services:
    """What answers: ``ask`` takes a question, those before it and a language or an empty text.

    Both may be called by several threads at once.
    """

    ask: Callable[[str, Sequence[str], str], Found]
    search: Callable[[Search], Sequence[Found]]


class Api:
    """Serves the API with limits on length and on what runs at once; ``services`` gives those of now."""

    def __init__(self, services: Callable[[], Services], settings: Settings) -> None:
        self._services, self._settings = services, settings
        self._gate = Gate(settings.at_once, settings.waiting, settings.patience)
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def ask(self, request: Request) -> Response:
        """The answer object for a question; a refusal is an answer, with status 200."""
        given = await self._given(request)
        question = self._text(given, "question", "q")
        context = self._texts(given, "context")
        identity, language = _identity(given), self._optional(given, "lang")
        if language not in ("", *_LANGUAGES):
            raise Problem(400, f"'lang' is {' or '.join(_LANGUAGES)}")
        answer = await self._run(request, lambda: self._services().ask(question, context, language))
        return JSONResponse({**identity, **answer}, headers=_FRESH)

    async def search(self, request: Request) -> Response:
        """Passages of the report, best first."""
        given = await self._given(request)
        identity = _identity(given)
        search = Search(
            words=self._text(given, "query", "q"),
            k=_number(given, "k", 5, _MOST_PASSAGES) or 5,
            year=_number(given, "year", None, 9_999),
            place=self._optional(given, "place"),
            section=self._optional(given, "section"),
        )
        passages = await self._run(request, lambda: self._services().search(search))
        return JSONResponse({**identity, "query": search.words, "passages": list(passages)}, headers=_FRESH)

    async def description(self, request: Request) -> Response:
        """The API told to programs (OpenAPI 3.1)."""
        told = json.loads(_DESCRIPTION.read_text(encoding="utf-8"))
        told["servers"] = [{"url": self._settings.url or str(request.base_url).rstrip("/")}]
        return JSONResponse(told)

    async def _run(self, request: Request, work: Callable[[], Any]) -> Any:
        """The result of work in a thread, when the turn of this address and one of the threads has come."""
        return await while_there(request, self._in_turn(request, work))

    async def _in_turn(self, request: Request, work: Callable[[], Any]) -> Any:
        async with self._gate.turn(request):
            try:
                await asyncio.wait_for(self._turns.acquire(), self._settings.patience)
            except TimeoutError as error:
                raise Problem(503, "other requests took too long; try again", RETRY) from error
            try:
                return await asyncio.to_thread(work)
            except UsageError as error:
                raise Problem(400, str(error)) from error
            except GraphError as error:  # a store on a server; its address is nothing for visitors
                _LOG.error("no answer: %s", error)
                raise Problem(
                    503, "the store of the graph does not answer; try again later", RETRY
                ) from error
            finally:
                self._turns.release()

    async def _given(self, request: Request) -> Mapping[str, Any]:
        """Parameters of the address, or the object that the body holds."""
        if request.method != "POST":
            found = parameters(request.url.query, self._settings.query_bytes)
            told = {name: single(found, name) for name in _PARAMETERS if name in found}
            return {**told, "context": found.get("context", [])}
        if media_type(request) != _JSON:
            raise Problem(415, f"send the request as {_JSON}")
        try:
            given = json.loads(await read_body(request, self._settings.query_bytes))
        except (ValueError, RecursionError) as error:
            raise Problem(400, "the body is not valid JSON") from error
        if not isinstance(given, dict):
            raise Problem(400, "the body is not a JSON object")
        return given

    def _text(self, given: Mapping[str, Any], *names: str) -> str:
        """The text that one of some names has, clean and not too long."""
        value = next((given[name] for name in names if given.get(name) is not None), "")
        if not isinstance(value, str) or not value.strip():
            raise Problem(400, f"give a text as {' or '.join(map(repr, names))}")
        return self._short(value)

    def _texts(self, given: Mapping[str, Any], name: str) -> list[str]:
        values = [] if given.get(name) is None else given[name]
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Problem(400, f"{name!r} is a list of texts")
        if len(values) > _MOST_CONTEXT:
            raise Problem(413, f"{name!r} has more than {_MOST_CONTEXT} texts; the last ones are enough")
        return [self._short(value) for value in values]

    def _optional(self, given: Mapping[str, Any], name: str) -> str:
        value = "" if given.get(name) is None else given[name]
        if not isinstance(value, str):
            raise Problem(400, f"{name!r} is a text")
        return self._short(value)

    def _short(self, text: str) -> str:
        most = self._settings.characters
        if len(text) > most:
            raise Problem(413, f"a text is longer than {most} characters; shorten it")
        return _whole(text)


def _whole(text: str) -> str:
    """A text without halves of characters, which JSON can name and UTF-8 cannot write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _identity(given: Mapping[str, Any]) -> dict[str, Any]:
    """The id of a request, given back as it came."""
    value = given.get("id")
    if value is None:
        return {}
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Problem(400, "'id' is a text or a whole number")
    return {"id": _whole(value) if isinstance(value, str) else value}


def _number(given: Mapping[str, Any], name: str, otherwise: int | None, most: int) -> int | None:
    value = given.get(name)
    if value in (None, ""):
        return otherwise
    text = str(value)
    if isinstance(value, bool) or not (
        text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most
    ):
        raise Problem(400, f"{name!r} is a whole number from 1 to {most}")
    return int(text)
