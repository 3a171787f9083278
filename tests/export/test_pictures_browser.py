"""Pictures in a real browser: nothing is asked for, nothing is complained of, and the page answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kgqa.export.picture import Atlas, Part, Style, export_picture
from kgqa.graph.store import Store

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PART = Part(focus="金岱科创城")


@dataclass
class Opened:
    """A page with the addresses that it asked for and what the console said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(shipped: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of the report in both formats that a browser opens."""
    made, atlas = tmp_path_factory.mktemp("pictures"), Atlas(shipped)
    for format in ("svg", "html"):
        export_picture(atlas, format, made / f"picture.{format}", PART, Style())
    return made


def opened(browser: Browser, path: Path) -> Opened:
    """A file in a new page without a network."""
    context = browser.new_context(offline=True, viewport={"width": 1600, "height": 1000})
    found = Opened(context.new_page())
    found.page.on("request", lambda request: found.asked.append(request.url))
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.goto(path.as_uri())
    found.page.evaluate("document.fonts.ready")
    return found


@pytest.mark.parametrize("name", ["picture.svg", "picture.html"])
def test_a_picture_opens_offline_without_a_request_or_a_complaint(
    name: str, browser: Browser, folder: Path
) -> None:
    """Only the file itself is asked for."""
    found = opened(browser, folder / name)
    assert (found.asked, found.said) == ([(folder / name).as_uri()], [])


@pytest.mark.parametrize("name", ["picture.svg", "picture.html"])
def test_the_embedded_font_is_the_one_that_is_drawn_with(name: str, browser: Browser, folder: Path) -> None:
    """Words are as wide as they were measured: all lie in their card."""
    found = opened(browser, folder / name)
    assert found.page.evaluate("[...document.fonts].map((font) => font.status)") == ["loaded"]
    wide = found.page.evaluate(
        "[...document.querySelectorAll('.card')].map((card) => {"
        " const own = card.querySelector('rect').getBBox();"
        " return [...card.querySelectorAll('text')].every((t) => {"
        "  const box = t.getBBox();"
        "  return box.x >= own.x && box.x + box.width <= own.x + own.width + 0.5; }); })"
    )
    assert (all(wide), len(wide) > 20) == (True, True)


def test_a_click_on_a_card_tells_its_facts_and_words(browser: Browser, folder: Path) -> None:
    """The rest fades; Escape closes it."""
    page = opened(browser, folder / "picture.html").page
    page.locator(".card", has_text="土地收储面积").first.click()
    facts = page.locator("#facts")
    expect(facts).to_contain_text("指标值")
    expect(facts.locator("blockquote")).to_contain_text("亩")
    expect(facts.locator("li").first).to_contain_text("→")
    assert page.locator(".card.faded").count() > 10
    page.keyboard.press("Escape")
    expect(facts).to_be_hidden()
    assert page.locator(".card.faded").count() == 0


def test_an_english_page_tells_codes_and_sections_in_english(
    browser: Browser, shipped: Store, tmp_path: Path
) -> None:
    """The words of the report alone stay as they are."""
    export_picture(shipped, "html", tmp_path / "file.html", PART, Style("en"))
    page = opened(browser, tmp_path / "file.html").page
    page.locator(".card", has_text="land taken into").first.click()
    facts = page.locator("#facts")
    told = dict(
        zip(facts.locator("dt").all_inner_texts(), facts.locator("dd").all_inner_texts(), strict=True)
    )
    assert (told["kind"] in ("actual", "target"), told["unit"][:2]) == (True, "mu")
    assert re.search("[a-z]", facts.locator("p.muted").nth(1).inner_text())


def test_cards_are_reached_and_opened_by_keyboard(browser: Browser, folder: Path) -> None:
    """Each is a button."""
    page = opened(browser, folder / "picture.html").page
    page.locator(".card").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#facts h2")).to_have_text("金岱科创城")


def test_find_shows_the_cards_that_hold_the_words(browser: Browser, folder: Path) -> None:
    """And says how many there are, or that there is none."""
    page = opened(browser, folder / "picture.html").page
    page.fill("#find", "土地")
    shown = page.locator(".card:not(.faded)").count()
    expect(page.locator("#found")).to_have_text(str(shown))
    assert 0 < shown < 10
    page.fill("#find", "没有这样的东西")
    expect(page.locator("#found")).to_have_text("没有找到")


def test_a_click_in_the_legend_hides_a_family_and_reset_brings_it_back(
    browser: Browser, folder: Path
) -> None:
    """With the links of its cards."""
    page = opened(browser, folder / "picture.html").page
    page.locator('.key[data-family="figure"]').click()
    assert page.locator('.card[data-family="figure"]:visible').count() == 0
    assert page.locator('.card[data-family="place"]:visible').count() > 0
    page.click("#reset")
    assert page.locator('.card[data-family="figure"]:visible').count() > 0


def test_wheel_and_drag_move_the_picture_and_a_drag_is_no_click(browser: Browser, folder: Path) -> None:
    """The title stays where it is."""
    page = opened(browser, folder / "picture.html").page
    title = page.locator("main svg > text").first
    before = (title.bounding_box(), page.locator("#body").get_attribute("transform"))
    page.mouse.move(700, 500)
    page.mouse.wheel(0, -300)
    page.mouse.down()
    page.mouse.move(800, 560, steps=4)
    page.mouse.up()
    after = page.locator("#body").get_attribute("transform")
    assert (title.bounding_box(), after != before[1]) == (before[0], True)
    expect(page.locator("#facts")).to_be_hidden()


def test_keys_and_buttons_zoom_and_move_the_picture(browser: Browser, folder: Path) -> None:
    """Not while words are typed; Reset brings all back."""
    page = opened(browser, folder / "picture.html").page
    body = page.locator("#body")
    page.keyboard.press("+")
    page.click("#nearer")
    page.click("#farther")
    page.keyboard.press("ArrowLeft")
    expect(body).to_have_attribute("transform", re.compile(r"translate\(.+\) scale\(1\.25\)"))
    page.fill("#find", "")
    page.press("#find", "-")
    expect(body).to_have_attribute("transform", re.compile(r"scale\(1\.25\)"))
    page.click("#reset")
    expect(body).to_have_attribute("transform", "translate(0 0) scale(1)")


def test_a_card_that_is_reached_by_keyboard_comes_into_sight(browser: Browser, folder: Path) -> None:
    """Also when the picture was enlarged so that it lay outside."""
    page = opened(browser, folder / "picture.html").page
    for _ in range(8):
        page.click("#nearer")
    card = page.locator(".card").last
    card.focus()
    expect(card).to_be_in_viewport(ratio=0.5)


def test_two_fingers_zoom_the_picture(browser: Browser, folder: Path) -> None:
    """What lies between them stays there; the end of it is no click."""
    page = opened(browser, folder / "picture.html").page
    page.evaluate(
        "() => { const svg = document.querySelector('main svg');"
        " const send = (type, id, x) => (type === 'pointerdown' ? svg : window).dispatchEvent("
        "  new PointerEvent(type, { pointerId: id, clientX: x, clientY: 500, bubbles: true }));"
        " send('pointerdown', 1, 700); send('pointerdown', 2, 900);"
        " send('pointermove', 1, 600); send('pointermove', 2, 1000);"
        " send('pointerup', 1, 600); send('pointerup', 2, 1000); }"
    )
    transform = page.locator("#body").get_attribute("transform") or ""
    x, _, scale = (float(n) for n in re.findall(r"-?[\d.]+", transform))
    between = page.evaluate(
        "new DOMPoint(800, 500).matrixTransform("
        "document.querySelector('main svg').getScreenCTM().inverse()).x"
    )
    assert scale == pytest.approx(2.0)
    assert x == pytest.approx(between - between * 2)
    expect(page.locator("#facts")).to_be_hidden()


def test_the_page_fits_a_phone(browser: Browser, folder: Path) -> None:
    """Nothing scrolls sideways."""
    page = opened(browser, folder / "picture.html").page
    page.set_viewport_size({"width": 360, "height": 720})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
