"""Dates and spans in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.dates import in_words
from tests.record.dates.texts import INTERVAL, ONE_DATE, is_date


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "date not given"),
        ("2017", "", "2017"),
        ("2017-02", "", "February 2017"),
        ("2017-02-06", "", "6 February 2017"),
        ("2019~", "", "about 2019"),
        ("2019-05?", "", "perhaps May 2019"),
        ("2019-05-01%", "", "perhaps about 1 May 2019"),
        ("2017-21", "", "spring 2017"),
        ("201X", "", "some time in the 2010s"),
        ("20XX", "", "some time from 2000 to 2099"),
        ("2017-XX", "", "some time in 2017"),
        ("2017-XX-XX", "", "some time in 2017"),
        ("2017-02-XX", "", "some time in February 2017"),
        ("2017-02-15", "2017-02-16", "15 to 16 February 2017"),
        ("2017-02-15/2017-02-16", "", "15 to 16 February 2017"),
        ("2017-02-28", "2017-03-02", "28 February to 2 March 2017"),
        ("2017-02", "2017-03", "February to March 2017"),
        ("2016-12-30", "2017-01-02", "30 December 2016 to 2 January 2017"),
        ("2017", "2018", "2017 to 2018"),
        ("2017", "2017-05", "2017 to May 2017"),
        ("2017-05", "2017-05", "May 2017"),
        ("2019~", "2020", "about 2019 to 2020"),
        ("", "2020", "undated (no later than 2020)"),
        ("", "../2020", "undated (no later than 2020)"),
        ("../2020", "", "undated (no later than 2020)"),
        ("/2020", "", "undated (no later than 2020)"),
        ("2020/..", "", "from 2020 on"),
        ("2020/", "", "from 2020, end not given"),
        ("2017", "../2020", "2017 to 2020 at the latest"),
        ("2017", "2020/..", "2017 to 2020 at the earliest"),
        ("2017/2018", "2019", "between 2017 and 2018 to 2019"),
    ],
)
def test_dates_are_in_plain_words(start, end, words):
    assert in_words(start, end) == words


@given(ONE_DATE | INTERVAL, st.just("") | ONE_DATE | INTERVAL)
def test_every_date_and_span_has_words(start, end):
    if is_date(start) and is_date(end):
        assert in_words(start, end).strip()
