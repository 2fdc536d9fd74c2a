"""What a filter does to the page: counts, focus, address, list and timeline."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.explorer_page import NewPage, read_entries, read_marks, visit, wait_for_timeline

pytestmark = pytest.mark.usefixtures("document")


def test_choosing_an_actor_narrows_all_and_keeps_focus_and_scroll(page: Page) -> None:
    visit(page)
    page.set_viewport_size({"width": 1280, "height": 400})
    box = page.get_by_role("checkbox", name="Russia")
    box.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    box.check()
    expect(page.locator("#counts")).to_have_text("3 statements")
    expect(page).to_have_url(re.compile(r"/\?actor=russia$"))
    expect(page.locator("#actor-russia")).to_be_focused()
    expect(page.locator("#actor-russia")).to_be_checked()
    expect(page.locator("#announcement[role=status]")).to_have_text(
        "3 statements by or with Russia"
    )
    assert page.evaluate("scrollY") == before
    wait_for_timeline(page)
    assert read_marks(page) == read_entries(page)
    assert len(read_marks(page)) == 3


def test_choosing_a_venue_keeps_its_list_open_and_names_the_filter(page: Page) -> None:
    visit(page)
    page.locator("summary", has_text="Venue").click()
    page.get_by_role("checkbox", name=re.compile(r"^Geneva ?, 9 rounds")).check()
    expect(page.locator("#counts")).to_have_text("9 rounds · 6 statements")
    expect(page.locator(".part")).to_have_text("in Remove Geneva ×")
    expect(page.get_by_role("checkbox", name=re.compile(r"^Astana ?, 12 rounds"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", name=re.compile("^Astana"))).to_be_hidden()
    page.get_by_role("link", name="Remove Geneva").click()
    expect(page.locator("#counts")).to_have_text("22 rounds · 13 statements")
    expect(page.locator("#counts")).to_be_focused()
    expect(page.locator("#venue-geneva")).not_to_be_checked()


@pytest.mark.parametrize("width", [961, 1280])
def test_every_panel_of_a_filter_opens_within_the_window(new_page: NewPage, width: int) -> None:
    page = visit(new_page(viewport={"width": width, "height": 900}))
    for summary in page.locator("details.facet > summary").all():
        summary.click()
        box = page.locator("details.facet[open] .facet-panel").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_an_actor_is_found_by_its_name_without_asking_the_server(page: Page) -> None:
    visit(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.get_by_label("Find an actor").fill("pedersen")
    actors = page.locator("#actors .options > li:visible")
    expect(actors).to_have_count(1)
    expect(actors).to_contain_text("Geir Pedersen")
    page.get_by_label("Find an actor").press("Enter")
    page.get_by_label("Find an actor").press("Tab")
    kinds = {"document", "fetch", "xhr"}  # the site's icon comes when the browser likes
    assert [request.url for request in requests if request.resource_type in kinds] == []
    actors.get_by_role("checkbox").check()
    expect(page.locator("#counts")).to_have_text("6 statements")
    expect(actors).to_have_count(1)


def test_a_wrong_date_is_named_and_narrows_nothing(page: Page) -> None:
    visit(page)
    page.locator("summary", has_text="Dates").click()
    page.get_by_label("From").fill("2020-13")
    page.get_by_label("From").press("Enter")
    expect(page.locator("#error-since")).to_contain_text("can’t read “2020-13”")
    expect(page.locator("#counts")).to_have_text("22 rounds · 13 statements")
    expect(page.get_by_label("From")).to_have_value("2020-13")
    expect(page.get_by_label("From")).to_be_focused()


def test_who_said_it_and_to_whom_are_chosen_beside_the_actors(page: Page) -> None:
    visit(page, "/?actor=russia")
    page.get_by_role("radio", name="to them").check()
    expect(page.locator("#counts")).to_have_text("2 statements")
    expect(page).to_have_url(re.compile(r"\?actor=russia&direction=to$"))
    expect(page.get_by_role("radio", name="to them")).to_be_focused()
    page.get_by_role("radio", name="either").check()
    expect(page.locator("#counts")).to_have_text("5 statements")
    expect(page.locator(".sentence")).to_contain_text("involving")


def test_what_has_no_date_is_closed_below_a_period_and_can_be_left_out(page: Page) -> None:
    visit(page, "/?venue=geneva")
    page.locator("summary", has_text="Dates").click()
    page.get_by_label("From", exact=True).fill("1 January 2015")
    page.get_by_label("From", exact=True).press("Enter")
    expect(page).to_have_url(re.compile(r"\?venue=geneva&since=2015-01-01$"))
    undated = page.locator("#undated-entries")
    expect(undated.locator(".entry").first).to_be_hidden()
    undated.locator("summary").click()
    expect(undated.locator(".entry").first).to_be_visible()
    page.get_by_role("link", name="Leave out the undated").click()
    expect(page).to_have_url(re.compile(r"&undated=no$"))
    expect(undated).to_have_count(0)
