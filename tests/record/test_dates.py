"""Dates: the days that a text may mean, their words, and the fields that store them."""

import calendar
import datetime as dt
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from record.dates import EXAMPLES, Bounds, bounds, find_certain_days, in_words, mark_day, span
from talks.models import Round, Statement
from tests.factories import make_actor, make_round, make_statement, make_track

YEAR = st.integers(1901, 2099).map(str)
MONTH = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)).map(lambda day: f"{day:%Y-%m}")
DAY = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)).map(str)
UNSPECIFIED = st.one_of(
    st.integers(191, 208).map("{}X".format),
    YEAR.map("{}-XX".format),
    YEAR.map("{}-XX-XX".format),
    MONTH.map("{}-XX".format),
)
SEASON = st.tuples(YEAR, st.sampled_from(["21", "22", "23"])).map("-".join)
STRICT = YEAR | MONTH | DAY | UNSPECIFIED | SEASON
DOUBTFUL = st.tuples(STRICT, st.sampled_from(["~", "?", "%"])).map("".join)
ONE_DATE = STRICT | DOUBTFUL
INTERVAL = st.tuples(ONE_DATE | st.just(".."), ONE_DATE | st.just("..") | st.just("")).map("/".join)


def days(earliest: str | None, latest: str | None) -> Bounds:
    return Bounds(*(day and dt.date.fromisoformat(day) for day in (earliest, latest)))


def is_date(text: str) -> bool:
    try:
        bounds(text)
    except ValidationError:
        return False
    return True


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
    except ValidationError as refused:
        assert text.strip() in refused.message
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
    with pytest.raises(ValidationError) as refused:
        bounds(text)
    assert wrong in refused.value.message
    assert EXAMPLES in refused.value.message
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
def test_the_core_is_the_days_on_which_it_surely_went_on(start, end, sure):
    assert find_certain_days(start, end) == (sure and days(*sure))


@given(ONE_DATE, ONE_DATE)
def test_the_core_lies_within_the_span(start, end):
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
def test_a_mark_stands_on_the_first_sure_day_else_in_the_middle(start, end, day):
    days = span(start, end)
    assert days.earliest
    assert days.latest

    assert mark_day(days.earliest, days.latest, start, end) == dt.date(*day)


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
        ("", "2020", "date not given, by 2020"),
        ("", "../2020", "date not given, by 2020"),
        ("../2020", "", "date not given, by 2020"),
        ("/2020", "", "date not given, by 2020"),
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


# How rows keep their days ------------------------------------------------------------------------


def stored_days(row: Any) -> tuple[dt.date | None, dt.date | None]:
    return type(row).objects.filter(pk=row.pk).values_list("earliest", "latest").get()


def test_a_saved_row_stores_the_days_of_its_texts(db):
    round = make_round(start="2017-02-15", end="2017-03")
    assert stored_days(round) == days("2017-02-15", "2017-03-31")


def test_a_row_without_a_date_stores_none(db):
    assert stored_days(make_round()) == (None, None)


def test_a_changed_text_changes_the_stored_days(db):
    round = make_round(start="2017", end="2018")
    round.start, round.end = "2019-05-01", ""
    assert (round.earliest, round.latest) == days("2019-05-01", "2019-05-01")
    round.save()
    assert stored_days(round) == days("2019-05-01", "2019-05-01")


def test_a_text_changed_after_reading_changes_the_days(db):
    make_round(start="2017")
    round = Round.objects.get()
    assert (round.earliest, round.latest) == days("2017-01-01", "2017-12-31")
    round.start = "2018"
    assert (round.earliest, round.latest) == days("2018-01-01", "2018-12-31")


def test_spaces_around_a_date_are_not_stored(db):
    round = make_round(start=" 2017 ")
    round.refresh_from_db()
    assert round.start == "2017"
    assert stored_days(round) == days("2017-01-01", "2017-12-31")


def test_reading_a_row_takes_its_stored_days_without_deriving_them(db, django_assert_num_queries):
    make_round(start="2017")
    Round.objects.update(earliest=dt.date(2016, 5, 5))  # as another rule of widening had stored it
    assert Round.objects.get().earliest == dt.date(2016, 5, 5)


def test_refreshing_reads_the_days_again(db):
    round = make_round(start="2017")
    again = Round.objects.get()
    again.start = "2018"
    again.save()
    round.refresh_from_db()
    assert (round.start, round.earliest) == ("2018", dt.date(2018, 1, 1))


def test_refreshing_one_field_leaves_the_days_right(db):
    round = make_round(start="2017")
    Round.objects.update(start="2018", earliest=dt.date(2018, 1, 1), latest=dt.date(2018, 12, 31))
    round.refresh_from_db(fields=["start"])
    assert round.earliest == dt.date(2018, 1, 1)


def test_the_days_alone_can_be_read_in_one_query(db, django_assert_num_queries):
    make_round(start="2017")
    with django_assert_num_queries(1):
        round = Round.objects.only("earliest", "latest").get()
        assert (round.earliest, round.latest) == days("2017-01-01", "2017-12-31")


def test_days_read_alone_follow_a_text_that_is_set_afterwards(db):
    make_round(start="2017", end="2018")
    round = Round.objects.only("earliest", "latest").get()
    round.start = "2016"
    assert (round.earliest, round.latest) == days("2016-01-01", "2018-12-31")


def test_days_left_out_of_a_query_follow_from_the_texts(db, django_assert_num_queries):
    make_round(start="2017")
    with django_assert_num_queries(1):
        assert Round.objects.defer("earliest").get().earliest == dt.date(2017, 1, 1)


def test_bulk_creation_stores_the_days(db):
    track = make_track()
    Round.objects.bulk_create(
        Round(track=track, slug=f"r-{year}", ordinal=year, status="held", start=str(year))
        for year in (2017, 2018)
    )
    assert list(Round.objects.values_list("earliest__year", flat=True)) == [2017, 2018]


def test_fixtures_store_the_days_though_they_hold_only_the_texts(db):
    make_statement(date="2017-02~")
    text = serializers.serialize("json", Statement.objects.all())
    assert "earliest" not in text
    Statement.objects.all().delete()
    for row in serializers.deserialize("json", text):
        row.save()
    assert stored_days(Statement.objects.get()) == days("2017-01-01", "2017-03-31")


def test_a_fixture_with_a_wrong_date_is_refused(db):
    make_statement(date="2017")
    text = serializers.serialize("json", Statement.objects.all()).replace('"2017"', '"2017-13"')
    with pytest.raises(ValidationError, match="no such month"):
        for row in serializers.deserialize("json", text):
            row.save()


@pytest.mark.parametrize(
    "write",
    [
        lambda round: round.save(),
        lambda round: Round.objects.bulk_update([round], ["start"]),
        lambda round: Round.objects.update(start=round.start),
    ],
    ids=["save", "bulk_update", "update"],
)
def test_no_way_of_writing_stores_a_wrong_date(db, write):
    round = make_round(start="2017")
    round.start = "2020-13"
    with pytest.raises(ValidationError, match="no such month"), transaction.atomic():
        write(round)
    assert Round.objects.get().start == "2017"


def test_a_wrong_text_is_reported_at_its_field(db):
    statement = Statement(
        slug="s", speaker=make_actor(), kind="position", summary="Says so.", date="2020-13"
    )
    assert statement.earliest is None
    with pytest.raises(ValidationError) as refused:
        statement.full_clean()
    assert list(refused.value.message_dict) == ["date"]
    assert "no such month" in refused.value.message_dict["date"][0]


def test_the_days_can_be_queried(db):
    make_round(start="2017-02")
    assert Round.objects.filter(earliest__gte=dt.date(2017, 1, 1), latest__year=2017).exists()
    assert not Round.objects.filter(latest__lt=dt.date(2017, 2, 28)).exists()
