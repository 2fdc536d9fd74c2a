"""Every kind of page prints whole: values open, sources numbered at the end, no controls."""

from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.factories import make_citation, make_document, make_round, make_source

pytestmark = pytest.mark.usefixtures("document")

SOURCE = "Opposing Sides in the Syrian Conflict Agree to a Future Meeting in Geneva"
CONTROLS = ("Download", "Filters", "Search the record", "Zoom", "Previous", "Reset", "Skip to")
# What the paper must say, of each kind of page.
PAGES = {
    "/?q=geneva": ["[1]"],
    "/rounds/astana-3/": ["“Kazakhstan”", "[1]"],
    "/statements/kelly-craft-agree-to-a-ceasefire/": ["Kelly Craft", "[1]"],
    "/actors/russia/": ["Relations", "[1]"],
    "/tracks/geneva/": ["Mediator", "Geneva 9"],
    "/sources/disagreements/": ["Contradiction", "[1]"],
    "/documents/": ["Documents"],
    "/sources/": [],
}
A4_WIDTH = 680  # pixels between the margins


def print_page(page: Page, address: str, size: str) -> str:
    """Return the text of a page as it is printed, in one line."""
    page.goto(address)
    reader = PdfReader(BytesIO(page.pdf(format=size, prefer_css_page_size=False)))
    text = " ".join(sheet.extract_text() for sheet in reader.pages)
    return " ".join(normalize("NFKC", text).split())  # a font may join letters: ﬂ


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_each_kind_of_page_prints_whole(page: Page, live_server, size: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDTH, "height": 900})
    for address, words in PAGES.items() if size == "A4" else [*PAGES.items()][:2]:
        text = print_page(page, address, size)
        assert "Printed on " in text
        assert address in text
        for word in (SOURCE, *words) if address != "/documents/" else words:
            assert word in text, f"{address}: {word}"
        assert not [word for word in CONTROLS if word in text], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_list_says_what_of_it_is_on_paper_and_prints_whole_on_demand(page: Page) -> None:
    for ordinal in range(100, 120):
        make_round(ordinal=ordinal)
    source = make_source(title="A late report", url="https://example.org/late")
    make_citation(document=make_document(title="The last of all"), source=source)

    first = print_page(page, "/", "A4")
    assert "Entries 1 to 50 of 56" in first
    assert "The last of all" not in first
    page.goto("/")
    page.get_by_role("link", name="All on one page, to print").click()
    whole = print_page(page, page.url, "A4")
    assert "print=all" in page.url
    assert "The last of all" in whole
    assert "56 entries" in whole
    assert "A late report." in whole
    assert "https://example.org/late" in whole
