"""The SPARQL endpoint and the read-only Graph Store: jobs for the pool, replies as responses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kgqa.server.description import Described, service_triples
from kgqa.server.gate import RETRY, Gate
from kgqa.server.jobs import Job, Reply
from kgqa.server.negotiation import GRAPH_FORMATS, HTML, ROW_FORMATS, Choice, Format, choose, named
from kgqa.server.pool import Busy, Died, Pool, TooSlow
from kgqa.server.problems import Problem
from kgqa.server.protocol import Operation, is_absolute, parameters, read_operation, single
from kgqa.server.resource import matches, not_modified, while_there
from kgqa.server.results import to_rdf
from kgqa.server.settings import Settings

VARY = "Accept, Accept-Encoding"
_FRESH = "no-cache"
_POSITION = re.compile(r"error at (\d+):(\d+)")
# Functions whose value is another one each time; such an answer bears no tag.
_CHANGING = re.compile(r"\b(now|rand|uuid|struuid|bnode)\b", re.IGNORECASE)
_EVERY_TRIPLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True)
class Endpoint:
    """What requests are served with; ``digest`` names the bytes of the graph."""

    pool: Pool
    gate: Gate
    settings: Settings
    digest: str
    described: Described

    async def query(self, request: Request) -> Response:
        """Run a query; without one, describe the service."""
        operation = await read_operation(request, self.settings.query_bytes)
        if not operation.query:
            return self._description(request, operation)
        rows, graph = _choices(request, operation)
        if rows is None and graph is None:
            raise _unacceptable(operation.format, (*ROW_FORMATS, *GRAPH_FORMATS))
        job = Job(
            operation.query,
            rows.format.name if rows else "",
            graph.format.name if graph else "",
            operation.default_graphs,
            operation.named_graphs,
        )
        return await self._answer(request, job, rows, graph)

    async def graph_store(self, request: Request) -> Response:
        """A graph as a whole: ``?default``, or ``?graph=IRI`` (SPARQL 1.1 Graph Store HTTP Protocol)."""
        given = parameters(request.url.query, self.settings.query_bytes)
        if ("default" in given) == ("graph" in given):
            raise Problem(400, "give either ?default or ?graph= with the IRI of a graph")
        iri = single(given, "graph")
        if "graph" in given and not is_absolute(iri):
            raise Problem(400, "the parameter 'graph' is not an absolute IRI")
        if iri and iri not in self.described.named_graphs:
            raise Problem(404, "there is no such graph; the description of the service lists them")
        choice = _explicit(single(given, "format"), GRAPH_FORMATS) or choose(_accept(request), GRAPH_FORMATS)
        if choice is None:
            raise _unacceptable("", GRAPH_FORMATS)
        graphs = (iri,) if iri else ()
        job = Job(_EVERY_TRIPLE, graph=choice.format.name, default_graphs=graphs, whole=True)
        return await self._answer(request, job, None, choice)

    async def _answer(
        self, request: Request, job: Job, rows: Choice | None, graph: Choice | None
    ) -> Response:
        tag = self._tag(job)
        if matches(request, tag):
            unchanged = not_modified(tag)
            unchanged.headers.update({"Vary": VARY, "Cache-Control": _FRESH})
            return unchanged
        reply = await while_there(request, self._in_turn(request, job))
        choice = graph if reply.kind == "graph" else rows
        if reply.kind == "unwritable":
            raise Problem(406, reply.detail)
        if choice is None or reply.kind == "unacceptable":
            raise _unacceptable("", GRAPH_FORMATS if reply.detail == "graph" else ROW_FORMATS)
        headers = {"Vary": VARY, "Cache-Control": _FRESH}
        if tag:
            headers["ETag"] = tag
        if reply.cut:
            headers["Kgqa-Truncated"] = f"{reply.cut}; count={reply.count}"
        headers["Content-Type"] = choice.content_type
        return Response(reply.body, headers=headers)

    async def _in_turn(self, request: Request, job: Job) -> Reply:
        async with self.gate.turn(request):
            return await self._run(job)

    async def _run(self, job: Job) -> Reply:
        """The reply of a worker.

        Raises:
            Problem: the query is invalid (400), or too much for a worker (503).
        """
        seconds = self.settings.seconds
        try:
            reply = await self.pool.run(job)
        except TooSlow as error:
            raise Problem(
                503, f"the query took longer than {seconds:g} seconds; ask for less", RETRY
            ) from error
        except Died as error:
            raise Problem(503, "the query took too much memory, or nests too deep", RETRY) from error
        except Busy as error:
            raise Problem(503, "all workers are busy; try again", RETRY) from error
        if reply.kind == "memory":
            raise Problem(503, f"{reply.detail}; ask for less", RETRY)
        if reply.kind == "refused":
            raise Problem(400, reply.detail)
        if reply.kind == "invalid":
            found = _POSITION.search(reply.detail)
            where = {"line": int(found[1]), "column": int(found[2])} if found else {}
            raise Problem(400, _with_place(reply.detail, where), None, **where)
        return reply

    def _tag(self, job: Job) -> str:
        """A name for the answer, which depends on the graph, the query and the format alone."""
        if _CHANGING.search(job.query):
            return ""
        limits = (self.settings.rows, self.settings.result_bytes)
        named_by = repr((self.digest, job, limits)).encode("utf-8", "replace")
        return f'W/"{hashlib.sha256(named_by).hexdigest()[:32]}"'

    def _description(self, request: Request, operation: Operation) -> Response:
        choice = _explicit(operation.format, GRAPH_FORMATS)
        choice = choice or choose(_accept(request), (*GRAPH_FORMATS, HTML))
        if choice is None:
            raise _unacceptable("", GRAPH_FORMATS)
        if choice.format is HTML:
            return Response(status_code=303, headers={"Location": "/query", "Vary": VARY})
        body = to_rdf(choice.format.name, service_triples(self.described, self.address(request)))
        headers = {"Content-Type": choice.content_type, "Vary": VARY}
        return Response(body, headers=headers)

    def address(self, request: Request) -> str:
        """The address of the server as a client knows it, without a slash at its end."""
        return self.settings.url or str(request.base_url).rstrip("/")


def _choices(request: Request, operation: Operation) -> tuple[Choice | None, Choice | None]:
    """The formats for rows and for graphs, of which the kind of the query will need one."""
    if operation.format:
        return named(operation.format, ROW_FORMATS), named(operation.format, GRAPH_FORMATS)
    accept = _accept(request)
    return choose(accept, ROW_FORMATS), choose(accept, GRAPH_FORMATS)


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _explicit(name: str, formats: Sequence[Format]) -> Choice | None:
    """The format that the address names.

    Raises:
        Problem: 406 where there is none of that name.
    """
    if not name:
        return None
    choice = named(name, formats)
    if choice is None:
        raise _unacceptable(name, formats)
    return choice


def _unacceptable(name: str, formats: Sequence[Format]) -> Problem:
    known = ", ".join(dict.fromkeys(form.media_types[0] for form in formats))
    what = f"no format {name!r}" if name else "none of the formats that are accepted can be given"
    return Problem(406, f"{what}; there are {known}")


def _with_place(detail: str, where: dict[str, int]) -> str:
    if not where:
        return detail
    place = f"line {where['line']}, column {where['column']}"
    return _POSITION.sub(place, detail)
