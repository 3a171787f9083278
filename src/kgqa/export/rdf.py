"""RDF files. Quads are sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

from kgqa.export.extract import Extract
from kgqa.graph.vocabulary import PREFIXES

_PREFIXES = dict(sorted(PREFIXES.items()))


def turtle(extract: Extract) -> bytes:
    """Turtle: the triples of all graphs in one."""
    triples = dict.fromkeys(q.triple for q in sorted(extract.quads, key=lambda q: str(q.triple)))
    return _serialise(list(triples), ox.RdfFormat.TURTLE)


def trig(extract: Extract) -> bytes:
    """TriG: one block for each named graph."""
    return _serialise(sorted(extract.quads, key=lambda q: (str(q.graph_name), str(q))), ox.RdfFormat.TRIG)


def nquads(extract: Extract) -> bytes:
    """N-Quads, one sorted line for each quad."""
    return _serialise(list(extract.quads), ox.RdfFormat.N_QUADS)


def digest(quads: Iterable[ox.Quad]) -> str:
    """SHA-256 of sorted quads as :func:`nquads` writes them."""
    told = hashlib.sha256()
    for quad in quads:
        told.update(f"{quad} .\n".encode())
    return told.hexdigest()


def jsonld(extract: Extract) -> bytes:
    """JSON-LD in expanded form, which needs no context."""
    return _serialise(sorted(extract.quads, key=lambda q: (str(q.graph_name), str(q))), ox.RdfFormat.JSON_LD)


def _serialise(statements: list[ox.Quad] | list[ox.Triple], format: ox.RdfFormat) -> bytes:
    if not statements:
        return b""
    prefixes = _PREFIXES if format != ox.RdfFormat.N_QUADS else None
    data = ox.serialize(statements, format=format, prefixes=prefixes)
    assert data is not None  # no output was given, so the bytes are returned
    return data
