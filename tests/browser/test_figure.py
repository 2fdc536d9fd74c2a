"""The small figure of slips in Chromium: drawn, in the colours of either scheme, with its table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_round, make_track

BAR = "talks-figure .bars path"


@pytest.mark.parametrize("width", [375, 1280])
def test_slips_are_drawn_and_follow_the_scheme(new_page: Callable[..., Page], width: int) -> None:
    track = make_track(slug="lake", tone=3)
    successor = make_round(track=track, number=2, status="held", start="2017-09-14")
    make_round(track=track, status="postponed", start="2017-08", realised_as=successor)
    page = new_page(viewport={"width": width, "height": 800}, color_scheme="light")
    page.goto("/tracks/")

    expect(page.locator(BAR)).to_have_count(2)
    page.locator("talks-figure .nsewdrag").hover()
    expect(page.locator("talks-figure .hoverlayer")).to_contain_text("Announced for August 2017")
    light = page.locator(BAR).first.evaluate("bar => getComputedStyle(bar).fill")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        f"was => getComputedStyle(document.querySelector('{BAR}')).fill !== was", arg=light
    )
    expect(page.locator("table.stacking tbody tr")).to_contain_text("14 to 44 days")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
