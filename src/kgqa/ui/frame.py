"""The frame of every page: navigation, title, style, language switch, and what all sessions share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import streamlit as st

from kgqa.engine import sources_stamp
from kgqa.errors import KgqaError
from kgqa.ui.escape import escape_markdown
from kgqa.ui.leaving import state_notice
from kgqa.ui.links import link
from kgqa.ui.texts import LANGUAGES, Texts
from kgqa.ui.workspace import Workspace, open_texts, open_workspace

Opener = Callable[[], Workspace]
Show = Callable[[Workspace, Texts], None]
_STYLE = Path(__file__).with_name("style.css")
_SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("links.js", "print.js"))
_OWN_WORDS: Mapping[str, str] = {"choose": "choose_file", "none": "no_match", "more": "more_pages"}
_ICON = Path(__file__).with_name("icon.svg")


class Page(Protocol):
    """Draws the body of a page."""

    def __call__(self, texts: Texts, opener: Opener) -> None: ...


@dataclass(frozen=True)
class PageEntry:
    """A page of the app: its body, the key of its title among the words, and its URL.

    A ``wide`` page has room for columns beside each other; a narrow one keeps its lines short. A ``hidden``
    one is not in the navigation: links lead to it.
    """

    body: Page
    title: str
    url: str
    wide: bool = False
    hidden: bool = False


def shared_workspace() -> Workspace:
    """The workspace that all sessions use; opened once, and again when its sources have changed."""
    return _workspace(sources_stamp())


@st.cache_resource(show_spinner=False, max_entries=1)
def _workspace(stamp: Hashable) -> Workspace:
    return open_workspace()


@st.cache_resource(show_spinner=False)
def shared_texts() -> Mapping[str, Texts]:
    """The words of the interface; read once."""
    return open_texts()


def run(pages: tuple[PageEntry, ...], opener: Opener = shared_workspace) -> None:
    """Draw the frame and the page that the address names; the first one is the start page."""
    words = shared_texts()
    texts = words[_language()]
    entries = {
        page.url: st.Page(
            partial(page.body, texts, opener),
            title=texts.say(page.title),
            url_path=page.url,
            default=page is pages[0],
            visibility="hidden" if page.hidden else "visible",
        )
        for page in pages
    }
    chosen = st.navigation(list(entries.values()), position="top" if len(entries) > 1 else "hidden")
    entry = next(page for page in pages if entries[page.url] is chosen)
    # An icon by name would be fetched from outside; this one is a file of ours.
    title = f"{chosen.title} · {texts.say('app')}"
    st.set_page_config(page_title=title, page_icon=str(_ICON), layout="centered")
    _style_and_links(entry.wide, texts)
    _header(texts)
    notice = st.empty()
    chosen.run()
    with notice:  # of what the page could not keep in this run as well
        state_notice(texts)


def workspace_page(show: Show) -> Page:
    """A page that draws nothing before the workspace is open, from the function that draws it."""

    def body(texts: Texts, opener: Opener) -> None:
        workspace = opened(opener, texts)
        if workspace is not None:
            show(workspace, texts)

    return body


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


def _style_and_links(wide: bool, texts: Texts) -> None:
    # Words of Streamlit that are English in every language; style.css puts these in their place.
    own = "".join(f'--kg-{key}: "{texts.say(words)}"; ' for key, words in _OWN_WORDS.items())
    width = "--kg-width: 76rem;" if wide else ""
    style, *scripts = (path.read_text(encoding="utf-8") for path in (_STYLE, *_SCRIPTS))
    sheet, script = f"{style}:root {{ {own}{width} }}", "\n".join(scripts)
    st.html(f"<style>{sheet}</style><script>{script}</script>", unsafe_allow_javascript=True)


def _header(texts: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="header"):
        brand = link("./", texts.say("app"), "kg-brand")
        st.html(f'<div lang="{texts.language}">{brand}</div>', width="content")
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
