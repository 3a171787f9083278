"""Takes the pictures of the app's pages in docs/images, from an app that runs, as a reader sees them.

.venv/bin/kgqa serve --port 8600 &
.venv/bin/python docs/page_pictures.py http://localhost:8600
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WAITS = 60_000
REPORT = Path(__file__).resolve().parent.parent / "tests" / "data" / "linhe-2023.txt"


@dataclass(frozen=True)
class Picture:
    """A page with what is done on it first; ``height`` is that of the window, 1280 wide."""

    address: str
    height: int
    act: Callable[[Page], None]


def ask(page: Page) -> None:
    """A question whose answer has a chart."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("2024年固定资产投资增速目标比2023年实际高多少？")
    box.press("Enter")
    page.get_by_test_id("stVegaLiteChart").wait_for(timeout=WAITS)


def open_row(page: Page) -> None:
    """A row with both sentences."""
    page.get_by_text("两年都有", exact=True).first.click()
    rest(page)
    page.locator(".kg-table summary").nth(1).click()


def nothing(page: Page) -> None:
    """The page as its address opens it."""


def upload(page: Page) -> None:
    """A report that was read but not accepted, with a section unfolded."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(REPORT)
    page.locator(".kg-part").nth(1).wait_for(timeout=WAITS)
    rest(page)
    page.locator(".kg-part summary").nth(1).click()


PICTURES: Mapping[str, Picture] = {
    "chat": Picture("/", 1060, ask),
    "indicators": Picture("/indicators", 1120, open_row),
    "graph": Picture("/graph?focus=金岱科创城", 1060, nothing),
    "report": Picture("/report?span=1406-1420", 860, nothing),
    "add": Picture("/add", 1060, upload),
}


def rest(page: Page) -> None:
    """Wait until the page is drawn."""
    idle = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(idle).to_be_visible(timeout=WAITS)
    page.wait_for_timeout(1500)  # layouts and charts come to rest


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description="The pictures of the app's pages.")
    parser.add_argument("address", help="where the app runs, such as http://localhost:8600")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "images")
    args = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, picture in PICTURES.items():
            size = {"width": 1280, "height": picture.height}
            page = browser.new_page(viewport=size, locale="zh-CN", color_scheme="light")
            page.goto(args.address.rstrip("/") + picture.address)
            page.locator(".kg-source, .kg-title").first.wait_for(timeout=WAITS)
            rest(page)
            picture.act(page)
            page.mouse.move(1, 500)
            rest(page)
            page.screenshot(path=args.output / f"{name}.png")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
