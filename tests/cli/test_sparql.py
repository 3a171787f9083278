"""``kgqa sparql`` runs queries of all kinds and changes nothing."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

SELECT = "SELECT ?number { ?s dp:number ?number FILTER(?number IN ('1.1', '1.2')) } ORDER BY ?number"
CONSTRUCT = "CONSTRUCT { ?s a dp:Section } WHERE { ?s a dp:Section ; dp:number '1.1' }"


@pytest.mark.parametrize(
    ("format", "lines"),
    [
        ("csv", ["number", "1.1", "1.2"]),
        ("tsv", ["?number", '"1.1"', '"1.2"']),
        ("table", ["number", "1.1", "1.2"]),
    ],
)
def test_rows_are_written_in_lines(kgqa: Command, format: str, lines: list[str]) -> None:
    """The same rows in each format."""
    done = kgqa("sparql", SELECT, "--format", format)
    assert (done.status, done.err) == (0, "")
    assert [line.strip() for line in done.out.splitlines()] == lines


def test_rows_as_json_and_xml(kgqa: Command) -> None:
    """The W3C's formats."""
    rows = json.loads(kgqa("sparql", SELECT, "--format", "json").out)["results"]["bindings"]
    assert [row["number"]["value"] for row in rows] == ["1.1", "1.2"]
    assert kgqa("sparql", SELECT, "--format", "xml").out.count("<result>") == 2


def test_ask_and_construct(kgqa: Command) -> None:
    """A truth value, and a graph in each of its formats."""
    assert kgqa("sparql", "ASK { ?s a dp:Section }").out == "true\n"
    assert json.loads(kgqa("sparql", "ASK { ?s a dp:Nothing }", "--format", "json").out)["boolean"] is False
    assert "dp:Section" in kgqa("sparql", CONSTRUCT, "--format", "turtle").out
    assert kgqa("sparql", CONSTRUCT, "--format", "nt").out.endswith("ns#Section> .\n")
    assert json.loads(kgqa("sparql", CONSTRUCT, "--format", "jsonld").out)
    assert "rdf:type" in kgqa("sparql", CONSTRUCT).out


def test_a_query_from_a_file(kgqa: Command, tmp_path: Path) -> None:
    """-f names it."""
    file = tmp_path / "query.rq"
    file.write_text(SELECT, encoding="utf-8")
    assert kgqa("sparql", "-f", str(file)).out == kgqa("sparql", SELECT).out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["SELEC ?s"], 2, "not valid SPARQL"),
        ([""], 2, "not valid SPARQL"),
        (["# tidy up\nDROP ALL"], 2, "nothing can be changed"),
        (["INSERT DATA { <a:a> <b:b> 1 }"], 2, "nothing can be changed"),
        (["SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], 2, "SERVICE is refused"),
        ([SELECT, "--format", "yaml"], 2, "use one of"),
        ([SELECT, "--format", "turtle"], 2, "use csv"),
        ([CONSTRUCT, "--format", "csv"], 2, "use turtle"),
        (["-f", "/nowhere.rq"], 1, "/nowhere.rq"),
        ([], 2, "give one query"),
        ([SELECT, "-f", "x"], 2, "give one query"),
    ],
)
def test_wrong_use_is_said_in_one_line(kgqa: Command, arguments: list[str], status: int, words: str) -> None:
    """On standard error, with the contract's exit status."""
    done = kgqa("sparql", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (status, "", 1)
    assert words in done.err


def test_a_query_may_name_its_graphs(kgqa: Command) -> None:
    """FROM limits what is seen; without it all graphs are."""
    count = "SELECT (COUNT(*) AS ?n) %s WHERE { ?s a owl:Class }"
    graph = "https://w3id.org/district-plan/id/guancheng-2024/graph"
    assert kgqa("sparql", count % f"FROM <{graph}>", "--format", "csv").out.split() == ["n", "0"]
    assert kgqa("sparql", count % "", "--format", "csv").out.split() != ["n", "0"]


def test_a_last_row_without_values_is_a_row(kgqa: Command) -> None:
    """It is an empty line, and no line less."""
    for format in ("csv", "tsv"):
        assert len(kgqa("sparql", "SELECT ?x {}", "--format", format).out.splitlines()) == 2
