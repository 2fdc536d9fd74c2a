"""The small figure of a stretch of time: who stands where, and that no two marks touch."""

import datetime as dt

import pytest

from talks.pages.stretch import ROW, Stretch, StretchLane, build_stretch
from tests.factories import make_document, make_round, make_track

FIRST, LAST = dt.date(2017, 1, 1), dt.date(2017, 12, 31)


def draw(*, rounds=(), documents=(), days=()) -> Stretch:
    return build_stretch(FIRST, LAST, rounds, documents, days)


def looks(lane: StretchLane) -> list[tuple[str, str]]:
    return [(mark.look, mark.number) for mark in lane.marks]


@pytest.mark.django_db
def test_lanes_come_in_time_and_hold_what_lies_in_the_window():
    late, early = make_track(slug="late", tone=2), make_track(slug="early", tone=3)
    rounds = [
        make_round(track=late, start="2017-09-01", end="2017-09-20", number=4),
        make_round(track=early, start="2017-02-01", number=1),
        make_round(track=early, start="2016-02-01", number=1, status="planned"),
        make_round(track=early),
    ]
    document = make_document(date="2017-10-01")
    stretch = draw(rounds=rounds, documents=[document], days=[FIRST, FIRST, dt.date(2016, 1, 1)])

    assert [(lane.name, lane.tone) for lane in stretch.lanes] == [
        ("Early", 3),
        ("Late", 2),
        ("On no track", 8),
    ]
    assert [looks(lane) for lane in stretch.lanes] == [
        [("held", "1")],
        [("held", "4")],
        [("document", "")],
    ]
    [bar] = stretch.lanes[1].bars
    assert bar.is_sure and bar.x == stretch.lanes[1].marks[0].x
    assert stretch.statements == [4]
    assert [tick.label for tick in stretch.ticks] == ["2017", "Apr", "Jul", "Oct"]


@pytest.mark.django_db
def test_a_conference_is_drawn_by_its_sessions_and_numbered_once():
    whole = make_round(start="2017-03", number=2)
    parts = [
        make_round(track=whole.track, start=day, number=2, part_of=whole)
        for day in ("2017-03-01", "2017-03-20")
    ]
    [lane] = draw(rounds=[whole, *parts]).lanes

    assert looks(lane) == [("held", "2"), ("held", "")]


@pytest.mark.django_db
def test_marks_that_would_touch_stand_above_one_another():
    track = make_track()
    rounds = [make_round(track=track, start=day) for day in ("2017-03-01", "2017-03-02", "2017-09")]
    [lane] = draw(rounds=rounds).lanes
    first, second, third = (mark.y for mark in lane.marks)

    assert (second, third) == (first + ROW, first)
