"""The server's pages, and the app beside them, in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.server.test_serve import told_address

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OBSERVATION = "/id/guancheng-2024/observation/767dbea27b"
# The contrast of every text with the ground that it stands on (WCAG 2, 1.4.3); gives those below 4.5.
FAINT = """() => {
  const luminance = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return getComputedStyle(document.documentElement).getPropertyValue('--ground') || 'rgb(255, 255, 255)';
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
    const [one, other] = [getComputedStyle(node).color, ground(node)].map(luminance).sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) faint.push(node.outerHTML.slice(0, 80));
  }
  return faint;
}"""


@dataclass
class Watched:
    """A page, the addresses that it asked, and what it complained of."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def elsewhere(self) -> list[str]:
        """Addresses of other servers."""
        own = (urlsplit(self.address).netloc, "")
        return [url for url in self.asked if urlsplit(url).netloc not in own]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running ``kgqa serve``."""
    log = tmp_path_factory.mktemp("serve") / "log"
    with log.open("wb") as errors:
        command = [sys.executable, "-m", "kgqa", "serve", "--port", "0"]
        environment = {**os.environ, "KGQA_SERVE_WORKERS": "1"}
        process = subprocess.Popen(command, stderr=errors, env=environment)
    try:
        yield told_address(process, log)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(params=["light", "dark"])
def watched(address: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A fresh page in one of the themes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(color_scheme=request.param, locale="zh-CN")
        found = Watched(page, address)
        page.on("request", lambda asked: found.asked.append(asked.url))
        page.on("console", lambda told: found.complaints.append(told.text) if told.type == "error" else None)
        yield found
        browser.close()


def test_pages_are_legible_and_lead_on(watched: Watched) -> None:
    """From a value to its indicator and back, to the other language, to ontology and examples."""
    page = watched.page
    page.goto(watched.address + OBSERVATION)
    expect(page.locator("mark").first).to_have_text("全社会研发强度达到2.58%")
    for path in (OBSERVATION, "/indicator/rd-intensity", "/ontology", "/examples", "/id/nothing"):
        page.goto(watched.address + path)
        assert page.evaluate(FAINT) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.goto(watched.address + "/indicator/rd-intensity")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(f'a[href="{OBSERVATION}"]').first.click()
    expect(page).to_have_url(watched.address + OBSERVATION)
    assert watched.elsewhere() == []
    assert [text for text in watched.complaints if "404" not in text] == []


def test_the_app_answers_beside_them(address: str) -> None:
    """Its socket works on the same port."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(address)
        box = page.get_by_test_id("stChatInputTextArea")
        box.fill("2023年GDP增长多少？", timeout=60_000)
        box.press("Enter")
        expect(page.get_by_text("6.9%").first).to_be_visible(timeout=60_000)
        browser.close()
