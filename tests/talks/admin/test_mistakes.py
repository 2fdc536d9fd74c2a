"""Mistakes in a form of the admin are reported at their fields."""

import pytest

from talks.models import Participation, Role, Round
from tests.desk import page_address, read_errors, save
from tests.every_model import MAKE
from tests.factories import (
    make_document,
    make_participation,
    make_round,
    make_source,
    make_statement,
    make_track,
    make_track_role,
    make_venue,
)
from tests.forms import read_form
from tests.talks.admin.citation_fields import citation_fields

pytestmark = pytest.mark.django_db


def test_every_constraint_that_an_editor_can_break_names_the_field_to_correct():
    for model in [*MAKE, Participation]:
        fields = {field.name for field in model._meta.fields}
        for constraint in model._meta.constraints:
            is_guarded = "known" in constraint.name or constraint.name.endswith("date_is_in_order")
            assert is_guarded or constraint.violation_error_code in fields, constraint.name


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"start": "2020-13"}, "start", "no such month"),
        ({"end": "2020-02-30"}, "end", "no such day"),
        ({"start": "2020", "end": "2019"}, "end", "ends before it starts"),
        ({"number": "0"}, "number", "numbered from 1"),
        ({"number": "1"}, "number", "has this number already"),
        ({"ordinal": "1"}, "ordinal", "choose a free one"),
        ({"slug": "track-1"}, "slug", "already exists"),
        ({"part_of": "itself"}, "part_of", "cannot be part of itself"),
        (
            {"realised_as": "itself", "status": "planned"},
            "realised_as",
            "cannot be realised as itself",
        ),
        ({"realised_as": "first"}, "realised_as", "This round was held"),
    ],
)
def test_a_mistake_is_reported_at_its_field_and_the_typed_values_stay(
    admin_client, changes, field, message
):
    track = make_track(slug="track")
    first, second = make_round(track=track), make_round(track=track)
    pks = {"itself": second.pk, "first": first.pk}
    changes = {name: str(pks.get(value, value)) for name, value in changes.items()}
    answer = save(admin_client, second, agenda="Typed anew", **changes)
    assert list(read_errors(answer)) == [field]
    assert message in read_errors(answer)[field][0]
    assert changes.items() <= read_form(answer).items()
    assert read_form(answer)["agenda"] == "Typed anew"
    second.refresh_from_db()
    assert second.agenda == ""


@pytest.mark.parametrize(
    ("make", "changes", "field"),
    [
        (make_statement, {"date": "2020-13"}, "date"),
        (make_document, {"date": "2020/2019"}, "date"),
        (make_source, {"published": "1850"}, "published"),
        (make_venue, {"latitude": "46.2"}, "longitude"),
        (make_venue, {"latitude": "146", "longitude": "6"}, "longitude"),
    ],
)
def test_other_models_report_mistakes_at_the_field_too(admin_client, make, changes, field):
    answer = save(admin_client, make(), **changes)
    assert list(read_errors(answer)) == [field]
    assert changes.items() <= read_form(answer).items()


def test_a_role_is_unique_per_actor(admin_client):
    role = make_track_role()
    other = make_track_role(track=role.track, actor=role.actor, role=Role.HOST)
    assert list(read_errors(save(admin_client, other, role=role.role))) == ["role"]
    participation = make_participation()
    again = {"actor": participation.actor_id, "role": participation.role}
    answer = save(
        admin_client,
        participation.round,
        **{f"participations-1-{name}": value for name, value in again.items()},
        **{"participations-TOTAL_FORMS": 2},
    )
    [first, second] = read_errors(answer, "participations")
    assert (first, list(second)) == ({}, ["role"])


def test_a_round_without_number_and_title_needs_a_slug(admin_client):
    fields = {"track": make_track().pk, "status": "held"}
    empty = read_form(admin_client.get(page_address(Round, "add")))
    answer = admin_client.post(page_address(Round, "add"), empty | fields)
    assert list(read_errors(answer)) == ["slug"]
    with_title = fields | {"title": "Congress of Sochi"} | citation_fields(make_source())
    assert admin_client.post(page_address(Round, "add"), empty | with_title).status_code == 302
    assert Round.objects.get().slug == "congress-of-sochi"
