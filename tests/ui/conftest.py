"""The app in a browser, for the tests of all pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.ui.browsing import Watched, chromium, served, watch


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The app, served on a free port."""
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with chromium() as started:
        yield started


@pytest.fixture
def app(browser: Browser, address: str) -> Iterator[Watched]:
    """The app as a Chinese reader opens it on a desk; no error and no request off the machine is allowed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    watched = watch(context.new_page(), address)
    yield watched
    context.close()
    assert watched.faults == []
