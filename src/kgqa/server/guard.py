"""What a query may not do, seen before it runs: ask other servers, or nest deeper than a parser can follow.

Queries are only read, so nothing can be changed; but ``SERVICE`` would make this machine call another one.
A search for the keyword is fooled by comments, IRIs and escapes. The rule here errs to the safe side: where
the letters occur at all, the query is parsed, and refused unless the parse is free of service patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

DEEPEST = 60
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WORDS = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
_BLANK = r"(?:\s|#[^\n]*+(?:\n|\Z))*+"
_UPDATE = re.compile(
    rf"{_BLANK}(?:(?:prefix{_BLANK}[^\s:<#]*+:|base){_BLANK}<[^>]*+>{_BLANK})*+"
    r"(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b",
    re.I,
)
_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")


class RefusedQuery(ValueError):
    """A query that is not run; the message says why."""


def check(query: str) -> None:
    """Let a query pass.

    Raises:
        RefusedQuery: it asks another server, or may do so as far as can be told, or it nests too deep.
    """
    written = unescaped(query)
    if depth(written) > DEEPEST:
        raise RefusedQuery(f"the query nests deeper than {DEEPEST} brackets; write it flatter")
    if "service" not in written.lower():
        return
    patterns = None if _hides_signs(query) else _patterns(written)
    if patterns is None:
        raise RefusedQuery(
            "the query holds the letters of SERVICE, and whether it asks another server cannot be told: "
            "a second parser does not understand it; write it without escapes and extensions of SPARQL 1.1"
        )
    if "ServiceGraphPattern" in patterns:
        raise RefusedQuery("SERVICE is refused, as no other server is asked; leave that clause out")


def is_update(query: str) -> bool:
    """Whether what cannot be read as a query is an update, in as far as its first words tell."""
    return _UPDATE.match(query) is not None


def names_graphs(query: str) -> bool:
    """Whether a query says by FROM which graphs it sees; such a query does not see the union of all."""
    written = unescaped(query)
    if "from" not in written.lower():
        return False
    patterns = _patterns(written)
    if patterns is None:
        return re.search(r"\bfrom\b\s*(?:named\b\s*)?(?:<|\w*:)", _WORDS.sub("", written), re.I) is not None
    return "DatasetClause" in patterns


def unescaped(query: str) -> str:
    r"""The query with its ``\uXXXX`` decoded, as parsers decode them before they look for keywords.

    A lone carriage return becomes a line feed: it ends a comment for one parser and not for the other.
    """
    return _ESCAPE.sub(_character, query).replace("\r", "\n")


def depth(query: str) -> int:
    """How deep brackets nest, those in strings counted too; never less than what a parser meets."""
    deepest = now = 0
    for character in query:
        if character in _OPENING:
            now += 1
            deepest = max(deepest, now)
        elif character in _CLOSING:
            now = max(0, now - 1)
    return deepest


def _hides_signs(query: str) -> bool:
    """Whether an escape stands for a sign of the grammar; parsers that decode at other times part ways."""
    return any(int(found[1] or found[2], 16) < 0x80 for found in _ESCAPE.finditer(query))


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code < 0x110000 else found[0]


@lru_cache(maxsize=64)
def _patterns(query: str) -> frozenset[str] | None:
    """Names of what a query is made of, in the grammar's words; None when rdflib cannot parse it."""
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return frozenset(_names(parseQuery(query)))
    except Exception:  # pyparsing, recursion and rdflib's own errors have no common base
        return None


def _names(parsed: object) -> Iterator[str]:
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting: list[object] = [parsed]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part.name
            waiting.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            waiting.extend(part)
