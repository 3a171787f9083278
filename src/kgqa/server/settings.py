"""Limits of the server, each from a variable of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from kgqa.errors import UsageError

_PREFIX = "KGQA_SERVE_"


@dataclass(frozen=True)
class Settings:
    """What one request, one address and one worker may take.

    Attributes:
        workers: processes that run queries, each with the store in memory.
        seconds: time that a query may take before its worker is replaced.
        rows: rows of a SELECT, or triples of a graph, before the answer is cut.
        result_bytes: size of an answer before it is cut.
        query_bytes: size of a query, or of another request's body.
        memory_mb: memory that a query may take beyond the store.
        at_once: requests of one address that run at the same time; further ones wait.
        waiting: requests of one address that may wait; further ones are refused.
        patience: seconds that a request waits for its turn.
        characters: length of a question or of words to search for.
        url: the address under which the server is known outside; empty: the one that a request names.
    """

    workers: int = 4
    seconds: float = 10.0
    rows: int = 100_000
    result_bytes: int = 64_000_000
    query_bytes: int = 100_000
    memory_mb: int = 1_000
    at_once: int = 3
    waiting: int = 64
    patience: float = 10.0
    characters: int = 1_000
    url: str = ""


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings with what the environment says otherwise: ``KGQA_SERVE_SECONDS=30``.

    Raises:
        UsageError: a variable holds no number above zero, or no web address.
    """
    given = os.environ if environment is None else environment
    read: dict[str, int | float | str] = {}
    for field in fields(Settings):
        name = f"{_PREFIX}{field.name.upper()}"
        if given.get(name):
            read[field.name] = _read(name, given[name], type(field.default))
    return Settings(**read)  # type: ignore[arg-type]


def _read(name: str, text: str, kind: type) -> int | float | str:
    if kind is str:
        if not text.startswith(("http://", "https://")):
            raise UsageError(f"{name} is a web address that starts with http:// or https://, not {text!r}")
        return text.rstrip("/")
    what = "a whole number" if kind is int else "a number"
    try:
        number: int | float = int(text) if kind is int else float(text)
    except ValueError as error:
        raise UsageError(f"{name} is {what} above zero, not {text!r}") from error
    if not 0 < number < float("inf"):
        raise UsageError(f"{name} is {what} above zero, not {text!r}")
    return number
