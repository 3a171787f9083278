"""The page of indicators: what was reached and what is planned side by side, as a table and as charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from kgqa.graph.store import Store
from kgqa.ui.escape import escape_html
from kgqa.ui.indicator_charts import amounts_chart, rates_chart
from kgqa.ui.indicator_rows import table_html
from kgqa.ui.indicators import CLAIMS, Choice, Row, Value, beside, chosen, grouped, load_rows, to_csv
from kgqa.ui.serial import serial
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_SIDES = ("all", "both", "actual", "target")


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the filters, the table and the charts."""
    with st.spinner(texts.say("indicators.loading")):
        rows = shared_rows(workspace.store)
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("indicators.title"))}</h1>'
        f'<p class="kg-lead">{escape_html(texts.say("indicators.about"))}</p>'
    )
    choice = _filters(rows, workspace, texts)
    found = chosen(rows, choice, workspace.name, texts.language)
    claim = _claim(texts)
    if claim:
        found = [row for row in found if row.comparison]
    near = [] if claim else beside(rows, choice, workspace.name, texts.language)
    _count(found, near, workspace, texts)
    table, charts = st.tabs([texts.say("indicators.table"), texts.say("indicators.charts")])
    with table:
        groups = _groups(found, claim, workspace, texts)
        if near:
            groups[texts.say("indicators.beside", words=choice.text.strip())] = near
        _tables(groups, workspace, texts)
    with charts:
        _charts(found, workspace, texts)


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=1)
def shared_rows(store: Store) -> tuple[Row, ...]:
    """The rows of a store; queried once for all sessions."""
    return load_rows(store)


def _filters(rows: Sequence[Row], workspace: Workspace, texts: Texts) -> Choice:
    first, second = st.columns([2, 3], gap="small")
    text = first.text_input(
        texts.say("indicators.search"),
        key="indicator-text",
        icon=":material/search:",
        placeholder=texts.say("indicators.search_hint"),
    )
    sides = second.segmented_control(
        texts.say("indicators.sides"),
        _SIDES,
        default="all",
        required=True,
        format_func=lambda key: texts.say(f"indicators.side.{key}", **_years(workspace)),
        key="indicator-sides",
    )
    values = [v for row in rows for v in row.values]
    narrower = st.expander(texts.say("indicators.filter"), icon=":material/filter_list:")
    with narrower, st.container(horizontal=True, gap="small"):
        sections = _pick("section", _sections(values, workspace, texts), texts)
        abouts = _pick("place", _names((v.about for v in values), workspace, texts), texts)
        measures = _pick("kind", _names((v.measure for v in values if v.measure), workspace, texts), texts)
    return Choice(text, sections, abouts, measures, "" if sides is None or sides == "all" else sides)


def _pick(key: str, options: Mapping[str, str], texts: Texts) -> frozenset[str]:
    """What is picked of some options, which are shown by their names."""
    picked: list[str] = st.multiselect(
        texts.say(f"indicators.{key}"),
        list(options),
        format_func=lambda option: options.get(option, option),
        placeholder=texts.say("indicators.any"),
        key=f"indicator-{key}",
    )
    return frozenset(picked)


def _claim(texts: Texts) -> str:
    """The claim by whose outcome the pairs are grouped, or the empty string."""
    claim = st.segmented_control(
        texts.say("indicators.group"),
        ["none", *CLAIMS],
        default="none",
        required=True,
        format_func=lambda key: texts.say(f"indicators.claim.{key}"),
        key="indicator-claim",
        help=texts.say("indicators.group_help"),
    )
    return "" if claim in (None, "none") else claim


def _count(found: Sequence[Row], near: Sequence[Row], workspace: Workspace, texts: Texts) -> None:
    pairs = sum(row.comparison is not None for row in found)
    with st.container(horizontal=True, vertical_alignment="center", key="indicator-count"):
        counted = texts.say("indicators.count", count=len(found), pairs=pairs)
        if near:
            key = "count_beside" if found else "count_only_beside"
            counted = (counted if found else "") + texts.say(f"indicators.{key}", count=len(near))
        st.caption(counted)
        st.download_button(
            texts.say("indicators.csv"),
            to_csv([*found, *near], workspace.name, texts.language),
            file_name="kgqa-indicators.csv",
            mime="text/csv",
            key="indicator-csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _groups(found: Sequence[Row], claim: str, workspace: Workspace, texts: Texts) -> dict[str, Sequence[Row]]:
    """The rows under their headings: by the outcome of a claim, or by the years that there are."""
    if claim:
        words = texts.say(f"indicators.claim.{claim}")
        return {
            texts.say(f"indicators.outcome.{outcome}", claim=words): rows
            for outcome, rows in grouped(found, claim).items()
        }
    sides: dict[str, list[Row]] = {"both": [], "actual": [], "target": []}
    for row in found:
        sides["both" if row.comparison else row.values[0].kind].append(row)
    return {texts.say(f"indicators.side.{s}", **_years(workspace)): rows for s, rows in sides.items() if rows}


def _tables(groups: Mapping[str, Sequence[Row]], workspace: Workspace, texts: Texts) -> None:
    if not groups:
        st.info(texts.say("indicators.none"), icon=":material/search_off:")
        return
    st.html(table_html(groups, workspace, texts, _years(workspace)))


def _charts(found: Sequence[Row], workspace: Workspace, texts: Texts) -> None:
    drawn = [
        (name, chart)
        for name, chart in (
            ("rates", rates_chart(found, workspace, texts)),
            ("amounts", amounts_chart(found, workspace, texts)),
        )
        if chart is not None
    ]
    if not drawn:
        st.info(texts.say("indicators.no_chart"), icon=":material/search_off:")
    for name, chart in drawn:
        title = escape_html(texts.say(f"indicators.chart.{name}"))
        note = escape_html(texts.say(f"indicators.chart.{name}_note", **_years(workspace)))
        st.html(f'<h2 class="kg-subtitle">{title}</h2><p class="kg-note">{note}</p>')
        st.altair_chart(chart, width="stretch")


def _years(workspace: Workspace) -> dict[str, str]:
    """The years looked back on and planned, of all reports."""
    documents = workspace.profile.documents
    return {
        "past": "/".join(str(year) for year in dict.fromkeys(d.reports_on for d in documents)),
        "next": "/".join(str(year) for year in dict.fromkeys(d.plans_for for d in documents)),
    }


def _sections(values: Iterable[Value], workspace: Workspace, texts: Texts) -> dict[str, str]:
    """Number and title of the sections that the values stand in, in their order."""
    found = {
        v.section: workspace.reports.section_title(v.document, v.section, texts.language) for v in values
    }
    return {number: f"{number} {found[number]}" for number in sorted(found, key=_order)}


def _order(number: str) -> list[int]:
    return [int(part) for part in number.split(".") if part.isdecimal()]


def _names(iris: Iterable[str], workspace: Workspace, texts: Texts) -> dict[str, str]:
    """Names by IRI, those first that come most often."""
    listed = list(iris)
    ordered = sorted(dict.fromkeys(listed), key=lambda iri: (-listed.count(iri), iri))
    return {iri: workspace.name(iri, texts.language) for iri in ordered}
