"""The browser of the tests sees what goes wrong on a page without failing the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page

from tests.conftest import MOMENT

pytestmark = pytest.mark.usefixtures("document")


def run(script: str) -> Callable[[Page], object]:
    return lambda page: page.evaluate(script)


def follow_a_link_off_the_site(page: Page) -> None:
    with pytest.raises(Error, match="ERR_"):
        page.goto("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("do", "trouble"),
    [
        (run("console.error('broken')"), "console: broken"),
        (run("setTimeout(() => { throw new Error('broken') })"), "error: "),
        (
            run("document.body.append(Object.assign(document.createElement('script'), {text: 1}))"),
            "policy: script-src-elem blocked inline",
        ),
        (run("document.body.setAttribute('style', 'color: red')"), "policy: style-src-attr"),
        (run("fetch('http://127.0.0.1:9/').catch(() => {})"), "policy: connect-src blocked"),
        (run("fetch('/nowhere/')"), "console: Failed to load resource"),
        (follow_a_link_off_the_site, "another site: http://127.0.0.1:9/"),
    ],
)
def test_each_trouble_is_noticed(page, troubles, do, trouble):
    page.goto("/")
    do(page)
    for _ in range(100):
        if any(message.startswith(trouble) for message in troubles):
            break
        page.wait_for_timeout(MOMENT)
    else:
        raise AssertionError(troubles)
    troubles.clear()


def test_a_page_without_troubles_passes(page):
    page.goto("/sources/")


def test_pages_open_in_contexts_of_their_own(new_page):
    small = new_page(viewport={"width": 375, "height": 700}, color_scheme="dark", has_touch=True)
    mute = new_page(java_script_enabled=False)
    for page in (small, mute):
        page.goto("/")
    assert small.evaluate("[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]") == [
        375,
        True,
    ]
    assert small.context != mute.context
