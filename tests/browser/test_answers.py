"""Answers of the server that are late, fail or never come."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.explorer_page import settle, visit, wait_until

pytestmark = pytest.mark.usefixtures("document")


def test_an_earlier_answer_never_overwrites_a_later_one(page: Page) -> None:
    visit(page)
    routes: list[Route] = []
    ended: list[Request] = []
    page.route(re.compile(r"actor=iran$"), lambda route: routes.append(route))
    for event in ("requestfinished", "requestfailed"):
        page.on(event, lambda request: ended.append(request))
    page.locator("#actor-iran").check()
    expect(page.locator("#loading")).to_be_visible()
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    page.locator("#actor-russia").check()
    expect(page.locator(".sentence")).to_contain_text("Russia")
    counts = page.locator("#counts").text_content()
    for route in routes:
        try:
            route.continue_()
        except Exception:
            assert "actor=iran" in route.request.url  # the browser has aborted it
    wait_until(page, lambda: all(route.request in ended for route in routes))
    settle(page)
    assert page.locator("#counts").text_content() == counts
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")


def test_a_failed_answer_says_so_and_can_be_tried_again(page: Page, troubles: list[str]) -> None:
    visit(page)
    page.route(re.compile(r"actor=turkey"), lambda route: route.fulfill(status=500, body="no"))
    page.locator("#actor-turkey").check()
    expect(page.get_by_role("alert")).to_contain_text("Couldn't load the results")
    expect(page.locator("#counts")).to_have_text("22 rounds · 13 statements")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#counts")).to_have_text("1 statement")
    expect(page.locator("#failure")).to_be_hidden()
    assert [t for t in troubles if "500" not in t] == []
    troubles.clear()


def test_a_lost_connection_says_so(page: Page, troubles: list[str]) -> None:
    visit(page)
    page.route(re.compile(r"actor=turkey"), lambda route: route.abort())
    page.locator("#actor-turkey").check()
    expect(page.get_by_role("alert")).to_contain_text("Couldn't load the results")
    assert [t for t in troubles if "ERR_FAILED" not in t and "sendError" not in t] == []
    troubles.clear()
