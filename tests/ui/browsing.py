"""What the tests in a browser share: the app on a port of its own, and pages that note every fault."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, TimeoutError, expect, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STARTS_WITHIN, ANSWERS_WITHIN = 60.0, 60_000
expect.set_options(timeout=ANSWERS_WITHIN)  # five seconds are few on a machine that does other things besides
# Streamlit looks for its own server below the address of the page before it looks beside it.
# Nothing is of an earlier run, fades or moves, in five pictures of the browser one after the other.
STILL = """() => {
  const ends = (animation) => animation.effect.getComputedTiming().endTime !== Infinity;
  const moves = document.getAnimations().some((each) => each.playState === "running" && ends(each));
  const still = !moves && !document.querySelector('[data-stale="true"]');
  window.stillFor = still ? (window.stillFor || 0) + 1 : 0;
  return window.stillFor >= 5;
}"""
LOOKING = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")


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


@contextmanager
def served(**settings: str) -> Iterator[str]:
    """The app on a free port, with settings of the environment besides ours; its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    environment = {**os.environ, "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", **settings}
    server = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
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
    listeners: dict[Any, Callable[[Any], None]] = field(default_factory=dict)

    def leave(self, address: str) -> None:
        """Leave the page to the next test as it was before: empty, light, and without a memory."""
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)
        self.page.goto(f"{address}/_stcore/health")
        self.page.evaluate("sessionStorage.clear(); localStorage.clear()")
        self.page.emulate_media(media="screen", color_scheme="light")
        self.page.mouse.move(0, 0)

    def rest(self) -> None:
        """Wait until the script is done: before, a click can land on an element that is about to go."""
        idle = self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
        expect(idle).to_be_visible(timeout=ANSWERS_WITHIN)

    def still(self) -> None:
        """Wait until the script is done and all is drawn: words that fade in are paler than their colour."""
        self.rest()
        self.page.wait_for_function(STILL, timeout=ANSWERS_WITHIN)

    def until(self, shows: Locator, act: Callable[[], object]) -> None:
        """Act until it shows, three times at most: a run that ends meanwhile may take the element away."""
        for _ in range(2):
            act()
            try:
                shows.first.wait_for(timeout=ANSWERS_WITHIN // 3)
            except TimeoutError:
                self.rest()
            else:
                return
        act()
        shows.first.wait_for(timeout=ANSWERS_WITHIN)

    def ask(self, question: str) -> Locator:
        """Type a question; its answer card."""
        cards = self.page.locator('[class*="st-key-answer-"]')
        before = cards.count()
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        expect(cards).to_have_count(before + 1, timeout=ANSWERS_WITHIN)
        self.rest()
        return cards.nth(before)

    def go_to(self, name: str) -> None:
        """Open a page by the navigation; its title is its name there."""
        link = self.page.get_by_test_id("stTopNavLink").filter(has_text=name)
        address = str(link.get_attribute("href"))
        link.click()
        starts = not urlsplit(address).path.strip("/")
        place = self.page.locator(".kg-welcome" if starts else ".kg-title")
        # The page before may have a title as well, so that of this one is waited for.
        expect(place).to_contain_text("" if starts else name, timeout=ANSWERS_WITHIN)
        self.rest()

    def width(self) -> int:
        """Width of the page, wider than the window when something sticks out."""
        widest = "Math.max(...[...document.querySelectorAll('section, main')].map(e => e.scrollWidth))"
        return int(self.page.evaluate(widest))


def watch(page: Page, address: str) -> Watched:
    """Open an address of the app on a page that notes errors and requests to other machines."""
    watched = Watched(page)
    host = urlsplit(address).netloc

    def request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            watched.faults.append(f"request to {url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not LOOKING.search(message.location.get("url", "")):
            watched.faults.append(message.text)

    watched.listeners = {
        "request": lambda r: request(r.url),
        "websocket": lambda w: request(w.url),
        "pageerror": lambda e: watched.faults.append(f"page error: {e}"),
        "console": said,
    }
    for event, listener in watched.listeners.items():
        page.on(event, listener)
    page.goto(address)
    page.locator(".kg-source, .kg-title").first.wait_for(timeout=ANSWERS_WITHIN)
    watched.rest()
    return watched
