"""The page that adds a report: give a file, look at what was read and what is unsure, accept, ask."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import streamlit as st

from kgqa.engine import shared_engine
from kgqa.errors import GraphError, InputError
from kgqa.ingestion.doubts import Doubt
from kgqa.ingestion.metadata import Metadata
from kgqa.ui.adding import (
    ENDINGS,
    MOST_BYTES,
    Part,
    Read,
    Upload,
    accept,
    by_reason,
    is_known,
    read,
    refusal,
)
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.links import answer_address, link
from kgqa.ui.statements import by_category
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_READ, _ADDED, _ROUND = "add-read", "add-added", "add-round"
_MOST_SHOWN = 40
_MEGA = 1_000_000
_LONGEST = {"id": 60, "title": 120, "place": 40, "place_en": 80}
_FIRST_YEAR, _LAST_YEAR = 1949, 2100


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the page."""
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("add.title"))}</h1>'
        f'<p class="kg-lead">{escape_html(texts.say("add.about"))}</p>'
    )
    why = refusal()
    if why:
        st.info(texts.say(f"add.refusal.{why}"), icon=":material/lock:")
        return
    file = st.file_uploader(
        texts.say("add.file", size=MOST_BYTES // _MEGA),
        type=list(ENDINGS),
        max_upload_size=MOST_BYTES // _MEGA,
        key=f"add-file-{st.session_state.get(_ROUND, 0)}",
    )
    if file is None:
        _added(texts)
        return
    found = _reading(file.name, file.getvalue(), texts)
    if found is not None:
        _look(found, texts)
        _accept(found, texts)


def _reading(name: str, content: bytes, texts: Texts) -> Read | None:
    """What was read, once for a file and what is told of it; None after a line that says why nothing was."""
    place = st.container()
    told = _told(hashlib.sha256(content).hexdigest()[:12], texts)
    upload = Upload(name, content, told)
    kept: tuple[Upload, str, Read] | None = st.session_state.get(_READ)
    if kept and kept[:2] == (upload, texts.language):
        return kept[2]
    try:
        with place, st.spinner(texts.say("add.reading")):
            found = read(upload, texts.language)
    except InputError as error:
        words = texts.say("add.no_report", name=name, error=str(error))
        place.warning(escape_markdown(words), icon=":material/error:")
        return None
    st.session_state[_READ] = (upload, texts.language, found)
    return found


def _told(digest: str, texts: Texts) -> tuple[tuple[str, str | int], ...]:
    """What the reader says of the report; what is left empty is read from its text."""
    with st.expander(texts.say("add.told"), icon=":material/edit:"):
        st.caption(texts.say("add.told_about"))
        first, second = st.columns(2, gap="small")
        words = {
            key: column.text_input(
                texts.say(f"add.key.{key}"), key=f"add-{key}-{digest}", max_chars=_LONGEST[key]
            )
            for key, column in (("id", first), ("title", second), ("place", first), ("place_en", second))
        }
        years = {
            key: column.number_input(
                texts.say(f"add.key.{key}"),
                min_value=_FIRST_YEAR,
                max_value=_LAST_YEAR,
                value=None,
                step=1,
                key=f"add-{key}-{digest}",
            )
            for key, column in (("reports_on", first), ("plans_for", second))
        }
    said = [(key, value.strip()) for key, value in words.items() if value.strip()]
    return (*said, *((key, int(value)) for key, value in years.items() if value is not None))


# ---------- what was read ----------


def _look(found: Read, texts: Texts) -> None:
    metadata, numbers = found.built.metadata, found.built.coverage.counts
    facts = sum(len(part.statements) for part in found.parts)
    _identity(metadata, texts)
    counted = {
        "parts": f"{len(found.parts)}",
        "facts": f"{facts:,}",
        "numbers": f"{numbers.total() - numbers['uncovered']} / {numbers.total()}",
        "doubts": f"{len(found.doubts):,}",
    }
    cells = "".join(
        f"<div><dt>{escape_html(texts.say(f'add.count.{key}'))}</dt><dd>{value}</dd></div>"
        for key, value in counted.items()
    )
    st.html(f'<dl class="kg-counts kg-four">{cells}</dl>')
    for words in found.built.warnings:
        st.caption(escape_markdown(words))
    read_tab, unsure = st.tabs([texts.say("add.read"), texts.say("add.unsure")])
    with read_tab:
        st.html("".join(part_html(part, found) for part in found.parts))
    with unsure:
        _doubts(found, texts)


def _identity(metadata: Metadata, texts: Texts) -> None:
    told = {
        "title": metadata.title,
        "id": metadata.id,
        "place": " · ".join(p for p in (metadata.place, metadata.place_en) if p),
        "reports_on": str(metadata.reports_on),
        "plans_for": str(metadata.plans_for),
    }
    cells = "".join(
        f"<div><dt>{escape_html(texts.say(f'add.key.{key}'))}</dt><dd>{escape_html(value)}</dd></div>"
        for key, value in told.items()
    )
    st.html(f'<dl class="kg-pairs">{cells}</dl>')


def part_html(part: Part, found: Read) -> str:
    """A section: its facts by class, each with the words that state it."""
    groups = []
    for kind, statements in by_category(part.statements).items():
        rows = "".join(_row(s.words, found.quote(s)) for s in statements)
        groups.append(f"<h3>{escape_html(kind)} <small>{len(statements)}</small></h3><ul>{rows}</ul>")
    title = escape_html(f"{part.number} {part.title}")
    head = f"<summary>{title} <small>{len(part.statements)}</small></summary>"
    return f'<details class="kg-part">{head}{"".join(groups)}</details>'


def _row(words: str, quote: str) -> str:
    """A fact, and the words that state it where they say more."""
    said = f'<span lang="zh">{escape_html(quote)}</span>' if quote != words else ""
    return f"<li><b>{escape_html(words)}</b>{said}</li>"


def _doubts(found: Read, texts: Texts) -> None:
    if not found.doubts:
        st.caption(texts.say("add.no_doubts"))
        return
    st.caption(texts.say("add.doubts_about"))
    st.html("".join(_reason(r, doubts, texts) for r, doubts in by_reason(found.doubts).items()))
    records = "".join(
        json.dumps(doubt.record, ensure_ascii=False) + "\n" for doubt in found.doubts if doubt.record
    )
    st.download_button(
        texts.say("add.records"),
        records,
        file_name=f"{found.built.metadata.id}.jsonl",
        mime="application/jsonl",
        key="add-records",
        icon=":material/download:",
        on_click="ignore",
    )


def _reason(reason: str, doubts: Sequence[Doubt], texts: Texts) -> str:
    rows = "".join(
        f"<li><b>{escape_html(texts.say('section', number=d.section))}</b>"
        f'<span lang="zh">{escape_html(d.quote)}</span></li>'
        for d in doubts[:_MOST_SHOWN]
    )
    more = len(doubts) - _MOST_SHOWN
    rest = f'<p class="kg-note">{escape_html(texts.say("add.more", count=more))}</p>' if more > 0 else ""
    words = escape_html(texts.say(f"add.reason.{reason}"))
    head = f"<summary>{words} <small>{len(doubts)}</small></summary>"
    return f'<details class="kg-part">{head}<ul>{rows}</ul>{rest}</details>'


# ---------- accepting ----------


def _accept(found: Read, texts: Texts) -> None:
    name = found.built.metadata.id
    is_old = is_known(name)
    if is_old and not st.checkbox(texts.say("add.replace", id=name), key="add-replace"):
        return
    if not st.button(texts.say("add.accept"), type="primary", key="add-accept", icon=":material/check:"):
        st.caption(texts.say("add.accept_about"))
        return
    try:
        with st.spinner(texts.say("add.accepting")):
            accept(found, shared_engine)
    except GraphError as error:
        words = texts.say("add.not_accepted", error=str(error))
        st.error(escape_markdown(words), icon=":material/error:")
        return
    st.session_state[_ADDED] = name, _question(found, texts)
    st.session_state.pop(_READ, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # an uploader without a file
    st.rerun()


def _question(found: Read, texts: Texts) -> str:
    """A question that the new report answers, or the empty string."""
    place = found.built.metadata.place
    for one in found.built.reading.observations:
        if one.about == place and one.kind in ("actual", "target") and one.value is not None:
            words = texts.say(f"followup.{one.kind}", year=one.year, label=one.indicator)
            return f"{place}{words}" if texts.language == "zh" else f"{place}: {words}"
    return ""


def _added(texts: Texts) -> None:
    added: tuple[str, str] | None = st.session_state.get(_ADDED)
    if added:
        name, question = added
        st.success(escape_markdown(texts.say("add.added", id=name)), icon=":material/check_circle:")
        ask = link(f"./{answer_address(question, (), texts.language)}", question) if question else ""
        whole = link(f"report?document={name}", texts.say("add.see_report"))
        st.html(f'<p class="kg-links">{ask}{whole}</p>')
