"""The app in a real browser: answers are read from the page, and nothing leaves the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STARTS_WITHIN, ANSWERS_WITHIN = 60.0, 60_000


def free_port() -> int:
    """A port of the machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server is up."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the app did not start")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The app, served on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    environment = {**os.environ, "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    server = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@dataclass
class Watched:
    """A page with what went wrong on it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Locator:
        """Type a question; its answer card."""
        cards = self.page.locator('[class*="st-key-answer-"]')
        before = cards.count()
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        expect(cards).to_have_count(before + 1, timeout=ANSWERS_WITHIN)
        # While the script still runs, a click can land on an element that is about to be replaced.
        idle = self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
        expect(idle).to_be_visible(timeout=ANSWERS_WITHIN)
        return cards.nth(before)


def watch(page: Page, address: str) -> Watched:
    """Open the app on a page that notes errors and requests to other machines."""
    watched = Watched(page)
    host = urlsplit(address).netloc

    def request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            watched.faults.append(f"request to {url}")

    page.on("request", lambda r: request(r.url))
    page.on("websocket", lambda w: request(w.url))
    page.on("pageerror", lambda e: watched.faults.append(f"page error: {e}"))
    page.on("console", lambda m: watched.faults.append(m.text) if m.type == "error" else None)
    page.goto(address)
    page.locator(".kg-source").wait_for(timeout=ANSWERS_WITHIN)
    return watched


@pytest.fixture
def app(browser: Browser, address: str) -> Iterator[Watched]:
    """The app as a Chinese reader opens it on a desk; no error and no request off the machine is allowed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    watched = watch(context.new_page(), address)
    yield watched
    context.close()
    assert watched.faults == []


def test_a_value_with_its_sentence(app: Watched) -> None:
    """The value, its badge, the very words of the report and the picture of the fact are on the page."""
    card = app.ask("2023年地区生产总值增长多少？")
    expect(card.locator(".kg-answer")).to_contain_text("6.9%")
    expect(card.locator("mark").first).to_have_text("2023年地区生产总值同比增长6.9%")
    expect(card.get_by_text("初步预计", exact=True)).to_be_visible()
    picture = card.get_by_alt_text("事实图：管城回族区 → 地区生产总值增速 → 6.9%")
    expect(picture).to_be_visible()


def test_a_target_keeps_its_bound(app: Watched) -> None:
    """以上 is part of the answer."""
    card = app.ask("2024年规模以上工业增加值增长目标是多少？")
    expect(card.locator(".kg-answer")).to_contain_text("9.5%以上")


def test_a_list(app: Watched) -> None:
    """What lies in a place is named, with a sentence for it."""
    card = app.ask("金岱科创城里有哪些项目和园区？")
    expect(card.locator(".kg-answer, .kg-list").first).to_contain_text("产业园")
    expect(card.locator("mark").first).to_contain_text("产业园")


def test_a_refusal(app: Watched) -> None:
    """A year outside the report is refused with the reason, and what is near is shown."""
    card = app.ask("2022年GDP增速是多少？")
    expect(card.get_by_text("超出报告年份")).to_be_visible()
    expect(card.locator("mark").first).to_contain_text("6.9%")


def test_a_comparison_is_drawn_and_tabled(app: Watched) -> None:
    """Two comparable figures come as a chart and as a table."""
    card = app.ask("2024年固定资产投资增速目标比2023年实际高多少？")
    expect(card.locator(".kg-answer")).to_contain_text("3.9个百分点")
    expect(card.get_by_test_id("stVegaLiteChart")).to_be_visible()
    expect(card.get_by_role("cell", name="8%以上")).to_be_visible()


def test_the_conversation_stays(app: Watched) -> None:
    """Earlier answers stay on the page while one goes on, switches the language, and until it is cleared."""
    app.ask("2023年地区生产总值增长多少？")
    card = app.ask("那2024年呢？")
    expect(card.locator(".kg-answer")).to_contain_text("7%以上")
    english = app.page.get_by_role("radio", name="English")
    for _ in range(4):  # the page may still move to the answer, and a click then misses what it aims at
        app.page.get_by_text("English", exact=True).click()
        app.page.wait_for_timeout(3000)
        if english.is_checked():
            break
    expect(app.page.get_by_text("In the report").first).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(app.page.locator(".kg-answer")).to_have_count(2)
    app.page.get_by_role("button", name="Clear").click()
    expect(app.page.locator(".kg-welcome")).to_be_visible()


def test_the_latest_question_is_in_sight(app: Watched) -> None:
    """After an answer longer than the screen the page shows its beginning, not its end."""
    app.ask("2023年地区生产总值增长多少？")
    app.ask("2024年固定资产投资增速目标比2023年实际高多少？")
    expect(app.page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    app.page.wait_for_timeout(2000)
    expect(app.page.locator(".kg-answer").last).to_be_in_viewport()


def test_a_suggestion_and_a_follow_up_are_one_click(app: Watched) -> None:
    """Nothing has to be typed to get two answers."""
    app.page.locator('[class*="st-key-suggestion-0"] button').click()
    app.page.locator('[class*="st-key-next-"] button').first.click()
    expect(app.page.locator(".kg-answer")).to_have_count(2, timeout=ANSWERS_WITHIN)


def test_a_typed_tag_is_only_text(app: Watched) -> None:
    """Markup in a question does nothing."""
    app.ask("<img src=http://192.0.2.1/x onerror=alert(1)>2023年地区生产总值增长多少？")
    expect(app.page.locator(".kg-question")).to_contain_text("<img src=")


def test_a_phone_shows_all_without_sideways_scrolling(browser: Browser, address: str) -> None:
    """At 390 pixels, dark, nothing is wider than the screen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark", locale="zh-CN")
    phone = watch(context.new_page(), address)
    phone.ask("2024年固定资产投资增速目标比2023年实际高多少？")
    widest = "Math.max(...[...document.querySelectorAll('section, main')].map(e => e.scrollWidth))"
    width = phone.page.evaluate(widest)
    context.close()
    assert (width <= 390, phone.faults) == (True, [])
