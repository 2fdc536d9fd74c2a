"""Every public page of the whole record fits a small phone, a phone and a tablet.

The pages are put into three frames of these widths, with their own style sheets: to load each of
some thousand pages three times over would take minutes. What scripts draw is tested elsewhere.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Playwright, sync_playwright

from tests import provision

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SECTIONS = [["sources"], ["statements"], ["rounds", "outcomedocuments", "venues"]]
SECTIONS += [["actors", "tracks", "lists"]]
NOT_LISTED = [
    "/?open=rounds/sochi-congress-1",
    "/?actor=russia&since=x&as_of=2017-02-15&q=constitution",
    "/?page=3&open=statements/kelly-craft-agree-to-a-ceasefire",
    "/rounds/astana-2/history/",
    "/sources/?page=3",
    "/statements/?year=2017",
    "/nowhere/",
]
BATCH = 40  # pages at a time

MEASURE = """pages => {
    const widths = [320, 375, 768];
    window.frames_ ??= widths.map((width) => {
        const frame = document.createElement("iframe");
        Object.assign(frame.style, {width: `${width}px`, height: "700px", border: 0});
        document.body.append(frame);
        frame.contentDocument.head.append(frame.contentDocument.createElement("style"));
        return frame;
    });
    const faults = [];
    for (const {address, styles, body} of pages) for (const frame of window.frames_) {
        const inside = frame.contentDocument, width = frame.clientWidth;
        const note = (fault, element) => faults.push(
            `${address} at ${width} px ${fault}: ${element?.outerHTML.slice(0, 120) ?? ""}`
        );
        if (frame.styles !== styles) inside.querySelector("head > style").textContent = styles;
        frame.styles = styles;
        inside.body.innerHTML = body;
        if (inside.documentElement.scrollWidth > width) note("scrolls sideways");
        for (const element of inside.querySelectorAll("main *")) {
            const own = [...element.childNodes].filter((node) => node.nodeType === 3);
            const text = own.map((node) => node.data.trim()).join(" ");
            if (text.length < 25 && !element.matches(".facts > dd")) continue;
            const box = element.getBoundingClientRect();
            if (box.width < 2 || element.closest(".visually-hidden, option, script")) continue;
            if (getComputedStyle(element).display.startsWith("inline")) continue;
            if (box.width < (element.matches(".facts > dd") ? 144 : 128)) note("squeezes", element);
            if (element.scrollWidth > element.clientWidth + 1) note("clips", element);
        }
    }
    return faults;
}"""


def read_sitemap(section: str) -> list[str]:
    """Return the addresses of the pages that a section of the sitemap lists."""
    answer = Client().get(f"/sitemap-{section}.xml")
    places = ElementTree.fromstring(answer.content).iter(f"{NAMESPACE}loc")
    return [str(place.text).removeprefix("http://testserver") for place in places]


def read_page(address: str) -> dict[str, str]:
    """Return the body of a page, and the rules of its style sheets for the screen."""
    html = Client().get(address).content.decode()
    names = re.findall(r'rel="stylesheet" href="[^"]*/css/(\w+)\.', html)
    files = [finders.find(f"css/{name}.css") for name in names if name != "print"]
    styles = "".join(Path(str(file)).read_text() for file in files)
    [body] = re.findall(r"<body>(.*)</body>", html, re.DOTALL)
    return {"address": address, "styles": styles, "body": body}


@pytest.fixture(scope="module")
def measure() -> Iterator[Callable[[list[dict[str, str]]], Future[list[str]]]]:
    """Measure pages in a browser that is driven by a thread of its own.

    Playwright would run an event loop in the thread of the test, where Django would then open
    another connection, which sees nothing of the record. And while the browser measures, the test
    can ask for the next pages.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        page = thread.submit(_open_page, playwright).result()
        yield lambda pages: thread.submit(page.evaluate, MEASURE, pages)
        thread.submit(page.context.browser.close).result()
        thread.submit(playwright.stop).result()


def _open_page(playwright: Playwright) -> Page:
    browser = playwright.chromium.launch(
        executable_path=provision.chromium(), args=provision.CHROMIUM_OPTIONS
    )
    page = browser.new_page()
    page.set_content("<!doctype html><title>Frames</title>")
    return page


@pytest.mark.browser
@pytest.mark.no_cover
@pytest.mark.usefixtures("whole_record")
@pytest.mark.django_db
@pytest.mark.parametrize("sections", SECTIONS, ids=lambda sections: sections[0])
def test_no_page_scrolls_sideways_squeezes_or_clips(measure, sections: list[str]) -> None:
    addresses = [address for section in sections for address in read_sitemap(section)]
    assert addresses
    if "lists" in sections:
        addresses += NOT_LISTED
    measurements = []
    for start in range(0, len(addresses), BATCH):
        pages = [read_page(address) for address in addresses[start : start + BATCH]]
        measurements.append(measure(pages))
    assert [fault for measurement in measurements for fault in measurement.result()] == []


def test_every_section_of_the_sitemap_is_walked(db: None) -> None:
    index = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    places = [str(place.text) for place in index.iter(f"{NAMESPACE}loc")]
    sections = {re.findall(r"sitemap-(\w+)", place)[0] for place in places}
    assert sections == {name for group in SECTIONS for name in group}
