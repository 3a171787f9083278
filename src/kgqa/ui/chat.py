"""The chat page: one input, suggestions on the empty page, questions with their answers."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kgqa.errors import KgqaError
from kgqa.ui.answer_card import answer_card
from kgqa.ui.contract import Answer
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.followups import follow_ups
from kgqa.ui.frame import Opener, opened, shared_texts
from kgqa.ui.leaving import keep_unanswered
from kgqa.ui.reactions import reactions
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_LOG = logging.getLogger(__name__)
_SCROLL = Path(__file__).with_name("scroll.js")
_MOST_CHARACTERS = 500
_CONTEXT = 6


@dataclass(frozen=True)
class Turn:
    """A question with its answer, or with the line that says why there is none."""

    question: str
    answer: Answer | None
    failure: str = ""
    follow_ups: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def chat_page(texts: Texts, opener: Opener) -> None:
    """Draw the conversation of this session and take the next question."""
    typed = st.chat_input(texts.say("input"), max_chars=_MOST_CHARACTERS, key="input")
    if typed:
        _queue(typed)
    if not _turns() and not st.session_state.get("pending"):
        _empty_page(texts)
    workspace = opened(opener, texts)
    if workspace is None:
        return
    question = st.session_state.pop("pending", None)
    last = len(_turns()) - (0 if question else 1)
    if last < 0:
        _keep_in_sight(0)
        _sources(texts, workspace)
        return
    _keep_in_sight(last + 1)
    for index, turn in enumerate(_turns()):
        with st.container(key=f"turn-{index}"):
            _draw(turn, str(index), texts, workspace)
            if index == last:
                _next(turn, texts)
    if question:
        with st.container(key=f"turn-{last}"):
            _question(question)
            with st.spinner(texts.say("thinking")):
                turn = _ask(question, texts, workspace)
        _turns().append(turn)
        st.rerun()


def _turns() -> list[Turn]:
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    return turns


def _keep_in_sight(number: int) -> None:
    """Let a question, counted from 1, stand at the top: its turn fills the screen from the start.

    0 is the welcome of the empty page.
    """
    style = f".st-key-turn-{number - 1} {{ min-height: calc(100dvh - 12rem); }}"
    script = f"{{ const number = {number}; {_SCROLL.read_text(encoding='utf-8')} }}"
    st.html(f"<style>{style}</style><script>{script}</script>", unsafe_allow_javascript=True)


def _queue(question: str) -> None:
    if question.strip():
        st.session_state["pending"] = question.strip()


def _clear() -> None:
    st.session_state["turns"] = []


def _ask(question: str, texts: Texts, workspace: Workspace) -> Turn:
    """The turn of a question; whatever goes wrong in the engine becomes one line, the page goes on."""
    before = [t.question for t in _turns() if t.answer][-_CONTEXT:]
    try:
        answer = workspace.ask(question, before)
        keep_unanswered(answer, before)
        stated = workspace.facts.stated(answer, answer["lang"])
        asked = [t.question for t in _turns()]
        words = shared_texts()[answer["lang"]]
        found = follow_ups(answer, stated, asked, words, lambda q: workspace.ask(q, ()))
    except KgqaError as error:
        return Turn(question, None, texts.say("failed_known", error=str(error)))
    except Exception:
        _LOG.exception("no answer to %r", question)
        return Turn(question, None, texts.say("failed"))
    return Turn(question, answer, follow_ups=tuple(found), before=tuple(before))


def _draw(turn: Turn, key: str, texts: Texts, workspace: Workspace) -> None:
    _question(turn.question)
    if turn.answer is None:
        st.warning(escape_markdown(turn.failure), icon=":material/error:")
    else:
        answer_card(turn.answer, key, texts, workspace, _queue)
        reactions(turn.answer, turn.before, key, texts, workspace)


def _question(question: str) -> None:
    st.html(f'<div class="kg-question"><h2>{escape_html(question)}</h2></div>')


def _empty_page(texts: Texts) -> None:
    title, words = escape_html(texts.say("welcome")), escape_html(texts.say("welcome_text"))
    st.html(f'<div class="kg-welcome"><h1>{title}</h1><p>{words}</p></div>')
    st.html(f'<p class="kg-head">{escape_html(texts.say("suggestions"))}</p>')
    columns = st.columns(2, gap="small")
    for index, suggestion in enumerate(texts.suggestions):
        label = f":gray[{escape_markdown(suggestion.kind)}] {escape_markdown(suggestion.question)}"
        columns[index % 2].button(
            label,
            key=f"suggestion-{index}",
            icon=suggestion.icon,
            width="stretch",
            on_click=_queue,
            args=(suggestion.question,),
        )


def _sources(texts: Texts, workspace: Workspace) -> None:
    for document in workspace.reports.documents:
        line = texts.say("source_line", title=workspace.reports.title(document, texts.language))
        st.html(f'<p class="kg-source">{escape_html(line)}</p>')


def _next(last: Turn, texts: Texts) -> None:
    """Questions to go on with, and the button that clears the conversation."""
    if last.follow_ups:
        st.html(f'<p class="kg-head">{escape_html(texts.say("followups"))}</p>')
    with st.container(horizontal=True, gap="small"):
        for index, question in enumerate(last.follow_ups):
            key = f"next-{len(_turns())}-{index}"
            st.button(escape_markdown(question), key=key, on_click=_queue, args=(question,))
    st.button(
        texts.say("clear"), key="clear", icon=":material/delete_sweep:", type="tertiary", on_click=_clear
    )
