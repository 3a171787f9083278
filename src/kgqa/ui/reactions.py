"""What a reader can do about an answer: take it with its evidence, judge it, teach a word, correct a fact.

A suggestion changes nothing until a person accepts it on the page of feedback. One panel is open at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from kgqa.feedback.corrections import Correctable, correctable, correction
from kgqa.feedback.opinions import LONGEST_NOTE, Verdict, judge, revise
from kgqa.feedback.storage import open_storage
from kgqa.feedback.suggestions import Kind, Suggestion, Unfit, suggest
from kgqa.feedback.synonyms import LONGEST, synonym
from kgqa.graph.store import Store
from kgqa.ui.contract import Answer
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.leaving import leave
from kgqa.ui.origins import Told, told_facts
from kgqa.ui.serial import serial
from kgqa.ui.texts import Texts
from kgqa.ui.value_field import field_words, value_field
from kgqa.ui.workspace import Workspace

_PANEL, _SAID = "reaction-panel", "reaction-said"
_NAMES = """SELECT DISTINCT ?thing ?label (LANG(?label) AS ?language) WHERE {
  { ?thing a dp:Indicator } UNION { ?thing a/rdfs:subClassOf* dp:NamedThing }
  ?thing skos:prefLabel ?label } ORDER BY ?label"""
_VERDICTS: tuple[Verdict, ...] = ("down", "up")  # as the thumbs are counted
_MOST_FACTS = 30


def reactions(answer: Answer, before: Sequence[str], key: str, texts: Texts, workspace: Workspace) -> None:
    """Draw the row below an answer, and the panel that is open; ``before`` are the questions before it."""
    _forget_another(answer, key)
    facts = told_facts(answer, workspace, texts) if answer["status"] == "answered" else []
    _marks(facts, texts)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"reactions-{key}"):
        st.feedback("thumbs", key=f"thumb-{key}", on_change=_judge, args=(answer, before, key))
        st.download_button(
            texts.say("reactions.pack"),
            partial(workspace.pack, answer, before),
            file_name="kgqa-evidence-pack.json",
            mime="application/json",
            key=f"pack-{key}",
            help=texts.say("reactions.pack_help"),
            icon=":material/verified_user:",
            type="tertiary",
            on_click="ignore",
        )
        _opener("words", key, ":material/translate:", texts)
        if any(one.is_correctable for one in facts):
            _opener("facts", key, ":material/edit_note:", texts)
    # Each in a place of its own that is always there, so that nothing below moves to another element.
    with st.container():
        _note(key, texts)
    with st.container():
        if st.session_state.get(_PANEL) == (key, "words"):
            _words_panel(answer, key, texts, workspace)
        if st.session_state.get(_PANEL) == (key, "facts"):
            _facts_panel(answer, _correctable(facts, workspace), key, texts, workspace)
    with st.container():
        _say(key, texts)


def _forget_another(answer: Answer, key: str) -> None:
    """Leave nothing open that was about another answer in this place, before the conversation was cleared."""
    if st.session_state.get(f"reacted-{key}") == answer["question"]:
        return
    st.session_state[f"reacted-{key}"] = answer["question"]
    for name in (f"opinion-{key}", f"noted-{key}"):
        st.session_state.pop(name, None)
    for name in (_PANEL, _SAID):
        if (st.session_state.get(name) or ("",))[0] == key:
            del st.session_state[name]


# ---------- thumbs ----------


def _judge(answer: Answer, before: Sequence[str], key: str) -> None:
    """Keep a thumb at once; a note may follow. Another thumb replaces it."""
    if st.session_state.get(f"thumb-{key}") is None:
        return
    if st.session_state.get(f"opinion-{key}") is None:
        number = leave(lambda: judge(open_storage(), answer, before, _verdict(key)))
        st.session_state[f"opinion-{key}"] = number
    else:
        _revise(key)


def _verdict(key: str) -> Verdict:
    return _VERDICTS[st.session_state.get(f"thumb-{key}") or 0]


def _revise(key: str) -> None:
    number, note = st.session_state[f"opinion-{key}"], st.session_state.get(f"noted-{key}", "")
    leave(lambda: revise(open_storage(), number, _verdict(key), note))


def _note(key: str, texts: Texts) -> None:
    if st.session_state.get(f"thumb-{key}") is None or st.session_state.get(f"opinion-{key}") is None:
        return
    with st.form(f"note-form-{key}", border=False):
        st.text_input(texts.say("reactions.note"), max_chars=LONGEST_NOTE, key=f"note-{key}")
        words, send = texts.say("reactions.send"), f"note-send-{key}"
        st.form_submit_button(words, key=send, on_click=_add_note, args=(key,))


def _add_note(key: str) -> None:
    st.session_state[f"noted-{key}"] = st.session_state[f"note-{key}"]
    _revise(key)
    st.session_state[_SAID] = (key, "success", "reactions.noted", {})


# ---------- a word ----------


def _words_panel(answer: Answer, key: str, texts: Texts, workspace: Workspace) -> None:
    names = shared_names(workspace.store)[texts.language]
    unknown = next((word for word in answer["unused"] if len(word) <= LONGEST), "")
    with st.form(f"words-form-{key}"):
        st.html(f'<p class="kg-note">{escape_html(texts.say("reactions.words_about"))}</p>')
        st.text_input(texts.say("reactions.word"), unknown, max_chars=LONGEST, key=f"word-{key}")
        st.selectbox(
            texts.say("reactions.meaning"),
            list(names),
            index=None,
            format_func=lambda iri: names.get(iri, iri),
            placeholder=texts.say("reactions.meaning_hint"),
            key=f"meaning-{key}",
        )
        st.text_input(texts.say("reactions.why"), max_chars=LONGEST_NOTE, key=f"why-{key}")
        st.form_submit_button(
            texts.say("reactions.suggest"),
            key=f"suggest-word-{key}",
            on_click=_suggest_word,
            args=(answer["question"], key, workspace),
        )


def _suggest_word(question: str, key: str, workspace: Workspace) -> None:
    given = st.session_state

    def content() -> Mapping[str, object]:
        return synonym(given[f"word-{key}"], given[f"meaning-{key}"] or "", workspace.store, workspace.knows)

    _suggest("synonym", content, question, key)


@st.cache_resource(show_spinner=False, hash_funcs={Store: serial}, max_entries=1)
def shared_names(store: Store) -> Mapping[str, Mapping[str, str]]:
    """Names of indicators and things by IRI, for each language; in English the Chinese ones stand behind."""
    found: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
    for row in store.select(_NAMES):
        found.get(row["language"], {}).setdefault(row["thing"], row["label"])
    both = {iri: f"{name} ({found['zh'].get(iri, iri)})" for iri, name in found["en"].items()}
    rest = {iri: name for iri, name in found["zh"].items() if iri not in both}
    return {"zh": found["zh"], "en": both | rest}


# ---------- a fact ----------


def _marks(facts: Sequence[Told], texts: Texts) -> None:
    """Who read each fact, in one line that opens."""
    if not facts:
        return
    count = sum(one.is_reviewed for one in facts)
    head = texts.say("reactions.facts_head", count=len(facts), reviewed=count)
    rows = "".join(
        f'<li><span class="kg-chip">{escape_html(one.origin)}</span> {escape_html(one.words)}</li>'
        for one in facts[:_MOST_FACTS]
    )
    more = len(facts) - _MOST_FACTS
    rest = f"<li>{escape_html(texts.say('reactions.more', count=more))}</li>" if more > 0 else ""
    st.html(
        f'<details class="kg-origins"><summary>{escape_html(head)}</summary><ul>{rows}{rest}</ul></details>'
    )


def _correctable(facts: Sequence[Told], workspace: Workspace) -> list[Correctable]:
    """The first facts that can be corrected, as they stand in the graph."""
    wanted = [one.iri for one in facts if one.is_correctable][:_MOST_FACTS]
    return [found for iri in wanted if (found := correctable(iri, workspace.store))]


def _facts_panel(
    answer: Answer, facts: Sequence[Correctable], key: str, texts: Texts, workspace: Workspace
) -> None:
    with st.container(border=True, key=f"facts-form-{key}"):
        st.html(f'<p class="kg-note">{escape_html(texts.say("reactions.facts_about"))}</p>')
        chosen = st.selectbox(
            texts.say("reactions.fact"),
            range(len(facts)),
            format_func=lambda index: facts[index].quotes[0] if facts[index].quotes else facts[index].iri,
            key=f"fact-{key}",
        )
        fact = facts[chosen or 0]
        field = st.selectbox(
            texts.say("reactions.field"),
            fact.fields,
            format_func=lambda name: field_words(name, texts),
            key=f"field-{key}-{chosen}",
        )
        value_field(fact, field, f"value-{key}", texts, workspace)
        st.text_input(texts.say("reactions.why"), max_chars=LONGEST_NOTE, key=f"why-{key}")
        st.button(
            texts.say("reactions.suggest"),
            key=f"suggest-fact-{key}",
            on_click=_suggest_fact,
            args=(answer["question"], fact, field, key),
        )


def _suggest_fact(question: str, fact: Correctable, field: str, key: str) -> None:
    value = str(st.session_state.get(f"value-{key}") or "")
    _suggest("correction", lambda: correction(fact, field, value), question, key)


# ---------- panels ----------


def _opener(name: str, key: str, icon: str, texts: Texts) -> None:
    st.button(
        texts.say(f"reactions.{name}"),
        key=f"open-{name}-{key}",
        icon=icon,
        type="tertiary",
        on_click=_toggle,
        args=(key, name),
    )


def _toggle(key: str, name: str) -> None:
    is_open = st.session_state.get(_PANEL) == (key, name)
    st.session_state[_PANEL] = None if is_open else (key, name)
    st.session_state.pop(_SAID, None)


def _suggest(kind: Kind, content: Callable[[], Mapping[str, object]], question: str, key: str) -> None:
    """Store a suggestion and close the panel, or say why it cannot be."""

    def store() -> Suggestion:
        return suggest(open_storage(), kind, content(), question, st.session_state.get(f"why-{key}", ""))

    try:
        stored = leave(store)
    except Unfit as error:
        st.session_state[_SAID] = (key, "warning", f"reactions.unfit.{error.reason}", error.values)
        return
    if stored is not None:
        st.session_state[_PANEL] = None
        st.session_state[_SAID] = (key, "success", f"reactions.stored.{stored.state}", {})


def _say(key: str, texts: Texts) -> None:
    """What came of the last suggestion or note, below the answer that it was about."""
    said = st.session_state.get(_SAID)
    if said and said[0] == key:
        _, kind, name, values = said
        show = st.success if kind == "success" else st.warning
        show(escape_markdown(texts.say(name, **values)))
