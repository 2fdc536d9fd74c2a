"""The panel beside the timeline: how a mark opens in it, and how it stays and closes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer_page import find_mark, visit

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
    expect(page.get_by_role("alert")).to_contain_text("The answer did not come")
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
    expect(page.locator("#counts")).to_have_text("2 rounds and 1 statement")
    expect(page).to_have_url(re.compile(r"\?topic=constitution&open=rounds/[-\w]+$"))
    expect(page).to_have_title(re.compile("^2 rounds and 1 statement about Constitution"))
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_title("Syrian peace talks: timeline")
