"""A conversation in a real browser: no click is lost, a reload keeps it, links, files and paper hold it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.ui.browsing import ANSWERS_WITHIN, Watched, watch

pytestmark = pytest.mark.browser

FIRST, SECOND = "2023年地区生产总值增长多少？", "那2024年呢？"


def answers(app: Watched) -> Locator:
    """The sentences of all answers."""
    return app.page.locator(".kg-answer")


def kept_in_tab(app: Watched, question: str, *, kept: bool = True) -> None:
    """Wait until the tab remembers a question or has forgotten it, some milliseconds after the run."""
    holds = "([words, kept]) => (sessionStorage['kgqa.conversation'] ?? '').includes(words) === kept"
    app.page.wait_for_function(holds, arg=[question, kept])


def saved(app: Watched, button: Locator, folder: Path) -> Path:
    """The file that a button saves."""
    with app.page.expect_download(timeout=ANSWERS_WITHIN) as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def hand_on(app: Watched) -> Locator:
    """The last answer's part for copying and sharing, opened."""
    part = app.page.get_by_test_id("stExpander").filter(has_text="复制、下载、打印、分享").last
    part.locator("summary").click()
    return part


def test_a_question_and_a_click_right_after_it_both_count(app: Watched) -> None:
    """The language is switched while the question is answered: the answer comes, in the new frame."""
    box = app.page.get_by_test_id("stChatInputTextArea")
    box.fill(FIRST)
    box.press("Enter")
    app.page.get_by_text("English", exact=True).click()
    expect(answers(app)).to_contain_text("6.9%", timeout=ANSWERS_WITHIN)
    expect(app.page.get_by_text("In the report").first).to_be_visible(timeout=ANSWERS_WITHIN)


@pytest.mark.parametrize("moment", ["", ".kg-question", ".kg-answer"])
def test_a_click_hits_what_it_was_aimed_at_while_the_answer_is_drawn(app: Watched, moment: str) -> None:
    """The switch stays where it was: at once, when the question stands there, when the answer does."""
    place = app.page.get_by_text("English", exact=True).bounding_box()
    assert place
    box = app.page.get_by_test_id("stChatInputTextArea")
    box.fill(FIRST)
    box.press("Enter")
    if moment:
        app.page.locator(moment).wait_for(timeout=ANSWERS_WITHIN)
    app.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(answers(app)).to_contain_text("6.9%", timeout=ANSWERS_WITHIN)
    expect(app.page.get_by_text("In the report").first).to_be_visible(timeout=ANSWERS_WITHIN)


def test_questions_sent_one_after_the_other_are_all_answered(app: Watched) -> None:
    """Nobody has to wait for the first answer to type and send the second; the order is kept."""
    box = app.page.get_by_test_id("stChatInputTextArea")
    for question in (FIRST, SECOND, "2024年规模以上工业增加值增长目标是多少？"):
        box.press_sequentially(question, delay=20)
        box.press("Enter")
    expect(answers(app)).to_have_count(3, timeout=ANSWERS_WITHIN)
    for sentence, value in zip(answers(app).all_inner_texts(), ("6.9%", "7%以上", "9.5%以上"), strict=True):
        assert value in sentence


def test_a_button_counts_from_the_moment_it_is_seen(app: Watched) -> None:
    """Three follow-ups, each clicked as soon as it stands there while the page is still being drawn."""
    app.page.locator('[class*="st-key-suggestion-0"] button').click()
    for number in range(1, 4):
        following = app.page.locator(f'[class*="st-key-next-{number}-"] button').first
        following.click(timeout=ANSWERS_WITHIN)
        expect(answers(app)).to_have_count(number + 1, timeout=ANSWERS_WITHIN)


def test_a_double_click_asks_once(app: Watched) -> None:
    """The second click finds the question waiting, or its button gone."""
    app.page.locator('[class*="st-key-suggestion-1"] button').dblclick()
    expect(answers(app).first).to_be_visible(timeout=ANSWERS_WITHIN)
    app.rest()
    expect(answers(app)).to_have_count(1)


def test_a_reload_keeps_the_conversation_and_a_cleared_one_stays_cleared(
    app: Watched, browser: Browser, address: str
) -> None:
    """The tab remembers what it asked, and nobody else does."""
    app.ask(FIRST)
    app.ask(SECOND)
    kept_in_tab(app, SECOND)
    app.page.reload()
    expect(answers(app)).to_have_count(2, timeout=ANSWERS_WITHIN)
    expect(answers(app).last).to_contain_text("7%以上")
    other = browser.new_context(locale="zh-CN")
    stranger = watch(other.new_page(), address)
    expect(stranger.page.locator(".kg-welcome")).to_be_visible()
    other.close()
    app.rest()
    app.page.get_by_role("button", name="清空对话").click()
    expect(app.page.locator(".kg-welcome")).to_be_visible()
    kept_in_tab(app, FIRST, kept=False)
    app.page.reload()
    expect(app.page.locator(".kg-source")).to_be_visible(timeout=ANSWERS_WITHIN)
    app.rest()
    app.page.wait_for_timeout(1000)
    expect(answers(app)).to_have_count(0)


def test_a_reload_before_the_answer_asks_again_in_its_place(app: Watched) -> None:
    """A question that waits is kept with those answered, and leans on them."""
    app.ask(FIRST)
    box = app.page.get_by_test_id("stChatInputTextArea")
    box.fill(SECOND)
    box.press("Enter")
    kept_in_tab(app, SECOND)
    app.page.reload()
    expect(answers(app)).to_have_count(2, timeout=ANSWERS_WITHIN)
    expect(answers(app).last).to_contain_text("7%以上")


def test_the_link_of_an_answer_opens_it_for_somebody_else(
    app: Watched, browser: Browser, address: str
) -> None:
    """With the question that it leans on, and its language."""
    app.ask(FIRST)
    app.ask(SECOND)
    link = hand_on(app).get_by_test_id("stCode").filter(has_text="/?q=").inner_text().strip()
    assert link.startswith(f"{address}/?q=")
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(link)
    expect(page.locator(".kg-answer")).to_contain_text("7%以上", timeout=ANSWERS_WITHIN)
    context.close()


def test_a_broken_link_leads_home(browser: Browser, address: str) -> None:
    """One line says so, and the page is ready to be asked."""
    context = browser.new_context(locale="zh-CN")
    app = watch(context.new_page(), f"{address}/?q=")
    expect(app.page.get_by_test_id("stAlert")).to_contain_text("链接不完整")
    expect(app.page.locator(".kg-welcome")).to_be_visible()
    app.ask(FIRST)
    context.close()
    assert app.faults == []


def test_a_conversation_is_saved_in_every_form(app: Watched, tmp_path: Path) -> None:
    """Markdown, JSON and Word hold both answers; one answer alone is saved as well."""
    app.ask(FIRST)
    app.ask(SECOND)
    tools = app.page.locator(".st-key-conversation-tools")
    markdown = saved(app, tools.get_by_role("button", name="Markdown"), tmp_path).read_text(encoding="utf-8")
    assert ("6.9%" in markdown, "7%以上" in markdown) == (True, True)
    told = json.loads(saved(app, tools.get_by_role("button", name="JSON"), tmp_path).read_bytes())
    assert [one["answer"]["status"] for one in told] == ["answered", "answered"]
    word = docx.Document(str(saved(app, tools.get_by_role("button", name="Word"), tmp_path)))
    assert {FIRST, SECOND} <= {p.text for p in word.paragraphs}
    single = docx.Document(str(saved(app, hand_on(app).get_by_role("button", name="Word 文档"), tmp_path)))
    assert single.paragraphs[0].text == SECOND


# Printing blocks a page, so that nothing can change while it lasts: what is on the paper is looked at then.
PAPER = """link => {
    const shown = (of) => [...document.querySelectorAll(of)].map((e) => e.checkVisibility());
    const gone = [".st-key-asking", ".kg-followups", ".st-key-header", ".st-key-conversation-tools"];
    let paper = null;
    window.print = () => {
        paper = [shown(".kg-answer"), shown(".kg-evidence").at(-1), gone.flatMap(shown)];
    };
    link.click();
    dispatchEvent(new Event("afterprint"));
    return [paper, shown(".kg-answer")];
}"""


def test_paper_holds_the_answer_and_nothing_that_is_clicked(app: Watched) -> None:
    """The link prints one answer with its sentences; the frame, the input and the other answer stay off."""
    app.ask(FIRST)
    app.ask(SECOND)
    link = hand_on(app).get_by_text("打印", exact=True)
    expect(link).to_be_visible()
    app.page.emulate_media(media="print")
    paper, afterwards = link.evaluate(PAPER)
    on_paper, evidence, gone = paper
    assert on_paper == [False, True] and evidence
    assert gone and not any(gone)
    assert all(afterwards)
