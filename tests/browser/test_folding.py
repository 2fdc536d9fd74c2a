"""Folding the lanes of the timeline."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn_marks import count_all, read_positions
from tests.browser.explorer_page import visit


def find_lane(page: Page, name: str) -> Any:
    return page.locator(".lane-names").get_by_role("button", name=name, exact=True)


@pytest.mark.usefixtures("document")
def test_lanes_fold_by_mouse_and_keyboard_and_the_address_keeps_them(page: Page) -> None:
    visit(page, "/")
    whole = page.locator("talks-timeline").evaluate("it => it.arrangement.height")
    expect(find_lane(page, "Astana")).to_have_attribute("aria-expanded", "true")
    find_lane(page, "Astana").click()
    expect(find_lane(page, "Astana")).to_have_attribute("aria-expanded", "false")
    find_lane(page, "Geneva").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?folded=astana&folded=geneva$"))
    assert page.locator("talks-timeline").evaluate("it => it.arrangement.height") < whole
    page.reload()
    visit(page, page.url)
    expect(find_lane(page, "Geneva")).to_have_attribute("aria-expanded", "false")
    assert count_all(read_positions(page)) == 35
    page.get_by_role("button", name="Expand all").click()
    expect(page).to_have_url(re.compile(r"/$"))
    assert page.locator("talks-timeline").evaluate("it => it.arrangement.height") == whole
    page.get_by_role("button", name="Collapse all").click()
    expect(find_lane(page, "Constitutional Committee")).to_have_attribute("aria-expanded", "false")


@pytest.mark.usefixtures("document")
def test_folds_stay_under_another_filter_until_the_lanes_change(page: Page) -> None:
    visit(page, "/?folded=geneva")
    find_lane(page, "Astana").click()
    page.locator("#actor-united-nations").check()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations&folded=geneva&folded=astana$"))
    expect(find_lane(page, "Geneva")).to_have_attribute("aria-expanded", "false")
    find_lane(page, "Geneva").click()
    page.locator(".entries h3 a").first.click()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations&(?=.*folded=astana)(?=.*open=)"))
    page.get_by_role("link", name=re.compile("^Close")).click()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations&folded=astana$"))
    page.get_by_label("Group by").select_option("venue")
    expect(page).to_have_url(re.compile(r"\?actor=united-nations&lanes=venue$"))
