"""Writing what people leave, without letting a page down: a folder that cannot be used costs one notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from kgqa.errors import StateError
from kgqa.feedback.ledger import record
from kgqa.feedback.storage import open_storage
from kgqa.ui.contract import Answer
from kgqa.ui.escape import escape_markdown
from kgqa.ui.texts import Texts

T = TypeVar("T")
_FAULT = "state-fault"


def leave(write: Callable[[], T]) -> T | None:
    """What a function that reads or writes the state folder returns; None, and a notice, where it cannot."""
    try:
        written = write()
    except StateError as error:
        st.session_state[_FAULT] = str(error)
        return None
    st.session_state.pop(_FAULT, None)
    return written


def keep_unanswered(answer: Answer, before: Sequence[str]) -> None:
    """Put a question without an answer into the ledger, where that is on."""
    if answer["status"] != "answered":
        leave(lambda: record(open_storage(), answer, before))


def state_notice(texts: Texts) -> None:
    """One line when something could not be kept."""
    if fault := st.session_state.get(_FAULT):
        words = texts.say("feedback.not_kept", error=str(fault))
        st.warning(escape_markdown(words), icon=":material/save_as:")
