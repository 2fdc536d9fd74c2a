"""The explorer in a browser: how to open it, wait for it and read what it shows."""

from collections.abc import Callable

from playwright.sync_api import Page

NewPage = Callable[..., Page]
PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}


def wait_for_timeline(page: Page) -> None:
    """Wait until the timeline is drawn."""
    page.locator("talks-timeline[data-drawn]").wait_for()


def visit(page: Page, address: str = "/") -> Page:
    page.goto(address)
    wait_for_timeline(page)
    return page


def read_marks(page: Page) -> set[str]:
    """Return the addresses of all rounds and statements that the chart shows."""
    return set(
        page.locator("talks-timeline").evaluate(
            "it => it.querySelector('.chart').data.filter(t => /round|statement/.test(t.meta))"
            ".flatMap(t => t.customdata.map(mark => mark.path))"
        )
    )


def read_entries(page: Page) -> set[str]:
    """Return the addresses of all things in the list below the chart."""
    links = page.locator(".entries h3 a").evaluate_all("all => all.map(a => a.pathname)")
    return {link.strip("/") for link in links}


def find_mark(page: Page, path: str) -> dict[str, float]:
    """Return the place on the screen of the mark of a round or statement, in pixels."""
    return page.locator("talks-timeline").evaluate(
        """(it, path) => {
            const chart = it.querySelector(".chart"), box = chart.getBoundingClientRect();
            const mark = it.marks.all.find(mark => mark.path === path);
            const axis = chart._fullLayout["xaxis" + mark.axis.slice(1)];
            return {
                x: box.left + axis._offset + axis.d2p(mark.x),
                y: box.top + chart._fullLayout.yaxis._offset + chart._fullLayout.yaxis.d2p(mark.y),
            };
        }""",
        path,
    )


def wait_until(page: Page, condition: Callable[[], object]) -> None:
    """Wait for the browser's events until a condition holds."""
    for _ in range(1000):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError("This never happened.")


def settle(page: Page) -> None:
    """Wait for some frames, so that the page finishes what an answer or a drawing began."""
    page.evaluate(
        """async () => {
            for (let at = 0; at < 10; at += 1) await new Promise(requestAnimationFrame);
        }"""
    )
