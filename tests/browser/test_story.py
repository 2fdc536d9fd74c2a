"""The story and the welcome, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from talks.models import Round, Track
from tests.browser.explorer_page import NewPage, visit
from tests.factories import make_era, make_sentence

pytestmark = pytest.mark.usefixtures("document")
WIDTHS = pytest.mark.parametrize("width", [375, 1280])


@WIDTHS
def test_the_story_fits_and_its_figure_is_drawn_without_script(
    new_page: NewPage, width: int
) -> None:
    track = Track.objects.get(slug="astana")
    for number, day in enumerate(["2017-01-23", "2017-02-16", "2017-12-21"], 1):
        Round.objects.filter(track=track, ordinal=number).update(
            start=day, earliest=day, latest=day
        )
    era = make_era(title="Two tracks", start="2017", end="2017")
    make_sentence(era=era, rounds=track.rounds.all()[:3], tracks=[track])
    page = new_page(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto("/story/")
    stretch = page.get_by_role("img", name="3 rounds and documents")
    expect(stretch).to_be_visible()
    box = stretch.bounding_box()
    marks = [mark.bounding_box() for mark in stretch.locator(".mark circle").all()]
    assert box and len(marks) == 3
    for mark in marks:
        assert mark and mark["width"] >= 16
        assert box["x"] <= mark["x"] and mark["x"] + mark["width"] <= box["x"] + box["width"]
    expect(page.get_by_role("link", name="Note 1: Astana 1")).to_be_visible()

    with_script = new_page(viewport={"width": width, "height": 800})
    with_script.goto("/story/")
    assert with_script.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(with_script).violations_count == 0
    with_script.get_by_role("link", name="Open this stretch in the timeline").click()
    expect(with_script).to_have_url("/?since=2017-01-01&until=2017-12-31")


@WIDTHS
def test_the_welcome_leaves_the_chart_on_the_first_screen_and_goes_once_something_is_asked(
    new_page: NewPage, width: int
) -> None:
    page = visit(new_page(viewport={"width": width, "height": 800}))
    welcome = page.locator(".welcome")
    expect(welcome.get_by_role("link", name="Read the story")).to_be_in_viewport()
    key = page.get_by_role("list", name="Key").filter(visible=True).first
    expect(key.get_by_text("held").first).to_be_in_viewport()
    chart = page.locator("talks-timeline").bounding_box()
    assert chart and chart["y"] < 800 - 100
    page.goto("/?track=astana")
    expect(page.locator(".subject")).to_contain_text("Astana process")
    expect(welcome).to_have_count(0)
