"""No page has an accessibility fault that axe-core calls serious or critical, in either theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.ui.browsing import ANSWERS_WITHIN, CHECKOUT, Watched, watch

pytestmark = pytest.mark.browser

AXE = CHECKOUT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
# When the theme changes, what Python draws is drawn anew; until it is asked to.
SETTLES = 1000  # milliseconds
IS_THEME = """(scheme) => {
  const ground = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor;
  return (Number(ground.match(/\\d+/)[0]) < 128) === (scheme === "dark");
}"""


@dataclass(frozen=True)
class State:
    """A page in a state: its address, and what brings it there."""

    address: str
    prepare: Callable[[Watched], object] = lambda app: None


def asking(question: str) -> Callable[[Watched], object]:
    """A question, with everything that can be opened in its answer opened."""

    def prepare(app: Watched) -> None:
        card = app.ask(question)
        for summary in card.get_by_test_id("stExpander").locator("summary").all():
            summary.click()
            app.rest()

    return prepare


def run_query(app: Watched) -> None:
    """The example of the page of queries, with its rows."""
    app.page.get_by_role("button", name="运行").click()
    expect(app.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=ANSWERS_WITHIN)


def open_row(app: Watched) -> None:
    """The first row of the indicators opened."""
    app.page.locator(".kg-table summary").first.click()


def drawn_graph(app: Watched) -> None:
    """The graph drawn, and the card of its centre beside it."""
    expect(app.page.locator(".canvas canvas").first).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(app.page.locator(".kg-node h3")).to_be_visible(timeout=ANSWERS_WITHIN)


STATES: Mapping[str, State] = {
    "empty chat": State(""),
    "empty chat, English": State("?lang=en"),
    "an answer": State("", asking("2024年固定资产投资增速目标比2023年实际高多少？")),
    "a list": State("", asking("金岱科创城有哪些产业园？")),
    "a refusal": State("", asking("2022年GDP增速是多少？")),
    "a question back": State("", asking("固定资产投资增长多少？")),
    "indicators": State("indicators", open_row),
    "graph": State("graph?focus=indicator%2Frd-intensity", drawn_graph),
    "report": State("report?span=8917-8932"),
    "query": State("query", run_query),
    "downloads": State("downloads"),
    "about": State("about"),
    "adding a report": State("add"),
    "feedback": State("feedback"),
}


def grave_faults(app: Watched) -> list[str]:
    """What axe-core finds serious or critical: rule, element, and what it says of it."""
    app.still()
    app.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = app.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']} {node['target']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


def take_theme(app: Watched, scheme: Literal["light", "dark"]) -> None:
    """Let the machine ask for a theme; the app follows while it is open."""
    app.page.emulate_media(color_scheme=scheme)
    app.page.wait_for_function(IS_THEME, arg=scheme)
    app.page.wait_for_timeout(SETTLES)


@pytest.mark.parametrize("state", STATES)
def test_no_grave_fault(tab: Page, address: str, state: str) -> None:
    """A page in a state, by the rules of axe-core, in light and in dark."""
    app = watch(tab, f"{address}/{STATES[state].address}")
    STATES[state].prepare(app)
    faults = grave_faults(app)
    take_theme(app, "dark")
    faults += grave_faults(app)
    app.leave(address)
    assert (faults, app.faults) == ([], [])
