"""Why a query gave nothing, and where it is wrong.

The parser that runs queries often gives the end of a group as the place, and one of its many branches as
what it expected. So the place that the editor's grammar gives goes first, and the reason is found by looking
at the query: a prefix that is not declared, a bracket that is not closed, an end that comes too early, else
the word that does not fit. Whether a query is wrong at all is only for the parser to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgqa.graph.vocabulary import PREFIXES
from kgqa.server.guard import is_update
from kgqa.server.jobs import Reply

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_DECLARED = re.compile(r"\bprefix\s+([\w-]*):", re.IGNORECASE)
_TOKEN = re.compile(
    r"""(?P<passed>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s"{}|^`\\]*>|\#.*|[?$]\w+|@[\w-]+|_:[\w-]+)
      | (?P<prefixed>(?P<prefix>[^\W\d_][\w-]*)?:[\w-]*)
      | (?P<bracket>[{}()\[\]])
      | \w+ | \S""",
    re.VERBOSE,
)
_WORD = re.compile(r"\S+")
_CLOSING = {"{": "}", "(": ")", "[": "]"}
# What the parser says of a query whose grammar is right and whose variables are not.
_SAID = {"a variable that is unbound": "unbound", "overrides an existing variable": "overridden"}


@dataclass(frozen=True)
class Fault:
    """Why a query gave nothing.

    ``syntax``, ``prefix``, ``unclosed``, ``end``, ``unbound`` and ``overridden`` have a place, counted from
    1, the column in characters; ``detail`` is the word that does not fit, the prefix or the missing bracket.
    The other kinds are ``update``, ``refused``, ``invalid``, ``long``, ``slow``, ``memory`` and ``busy``.
    """

    kind: str
    detail: str = ""
    line: int = 0
    column: int = 0


def fault_of(query: str, reply: Reply, place: tuple[int, int] | None = None) -> Fault:
    """Why there is no result, from the reply of a worker; ``place`` is line and column by the editor."""
    if reply.kind != "invalid":
        return Fault(reply.kind, reply.detail)
    if is_update(query):
        return Fault("update")
    found = _POSITION.search(reply.detail)
    if not found:
        return Fault("invalid", reply.detail)
    said = found[3]
    line, column = place or (int(found[1]), int(found[2]))
    at = _offset(query, line, column)
    undeclared = _undeclared(query)
    if undeclared and undeclared.start() <= at:
        return _placed("prefix", f"{undeclared['prefix'] or ''}:", query, undeclared.start())
    for sign, kind in _SAID.items():
        if sign in said:
            return Fault(kind, "", line, column)
    if query[at:].strip():
        word = _WORD.search(query, at)
        return _placed("syntax", word[0] if word else "", query, word.start() if word else at)
    missing = _unclosed(query)
    return Fault("unclosed" if missing else "end", missing, line, column)


def _undeclared(query: str) -> re.Match[str] | None:
    """The first prefixed name whose prefix is not declared."""
    known = {*PREFIXES, *_DECLARED.findall(query)}
    names = (token for token in _TOKEN.finditer(query) if token["prefixed"])
    return next((name for name in names if (name["prefix"] or "") not in known), None)


def _unclosed(query: str) -> str:
    """The bracket that closes the last one that is open; empty when all are closed."""
    open_ones: list[str] = []
    for token in _TOKEN.finditer(query):
        if token["bracket"] in _CLOSING:
            open_ones.append(_CLOSING[token["bracket"]])
        elif open_ones and token["bracket"] == open_ones[-1]:
            open_ones.pop()
    return open_ones[-1] if open_ones else ""


def _offset(query: str, line: int, column: int) -> int:
    """The place of a line and a column in the query."""
    before = query.split("\n")[: line - 1]
    return sum(len(words) + 1 for words in before) + column - 1


def _placed(kind: str, detail: str, query: str, at: int) -> Fault:
    before = query[:at]
    return Fault(kind, detail, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)
