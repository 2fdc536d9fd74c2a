"""What is said about the timeline: its key, and its shape for those who do not see it."""

import datetime as dt

import pytest

from talks.explorer.timeline.figure import Drawing, read_key
from talks.explorer.timeline.shape import describe_shape
from talks.models import Round
from tests.factories import (
    make_citation,
    make_document,
    make_round,
    make_source,
    make_statement,
    make_track,
)
from tests.talks.explorer.timeline.placing import draw_figure, lanes_of, make_drawing

pytestmark = pytest.mark.django_db


def test_the_key_explains_the_signs_that_are_there_and_no_others():
    track = make_track()
    session = make_round(track=track, start="2017-03-01", status="held")
    assert list(read_key(draw_figure([session]))) == [
        ("held", "held"),
        ("extent", "actual duration"),
    ]
    make_round(track=track, start="2017-02", status="postponed", realised_as=session)
    plan = make_round(track=track, status="never-held")
    make_citation(round=plan, source=make_source(published="2017-02-20"))
    make_round(track=track, start="2017-05~", status="planned")
    make_round(track=track, start="2017-06", status="cancelled")
    items = [*Round.objects.for_marks(), make_statement(), make_document()]
    assert [sign for sign, _ in read_key(draw_figure(items))] == [
        "held",
        "open",
        "moved",
        "never-held",
        "cancelled",
        "announced",
        "trail",
        "extent",
        "span",
        "statement",
        "document",
    ]


def test_the_shape_says_when_most_rounds_and_the_last_ones_were_held():
    lake, hill = (
        make_track(short_name=name, position=at) for at, name in enumerate(("Lake", "Hill"))
    )
    rounds = [
        make_round(track=lake, start=start, status="held")
        for start in ("2016-05-01", "2017-01-23", "2017-02-16")
    ]
    rounds.append(make_round(track=hill, start="2017-11-22", status="held"))
    rounds.append(make_round(track=hill, start="2019-01-01", status="planned"))
    assert describe_shape(make_drawing(rounds)) == (
        "Of 4 dated rounds most were held in 2017, 3 of them. "
        "The last rounds: Lake, February 2017; Hill, November 2017."
    )


def test_of_few_rounds_and_of_groups_no_shape_is_told():
    session = make_round(start="2017-01-23", status="held")
    lanes, numbers = lanes_of("track", [session])
    assert describe_shape(make_drawing([session])) == ""
    day = dt.date(2017, 1, 1)
    assert describe_shape(Drawing(lanes, [], numbers, [], day, day, is_partial=True)) == ""
