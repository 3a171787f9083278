"""The app's own components: their bundles, built from ``frontend/``, and the functions that draw them.

The bundles are served as files by Streamlit, which finds them through ``kgqa/pyproject.toml``; the data of a
run travel apart from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from kgqa.ui.texts import Texts

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

BUNDLES = Path(__file__).with_name("bundles")


def draw(
    name: str, key: str, data: Mapping[str, Any], texts: Texts, events: Mapping[str, Callable[[], None]]
) -> bool:
    """Draw a component; False after a line that says how to build it where its bundle is missing.

    Args:
        name: ``graph`` or ``editor``.
        key: the key of the element; what happened stands in the session under it, ``event`` by event.
        events: what is called after an event, by the event's name.
    """
    if not (BUNDLES / f"{name}.js").is_file():
        st.error(texts.say("no_bundle"), icon=":material/error:")
        return False
    called: dict[str, Any] = {f"on_{event}_change": act for event, act in events.items()}
    _renderer(name)(key=key, data=dict(data), **called)
    return True


def happened(key: str, event: str) -> Any:
    """What a component told with an event; None when it told nothing in this run."""
    return (st.session_state.get(key) or {}).get(event)


@lru_cache
def _renderer(name: str) -> ComponentRenderer:
    return st.components.v2.component(f"kgqa.{name}", js=f"{name}.js")
