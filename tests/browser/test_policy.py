"""The pages ask nothing of other sites and keep to the content security policy."""

import re
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorer_page import read_marks, visit

pytestmark = pytest.mark.usefixtures("document")


def test_the_browser_asks_nothing_of_other_sites_and_offers_no_upload(page: Page) -> None:
    visit(page)
    expect(page.locator(".modebar")).to_have_count(0)
    assert "Share chart" not in page.content()


def test_the_full_bundle_of_the_wheel_keeps_to_the_policy_too(page: Page) -> None:
    full = Path(str(resources.files("plotly"))) / "package_data/plotly.min.js"
    page.route(re.compile(r"/plotly\.min\..*js"), lambda route: route.fulfill(path=full))
    visit(page)
    assert len(read_marks(page)) == 35
