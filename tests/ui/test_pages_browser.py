"""Every page in a real browser: one journey each, without an error and without a request off the machine."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.ui.browsing import ANSWERS_WITHIN, Watched, watch

pytestmark = pytest.mark.browser

PAGES = {
    "": "问答",
    "indicators": "指标",
    "graph": "图谱",
    "report": "原文",
    "query": "SPARQL",
    "downloads": "下载",
    "about": "关于",
}


def saved(app: Watched, button: Locator, folder: Path) -> Path:
    """The file that a button saves."""
    with app.page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_every_page_has_an_address_and_a_title(app: Watched, address: str) -> None:
    """The navigation leads to each of them, and the address is that of the page."""
    for path, name in PAGES.items():
        app.go_to(name)
        expect(app.page).to_have_url(re.compile(rf"^{re.escape(address)}/{path}(\?.*)?$"))
        expect(app.page).to_have_title(re.compile(rf"^{name} "))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bar_of_a_tablet_holds_every_page(browser: Browser, address: str, language: str) -> None:
    """In both languages, beside the language switch; no page is hidden in a menu."""
    tablet = browser.new_page(viewport={"width": 768, "height": 1024})
    app = watch(tablet, f"{address}/about?lang={language}")
    links = tablet.get_by_test_id("stTopNavLink")
    expect(links).to_have_count(8)
    expect(tablet.locator(".rc-overflow-item-rest:visible")).to_have_count(0)
    ends = [box["x"] + box["width"] for link in links.all() if (box := link.bounding_box())]
    switch = tablet.locator(".st-key-header button").first.bounding_box()
    assert len(ends) == 8 and switch and max(ends) <= switch["x"]
    tablet.close()
    assert app.faults == []


def test_indicators_from_the_filter_to_the_sentence_and_the_file(app: Watched, tmp_path: Path) -> None:
    """Search, open a row, read its sentence, save the rows, look at the chart, go to the report."""
    app.go_to("指标")
    rows = app.page.locator(".kg-table details")
    rows.first.wait_for(timeout=ANSWERS_WITHIN)
    assert rows.count() > 200
    app.page.get_by_label("查找").fill("技术合同")
    app.page.get_by_label("查找").press("Enter")
    expect(rows).to_have_count(2)  # the second one's sentence has the words
    app.rest()
    summary = rows.first.locator("summary")
    expect(summary).to_contain_text("25亿元")
    expect(summary).to_contain_text("超过26亿元")
    expect(summary).to_contain_text("> +1亿元")
    summary.press("Enter")
    expect(rows.first.locator("mark").last).to_have_text("力争技术合同成交额突破26亿元")
    file = saved(app, app.page.get_by_role("button", name="下载 CSV"), tmp_path)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        values = [(row["actual_value"], row["target_value"]) for row in csv.DictReader(lines)]
    assert values == [("25", "26"), ("4.61", "")]
    rows.first.get_by_role("link", name="在原文中查看").last.click()
    expect(app.page.locator(".kg-here").first).to_be_in_viewport(timeout=ANSWERS_WITHIN)


def test_indicators_are_drawn_and_grouped(app: Watched) -> None:
    """Both charts are there, and a claim parts the pairs into what is certain, possible and not so."""
    app.go_to("指标")
    app.page.get_by_role("radiogroup", name="按比较结果分组").get_by_text("目标高于上年").click()
    for outcome in ("肯定", "可能", "否"):
        expect(app.page.locator(".kg-group").get_by_text(f"目标高于上年：{outcome}")).to_be_visible()
    app.rest()
    app.page.get_by_role("tab", name="图").click()
    expect(app.page.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    expect(app.page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first).to_be_visible()


def test_the_report_from_a_place_to_its_facts(browser: Browser, address: str) -> None:
    """A deep link scrolls to its words; a click on marked words lists their facts, a fact leads on."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    app = watch(context.new_page(), f"{address}/report?span=8917-8932")
    here = app.page.locator(".kg-here")
    expect(here.first).to_be_in_viewport(timeout=ANSWERS_WITHIN)
    assert "".join(here.all_inner_texts()) == "坚持“1+6+6+N”发展思路"
    words = app.page.locator(".kg-f-value", has_text="六大文旅片区").first
    words.scroll_into_view_if_needed()
    words.click()
    block = app.page.locator(".kg-block").filter(has=words)
    lit = block.locator("li.kg-lit")
    expect(lit.first).to_be_visible()
    lit.first.get_by_role("link").click()
    expect(app.page).to_have_url(re.compile(r"/graph\?focus="))
    expect(app.page.locator(".kg-title")).to_have_text("图谱", timeout=ANSWERS_WITHIN)
    app.page.go_back()
    expect(here.first).to_be_attached(timeout=ANSWERS_WITHIN)
    context.close()
    assert app.faults == []


def test_the_outline_leads_to_a_section(app: Watched) -> None:
    """A title of the contents brings its section to the top."""
    app.go_to("原文")
    app.page.locator(".kg-outline").get_by_role("link", name=re.compile("^3.7 ")).click()
    expect(app.page.locator("#section-3-7")).to_be_in_viewport()


def test_a_download_is_built_and_saved(app: Watched, tmp_path: Path) -> None:
    """The button builds, the next one saves; the file is the observations with their mark."""
    app.go_to("下载")
    form = app.page.locator(".st-key-format-observations")
    form.get_by_role("button", name="生成").click()
    save = form.get_by_role("button", name=re.compile(r"下载（\d+ kB）"))
    expect(save).to_be_visible(timeout=ANSWERS_WITHIN)
    app.rest()
    file = saved(app, save, tmp_path)
    assert file.name == "observations.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfiri,indicator,about,")


def test_a_query_is_run(app: Watched) -> None:
    """The example of the page gives rows."""
    app.go_to("SPARQL")
    app.page.get_by_role("button", name="运行").click()
    expect(app.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=ANSWERS_WITHIN)


def test_a_thing_is_found_and_leads_to_the_report(app: Watched) -> None:
    """A search, the thing, its facts, and one of them in the report."""
    app.go_to("图谱")
    box = app.page.locator(".st-key-graph-search").get_by_role("combobox")
    app.until(app.page.get_by_role("option"), lambda: box.fill("金岱智慧产业园"))
    box.press("Enter")
    expect(app.page.locator(".kg-node h3")).to_have_text("金岱智慧产业园", timeout=ANSWERS_WITHIN)
    app.rest()
    app.page.locator(".kg-sentences a").first.click()
    expect(app.page.locator(".kg-here").first).to_be_in_viewport(timeout=ANSWERS_WITHIN)


def test_a_part_of_a_name_is_enough(app: Watched) -> None:
    """Of the names that hold what is typed, Enter takes the shortest."""
    app.go_to("图谱")
    box = app.page.locator(".st-key-graph-search").get_by_role("combobox")
    app.until(app.page.get_by_role("option"), lambda: box.fill("金岱科创"))
    box.press("Enter")
    expect(app.page.locator(".kg-node h3")).to_have_text("金岱科创城", timeout=ANSWERS_WITHIN)


def test_charts_of_english_names_have_room_on_a_phone(browser: Browser, address: str) -> None:
    """What was reached is drawn over most of the width, and nothing sticks out."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    phone = watch(context.new_page(), f"{address}/indicators?lang=en")
    phone.page.get_by_role("tab", name="Charts").click()
    dots = phone.page.locator(".stVegaLiteChart").first.locator(".mark-symbol path")
    dots.first.wait_for(timeout=ANSWERS_WITHIN)
    places = [box["x"] for dot in dots.all() if (box := dot.bounding_box())]
    room, width = max(places) - min(places), phone.width()
    context.close()
    assert (room > 150, width <= 390, phone.faults) == (True, True, [])


def test_the_language_stays_from_page_to_page(app: Watched) -> None:
    """Switched on one page, it holds on the next, navigation included."""
    app.go_to("关于")
    app.page.get_by_text("English", exact=True).click()
    expect(app.page.locator(".kg-title")).to_have_text("About", timeout=ANSWERS_WITHIN)
    app.go_to("Indicators")
    expect(app.page.locator(".kg-title")).to_have_text("Indicators")


def test_no_page_is_wider_than_a_phone(browser: Browser, address: str) -> None:
    """At 390 pixels, in both languages, nothing has to be scrolled sideways; themes only change colours."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for language in ("zh", "en"):
        for path in PAGES:
            phone = watch(page, f"{address}/{path}?lang={language}")
            width = phone.width()
            faults += [f"{path or 'start'}, {language}: {width} pixels"] if width > 390 else []
            phone.leave(address)
            faults += phone.faults
    context.close()
    assert faults == []
