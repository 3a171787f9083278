"""The graph and the SPARQL editor in a real browser: what a reader does with them, and nothing goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kgqa.export.exploration import begin, remaining
from kgqa.ui.frame import shared_workspace
from kgqa.ui.graph_view import walkable
from tests.ui.browsing import ANSWERS_WITHIN, Watched, watch

pytestmark = pytest.mark.browser

START = "金岱科创城"
GRAPH = walkable(shared_workspace().store)
DRAWN = begin(GRAPH.network, GRAPH.found(START), 1)
FAULTY = "SELECT ?s WHERE {\n  ?s dp:year 2023 ;\n     foo:bar ?x\n}"


class Visit:
    """One reader's tab with the graph or the editor in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self._watched: Watched | None = None

    def open(self, path: str) -> None:
        """Open a page of the app, the only one of a visit, and wait until its component is drawn."""
        self._watched = watch(self.page, f"{self.address}/{path}")
        self.page.locator(".canvas canvas, .cm-content").first.wait_for(timeout=ANSWERS_WITHIN)
        self.settle()

    @property
    def faults(self) -> list[str]:
        """Errors, and requests to other machines."""
        return self._watched.faults if self._watched else []

    def leave(self) -> None:
        """Leave the tab to the next visit."""
        if self._watched:
            self._watched.leave(self.address)

    def settle(self) -> None:
        """Wait until the script has run and the graph has told the tab where its nodes lie."""
        assert self._watched
        self.page.wait_for_timeout(500)
        self._watched.rest()
        self.page.wait_for_timeout(700)

    # ---------- graph ----------

    def kept(self) -> dict[str, Any]:
        """What the graph remembers: positions, zoom and what part is in sight."""
        found: dict[str, Any] = json.loads(self.page.evaluate("sessionStorage.getItem('kgqa.graph')"))
        return found

    def spot(self, node: str) -> tuple[float, float]:
        """Where a node is on the screen."""
        kept, box = self.kept(), self.page.locator(".canvas").bounding_box()
        assert box
        place, pan = kept["positions"][node], kept["pan"]
        return box["x"] + place["x"] * kept["zoom"] + pan["x"], box["y"] + place["y"] * kept["zoom"] + pan[
            "y"
        ]

    def in_sight(self) -> list[str]:
        """Nodes that are well within the picture, the start left out."""
        box = self.page.locator(".canvas").bounding_box()
        assert box
        spots = {node: self.spot(node) for node in list(self.kept()["positions"])[1:]}
        return [
            node
            for node, (x, y) in spots.items()
            if box["x"] + 60 < x < box["x"] + box["width"] - 60
            and box["y"] + 60 < y < box["y"] + box["height"] - 60
        ]

    @property
    def card(self) -> Locator:
        """The name on the card."""
        return self.page.locator(".kg-node h3")

    def saved(self, format: str, to: Path) -> str:
        """A file of what is seen."""
        self.page.locator("select.format").select_option(format)
        with self.page.expect_download(timeout=ANSWERS_WITHIN) as download:
            self.page.locator("button.save").click()
        download.value.save_as(to)
        return str(download.value.suggested_filename)

    # ---------- editor ----------

    @property
    def editor(self) -> Locator:
        """The text of the editor."""
        return self.page.locator(".cm-content")

    def write(self, query: str) -> None:
        """Replace what stands in the editor."""
        self.editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(query)
        self.page.keyboard.press("Escape")

    def run(self, query: str) -> None:
        """Run a query by the keyboard."""
        self.write(query)
        self.page.keyboard.press("Control+Enter")
        self.settle()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab with room for the graph."""
    context = browser.new_context(viewport={"width": 1440, "height": 1200}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def app(tab: Page, address: str) -> Iterator[Visit]:
    """The app on a desk; no error and no request off the machine is allowed."""
    visited = Visit(tab, address)
    yield visited
    visited.leave()
    assert visited.faults == []


# ---------- graph ----------


def test_a_click_opens_a_node_and_moves_nothing(app: Visit) -> None:
    """The card shows the node, neighbours come, and what was there stays: zoom, sight and every position."""
    app.open(f"graph?focus={START}")
    app.page.get_by_role("button", name="放大").click()
    app.settle()
    before = app.kept()
    node = next(n for n in app.in_sight() if remaining(GRAPH.network, DRAWN, n))
    app.page.mouse.click(*app.spot(node))
    expect(app.card).not_to_have_text(START, timeout=ANSWERS_WITHIN)
    app.settle()
    after = app.kept()
    assert {key: after[key] for key in ("zoom", "pan")} == {key: before[key] for key in ("zoom", "pan")}
    assert {n: after["positions"][n] for n in before["positions"]} == before["positions"]
    assert len(after["positions"]) > len(before["positions"])


def test_positions_outlive_a_rerun_another_page_and_a_reload(app: Visit) -> None:
    """A dragged node lies where it was put after the language changes, a visit elsewhere and a reload."""
    app.open(f"graph?focus={START}")
    node = app.in_sight()[0]
    x, y = app.spot(node)
    app.page.mouse.move(x, y)
    app.page.mouse.down()
    app.page.mouse.move(x + 90, y + 40, steps=6)
    app.page.mouse.up()
    app.settle()
    put = app.kept()
    app.page.get_by_text("English", exact=True).click()
    expect(app.page.get_by_role("heading", name="Graph", exact=True)).to_be_visible(timeout=ANSWERS_WITHIN)
    app.settle()
    assert (app.kept()["positions"], app.kept()["zoom"]) == (put["positions"], put["zoom"])
    app.page.get_by_test_id("stTopNavLink").filter(has_text="SPARQL").click()
    app.page.locator(".cm-content").wait_for(timeout=ANSWERS_WITHIN)
    app.page.get_by_test_id("stTopNavLink").filter(has_text="Graph").click()
    app.page.locator(".canvas canvas").first.wait_for(timeout=ANSWERS_WITHIN)
    app.settle()
    assert (app.kept()["positions"], app.kept()["pan"]) == (put["positions"], put["pan"])
    app.page.reload()
    app.page.locator(".canvas canvas").first.wait_for(timeout=ANSWERS_WITHIN)
    app.settle()
    assert (app.kept()["positions"][node], app.kept()["zoom"]) == (put["positions"][node], put["zoom"])


def test_the_same_start_is_laid_out_the_same(app: Visit, browser: Browser, address: str) -> None:
    """Two readers see the same picture."""
    app.open(f"graph?focus={START}&depth=2")
    context = browser.new_context(viewport={"width": 1440, "height": 1200}, locale="zh-CN")
    other = Visit(context.new_page(), address)
    other.open(f"graph?focus={START}&depth=2")
    assert other.kept()["positions"] == app.kept()["positions"]
    context.close()


def test_every_layout_places_the_nodes_apart(app: Visit) -> None:
    """A layout moves the nodes, and no two lie on each other."""
    app.open(f"graph?focus={START}")
    seen = set()
    for layout in ("rings", "tree", "circle", "grid", "force"):
        app.page.locator("select.layout").select_option(layout)
        app.settle()
        places = [(round(p["x"]), round(p["y"])) for p in app.kept()["positions"].values()]
        assert len(set(places)) == len(places), layout
        seen.add(tuple(sorted(places)))
    assert len(seen) == 5


def test_a_kind_of_node_is_hidden_and_shown(app: Visit) -> None:
    """The legend is the filter."""
    app.open(f"graph?focus={START}")
    chip = app.page.get_by_role("button", name="指标与指标值")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    app.settle()
    assert app.kept()["hiddenKinds"] == ["figure"]
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_is_enough(app: Visit) -> None:
    """Arrows move, Enter opens, signs zoom; what is reached is read out."""
    app.open(f"graph?focus={START}")
    before = app.kept()
    app.page.locator(".canvas").focus()
    app.page.keyboard.press("ArrowRight")
    reached = app.page.locator(".graph [aria-live]").inner_text()
    app.page.keyboard.press("Enter")
    app.settle()
    assert app.card.inner_text() in reached
    assert app.card.inner_text() != START
    app.page.keyboard.press("+")
    app.settle()
    assert app.kept()["zoom"] > before["zoom"]


def test_what_is_seen_is_saved_with_its_layout(app: Visit, tmp_path: Path) -> None:
    """A picture with caption, legend and source; a network file with the places of the screen."""
    app.open(f"graph?focus={START}")
    assert app.saved("svg", tmp_path / "svg") == "kgqa-graph.svg"
    words = [e.text or "" for e in ElementTree.parse(tmp_path / "svg").iter()]
    assert any(START in w for w in words)
    assert [w for w in words if w.startswith("来源：") and "2024" in w]
    assert "指标与指标值" in words
    assert app.saved("png", tmp_path / "png") == "kgqa-graph.png"
    assert (tmp_path / "png").read_bytes().startswith(b"\x89PNG")
    assert app.saved("cytoscape", tmp_path / "cyjs") == "kgqa-graph.cyjs"
    nodes = json.loads((tmp_path / "cyjs").read_text("utf-8"))["elements"]["nodes"]
    kept = app.kept()["positions"]
    assert {n["data"]["id"] for n in nodes} == set(kept)
    assert all(abs(n["position"]["x"] - kept[n["data"]["id"]]["x"]) < 0.01 for n in nodes)
    assert app.saved("gexf", tmp_path / "gexf") == "kgqa-graph.gexf"


def test_a_link_on_the_card_starts_from_there(app: Visit) -> None:
    """A neighbour's name leads to it, in the same session."""
    app.open(f"graph?focus={START}")
    app.page.locator(".kg-node summary").click()
    neighbour = app.page.locator(".kg-node li a").first
    name = neighbour.inner_text()
    neighbour.click()
    expect(app.card).to_have_text(name, timeout=ANSWERS_WITHIN)
    assert "focus=" in app.page.url


# ---------- SPARQL ----------


def test_a_term_is_completed_by_its_chinese_and_its_english_name(app: Visit) -> None:
    """What is typed is a name; what is written is the term."""
    app.open("query")
    for typed in ("地区生产总值增", "GDP g"):
        app.write("SELECT * { ?o dp:indicator ")
        app.page.keyboard.type(typed, delay=30)
        app.page.locator(".cm-tooltip-autocomplete li").first.wait_for()
        app.page.wait_for_timeout(300)
        app.page.keyboard.press("Enter")
        expect(app.editor).to_contain_text("dp:indicator ind:gdp-growth")


def test_an_error_is_marked_where_it_is(app: Visit) -> None:
    """The word is underlined, line and column are said; correcting it takes the mark away."""
    app.open("query")
    app.run(FAULTY)
    expect(app.page.get_by_test_id("stAlert")).to_contain_text("第3行第6列", timeout=ANSWERS_WITHIN)
    expect(app.page.locator(".cm-lintRange-error")).to_have_text("foo:bar")
    app.run("SELECT ?s WHERE {\n  ?s dp:year 2023 dp:kind c:target\n}")
    expect(app.page.get_by_test_id("stAlert")).to_contain_text("第2行第19列", timeout=ANSWERS_WITHIN)
    expect(app.page.locator(".cm-lintRange-error")).to_have_text("dp:kind")
    app.run(FAULTY.replace("foo:bar", "dp:kind"))
    expect(app.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(app.page.locator(".cm-lintRange-error")).to_have_count(0)


def test_a_thousand_rows_come_as_table_chart_graph_and_file(app: Visit, tmp_path: Path) -> None:
    """Each view is drawn soon, and the file holds every row."""
    app.open("query")
    query = "SELECT ?fact ?year WHERE { ?fact dp:year ?year } ORDER BY ?fact LIMIT 1000"
    app.run(query)
    expect(app.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=10_000)
    app.page.get_by_text("图表", exact=True).click()
    expect(app.page.get_by_test_id("stVegaLiteChart")).to_be_visible(timeout=10_000)
    app.page.get_by_text("图", exact=True).click()
    expect(app.page.locator(".canvas canvas").first).to_be_visible(timeout=20_000)
    expect(app.page.get_by_text("画出联系最多的150个")).to_be_visible()
    with app.page.expect_download(timeout=ANSWERS_WITHIN) as download:
        app.page.get_by_role("button", name="下载结果").click()
    download.value.save_as(tmp_path / "rows.csv")
    assert len((tmp_path / "rows.csv").read_bytes().split(b"\r\n")) == 1002


def test_a_shared_link_shows_the_query_and_its_result(app: Visit, browser: Browser, address: str) -> None:
    """The address after a run opens the same for somebody else."""
    app.open("query")
    app.run("SELECT ?v { ?o dp:indicator ind:gdp-growth ; dp:valueText ?v }")
    expect(app.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=ANSWERS_WITHIN)
    context = browser.new_context(locale="zh-CN")
    other = Visit(context.new_page(), address)
    other.open(app.page.url.removeprefix(f"{address}/"))
    expect(other.editor).to_contain_text("ind:gdp-growth")
    expect(other.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=ANSWERS_WITHIN)
    context.close()


def test_an_example_replaces_what_was_typed_and_a_draft_outlives_a_reload(app: Visit) -> None:
    """A choice is a choice; an accident is none."""
    app.open("query")
    app.page.get_by_role("combobox").first.click()
    app.page.get_by_role("option").nth(2).click()
    app.settle()
    app.page.keyboard.press("Escape")
    assert app.editor.inner_text().startswith("SELECT")
    app.write("ASK { ?mine a dp:Project }")
    app.page.wait_for_timeout(300)
    app.page.get_by_text("English", exact=True).click()
    app.settle()
    expect(app.editor).to_have_text("ASK { ?mine a dp:Project }")


@pytest.mark.parametrize("path", [f"graph?focus={START}", "query?query=SELECT * { ?s dp:year ?o } LIMIT 50"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_all_without_sideways_scrolling(
    path: str, scheme: Literal["light", "dark"], browser: Browser, address: str
) -> None:
    """At 390 pixels, in either theme, nothing is wider than the screen, and nothing goes wrong."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, locale="zh-CN", has_touch=True
    )
    phone = Visit(context.new_page(), address)
    phone.open(path)
    widest = "Math.max(...[...document.querySelectorAll('section, main')].map(e => e.scrollWidth))"
    width = phone.page.evaluate(widest)
    context.close()
    assert (width <= 390, phone.faults) == (True, [])


def test_a_finger_opens_a_node(browser: Browser, address: str) -> None:
    """A tap is as good as a click."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", has_touch=True)
    phone = Visit(context.new_page(), address)
    phone.open(f"graph?focus={START}")
    phone.page.locator(".canvas").scroll_into_view_if_needed()
    phone.page.touchscreen.tap(*phone.spot(phone.in_sight()[0]))
    expect(phone.card).not_to_have_text(START, timeout=ANSWERS_WITHIN)
    context.close()
    assert phone.faults == []
