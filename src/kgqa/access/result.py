"""What a query found, in values of Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, overload

import pyoxigraph as ox

from kgqa.access.frames import frame, numeric_types
from kgqa.errors import UsageError
from kgqa.graph.store import Results, Term
from kgqa.graph.vocabulary import XSD

if TYPE_CHECKING:
    import pandas as pd
    from rdflib import Graph

Value = str | int | float | Decimal | bool | date | None
Row = dict[str, Value]

_TRIPLE = ("subject", "predicate", "object")
_PYTHON: Mapping[str, Callable[[str], Value]] = {
    **dict.fromkeys((f"{XSD}{kind}" for kind in ("integer", "int", "long", "nonNegativeInteger")), int),
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    f"{XSD}date": date.fromisoformat,
}


@dataclass(frozen=True, repr=False)
class Result(Sequence[Row]):
    """Rows of a query, in their order; each maps every variable to its value.

    An IRI is text; a number an ``int``, ``Decimal`` or ``float``; a truth value a ``bool``; a date a
    ``datetime.date``; any other literal its text, without its language. What is unbound is ``None``.

    ``CONSTRUCT`` and ``DESCRIBE`` give triples: rows of ``subject``, ``predicate``, ``object``, and the same
    as :attr:`graph`. ``ASK`` has no variables: one empty row for yes, none for no, so that ``bool(result)``
    is the answer.
    """

    variables: tuple[str, ...]
    _rows: tuple[Row, ...]
    _triples: tuple[ox.Triple, ...] | None = None

    def __repr__(self) -> str:
        """Without the rows, which may be many."""
        return f"<kgqa.Result {', '.join(self.variables) or 'ASK'}: {len(self)} rows>"

    @classmethod
    def of(cls, results: Results) -> Result:
        """What a store gave."""
        if isinstance(results, ox.QueryBoolean):
            return cls((), ({},) if results else ())
        if isinstance(results, ox.QueryTriples):
            triples = tuple(sorted(results, key=str))
            terms = ((t.subject, t.predicate, t.object) for t in triples)
            return cls(_TRIPLE, tuple(_row(_TRIPLE, found) for found in terms), triples)
        names = tuple(variable.value for variable in results.variables)
        return cls(names, tuple(_row(names, [solution[name] for name in names]) for solution in results))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def graph(self) -> Graph:
        """The triples as a graph of rdflib.

        Raises:
            UsageError: the query gave rows and no triples.
        """
        if self._triples is None:
            raise UsageError("rows are no graph; ask by CONSTRUCT or DESCRIBE")
        from kgqa.access.rdf import graph_of

        return graph_of(self._triples)

    def to_frame(self, exact: bool = False) -> pd.DataFrame:
        """The rows as a data frame with one column for each variable, in the order of the query.

        A column of whole numbers has the type ``Int64``, one of numbers ``Float64``, one of truth values
        ``boolean``; each may hold missing values.

        Args:
            exact: leave numbers with decimal places as ``Decimal``, in columns of objects.

        Raises:
            UsageError: pandas is not installed.
        """
        types = {} if exact else numeric_types(self.variables, self._rows)
        return frame(self.variables, self._rows, types)


def _row(names: Sequence[str], terms: Sequence[Term | None]) -> Row:
    return {name: _value(term) for name, term in zip(names, terms, strict=True)}


def _value(term: Term | None) -> Value:
    """A term as a value; a literal that its type does not allow stays text."""
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    read = _PYTHON.get(term.datatype.value)
    try:
        return read(term.value) if read else term.value
    except (ArithmeticError, KeyError, ValueError):
        return term.value
