"""What a store of triples offers, and the one in memory (Oxigraph).

Stores are read only: no method changes the data after loading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kgqa.errors import GraphError, UsageError
from kgqa.graph.vocabulary import PREFIXES

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class Dataset:
    """The graphs that a query sees, by IRI: those that make up its default graph, and those for ``GRAPH``.

    With neither, the clauses ``FROM`` and ``FROM NAMED`` of the query say it.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rows:
    """Solutions of a SELECT: ``values[i][j]`` is the lexical form of ``variables[j]``, None when unbound."""

    variables: tuple[str, ...]
    values: tuple[tuple[str | None, ...], ...]

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Rows as dictionaries without unbound variables."""
        for row in self.values:
            yield {k: v for k, v in zip(self.variables, row, strict=True) if v is not None}

    def __len__(self) -> int:
        return len(self.values)


class TripleStore(Protocol):
    """What all the rest needs of a store, be it in memory, on disk or on a server.

    Queries see the union of all graphs unless a data set says otherwise; the vocabulary is the default graph.
    """

    def select(self, sparql: str) -> Rows:
        """Rows of a SELECT, every term as its lexical form."""

    def results(self, sparql: str, dataset: Dataset | None = None) -> Results:
        """Results of a query of any kind; the project's prefixes are declared."""

    def quads(self) -> Iterator[ox.Quad]:
        """All quads of the store."""


class Store:
    """RDF in memory; queries see the union of all named graphs."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(quads)

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Store:
        """A store with the files' quads.

        Raises:
            GraphError: a file is missing or is no RDF of the kind its ending says.
        """
        quads: list[ox.Quad] = []
        for path in paths:
            if path.suffix not in _FORMATS:
                raise GraphError(f"{path} is no graph file; use one of {', '.join(_FORMATS)}")
            try:
                quads += ox.parse(path=str(path), format=_FORMATS[path.suffix])
            except FileNotFoundError as error:
                raise GraphError(
                    f"{path} is missing; build it with: kgqa build REPORT.txt -o {path.parent}"
                ) from error
            except SyntaxError as error:
                raise GraphError(f"{path} cannot be read: {error}") from error
        return cls(quads)

    def __len__(self) -> int:
        return len(self._store)

    def results(self, sparql: str, dataset: Dataset | None = None) -> Results:
        """Results of a query as the library gives them; the project's prefixes are declared.

        Args:
            dataset: the graphs that the query sees; None is the union of all graphs, whatever the query says.

        Raises:
            UsageError: the query is not valid SPARQL 1.1, or a graph has no valid IRI.
        """
        try:
            if dataset is None:
                return self._store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES)
            if dataset == Dataset():
                return self._store.query(sparql, prefixes=PREFIXES)
            return self._store.query(
                sparql,
                prefixes=PREFIXES,
                default_graph=[ox.NamedNode(iri) for iri in dataset.default_graphs],
                named_graphs=[ox.NamedNode(iri) for iri in dataset.named_graphs],
            )
        except SyntaxError as error:
            raise UsageError(f"the query is not valid SPARQL: {' '.join(str(error).split())}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise UsageError(f"the query cannot be run: {error}") from error

    def select(self, sparql: str) -> Rows:
        """Rows of a SELECT, every term as its lexical form."""
        results = self.results(sparql)
        if not isinstance(results, ox.QuerySolutions):
            raise UsageError("a SELECT query is wanted here")
        names = tuple(v.value for v in results.variables)
        return Rows(names, tuple(tuple(_lexical(row[n]) for n in names) for row in results))

    def quads(self) -> Iterator[ox.Quad]:
        """All quads of the store."""
        return iter(self._store)


def with_prologue(sparql: str) -> str:
    """The query with declarations of the prefixes it uses and does not declare, so that it runs anywhere."""
    declared = set(_DECLARED.findall(sparql))
    used = [
        f"PREFIX {name}: <{iri}>"
        for name, iri in PREFIXES.items()
        if f"{name}:" in sparql and name not in declared
    ]
    return "\n".join([*used, sparql])


def _lexical(term: Term | None) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
