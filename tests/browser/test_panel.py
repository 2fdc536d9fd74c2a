"""The panel beside the timeline: how a mark opens in it, and how it stays and closes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer_page import PHONE, NewPage, find_mark, visit
from tests.factories import make_round

pytestmark = pytest.mark.usefixtures("document")


def test_a_click_on_a_mark_opens_it_and_the_address_follows(page: Page) -> None:
    visit(page)
    at = find_mark(page, "rounds/geneva-9")
    page.mouse.click(at["x"], at["y"])
    detail = page.locator("#detail")
    expect(detail.get_by_role("heading", name="Geneva 9")).to_be_visible()
    expect(detail).to_contain_text("As soon as it is safe")
    expect(page).to_have_url(re.compile(r"\?open=rounds/geneva-9$"))
    page.go_back()
    expect(detail.get_by_role("heading")).to_have_count(0)
    page.go_forward()
    expect(detail.get_by_role("heading", name="Geneva 9")).to_be_visible()


def test_the_detail_stays_open_under_another_filter(page: Page) -> None:
    visit(page, "/?open=rounds/geneva-9")
    page.locator("#actor-united-nations").check()
    expect(page).to_have_url(re.compile(r"actor=united-nations&open=rounds/geneva-9$"))
    expect(page.locator("#detail")).to_contain_text("Geneva 9")
    page.get_by_role("link", name="Close Geneva 9").click()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations$"))
    expect(page.locator("#detail").get_by_role("heading")).to_have_count(0)


def test_a_mark_that_failed_to_open_can_be_clicked_again(page: Page, troubles: list[str]) -> None:
    visit(page)
    page.route(re.compile(r"open=rounds"), lambda route: route.fulfill(status=500, body="no"))
    at = find_mark(page, "rounds/geneva-9")
    page.mouse.click(at["x"], at["y"])
    expect(page.get_by_role("alert")).to_contain_text("Couldn't load the results")
    page.unroute_all()
    at = find_mark(page, "rounds/geneva-9")
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("#detail-title")).to_have_text("Geneva 9")
    assert [t for t in troubles if "500" not in t] == []
    troubles.clear()


def test_opening_a_thing_keeps_the_zoom_and_another_filter_resets_it(page: Page) -> None:
    visit(page, "/?view=2019-01-01/2019-12-31")
    page.locator(".entries h3 a").first.click()
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?open=rounds/[-\w]+&view=2019-01-01/2019-12-31$"))
    page.locator("summary", has_text="Topic").click()
    page.locator("#topic-constitution").check()
    expect(page.locator("#counts")).to_have_text("2 rounds · 1 statement")
    expect(page).to_have_url(re.compile(r"\?topic=constitution&open=rounds/[-\w]+$"))
    expect(page).to_have_title(re.compile("^2 rounds, 1 statement about Constitution"))
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_title("Syrian peace talks, 2019")


@pytest.mark.parametrize("way", ["mouse", "keyboard", "finger"])
def test_what_is_opened_far_down_the_list_is_in_view_and_marked_there(
    new_page: NewPage, way: str
) -> None:
    wide = {"viewport": {"width": 1280, "height": 600}}
    page = visit(new_page(**(PHONE if way == "finger" else wide)))
    link = page.locator(".entries h3 a").nth(20)
    link.scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    if way == "keyboard":
        link.press("Enter")
    else:
        link.tap() if way == "finger" else link.click()
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page.locator("#detail-title")).to_be_in_viewport(ratio=1)
    expect(page.locator(".entry [aria-current]")).to_have_count(1)
    expect(link).to_have_attribute("aria-current", "true")
    assert page.evaluate("scrollY") == scrolled
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator(".entry [aria-current]")).to_have_count(0)
    assert page.evaluate("scrollY") == scrolled > 600


def test_the_next_page_of_the_list_begins_at_its_top(page: Page) -> None:
    for ordinal in range(100, 120):
        make_round(ordinal=ordinal)
    visit(page, "/?order=newest")
    page.get_by_role("link", name="Next").click()
    title = page.locator("#list-title")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport(ratio=1)
    expect(page.locator(".entries").first).to_have_attribute("start", "51")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 100
