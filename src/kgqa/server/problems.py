"""What goes wrong with a request, told as plain text, or as problem details (RFC 9457) to programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kgqa.server.negotiation import Format, choose

_PROBLEM = Format("problem", ("application/problem+json", "application/json"))
_TEXT = Format("text", ("text/plain",))


class Problem(Exception):
    """A request that is not served: its status, the reason in one sentence, headers and further members."""

    def __init__(
        self,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members


def respond(problem: Problem, request: Request, always_json: bool) -> Response:
    """The response to a problem; text unless JSON is wanted more."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        **problem.members,
    }
    headers = {**problem.headers, "Cache-Control": "no-store"}
    if always_json or wants_json(request):
        return JSONResponse(told, problem.status, headers, "application/problem+json")
    return PlainTextResponse(f"{problem.detail}\n", problem.status, headers)


def wants_json(request: Request) -> bool:
    """Whether a client prefers JSON to text."""
    choice = choose(request.headers.get("accept", ""), (_TEXT, _PROBLEM))
    return choice is not None and choice.format is _PROBLEM
