"""The page of the graph: search a name, walk from node to node, read the card of one, take the picture along.

``?focus=`` names the start by its IRI, by the path of an IRI of ours, or by a name; ``depth=`` the steps that
are drawn around it at first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from kgqa.export.exploration import (
    DEEPEST,
    MOST_NODES,
    ROUND,
    Exploration,
    begin,
    expand,
    fold,
    remaining,
)
from kgqa.graph.vocabulary import BASE
from kgqa.ui.components import draw, happened
from kgqa.ui.escape import escape_html, escape_markdown
from kgqa.ui.graph_card import node_card
from kgqa.ui.graph_files import network_file
from kgqa.ui.graph_view import Walkable, classes_of, searched, source_line, view_data, walkable
from kgqa.ui.texts import Texts
from kgqa.ui.workspace import Workspace

_COMPONENT = "graph-component"
_WALK, _ASKED, _SELECTED, _FILE = "graph-walk", "graph-asked", "graph-selected", "graph-file"


def show(workspace: Workspace, texts: Texts) -> None:
    """Draw the page."""
    with st.spinner(texts.say("opening")):
        graph = walkable(workspace.store)
    st.html(
        f'<h1 class="kg-title">{escape_html(texts.say("graph.title"))}</h1>'
        f'<p class="kg-note">{escape_html(texts.say("graph.intro"))}</p>'
    )
    _search(graph, texts)
    _adopt_address(graph, texts)
    with st.container(key="graph-body"):
        left, right = st.columns([2.4, 1], gap="medium")
    with left:
        _picture(graph, workspace, texts)
    with right:
        _side(graph, workspace, texts)


# ---------- the start ----------


def _search(graph: Walkable, texts: Texts) -> None:
    """A field for a name and one for the steps; both write the address, which names the start."""
    left, right = st.columns([2.4, 1], gap="medium")
    left.selectbox(
        texts.say("graph.search"),
        graph.named,
        index=None,
        format_func=lambda node: _option(node, graph, texts.language),
        placeholder=texts.say("graph.search_hint"),
        filter_mode="contains",
        key="graph-search",
        on_change=_start_at_search,
    )
    right.segmented_control(
        texts.say("graph.depth"),
        range(1, DEEPEST + 1),
        default=_depth(),
        required=True,
        key="graph-depth",
        on_change=_start_at_depth,
    )


def _option(node: str, graph: Walkable, language: str) -> str:
    """A name with its other names, so that typing any of them finds it."""
    terms, own = graph.extract.terms, graph.label(node, language)
    names = dict.fromkeys((*sorted(terms.preferred.get(node, ())), *sorted(terms.others.get(node, ()))))
    others = [n for n in names if n != own]
    return f"{own}（{'、'.join(others)}）" if others else own


def _start_at_search() -> None:
    chosen = st.session_state["graph-search"]
    if chosen:
        st.query_params["focus"] = str(chosen).removeprefix(BASE)


def _start_at_depth() -> None:
    st.query_params["depth"] = str(st.session_state["graph-depth"])


def _depth() -> int:
    given = st.query_params.get("depth", "1")
    return min(max(int(given), 1), DEEPEST) if given.isdecimal() else 1


def _adopt_address(graph: Walkable, texts: Texts) -> None:
    """Begin anew when the address names another start than the one drawn; say so when there is none."""
    asked = (st.query_params.get("focus", ""), _depth())
    if not asked[0] and st.session_state.get(_ASKED, asked)[0]:  # back from another page: go on as before
        asked = st.session_state[_ASKED]
        st.query_params.update(focus=asked[0], depth=str(asked[1]))
    centres, known = searched(graph, asked[0]) if asked[0] else (graph.start(), True)
    if not known:
        st.warning(_not_found(asked[0], graph, texts), icon=":material/search_off:")
        centres = graph.start()
    if st.session_state.get(_ASKED) != asked or _WALK not in st.session_state:
        st.session_state[_ASKED] = asked
        st.session_state[_WALK] = begin(graph.network, centres, asked[1])
        st.session_state[_SELECTED] = centres[0] if centres else None


def _not_found(words: str, graph: Walkable, texts: Texts) -> str:
    near = graph.near(words)
    said = escape_markdown(texts.say("graph.not_found", words=words))
    if not near:
        return said
    names = texts.say("graph.comma").join(near)
    return f"{said} {escape_markdown(texts.say('graph.near', names=names))}"


# ---------- the picture ----------


def _picture(graph: Walkable, workspace: Workspace, texts: Texts) -> None:
    walk: Exploration = st.session_state[_WALK]
    name = texts.say("graph.comma").join(graph.label(n, texts.language) for n in walk.centres)
    data = view_data(
        graph,
        walk,
        texts,
        view="|".join(map(str, st.session_state[_ASKED])),
        title=texts.say("graph.caption", name=name),
        source=source_line(workspace, texts),
        selected=st.session_state.get(_SELECTED),
        expandable=True,
        file=st.session_state.pop(_FILE, None),
    )
    events = {"picked": lambda: _picked(graph), "wanted": lambda: _wanted(graph)}
    if draw("graph", _COMPONENT, data, texts, events):
        st.caption(texts.say("graph.count", nodes=len(data["nodes"]), edges=len(data["edges"])))


def _picked(graph: Walkable) -> None:
    """A node was clicked: select it, and draw neighbours where that is wanted."""
    told = happened(_COMPONENT, "picked")
    if not isinstance(told, Mapping) or told.get("id") not in graph.network:
        return
    node, walk = str(told["id"]), st.session_state[_WALK]
    st.session_state[_SELECTED] = node
    if told.get("expand"):
        st.session_state[_WALK] = expand(
            graph.network, walk, node, classes_of(graph, told.get("without") or ())
        )


def _wanted(graph: Walkable) -> None:
    """A file of what is seen was asked for; it goes to the component, which saves it."""
    st.session_state[_FILE] = network_file(graph, happened(_COMPONENT, "wanted"))


# ---------- beside the picture ----------


def _side(graph: Walkable, workspace: Workspace, texts: Texts) -> None:
    selected: str = st.session_state.get(_SELECTED) or ""
    if selected not in graph.network:
        st.caption(texts.say("graph.nothing"))
        return
    with st.container(border=True, key="graph-card"):
        notes = _actions(selected, graph, texts)
        node_card(selected, graph, workspace, texts, notes)


def _actions(node: str, graph: Walkable, texts: Texts) -> list[str]:
    """Buttons that change what is drawn around a node; what is to be said of it."""
    walk: Exploration = st.session_state[_WALK]
    left = remaining(graph.network, walk, node)
    more = min(ROUND, sum(left.values()), MOST_NODES - len(walk.nodes))
    with st.container(horizontal=True, gap="small", key="graph-actions"):
        if more > 0:
            words = texts.say("graph.more_neighbours", count=more)
            st.button(words, key="graph-more", on_click=_unfold, args=(graph, node))
        st.button(texts.say("graph.fold"), key="graph-fold", on_click=_fold, args=(graph, node))
        st.button(texts.say("graph.centre"), key="graph-centre", on_click=_centre, args=(node,))
    full = [texts.say("graph.full", most=MOST_NODES)] if walk.is_full else []
    return full + ([left_out_words(node, left, graph, texts)] if left else [])


def left_out_words(node: str, left: Counter[str], graph: Walkable, texts: Texts) -> str:
    """What of a node's neighbours is not drawn, by class."""
    labels = graph.class_labels(texts.language)
    counts = texts.say("graph.comma").join(
        texts.say("graph.left_class", label=labels[name], count=count)
        for name, count in sorted(left.items(), key=lambda item: (-item[1], item[0]))
    )
    label = graph.label(node, texts.language)
    return texts.say("graph.left_out", label=label, count=sum(left.values()), counts=counts)


def _unfold(graph: Walkable, node: str) -> None:
    st.session_state[_WALK] = expand(graph.network, st.session_state[_WALK], node)


def _fold(graph: Walkable, node: str) -> None:
    st.session_state[_WALK] = fold(graph.network, st.session_state[_WALK], node)


def _centre(node: str) -> None:
    st.query_params["focus"] = node.removeprefix(BASE)
