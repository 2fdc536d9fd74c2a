"""The rail of what has no date, and where plans without one stand."""

from collections import defaultdict
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talks.models import Round
from tests.factories import (
    make_citation,
    make_round,
    make_source,
    make_track,
)
from tests.records import ask, questions
from tests.talks.explorer.timeline.drawing import MARKS, address, items_of, points, read_marks
from tests.talks.explorer.timeline.placing import draw_figure, lanes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

DAY = 24 * 3600 * 1000


@settings(max_examples=25)
@given(question=questions(), by=st.sampled_from(("track", "venue", "actor")))
def test_undated_things_stand_on_the_rails_in_order_without_gaps(question, by):
    items = items_of(ask(**question))
    _, placed = lanes_of(by, items)
    figure = draw_figure(items, by)
    marks_by_row: dict[Any, list[Any]] = defaultdict(list)
    for mark in points(figure, *MARKS):
        if mark["axis"] != "x":
            is_round = mark["trace"]["meta"] == "round"
            marks_by_row[mark["axis"], mark["lane"], is_round].append(mark)
    expected: dict[Any, list[str]] = defaultdict(list)
    for item, numbers in zip(items, placed, strict=True):
        if not (item.earliest and item.latest):
            for lane in numbers:
                expected["x2", lane, isinstance(item, Round)].append(address(item))

    assert marks_by_row.keys() == expected.keys()
    slots = {"x2": 0.0}
    for key, marks in marks_by_row.items():
        marks.sort(key=lambda mark: mark["x"])
        assert [mark["path"] for mark in marks] == expected[key]
        end = -0.5
        for mark in marks:
            half = {"round": 0.5, "document": 0.25, "statement": 0.125}[mark["trace"]["meta"]]
            assert mark["x"] == end + half  # each begins where the one before it ends
            end += 2 * half
        slots[key[0]] = max(slots[key[0]], end + 0.5)
    rails = {rail["axis"]: rail["slots"] for rail in figure["layout"]["meta"]["rails"].values()}
    assert rails == {axis: ceil(most) for axis, most in slots.items() if most}


def test_the_document_alone_has_undated_rounds_on_the_rail_and_one_dated_round():
    figure = draw_figure(items_of(ask(source="opposing-sides-agree-geneva")))

    by_lane = defaultdict(list)
    for mark in points(figure, "round"):
        by_lane[mark["axis"], mark["lane"]].append(mark["path"])
    assert sorted(by_lane.values(), key=len) == [
        ["rounds/constitutional-committee-2019"],
        [f"rounds/geneva-{n}" for n in (*range(1, 9), 9)],
        [f"rounds/astana-{n}" for n in range(1, 13)],
    ]
    assert sorted(axis for axis, _ in by_lane) == ["x", "x2", "x2"]
    assert figure["layout"]["meta"]["rails"] == {
        "before": {
            "axis": "x2",
            "slots": 12,
            "title": "No date · in order",
            "short_title": "No date",
        }
    }


@settings(max_examples=25)
@given(question=questions())
def test_rail_and_dated_time_share_the_width_without_touching(question):
    layout = draw_figure(items_of(ask(**question)))["layout"]
    rail, dated = layout["xaxis2"]["domain"], layout["xaxis"]["domain"]

    if layout["meta"]["first"]:
        assert dated[1] - dated[0] > 1 / 2 and dated[1] == 1
        assert not layout["meta"]["rails"] or 0 == rail[0] < rail[1] < dated[0]
    else:
        assert rail == [0, 1]


def test_a_plan_without_a_date_stands_where_it_was_announced_if_that_is_dated():
    track = make_track()
    session = make_round(track=track, start="2014-01-22", end="2014-03-01")
    plans = {
        "announced": make_round(track=track, status="planned"),
        "later": make_round(track=track, status="planned"),
        "looked back on": make_round(track=track, status="postponed", realised_as=session),
        "unannounced": make_round(track=track, status="planned"),
        "undated source": make_round(track=track, status="planned"),
    }
    days = ("2014-02-15", "2015-06-01", "2014-01-22", None, "2014-02")
    for round, day in zip(plans.values(), days, strict=True):
        if day:
            make_citation(round=round, source=make_source(published=day))
    marks = {
        mark["path"]: mark for mark in points(draw_figure([session, *read_marks(plans)]), "round")
    }

    places = {name: marks[address(plan)] for name, plan in plans.items()}
    assert {name: mark["axis"] for name, mark in places.items()} == {
        "announced": "x",
        "later": "x2",  # nothing else is dated there
        "looked back on": "x2",
        "unannounced": "x2",
        "undated source": "x2",
    }
    assert places["announced"]["x"] == "2014-02-15"
    assert places["announced"]["texts"][1].endswith("Announced in a source of 15 February 2014")
