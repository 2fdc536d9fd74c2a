"""The days that a date may mean, and the texts that are no date."""

import calendar
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from record.dates import EXAMPLES, Bounds, bounds, find_certain_days, in_words, mark_day, span
from tests.record.dates.texts import ONE_DATE, STRICT, days, is_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("", None, None),
        ("  ", None, None),
        ("2017", "2017-01-01", "2017-12-31"),
        (" 2017 ", "2017-01-01", "2017-12-31"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-02-16", "2017-02-16", "2017-02-16"),
        ("2017-12-24", "2017-12-24", "2017-12-24"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2017-XX", "2017-01-01", "2017-12-31"),
        ("2017-02-XX", "2017-02-01", "2017-02-28"),
        ("2017-XX-XX", "2017-01-01", "2017-12-31"),
        ("2017-21", "2017-03-01", "2017-05-31"),
        ("2017-24", "2017-12-01", "2018-02-28"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        ("2017-02-15/2017-02-16", "2017-02-15", "2017-02-16"),
        ("2017/2018-02", "2017-01-01", "2018-02-28"),
        ("2017-02/2017", "2017-02-01", "2017-12-31"),
        ("../2020", None, "2020-12-31"),
        ("/2020", None, "2020-12-31"),
        ("2020/..", "2020-01-01", None),
        ("2020/", "2020-01-01", None),
    ],
)
def test_a_text_means_the_days_from_the_first_to_the_last_that_it_allows(text, earliest, latest):
    assert bounds(text) == days(earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020~", "2019-01-01", "2021-12-31"),
        ("201X~", "2009-01-01", "2020-12-31"),
        ("2012-06~", "2012-05-01", "2012-07-31"),
        ("2012-01?", "2011-12-01", "2012-02-29"),
        ("2012-12%", "2012-11-01", "2013-01-31"),
        ("2012-21~", "2012-02-01", "2012-06-30"),
        ("2012-01-01~", "2011-12-31", "2012-01-02"),
        ("2012-06-XX~", "2012-05-31", "2012-07-01"),
        ("2012-06~/2012-09-01?", "2012-05-01", "2012-09-02"),
        ("../2012-06~", None, "2012-07-31"),
    ],
)
def test_doubt_widens_a_date_by_one_unit_of_its_own_precision(text, earliest, latest):
    assert bounds(text) == days(earliest, latest)


@given(STRICT)
def test_without_doubt_the_days_are_those_of_the_library(text):
    parsed = parse_edtf(text)
    assert bounds(text) == Bounds(
        dt.date(*parsed.lower_strict()[:3]), dt.date(*parsed.upper_strict()[:3])
    )


@given(st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)))
def test_a_year_contains_its_months_and_a_month_its_days(day):
    last = calendar.monthrange(day.year, day.month)[1]
    assert bounds(f"{day}") == Bounds(day, day)
    assert bounds(f"{day:%Y-%m}") == Bounds(day.replace(day=1), day.replace(day=last))
    assert bounds(f"{day:%Y}") == Bounds(day.replace(month=1, day=1), dt.date(day.year, 12, 31))


@given(STRICT, st.sampled_from(["~", "?", "%"]))
def test_doubt_adds_days_on_both_sides_and_never_takes_one(text, doubt):
    sure, doubtful = bounds(text), bounds(text + doubt)
    assert doubtful.earliest < sure.earliest <= sure.latest < doubtful.latest


@given(ONE_DATE, ONE_DATE)
def test_an_interval_reaches_from_its_first_date_to_its_last_or_is_refused(first, last):
    expected = Bounds(bounds(first).earliest, bounds(last).latest)
    if expected.earliest <= expected.latest:
        assert bounds(f"{first}/{last}") == expected
    else:
        with pytest.raises(ValidationError, match="ends before it begins"):
            bounds(f"{first}/{last}")


@given(st.text() | st.text(alphabet="0123456789X-/.~?% ", max_size=24))
def test_any_text_is_a_date_or_is_refused_with_a_message(text):
    try:
        days = bounds(text)
    except ValidationError as error:
        assert text.strip() in error.message
    else:
        assert None in days or days.earliest <= days.latest
        assert in_words(text.strip())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2020-13", "“2020-13” is not a date: no such month."),
        ("2020-00", "no such month"),
        ("2020-13~", "no such month"),
        ("2020-99-01", "no such month"),
        ("2020-25", "no such month"),
        ("2017-02-29", "no such day"),
        ("2017-02-16/2017-02-30", "“2017-02-16/2017-02-30” is not a date: no such day."),
        ("1850", "the year must lie from 1900 to 2100"),
        ("2017-2-1", "“2017-2-1” is not a date."),
        ("16 February 2017", "is not a date."),
        ("2017-1X", "is not a date."),
        ("2017/2018/2019", "is not a date."),
        ("/", "is not a date."),
        ("..", "is not a date."),
        ("../..", "is not a date."),
    ],
)
def test_a_wrong_text_gives_an_error_that_says_what_would_be_right(text, wrong, capsys):
    with pytest.raises(ValidationError) as error:
        bounds(text)
    assert wrong in error.value.message
    assert EXAMPLES in error.value.message
    assert capsys.readouterr().out == ""  # the library is never asked what makes it print


def test_an_interval_in_the_wrong_order_gives_an_error_that_says_so():
    with pytest.raises(ValidationError, match="put the earlier date first"):
        bounds("2018/2017")


@pytest.mark.parametrize("text", [example.split(" (")[0] for example in EXAMPLES.split(", ")])
def test_every_example_in_the_error_message_is_a_date(text):
    assert is_date(text)


@pytest.mark.parametrize(
    ("start", "end", "earliest", "latest"),
    [
        ("", "", None, None),
        ("2017-02", "", "2017-02-01", "2017-02-28"),
        ("2017-02", "2017-03-02", "2017-02-01", "2017-03-02"),
        ("", "2017", None, "2017-12-31"),
        ("2017", "../2020", "2017-01-01", "2020-12-31"),
        ("2017/..", "", "2017-01-01", None),
        ("2018", "2017", "2018-01-01", "2017-12-31"),
    ],
)
def test_a_span_reaches_from_the_start_to_the_end(start, end, earliest, latest):
    assert span(start, end) == days(earliest, latest)


@pytest.mark.parametrize(
    ("start", "end", "sure"),
    [
        ("2017-02-16", "", ("2017-02-16", "2017-02-16")),
        ("2017-02-15", "2017-02-18", ("2017-02-15", "2017-02-18")),
        ("2017-02-15/2017-02-18", "", ("2017-02-15", "2017-02-18")),
        ("2017-02", "2017-04", ("2017-02-28", "2017-04-01")),
        ("2017-02~", "2017-04~", None),
        ("2017-02", "", None),
        ("2017", "2018", ("2017-12-31", "2018-01-01")),
        ("2017/..", "", None),
        ("2017", "../2020", None),
        ("", "2017", None),
        ("", "", None),
    ],
)
def test_the_core_is_the_days_on_which_it_certainly_went_on(start, end, sure):
    assert find_certain_days(start, end) == (sure and days(*sure))


@given(ONE_DATE, ONE_DATE)
def test_the_core_is_within_the_span(start, end):
    whole, sure = span(start, end), find_certain_days(start, end)
    if sure:
        assert whole.earliest <= sure.earliest <= sure.latest <= whole.latest


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2017-02-16", "", (2017, 2, 16)),
        ("2017-02-16", "2017-02-24", (2017, 2, 16)),
        ("2017-02-16/2017-02-24", "", (2017, 2, 16)),
        ("2017-02-16", "2017-03", (2017, 2, 16)),
        ("2017", "", (2017, 7, 2)),
        ("2017-02-15~", "", (2017, 2, 15)),
        ("2016-02~", "", (2016, 2, 15)),
    ],
)
def test_a_mark_is_on_the_first_certain_day_else_in_the_middle(start, end, day):
    days = span(start, end)
    assert days.earliest
    assert days.latest

    assert mark_day(days.earliest, days.latest, start, end) == dt.date(*day)
