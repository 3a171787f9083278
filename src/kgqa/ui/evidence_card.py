"""Evidence cards: the quote marked in its paragraph, with the place in the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from kgqa.ui.contract import Evidence
from kgqa.ui.escape import escape_html
from kgqa.ui.links import link, report_address
from kgqa.ui.report import Passage, Piece, Reports, excerpt
from kgqa.ui.texts import Texts

_LONGEST_SHOWN = 320
_REACH = 90


def evidence_cards(evidence: Iterable[Evidence], reports: Reports, texts: Texts) -> None:
    """One card for each paragraph that holds a quote."""
    if cards := cards_html(evidence, reports, texts):
        st.html(cards)


def cards_html(evidence: Iterable[Evidence], reports: Reports, texts: Texts) -> str:
    """The cards of quotes as one piece; empty where there is none."""
    return "".join(card_html(p, reports, texts) for p in reports.passages(evidence, texts.language))


def card_html(passage: Passage, reports: Reports, texts: Texts) -> str:
    """A card; a long paragraph is cut to the quote's surroundings, the whole of it one click away."""
    place = escape_html(place_words(passage, texts))
    if len(reports.documents) > 1:
        place = f"{escape_html(reports.title(passage.document, texts.language))}<br>{place}"
    whole = _marked(passage.pieces())
    if len(passage.paragraph) <= _LONGEST_SHOWN:
        body = f"<p>{whole}</p>"
    else:
        more = escape_html(texts.say("whole_paragraph"))
        short = _marked(excerpt(passage, _REACH))
        body = f"<p>{short}</p><details><summary>{more}</summary><p>{whole}</p></details>"
    several = passage.document if len(reports.documents) > 1 else ""
    start, end = passage.spans[0]
    where = link(report_address(start, end, several), texts.say("in_report"))
    return (
        f'<div class="kg-evidence" lang="zh"><p class="kg-place">{place}</p>{body}'
        f'<p class="kg-links">{where}</p></div>'
    )


def place_words(passage: Passage, texts: Texts) -> str:
    """Number and title of the section, and the heading: 第1.4节 着力平台建设 · 金岱科创城."""
    parts = [texts.say("section", number=passage.section), passage.title]
    return " ".join(p for p in parts if p) + (f" · {passage.heading}" if passage.heading else "")


def _marked(pieces: Sequence[Piece]) -> str:
    return "".join(f"<mark>{escape_html(p.text)}</mark>" if p.marked else escape_html(p.text) for p in pieces)
