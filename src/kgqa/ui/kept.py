"""The conversation outlives a reload: the reader's browser keeps its questions, which are answered again."""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from kgqa.ui.components import happened
from kgqa.ui.conversation import conversation, kept, restore

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_SCRIPT = Path(__file__).with_name("kept.js")
_COMPONENT, _SESSION = "kept", "kept-session"


def keep() -> None:
    """Give the browser what there is to keep, and take back what it kept before this session."""
    session: str = st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    data = {
        "session": session,
        "restored": conversation().restored,
        "questions": kept(),
    }
    with st.container(key="kept-place"):
        _renderer()(key=_COMPONENT, data=data, on_restore_change=_restore)


def _restore() -> None:
    restore(happened(_COMPONENT, "restore"))


@lru_cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component("kgqa_kept", js=_SCRIPT.read_text(encoding="utf-8"))
