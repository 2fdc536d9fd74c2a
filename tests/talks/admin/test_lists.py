"""The admin's lists: their filters, searches and counts."""

from typing import Any

import pytest
from django.db import models
from django.test import Client

from actors.models import Actor
from talks.models import Citation, Role, Round, Source, Topic, Track
from tests.desk import page_address
from tests.every_model import DIFFERENCE
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_venue,
)

pytestmark = pytest.mark.django_db


def filter_rows(client: Client, model: type[models.Model], **query: str) -> set[Any]:
    return set(client.get(page_address(model, "changelist", **query)).context["cl"].queryset)


def test_facts_without_a_source_or_with_a_dispute_are_found(admin_client):
    bare, agreed, disputed = make_round(), make_round(), make_round()
    make_citation(round=agreed)
    make_citation(round=disputed, **DIFFERENCE)
    assert filter_rows(admin_client, Round, cited="no") == {bare}
    assert filter_rows(admin_client, Round, cited="yes") == {agreed, disputed}
    assert filter_rows(admin_client, Round, cited="differ") == {disputed}
    assert filter_rows(admin_client, Round) == {bare, agreed, disputed}


def test_citations_can_be_filtered_by_the_kind_of_fact(admin_client):
    of_round, of_venue = make_citation(round=make_round()), make_citation(venue=make_venue())
    assert filter_rows(admin_client, Citation, backs="venue") == {of_venue}
    assert filter_rows(admin_client, Citation, backs="weather") == {of_round, of_venue}


def test_a_round_is_found_by_its_name(admin_client):
    track = make_track(slug="geneva", short_name="Geneva")
    rounds = [make_round(track=track, ordinal=place, number=place) for place in (8, 9)]
    assert filter_rows(admin_client, Round, q="Geneva 9") == {rounds[1]}


def test_the_date_browser_uses_the_days_that_a_date_may_mean(admin_client):
    early, late = make_round(start="2014-01-22"), make_round(start="2017-02-15")
    make_round()
    assert filter_rows(admin_client, Round, earliest__year="2017") == {late}
    assert filter_rows(admin_client, Round, earliest__year="2014", earliest__month="1") == {early}


def cells(client: Client, model: type[models.Model]) -> str:
    return client.get(page_address(model, "changelist")).content.decode()


def test_a_list_counts_sources_and_not_citations(admin_client):
    round, source = make_round(start="2017-02-15", end="2017-02-16"), make_source()
    for _ in range(2):
        make_citation(round=round, source=source)
    make_citation(round=round)
    table_cells = cells(admin_client, Round)
    assert '<td class="field-sources">2</td>' in table_cells
    assert "15 to 16 February 2017" in table_cells


def test_a_list_counts_the_rows_that_point_at_a_thing(admin_client):
    track, actor, topic = make_track(), make_actor(), make_topic()
    for _ in range(3):
        make_round(track=track, participants=(actor,), topics=(topic,))
    make_participation(round=track.rounds.first(), actor=actor, role=Role.HOST)
    make_statement(speaker=actor, topics=(topic,))
    make_relation(subject=actor)
    make_relation(object=actor)
    for model, name, number in [
        (Track, "rounds", 3),
        (Actor, "rounds", 3),
        (Actor, "statements", 1),
        (Actor, "relations", 2),
        (Topic, "rounds", 3),
        (Topic, "statements", 1),
    ]:
        assert f'<td class="field-{name}">{number}</td>' in cells(admin_client, model)


def test_a_source_links_to_its_citations(admin_client):
    citation = make_citation(round=make_round())
    make_citation(round=make_round())
    list_address = page_address(Citation, "changelist", source__id__exact=citation.source_id)
    assert f'<a href="{list_address}">1</a>' in cells(admin_client, Source)
    assert filter_rows(admin_client, Citation, source__id__exact=str(citation.source_id)) == {
        citation
    }


@pytest.mark.parametrize("term", ["الاس", "بشار الأ", "presid", "BASH", "x-of-sy", "ashar"])
def test_an_actor_is_found_by_the_beginning_of_any_of_its_names(admin_client, term):
    make_actor(slug="other", name="Somebody else")
    make_actor(slug="x-of-syria", name="Bashar", name_ar="بشار الأسد", aliases=["The President"])
    field = {"app_label": "talks", "model_name": "statement", "field_name": "speaker"}
    address = "/admin/autocomplete/"
    matches = admin_client.get(address, field | {"term": term}).json()["results"]

    assert [one["text"] for one in matches] == ["Bashar"]
