"""The card of a node: what is said of it, its links, and the sentences of the report that say so."""

from __future__ import annotations

import os
from collections.abc import Sequence

import streamlit as st

from kgqa.export.exploration import relations
from kgqa.graph.store import Store
from kgqa.graph.vocabulary import BASE
from kgqa.ui.contract import Evidence
from kgqa.ui.escape import escape_html
from kgqa.ui.evidence_card import place_words
from kgqa.ui.graph_facts import facts_of
from kgqa.ui.graph_view import Walkable
from kgqa.ui.links import graph_address, link, report_address
from kgqa.ui.report import Passage, excerpt
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

MOST_SENTENCES = 4
MOST_LINKS = 6
_REACH = 60
_SPAN = """?span dp:quote ?quote ; dp:start ?start ; dp:end ?end ; dp:inSection/dp:number ?section ;
    oa:hasSource/dct:identifier ?document"""
_OWN = "<{node}> dp:statedIn ?span"
_OF_OTHERS = "?fact ?property <{node}> ; dp:statedIn ?span"
_SENTENCES = """SELECT DISTINCT ?span ?quote ?start ?end ?section ?document WHERE {{ {stated} . {span} }}
ORDER BY ?document ?start ?end"""


def node_card(
    node: str, graph: Walkable, workspace: Workspace, texts: Texts, notes: Sequence[str] = ()
) -> None:
    """Draw the card of a node, with notes on what of its surroundings is drawn.

    It is one element, so that while a page is drawn anew no part of the card before stays beside it.
    """
    noted = "".join(f'<p class="kg-note">{escape_html(note)}</p>' for note in notes)
    label = escape_html(graph.label(node, texts.language))
    kind = escape_html(graph.class_label(node, texts.language))
    mark = f'<i style="background: {graph.family(node).rim}"></i>'
    body = f"{_facts(node, graph, texts)}{_links(node, graph, texts)}{_address(node, texts)}"
    card = f'<div class="kg-node">{noted}<p class="kg-kind">{mark}{kind}</p><h3>{label}</h3>{body}</div>'
    st.html(card + _sentences(sentences_of(workspace.store, node), workspace, texts))


def sentences_of(store: Store, node: str) -> list[Evidence]:
    """The spans that state a node; for a thing that is only named, those of the statements about it."""
    for stated in (_OWN, _OF_OTHERS):
        rows = store.select(_SENTENCES.format(stated=stated.format(node=node), span=_SPAN))
        if rows:
            return [_evidence(row) for row in rows]
    return []


def _evidence(row: dict[str, str]) -> Evidence:
    return Evidence(
        quote=row["quote"],
        section=row["section"],
        start=int(row["start"]),
        end=int(row["end"]),
        document=row["document"],
        iri=row["span"],
    )


def _facts(node: str, graph: Walkable, texts: Texts) -> str:
    facts = facts_of(node, graph, texts)
    rows = "".join(f"<dt>{escape_html(label)}</dt><dd>{escape_html(value)}</dd>" for label, value in facts)
    return f"<dl>{rows}</dl>" if rows else ""


def _links(node: str, graph: Walkable, texts: Texts) -> str:
    say = graph.extract.terms.zh if texts.language == "zh" else graph.extract.terms.en
    groups = []
    for (link_property, direction), others in relations(graph.network, node).items():
        arrow = "→" if direction == "out" else "←"
        shown = [link(graph_address(n), graph.label(n, texts.language)) for n in others[:MOST_LINKS]]
        if len(others) > MOST_LINKS:
            shown.append(escape_html(texts.say("graph.more_links", count=len(others) - MOST_LINKS)))
        items = "".join(f"<li>{item}</li>" for item in shown)
        groups.append(f"<h4>{arrow} {escape_html(say(link_property))}</h4><ul>{items}</ul>")
    if not groups:
        return ""
    title = escape_html(texts.say("graph.links"))
    return f"<details><summary>{title}</summary>{''.join(groups)}</details>"


def _address(node: str, texts: Texts) -> str:
    """The page of the IRI, where ``kgqa serve`` answers for it; else the IRI itself."""
    if node.startswith(BASE) and os.environ.get("KGQA_LINKED_DATA"):
        path, words = escape_html(f"/{node.removeprefix(BASE)}"), escape_html(texts.say("graph.data_page"))
        return f'<p class="kg-iri"><a href="{path}" target="_blank">{words}</a></p>'
    return f'<p class="kg-iri">{escape_html(node)}</p>'


def _sentences(sentences: list[Evidence], workspace: Workspace, texts: Texts) -> str:
    """The sentences around the first quotes, each under its place, which leads to the report."""
    if not sentences:
        return ""
    passages = workspace.reports.passages(sentences[:MOST_SENTENCES], texts.language)
    cards = "".join(_sentence(passage, texts) for passage in passages)
    left = len(sentences) - MOST_SENTENCES
    more = f'<p class="kg-note">{escape_html(texts.say("graph.more_sentences", count=left))}</p>'
    head = f'<p class="kg-head">{escape_html(texts.say("evidence"))}</p>'
    return f'{head}<div class="kg-sentences">{cards}</div>{more if left > 0 else ""}'


def _sentence(passage: Passage, texts: Texts) -> str:
    start, end = passage.spans[0]
    place = link(report_address(start, end, passage.document), place_words(passage, texts))
    words = "".join(
        f"<mark>{escape_html(p.text)}</mark>" if p.marked else escape_html(p.text)
        for p in excerpt(passage, _REACH)
    )
    return f'<div class="kg-evidence"><p class="kg-place">{place}</p><p lang="zh">{words}</p></div>'
