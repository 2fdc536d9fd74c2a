"""Natural keys, orders, neighbours, names and addresses of rows."""

from typing import Any

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from talks.models import Round, Statement
from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_document,
    make_era,
    make_explanation,
    make_participation,
    make_round,
    make_sentence,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)
from tests.records import rollback

pytestmark = pytest.mark.django_db

MAKERS = (
    make_citation,
    make_context_note,
    make_document,
    make_era,
    make_explanation,
    make_participation,
    make_round,
    make_sentence,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)


def make_row(make: Any) -> Any:
    return make(round=make_round()) if make is make_citation else make()


# Natural keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_row_is_found_by_its_natural_key_among_others(make):
    rows = [make_row(make) for _ in range(3)]
    manager = type(rows[0])._default_manager

    assert [manager.get_by_natural_key(*row.natural_key()) for row in rows] == rows
    assert len({row.natural_key() for row in rows}) == 3


def test_every_model_has_a_natural_key():
    models = set(apps.get_app_config("talks").get_models())

    assert {type(make_row(make)) for make in MAKERS} == models


def test_natural_keys_of_participations_differ_if_round_actor_or_role_differ():
    round, other, actor = make_round(), make_round(), make_actor()
    parts = [
        make_participation(round=round, actor=actor, role="party"),
        make_participation(round=round, actor=actor, role="host"),
        make_participation(round=other, actor=actor, role="party"),
        make_participation(round=round, actor=make_actor(), role="party"),
    ]
    same = [type(part).objects.get_by_natural_key(*part.natural_key()) for part in parts]

    assert same == parts


# Order and neighbours of rounds ----------------------------------------------------------------


def test_dated_rounds_come_by_day_then_undated_ones_by_track_and_place():
    upper, lower = make_track(position=1), make_track(position=2)
    undated_low = make_round(track=lower)
    undated_up_2 = make_round(track=upper, ordinal=2)
    undated_up_1 = make_round(track=upper, ordinal=1)
    until = make_round(track=upper, end="../2012", ordinal=3)
    late = make_round(track=upper, start="2017", ordinal=4)
    early = make_round(track=lower, start="2014-01", ordinal=5)
    since = make_round(track=lower, start="2015/..", ordinal=6)
    same_day = make_round(track=upper, start="2017-01-01", ordinal=5)

    dated = [early, since, late, same_day]
    undated = [undated_up_1, undated_up_2, until, undated_low]
    assert list(Round.objects.in_time_order()) == dated + undated


def test_without_another_order_rounds_come_by_track_and_place():
    second, first = make_track(position=2), make_track(position=1)
    rounds = [
        make_round(track=second, ordinal=1, start="2010"),
        make_round(track=first, ordinal=2, start="2011"),
        make_round(track=first, ordinal=1, start="2012"),
    ]

    assert list(Round.objects.all()) == [rounds[2], rounds[1], rounds[0]]


@settings(max_examples=30)
@given(st.lists(st.integers(1, 30), unique=True, max_size=6), st.booleans())
def test_neighbours_of_a_round_are_those_of_its_track_in_its_order(ordinals, dated):
    with rollback():
        track, other = make_track(), make_track()
        for ordinal in ordinals:
            start = f"20{ordinal:02}" if dated else ""
            make_round(track=track, ordinal=ordinal, number=None, start=start)
            make_round(track=other, ordinal=ordinal, number=None, start=start)
        rows = list(track.rounds.in_time_order())

        assert [row.ordinal for row in rows] == sorted(ordinals)
        for at, row in enumerate(rows):
            assert list(Round.objects.before(row)) == rows[:at][::-1]
            assert list(Round.objects.after(row)) == rows[at + 1 :]


# Order and neighbours of statements ------------------------------------------------------------


def test_dated_statements_come_by_day_then_undated_ones_as_they_were_stored():
    dates = ["", "2017", "../2012", "2014-01-25", "2017-01-01", "2013/.."]
    rows = [make_statement(date=date) for date in dates]

    assert list(Statement.objects.in_time_order()) == [rows[at] for at in (5, 3, 1, 4, 0, 2)]
    assert list(Statement.objects.all()) == rows


DATES = st.sampled_from(["", "", "2017", "2017-01-01", "2018-05", "../2018", "2019/.."])


@settings(max_examples=40)
@given(st.lists(DATES, max_size=7))
def test_neighbours_of_a_statement_are_those_in_time_order(dates):
    with rollback():
        speaker = make_actor()
        for date in dates:
            make_statement(speaker=speaker, date=date)
        rows = list(Statement.objects.in_time_order())

        assert len(rows) == len(dates)
        for at, row in enumerate(rows):
            assert list(Statement.objects.before(row)) == rows[:at][::-1]
            assert list(Statement.objects.after(row)) == rows[at + 1 :]


# Names and addresses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"number": 9}, "Geneva 9"),
        ({"number": None}, "Geneva"),
        ({"number": 2, "title": "Geneva II"}, "Geneva II"),
    ],
)
def test_the_name_of_a_round_is_its_title_or_its_track_and_number(fields, name):
    assert str(make_round(track=make_track(slug="geneva"), **fields)) == name


def test_the_address_of_a_note_is_at_its_first_actor_else_its_source_else_the_sources():
    noted = make_context_note(slug="lull", actors=(make_actor(slug="b"), make_actor(slug="a")))
    note = make_context_note()
    make_citation(source=make_source(slug="paper"), context=note, locator="1.5")

    assert noted.get_absolute_url() == "/actors/a/#lull"
    assert note.get_absolute_url() == "/sources/paper/#at-1-5"
    assert make_context_note().get_absolute_url() == "/sources/"
