"""By keyboard alone: find a round, read it, go on to the next one, and filter by an actor."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.explorer_page import visit

pytestmark = pytest.mark.usefixtures("document")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until a target has the focus, where it must be seen."""
    target.wait_for()
    for _ in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("it => it === document.activeElement"):
            expect(target).to_be_in_viewport()
            return
    raise AssertionError(f"{target} is not reached by Tab.")


def test_the_keyboard_alone_finds_a_round_reads_it_goes_on_and_filters(page: Page) -> None:
    visit(page)
    tab_to(page, page.get_by_role("link", name="Skip to search and filters"))
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("astana 2")
    page.get_by_role("option", name=re.compile("^Astana 2")).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    title = page.locator("#detail-title")
    expect(title).to_have_text("Astana 2")
    expect(title).to_be_focused()
    expect(page.locator("#announcement")).not_to_be_empty()

    tab_to(page, page.get_by_role("link", name="Open full page"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/rounds/astana-2/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Astana 2")
    tab_to(page, page.get_by_role("link", name="Astana 3 →"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Astana 3")

    tab_to(page, page.get_by_role("link", name="Timeline", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#find-actor"))
    page.keyboard.type("united n")
    tab_to(page, page.locator("#actor-united-nations"))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("actor=united-nations"))
    expect(page.locator("#actor-united-nations")).to_be_focused()
    expect(page.locator("#announcement")).to_contain_text("United Nations")
