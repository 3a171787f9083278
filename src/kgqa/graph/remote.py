"""A SPARQL 1.1 server over HTTP, asked as the store in memory is asked.

``KGQA_STORE_USER`` and ``KGQA_STORE_PASSWORD`` are sent to a server that wants them, as Basic or Digest.
"""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from kgqa.errors import GraphError, UsageError
from kgqa.graph.store import Rows, with_prologue
from kgqa.graph.vocabulary import XSD

TIMEOUT = 30.0
_RETRIES = (0.2, 1.0)  # seconds before a query is sent again when the connection failed
_BUSY = (502, 503, 504)
_DECIMALS = (f"{XSD}decimal", f"{XSD}double", f"{XSD}float")
_LONGEST_MESSAGE = 300


class RemoteStore:
    """Queries on a server whose default graph is the union of its graphs, as Virtuoso's is."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url} is no address of a SPARQL server; it starts with http:// or https://")
        self.url = url
        self._timeout = timeout
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        user = os.environ.get("KGQA_STORE_USER")
        if user:
            passwords.add_password(None, url, user, os.environ.get("KGQA_STORE_PASSWORD", ""))
            root = "/".join(url.split("/", 3)[:3]) + "/"
            passwords.add_password(None, root, user, os.environ.get("KGQA_STORE_PASSWORD", ""))
        self._digest = urllib.request.HTTPDigestAuthHandler(passwords)
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPBasicAuthHandler(passwords), self._digest
        )

    def select(self, sparql: str) -> Rows:
        """Rows of a SELECT, every term as the store in memory writes it.

        Raises:
            GraphError: the server does not answer.
            UsageError: it does not take the query.
        """
        body = urlencode({"query": with_prologue(sparql) if "PREFIX " not in sparql else sparql}).encode()
        headers = {
            "Accept": "application/sparql-results+json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answer = self._ask(urllib.request.Request(self.url, body, headers))
        try:
            told = json.loads(answer)
            names, bindings = tuple(told["head"]["vars"]), told["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{self.url} gave no rows; a SELECT query is wanted here") from error
        return Rows(names, tuple(tuple(_lexical(row.get(name)) for name in names) for row in bindings))

    def put(self, service: str, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Replace a named graph, by the Graph Store protocol at an address of the same server.

        An empty request goes first to learn how to sign in: a server that turns down a large one breaks the
        connection while it is still being sent.

        Raises:
            GraphError: the server does not answer, or does not let the graph be replaced.
        """
        url = f"{service}?graph={quote(graph, safe='')}"
        data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        request = urllib.request.Request(
            url, data, {"Content-Type": ox.RdfFormat.N_TRIPLES.media_type}, method="PUT"
        )
        first = urllib.request.Request(url, b"", dict(request.header_items()), method="PUT")
        try:
            urllib.request.urlopen(first, timeout=self._timeout).close()
        except urllib.error.HTTPError as error:
            self._sign(request, error.headers.get("WWW-Authenticate", ""))
        except (OSError, http.client.HTTPException) as error:
            raise self._down(error) from error
        try:
            self._opener.open(request, timeout=self._timeout).close()
        except urllib.error.HTTPError as error:
            raise GraphError(f"{url} does not take the graph: {_message(error)}") from error
        except (OSError, http.client.HTTPException) as error:
            raise self._down(error) from error

    def _sign(self, request: urllib.request.Request, challenge: str) -> None:
        scheme, _, parameters = challenge.partition(" ")
        if scheme.lower() == "digest":
            asked = urllib.request.parse_keqv_list(urllib.request.parse_http_list(parameters))
            signed = self._digest.get_authorization(request, asked)
            if signed:
                request.add_unredirected_header("Authorization", f"Digest {signed}")

    def _ask(self, request: urllib.request.Request) -> bytes:
        """What the server answers to a query; a query changes nothing, so it may be sent again."""
        for pause in (*_RETRIES, None):
            try:
                with self._opener.open(request, timeout=self._timeout) as answer:
                    return bytes(answer.read())
            except urllib.error.HTTPError as error:
                if error.code in _BUSY and pause is not None:
                    time.sleep(pause)
                    continue
                if error.code in (401, 403):
                    raise GraphError(
                        f"{self.url} wants another KGQA_STORE_USER and KGQA_STORE_PASSWORD"
                    ) from error
                raise UsageError(f"the query cannot be run at {self.url}: {_message(error)}") from error
            except TimeoutError as error:
                raise self._down(error) from error
            except (OSError, http.client.HTTPException) as error:
                if pause is None or isinstance(getattr(error, "reason", None), TimeoutError):
                    raise self._down(error) from error
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _down(self, error: Exception) -> GraphError:
        reason = getattr(error, "reason", None) or error
        late = f"not within {self._timeout:g} seconds" if isinstance(reason, TimeoutError) else str(reason)
        return GraphError(f"the SPARQL server at {self.url} does not answer: {late or type(reason).__name__}")


def _message(error: urllib.error.HTTPError) -> str:
    told = " ".join(error.read().decode("utf-8", "replace").split("SPARQL query:")[0].split())
    return told[:_LONGEST_MESSAGE] or f"status {error.code}"


def _lexical(term: Mapping[str, Any] | None) -> str | None:
    """A term as Oxigraph writes it: decimals without zeros at the end, truth as words."""
    if term is None:
        return None
    value, datatype = str(term["value"]), term.get("datatype")
    if datatype == f"{XSD}boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    if datatype in _DECIMALS:
        try:
            return f"{Decimal(value).normalize():f}"
        except InvalidOperation:
            return value
    return value if term["type"] != "bnode" else value.removeprefix("_:")
