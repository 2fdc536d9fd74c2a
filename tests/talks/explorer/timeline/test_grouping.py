"""Few things are drawn alone; many are counted in groups, by lane and part of time."""

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
from tests.records import ask, questions, rollback, select_by
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


def paths_drawn_alone(drawing: Drawing) -> set[str]:
    return {thing.path for thing in drawing.things}


def count_marks(drawing: Drawing) -> int:
    """Count the points of the figure, without those of lines between marks."""
    traces = timeline(drawing)["data"]
    return sum(len(one["x"]) for one in traces if one["meta"] not in ("trail", "dispute"))


@settings(max_examples=25)
@given(question=questions())
def test_few_things_are_drawn_alone_over_their_whole_time(question):
    drawing = grouping.draw(select_by(**question))
    items = items_of(ask(**question))

    assert drawing.groups == [] and not drawing.is_partial
    if "as_of" not in question:
        assert paths_drawn_alone(drawing) == set(map(address, items))
        first, last = period(items)
        assert (drawing.first is None) == (first is None)
        if first and last and drawing.first and drawing.last:
            assert drawing.first <= first and last <= drawing.last
            assert drawing.first.day == 1 and (drawing.last + dt.timedelta(1)).day == 1


@settings(max_examples=40)
@given(
    question=questions(),
    lanes=st.sampled_from(("track", "venue", "actor")),
    most=st.integers(80, 140),
    rounds=st.integers(0, 10),
)
def test_each_of_many_things_is_a_mark_or_counted_in_one_group_of_each_of_its_lanes(
    question, lanes, most, rounds
):
    selection = select_by(**question | {"lanes": lanes})
    with at_most(most, rounds=rounds):
        drawing = grouping.draw(selection)

    assert count_marks(drawing) <= most
    for at, (_, numbers) in enumerate(lanes_of(selection)):
        here = [
            thing.thing_type
            for thing, places in zip(drawing.things, drawing.lane_numbers, strict=True)
            if at in places
        ]
        group_counts = [group.counts for group in drawing.groups if group.lane == at]
        assert selection.catalogue.count_by_type(numbers) == tuple(
            here.count(side) + sum(counts[which] for counts in group_counts)
            for which, side in enumerate(THING_TYPES.values())
        )


@settings(max_examples=20)
@given(view=VIEWS, rounds=st.integers(0, 12))
def test_a_closer_view_has_shorter_groups_and_no_more_marks(view, rounds):
    with at_most(60, rounds=rounds):
        whole, near = grouping.draw(select_by()), grouping.draw(select_by(view=view))

    assert near.is_partial and count_marks(near) <= 60
    assert (near.first, near.last, near.lanes) == (whole.first, whole.last, whole.lanes)
    assert longest(near.groups) <= longest(whole.groups)


def longest(groups: Any) -> dt.timedelta:
    return max(
        (group.last - group.first for group in groups if group.first), default=dt.timedelta()
    )


def test_rounds_are_drawn_alone_if_few_are_in_view():
    with rollback():
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


def test_things_outside_the_view_are_left_out_but_not_those_that_reach_into_it():
    with rollback():
        track = make_track(slug="lake")
        for year in range(1980, 2000):
            make_round(track=track, start=f"{year}-03-01")
        make_round(track=track, start="1985-01-01", end="1992-01-01")
        with at_most(10, rounds=10):
            drawing = grouping.draw(select_by(track="lake", view="1990-01-01/1990-12-31"))

    assert {thing.day for thing in drawing.things} == {"1985-01-01", "1990-03-01"}


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
def test_a_group_gives_its_counts_and_its_days_in_words(first, last, counts, days, words):
    span = [dt.date.fromisoformat(day) for day in (first, last) if day]
    group = Group(0, counts, *span)

    assert (group.in_words(), group.days_in_words) == (words, days)


def test_a_group_opens_the_list_of_its_things():
    with at_most(20):
        [group, *_] = [one for one in grouping.draw(select_by()).groups if one.first]
    lane = lanes_of(select_by())[group.lane][0]
    page = Client().get(f"/?open=lanes/{lane.key}/{group.path}").content.decode()

    assert group.in_words() in page
    assert f"{lane.label}, {group.days_in_words}" in page
    assert f"since={group.first}" in page and f"until={group.last}" in page


@pytest.mark.parametrize("path", ["lanes/geneva/undated", "lanes/nowhere/undated"])
def test_undated_things_of_a_lane_can_be_opened_and_an_unknown_lane_is_reported(path):
    response = Client().get(f"/?open={path}")

    assert response.status_code == 200
    expected = "without a date" if "geneva" in path else "Nothing to open at"
    assert expected in response.content.decode()


def test_the_figure_of_a_closer_view_is_an_answer_of_its_own():
    with at_most(20):
        whole = Client().get("/timeline.json").json()
        near = Client().get("/timeline.json?view=2014-01-01/2014-03-01").json()

    assert whole["layout"]["meta"]["lanes"] == near["layout"]["meta"]["lanes"]
    assert whole["layout"]["meta"]["first"] == near["layout"]["meta"]["first"]
    assert whole["data"] != near["data"]


def test_the_strip_marks_hits_among_the_other_things():
    whole, with_words = (
        grouping.build_overview(select_by(since="2012")),
        grouping.build_overview(select_by(q="calm", since="2012")),
    )
    without_words = {(one.start, one.rounds, one.others): one.hits for one in whole}
    dated = select_by(q="calm", since="2012")

    assert set(without_words.values()) == {0}
    assert sum(one.hits for one in with_words) == len(dated.possible & dated.catalogue.closed)
    assert any(one.hits < one.rounds + one.others for one in with_words)
