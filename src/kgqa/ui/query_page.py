"""The SPARQL page: an editor that knows our terms, examples, results as table, chart or graph, downloads.

``?query=`` holds the query that is shown, and is the link to share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pyoxigraph as ox
import streamlit as st

from kgqa.errors import GraphError
from kgqa.graph.store import Store
from kgqa.resources import ontology_dir
from kgqa.server.examples import Example, Examples
from kgqa.server.runner import Runner
from kgqa.server.settings import Settings, load_settings
from kgqa.ui.components import draw, happened
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.graph_view import Walkable, walkable
from kgqa.ui.query_fault import Fault
from kgqa.ui.query_result import Outcome, run
from kgqa.ui.query_results import results
from kgqa.ui.query_terms import completion_rows
from kgqa.ui.serial import serial
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_EDITOR = "query-editor"
_SHOWN, _REVISION, _OUTCOME = "query-shown", "query-revision", "query-outcome"
_WORKERS = 2
_LONGEST_LINK = 6_000
_KINDS = ("prefix", "class", "property", "indicator", "code", "unit", "thing")
_WORDS = ("editor", "run", "hint")
_LANGUAGE = re.compile(r'(LANG\(\?\w+\) = )"zh"')


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the page."""
    with st.spinner(texts.say("opening")):
        graph = walkable(workspace.store)
        try:
            service = shared_service(workspace.store)
        except GraphError:
            st.warning(texts.say("query.unavailable"), icon=":material/error:")
            return
    settings = service.settings
    limits = texts.say("query.intro", seconds=f"{settings.seconds:g}", rows=f"{settings.rows:,}")
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("query.title"))}</h1>'
        f'<p class="kg-note">{escape_html(limits)}</p>'
    )
    _adopt_address(service, texts)
    _examples(texts)
    outcome: Outcome | None = st.session_state.get(_OUTCOME)
    data = {
        "query": st.session_state[_SHOWN],
        "revision": str(st.session_state[_REVISION]),
        "terms": _terms(graph, workspace.store),
        "kinds": {kind: texts.say(f"query.kinds.{kind}") for kind in _KINDS},
        "words": {word: texts.say(f"query.{word}") for word in _WORDS},
        "fault": _mark(outcome, settings, texts),
    }
    if not draw("editor", _EDITOR, data, texts, {"run": partial(_run_typed, service)}):
        return
    if outcome is not None:
        if outcome.fault:
            st.error(escape_markdown(fault_words(outcome.fault, settings, texts)), icon=":material/error:")
        else:
            results(outcome, graph, service.runner, settings, workspace, texts)
        _share(outcome.query, texts)


@dataclass(frozen=True)
class Service:
    """The workers of the page and their limits; ``folder`` holds the copy of the graph that they read."""

    runner: Runner
    settings: Settings
    folder: TemporaryDirectory[str]


def _close(service: Service) -> None:
    """End the workers over a graph that another one has replaced."""
    service.runner.close()
    service.folder.cleanup()


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=1, on_release=_close)
def shared_service(store: Store) -> Service:
    """Workers over what a store holds, under the limits that the environment sets for the endpoint."""
    settings = replace(load_settings(), workers=_WORKERS)
    folder = TemporaryDirectory(prefix="kgqa-")
    copy = Path(folder.name) / "graph.nq"
    ox.serialize(store.quads(), output=str(copy), format=ox.RdfFormat.N_QUADS)
    runner = Runner([copy], settings)
    runner.start()
    return Service(runner, settings, folder)


@st.cache_resource(show_spinner=False)
def shared_examples(folder: Path) -> tuple[Example, ...]:
    """The competency questions with their queries."""
    return Examples(folder).all


@st.cache_resource(show_spinner=False, hash_funcs={Walkable: serial, Store: serial}, max_entries=1)
def _terms(graph: Walkable, store: Store) -> list[list[str]]:
    return completion_rows(graph, store)


# ---------- the query ----------


def _adopt_address(service: Service, texts: Texts) -> None:
    """Run the query of the address when it is another one than the one shown; else show the first example."""
    asked = st.query_params.get("query", "")
    if asked and asked != st.session_state.get(_SHOWN):
        _put(asked)
        with st.spinner(texts.say("query.running")):
            _run(asked, service)
    elif _SHOWN not in st.session_state:
        examples = {e.name: e for e in shared_examples(ontology_dir() / "competency")}
        first = examples.get(texts.say("query.first_example"))
        _put(_select(first, texts) if first else "")


def _put(query: str) -> None:
    """Put a query into the editor, in place of what is there."""
    st.session_state[_SHOWN] = query
    st.session_state[_REVISION] = st.session_state.get(_REVISION, 0) + 1
    st.session_state.pop(_OUTCOME, None)


def _run_typed(service: Service) -> None:
    """Run what stands in the editor; the address becomes the link to it."""
    told = happened(_EDITOR, "run")
    if isinstance(told, Mapping) and isinstance(told.get("query"), str):
        query, line = str(told["query"]), int(told.get("line") or 0)
        st.session_state[_SHOWN] = query
        _run(query, service, (line, int(told["column"])) if line else None)
        if len(quote(query)) <= _LONGEST_LINK:
            st.query_params["query"] = query
        else:
            st.query_params.pop("query", None)


def _run(query: str, service: Service, place: tuple[int, int] | None = None) -> None:
    is_long = len(query.encode("utf-8", "replace")) > service.settings.query_bytes
    outcome = Outcome(query, "fault", fault=Fault("long")) if is_long else run(service.runner, query, place)
    st.session_state[_OUTCOME] = outcome


def _examples(texts: Texts) -> None:
    examples = {e.name: e for e in shared_examples(ontology_dir() / "competency")}
    st.selectbox(
        texts.say("query.examples"),
        list(examples),
        index=None,
        format_func=lambda name: examples[name].labels.get(texts.language, name),
        placeholder=texts.say("query.choose_example", count=len(examples)),
        key="query-example",
        on_change=_choose,
        args=(examples, texts),
    )


def _choose(examples: dict[str, Example], texts: Texts) -> None:
    chosen = examples.get(st.session_state["query-example"] or "")
    if chosen:
        st.query_params.pop("query", None)
        _put(_select(chosen, texts))


def _select(example: Example, texts: Texts) -> str:
    """The query of an example, with names in the language of the interface."""
    return _LANGUAGE.sub(rf'\1"{texts.language}"', example.select)


# ---------- what is wrong ----------


def fault_words(fault: Fault, settings: Settings, texts: Texts) -> str:
    """One line that says why a query gave nothing, and where it is wrong."""
    words = texts.say(
        f"query.fault.{fault.kind}",
        detail=fault.detail,
        seconds=f"{settings.seconds:g}",
        size=f"{settings.query_bytes:,}",
    )
    return (
        texts.say("query.place", line=fault.line, column=fault.column, words=words) if fault.line else words
    )


def _mark(outcome: Outcome | None, settings: Settings, texts: Texts) -> dict[str, object] | None:
    """The place of a fault for the editor."""
    if outcome is None or outcome.fault is None or not outcome.fault.line:
        return None
    fault = outcome.fault
    words = fault_words(fault, settings, texts)
    return {"query": outcome.query, "line": fault.line, "column": fault.column, "message": words}


def _share(query: str, texts: Texts) -> None:
    with st.expander(texts.say("query.share"), icon=":material/link:"):
        if len(quote(query)) > _LONGEST_LINK:
            st.caption(texts.say("query.too_long_to_share"))
            return
        base = (st.context.url or "").split("?", 1)[0]
        st.code(f"{base}?query={quote(query)}", language=None, wrap_lines=True)
