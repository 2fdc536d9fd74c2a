"""axe-core finds nothing on any page, in light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ADDRESSES = [
    "/",
    "/?actor=russia&venue=geneva&open=rounds/geneva-9",
    "/?since=2018&until=2020&lanes=actor",
    "/?venue=astana&actor=turkey&venue=nowhere&since=x",
    "/rounds/geneva-9/",
    "/statements/kelly-craft-agree-to-a-ceasefire/",
    "/actors/",
    "/actors/russia/",
    "/tracks/",
    "/tracks/geneva/",
    "/venues/astana/",
    "/sources/",
    "/sources/?published=xx&kind=news",
    "/sources/disagreements/",
    "/about/",
    "/sources/opposing-sides-agree-geneva/",
    "/nowhere/",
]


@pytest.mark.usefixtures("document")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_no_violation(
    new_page: Callable[..., Page], troubles: list[str], scheme: str, width: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in ADDRESSES:
        page.goto(address)
        if page.locator("talks-timeline").count():
            page.locator("talks-timeline[data-drawn]").wait_for()
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}: {report.generate_report()}"
    assert all("404" in trouble for trouble in troubles)  # the last address is to be missed
    troubles.clear()
