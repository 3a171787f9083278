"""Requests of the SPARQL 1.1 Protocol, read into operations."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kgqa.server.problems import Problem

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_PARAMETERS = 200
_BODY_SECONDS = 30.0  # a client that sends its request more slowly is not waited for
_MARK = "\ufeff"  # which some editors put before the text of a file
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED = 3  # characters that a byte may take in an address or a form
_CHANGES = ("update", "using-graph-uri", "using-named-graph-uri")
_POSTS = {"Accept-Post": f"{QUERY}, {FORM}"}


@dataclass(frozen=True)
class Operation:
    """A query with its dataset; ``format`` is the one that the address names, empty where Accept decides.

    An empty ``query`` asks for the description of the service.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


async def read_operation(request: Request, most: int) -> Operation:
    """The operation of a request to the endpoint.

    Args:
        most: bytes that a query or a body may have.

    Raises:
        Problem: 400 where it is malformed, 413 where it is too long, 415 where it is of no known kind.
    """
    address = parameters(request.url.query, most)
    if request.method != "POST":
        return _operation(address, address.get("query", []), required=False)
    kind = media_type(request)
    if kind == FORM:
        form = parameters(_decoded(await read_body(request, _ESCAPED * most)), most)
        both = {name: address.get(name, []) + form.get(name, []) for name in {*address, *form}}
        return _operation(both, both.get("query", []), required=True)
    if kind == QUERY:
        if "query" in address:
            raise Problem(400, "the query stands both in the address and in the body; send it once")
        return _operation(address, [_decoded(await read_body(request, most))], required=True)
    if kind == _UPDATE:
        raise Problem(415, "this endpoint is read-only; updates are not taken", _POSTS)
    raise Problem(415, f"send the query as {QUERY} or {FORM}", _POSTS)


def media_type(request: Request) -> str:
    """The media type of a request's body.

    Raises:
        Problem: 415 where the body is compressed or not UTF-8.
    """
    kind, *rest = (part.strip() for part in request.headers.get("content-type", "").lower().split(";"))
    charset = next((p[len("charset=") :].strip('"') for p in rest if p.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8"):
        raise Problem(415, "send the body in UTF-8", _POSTS)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "send the body as it is, not compressed", _POSTS)
    return kind


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request.

    Raises:
        Problem: 413 where it is longer than ``most`` bytes, whatever its header says; 408 where it comes too
            slowly.
    """
    announced = request.headers.get("content-length", "0")
    body = bytearray()
    if announced.isdigit() and int(announced) > most:
        raise _too_long(most)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise _too_long(most)
    except TimeoutError as error:
        raise Problem(408, f"the body did not come within {_BODY_SECONDS:g} seconds") from error
    return bytes(body)


def parameters(text: str, most: int) -> dict[str, list[str]]:
    """Parameters of an address or a form, each with its values.

    Raises:
        Problem: 400 where they are malformed, 413 where they are too long.
    """
    if len(text) > _ESCAPED * most:
        raise _too_long(most)
    try:
        pairs = parse_qsl(
            text,
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
            strict_parsing=False,
        )
    except UnicodeDecodeError as error:
        raise Problem(400, "the parameters are not UTF-8") from error
    except ValueError as error:
        raise Problem(400, f"more than {_MOST_PARAMETERS} parameters") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    if sum(len(value.encode("utf-8", "replace")) for values in found.values() for value in values) > most:
        raise _too_long(most)
    return found


def single(given: Mapping[str, list[str]], name: str) -> str:
    """The one value of a parameter, empty where it is not given.

    Raises:
        Problem: 400 where it is given more than once.
    """
    values = given.get(name, [])
    if len(values) > 1:
        raise Problem(400, f"the parameter {name!r} is given {len(values)} times; give it once")
    return values[0] if values else ""


def _operation(given: Mapping[str, list[str]], queries: list[str], required: bool) -> Operation:
    for name in _CHANGES:
        if name in given:
            raise Problem(400, f"the parameter {name!r} belongs to updates; this endpoint is read-only")
    query = single({"query": queries}, "query").removeprefix(_MARK)
    if not query.strip() and (required or queries):
        raise Problem(400, "there is no query; give it as the parameter 'query' or as the body")
    return Operation(
        query=query,
        default_graphs=_graphs(given, "default-graph-uri"),
        named_graphs=_graphs(given, "named-graph-uri"),
        format=_format(given),
    )


def is_absolute(iri: str) -> bool:
    """Whether a text is an IRI with a scheme, as names of graphs are."""
    return bool(_SCHEME.match(iri)) and not _NO_IRI.search(iri)


def _graphs(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    """The graphs that a parameter names; forms send it empty where nobody filled it in."""
    graphs = tuple(iri for iri in given.get(name, ()) if iri)
    wrong = next((iri for iri in graphs if not is_absolute(iri)), None)
    if wrong is not None:
        raise Problem(400, f"the parameter {name!r} is not an absolute IRI: {wrong!r}")
    return graphs


def _format(given: Mapping[str, list[str]]) -> str:
    """The first format that is named; SPARQLWrapper sends both parameters, and some formats by two names."""
    return next((value for name in ("format", "output") for value in given.get(name, []) if value), "")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "the body is not UTF-8") from error


def _too_long(most: int) -> Problem:
    return Problem(413, f"the query is longer than {most} bytes; send a shorter one")
