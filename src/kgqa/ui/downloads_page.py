"""The page of downloads: the graph, or a part of it, in every format, built when it is asked for."""

from __future__ import annotations

import streamlit as st

from kgqa.errors import GraphError, UsageError
from kgqa.export.extract import Extract
from kgqa.export.picture import PICTURES
from kgqa.graph.store import Store
from kgqa.ui.downloads import Counts, File, Part, build, count, draw, formats, take
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.serial import serial
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_DEEPEST = 4
_KEPT_FILES, _KEPT_PARTS = 16, 8
_KILO = 1000.0


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the choice of a part, its counts, and the formats with what is built of them."""
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("downloads.title"))}</h1>'
        f'<p class="kg-lead">{escape_html(texts.say("downloads.about"))}</p>'
    )
    part = _choose(texts)
    if part is None:
        return
    try:
        with st.spinner(texts.say("downloads.counting")):
            counts = _counts(workspace.store, part)
    except UsageError as error:
        st.warning(
            escape_markdown(texts.say("downloads.failed", error=str(error))), icon=":material/search_off:"
        )
        return
    _tell(counts, texts)
    stem = "-".join(workspace.reports.documents)
    for name in formats():
        _offer(name, part, stem, workspace.store, texts)


def _choose(texts: Texts) -> Part | None:
    """The part that is wanted; None while a part is wanted and no name is given."""
    scope = st.segmented_control(
        texts.say("downloads.scope"),
        ["whole", "part"],
        default="whole",
        required=True,
        format_func=lambda key: texts.say(f"downloads.{key}"),
        key="download-scope",
    )
    if scope == "whole":
        return Part()
    name, steps = st.columns([3, 1], gap="small")
    focus = name.text_input(
        texts.say("downloads.focus"), key="download-focus", placeholder=texts.say("downloads.focus_hint")
    )
    depth = steps.number_input(texts.say("downloads.depth"), 1, _DEEPEST, 1, key="download-depth")
    if not focus.strip():
        st.caption(texts.say("downloads.focus_missing"))
        return None
    return Part(focus.strip(), int(depth))


def _tell(counts: Counts, texts: Texts) -> None:
    shown = [(key, f"{getattr(counts, key):,}") for key in ("facts", "entities", "triples")]
    cells = "".join(
        f"<div><dt>{escape_html(texts.say(f'downloads.{key}'))}</dt><dd>{value}</dd></div>"
        for key, value in shown
    )
    digest = f"<dt>{escape_html(texts.say('downloads.digest'))}</dt><dd><code>{counts.digest}</code></dd>"
    st.html(f'<dl class="kg-counts">{cells}<div class="kg-wide">{digest}</div></dl>')


def _offer(name: str, part: Part, stem: str, store: Store, texts: Texts) -> None:
    """One format: what it is for, and the button that builds it or, once built, gives it."""
    asked: set[tuple[str, Part]] = st.session_state.setdefault("download-asked", set())
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"format-{name}"):
        title, use = (escape_html(texts.say(f"downloads.format.{name}.{key}")) for key in ("name", "use"))
        st.html(f'<p class="kg-format"><b>{title}</b><span>{use}</span></p>', width="stretch")
        if (name, part) in asked:
            try:
                with st.spinner(texts.say("downloads.building")):
                    file = _file(store, part, name, texts.language, stem)
            except UsageError as error:
                st.html(f'<p class="kg-note">{escape_html(str(error))}</p>', width="content")
                return
            except GraphError:
                st.html(
                    f'<p class="kg-note">{escape_html(texts.say("downloads.empty"))}</p>', width="content"
                )
                return
            st.download_button(
                texts.say("downloads.save", size=size_words(len(file.content))),
                file.content,
                file_name=file.name,
                mime=file.media_type,
                key=f"save-{name}",
                icon=":material/download:",
                on_click="ignore",
                type="primary",
            )
        else:
            st.button(
                texts.say("downloads.build"), key=f"build-{name}", on_click=asked.add, args=((name, part),)
            )


def size_words(size: int) -> str:
    """A size in bytes for people.

    >>> size_words(73490)
    '73 kB'
    >>> size_words(3172164)
    '3.2 MB'
    """
    if size < _KILO:
        return f"{size} B"
    return f"{size / _KILO:.0f} kB" if size < _KILO**2 else f"{size / _KILO**2:.1f} MB"


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=_KEPT_PARTS)
def _taken(store: Store, part: Part) -> Extract:
    return take(store, part)


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=_KEPT_PARTS)
def _counts(store: Store, part: Part) -> Counts:
    return count(_taken(store, part))


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=_KEPT_FILES)
def _file(store: Store, part: Part, name: str, language: str, stem: str) -> File:
    if name in PICTURES:
        return draw(store, part, name, language, stem)
    return build(_taken(store, part), part, name, stem)
