"""The fields of dates, and how rows store the days that their texts mean."""

import datetime as dt
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction

from talks.models import Round, Statement
from tests.factories import make_actor, make_round, make_statement, make_track
from tests.record.dates.texts import days


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
    with pytest.raises(ValidationError) as error:
        statement.full_clean()
    assert list(error.value.message_dict) == ["date"]
    assert "no such month" in error.value.message_dict["date"][0]


def test_the_days_can_be_queried(db):
    make_round(start="2017-02")
    assert Round.objects.filter(earliest__gte=dt.date(2017, 1, 1), latest__year=2017).exists()
    assert not Round.objects.filter(latest__lt=dt.date(2017, 2, 28)).exists()
