"""What part of the timeline is in view, and how the marks and lanes lie in it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer_page import (
    NewPage,
    find_mark,
    read_marks,
    settle,
    visit,
    wait_for_timeline,
)

pytestmark = pytest.mark.usefixtures("document")


def test_pointing_at_a_mark_shows_its_name_and_details(page: Page) -> None:
    visit(page)
    at = find_mark(page, "rounds/geneva-9")
    page.mouse.move(at["x"], at["y"])
    hover = page.locator(".mark-card")
    expect(hover).to_contain_text("Geneva 9")
    expect(hover).to_contain_text("planned, date not given, Geneva")


@pytest.mark.parametrize("width", [375, 768, 1280, 1920])
def test_no_mark_hides_another_round(new_page: NewPage, width: int) -> None:
    page = visit(new_page(viewport={"width": width, "height": 900}), "/?folded=none")
    rounds = [path for path in read_marks(page) if path.startswith("rounds/")]
    spots = [find_mark(page, path) for path in rounds]
    gaps = [
        max(abs(a["x"] - b["x"]), abs(a["y"] - b["y"]))
        for at, a in enumerate(spots)
        for b in spots[at + 1 :]
    ]
    assert min(gaps) >= 17
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_zoom_goes_into_the_address_and_comes_back_from_it(page: Page) -> None:
    visit(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile(r"view=2018-\d\d-\d\d/2020-\d\d-\d\d$"))
    view = page.locator("talks-timeline").evaluate("it => it.view.range")
    page.reload()
    wait_for_timeline(page)
    assert page.locator("talks-timeline").evaluate("it => it.view.range") == view
    page.get_by_role("button", name="Later").click()
    page.wait_for_function(
        "range => document.querySelector('talks-timeline').view.range[0] > range", arg=view[0]
    )
    page.get_by_role("button", name="Reset").click()
    expect(page).to_have_url(re.compile(r"/$"))


def test_panning_and_zooming_stay_within_the_whole(page: Page) -> None:
    visit(page, "/?view=2019-01-01/2019-12-31")
    home = page.locator("talks-timeline").evaluate("it => it.view.home")
    for _ in range(8):
        page.get_by_role("button", name="Earlier").click()
    assert page.locator("talks-timeline").evaluate("it => it.view.range[0]") == home[0]
    for _ in range(4):
        page.get_by_role("button", name="Zoom out").click()
    expect(page).to_have_url(re.compile(r"/$"))
    assert page.locator("talks-timeline").evaluate("it => it.view.range") == home


def test_the_overview_strip_chooses_what_is_in_view(page: Page) -> None:
    visit(page)
    box = page.locator(".overview").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 10)
    page.mouse.up()
    first, last = page.locator("talks-timeline").evaluate("it => it.view.range")
    assert first.startswith("2019-0")
    assert last.startswith("2020-0")


def test_lanes_change_by_venue_and_by_actor(page: Page) -> None:
    visit(page)
    page.get_by_label("Group by", exact=True).focus()
    page.get_by_label("Group by", exact=True).select_option("actor")
    expect(page).to_have_url(re.compile(r"\?lanes=actor$"))
    expect(page.get_by_label("Group by", exact=True)).to_be_focused()
    wait_for_timeline(page)
    labels = page.locator("talks-timeline").evaluate("it => it.meta.lanes.map(lane => lane.label)")
    assert "United Nations" in labels
    assert "Geir Pedersen" not in labels  # who stands in the lane of the United Nations


def test_nothing_moves_while_the_page_is_drawn(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.moved += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    visit(page)
    page.wait_for_load_state("networkidle")
    settle(page)
    assert page.evaluate("window.moved") == 0
