"""The overview strip: how much lies where, over the whole of the dated time."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talks.figures import overview
from talks.figures.overview import MOST_BINS, period
from talks.models import OutcomeDocument, Round, Statement

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2050, 12, 31)).map(str)


def said(*dates: str) -> list[Statement]:
    return [Statement(date=date) for date in dates]


@given(st.lists(DAYS, min_size=1, max_size=12), st.integers(0, 3))
def test_every_dated_item_counts_once_and_no_other_does(days, undated):
    bins = overview(said(*days, *[""] * undated))

    assert sum(one.rounds + one.others for one in bins) == len(days)


@given(st.lists(DAYS, min_size=1, max_size=12))
def test_bars_lie_side_by_side_within_the_strip(days):
    bins = overview(said(*days))

    assert len(bins) <= max(MOST_BINS, int(max(days)[:4]) - int(min(days)[:4]) + 1)
    assert max(one.height for one in bins) == 100
    for one in bins:
        assert 0 <= one.left < one.left + one.width <= 101.5
        assert 0 <= one.base <= one.height <= 100
        assert one.height > 0
        assert one.top == pytest.approx(100 - one.height)
    assert all(one.left < other.left for one, other in pairwise(bins))


def test_rounds_are_told_from_what_was_said_and_agreed_in_the_same_quarter():
    items = [Round(start="2017-01-23"), *said("2017-03-31", "2017-01-01", "2017-02"), Round()]
    [one] = overview([*items, OutcomeDocument(date="2017-02-03")])

    assert (one.rounds, one.others) == (1, 4)
    assert (one.base, one.height) == (20, 100)


def test_a_few_years_are_counted_by_quarter():
    bins = overview(said("2016-01-01", "2016-03-31", "2016-04-01", "2018-12-31"))

    assert [one.others for one in bins] == [2, 1, 1]
    assert [one.height for one in bins] == [100, 50, 50]
    assert [round(one.left) for one in bins] == [0, 8, 92]


def test_many_years_are_counted_by_year():
    assert [one.others for one in overview(said("2000-06-01", "2000-12-31", "2020-02-01"))] == [
        2,
        1,
    ]


def test_an_uncertain_item_counts_in_the_middle_of_the_days_that_it_may_mean():
    [one] = overview(said("2017"))

    assert round(one.left) == 50  # July, of the four quarters


@pytest.mark.parametrize("dates", [[], [""], ["../2017"], ["2017/.."]])
def test_without_a_dated_item_there_is_no_strip(dates):
    assert overview(said(*dates)) == []
    assert period(said(*dates)) == (None, None)


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (("2016-12-31/2017-01-01", "2015-06", "", "2019/.."), "2015-04-01", "2017-03-31"),
        (("2017-02-16",), "2017-01-01", "2017-03-31"),
        (("2000-06-01", "2020-02-01"), "2000-01-01", "2020-12-31"),
    ],
)
def test_the_dated_time_is_that_of_whole_bars_from_the_first_to_the_last_day(dates, first, last):
    assert tuple(map(str, period(said(*dates)))) == (first, last)
