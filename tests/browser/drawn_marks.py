"""Where the marks of the timeline stand on the screen."""

from typing import Any

from playwright.sync_api import Page

# Where on the screen each mark, bar and label is, as Plotly drew it.
STANDING = """it => {
    const chart = it.querySelector(".chart"), box = chart.getBoundingClientRect();
    const { _offset: top, d2p } = chart._fullLayout.yaxis;
    const at = (axis, x, y) => {
        const across = chart._fullLayout["xaxis" + axis.slice(1)];
        return { x: box.left + across._offset + across.d2p(x), y: box.top + top + d2p(y) };
    };
    const labels = [...chart.querySelectorAll(".trace .text text")].filter(
        text => text.textContent.trim().length > 3
    );
    return {
        marks: it.marks.all.filter(({ bar }) => !bar).map(
            ({ kind, path, axis, x, y }) => ({ kind, path, ...at(axis, x, y) })
        ),
        bars: it.arrangement.bars.map(({ path, axis, x, y, from, to, height, total }) => (
            { path, total, wide: (to - from) / 2, high: height / 2, ...at(axis, x, y) }
        )),
        labels: labels.map(text => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            return { text: text.textContent, left, right, top, bottom };
        }),
    };
}"""


def read_positions(page: Page) -> dict[str, Any]:
    return page.locator("talks-timeline").evaluate(STANDING)


def count_all(places: dict[str, Any]) -> int:
    return len(places["marks"]) + sum(bar["total"] for bar in places["bars"])
