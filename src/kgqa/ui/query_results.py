"""The results of a query: table, chart, graph and files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial

import altair as alt
import streamlit as st

from kgqa.export.exploration import among
from kgqa.export.terms import Terms
from kgqa.server.runner import Runner
from kgqa.server.settings import Settings
from kgqa.ui.components import draw, happened
from kgqa.ui.figures import AS_SVG
from kgqa.ui.graph_files import network_file
from kgqa.ui.graph_view import Walkable, source_line, view_data
from kgqa.ui.links import graph_address, link
from kgqa.ui.query_result import GRAPH_FORMATS, MOST_SHOWN, ROW_FORMATS, Outcome, Term, file_of, shortened
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

MOST_BARS = 40
_VIEWS = ("table", "chart", "graph")
_LABEL_WIDTH = 260
_BAR, _BAR_STEP, _AXIS = "#2f7f70", 28, 70
_COMPONENT, _PICKED, _FILE = "query-graph", "query-picked", "query-graph-file"
Columns = Mapping[str, Sequence[object]]


def results(
    outcome: Outcome,
    graph: Walkable,
    runner: Runner,
    settings: Settings,
    workspace: Workspace,
    texts: Texts,
) -> None:
    """Draw the result of a query that ran."""
    counted = count_words(outcome, settings, texts)
    if not outcome.rows:
        st.caption(counted)
    if outcome.kind == "boolean":
        st.html(f'<p class="kg-value">{texts.say("query.true" if outcome.truth else "query.false")}</p>')
    elif outcome.rows:
        _rows(outcome, counted, graph, workspace, texts)
    _files(outcome, runner, texts)


def count_words(outcome: Outcome, settings: Settings, texts: Texts) -> str:
    """How many rows there are, how many are shown, what cut them, and how long it took."""
    kind = {"rows": "rows", "graph": "triples", "boolean": "boolean"}[outcome.kind]
    said = [texts.say(f"query.count.{kind}", count=f"{outcome.count:,}", ms=f"{outcome.milliseconds:,}")]
    if outcome.cut:
        said.append(texts.say(f"query.cut.{outcome.cut}", rows=f"{settings.rows:,}"))
    if outcome.count > len(outcome.rows) and outcome.kind != "boolean":
        said.append(texts.say("query.shown", count=f"{MOST_SHOWN:,}"))
    return " ".join(said)


def _rows(outcome: Outcome, counted: str, graph: Walkable, workspace: Workspace, texts: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            texts.say("query.view"),
            _VIEWS,
            default=_VIEWS[0],
            required=True,
            format_func=lambda name: texts.say(f"query.views.{name}"),
            key="query-view",
            label_visibility="collapsed",
        )
        named = st.toggle(texts.say("query.named"), value=True, key="query-named")
    st.caption(counted)
    columns = table_of(outcome, graph.extract.terms if named else None, texts.language)
    if view == "chart":
        _chart(columns, texts)
    elif view == "graph":
        _graph(outcome, graph, workspace, texts)
    else:
        plain = st.column_config.NumberColumn(format="plain")
        settings = {name: plain for name in columns if is_numeric(columns[name])}
        alt_words = texts.say("query.table_alt", count=len(outcome.rows))
        st.dataframe(dict(columns), hide_index=True, width="stretch", column_config=settings, alt=alt_words)


# ---------- table ----------


def table_of(outcome: Outcome, terms: Terms | None, language: str) -> Columns:
    """The columns of a result by variable; IRIs by their label where ``terms`` are given, else shortened.

    A column in which all that is bound is a number holds numbers, so that it sorts as one.
    """
    columns: dict[str, Sequence[object]] = {}
    for at, variable in enumerate(outcome.variables):
        cells = [row[at] for row in outcome.rows]
        columns[variable] = _numbers(cells) or [_cell(cell, terms, language) for cell in cells]
    return columns


def is_numeric(cells: Sequence[object]) -> bool:
    """Whether a column holds numbers."""
    return any(isinstance(cell, int | float) for cell in cells)


def _numbers(cells: Sequence[Term]) -> list[object] | None:
    bound = [cell for cell in cells if cell.kind != "none"]
    if not bound or any(cell.kind != "number" for cell in bound):
        return None
    try:
        return [_number(cell.value) if cell.kind == "number" else None for cell in cells]
    except InvalidOperation:
        return None


def _number(words: str) -> int | float:
    value = Decimal(words)
    return int(value) if value == value.to_integral_value() and "E" not in words.upper() else float(value)


def _cell(cell: Term, terms: Terms | None, language: str) -> str | None:
    if cell.kind == "none":
        return None
    if cell.kind != "iri":
        return cell.value
    if terms is None or cell.value not in terms.labels:
        return shortened(cell.value)
    return terms.zh(cell.value) if language == "zh" else terms.en(cell.value)


# ---------- chart ----------


def _chart(columns: Columns, texts: Texts) -> None:
    numeric = [name for name in columns if is_numeric(columns[name])]
    others = [name for name in columns if name not in numeric] or numeric
    if not numeric:
        st.info(texts.say("query.no_chart"), icon=":material/bar_chart:")
        return
    left, right = st.columns(2)
    label = left.selectbox(texts.say("query.bars"), others, index=len(others) - 1, key="query-bars")
    value = right.selectbox(texts.say("query.values"), numeric, index=len(numeric) - 1, key="query-values")
    rows = [
        {"label": str(name), "value": number, "order": order}
        for order, (name, number) in enumerate(zip(columns[label], columns[value], strict=True))
        if number is not None and name is not None
    ]
    if len(rows) > MOST_BARS:
        st.caption(texts.say("query.first_bars", count=MOST_BARS, all=len(rows)))
    st.altair_chart(_bars(rows[:MOST_BARS], label, value), width="stretch")


def _bars(rows: Sequence[Mapping[str, object]], label: str, value: str) -> alt.LayerChart | alt.FacetChart:
    """One bar for each row, in the order of the rows; rows with the same label stay apart."""
    names = {str(row["order"]): str(row["label"]) for row in rows}
    table = json.dumps(names, ensure_ascii=False)  # an expression of Vega too
    base = alt.Chart(alt.InlineData(values=[dict(row) for row in rows])).encode(
        y=alt.Y(
            "order:N",
            sort=list(names),
            title=None,
            axis=alt.Axis(
                labelLimit=_LABEL_WIDTH,
                labelExpr=f"{table}[datum.value]",
                labelFontSize=13,
                labelOverlap=False,
            ),
        ),
        x=alt.X("value:Q", title=value),
        tooltip=[alt.Tooltip("label:N", title=label), alt.Tooltip("value:Q", title=value)],
    )
    bars = base.mark_bar(color=_BAR, cornerRadiusEnd=2, height={"band": 0.7})
    words = base.mark_text(align="left", dx=5, fontSize=12).encode(text="value:Q")
    return alt.layer(bars, words).properties(height=_BAR_STEP * len(rows) + _AXIS, usermeta=AS_SVG)


# ---------- graph ----------


def _graph(outcome: Outcome, graph: Walkable, workspace: Workspace, texts: Texts) -> None:
    iris = {cell.value for row in outcome.rows for cell in row if cell.kind == "iri"}
    drawn = among(graph.network, iris)
    if not drawn.nodes:
        st.info(texts.say("query.no_graph"), icon=":material/hub:")
        return
    known = sum(iri in graph.network for iri in iris)
    if known > len(drawn.nodes):
        st.caption(texts.say("query.first_nodes", count=len(drawn.nodes), all=known))
    data = view_data(
        graph,
        drawn,
        texts,
        view=f"query|{hashlib.sha256(outcome.query.encode()).hexdigest()[:16]}",
        title=texts.say("query.title"),
        source=source_line(workspace, texts),
        file=st.session_state.pop(_FILE, None),
    )
    draw("graph", _COMPONENT, data, texts, {"picked": _picked, "wanted": lambda: _wanted(graph)})
    picked = st.session_state.get(_PICKED)
    if picked in drawn.nodes:
        words = texts.say("query.open_node", name=graph.label(picked, texts.language))
        st.html(f'<p class="kg-meta">{link(graph_address(picked), words)}</p>')


def _picked() -> None:
    told = happened(_COMPONENT, "picked")
    if isinstance(told, Mapping):
        st.session_state[_PICKED] = str(told.get("id"))


def _wanted(graph: Walkable) -> None:
    st.session_state[_FILE] = network_file(graph, happened(_COMPONENT, "wanted"))


# ---------- files ----------


def _files(outcome: Outcome, runner: Runner, texts: Texts) -> None:
    formats = GRAPH_FORMATS if outcome.kind == "graph" else ROW_FORMATS
    with st.container(horizontal=True, vertical_alignment="bottom", key="query-files"):
        chosen = st.segmented_control(
            texts.say("query.format"),
            list(formats),
            default=next(iter(formats)),
            required=True,
            format_func=lambda name: texts.say(f"query.formats.{name}"),
            key=f"query-format-{outcome.kind}",
        )
        ending, mime = formats[chosen or next(iter(formats))]
        st.download_button(
            texts.say("query.download"),
            partial(file_of, runner, outcome.query, chosen or next(iter(formats))),
            file_name=f"kgqa-result.{ending}",
            mime=mime,
            key="query-download",
            icon=":material/download:",
            on_click="ignore",
        )
