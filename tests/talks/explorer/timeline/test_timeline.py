"""Where things are on the timeline, and how long their bars are."""

import datetime as dt
import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings

from talks.models import Round
from tests.factories import (
    make_actor,
    make_document,
    make_round,
    make_statement,
    make_track,
)
from tests.records import ask, questions
from tests.talks.explorer.timeline.drawing import (
    MARKS,
    address,
    items_of,
    lines,
    points,
    read_marks,
)
from tests.talks.explorer.timeline.placing import draw_figure, lanes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

DAY = 24 * 3600 * 1000


# Every item, once in each of its lanes ---------------------------------------------------------


@settings(max_examples=40)
@given(question=questions())
def test_each_thing_has_exactly_one_mark_in_each_of_its_lanes(question):
    items = items_of(ask(**question))
    by = question.get("lanes", "track")
    _, placed = lanes_of(by, items)
    figure = draw_figure(items, by)

    marks = Counter((mark["path"], mark["lane"]) for mark in points(figure, *MARKS))
    assert marks == Counter(
        (address(item), lane)
        for item, numbers in zip(items, placed, strict=True)
        for lane in numbers
    )
    assert set(marks.values()) <= {1}
    assert all(numbers for numbers in placed)
    assert by == "actor" or all(len(numbers) == 1 for numbers in placed)


def test_rounds_statements_and_documents_differ_in_shape():
    figure = draw_figure(items_of(ask()))

    shapes = defaultdict(set)
    for mark in points(figure, *MARKS):
        role = mark["trace"]["meta"]
        assert mark["path"].startswith(f"{role}s/")
        shapes[role].add(mark["marker"]["symbol"])
    assert shapes.keys() == set(MARKS)
    assert not any(one & other for one, other in combinations(shapes.values(), 2))


def test_making_a_figure_runs_no_query(django_assert_num_queries):
    items = items_of(ask())
    for by in ("track", "venue"):
        with django_assert_num_queries(0):
            assert draw_figure(items, by)["data"]


# Where a thing is ------------------------------------------------------------------------------


def test_dated_things_stand_within_their_days_and_exact_ones_on_their_first_day():
    items = {address(item): item for item in items_of(ask())}
    marks = list(points(draw_figure(list(items.values())), *MARKS))

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


def test_dated_things_have_a_bar_except_statements_and_documents_of_one_day():
    items = {address(item): item for item in items_of(ask())}
    bars = list(points(draw_figure(list(items.values())), "extent", "span"))

    assert Counter(bar["path"] for bar in bars) == Counter(
        path
        for path, item in items.items()
        if item.earliest
        and item.latest
        and (isinstance(item, Round) or item.earliest != item.latest)
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
def test_a_bar_is_full_over_sure_days_and_pale_over_possible_ones(start, end, role, days):
    [bar] = points(draw_figure([make_round(start=start, end=end)]), "extent", "span")

    assert (bar["trace"]["meta"], bar["x"]) == (role, days * DAY)
    assert (bar["marker"]["opacity"] == 1) == (role == "extent")


@pytest.mark.parametrize("make", [make_statement, make_document])
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2017-02-16", []),
        ("2016-04-27/2016-04-28", [("extent", 2 * DAY)]),
        ("2017-02", [("span", 28 * DAY)]),
        ("2017-02-16~", [("span", 3 * DAY)]),
        ("../2017", []),
    ],
)
def test_statements_and_documents_without_a_certain_day_have_a_pale_bar(make, date, expected):
    bars = points(draw_figure([make(date=date)]), "extent", "span")

    assert [(bar["trace"]["meta"], bar["x"]) for bar in bars] == expected


# What was put off, and what sources dispute ----------------------------------------------------


def test_a_trail_leads_from_a_postponed_round_to_its_successor_in_each_common_lane():
    track = make_track()
    a, b = make_actor(), make_actor()
    successor = make_round(track=track, start="2017-09-14", end="2017-09-15", participants=(a, b))
    late = {"track": track, "realised_as": successor, "status": "postponed"}
    plan = make_round(start="2017-08", participants=(b,), **late)
    undated = make_round(participants=(a,), **late)
    items = [plan, undated, successor]

    assert lines(draw_figure(items), "trail") == [
        ((0, address(plan), "2017-08-16"), (0, address(successor), "2017-09-14"))
    ]
    trails = lines(draw_figure(items, "actor"), "trail")
    assert [(start[0], end[0]) for start, end in trails] == [(1, 1)]
    assert lines(draw_figure([plan, undated]), "trail") == []


@pytest.mark.parametrize(
    ("disputed", "expected"),
    [
        (("2017-02-15", "2017-02-15"), ("2017-02-15", "2017-02-17")),
        (("2017-02-17", "2017-03-01"), ("2017-02-16", "2017-03-01")),
        (("2017-01-01", "2017-12-31"), ("2017-01-01", "2017-12-31")),
        (("2017-02-16", "2017-02-17"), None),
        (("2017-02-16", "2017-02-16"), None),
        ((None, None), None),
    ],
)
def test_a_whisker_spans_the_recorded_and_the_disputed_days(disputed, expected):
    days = [day and dt.date.fromisoformat(day) for day in disputed]
    items = [
        make_round(start="2017-02-16", end="2017-02-17"),
        make_document(date="2017-02-16/2017-02-17"),
        make_round(),
    ]
    for item in items:
        item.disputed_from, item.disputed_until = days
    whiskers = lines(draw_figure(items), "dispute")

    assert [(start[1:], end[1:]) for start, end in whiskers] == [
        ((address(item), expected[0]), (address(item), expected[1]))
        for item in items[:2]
        if expected
    ]


def test_sessions_of_a_round_have_its_number_with_a_letter():
    track = make_track()
    whole = make_round(track=track, number=3, status="held")
    sessions = [
        make_round(track=track, number=number, part_of=whole, status="held") for number in (3, 3, 7)
    ]
    rounds = read_marks({"whole": whole} | dict(enumerate(sessions)))

    numbers = {mark["path"]: mark["text"] for mark in points(draw_figure(rounds), "round")}
    assert [numbers[address(round)] for round in (whole, *sessions)] == ["3", "3a", "3b", "7"]


def test_the_layout_holds_the_ends_of_the_dated_time():
    items = [make_round(start="2014-03-02"), make_statement(date="2017-05")]
    layout = draw_figure(items)["layout"]

    assert (layout["meta"]["first"], layout["meta"]["last"]) == ("2014-03-02", "2017-05-31")
    assert list(layout["xaxis"]["range"]) == ["2014-03-02", "2017-05-31"]
    assert layout["xaxis"]["visible"] is True
    undated = draw_figure([make_round()])["layout"]
    assert (undated["meta"]["first"], undated["meta"]["last"]) == (None, None)
    assert undated["xaxis"]["visible"] is False
