"""The page of the graph: things to search, each with its facts in words and links to the report."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.links import graph_address, link, report_address, thing_of
from kgqa.ui.statements import Statement, Statements, shared_statements
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_MOST = 60


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the list of things, or the one that the address names: ``?focus=`` with the path of its IRI."""
    statements = shared_statements(workspace.store)
    st.html(f'<h1 class="kg-title">{escape_html(texts.say("graph.title"))}</h1>')
    focus = st.query_params.get("focus", "")
    if focus:
        _thing(thing_of(focus), statements, texts)
        st.html(link("graph", texts.say("graph.all"), "kg-more"))
        return
    words = st.text_input(texts.say("graph.search"), key="graph-search", icon=":material/search:")
    found = statements.things(words, texts.language)
    st.caption(texts.say("graph.found", count=len(found), shown=min(len(found), _MOST)))
    rows = [
        f"<li>{link(graph_address(iri), name)}<small>{escape_html(kind)}</small></li>"
        for iri, name, kind in found[:_MOST]
    ]
    st.html(f'<ul class="kg-things">{"".join(rows)}</ul>')


def _thing(iri: str, statements: Statements, texts: Texts) -> None:
    name, kind = statements.told(iri, texts.language)
    if not kind:
        st.warning(escape_markdown(texts.say("graph.unknown", name=name)), icon=":material/search_off:")
        return
    st.html(f'<h2 class="kg-subtitle">{escape_html(name)} <small>{escape_html(kind)}</small></h2>')
    facts = statements.around(iri, texts.language)
    if not facts:
        st.caption(texts.say("graph.nothing"))
    st.html(f'<ul class="kg-facts">{_listed(facts, texts)}</ul>')


def _listed(facts: Sequence[Statement], texts: Texts) -> str:
    return "".join(
        f"<li><b>{escape_html(f.kind)}</b> {escape_html(f.words)} "
        f"{link(report_address(f.start, f.end, f.document), texts.say('graph.source'))}</li>"
        for f in facts
    )
