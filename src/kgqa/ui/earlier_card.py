"""The card of an answer further up in the conversation: what it says, and its sentences.

Tables, pictures, files and reactions come back with a click. A browser draws a conversation anew with each
question, so that whole cards of all answers before would let the reader wait for the next one.
"""

from __future__ import annotations

from collections.abc import MutableMapping

import streamlit as st

from kgqa.ui.answer_card import badges, reading_value, sentence_html
from kgqa.ui.contract import Answer
from kgqa.ui.escape import escape_html
from kgqa.ui.evidence_card import cards_html
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

WHOLE = 2  # the latest answers, which are read beside each other
_UNFOLDED = "unfolded-turns"


def is_folded(index: int, last: int, question: str) -> bool:
    """Whether the answer at an index is one of long before that nobody has unfolded.

    The question tells an answer from the one that stood there before the conversation was cleared.
    """
    return index <= last - WHOLE and _unfolded().get(index) != question


def earlier_card(answer: Answer, key: str, texts: Texts, workspace: Workspace) -> None:
    """Draw the answer at the index ``key`` in short."""
    with st.container(border=True, key=f"answer-{key}", gap="small"):
        st.html(_said(answer, texts, workspace))
        st.button(
            texts.say("unfold"),
            key=f"unfold-{key}",
            icon=":material/unfold_more:",
            type="tertiary",
            on_click=_unfold,
            args=(int(key), answer["question"]),
        )


def _said(answer: Answer, texts: Texts, workspace: Workspace) -> str:
    chips = "".join(
        f'<span class="kg-chip kg-chip-{one.color}">{escape_html(one.words)}</span>'
        for one in badges(answer, texts, workspace)
    )
    row = f'<p class="kg-claims">{chips}</p>' if chips else ""
    return sentence_html(answer, texts) + row + _below(answer, texts, workspace)


def _below(answer: Answer, texts: Texts, workspace: Workspace) -> str:
    if answer["status"] != "clarify":
        return cards_html(answer["evidence"], workspace.reports, texts)
    rows = (
        f"<li>{escape_html(r['restated'])}: {escape_html(reading_value(r, texts, workspace))}</li>"
        for r in answer["readings"]
    )
    return f'<ul class="kg-list">{"".join(rows)}</ul>'


def _unfold(index: int, question: str) -> None:
    _unfolded()[index] = question


def _unfolded() -> MutableMapping[int, str]:
    found: MutableMapping[int, str] = st.session_state.setdefault(_UNFOLDED, {})
    return found
