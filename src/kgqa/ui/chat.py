"""The chat page: one input, suggestions on the empty page, questions with their answers.

An answer is drawn in the run that finds it, at the place where it stays, so that nothing moves afterwards.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kgqa.ui.answer_card import Made, answer_card
from kgqa.ui.conversation import (
    MOST_CHARACTERS,
    Turn,
    adopt_address,
    answer_next,
    clear,
    conversation,
    put,
    with_follow_ups,
)
from kgqa.ui.earlier_card import earlier_card, is_folded
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.frame import Opener, opened
from kgqa.ui.handout import Handout, as_json, as_markdown, handout
from kgqa.ui.kept import keep
from kgqa.ui.links import here
from kgqa.ui.reactions import reactions
from kgqa.ui.texts import Texts
from kgqa.ui.word import WORD, as_word
from kgqa.ui.workspace import Workspace

_SCROLL = Path(__file__).with_name("scroll.js")


def chat_page(texts: Texts, opener: Opener) -> None:
    """Draw the conversation of this session and take the next question."""
    # style.css keeps the container at the foot; a page whose input Streamlit places there scrolls to its end.
    with st.container(key="asking"):
        # Called before the run: a click that follows at once breaks the run off, and the words with it.
        st.chat_input(texts.say("input"), max_chars=MOST_CHARACTERS, key="input", on_submit=_put_typed)
    if not adopt_address():
        st.warning(texts.say("broken_link"), icon=":material/link_off:")
    told = conversation()
    last = len(told.turns) + len(told.waiting) - 1
    if last < 0:
        _empty_page(texts)
    workspace = opened(opener, texts)
    if workspace is None:
        return
    keep()  # before the answers, so that a reload meanwhile asks again what waited
    _keep_in_sight(last + 1)
    if last < 0:
        _sources(texts, workspace)
    else:
        _conversation(last, texts, workspace)


def _put_typed() -> None:
    put(st.session_state["input"])


def _conversation(last: int, texts: Texts, workspace: Workspace) -> None:
    """Every turn up to the last one, those that wait for their answer as well, and what goes on from it."""
    told = conversation()
    for index in range(last + 1):
        with st.container(key=f"turn-{index}"):
            known = told.turns[index] if index < len(told.turns) else None
            _question(known.question if known else told.waiting[0].question)
            place = st.empty()
            if known is None:
                with place, st.spinner(texts.say("thinking")):
                    known = answer_next(texts, workspace)
            if known.answer and is_folded(index, last, known.question):
                earlier_card(known.answer, str(index), texts, workspace)
            else:
                _draw(known, str(index), texts, workspace)
            if index == last:
                _next(with_follow_ups(workspace), texts)
    _tools(texts, workspace)


def _keep_in_sight(number: int) -> None:
    """Let a question, counted from 1, stand at the top: its turn fills the screen from the start.

    0 is the welcome of the empty page.
    """
    style = f".st-key-turn-{number - 1} {{ min-height: calc(100dvh - 14rem); }}"
    script = f"{{ const number = {number}; {_SCROLL.read_text(encoding='utf-8')} }}"
    st.html(f"<style>{style}</style><script>{script}</script>", unsafe_allow_javascript=True)


def _draw(turn: Turn, key: str, texts: Texts, workspace: Workspace) -> None:
    if turn.answer is None:
        st.warning(escape_markdown(turn.failure), icon=":material/error:")
    else:
        answer_card(turn, turn.answer, key, texts, workspace, put)
        reactions(turn.answer, turn.before, key, texts, workspace)


def _question(question: str) -> None:
    st.html(f'<div class="kg-question"><h2>{escape_html(question)}</h2></div>')


def _empty_page(texts: Texts) -> None:
    title, words = escape_html(texts.say("welcome")), escape_html(texts.say("welcome_text"))
    st.html(f'<div class="kg-welcome"><h1>{title}</h1><p>{words}</p></div>')
    st.html(f'<p class="kg-head">{escape_html(texts.say("suggestions"))}</p>')
    with st.container(key="suggestions"):
        for index, suggestion in enumerate(texts.suggestions):
            label = f":gray[{escape_markdown(suggestion.kind)}] {escape_markdown(suggestion.question)}"
            st.button(
                label,
                key=f"suggestion-{index}",
                icon=suggestion.icon,
                width="stretch",
                on_click=put,
                args=(suggestion.question,),
            )


def _sources(texts: Texts, workspace: Workspace) -> None:
    for document in workspace.reports.documents:
        line = texts.say("source_line", title=workspace.reports.title(document, texts.language))
        st.html(f'<p class="kg-source">{escape_html(line)}</p>')


def _next(last: Turn, texts: Texts) -> None:
    """Questions to go on with."""
    if last.follow_ups:
        st.html(f'<p class="kg-head kg-followups">{escape_html(texts.say("followups"))}</p>')
        with st.container(horizontal=True, gap="small"):
            for index, question in enumerate(last.follow_ups):
                key = f"next-{len(conversation().turns)}-{index}"
                st.button(escape_markdown(question), key=key, on_click=put, args=(question,))


def _tools(texts: Texts, workspace: Workspace) -> None:
    """The conversation as a file, and the button that forgets it; files are made when they are asked for."""
    told, base = tuple(conversation().turns), here()

    def given() -> list[Handout]:
        return [handout(turn, base, texts, workspace) for turn in told]

    files: tuple[tuple[str, str, str, Made], ...] = (
        ("markdown", "md", "text/markdown", lambda: as_markdown(given(), texts)),
        ("json", "json", "application/json", lambda: as_json(told)),
        ("word", "docx", WORD, lambda: as_word(given(), texts)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="conversation-tools"):
        st.html(f'<p class="kg-head">{escape_html(texts.say("conversation"))}</p>', width="content")
        for name, ending, kind, made in files:
            st.download_button(
                texts.say(f"as_{name}"),
                made,
                file_name=f"kgqa-conversation.{ending}",
                mime=kind,
                key=f"conversation-{name}",
                type="tertiary",
                on_click="ignore",
            )
        st.button(
            texts.say("clear"), key="clear", icon=":material/delete_sweep:", type="tertiary", on_click=clear
        )
