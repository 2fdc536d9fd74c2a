"""What is drawn: each thing alone where there are few, else counted by lane and part of time."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from talks.explorer.timeline import grouping
from talks.explorer.timeline.figure import Drawing, Group, timeline
from talks.explorer.timeline.lanes import lanes_of
from talks.models import THING_TYPES
from tests.factories import make_round, make_statement, make_track
from tests.records import ask, questions, select_by, undone
from tests.talks.explorer.timeline.drawing import address, items_of
from tests.talks.explorer.timeline.placing import period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

VIEWS = st.sampled_from(
    ("", "2012-01-01/2014-06-30", "2017-02-01/2017-02-28", "1990-01-01/1991-01-01")
)


@contextmanager
def at_most(marks: int, *, rounds: int = 0) -> Iterator[None]:
    with mock.patch.multiple(grouping, MOST_MARKS=marks, MOST_ROUNDS=rounds):
        yield


def alone(drawn: Drawing) -> set[str]:
    return {told.path for told in drawn.things}


def marks(drawn: Drawing) -> int:
    """Count every point of the figure that stands for something; lines between them are few."""
    traces = timeline(drawn)["data"]
    return sum(len(one["x"]) for one in traces if one["meta"] not in ("trail", "dispute"))


@settings(max_examples=25)
@given(question=questions())
def test_of_few_each_stands_alone_over_the_whole_of_its_time(question):
    drawn = grouping.draw(select_by(**question))
    items = items_of(ask(**question))

    assert drawn.groups == [] and not drawn.is_partial
    if "as_of" not in question:
        assert alone(drawn) == set(map(address, items))
        first, last = period(items)
        assert (drawn.first is None) == (first is None)
        if first and last and drawn.first and drawn.last:
            assert drawn.first <= first and last <= drawn.last
            assert drawn.first.day == 1 and (drawn.last + dt.timedelta(1)).day == 1


@settings(max_examples=40)
@given(
    question=questions(),
    lanes=st.sampled_from(("track", "venue", "actor")),
    most=st.integers(80, 140),
    rounds=st.integers(0, 10),
)
def test_of_many_each_is_drawn_alone_or_counted_once_in_each_of_its_lanes(
    question, lanes, most, rounds
):
    selection = select_by(**question | {"lanes": lanes})
    with at_most(most, rounds=rounds):
        drawn = grouping.draw(selection)

    assert marks(drawn) <= most
    for at, (_, numbers) in enumerate(lanes_of(selection)):
        here = [
            told.thing_type
            for told, places in zip(drawn.things, drawn.lane_numbers, strict=True)
            if at in places
        ]
        grouped = [group.counts for group in drawn.groups if group.lane == at]
        assert selection.catalogue.count_by_type(numbers) == tuple(
            here.count(side) + sum(counts[which] for counts in grouped)
            for which, side in enumerate(THING_TYPES.values())
        )


@settings(max_examples=20)
@given(view=VIEWS, rounds=st.integers(0, 12))
def test_what_is_in_view_is_drawn_in_a_finer_grain_and_no_more_than_that(view, rounds):
    with at_most(40, rounds=rounds):
        whole, near = grouping.draw(select_by()), grouping.draw(select_by(view=view))

    assert near.is_partial and marks(near) <= 40
    assert (near.first, near.last, near.lanes) == (whole.first, whole.last, whole.lanes)
    assert longest(near.groups) <= longest(whole.groups)


def longest(groups: Any) -> dt.timedelta:
    return max(
        (group.last - group.first for group in groups if group.first), default=dt.timedelta()
    )


def test_rounds_stand_alone_as_long_as_few_are_in_view():
    with undone():
        track = make_track(slug="lake")
        rounds = [make_round(track=track, start=f"1990-{month:02}-01") for month in range(1, 13)]
        for month in range(1, 13):
            for _ in range(5):
                make_statement(round=rounds[month - 1], date=f"1990-{month:02}-15")
        with at_most(40, rounds=13):
            few = grouping.draw(select_by(track="lake"))
        with at_most(40, rounds=12):
            many = grouping.draw(select_by(track="lake"))

    assert len(few.things) == 12
    assert [group.counts for group in few.groups] == [(0, 5, 0)] * 12
    assert many.things == []
    assert Counter(group.counts for group in many.groups) == {(1, 0, 0): 12, (0, 5, 0): 12}


def test_what_is_beyond_the_view_is_left_out_and_what_reaches_into_it_is_not():
    with undone():
        track = make_track(slug="lake")
        for year in range(1980, 2000):
            make_round(track=track, start=f"{year}-03-01")
        make_round(track=track, start="1985-01-01", end="1992-01-01")
        with at_most(10, rounds=10):
            drawn = grouping.draw(select_by(track="lake", view="1990-01-01/1990-12-31"))

    assert {told.day for told in drawn.things} == {"1985-01-01", "1990-03-01"}


@pytest.mark.parametrize(
    ("first", "last", "counts", "days", "words"),
    [
        (
            "2017-02-01",
            "2017-02-28",
            (2, 47, 1),
            "February 2017",
            "2 rounds, 47 statements and 1 document",
        ),
        ("2017-01-01", "2017-12-31", (0, 1200, 0), "2017", "1,200 statements"),
        ("2017-01-01", "2017-03-31", (1, 1, 0), "January to March 2017", "1 round and 1 statement"),
        ("2017-02-13", "2017-02-19", (0, 0, 2), "13 to 19 February 2017", "2 documents"),
        ("2010-01-01", "2019-12-31", (0, 2, 0), "2010 to 2019", "2 statements"),
        ("", "", (0, 2, 0), "without a date", "2 statements"),
    ],
)
def test_a_group_says_what_is_in_it_and_of_when(first, last, counts, days, words):
    span = [dt.date.fromisoformat(day) for day in (first, last) if day]
    group = Group(0, counts, *span)

    assert (group.in_words(), group.days_in_words) == (words, days)


def test_a_group_opens_the_list_of_what_it_holds():
    with at_most(20):
        [group, *_] = [one for one in grouping.draw(select_by()).groups if one.first]
    lane = lanes_of(select_by())[group.lane][0]
    page = Client().get(f"/?open=lanes/{lane.key}/{group.path}").content.decode()

    assert group.in_words() in page
    assert f"{lane.label}, {group.days_in_words}" in page
    assert f"since={group.first}" in page and f"until={group.last}" in page


@pytest.mark.parametrize("path", ["lanes/geneva/undated", "lanes/nowhere/undated"])
def test_what_a_lane_holds_without_a_date_can_be_opened_and_what_is_no_lane_is_told(path):
    response = Client().get(f"/?open={path}")

    assert response.status_code == 200
    expected = "without a date" if "geneva" in path else "Nothing here is called"
    assert expected in response.content.decode()


def test_the_figure_can_be_asked_for_alone_in_a_closer_view():
    with at_most(20):
        whole = Client().get("/timeline.json").json()
        near = Client().get("/timeline.json?view=2014-01-01/2014-03-01").json()

    assert whole["layout"]["meta"]["lanes"] == near["layout"]["meta"]["lanes"]
    assert whole["layout"]["meta"]["first"] == near["layout"]["meta"]["first"]
    assert whole["data"] != near["data"]


def test_the_strip_marks_where_the_words_are_said_among_all_else():
    whole, said = (
        grouping.build_overview(select_by(since="2012")),
        grouping.build_overview(select_by(q="calm", since="2012")),
    )
    silent = {(one.start, one.rounds, one.others): one.hits for one in whole}
    dated = select_by(q="calm", since="2012")

    assert set(silent.values()) == {0}
    assert sum(one.hits for one in said) == len(dated.possible & dated.catalogue.closed)
    assert any(one.hits < one.rounds + one.others for one in said)
