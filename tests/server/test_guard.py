"""What the guard refuses, and what it lets pass."""

import pytest

from kgqa.server.guard import DEEPEST, RefusedQuery, check, is_update, names_graphs


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("SELECT * { service silent ?x { ?s ?p ?o } }", True),
        ("SELECT * {SERVICE<http://a>{}}", True),
        ("SELECT * { ?s ?p 'x'. SERVICE <http://a> {} }", True),
        ("SELECT * { ?s ?p '''it's''' . SERVICE <http://a> {} }", True),
        ("SELECT * { ?s ?p 'a \\' SERVICE' }", False),
        ("SELECT ?service { ?service <http://service> 'service' } # service", False),
        ("SELECT * { ?s dp:service service:x }", False),
        ("SELECT * { ?s a <http://www.w3.org/ns/sparql-service-description#Service> }", False),
        ("SELECT * { ?s a sd:Service }", False),
        ("SELECT * { ?s ?p ?o # it's\n . SERVICE <http://a> {} }", True),
        ("SELECT * { #\rSERVICE <http://a> {}\n }", True),
        ("SELECT * { \\u0053ERVICE <http://a> {} }", True),
        ("SELECT * { ?s ?p ?o FILTER(?a<?b) SERVICE <http://a> {} FILTER(?a>?b) }", True),
        ("SELECT * { ?s ?p ?o }", False),
    ],
)
def test_the_keyword_service_is_told_from_the_word(query: str, asks: bool) -> None:
    """Only the keyword asks another server."""
    if asks:
        with pytest.raises(RefusedQuery, match="SERVICE"):
            check(query)
    else:
        check(query)


def test_what_cannot_be_told_is_refused() -> None:
    """The letters in a query that the second parser does not understand."""
    with pytest.raises(RefusedQuery, match="cannot be told"):
        check("SELECT * { ?service ?p ?o LATERAL { ?o ?q ?r } }")


def test_deep_nesting_is_refused() -> None:
    """Parsers call themselves for each bracket."""
    check(f"SELECT * {'{' * DEEPEST} {'}' * DEEPEST}")
    with pytest.raises(RefusedQuery, match="nests deeper"):
        check(f"SELECT * {'{' * (DEEPEST + 1)} {'}' * (DEEPEST + 1)}")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT * from named<urn:g> { ?s ?p ?o }", True),
        ("SELECT * FROM <urn:g> { ?s ?p ?o LATERAL { ?o ?q ?r } }", True),
        ("SELECT ?from { ?from ?p 'from <urn:g>' }", False),
        ("SELECT * { ?s ?p ?o } # FROM <urn:g>", False),
        ("SELECT * { ?s ?p 'FROM <urn:g>' LATERAL { ?o ?q ?r } }", False),
    ],
)
def test_from_is_told_from_the_word(query: str, names: bool) -> None:
    """A query that names graphs sees only those."""
    assert names_graphs(query) is names


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("DROP ALL", True),
        ("# tidy\nprefix : <urn:a> BASE <urn:b> # now\n insert data { :a :b 1 }", True),
        ("PREFIX\ta.b-c:\n<urn:a>\nWITH <urn:g> DELETE WHERE {}", True),
        ("# INSERT\nSELECT * { ?s ?p }", False),
        ("PREFIX insert: <urn:a> SELECT", False),
        ("prefix " + "# " * 40_000, False),
        ("# a\n" * 20_000 + "SELECT", False),
    ],
)
def test_an_update_is_told_by_its_first_words(text: str, changes: bool) -> None:
    """Below comments and declarations, and in no time, however long they are."""
    assert is_update(text) is changes
