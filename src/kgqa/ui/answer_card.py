"""The card of an answer: sentence, badges, what was understood, figures, evidence, facts, query, copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from kgqa.ui.contract import Answer, Item, OtherReading, quantities
from kgqa.ui.conversation import Turn
from kgqa.ui.drawing import DARK, LIGHT, Palette, draw
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.evidence_card import evidence_cards
from kgqa.ui.facts import in_words
from kgqa.ui.figures import chart, comparable, side_by_side, table, value_words
from kgqa.ui.handout import Handout, as_text, handout
from kgqa.ui.links import here, link, query_address
from kgqa.ui.texts import Texts
from kgqa.ui.word import WORD, as_word
from kgqa.ui.workspace import Workspace

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

_LONG = 76
_FEWEST_ROWS = 4
_SEMICOLON = re.compile("(?<=；)|(?<=; )")
_SENTENCE = re.compile(r"(?<=。)(?=.)|(?<=\.) (?=[A-Z])")
_SMALL_GRAPH = 5
_COLOURS: Mapping[str, Literal["green", "orange", "gray", "blue"]] = {
    "actual": "green",
    "target": "orange",
    "context": "gray",
    "cumulative": "blue",
    "atEnd": "blue",
}
Chosen = Callable[[str], None]
Made = Callable[[], str | bytes]


def answer_card(
    turn: Turn, answer: Answer, key: str, texts: Texts, workspace: Workspace, chosen: Chosen
) -> None:
    """Draw the answer of a turn; ``chosen`` is called with the question of a reading that the user picks."""
    with st.container(border=True, key=f"answer-{key}"):
        st.html(sentence_html(answer, texts))
        _badges(answer, texts, workspace)
        _understood(answer, texts)
        if answer["status"] == "clarify":
            _readings(answer, key, texts, workspace, chosen)
        _figures(answer, texts, workspace)
        if answer["evidence"] and answer["status"] != "clarify":
            _head(texts.say("near" if answer["status"] == "refused" else "evidence"))
            evidence_cards(answer["evidence"], workspace.reports, texts)
        _related(answer, key, texts, workspace)
        _facts(answer, key, texts, workspace)
        _query(answer, key, texts)
        _hand_on(turn, key, texts, workspace)


def sentence_html(answer: Answer, texts: Texts) -> str:
    """What is said to the question: a sentence, rows of a long one, a list, or that it has readings."""
    if answer["status"] == "clarify":
        return f'<p class="kg-answer">{escape_html(texts.say("readings"))}</p>'
    if _is_list_of_texts(answer):
        listed = [i.get("text", "") for i in answer["answers"]]
        items = "".join(f"<li>{escape_html(words)}</li>" for words in listed)
        title = answer["restated"] or texts.say("count_of_items", count=len(listed))
        return f'<p class="kg-answer">{escape_html(title)}</p><ul class="kg-list">{items}</ul>'
    if answer["status"] == "refused":
        return _refusal_html(answer["text"])
    width = sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in answer["text"])
    long = " kg-long" if width > _LONG else ""
    head, clauses = told_in_rows(answer["text"]) if long else (answer["text"], [])
    rows = "".join(f"<span>{escape_html(clause)}</span>" for clause in clauses)
    return f'<p class="kg-answer{long}">{escape_html(head)}{rows}</p>'


def _refusal_html(text: str) -> str:
    """Why there is no answer, and below it what the report says instead."""
    why, *more = _SENTENCE.split(text, maxsplit=1)
    rest = f'<p class="kg-rest">{escape_html(more[0])}</p>' if more else ""
    return f'<p class="kg-answer">{escape_html(why)}</p>{rest}'


def told_in_rows(text: str) -> tuple[str, list[str]]:
    """A long sentence cut after its semicolons, and what stands before its only colon; nothing is left out.

    >>> told_in_rows("A区：一完成；二开工；三获批；四投运。")
    ('A区：', ['一完成；', '二开工；', '三获批；', '四投运。'])
    >>> told_in_rows("一完成；二开工。")
    ('一完成；二开工。', [])
    """
    rows = _SEMICOLON.split(text)
    if len(rows) < _FEWEST_ROWS:
        return text, []
    head, colon, first = rows[0].partition("：" if "：" in rows[0] else ": ")
    if not colon or any(colon in row for row in rows[1:]):
        return "", rows
    return head + colon, [first, *rows[1:]]


def _is_list_of_texts(answer: Answer) -> bool:
    return len(answer["answers"]) > 1 and all(i.get("kind") == "text" for i in answer["answers"])


def _item_words(item: Item) -> str:
    return item.get("text") or item.get("label") or str(item.get("value", ""))


@dataclass(frozen=True)
class Badge:
    """A mark of an answer: its words, the colour, and the icon if it has one."""

    words: str
    color: Literal["green", "orange", "gray", "blue", "violet"] = "gray"
    icon: str | None = None


def badges(answer: Answer, texts: Texts, workspace: Workspace) -> list[Badge]:
    """The marks of an answer: why it is none, or of what kind its figures are and who has read its facts."""
    if answer["status"] == "refused":
        reason = answer["reason"] or "not_understood"
        return [Badge(texts.either(f"reason.{reason}", reason), icon=":material/block:")]
    if answer["status"] == "clarify":
        return []
    figures = quantities(answer)
    names = dict.fromkeys(n for i in figures for n in (i.get("status", ""), i.get("basis", "")))
    found = [Badge(texts.say(f"badge.{name}"), _COLOURS[name]) for name in names if name in _COLOURS]
    if workspace.facts.provisional(i["iri"] for i in figures):
        found.append(Badge(texts.say("badge.provisional"), "violet"))
    if answer["path"] == "text":
        found.append(Badge(texts.say("badge.text")))
    marks = [i["reviewed"] for i in answer["answers"] if "reviewed" in i]
    if marks:
        name = "reviewed" if all(marks) else "unreviewed"
        icon = ":material/verified:" if all(marks) else ":material/smart_toy:"
        found.append(Badge(texts.say(f"badge.{name}"), icon=icon))
    return found


def _badges(answer: Answer, texts: Texts, workspace: Workspace) -> None:
    with st.container(horizontal=True, gap="small"):
        for one in badges(answer, texts, workspace):
            st.badge(one.words, icon=one.icon, color=one.color)
        if answer["status"] == "refused":
            st.html(link("about", texts.say("about.refused"), "kg-why"), width="content")


def _understood(answer: Answer, texts: Texts) -> None:
    parts = []
    if answer["restated"] and answer["status"] == "answered" and not _is_list_of_texts(answer):
        parts.append(("understood", answer["restated"]))
    if answer["carried"]:
        slots = [f"{texts.either(f'carried_slots.{k}', k)} {v}" for k, v in answer["carried"].items()]
        parts.append(("carried", "，".join(slots) if texts.language == "zh" else ", ".join(slots)))
    if answer["unused"] and answer["status"] != "refused":
        parts.append(("unused", " · ".join(answer["unused"])))
    if parts:
        words = "".join(f"<b>{escape_html(texts.say(k))}</b><span>{escape_html(v)}</span>" for k, v in parts)
        st.html(f'<p class="kg-meta">{words}</p>')


def _related(answer: Answer, key: str, texts: Texts, workspace: Workspace) -> None:
    """What the report says on the matter of a question that it does not answer."""
    if answer["related"]:
        is_refused = answer["status"] == "refused"
        with _folded(texts.say("related"), ":material/notes:", f"related-{key}", is_refused) as part:
            if part.open:
                evidence_cards(answer["related"], workspace.reports, texts)


def _folded(words: str, icon: str, key: str, is_open: bool = False) -> ExpanderContainer:
    """A part that is drawn once it is unfolded: most never are, and a long conversation has many."""
    return st.expander(words, is_open, icon=icon, key=key, on_change="rerun")


def _readings(answer: Answer, key: str, texts: Texts, workspace: Workspace, chosen: Chosen) -> None:
    for index, reading in enumerate(answer["readings"]):
        with st.container(border=True):
            st.html(f'<p class="kg-value">{escape_html(reading_value(reading, texts, workspace))}</p>')
            st.html(f'<p class="kg-meta">{escape_html(reading["restated"])}</p>')
            evidence_cards(reading["evidence"], workspace.reports, texts)
            st.button(
                texts.say("choose"),
                key=f"reading-{key}-{index}",
                icon=":material/subdirectory_arrow_right:",
                on_click=chosen,
                args=(reading["restated"],),
            )


def reading_value(reading: OtherReading, texts: Texts, workspace: Workspace) -> str:
    return " · ".join(
        value_words(i, texts, workspace.amount) if i.get("kind") == "quantity" else _item_words(i)
        for i in reading["answers"]
    )


def _figures(answer: Answer, texts: Texts, workspace: Workspace) -> None:
    figures = comparable(answer, texts, workspace.amount, workspace.facts.conditions)
    if figures and answer["status"] == "answered":
        _head(texts.say("figures"))
        st.altair_chart(chart(figures, texts), width="stretch")
        st.table(_escaped(table(figures, texts)))
    elif answer["status"] == "answered" and (columns := side_by_side(answer, texts, workspace.amount)):
        _head(texts.say("figures"))
        st.table(_escaped(columns))


def _escaped(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        escape_markdown(name): [escape_markdown(cell) for cell in cells] for name, cells in columns.items()
    }


def _facts(answer: Answer, key: str, texts: Texts, workspace: Workspace) -> None:
    if answer["status"] != "answered":
        return
    edges = workspace.facts.edges(answer, texts)
    if not edges:
        return
    picture, words = draw(edges, _palette()), texts.say("facts_alt", edges=in_words(edges))
    if len(edges) > _SMALL_GRAPH:
        with _folded(texts.say("facts"), ":material/hub:", f"facts-{key}") as part:
            if part.open:
                st.image(picture, width="content", alt=words)
    else:
        _head(texts.say("facts"))
        st.image(picture, width="content", alt=words)


def _palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def _query(answer: Answer, key: str, texts: Texts) -> None:
    if answer["sparql"]:
        with _folded(texts.say("sparql"), ":material/database_search:", f"sparql-{key}") as part:
            if part.open:
                elapsed = texts.say("elapsed", ms=f"{answer['elapsed_ms']:.0f}")
                st.caption(f"{texts.say('sparql_note')} {elapsed}")
                st.code(answer["sparql"], language="sparql", wrap_lines=True)
                st.html(link(query_address(answer["sparql"]), texts.say("sparql_open")))


def _hand_on(turn: Turn, key: str, texts: Texts, workspace: Workspace) -> None:
    """The answer with its sources: to copy, as files, on paper, and the address that opens it again."""
    with _folded(texts.say("copy"), ":material/content_copy:", f"hand-on-{key}") as part:
        if part.open:
            given = handout(turn, here(), texts, workspace)
            st.code(as_text(given, texts), language=None, wrap_lines=True)
            st.caption(texts.say("permalink"))
            st.code(given.address, language=None, wrap_lines=True)
            _files(given, key, texts)


def _files(given: Handout, key: str, texts: Texts) -> None:
    files: tuple[tuple[str, str, str, Made], ...] = (
        ("text", "txt", "text/plain", partial(as_text, given, texts)),
        ("word", "docx", WORD, partial(as_word, [given], texts)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name, ending, kind, made in files:
            st.download_button(
                texts.say(f"download_{name}"),
                made,
                file_name=f"kgqa-answer.{ending}",
                mime=kind,
                key=f"download-{name}-{key}",
                icon=":material/download:",
                on_click="ignore",
            )
        words = escape_html(texts.say("print"))
        st.html(f'<a href="#" role="button" data-print>{words}</a>', width="content")


def _head(words: str) -> None:
    st.html(f'<p class="kg-head">{escape_html(words)}</p>')
