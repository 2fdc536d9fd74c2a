"""Where things stand on the timeline, and of which length."""

import datetime as dt
import re
from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talks.figures import lanes_of, timeline
from talks.models import Round, Status
from tests.factories import make_round, make_statement
from tests.talks.figures.drawing import address, drawn, items_of, points
from tests.talks.records import asked, questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

DAY = 24 * 3600 * 1000


# Every item, once in each of its lanes ---------------------------------------------------------


@settings(max_examples=40)
@given(question=questions())
def test_every_item_is_a_mark_once_in_each_of_its_lanes_and_nothing_else_is(question):
    items = items_of(asked(**question))
    by = question.get("lanes", "track")
    lanes, placed = lanes_of(by, items)
    figure = timeline(items, lanes, placed).to_plotly_json()

    marks = Counter((mark["path"], mark["y"]) for mark in points(figure, "round", "statement"))
    assert marks == Counter(
        (address(item), lane)
        for item, numbers in zip(items, placed, strict=True)
        for lane in numbers
    )
    assert set(marks.values()) <= {1}
    assert all(numbers for numbers in placed)
    assert by == "actor" or all(len(numbers) == 1 for numbers in placed)
    assert all(mark["lane"] == mark["y"] for mark in points(figure, "round", "statement"))


def test_rounds_and_statements_are_told_apart():
    figure = drawn(items_of(asked()))

    assert {mark["path"].split("/")[0] for mark in points(figure, "round")} == {"rounds"}
    assert {mark["path"].split("/")[0] for mark in points(figure, "statement")} == {"statements"}
    shapes = defaultdict(set)
    for mark in points(figure, "round", "statement"):
        shapes[mark["trace"]["meta"]].add(mark["marker"]["symbol"])
    assert not shapes["round"] & shapes["statement"]


def test_figures_ask_the_database_nothing(django_assert_num_queries):
    items = items_of(asked())
    for by in ("track", "venue", "actor"):
        with django_assert_num_queries(0):
            assert drawn(items, by)["data"]


# Where it stands -------------------------------------------------------------------------------


def test_dated_items_stand_on_a_day_that_they_may_mean_and_exact_ones_on_their_first():
    items = {address(item): item for item in items_of(asked())}
    marks = list(points(drawn(list(items.values())), "round", "statement"))

    dated = [mark for mark in marks if mark["axis"] == "x"]
    assert {mark["path"] for mark in dated} == {
        path for path, item in items.items() if item.earliest and item.latest
    }
    for mark in dated:
        item = items[mark["path"]]
        day = dt.date.fromisoformat(mark["x"])
        assert item.earliest <= day <= item.latest
        start = item.start if isinstance(item, Round) else item.date
        if re.fullmatch(r"\d{4}-\d\d-\d\d", start):
            assert day.isoformat() == start


def test_each_dated_round_has_a_bar_of_its_true_length_in_days():
    items = {address(item): item for item in items_of(asked()) if isinstance(item, Round)}
    bars = list(points(drawn(list(items.values())), "extent", "span"))

    assert Counter(bar["path"] for bar in bars) == Counter(
        path for path, item in items.items() if item.earliest and item.latest
    )
    for bar in bars:
        item = items[bar["path"]]
        first = dt.date.fromisoformat(bar["base"])
        assert first == item.earliest
        assert first + dt.timedelta(milliseconds=bar["x"]) == item.latest + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "role", "days"),
    [
        ("2017-02-16", "", "extent", 1),
        ("2017-02-16", "2017-02-17", "extent", 2),
        ("2016-02-28", "2016-03-01", "extent", 3),
        ("2014-01-22/2014-01-31", "", "extent", 10),
        ("2017-02", "", "span", 28),
        ("2017", "2017", "span", 365),
        ("2017-02-16~", "", "span", 3),
        ("2017-02-16", "2017-03", "span", 44),
    ],
)
def test_a_bar_is_full_where_the_days_are_sure_and_pale_where_they_are_not(start, end, role, days):
    [bar] = points(drawn([make_round(start=start, end=end)]), "extent", "span")

    assert (bar["trace"]["meta"], bar["x"]) == (role, days * DAY)
    assert (bar["marker"]["opacity"] == 1) == (role == "extent")


@settings(max_examples=25)
@given(question=questions(), by=st.sampled_from(("track", "venue", "actor")))
def test_undated_items_stand_on_the_rails_in_their_order_without_a_gap(question, by):
    items = items_of(asked(**question))
    lanes, placed = lanes_of(by, items)
    figure = timeline(items, lanes, placed).to_plotly_json()
    found: dict[Any, list[Any]] = defaultdict(list)
    for mark in points(figure, "round", "statement"):
        if mark["axis"] != "x":
            found[mark["axis"], mark["lane"], mark["trace"]["meta"]].append(mark)
    expected: dict[Any, list[str]] = defaultdict(list)
    for item, numbers in zip(items, placed, strict=True):
        if not (item.earliest and item.latest):
            is_round = isinstance(item, Round)
            rail = "x3" if is_round and item.status != Status.HELD else "x2"
            for lane in numbers:
                expected[rail, lane, "round" if is_round else "statement"].append(address(item))

    assert found.keys() == expected.keys()
    slots = {"before": 0, "ahead": 0}
    for key, marks in found.items():
        marks.sort(key=lambda mark: mark["x"])
        assert [mark["path"] for mark in marks] == expected[key]
        step = 1 if key[2] == "round" else 0.55
        assert [mark["x"] for mark in marks] == pytest.approx([n * step for n in range(len(marks))])
        rail = {"x2": "before", "x3": "ahead"}[key[0]]
        slots[rail] = max(slots[rail], marks[-1]["x"] + (1 if key[2] == "round" else 0.55))
    rails = figure["layout"]["meta"]["rails"]
    assert rails.keys() == {rail for rail, most in slots.items() if most}
    assert all(slots[rail] <= told["slots"] < slots[rail] + 1 for rail, told in rails.items())


def test_the_document_alone_stands_on_both_rails_around_one_dated_round():
    figure = drawn(items_of(asked(source="opposing-sides-agree-geneva")))

    held = [mark for mark in points(figure, "round") if mark["axis"] == "x2"]
    by_lane = defaultdict(list)
    for mark in held:
        by_lane[mark["lane"]].append(mark["path"])
    assert sorted(by_lane.values(), key=len) == [
        [f"rounds/geneva-{n}" for n in range(1, 9)],
        [f"rounds/astana-{n}" for n in range(1, 13)],
    ]
    ahead = [mark["path"] for mark in points(figure, "round") if mark["axis"] == "x3"]
    dated = [mark["path"] for mark in points(figure, "round") if mark["axis"] == "x"]
    assert (ahead, dated) == (["rounds/geneva-9"], ["rounds/constitutional-committee-2019"])
    assert figure["layout"]["meta"]["rails"] == {
        "before": {"title": "No date · in order", "slots": 12},
        "ahead": {"title": "Planned · no date", "slots": 1},
    }


@settings(max_examples=25)
@given(question=questions())
def test_rails_and_dated_time_share_the_width_without_touching(question):
    layout = drawn(items_of(asked(**question)))["layout"]
    before, dated, ahead = (layout[axis]["domain"] for axis in ("xaxis2", "xaxis", "xaxis3"))

    assert all(0 <= low < high <= 1 or not layout["meta"]["first"] for low, high in [dated])
    rails = layout["meta"]["rails"]
    if layout["meta"]["first"]:
        assert dated[1] - dated[0] > 1 / 3
        assert "before" not in rails or 0 <= before[0] < before[1] < dated[0]
        assert "ahead" not in rails or dated[1] < ahead[0] < ahead[1] <= 1
    elif rails.keys() == {"before", "ahead"}:
        assert 0 <= before[0] < before[1] < ahead[0] < ahead[1] <= 1


def test_the_dated_time_is_that_of_whole_years():
    items = [make_round(start="2014-03-02"), make_statement(date="2017-05")]
    layout = drawn(items)["layout"]

    assert (layout["meta"]["first"], layout["meta"]["last"]) == ("2014-01-01", "2017-12-31")
    assert list(layout["xaxis"]["range"]) == ["2014-01-01", "2017-12-31"]
    assert layout["xaxis"]["visible"] is True
    undated = drawn([make_round()])["layout"]
    assert (undated["meta"]["first"], undated["meta"]["last"]) == (None, None)
    assert undated["xaxis"]["visible"] is False
