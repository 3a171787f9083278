"""The page of queries: SPARQL over the graph, with its results as a table and as files."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox
import streamlit as st

from kgqa.errors import UsageError
from kgqa.graph.store import Store, with_prologue
from kgqa.server.guard import RefusedQuery, check
from kgqa.server.results import Limits, write_boolean, write_graph, write_rows
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_EXAMPLE = """SELECT ?name ?value ?unit WHERE {
  ?o a dp:Observation ; dp:kind c:target ; dp:valueText ?value ; dp:unitText ?unit ;
    dp:indicator/skos:prefLabel ?name
  FILTER(LANG(?name) = "zh") } ORDER BY ?name LIMIT 20"""
_SHOWN = 1000
_LIMITS = Limits(rows=100_000, size=64_000_000)
_ROW_FILES = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
}
_GRAPH_FILES = {"turtle": "text/turtle", "jsonld": "application/ld+json"}


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the editor, with the query of ``?query=`` in it, and the results of the last run."""
    st.html(f'<h1 class="kg-title">{escape_html(texts.say("query.title"))}</h1>')
    st.caption(texts.say("query.about"))
    given = st.query_params.get("query") or with_prologue(_EXAMPLE)
    query = st.text_area(texts.say("query.label"), given, height=260, key="query-text")
    if st.button(texts.say("query.run"), type="primary", icon=":material/play_arrow:", key="query-run"):
        st.session_state["query-done"] = query
    if st.session_state.get("query-done"):
        _run(st.session_state["query-done"], workspace.store, texts)


def _run(query: str, store: Store, texts: Texts) -> None:
    try:
        check(query)
        results = store.results(query)
    except (RefusedQuery, UsageError) as error:
        st.error(texts.say("query.failed", error=escape_markdown(str(error))), icon=":material/error:")
        return
    if isinstance(results, ox.QueryBoolean):
        st.html(f'<p class="kg-value">{escape_html(texts.say(f"query.{str(bool(results)).lower()}"))}</p>')
        _file("json", write_boolean("json", bool(results)).body, "application/sparql-results+json", texts)
    elif isinstance(results, ox.QuerySolutions):
        _rows(results, texts)
    else:
        triples = list(islice(results, _LIMITS.rows))
        st.caption(texts.say("query.triples", count=len(triples)))
        st.code(write_graph("turtle", triples[:_SHOWN], _LIMITS).body.decode(), language="turtle")
        for name, mime in _GRAPH_FILES.items():
            _file(name, write_graph(name, triples, _LIMITS).body, mime, texts)


def _rows(results: ox.QuerySolutions, texts: Texts) -> None:
    names = [v.value for v in results.variables]
    rows = [[row[n] for n in names] for row in islice(results, _LIMITS.rows)]
    st.caption(texts.say("query.rows", count=len(rows), shown=min(len(rows), _SHOWN)))
    cells = {
        name: ["" if row[at] is None else getattr(row[at], "value", str(row[at])) for row in rows[:_SHOWN]]
        for at, name in enumerate(names)
    }
    st.dataframe(cells, width="stretch", hide_index=True, alt=texts.say("query.rows_alt"))
    with st.container(horizontal=True, gap="small"):
        for name, mime in _ROW_FILES.items():
            _file(name, write_rows(name, names, rows, _LIMITS).body, mime, texts)


def _file(name: str, body: bytes, mime: str, texts: Texts) -> None:
    st.download_button(
        texts.say("query.file", format=name),
        body,
        file_name=f"kgqa-query.{name}",
        mime=mime,
        key=f"query-{name}",
        icon=":material/download:",
        on_click="ignore",
    )
