"""What the first view costs: all its files, compressed by gzip, which every browser takes."""

import gzip

from playwright.sync_api import Page, Response

KILO = 1000


def test_the_first_view_keeps_to_its_budgets(page: Page, document: None) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/")
    page.locator("talks-timeline[data-drawn]").wait_for()
    page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert sum(sizes.values()) < 500 * KILO, sizes
    assert sizes[page.url] < 60 * KILO
    assert any("plotly" in url for url in sizes)
    assert len(answers) < 12, sizes  # each is a journey of its own
