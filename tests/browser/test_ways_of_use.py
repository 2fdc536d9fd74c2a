"""The explorer by keyboard alone, on a phone and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer_page import PHONE, NewPage, find_mark, visit, wait_for_timeline

pytestmark = pytest.mark.usefixtures("document")


def test_the_keyboard_alone_walks_the_timeline_opens_a_mark_and_returns(page: Page) -> None:
    visit(page)
    timeline = page.get_by_role("application", name="Timeline")
    for _ in range(40):
        page.keyboard.press("Tab")
        if timeline.evaluate("it => it === document.activeElement"):
            break
    expect(timeline).to_be_focused()
    page.keyboard.press("ArrowRight")
    status = page.locator("#timeline-status[role=status]")
    expect(status).to_contain_text("Geneva 1. held")
    expect(status).to_contain_text("1 of 35")
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("Constitutional Committee negotiations")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page.locator("#detail-title")).to_have_text("Constitutional Committee negotiations")
    page.keyboard.press("Escape")
    expect(page.locator("#detail").get_by_role("heading")).to_have_count(0)
    expect(timeline).to_be_focused()


def test_the_keyboard_alone_filters_by_venue(page: Page) -> None:
    visit(page)
    page.get_by_role("combobox", name="Words in").focus()
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Venue")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#counts")).to_have_text("12 rounds and no statements")
    expect(page.locator("#venue-astana")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Venue")).to_be_focused()


def test_on_a_phone_the_sheets_filter_and_the_page_fits(new_page: NewPage) -> None:
    page = visit(new_page(**PHONE))
    expect(page.get_by_role("checkbox", name="Russia")).to_be_hidden()
    page.get_by_role("button", name="Actors", exact=True).tap()
    page.get_by_role("checkbox", name="Russia").check()
    page.locator("#actor-sheet").get_by_role("button", name="Show results").tap()
    expect(page.locator("#counts")).to_have_text("No rounds and 5 statements")
    page.get_by_role("button", name="Filters", exact=True).tap()
    page.locator("summary", has_text="Topic").tap()
    page.get_by_role("checkbox", name="Terrorism").check()
    expect(page.locator("#counts")).to_have_text("No rounds and 1 statement")
    page.locator("#filter-sheet").get_by_role("button", name="Show results").tap()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wait_for_timeline(page)
    assert page.locator("talks-timeline").evaluate(
        "it => it.querySelector('.chart')._fullLayout.dragmode === false"
    )


def test_on_a_phone_a_tap_opens_a_mark(new_page: NewPage) -> None:
    page = visit(new_page(**PHONE))
    page.locator(".lane-names").get_by_role("button", name="Astana", exact=True).tap()
    at = find_mark(page, "rounds/astana-7")
    page.touchscreen.tap(at["x"], at["y"])
    expect(page.locator("#detail-title")).to_have_text("Astana 7")
    expect(page.locator("#detail-title")).to_be_in_viewport()


def test_without_script_every_filter_and_page_works(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator("talks-timeline")).to_be_hidden()
    expect(page.get_by_text("The timeline is drawn by JavaScript")).to_be_visible()
    page.get_by_role("checkbox", name="Russia").check()
    page.locator("#actor-sheet").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 5 statements")
    page.locator("summary", has_text="Topic").click()
    page.get_by_role("checkbox", name="Terrorism").check()
    page.locator("#filter-sheet").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 1 statement")
    page.get_by_role("link", name="Remove Terrorism").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 5 statements")
    page.locator(".entries h3 a").first.click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_without_script_a_phone_has_filters_and_actors_in_the_page(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto("/")
    page.get_by_role("checkbox", name="Turkey").check()
    page.locator("#actor-sheet").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 1 statement")
