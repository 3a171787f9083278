"""What a program gets from an open graph: answers, passages, rows, tables, networks, graphs of rdflib."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from rdflib import RDF, Literal, URIRef, Variable

import kgqa
from kgqa.access.plan import Plan
from kgqa.access.result import Result
from kgqa.cli import run
from kgqa.cli.session import Session
from kgqa.export.observations import COLUMNS
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import DP
from kgqa.resources import graph_dir

VALUES = """SELECT ?name ?value ?year ?draft ?missing WHERE {
  ?o dp:indicator/skos:prefLabel ?name ; dp:value ?value ; dp:year ?year ; dp:kind c:target .
  ?document a dp:PlanDocument ; dp:draft ?draft OPTIONAL { ?o dp:nothing ?missing }
  FILTER(LANG(?name) = "zh" && STR(?name) = "技术合同成交额") }"""


# ---------- answers and passages ----------


def test_an_answer_has_its_text_items_and_evidence(plan: Plan) -> None:
    """And is the answer object of the contract as a dictionary."""
    answer = plan.ask("2024年技术合同成交额目标是多少？")
    (item,) = answer.answers
    assert (answer.status, item.value, item.unit, item.bound, item.year) == (
        "answered",
        "26",
        "亿元",
        ">",
        2024,
    )
    text = (graph_dir() / "guancheng-2024.txt").read_text(encoding="utf-8")
    assert [text[e.start : e.end] for e in answer.evidence] == [e.quote for e in answer.evidence] != []
    told = answer.as_dict()
    assert (told["text"], told["sparql"], told["answers"][0]["unit"]) == (answer.text, answer.sparql, "亿元")


def test_an_answer_shows_what_it_says(plan: Plan) -> None:
    """Printed it is its text; at the end of a cell it tells what it is, in one line."""
    answer = plan.ask("2024年技术合同成交额目标是多少？")
    assert str(answer) == answer.text
    assert repr(answer) == f"<kgqa.Answer answered: {answer.text!r}, 1 quoted>"
    assert len(repr(replace(answer, text="长" * 5000))) < 220


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: p.ask(None), "the question is text, not nothing"),
        (lambda p: p.ask(float("nan")), r"the question is text, not nan \(float\)"),
        (lambda p: p.ask("2023年呢？", [None]), "each of context is text, not nothing"),
        (lambda p: p.ask("2023年呢？", 7), r"context is a list of texts, not 7 \(int\)"),
        (lambda p: p.search(None), "what is looked for is text"),
        (lambda p: p.search("道路", k="3"), r"k is a whole number, not '3' \(str\)"),
        (lambda p: p.search("道路", year="2024"), r"the year is a whole number, not '2024' \(str\)"),
        (lambda p: p.sparql(b"ASK {}"), "the query is text"),
        (lambda p: p.network("金岱科创城", depth=1.5), "the depth is a whole number"),
        (lambda p: p.network(depth=2), "a depth counts steps around a thing; name it by focus"),
        (lambda p: p.draw(place="金岱科创城", depth=2), "a depth counts steps around a thing"),
        (lambda p: p.draw(width="1600"), r"width is a whole number, not '1600' \(str\)"),
        (lambda p: p.draw(question=3), "the question is text"),
        (lambda p: p.draw(focus="南水北调").png(dpi="300"), "dpi is a whole number"),
        (lambda p: kgqa.open(3), "a graph is named by text or a path, not by 3"),  # type: ignore[arg-type]
    ],
)
def test_arguments_of_a_wrong_kind_are_refused_in_one_line(
    call: Callable[[Any], object], message: str, plan: Plan
) -> None:
    """As all that is no good: a notebook checks no types."""
    with pytest.raises(kgqa.UsageError, match=message) as caught:
        call(plan)
    assert "\n" not in str(caught.value)


def test_numbers_of_tables_are_numbers(plan: Plan) -> None:
    """Those of numpy, which a data frame holds."""
    year = plan.observations()["year"].max()
    found = plan.search("新建道路", k=np.int64(1), year=np.int64(year))  # type: ignore[arg-type]
    assert found == plan.search("新建道路", k=1, year=2024)


def test_the_query_of_an_answer_runs_again(plan: Plan) -> None:
    """Its rows hold the value that was answered."""
    answer = plan.ask("2024年技术合同成交额目标是多少？")
    assert answer.sparql is not None
    assert Decimal(26) in {value for row in plan.sparql(answer.sparql) for value in row.values()}


def test_a_follow_up_and_another_language(plan: Plan) -> None:
    """The questions before are a list; the language may be chosen."""
    answer = plan.ask("那2024年呢？", ["2023年社会消费品零售总额增长多少？"], lang="en")
    assert (answer.lang, answer.answers[0].value, answer.answers[0].bound) == ("en", "8", ">=")
    with pytest.raises(kgqa.UsageError, match="context is a list of texts, not one text"):
        plan.ask("那2024年呢？", "2023年社会消费品零售总额增长多少？")
    with pytest.raises(kgqa.UsageError, match="the language is zh or en, not 'de'"):
        plan.ask("2023年GDP增长多少？", lang="de")


@pytest.mark.parametrize("question", ["", " ", "\ud83d", "\x00", "?" * 5000])
def test_anything_may_be_asked(plan: Plan, question: str) -> None:
    """What cannot be understood is refused, and raises nothing."""
    assert plan.ask(question).status == "refused"


def test_passages_are_spans_of_the_text(plan: Plan) -> None:
    """Best first, kept to a year, a section or a place."""
    text = (graph_dir() / "guancheng-2024.txt").read_text(encoding="utf-8")
    found = plan.search("污水处理", k=3)
    assert [text[p.start : p.end] for p in found] == [p.text for p in found]
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert len(found) == 3
    assert {p.section.split(".")[0] for p in plan.search("老旧小区", section="3")} == {"3"}
    (first,) = plan.search("新建产业园", k=1, year=2024, place="金岱科创城")
    assert "金岱数字经济产业园" in first.text
    assert first.as_dict().keys() == {"score", "document", "section", "start", "end", "text", "iri"}
    assert plan.search("🙂") == ()


@pytest.mark.parametrize(
    ("search", "message"),
    [
        (lambda plan: plan.search("公园", k=0), "0 passages cannot be found; ask for 1 or more"),
        (lambda plan: plan.search("公园", year=1999), "nothing is said of 1999; the years are"),
        (lambda plan: plan.search("公园", section="9"), "no section '9'; the sections are"),
        (lambda plan: plan.search("公园", place="金袋科创城"), "the nearest names are"),
        (lambda plan: plan.network("金袋科创城"), "the nearest names are"),
        (lambda plan: plan.network("金岱科创城", depth=-1), "a depth of -1 is no number of steps"),
        (lambda plan: plan.sparql("SELECT"), "the query is not valid SPARQL"),
        (lambda plan: plan.sparql("SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }"), "SERVICE is refused"),
    ],
)
def test_wrong_use_is_said_in_one_line(plan: Plan, search: Callable[[Plan], object], message: str) -> None:
    """With what is known instead."""
    with pytest.raises(kgqa.UsageError) as caught:
        search(plan)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


# ---------- rows ----------


def test_rows_hold_values_of_python(plan: Plan) -> None:
    """Numbers exactly as written, truth as bool, what is unbound as None."""
    rows = plan.sparql(VALUES)
    assert rows.variables == ("name", "value", "year", "draft", "missing")
    assert list(rows) == [
        {"name": "技术合同成交额", "value": Decimal(26), "year": 2024, "draft": True, "missing": None}
    ]
    assert (type(rows[0]["value"]), type(rows[0]["year"])) == (Decimal, int)
    assert (rows[-1], rows[0:1], len(rows)) == (rows[0], tuple(rows), 1)
    assert repr(rows) == "<kgqa.Result name, value, year, draft, missing: 1 rows>"


def test_every_kind_of_literal() -> None:
    """A literal that its type does not allow stays text."""
    rows = Result.of(
        Store([]).results(
            """SELECT * { VALUES (?a ?b ?c ?d ?e ?f ?g) {
              (1.50 1e3 "2024-01-18"^^xsd:date "nie"^^xsd:date "甲"@zh <http://a.b/c> "7"^^xsd:int) } }"""
        )
    )
    (row,) = rows
    assert sorted(map(str, row.values())) == sorted(
        map(str, (Decimal("1.5"), 1000.0, date(2024, 1, 18), "nie", "甲", "http://a.b/c", 7))
    )
    assert {type(value) for value in row.values()} == {Decimal, float, date, str, int}


def test_rows_become_a_data_frame(plan: Plan) -> None:
    """Numbers have types of numbers in which one may be missing; exact ones stay decimals."""
    frame = plan.sparql(VALUES).to_frame()
    assert list(frame.columns) == ["name", "value", "year", "draft", "missing"]
    assert [str(frame[name].dtype) for name in ("value", "year", "draft")] == ["Float64", "Int64", "boolean"]
    assert frame["missing"].isna().all()
    assert plan.sparql(VALUES).to_frame(exact=True)["value"].tolist() == [Decimal(26)]
    nothing = plan.sparql("SELECT ?goal WHERE { ?goal a dp:Nothing }").to_frame()
    assert (list(nothing.columns), len(nothing)) == (["goal"], 0)


def test_an_ask_is_true_or_false(plan: Plan) -> None:
    """It has no variables."""
    assert plan.sparql("ASK { ?o a dp:Observation }")
    assert not plan.sparql("ASK { ?o a dp:Nothing }")


def test_a_construct_is_a_graph_of_rdflib(library: Plan) -> None:
    """And rows of triples; the rows of a SELECT are no graph."""
    result = library.sparql("CONSTRUCT { ?i a dp:Indicator } WHERE { ?i a dp:Indicator }")
    assert result.variables == ("subject", "predicate", "object")
    assert {str(s) for s in result.graph.subjects(RDF.type, URIRef(f"{DP}Indicator"))} == {
        row["subject"] for row in result
    }
    assert dict(result.graph.namespaces())["dp"] == URIRef(DP)
    with pytest.raises(kgqa.UsageError, match="ask by CONSTRUCT or DESCRIBE"):
        _ = library.sparql("SELECT * WHERE { ?s a dp:Indicator }").graph


def test_from_says_which_graphs_are_seen(library: Plan) -> None:
    """Without it the vocabulary is seen too."""
    (graph,) = (
        row["g"] for row in library.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s a dp:PlanDocument } }")
    )
    assert library.sparql("ASK { dp:Place a owl:Class }")
    assert not library.sparql(f"ASK FROM <{graph}> {{ dp:Place a owl:Class }}")


# ---------- tables, networks, graphs ----------


def test_observations_are_the_table_of_the_export(
    plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same rows and columns, with numbers, years and truth values instead of text."""
    file = tmp_path_factory.mktemp("table") / "observations.csv"
    assert run(["export", "observations", "-o", str(file), "--graph", "guancheng-2024"], Session()) == 0
    written = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    frame = plan.observations(exact=True)
    assert list(frame.columns) == list(COLUMNS)
    assert frame["iri"].tolist() == [row["iri"] for row in written]
    assert [str(v) for v in frame["value"].dropna()] == [row["value"] for row in written if row["value"]]
    assert frame["year"].tolist() == [int(row["year"]) for row in written]
    assert frame["quote"].tolist() == [row["quote"] for row in written]
    assert frame["provisional"].tolist() == [row["provisional"] == "true" for row in written]
    assert frame["condition"].isna().tolist() == [not row["condition"] for row in written]


def test_observations_are_ready_to_compute_with(plan: Plan) -> None:
    """Years are whole numbers, values are numbers, and what is missing is missing."""
    frame = plan.observations()
    types = {name: str(frame[name].dtype) for name in ("year", "value", "base_value", "start", "reviewed")}
    assert types == {
        "year": "Int64",
        "value": "Float64",
        "base_value": "Float64",
        "start": "Int64",
        "reviewed": "boolean",
    }
    deal = frame[(frame["indicator"] == "技术合同成交额") & (frame["kind"] == "target")].iloc[0]
    assert (deal["value"], deal["unit"], deal["base_value"], deal["bound"]) == (26, "亿元", 2.6e9, ">")


def test_without_pandas_it_says_how_to_get_it(library: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """All else works without."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    rows = library.sparql("SELECT ?i WHERE { ?i a dp:Indicator }")
    for table in (rows.to_frame, library.observations):
        with pytest.raises(kgqa.UsageError, match="install it with: pip install pandas"):
            table()


def test_the_network_reads_in_two_languages(plan: Plan) -> None:
    """Nodes have labels and a class, edges labels and a property; a focus keeps a neighbourhood."""
    graph = plan.network()
    (town,) = [data for _, data in graph.nodes(data=True) if data["label"] == "金岱科创城"]
    assert (town["label_en"], town["class"]) == ("Jindai Science and Innovation City", "Area")
    assert all(
        {"label", "label_en", "class", "class_label"} <= data.keys() for _, data in graph.nodes(data=True)
    )
    assert all({"label", "label_en", "property"} <= data.keys() for *_, data in graph.edges(data=True))
    near = plan.network("金岱科创城")
    assert 1 < len(near) < len(graph)
    assert nx.is_weakly_connected(near)


def test_a_network_that_is_changed_changes_no_other(library: Plan) -> None:
    """Each call gives a network of its own."""
    library.network().clear()
    assert len(library.network()) > 0


def test_the_graph_for_rdflib_has_all_triples(library: Plan) -> None:
    """Reports in named graphs, the vocabulary beside them; queries see both; digits stay as written."""
    dataset = library.graph()
    assert len(dataset) == int(str(library.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"]))
    found = dataset.query(
        "SELECT (COUNT(*) AS ?n) WHERE { ?o a dp:Observation . dp:Observation a owl:Class }"
    )
    assert found.bindings[0][Variable("n")].eq(len(library.observations()))
    assert Literal("汀川市", lang="zh") in set(dataset.objects())
    assert {str(graph.identifier) for graph in dataset.graphs()} >= {
        str(row["g"]) for row in library.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    }


def test_passages_become_a_data_frame(plan: Plan) -> None:
    """pandas reads what a search gives."""
    frame = pd.DataFrame(plan.search("幼儿园", k=2))
    assert list(frame.columns) == ["score", "document", "section", "start", "end", "text", "iri"]
    assert len(frame) == 2
