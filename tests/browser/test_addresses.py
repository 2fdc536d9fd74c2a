"""Back, forward, reload and pasted addresses show the same page again."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.explorer_page import (
    NewPage,
    read_entries,
    read_marks,
    visit,
    wait_for_timeline,
    wait_until,
)

pytestmark = pytest.mark.usefixtures("document")


def test_back_forward_reload_and_a_pasted_address_show_the_same(
    page: Page, new_page: NewPage
) -> None:
    visit(page)
    page.locator("summary", has_text="Venue").click()
    page.locator("#venue-geneva").check()
    expect(page.locator("#counts")).to_have_text("9 rounds · 6 statements")
    page.locator("#actor-united-nations").check()
    expect(page.locator("#counts")).to_have_text("1 round · 6 statements")
    page.go_back()
    expect(page.locator("#counts")).to_have_text("9 rounds · 6 statements")
    expect(page.locator("#venue-geneva")).to_be_checked()
    expect(page.locator("#actor-united-nations")).not_to_be_checked()
    wait_for_timeline(page)
    assert len(read_marks(page)) == 15
    page.go_back()
    expect(page.locator("#counts")).to_have_text("22 rounds · 13 statements")
    expect(page.locator("#venue-geneva")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#counts")).to_have_text("9 rounds · 6 statements")
    expect(page.locator("#venue-geneva")).to_be_checked()
    page.reload()
    wait_for_timeline(page)
    other = visit(new_page(), page.url)
    assert read_marks(page) == read_marks(other) == read_entries(other)


def test_going_forward_while_the_page_before_still_loads_shows_the_later_page(page: Page) -> None:
    visit(page)
    page.locator("#actor-united-nations").check()
    expect(page.locator("#counts")).to_have_text("1 round · 6 statements")
    routes: list[Route] = []

    def hold_the_first(route: Route) -> None:
        routes.append(route)
        if len(routes) > 1:
            route.continue_()

    page.route(re.compile("/js/explorer"), hold_the_first)
    page.evaluate("history.back()")
    wait_until(page, lambda: routes)
    page.evaluate("history.forward()")
    routes[0].continue_()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations$"))
    expect(page.locator("#counts")).to_have_text("1 round · 6 statements")
