"""The SPARQL page without a browser: links, results in words, faults, what the editor completes."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from kgqa.resources import ontology_dir
from kgqa.server.jobs import Job
from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.graph_view import walkable
from kgqa.ui.query_page import Service, fault_words, shared_examples, shared_service
from kgqa.ui.query_result import GRAPH_FORMATS, MOST_SHOWN, ROW_FORMATS, file_of, run, shortened
from kgqa.ui.query_results import count_words, table_of
from kgqa.ui.query_terms import completion_rows
from tests.ui.pages import opened as open_page

ZH, EN = shared_texts()["zh"], shared_texts()["en"]
STORE = shared_workspace().store
GRAPH = walkable(STORE)
EXAMPLES = shared_examples(ontology_dir() / "competency")
RATES = """SELECT ?i ?value ?text WHERE {
  VALUES ?i { ind:gdp-growth ind:industrial-value-added-growth }
  ?o dp:indicator ?i ; dp:year 2024 ; dp:kind c:target ; dp:value ?value ; dp:valueText ?text } ORDER BY ?i"""


def service() -> Service:
    """The workers of the page; tests of other pages may have ended those over an earlier graph."""
    return shared_service(shared_workspace().store)


def opened(language: str = "zh", **parameters: str) -> AppTest:
    """The page as its address with these parameters opens it."""
    return open_page("query_page", language, **parameters)


def captions(app: AppTest) -> str:
    """The small lines of the page."""
    return " ".join(c.value for c in app.caption)


def test_a_link_with_a_query_opens_with_its_result() -> None:
    """Whoever gets the link sees the rows at once, and the link is there to pass on."""
    app = opened(query=RATES)
    assert ZH.say("query.count.rows", count="2", ms="").split("，")[0] in captions(app)
    assert list(app.dataframe[0].value["value"]) == [7, 9.5]
    assert "?query=SELECT%20%3Fi" in app.code[0].value


def test_an_example_is_put_into_the_editor_and_not_run() -> None:
    """The list holds every competency question; choosing one shows its query."""
    app = opened()
    assert len(app.selectbox(key="query-example").options) == len(EXAMPLES)
    app.selectbox(key="query-example").set_value(EXAMPLES[3].name).run()
    assert app.session_state["query-shown"] == EXAMPLES[3].select
    assert not app.dataframe


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_every_example_runs(example: object) -> None:
    """The queries that are offered give rows, without a prefix declared."""
    outcome = run(service().runner, getattr(example, "select"))  # noqa: B009
    assert (outcome.kind, outcome.fault, outcome.count > 0) == ("rows", None, True)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?s { ?s foo:bar ?o }", "第1行第16列：前缀 foo: 没有声明"),
        ("DROP ALL", ZH.say("query.fault.update")),
        ("SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }", ZH.say("query.fault.refused")),
        ("SELECT ?s { ?s ?p '" + "长" * 40_000 + "' }", ZH.say("query.fault.long", size="100,000")),
    ],
    ids=["prefix", "update", "service", "long"],
)
def test_a_query_that_cannot_run_is_one_line(query: str, words: str) -> None:
    """The line says what is wrong; the page stays, and no row is shown."""
    app = opened(query=query)
    assert [words in e.value.replace("\\", "") for e in app.error] == [True]
    assert not app.dataframe


def test_faults_are_said_in_both_languages() -> None:
    """Every kind of fault has its words."""
    outcome = run(service().runner, "SELECT ?s { ?s ?p }")
    assert outcome.fault
    for texts in (ZH, EN):
        assert fault_words(outcome.fault, service().settings, texts)
        assert set(texts.words["query"]["fault"]) >= {"slow", "memory", "busy", "invalid", "unacceptable"}


def test_numbers_are_numbers_and_names_are_names() -> None:
    """IRIs are shown by their label in the language of the reader, or shortened; a string stays a string."""
    outcome = run(service().runner, RATES)
    terms = GRAPH.extract.terms
    zh, en, plain = (
        table_of(outcome, t, language) for t, language in ((terms, "zh"), (terms, "en"), (None, "zh"))
    )
    assert list(zh["i"]) == ["地区生产总值增速", "规模以上工业增加值增速"]
    assert en["i"][0] == terms.en("https://w3id.org/district-plan/indicator/gdp-growth")
    assert list(plain["i"]) == ["ind:gdp-growth", "ind:industrial-value-added-growth"]
    assert (list(plain["value"]), list(plain["text"])) == ([7, 9.5], ["7", "9.5"])


def test_an_unbound_cell_is_empty() -> None:
    """A row without a value keeps its place."""
    query = "SELECT ?n ?x WHERE { VALUES ?n { 1 2 } OPTIONAL { ?x dp:year ?n } } ORDER BY ?n"
    assert table_of(run(service().runner, query), None, "zh") == {"n": [1, 2], "x": [None, None]}


def test_more_rows_than_are_shown_are_told_and_downloaded() -> None:
    """The table is cut, its caption says so, and the file holds all."""
    query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 5000"
    outcome = run(service().runner, query)
    assert (len(outcome.rows), outcome.count) == (MOST_SHOWN, 5000)
    assert ZH.say("query.shown", count=f"{MOST_SHOWN:,}") in count_words(outcome, service().settings, ZH)
    assert file_of(service().runner, query, "csv").count(b"\r\n") >= 5001


@pytest.mark.parametrize("format", [*ROW_FORMATS, *GRAPH_FORMATS])
def test_a_file_holds_what_the_endpoint_would_send(format: str) -> None:
    """Every format of results, the same bytes twice."""
    query = RATES if format in ROW_FORMATS else "CONSTRUCT { ?s a dp:Project } WHERE { ?s a dp:Project }"
    job = Job(query, format, "") if format in ROW_FORMATS else Job(query, "", format)
    expected = service().runner.run(job).body
    assert (len(expected) > 50, file_of(service().runner, query, format)) == (True, expected)


def test_an_ask_and_a_construct_are_told() -> None:
    """A truth in words; triples as a table of three columns."""
    asked = opened(query="ASK { ?s a dp:Project }")
    assert any(ZH.say("query.true") in str(h.proto.body) for h in asked.get("html"))
    built = opened(query="CONSTRUCT { ?p dp:partOf ?q } WHERE { ?p a dp:Project ; dp:partOf ?q }")
    assert list(built.dataframe[0].value.columns) == ["subject", "predicate", "object"]


def test_the_editor_completes_terms_under_chinese_and_english_names() -> None:
    """An indicator, a class, a property, a code and a place, each as it is written in a query."""
    rows = completion_rows(GRAPH, STORE)
    by_written = {row[0]: row for row in rows}
    assert by_written["ind:gdp-growth"][1] == "indicator"
    assert "地区生产总值增速" in by_written["ind:gdp-growth"]
    assert (by_written["dp:Project"][1], by_written["dp:year"][1], by_written["c:target"][1]) == (
        "class",
        "property",
        "code",
    )
    assert by_written["skos:prefLabel"][1] == "property"
    places = [row for row in rows if "金岱科创城" in row]
    assert [(row[0][0], row[1]) for row in places] == [("<", "thing")]
    assert {"dp:", "ind:", "skos:"} <= set(by_written)


def test_what_is_completed_is_valid_in_a_query() -> None:
    """All terms together parse: none holds a character that a query does not take there."""
    written = [row[0] for row in completion_rows(GRAPH, STORE) if row[1] != "prefix"]
    assert len(written) > 1_000
    assert run(service().runner, f"ASK {{ VALUES ?x {{ {' '.join(written)} }} }}").fault is None


def test_an_iri_of_no_vocabulary_stays_whole() -> None:
    """Only what a prefix covers is shortened."""
    assert shortened("http://example.org/a") == "http://example.org/a"
    assert shortened("https://w3id.org/district-plan/id/a/b") == "https://w3id.org/district-plan/id/a/b"
