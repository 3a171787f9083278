"""From a refused question to its answer, in a real browser: suggested, accepted, understood; and a pack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from kgqa.packs.pack import read_pack
from tests.ui.browsing import ANSWERS_WITHIN, Watched, served, watch

pytestmark = pytest.mark.browser

UNKNOWN, GROWTH = "2023年全区挖潜地有多少亩？", "2023年地区生产总值增长多少？"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app, with a state folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGQA_STATE", str(tmp_path_factory.mktemp("state")))
        with served() as found:
            yield found


def element(app: Watched, key: str) -> Locator:
    """The element with a key."""
    return app.page.locator(f".st-key-{key}")


def press(app: Watched, key: str) -> None:
    """Press a button and wait until everything is done."""
    element(app, key).get_by_role("button").click()
    app.rest()


def teach(app: Watched, words: str, meaning: str) -> None:
    """Suggest words below the first answer."""
    press(app, "open-words-0")
    element(app, "word-0").get_by_role("textbox").fill(words)
    box = element(app, "meaning-0").get_by_role("combobox")
    box.click()
    box.fill(meaning)
    app.page.get_by_role("option", name=meaning, exact=True).first.click()
    press(app, "suggest-word-0")
    expect(app.page.get_by_test_id("stAlert")).to_contain_text("已提交")


def test_from_a_refusal_to_an_answer(app: Watched, browser: Browser, address: str) -> None:
    """A reader teaches a word, a person accepts it, another reader's question is answered."""
    card = app.ask(UNKNOWN)
    expect(card).to_contain_text("报告没有写明")
    teach(app, "挖潜地", "土地收储面积")
    app.go_to("反馈")
    expect(element(app, "suggestion-1")).to_contain_text("“挖潜地”指“土地收储面积”")
    press(app, "accept-1")
    expect(app.page.get_by_test_id("stAlert").first).to_contain_text("已采纳", timeout=ANSWERS_WITHIN)
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    other = watch(context.new_page(), address)
    expect(other.page.locator(".kg-question")).to_have_count(0)
    expect(other.ask(UNKNOWN)).to_contain_text("939亩")
    other.page.goto(f"{address}/feedback")
    other.page.locator(".kg-title").wait_for(timeout=ANSWERS_WITHIN)
    other.rest()
    other.page.get_by_role("tab", name="没能回答的问题（1）").click()
    expect(element(other, "questions-1")).to_contain_text(UNKNOWN)
    assert other.width() <= 390
    context.close()
    assert other.faults == []


def test_an_answer_is_judged_and_its_evidence_taken_away(app: Watched) -> None:
    """The file is a pack of this answer; the thumb stands on the page of feedback."""
    app.ask(GROWTH)
    with app.page.expect_download() as waiting:
        element(app, "pack-0").get_by_role("button").click()
    pack = read_pack(waiting.value.path().read_bytes())
    assert (pack.is_whole, pack.question, pack.answer["answers"][0]["value"]) == (True, GROWTH, "6.9")
    element(app, "thumb-0").get_by_role("radio").or_(
        element(app, "thumb-0").get_by_role("button")
    ).first.click()
    app.rest()
    element(app, "note-0").get_by_role("textbox").fill("<b>很清楚</b>")
    press(app, "note-send-0")
    app.go_to("反馈")
    app.page.get_by_role("tab", name="评价（1）").click()
    row = element(app, "opinions-1")
    expect(row).to_contain_text("<b>很清楚</b>")
    press(app, "opinions-delete-1")
    expect(app.page.get_by_role("tab", name="评价（0）")).to_be_visible()
