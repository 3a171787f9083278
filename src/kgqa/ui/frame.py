"""The frame of every page: title, style, language switch, and the resources that all sessions share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import streamlit as st

from kgqa.errors import KgqaError
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.texts import LANGUAGES, Texts
from kgqa.ui.workspace import Workspace, open_texts, open_workspace

Opener = Callable[[], Workspace]
_STYLE = Path(__file__).with_name("style.css")
_ICON = Path(__file__).with_name("icon.svg")


class Page(Protocol):
    """Draws the body of a page."""

    def __call__(self, texts: Texts, opener: Opener) -> None: ...


@dataclass(frozen=True)
class PageEntry:
    """A page of the app: its body, the key of its title among the words, and its URL."""

    body: Page
    title: str
    url: str


@st.cache_resource(show_spinner=False)
def shared_workspace() -> Workspace:
    """The workspace that all sessions use; opened once."""
    return open_workspace()


@st.cache_resource(show_spinner=False)
def shared_texts() -> Mapping[str, Texts]:
    """The words of the interface; read once."""
    return open_texts()


def run(pages: tuple[PageEntry, ...], opener: Opener = shared_workspace) -> None:
    """Draw the frame and the page that the address names; the first one is the start page."""
    words = shared_texts()
    texts = words[_language()]
    entries = [
        st.Page(
            partial(page.body, texts, opener),
            title=texts.say(page.title),
            url_path=page.url,
            default=page is pages[0],
        )
        for page in pages
    ]
    page = st.navigation(entries, position="top" if len(entries) > 1 else "hidden")
    # An icon by name would be fetched from outside; this one is a file of ours.
    st.set_page_config(page_title=texts.say("app"), page_icon=str(_ICON), layout="centered")
    st.html(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
    _header(texts)
    page.run()


def opened(opener: Opener, texts: Texts) -> Workspace | None:
    """The workspace; None after a line that says why there is none."""
    try:
        with st.spinner(texts.say("opening")):
            return opener()
    except KgqaError as error:
        st.error(texts.say("not_opened", error=escape_markdown(str(error))), icon=":material/error:")
        return None


def _language() -> str:
    chosen = st.session_state.get("language") or st.query_params.get("lang", "")
    return chosen if chosen in LANGUAGES else next(iter(LANGUAGES))


def _header(texts: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        st.html(f'<div class="kg-brand">{escape_html(texts.say("app"))}</div>', width="stretch")
        st.segmented_control(
            texts.say("language"),
            list(LANGUAGES),
            default=texts.language,
            required=True,
            format_func=lambda language: LANGUAGES[language],
            key="language",
            label_visibility="collapsed",
            on_change=_remember_language,
        )


def _remember_language() -> None:
    st.query_params["lang"] = st.session_state["language"]
