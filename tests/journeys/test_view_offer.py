"""Another language is offered to whom it suits better: in its own words, once, and nobody is led there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import DESK, PHONE, Visitor, visiting

SHOPS = {"aurora": ("seri-batik", "ms-MY", "Bahasa Melayu"), "bazaar": ("rempah-raya", "zh-CN", "简体中文"),
         "atelier": ("timah-rotan", "zh-CN", "简体中文")}  # fmt: skip


@pytest.fixture
def stranger(browser: Browser, port: int) -> Iterator[Visitor]:
    """Somebody whose browser asks for Chinese, and who has never been here."""
    with visiting(browser, port, is_settled=False, viewport=DESK, locale="zh-CN") as visitor:
        yield visitor


def offer(page: Page) -> Locator:
    return page.locator(".view-offer__box")


def test_it_leads_to_the_same_page_and_is_not_made_there(stranger: Visitor) -> None:
    page = stranger.open("timah-rotan", "/collections/all")
    box = page.get_by_role("region", name="其他语言")
    expect(box).to_be_visible()
    assert (box.get_attribute("lang"), box.get_attribute("dir")) == ("zh-Hans", "ltr")
    assert page.url.endswith("/collections/all"), "nobody is led there"
    box.get_by_role("link", name="用简体中文浏览此页").click()
    page.wait_for_url(re.compile("/zh-hans-my/collections/all$"))
    page.wait_for_load_state("networkidle")
    expect(offer(page)).to_have_count(0)


def test_whoever_said_no_is_not_asked_again(stranger: Visitor) -> None:
    asked: list[str] = []
    stranger.page.on("request", lambda request: asked.append(request.url) if "view-offer" in request.url else None)
    page = stranger.open("timah-rotan", "/")
    expect(offer(page)).to_be_visible()
    page.reload()
    expect(offer(page)).to_be_visible()
    assert len(asked) == 1, "once a visit"
    page.keyboard.press("Tab")  # past the way to the content
    page.keyboard.press("Tab")
    expect(page.locator(".view-offer__go")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(offer(page)).to_have_count(0)
    stranger.open("timah-rotan", "/collections")
    page.wait_for_load_state("networkidle")
    expect(offer(page)).to_have_count(0)
    assert len(asked) == 1


def test_only_who_may_read_another_language_better_asks_and_each_view_is_asked_for_itself(
    stranger: Visitor, browser: Browser, port: int
) -> None:
    asked: list[str] = []
    stranger.page.on("request", lambda request: asked.append(request.url) if "view-offer" in request.url else None)
    page = stranger.open("timah-rotan", "/zh-hans-my")
    page.wait_for_load_state("networkidle")
    assert asked == [], "it is in the visitor's language"
    page = stranger.open("timah-rotan", "/")
    expect(offer(page)).to_have_attribute("lang", "zh-Hans")
    assert len(asked) == 1
    with visiting(browser, port, is_settled=False, viewport=DESK, locale="en-GB") as reader:
        reader.page.on("request", lambda request: asked.append(request.url) if "view-offer" in request.url else None)
        page = reader.open("timah-rotan", "/")
        page.wait_for_load_state("networkidle")
        assert len(asked) == 1
        page = reader.open("timah-rotan", "/zh-hans-my")
        expect(offer(page)).to_have_attribute("lang", "en")
        assert asked[1:] == [f"{page.url}/view-offer"]


@pytest.mark.parametrize("theme", SHOPS)
def test_it_stands_at_the_end_of_the_window_and_covers_no_button_to_buy(
    browser: Browser, port: int, theme: str
) -> None:
    shop, locale, name = SHOPS[theme]
    with visiting(browser, port, is_settled=False, viewport=PHONE, locale=locale) as visitor:
        page = visitor.open(shop, "/collections/all")
        expect(offer(page)).to_contain_text(name)
        box = offer(page).bounding_box()
        assert box is not None
        assert box["y"] > PHONE["height"] / 2
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert page.evaluate("() => document.querySelector('.view-offer').closest('main, header, footer')") is None
        page.locator("a[href*='/products/']").first.click()
        page.wait_for_load_state("networkidle")
        buttons = page.locator(".buybar .button, form[data-buy] button[type=submit]")
        for button in buttons.all():
            button.scroll_into_view_if_needed()
            if button.is_visible():
                button.click(trial=True)  # which fails where something lies over it
        page.emulate_media(media="print")
        expect(offer(page)).to_be_hidden()
