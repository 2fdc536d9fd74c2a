"""The timeline in Chromium: nothing hides anything, lanes fold, and every mark can be opened."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Any
from unittest import mock

import pytest
from playwright.sync_api import Page, expect

from talks.explorer.timeline import grouping
from tests.browser.drawn_marks import count_all, read_positions
from tests.browser.explorer_page import PHONE, NewPage, visit, wait_until
from tests.factories import (
    make_document,
    make_participation,
    make_round,
    make_statement,
    make_track,
)

# How many px each sign that Plotly drew is aside of the day that the server gave its mark, how many
# marks are counted, and how many px each of these is outside the bar that counts it.
ASIDE = """it => {
    const chart = it.querySelector(".chart"), left = chart.getBoundingClientRect().left;
    const axis = chart._fullLayout.xaxis;
    const figure = JSON.parse(document.getElementById("timeline-figure").textContent);
    const days = new Map(figure.data.flatMap(({ meta, xaxis, customdata, x }) =>
        /round|statement|document/.test(meta) && !xaxis?.startsWith("x2")
            ? customdata.map(({ lane, path }, at) => [`${lane} ${path}`, x[at]])
            : []
    ));
    const pixelOf = key => left + axis._offset + axis.d2p(days.get(key));
    const middleOf = element => {
        const { left, right } = element.getBoundingClientRect();
        return (left + right) / 2;
    };
    const drawn = [...chart.querySelectorAll(".scatterlayer .trace")].flatMap(group => {
        const { meta, customdata } = group.__data__[0].trace;
        if (!/round|statement|document/.test(meta)) return [];
        return [...group.querySelectorAll("path.point")].map(point => {
            const { lane, path } = customdata[point.__data__.i];
            return { key: `${lane} ${path}`, pixel: middleOf(point) };
        });
    }).filter(({ key }) => days.has(key));
    const counted = it.marks.all.filter(({ axis, bar }) => bar && axis === "x").map(
        ({ lane, path, bar }) => {
            const pixel = pixelOf(`${lane} ${path}`) - left - axis._offset;
            return Math.max(bar.from - pixel, pixel - bar.to, 0);
        }
    );
    return {
        aside: drawn.map(({ key, pixel }) => Math.abs(pixel - pixelOf(key))),
        outside: counted,
        dated: days.size,
    };
}"""
REACH = {"round": (9, 9), "statement": (1, 3), "document": (3, 6)}  # px from a mark's middle


def show_all_lanes(page: Page) -> None:
    """Expand the lanes, which are folded on a phone."""
    if page.get_by_role("button", name="Expand all").is_visible():
        page.get_by_role("button", name="Expand all").click()


def list_boxes(places: dict[str, Any]) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield the rectangle of each mark and label, with its address or text."""
    for mark in places["marks"]:
        wide, high = REACH[mark["kind"]]
        x, y = mark["x"], mark["y"]
        yield mark["path"], x - wide, x + wide, y - high, y + high
    for bar in places["bars"]:
        wide, high, x, y = bar["wide"] - 1, bar["high"], bar["x"], bar["y"]
        yield bar["path"], x - wide, x + wide, y - high, y + high
    for label in places["labels"]:
        # The line of a text is higher than its letters.
        top, bottom = label["top"] + 3, label["bottom"] - 3
        yield label["text"], label["left"], label["right"], top, bottom


def find_overlaps(places: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for one, other in combinations(list_boxes(places), 2)
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


@pytest.fixture
def crowd(db: None) -> None:
    """A track with 40 rounds, 90 statements and 20 documents, most of them in one year."""
    track = make_track(slug="lake", short_name="Lake", tone=3)
    other = make_track(slug="hill", short_name="Hill", tone=1)
    for n in range(40):
        year = 2012 + n // 5 if n % 4 else 2017
        day = f"{year}-{n % 12 + 1:02}-{n % 27 + 1:02}"
        title = "" if n % 7 else f"Unnumbered meeting {n}"
        round = make_round(track=track, start=day, number=None if title else n + 1, title=title)
        if n % 2:
            make_document(round=round, date=day, slug=f"paper-{n}")
        for _ in range(n % 5):
            make_statement(round=round, date=day)
    for n in range(10):
        make_statement(date=f"2017-{n + 1:02}")
    make_round(track=other, start="2013", title="Hill talks")
    make_participation(round=round)


@pytest.mark.parametrize("width", [375, 1280])
def test_marks_and_labels_never_overlap_and_zooming_in_labels_more(
    new_page: NewPage, crowd: None, width: int
) -> None:
    page = visit(new_page(viewport={"width": width, "height": 900}), "/")
    show_all_lanes(page)
    whole = read_positions(page)
    assert count_all(whole) == 41 + 90 + 20
    assert whole["bars"] or width > 1000
    assert find_overlaps(whole) == []
    page.goto("/?view=2017-01-01/2017-12-31")
    page.locator("talks-timeline[data-drawn]").wait_for()
    show_all_lanes(page)
    near = read_positions(page)
    assert find_overlaps(near) == []
    assert len(near["labels"]) > len(whole["labels"])
    page.locator("talks-timeline").evaluate("it => it.draw()")
    assert read_positions(page) == near  # nothing changes its place without cause
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_mark_stands_at_its_date_or_is_counted_there(new_page: NewPage, crowd: None) -> None:
    page = visit(new_page(viewport={"width": 1280, "height": 900}))
    timeline = page.locator("talks-timeline")
    everything = ["2012-01-01", "2019-12-31"]
    for width in (1280, 768, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            "() => (it => it.arrangement.width === it.clientWidth)"
            "(document.querySelector('talks-timeline'))"
        )
        for view in (everything, ["2016-07-01", "2018-06-30"], ["2017-02-20", "2017-03-20"]):
            timeline.evaluate("async (it, view) => { it.look(view); await it.draw(); }", view)
            places = timeline.evaluate(ASIDE)
            assert max([*places["aside"], *places["outside"]]) < 2.05, (width, view)
            if view is everything:
                number = len(places["aside"]) + len(places["outside"])
                assert number == places["dated"] == 41 + 90 + 20, width


def test_a_bar_opens_the_list_of_what_it_counts(new_page: NewPage, crowd: None) -> None:
    page = visit(new_page(viewport={"width": 640, "height": 900}))
    bar = max(read_positions(page)["bars"], key=lambda bar: bar["total"])
    page.mouse.move(bar["x"], bar["y"])
    card = page.locator(".mark-card")
    expect(card).to_contain_text(re.compile(r"\d+ statements"))
    page.mouse.click(bar["x"], bar["y"])
    title = page.locator("#detail-title")
    expect(title).to_be_visible()
    numbers = [int(number) for number in re.findall(r"\d+", title.inner_text())]
    assert sum(numbers) == bar["total"]


def marks_within(page: Page, kind: str, box: Mapping[str, float]) -> list[Any]:
    """Return the marks of a kind that stand within the drawing, well inside its left edge."""
    start, end = box["x"] + 10, box["x"] + box["width"]
    marks = read_positions(page)["marks"]
    return [mark for mark in marks if mark["kind"] == kind and start < mark["x"] < end]


def test_each_kind_of_mark_opens_by_finger_and_by_mouse(new_page: NewPage, crowd: None) -> None:
    tall = {"width": 375, "height": 1600}
    near = "/?view=2017-01-15/2017-04-15"  # in which no marks are so many that they are counted
    phone = visit(new_page(**PHONE | {"viewport": tall}), near)
    desk = visit(new_page(viewport=tall | {"width": 1280}), near)
    for page, press in ((phone, phone.touchscreen.tap), (desk, desk.mouse.click)):
        show_all_lanes(page)
        for kind in REACH:
            box = page.locator("talks-timeline .nsewdrag").first.bounding_box()
            assert box
            wait_until(page, partial(marks_within, page, kind, box))
            [mark, *_] = marks_within(page, kind, box)
            press(mark["x"], mark["y"])
            expect(page).to_have_url(re.compile(rf"open={mark['path']}(&|$)"))
            page.keyboard.press("Escape")
            expect(page.locator("#detail-title")).to_have_count(0)


@pytest.mark.usefixtures("document")
def test_the_window_of_the_strip_moves_and_stretches_and_a_tap_shows_a_year(
    page: Page,
) -> None:
    visit(page, "/")
    timeline = page.locator("talks-timeline")
    box = page.locator(".overview").bounding_box()
    assert box

    def months() -> list[str]:
        return timeline.evaluate("it => it.view.range.map(day => day.slice(0, 7))")

    def drag(start: float, end: float) -> list[str]:
        page.mouse.move(box["x"] + box["width"] * start, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * end, box["y"] + 10, steps=3)
        page.mouse.up()
        return months()

    assert drag(0.25, 0.5) == ["2018-10", "2019-07"]  # the strip shows 2018 to 2020
    assert drag(0.4, 0.65) == ["2019-07", "2020-03"]
    assert drag(0.75, 0.99) == ["2019-07", "2020-12"]
    page.get_by_role("button", name="Reset").click()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + 10)
    assert months() == ["2018-12", "2020-01"]


def test_groups_open_their_list_and_a_closer_view_takes_them_apart(page, document):
    for number in range(60):
        make_statement(date=f"2015-{number % 12 + 1:02}-{number % 28 + 1:02}")
    with mock.patch.multiple(grouping, MOST_MARKS=30, MOST_ROUNDS=10):
        page.goto("/?show=statements&since=2015&until=2015")
        timeline = page.locator("talks-timeline[data-drawn]")
        expect(timeline).to_be_attached()
        kinds = timeline.evaluate("it => it.marks.all.map(({ kind }) => kind)")
        assert set(kinds) == {"group"}

        [group, *_] = read_positions(page)["marks"]
        page.mouse.move(group["x"], group["y"])
        hover = page.locator(".mark-card")
        expect(hover).to_contain_text(re.compile(r"\d+ statements?Geneva, without a date"))

        timeline.press("End")
        timeline.press("Enter")
        detail = page.locator("#detail")
        expect(detail.get_by_role("heading", level=2)).to_have_text(
            re.compile(r"^\d+ statements?$")
        )
        expect(page).to_have_url(re.compile(r"open=lanes/none/2015-"))
        expect(detail.get_by_role("link", name="Narrow the timeline to these days")).to_be_visible()

        with page.expect_response(re.compile(r"timeline\.json\?.*view=2015")):
            for _ in range(4):
                page.get_by_role("button", name="Zoom in").click()
        page.wait_for_function(
            "() => document.querySelector('talks-timeline').marks.all"
            ".every(({ kind }) => kind === 'statement')"
        )
