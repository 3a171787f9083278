"""The app in a browser, for the tests of all pages."""

import gc
from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page
from streamlit.components.v2 import manifest_scanner

from tests.ui.browsing import Watched, chromium, served, watch

scan = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="module", autouse=True)
def quick_runs() -> Iterator[None]:
    """A run of a page without a browser does not look anew at every package and at all that other tests left.

    Streamlit lists what is installed before each of these runs, and collects garbage after it.
    """
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The app, served on a free port, for all tests that keep nothing in it."""
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a Chinese reader's desk, which the tests of a file use in turn: to open one is slow."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture
def app(tab: Page, address: str) -> Iterator[Watched]:
    """The app as a Chinese reader opens it on a desk; no error and no request off the machine is allowed."""
    watched = watch(tab, address)
    yield watched
    watched.leave(address)
    assert watched.faults == []
