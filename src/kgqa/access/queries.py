"""Queries of users: nothing is changed, no other server is asked, and ``FROM`` says what is seen."""

from __future__ import annotations

from kgqa.errors import UsageError
from kgqa.graph.store import Dataset, Results, TripleStore
from kgqa.server.guard import RefusedQuery, check, is_update, names_graphs


def run(store: TripleStore, query: str) -> Results:
    """Results of a query over the graphs that it names by ``FROM``, or over the union of all.

    Raises:
        UsageError: the query is not valid, or asks another server.
        GraphError: a store on a server does not answer, or not with all rows.
    """
    try:
        check(query)
    except RefusedQuery as error:
        raise UsageError(str(error)) from error
    try:
        return store.results(query, Dataset() if names_graphs(query) else None)
    except UsageError as error:
        if is_update(query):
            told = "nothing can be changed here; SELECT, ASK, CONSTRUCT and DESCRIBE are run"
            raise UsageError(told) from error
        raise
