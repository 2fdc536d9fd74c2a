"""Rows that break no constraint are stored; wrong dates are not, nor are rows in use deleted."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from actors.models import Actor
from talks.models import TARGETS, Citation, Participation
from tests.breaking import Break, assert_reported_at_its_field
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_statement,
    make_venue,
)
from tests.talks.models.unstored import (
    MAKERS,
    a_citation,
    a_document,
    a_round,
    a_round_beside_a_held_first,
    a_source,
    a_statement,
    a_track,
    a_venue,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "make_row",
    [
        lambda: a_track(tone=1),
        lambda: a_track(tone=8),
        lambda: a_venue(latitude=-90, longitude=180),
        lambda: a_venue(latitude=0, longitude=0),
        lambda: a_round_beside_a_held_first(status="planned"),
        lambda: a_round_beside_a_held_first(status="postponed"),
        lambda: a_round_beside_a_held_first(part_of=make_round()),
        lambda: a_round_beside_a_held_first(number=None),
        lambda: a_round(number=1, track=make_round(number=None).track),
        lambda: a_round(status="postponed", realised_as=make_round()),
        lambda: a_round(start="2017-02-16", end="2017-02-16"),
        lambda: a_round(start="2017", end=""),
        lambda: a_round(start="", end="2017"),
        lambda: a_citation(
            round=make_round(), reported_field="number", reported_value="9", nature="naming"
        ),
        *(lambda name=name: a_citation(**{name: MAKERS[name]()}) for name in TARGETS),
    ],
)
def test_a_row_that_breaks_no_constraint_is_stored(make_row):
    row = make_row()
    row.full_clean()
    row.save()

    assert type(row)._default_manager.get(pk=row.pk) == row


def test_one_place_may_be_cited_for_several_facts_and_one_fact_from_several_places():
    round, source = make_round(), make_source()
    make_citation(source=source, round=round, locator="1.1")
    for more in (
        Citation(source=source, round=make_round(), locator="1.1"),
        Citation(source=source, round=round, locator="1.2"),
        Citation(source=make_source(), round=round, locator="1.1"),
        Citation(
            source=source,
            round=round,
            locator="1.1",
            reported_field="number",
            reported_value="9",
            nature="naming",
        ),
    ):
        more.full_clean()
        more.save()

    assert Citation.objects.count() == 5


@pytest.mark.parametrize("make_row", [a_round, a_statement, a_document, a_source])
def test_a_text_that_is_no_date_is_an_error_and_is_never_stored(make_row):
    row = make_row()
    name = next(n for n in ("start", "date", "published") if hasattr(row, n))
    setattr(row, name, "2020-13")

    assert_reported_at_its_field(Break("", lambda: row, name, "no such month"))
    with pytest.raises(ValidationError, match="no such month"), transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    assert not type(row)._base_manager.exists()


@pytest.mark.parametrize(
    ("make_row", "owner"),
    [
        (lambda: make_round().track, "rounds"),
        (lambda: make_round(venue=make_venue()).venue, "rounds"),
        (lambda: make_participation().actor, "participations"),
        (lambda: make_statement().speaker, "statements"),
        (lambda: make_citation(round=make_round()).source, "citations"),
        (lambda: make_statement(round=make_round()).round, "statements"),
    ],
)
def test_a_row_that_others_refer_to_cannot_be_deleted(make_row, owner):
    row = make_row()
    with pytest.raises(ProtectedError):
        row.delete()

    assert getattr(type(row)._default_manager.get(pk=row.pk), owner).exists()


def test_deleting_a_round_deletes_its_citations_and_participations_but_no_actor():
    actor = make_actor()
    round = make_round(participants=(actor,))
    make_citation(round=round)
    round.delete()

    assert not Citation.objects.exists()
    assert not Participation.objects.exists()
    assert Actor.objects.get() == actor
