"""Where a query is wrong, and why, in terms of the query."""

import pytest

from kgqa.errors import UsageError
from kgqa.graph.store import Store
from kgqa.server.jobs import Reply
from kgqa.ui.query_fault import Fault, fault_of

STORE = Store([])
FAULTS = [
    ("SELECT ?s WHERE {\n  ?s dp:year 2023 ;\n     foo:bar ?x\n}", Fault("prefix", "foo:", 3, 6)),
    ("SELECT ?s { ?s :p ?o }", Fault("prefix", ":", 1, 16)),
    ("SELECT ?s { ?s ?p ?o } LIMIT all", Fault("syntax", "all", 1, 30)),
    ("SELECT ?s WHERE { ?s a dp:Project", Fault("unclosed", "}", 1, 34)),
    ("SELECT ?s { FILTER(?s > 1", Fault("unclosed", ")", 1, 26)),
    ("SELECT ?s { ?s ?p ?o } GROUP", Fault("end", "", 1, 29)),
    ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", Fault("unbound", "", 1, 35)),
]


def reply_to(query: str) -> Reply:
    """What a worker says to a query that cannot be run."""
    with pytest.raises(UsageError) as raised:
        STORE.results(query)
    return Reply("invalid", str(raised.value))


@pytest.mark.parametrize(("query", "expected"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_has_its_place_and_its_reason(query: str, expected: Fault) -> None:
    """Line and column count from 1, Chinese characters as one."""
    assert fault_of(query, reply_to(query)) == expected


def test_the_place_of_the_editor_goes_first() -> None:
    """The parser would send the reader to the end of the group; a prefix before it still is the reason."""
    query = "SELECT ?s {\n  ?s ?p '甲乙' '丙' .\n}"
    assert fault_of(query, reply_to(query), (2, 14)) == Fault("syntax", "'丙'", 2, 14)
    assert fault_of(query.replace("?p", "x:p"), reply_to(query), (2, 15)) == Fault("prefix", "x:", 2, 6)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX foo: <http://example.org/#> SELECT ?s { ?s foo:a 'b:c' . } LIMIT x",
        "SELECT ?s { ?s dp:year 'a:b' . # c:d\n ?s <e:f> ?o } LIMIT x",
    ],
)
def test_what_only_looks_like_a_prefix_is_none(query: str) -> None:
    """Declared prefixes, strings, comments and IRIs are left alone."""
    assert (fault_of(query, reply_to(query)).kind, fault_of(query, reply_to(query)).detail) == ("syntax", "x")


def test_an_update_is_told_as_such() -> None:
    """Whoever tries to change the graph reads that this is not possible, not that the syntax is wrong."""
    query = "PREFIX x: <http://example.org/>\nDELETE WHERE { ?s ?p ?o }"
    assert fault_of(query, reply_to(query)) == Fault("update")


def test_a_limit_has_no_place() -> None:
    """Time, memory and refusals are passed on."""
    assert fault_of("ASK {}", Reply("slow")) == Fault("slow")
    assert fault_of("ASK {}", Reply("refused", "no")) == Fault("refused", "no")
