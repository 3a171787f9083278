"""The page of the report: its outline, the whole text with every fact marked, and the facts beside it."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.links import link
from kgqa.ui.report_text import Span, report_html
from kgqa.ui.statements import shared_statements
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_SCRIPT = Path(__file__).with_name("report.js")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_LEGEND = ("value", "state", "name", "clause")


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the report; ``?span=START-END`` in the address marks these characters and shows them."""
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("report.title"))}</h1>'
        f'<p class="kg-lead">{escape_html(texts.say("report.about"))} '
        f"{link('add', texts.say('report.add'))}</p>{_legend(texts)}"
    )
    document = _document(workspace, texts)
    if not workspace.reports.text(document):
        st.warning(
            escape_markdown(texts.say("report.no_text", document=document)), icon=":material/search_off:"
        )
        return
    span = _asked(document, workspace, texts)
    with st.spinner(texts.say("report.loading")):
        statements = shared_statements(workspace.store).placed(document, texts.language)
        html = report_html(workspace.reports, document, statements, texts, span)
    script = _SCRIPT.read_text(encoding="utf-8")
    st.html(f"{html}<script>/* {span} */ {script}</script>", unsafe_allow_javascript=True)


def _legend(texts: Texts) -> str:
    words = "".join(
        f'<span class="kg-f kg-f-{key}">{escape_html(texts.say(f"report.legend.{key}"))}</span>'
        for key in _LEGEND
    )
    return f'<p class="kg-legend">{words}</p>'


def _document(workspace: Workspace, texts: Texts) -> str:
    """The report to show: the only one, or the one that is chosen or that the address names."""
    documents = workspace.reports.documents
    asked = st.query_params.get("document", "")
    if len(documents) == 1:
        return documents[0]
    return st.selectbox(
        texts.say("report.document"),
        documents,
        index=documents.index(asked) if asked in documents else 0,
        format_func=lambda document: workspace.reports.title(document, texts.language),
        key="report-document",
    )


def _asked(document: str, workspace: Workspace, texts: Texts) -> Span | None:
    """The span of the address, with a line that says where it stands; None where there is none."""
    given = st.query_params.get("span", "")
    if not given:
        return None
    found, length = _SPAN.fullmatch(given), len(workspace.reports.text(document))
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not start < end <= length:
        words = texts.say("report.missing", span=given[:40], length=f"{length:,}")
        st.warning(escape_markdown(words), icon=":material/search_off:")
        return None
    number = next(b.section for b in reversed(workspace.reports.blocks(document, "zh")) if b.start <= start)
    title = workspace.reports.section_title(document, number, texts.language)
    where = f"{texts.say('section', number=number)} {title}" if number else texts.say("report.title")
    line = escape_html(texts.say("report.here", where=where, start=start, end=end))
    st.html(f'<p class="kg-note">{line} {link("report", texts.say("report.clear"))}</p>')
    return start, end
