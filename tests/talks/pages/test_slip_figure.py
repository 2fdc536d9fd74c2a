"""Slips: how many days late a plan came about, and the bars that show it."""

import json

import pytest

from talks.models import Round, Slip, Track, measure_slip
from talks.pages.slip_figure import build_slip_figure


def make_round(
    start: str, end: str = "", *, number: int = 1, title: str = "", tone: int = 3
) -> Round:
    track = Track(slug="lake", short_name="Lake", tone=tone)
    return Round(track=track, start=start, end=end, number=number, title=title)


def postpone(plan: Round, successor: Round) -> Round:
    plan.realised_as = successor
    return plan


@pytest.mark.parametrize(
    ("plan", "successor", "expected"),
    [
        (("2016-02-25",), ("2016-03-14", "2016-03-24"), Slip(18, 18)),
        (("2017-08",), ("2017-09-14", "2017-09-15"), Slip(14, 44)),
        (("2023",), ("2024-01-24",), Slip(24, 388)),
        (("2017-03-02",), ("2017-03-02",), Slip(0, 0)),
        (("2017-03",), ("2017-03-02",), Slip(-29, 1)),
        (("2017-03-09",), ("2017-03-02",), Slip(-7, -7)),
        # A plan of several days was announced for the first of them.
        (("2022-07-25", "2022-07-29"), ("2022-08-01",), Slip(7, 7)),
        (("2022-07-25/2022-07-29",), ("2022-08-01/2022-08-03",), Slip(7, 7)),
        # With an end beside it an interval leaves the first day open.
        (("2022-07-25/2022-07-29", "2022-07-31"), ("2022-08-01",), Slip(3, 7)),
        (("2017-08-10",), ("2017-09",), Slip(22, 51)),
    ],
)
def test_a_slip_goes_from_the_first_day_announced_to_the_first_day_held(plan, successor, expected):
    assert measure_slip(make_round(*plan), make_round(*successor)) == expected


@pytest.mark.parametrize("open_date", ["", "../2020", "../2020~"])
def test_a_round_without_a_first_day_has_no_slip(open_date):
    assert measure_slip(make_round(open_date), make_round("2017-01-01")) is None
    assert measure_slip(make_round("2017-01-01"), make_round(open_date)) is None


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (Slip(47, 47), "47 days"),
        (Slip(1, 1), "1 day"),
        (Slip(14, 44), "14 to 44 days"),
        (Slip(0, 30), "up to 30 days"),
        (Slip(0, 1), "up to 1 day"),
        (Slip(0, 0), "on the same day"),
        (Slip(-1, -1), "earlier by 1 day"),
        (Slip(-9, -3), "earlier by 3 to 9 days"),
        (Slip(-9, 0), "earlier by up to 9 days"),
        (Slip(-9, 1), "from 9 days earlier to 1 day later"),
    ],
)
def test_a_slip_reads_as_words(late, words):
    assert str(late) == words


def test_sure_days_are_solid_and_possible_ones_pale_from_least_to_most():
    late = [
        (make_round("2017-08"), make_round("2017-09-14")),
        (make_round("2017-03"), make_round("2017-03-02")),
        (make_round("2017-03-09"), make_round("2017-03-02")),
        (make_round(""), make_round("2017-03-02")),
    ]
    sure, possible, labels = build_slip_figure(
        [postpone(plan, successor) for plan, successor in late]
    ).data

    assert (sure.meta, list(sure.x)) == ("sure", [14, 0, -7])
    assert (possible.meta, list(possible.base), list(possible.x)) == (
        "possible",
        [14, -29, -7],
        [30, 30, 0],
    )
    assert possible.marker.opacity < sure.marker.opacity
    assert [text.strip("\u00a0") for text in labels.text] == [
        "14 to 44 days",
        "from 29 days earlier to 1 day later",
        "earlier by 7 days",
    ]
    assert list(sure.y) == [0, 1, 2]


def test_colours_are_tones_and_texts_are_escaped():
    figure = build_slip_figure(
        [postpone(make_round("2017-08"), make_round("2017-09-14", title="<b>A & B</b>", tone=5))]
    )
    text = json.dumps(figure.to_plotly_json())

    assert list(figure.data[0].marker.color) == [5]
    assert "<b>" not in text
    assert "&lt;b&gt;A" in figure.layout.yaxis.ticktext[0]
    assert "Announced for August 2017" in figure.data[0].customdata[0]["lines"]


def test_without_late_rounds_the_figure_is_empty():
    assert list(build_slip_figure([]).data[0].x) == []
