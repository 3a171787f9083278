"""The app in a real browser: answers are read from the page, and nothing leaves the machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.browsing import ANSWERS_WITHIN, Watched, watch

pytestmark = pytest.mark.browser

# Where the last question stands in each picture that the browser draws in three seconds.
AT_THE_TOP = """() => {
  const top = [...document.querySelectorAll(".kg-question")].pop()?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < 200;
}"""
EVERY_TOP = """() => new Promise((done) => {
  const tops = [], start = performance.now();
  const look = (now) => {
    tops.push([...document.querySelectorAll(".kg-question")].pop().getBoundingClientRect().top);
    now - start > 3000 ? done(tops) : requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


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
    app.page.get_by_text("English", exact=True).click()
    app.page.get_by_text("In the report").first.wait_for(timeout=ANSWERS_WITHIN)
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


def test_the_page_stays_under_the_pointer_right_after_an_answer(app: Watched) -> None:
    """From the first move of the mouse on nothing slips away, although the answer is still being drawn."""
    app.ask("2023年地区生产总值增长多少？")
    cards = app.page.locator('[class*="st-key-answer-"]')
    box = app.page.get_by_test_id("stChatInputTextArea")
    box.fill("2024年固定资产投资增速目标比2023年实际高多少？")
    box.press("Enter")
    expect(cards).to_have_count(2, timeout=ANSWERS_WITHIN)
    app.page.wait_for_function(AT_THE_TOP)  # from there on the reader takes over
    app.page.mouse.move(500, 400)
    app.page.mouse.move(520, 410)
    app.page.wait_for_timeout(300)  # until a busy page has heard of the move
    tops = app.page.evaluate(EVERY_TOP)
    assert max(tops) - min(tops) <= 2
    expect(app.page.locator(".kg-question").last).to_be_in_viewport()


def test_the_question_never_slips_away_while_its_answer_is_drawn(app: Watched) -> None:
    """In every picture that the browser draws after the question stands there, it stands at the top."""
    box = app.page.get_by_test_id("stChatInputTextArea")
    box.fill("2024年固定资产投资增速目标比2023年实际高多少？")
    box.press("Enter")
    app.page.wait_for_function(AT_THE_TOP)
    tops = app.page.evaluate(EVERY_TOP)
    assert max(tops) - min(tops) <= 2


def test_a_card_opens_the_report_at_its_sentence_and_the_way_back_keeps_the_answer(app: Watched) -> None:
    """The link of the evidence stays in the session: highlighted there, and the conversation here."""
    card = app.ask("2023年地区生产总值增长多少？")
    card.get_by_role("link", name="在原文中查看").first.click()
    here = app.page.locator(".kg-here")
    expect(here.first).to_be_in_viewport(timeout=ANSWERS_WITHIN)
    assert "".join(here.all_inner_texts()) == "2023年地区生产总值同比增长6.9%"
    app.page.go_back()
    expect(app.page.locator(".kg-answer")).to_contain_text("6.9%", timeout=ANSWERS_WITHIN)


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
    width = phone.width()
    context.close()
    assert (width <= 390, phone.faults) == (True, [])
