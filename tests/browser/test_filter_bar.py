"""The row of filters in Chromium, with more filters than there are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.usefixtures("document")

ADD_FILTERS = """number => {
    for (let i = 0; i < number; i++) {
        const last = [...document.querySelectorAll("details.facet")].at(-1);
        last.after(last.cloneNode(true));
    }
}"""


@pytest.mark.parametrize("more", [1, 4])
@pytest.mark.parametrize("width", [961, 1280])
def test_each_panel_opens_below_its_button_and_within_the_window(
    new_page: Callable[..., Page], width: int, more: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto("/")
    page.locator("talks-timeline[data-drawn]").wait_for()
    page.evaluate(ADD_FILTERS, more)
    summaries = page.locator("details.facet > summary").all()
    assert len(summaries) >= 5 + more
    for summary in summaries:
        summary.click()
        button = summary.bounding_box()
        panel = page.locator("details.facet[open] .facet-panel").bounding_box()
        assert button
        assert panel
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width
        assert panel["y"] == pytest.approx(button["y"] + button["height"] + 4, abs=1)
        starts = panel["x"] == pytest.approx(button["x"], abs=1)
        ends = panel["x"] + panel["width"] == pytest.approx(button["x"] + button["width"], abs=1)
        assert starts or ends
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("more", [1, 4])
def test_the_filters_stay_in_the_bar_and_leave_room_to_search(
    new_page: Callable[..., Page], more: int
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto("/")
    page.evaluate(ADD_FILTERS, more)
    bar, search, filters = (
        page.locator(name).bounding_box() for name in (".filter-bar", ".search", ".filter-sheet")
    )
    assert bar
    assert search
    assert filters
    assert search["width"] >= 144
    assert filters["x"] + filters["width"] <= bar["x"] + bar["width"] + 1
    assert search["x"] + search["width"] <= filters["x"] or search["y"] < filters["y"]
