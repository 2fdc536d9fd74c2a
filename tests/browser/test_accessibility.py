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
    "/story/",
    "/rounds/",
    "/statements/",
    "/documents/",
    "/venues/",
    "/sources/opposing-sides-agree-geneva/",
    "/nowhere/",
]
WIDTHS = (1280, 375, 320)  # px
# What depends on the colours of a page, and what on its width: all else needs one look. The two
# phones differ in width alone, since no rule of the style sheets begins between them.
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = ["scrollable-region-focusable", "target-size"]


@pytest.mark.usefixtures("document")
@pytest.mark.parametrize("part", range(PARTS := 4))
def test_axe_finds_no_violation(
    new_page: Callable[..., Page], troubles: list[str], part: int
) -> None:
    page = new_page()
    for address in ADDRESSES[part::PARTS]:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.locator("talks-timeline").count():
                page.locator("talks-timeline[data-drawn]").wait_for()
            if width == 375:
                check(page, LAYOUT)
                continue
            check(page, [*LAYOUT, *COLOURS] if width == 320 else [])
            page.emulate_media(color_scheme="dark")
            check(page, COLOURS)
            page.emulate_media(color_scheme="light")
    assert all("404" in trouble for trouble in troubles)  # the last address is to be missed
    troubles.clear()


def check(page: Page, rules: list[str]) -> None:
    """Assert that axe has nothing to say about a page by some of its rules, or by all."""
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    report = Axe().run(page, options=options)
    assert report.violations_count == 0, f"{page.url}: {report.generate_report()}"
