"""A report is added in a real browser: given, looked at, accepted, and asked about by others too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kgqa.resources import graph_dir
from tests.ui.browsing import ANSWERS_WITHIN, CHECKOUT, Watched, served, watch

pytestmark = pytest.mark.browser

REPORT = CHECKOUT / "tests" / "data" / "linhe-2023.txt"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a graph folder of its own, which holds the shipped graph."""
    folder = tmp_path_factory.mktemp("graph")
    for file in graph_dir().glob("guancheng-2024.*"):
        shutil.copy(file, folder)
    with served(KGQA_GRAPH=str(folder)) as found:
        yield found


def give(app: Watched, name: str, content: bytes) -> None:
    """Choose a file on the page that adds a report."""
    app.page.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content}
    )


def test_what_is_no_report_gets_one_line(app: Watched) -> None:
    """And no button to accept it."""
    app.go_to("原文")
    app.page.get_by_role("link", name="添加一份报告").click()
    expect(app.page.locator(".kg-title")).to_have_text("添加报告", timeout=ANSWERS_WITHIN)
    give(app, "<b>menu</b>.txt", b"Soup of the day. " * 40)
    expect(app.page.get_by_test_id("stAlert")).to_contain_text("“<b>menu</b>.txt”不能作为计划报告读取")
    expect(app.page.get_by_role("button", name="确认，加入图谱")).to_have_count(0)


def test_a_report_is_added_and_asked_about(app: Watched, browser: Browser, address: str) -> None:
    """Its facts are looked at by section, it is accepted, and a question leads to its sentence."""
    other = browser.new_context(locale="zh-CN")
    reader = watch(other.new_page(), address)
    app.page.goto(f"{address}/add")
    app.page.locator('input[type="file"]').wait_for(state="attached", timeout=ANSWERS_WITHIN)
    app.rest()
    give(app, "linhe-2023.txt", REPORT.read_bytes())
    part = app.page.locator(".kg-part").filter(has_text="农业基础更加稳固").first
    part.locator("summary").click(timeout=ANSWERS_WITHIN)
    expect(part.get_by_text("新建高标准农田4.5万亩").first).to_be_visible()
    app.page.get_by_role("tab", name="拿不准的地方").click()
    expect(app.page.get_by_text("只由机器读出、尚未核对").first).to_be_visible()
    app.page.get_by_role("button", name="确认，加入图谱").click()
    expect(app.page.get_by_test_id("stAlert")).to_contain_text("已加入报告", timeout=2 * ANSWERS_WITHIN)
    app.page.locator(".kg-links a").first.click()
    expect(app.page.locator(".kg-answer")).to_contain_text("5.2%", timeout=ANSWERS_WITHIN)
    expect(app.page.locator("mark").first).to_contain_text("增长5.2%")
    card = reader.ask("临河县2022年地区生产总值增长多少？")
    expect(card.locator(".kg-answer")).to_contain_text("5.2%")
    other.close()
    assert reader.faults == []


def test_the_source_stays_beside_the_graph(address: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """So that the next build starts from it."""
    folder = next(Path(tmp_path_factory.getbasetemp()).glob("graph*"))
    assert (folder / "sources" / "linhe-2023.txt").read_bytes() == REPORT.read_bytes()
