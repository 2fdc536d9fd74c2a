"""The explorer by keyboard alone, on a phone and without script."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.explorer_page import (
    PHONE,
    NewPage,
    find_mark,
    visit,
    wait_for_timeline,
    wait_until,
)

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
    card = page.locator(".mark-card")
    expect(status).to_contain_text("Geneva 1. held")
    expect(status).to_contain_text("Geneva; 1 of 35")
    expect(card).to_contain_text("Geneva 1")
    expect(card).to_be_in_viewport()
    page.keyboard.press("Shift+ArrowRight")
    expect(status).to_contain_text("Geneva 2. held")
    page.keyboard.press("r")
    expect(status).to_contain_text("Geneva 3. held")
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("Constitutional Committee negotiations")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page.locator("#detail-title")).to_have_text("Constitutional Committee negotiations")
    expect(card).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#detail").get_by_role("heading")).to_have_count(0)
    expect(timeline).to_be_focused()
    expect(card).to_contain_text("Constitutional Committee negotiations")


def test_the_walk_begins_with_what_is_open(page: Page) -> None:
    visit(page, "/?open=rounds/astana-7")
    ring = page.locator("talks-timeline").evaluate(
        "it => it.querySelector('.chart').data.filter(({ meta }) => meta === 'open').length"
    )
    assert ring == 1
    page.get_by_role("application", name="Timeline").press("Shift+ArrowRight")
    expect(page.locator(".mark-card")).to_contain_text("Astana 8")


def test_the_keyboard_alone_filters_by_venue(page: Page) -> None:
    visit(page)
    page.get_by_role("combobox", name="Words in").focus()
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Venue")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#counts")).to_have_text("12 rounds")
    expect(page.locator("#venue-astana")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Venue")).to_be_focused()


def test_on_a_phone_the_sheets_filter_and_the_page_fits(new_page: NewPage) -> None:
    page = visit(new_page(**PHONE))
    expect(page.get_by_role("checkbox", name="Russia")).to_be_hidden()
    page.get_by_role("button", name="Actors", exact=True).tap()
    page.get_by_role("checkbox", name="Russia").check()
    page.locator("#actor-sheet").get_by_role("button", name=re.compile(r"^Show \d+ results")).tap()
    expect(page.locator("#counts")).to_have_text("3 statements")
    page.get_by_role("button", name="Filters", exact=True).tap()
    page.locator("summary", has_text="Topic").tap()
    page.get_by_role("checkbox", name="Terrorism").check()
    expect(page.locator("#counts")).to_have_text("1 statement")
    page.locator("#filter-sheet").get_by_role("button", name=re.compile(r"^Show \d+ results")).tap()
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
    expect(page.locator("#counts")).to_have_text("3 statements")
    page.locator("summary", has_text="Topic").click()
    page.get_by_role("checkbox", name="Terrorism").check()
    page.locator("#filter-sheet").get_by_role("button", name="Apply").click()
    expect(page.locator("#counts")).to_have_text("1 statement")
    page.get_by_role("link", name="Remove Terrorism").click()
    expect(page.locator("#counts")).to_have_text("3 statements")
    page.locator(".entries h3 a").first.click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_without_script_a_phone_has_filters_and_actors_in_the_page(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto("/")
    page.get_by_role("checkbox", name="Turkey").check()
    page.locator("#actor-sheet").get_by_role("button", name="Apply").click()
    expect(page.locator("#counts")).to_have_text("1 statement")


def test_zoom_and_list_are_linked(page: Page) -> None:
    visit(page, "/?view=2018-06-01/2019-06-30")
    page.get_by_role("button", name="List these dates").click()
    expect(page).to_have_url(re.compile(r"\?since=2018-06-01&until=2019-06-30$"))
    wait_for_timeline(page)
    expect(page.get_by_role("button", name="List these dates")).to_be_hidden()
    page.get_by_role("button", name="Show all dates").click()
    expect(page).to_have_url(re.compile(r"/$"))


def test_on_a_phone_an_open_sheet_hides_no_mark_and_a_tap_beside_one_follows_no_link(
    new_page: NewPage,
) -> None:
    page = visit(new_page(**PHONE), "/?folded=geneva")
    page.locator("talks-timeline").evaluate("it => scrollTo(0, it.offsetTop - 200)")
    at = find_mark(page, "rounds/astana-12")
    page.touchscreen.tap(at["x"], at["y"])
    expect(page.locator("#detail-title")).to_have_text("Astana 12")
    sheet = page.locator("#detail").bounding_box()
    assert sheet
    assert find_mark(page, "rounds/astana-12")["y"] < sheet["y"] - 9
    expect(page.locator(".mark-card")).to_be_hidden()
    page.get_by_role("link", name=re.compile("^Close")).tap()
    page.evaluate("scrollTo(0, 0)")
    link = page.get_by_role("link", name="Tracks", exact=True).bounding_box()
    assert link
    page.get_by_role("button", name="Filters", exact=True).tap()
    page.touchscreen.tap(link["x"] + 5, link["y"] + 5)
    expect(page.locator("#filter-sheet")).to_be_hidden()
    assert "/tracks/" not in page.url


def test_filters_work_before_the_chart_has_come_and_without_it(
    new_page: NewPage, troubles: list[str]
) -> None:
    page = new_page()
    routes: list[Route] = []
    page.route("**/plotly.min*.js", lambda route: routes.append(route))
    page.goto("/", wait_until="domcontentloaded")
    expect(page.get_by_text("Drawing the timeline …")).to_be_visible()
    page.locator("#actor-russia").check()
    expect(page).to_have_url(re.compile(r"\?actor=russia$"))
    routes[0].abort()
    expect(page.get_by_text("The timeline could not be drawn")).to_be_visible()
    expect(page.locator(".entries")).to_be_visible()
    page.locator(".undrawn").get_by_role("button", name="Try again").click()
    wait_until(page, lambda: len(routes) == 2)
    routes[1].continue_()
    wait_for_timeline(page)
    troubles.clear()  # the browser reports that a script did not come


def test_what_was_chosen_before_htmx_came_is_asked_when_it_starts(new_page: NewPage) -> None:
    page = new_page()
    routes: list[Route] = []
    page.route("**/htmx*.js", lambda route: routes.append(route))
    page.goto("/", wait_until="commit")
    page.locator("#actor-russia").check()
    wait_until(page, lambda: routes)
    routes[0].continue_()
    expect(page).to_have_url(re.compile(r"\?actor=russia$"))
