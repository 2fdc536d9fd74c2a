"""The overview strip: counts along time, as bars of one scale."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talks.explorer.timeline.figure import overview

COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30)


def months(*counts: tuple[int, int]) -> list[tuple[dt.date, dt.date, int, int, int]]:
    """Return counts of months that follow one another."""
    starts = [dt.date(2011 + at // 12, at % 12 + 1, 1) for at in range(len(counts) + 1)]
    spans = [(first, after - dt.timedelta(1)) for first, after in pairwise(starts)]
    return [(*span, *count, count[1]) for span, count in zip(spans, counts, strict=True)]


@given(COUNTS)
def test_each_part_of_time_with_things_has_a_bar_with_its_counts(counts):
    bins = overview(months(*counts))

    assert [(one.rounds, one.others) for one in bins] == [it for it in counts if sum(it)]


@given(COUNTS)
def test_bars_lie_side_by_side_within_the_strip(counts):
    bins = overview(months(*counts))

    assert max((one.height for one in bins), default=100) == 100
    for one in bins:
        assert 0 <= one.start < one.start + one.width <= 100.1
        assert 0 <= one.base <= one.height <= 100
        assert one.height > 0
        assert one.top == pytest.approx(100 - one.height)
    assert all(one.start + one.width <= other.start + 0.11 for one, other in pairwise(bins))


def test_heights_are_relative_to_the_tallest_bar_and_rounds_stand_apart():
    bins = overview(months((1, 4), (0, 0), (2, 0)))

    assert [(one.base, one.height) for one in bins] == [(20, 100), (40, 40)]
    assert [one.hit_height for one in bins] == [80, 0]
    assert [round(one.start) for one in bins] == [0, 66]


def test_an_empty_selection_has_no_strip():
    assert overview([]) == overview(months((0, 0), (0, 0))) == []
