"""The page of what people left: suggestions to decide about, unanswered questions, thumbs and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st

from kgqa.errors import KgqaError
from kgqa.feedback.corrections import CONFIRMED
from kgqa.feedback.decisions import Desk, accept, reject
from kgqa.feedback.files import Kept, to_csv, to_json
from kgqa.feedback.ledger import Unanswered, forget, is_kept, unanswered
from kgqa.feedback.opinions import Opinion, opinions, withdraw
from kgqa.feedback.storage import open_storage
from kgqa.feedback.suggestions import Suggestion, Unfit, is_decided_here, suggestions
from kgqa.graph.opening import store_name
from kgqa.resources import graph_dir, local_lexicon, ontology_dir
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.leaving import leave, state_notice
from kgqa.ui.texts import LANGUAGES, Texts
from kgqa.ui.value_field import field_words, value_words
from kgqa.ui.workspace import Workspace

_PAGE = 20
_SAID = "feedback-said"
_FORMS = {"csv": "text/csv", "json": "application/json"}
Row = TypeVar("Row", Unanswered, Opinion, Suggestion)


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the page."""
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("feedback.title"))}</h1>'
        f'<p class="kg-lead">{escape_html(texts.say("feedback.about"))}</p>'
        f'<p class="kg-note">{escape_html(_settings(texts))}</p>'
    )
    _say(texts)
    kept = leave(lambda: (suggestions(open_storage()), unanswered(open_storage()), opinions(open_storage())))
    if kept is None:
        state_notice(texts)
        return
    proposed, asked, judged = kept
    waiting = [one for one in proposed if one.state == "open"]
    counts = {"suggestions": len(waiting), "questions": len(asked), "opinions": len(judged)}
    tabs = st.tabs([texts.say(f"feedback.tab.{name}", count=count) for name, count in counts.items()])
    with tabs[0]:
        _suggestions(waiting, [one for one in proposed if one.state != "open"], texts, workspace)
    with tabs[1]:
        _kept("questions", asked, lambda row: _asked(row, texts), forget, _files(asked, Unanswered), texts)
    with tabs[2]:
        _kept("opinions", judged, lambda row: _judged(row, texts), withdraw, _files(judged, Opinion), texts)


def _settings(texts: Texts) -> str:
    words = [
        texts.say("feedback.ledger_on" if is_kept() else "feedback.ledger_off"),
        "" if is_decided_here() else texts.say("feedback.review_off"),
        texts.say("feedback.folder", folder=str(open_storage().folder)),
    ]
    return " ".join(word for word in words if word)


# ---------- suggestions ----------


def _suggestions(
    waiting: Sequence[Suggestion], decided: Sequence[Suggestion], texts: Texts, workspace: Workspace
) -> None:
    st.html(f'<p class="kg-note">{escape_html(texts.say("feedback.suggestions_about"))}</p>')
    if not waiting:
        _empty("suggestions", texts)
    for one in _page("suggestions", waiting, texts):
        with st.container(border=True, key=f"suggestion-{one.id}"):
            st.html(_suggested(one, texts, workspace))
            if is_decided_here():
                with st.container(horizontal=True, gap="small"):
                    _decision("accept", one, texts, workspace)
                    _decision("reject", one, texts, workspace)
    if decided:
        with st.expander(texts.say("feedback.decided", count=len(decided)), icon=":material/history:"):
            for one in _page("decided", decided, texts):
                st.html(_suggested(one, texts, workspace))
                if is_decided_here() and one.kind == "synonym":
                    _decision("withdraw" if one.state == "accepted" else "accept", one, texts, workspace)


def _suggested(one: Suggestion, texts: Texts, workspace: Workspace) -> str:
    if one.kind == "synonym":
        names = one.content["names"]
        name = names.get(texts.language) or names["zh"]
        head = texts.say("feedback.synonym", words=one.content["words"], name=name)
        lines = [(texts.say("question_label"), one.question)]
    else:
        head = _correction_words(one, texts, workspace)
        lines = [(texts.say("evidence_label"), "；".join(one.content["quotes"]))]
    lines += [(texts.say("feedback.note"), one.note)] if one.note else []
    state = texts.say(f"feedback.state.{one.state}")
    return _row_html(head, [_time(one.time), state], lines)


def _correction_words(one: Suggestion, texts: Texts, workspace: Workspace) -> str:
    field = field_words(one.content["field"], texts)
    if one.content["field"] == CONFIRMED:
        return field
    old, new = (_value_words(one, key, texts, workspace) for key in ("was", "value"))
    return texts.say("feedback.correction", field=field, old=old, new=new)


def _value_words(one: Suggestion, key: str, texts: Texts, workspace: Workspace) -> str:
    """A value of a correction as a reader knows it."""
    value, (number, *_) = str(one.content[key]), one.content["found_by"].get("number") or ("…",)
    words = value_words(one.content["field"], number, texts, workspace).get(value, value)
    return words or texts.say("feedback.nothing")


def _decision(name: str, one: Suggestion, texts: Texts, workspace: Workspace) -> None:
    icons = {"accept": ":material/check:", "reject": ":material/close:", "withdraw": ":material/undo:"}
    clicked = st.button(
        texts.say(f"feedback.{name}"),
        key=f"{name}-{one.id}",
        icon=icons[name],
        type="primary" if name == "accept" and one.state == "open" else "secondary",
    )
    if clicked:
        is_long = name == "accept" and one.kind == "correction"
        with st.spinner(texts.say("feedback.building" if is_long else "feedback.deciding")):
            _decide(name, one, workspace, texts)
        st.rerun()


def _decide(name: str, one: Suggestion, workspace: Workspace, texts: Texts) -> None:
    """Accept or reject; what came of it is said in the next run, when the engine is opened anew."""
    desk = Desk(open_storage(), workspace.knows, local_lexicon(), graph_dir(), ontology_dir())
    try:
        if name == "accept":
            accept(desk, one.id)
            to_load = one.kind == "correction" and store_name()
            said = texts.say("feedback.accepted_load" if to_load else "feedback.accepted")
        else:
            reject(desk, one.id)
            said = texts.say("feedback.rejected")
        st.session_state[_SAID] = ("success", said)
    except Unfit as error:
        st.session_state[_SAID] = ("warning", texts.say(f"reactions.unfit.{error.reason}", **error.values))
    except KgqaError as error:
        st.session_state[_SAID] = ("warning", texts.say("feedback.failed", error=str(error)))


# ---------- the ledger and the thumbs ----------


def _kept(
    name: str,
    rows: Sequence[Row],
    html: Callable[[Row], str],
    delete: Callable[..., int],
    files: Callable[[str], bytes],
    texts: Texts,
) -> None:
    """A list of what is kept, with its files, and what deletes one row or all."""
    if not rows:
        _empty(name, texts)
        return
    with st.container(horizontal=True, gap="small", key=f"{name}-tools"):
        for form, kind in _FORMS.items():
            st.download_button(
                texts.say(f"feedback.{form}"),
                partial(files, form),
                file_name=f"kgqa-{name}.{form}",
                mime=kind,
                key=f"{name}-{form}",
                icon=":material/download:",
                on_click="ignore",
            )
        if is_decided_here():
            with st.popover(texts.say("feedback.delete_all"), icon=":material/delete_sweep:"):
                st.html(f"<p>{escape_html(texts.say('feedback.delete_sure', count=len(rows)))}</p>")
                act = partial(_delete, delete, None)
                st.button(texts.say("feedback.delete_yes"), key=f"{name}-delete", on_click=act)
    for row in _page(name, rows, texts):
        with st.container(horizontal=True, vertical_alignment="center", key=f"{name}-{row.id}"):
            st.html(html(row), width="stretch")
            if is_decided_here():
                act = partial(_delete, delete, row.id)
                label = texts.say("feedback.delete")
                st.button(label, key=f"{name}-delete-{row.id}", type="tertiary", on_click=act)


def _delete(delete: Callable[..., int], identifier: int | None) -> None:
    leave(lambda: delete(open_storage(), identifier))


def _files(rows: Sequence[Kept], kind: type[Unanswered] | type[Opinion]) -> Callable[[str], bytes]:
    return lambda form: to_json(rows) if form == "json" else to_csv(rows, kind)


def _asked(row: Unanswered, texts: Texts) -> str:
    reason = texts.say(f"reason.{row.reason}") if row.reason else texts.say("feedback.asked_back")
    before = [(texts.say("feedback.before"), " → ".join(row.context))] if row.context else []
    return _row_html(
        row.question, [_time(row.time), reason, LANGUAGES.get(row.language, row.language)], before
    )


def _judged(row: Opinion, texts: Texts) -> str:
    lines = [(texts.say("text_label"), row.answer)]
    lines += [(texts.say("feedback.note"), row.note)] if row.note else []
    return _row_html(row.question, [_time(row.time), texts.say(f"feedback.verdict.{row.verdict}")], lines)


# ---------- rows ----------


def _row_html(head: str, marks: Sequence[str], lines: Sequence[tuple[str, str]]) -> str:
    """A row: what it is about, when and of what kind, and lines of words; all of it is shown as text."""
    chips = " · ".join(escape_html(mark) for mark in marks)
    body = "".join(
        f"<p><b>{escape_html(name)}</b> {escape_html(words)}</p>" for name, words in lines if words
    )
    title = f'<p class="kg-left-head">{escape_html(head)}</p>'
    return f'<div class="kg-left">{title}<p class="kg-note">{chips}</p>{body}</div>'


def _time(stamp: str) -> str:
    """2026-03-01T12:00:00Z -> 2026-03-01 12:00 UTC."""
    return f"{stamp[:10]} {stamp[11:16]} UTC"


def _page(name: str, rows: Sequence[Row], texts: Texts) -> Sequence[Row]:
    """The rows of the page that is chosen, where there are more than fit."""
    pages = -(-len(rows) // _PAGE)
    if pages < 2:
        return rows
    number = st.number_input(
        texts.say("feedback.page", count=pages), min_value=1, max_value=pages, key=f"{name}-page"
    )
    return rows[(number - 1) * _PAGE : number * _PAGE]


def _empty(name: str, texts: Texts) -> None:
    st.info(texts.say(f"feedback.none.{name}"))


def _say(texts: Texts) -> None:
    """What came of the last decision."""
    if said := st.session_state.pop(_SAID, None):
        kind, words = said
        (st.success if kind == "success" else st.warning)(escape_markdown(words))
