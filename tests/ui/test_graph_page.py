"""The page of the graph without a browser: starts, cards, what is left out, files."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kgqa.export.exploration import begin
from kgqa.graph.vocabulary import BASE
from kgqa.ui.frame import shared_texts, shared_workspace
from kgqa.ui.graph_card import sentences_of
from kgqa.ui.graph_facts import facts_of
from kgqa.ui.graph_files import network_file
from kgqa.ui.graph_view import view_data, walkable
from tests.ui.pages import opened as open_page

ZH, EN = shared_texts()["zh"], shared_texts()["en"]
STORE = shared_workspace().store
GRAPH = walkable(STORE)
PARK = GRAPH.found("金岱科创城")[0]


def opened(language: str = "zh", **parameters: str) -> AppTest:
    """The page as its address with these parameters opens it."""
    return open_page("graph_page", language, **parameters)


def card(app: AppTest) -> str:
    """The HTML of the page, which is that of the card."""
    return "\n".join(str(h.proto.body) for h in app.get("html"))


def drawn(app: AppTest) -> tuple[str, ...]:
    """The nodes of the picture."""
    nodes: tuple[str, ...] = app.session_state["graph-walk"].nodes
    return nodes


@pytest.mark.parametrize(
    "focus",
    ["金岱科创城", "科创城", "Jindai Science and Innovation City", PARK, PARK.removeprefix(BASE)],
    ids=["name", "alias", "English", "IRI", "path"],
)
def test_an_address_names_its_start_in_many_ways(focus: str) -> None:
    """A name, another name, an English one, an IRI or its path below the base."""
    assert drawn(opened(focus=focus))[0] == PARK


def test_the_depth_of_the_address_draws_more() -> None:
    """Two steps draw more than one; nonsense counts as one."""
    one, two, odd = (len(drawn(opened(focus="金岱科创城", depth=d))) for d in ("1", "2", "x"))
    assert (one < two, one) == (True, odd)


def test_without_a_start_the_page_shows_the_best_linked_thing() -> None:
    """The first visit is no empty page."""
    best = drawn(opened())[0]
    assert GRAPH.network.degree(best) == max(GRAPH.network.degree(n) for n in GRAPH.named)


def test_a_name_that_is_unknown_is_told_with_the_nearest() -> None:
    """The page still shows something, and markup in the address stays letters."""
    app = opened(focus="金袋科创城")
    assert ["金岱科创城" in w.value.replace("\\", "") for w in app.warning] == [True]
    hostile = opened(focus="<img src=x onerror=alert(1)>")
    assert "<img" not in card(hostile)
    assert drawn(hostile)


def test_searching_changes_the_address() -> None:
    """What is chosen becomes the start, and the address is the link to it."""
    app = opened()
    app.selectbox(key="graph-search").set_value(PARK).run()
    assert (drawn(app)[0], app.query_params["focus"]) == (PARK, PARK.removeprefix(BASE))


def test_a_card_shows_facts_links_and_sentences_with_their_place() -> None:
    """The name, other names, the quote marked in its sentence, and a link to its span in the report."""
    page = card(opened(focus="金岱科创城"))
    first = sentences_of(STORE, PARK)[0]
    assert "<h3>金岱科创城</h3>" in page
    assert "Jindai Science and Innovation City" in page
    assert f"span={first['start']}-{first['end']}" in page
    assert "<mark>" in page
    assert 'href="graph?focus=' in page


def test_a_card_is_in_english_too() -> None:
    """Labels of properties and classes follow the language."""
    page = card(opened("en", focus="金岱科创城"))
    assert "<h3>Jindai Science and Innovation City</h3>" in page
    assert EN.say("graph.other_names") in page


def test_a_thing_that_is_only_named_shows_the_sentences_about_it() -> None:
    """Every named thing of the report leads to a sentence."""
    things = [n for n in GRAPH.named if n.startswith(f"{BASE}id/")]
    assert [n for n in things if not sentences_of(STORE, n)] == []


def test_a_sentence_is_cut_from_the_report() -> None:
    """Quotes are those of the graph, in the order of the text."""
    found = sentences_of(STORE, PARK)
    assert [e["start"] for e in found] == sorted(e["start"] for e in found)
    assert all(len(e["quote"]) == e["end"] - e["start"] for e in found)


def test_facts_have_labels_and_no_iris() -> None:
    """Codes and units are shown by their labels, truth by a word."""
    figure = next(
        n for n, d in GRAPH.network.nodes(data=True) if d["class"] == "Observation" and d.get("condition")
    )
    for texts in (ZH, EN):
        facts = facts_of(figure, GRAPH, texts)
        assert facts
        assert [value for pair in facts for value in pair if "://" in value] == []


def test_what_is_not_drawn_is_counted_by_class() -> None:
    """The best linked thing has hundreds of neighbours; the page says how many of each are left out."""
    assert ZH.say("graph.left_class", label="指标值", count="").rstrip("个") in card(opened())


def test_going_on_and_back_changes_what_is_drawn() -> None:
    """More neighbours come by a button, and go by another; the start changes by a third."""
    app = opened(focus="金岱科创城")
    before = drawn(app)
    app.button(key="graph-more").click().run()
    more = drawn(app)
    assert (more[: len(before)], len(more) > len(before)) == (before, True)
    app.button(key="graph-fold").click().run()
    assert len(drawn(app)) < len(more)
    app.button(key="graph-centre").click().run()
    assert app.query_params["focus"] == PARK.removeprefix(BASE)


def data_of(language: str = "zh") -> dict[str, Any]:
    """What the component is handed for a start."""
    walk = begin(GRAPH.network, [PARK], 1)
    return view_data(GRAPH, walk, shared_texts()[language], view="v", title="t")


def test_the_component_is_handed_what_it_draws() -> None:
    """Edges join drawn nodes, each kind of node is in the legend, colours and shapes come in pairs."""
    data = data_of()
    ids = {n["id"] for n in data["nodes"]}
    assert all({e["source"], e["target"]} <= ids for e in data["edges"])
    assert {n["kind"] for n in data["nodes"]} == {k["kind"] for k in data["kinds"]}
    assert {(n["colour"], n["shape"]) for n in data["nodes"]} == {
        (k["colour"], k["shape"]) for k in data["kinds"]
    }
    assert data == json.loads(json.dumps(data))
    assert data == data_of()


@pytest.mark.parametrize("format", ["graphml", "gexf", "cytoscape"])
def test_a_network_file_holds_the_nodes_of_the_picture(format: str) -> None:
    """Only nodes that were seen are in it; a request that is none gives none."""
    places = [[n["id"], 1.234, 5.678] for n in data_of()["nodes"][:5]]
    file = network_file(GRAPH, {"format": format, "places": places})
    assert file
    assert [iri in file["text"] for iri, _, _ in places] == [True] * 5
    assert GRAPH.label(data_of()["nodes"][6]["id"], "zh") not in file["text"]
    for odd in (None, {}, {"format": "exe"}, "x"):
        assert network_file(GRAPH, odd) is None


@pytest.mark.parametrize(
    ("language", "name", "label"),
    [("zh", "金岱科创城", "土地收储面积 148.53亩"), ("en", "Jindai", "land taken into reserve 148.53 mu")],
)
def test_labels_of_statements_leave_out_the_start_that_they_are_about(
    language: str, name: str, label: str
) -> None:
    """The link to the start says so already; names of things stay whole, as does what a pointer is told."""
    start = begin(GRAPH.network, [PARK], 1)
    nodes = view_data(GRAPH, start, shared_texts()[language], view="", title="")["nodes"]
    labels = {node["label"]: node["full"] for node in nodes}
    assert labels[label].startswith(name)
    assert {GRAPH.label(n, language) for n in start.nodes if n in GRAPH.named} <= set(labels)
