"""What an editor adds: a round, a statement, and a copy of a statement."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from talks.models import Round, Statement, Status
from tests.desk import edit_address, page_address, save
from tests.factories import (
    make_actor,
    make_citation,
    make_round,
    make_source,
    make_statement,
    make_track,
)
from tests.forms import read_form
from tests.talks.admin.citation_fields import citation_fields

pytestmark = pytest.mark.django_db


def test_a_round_is_added_with_participants_and_citations(admin_client):
    track, actor, source = make_track(slug="geneva"), make_actor(), make_source()
    make_round(track=track, ordinal=4)
    fields = {"track": track.pk, "number": "9", "status": "held", "start": "2017-02-15"}
    took_part = {"participations-TOTAL_FORMS": 1}
    took_part |= {"participations-0-actor": actor.pk, "participations-0-role": "party"}
    citation = citation_fields(
        source,
        supports=["start", "participations"],
        reported_field="start",
        reported_value="2017-02-14",
        nature="contradiction",
    )
    empty = read_form(admin_client.get(page_address(Round, "add")))
    answer = admin_client.post(page_address(Round, "add"), empty | fields | took_part | citation)
    assert answer.status_code == 302
    new_round = Round.objects.get(slug="geneva-9")
    assert (new_round.ordinal, new_round.participations.get().actor) == (5, actor)
    assert new_round.citations.get().supports == ["start", "participations"]
    assert new_round.citations.get().reported_value == "2017-02-14"


def test_a_statement_is_added_with_fields_that_only_statements_have(admin_client):
    speaker, source = make_actor(), make_source()
    fields = {"speaker": speaker.pk, "kind": "call", "summary": "Calls.", "slug": "calls"}
    empty = read_form(admin_client.get(page_address(Statement, "add")))
    rows = citation_fields(source, supports=["speaker", "summary"])
    assert (
        admin_client.post(page_address(Statement, "add"), empty | fields | rows).status_code == 302
    )
    assert Statement.objects.get().citations.get().supports == ["speaker", "summary"]


def test_a_new_date_is_on_the_timeline_at_the_next_request(admin_client):
    round = make_round(start="2016-01-29", status=Status.HELD)
    make_citation(round=round)
    assert "29 January 2016" in admin_client.get("/").content.decode()
    assert save(admin_client, round, start="2017-02-15", end="2017-02-16").status_code == 302
    timeline = admin_client.get("/").content.decode()
    assert "15 to 16 February 2017" in timeline
    assert "29 January 2016" not in timeline
    [mark] = [
        day
        for trace in admin_client.get("/").context["figure"]["data"]
        for day in trace.get("x", [])
        if str(day).startswith(("2016", "2017"))
    ][:1]
    assert str(mark).startswith("2017-02-15")


def test_editing_needs_a_login(client):
    answer = client.get(edit_address(make_round()))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


def test_a_new_statement_can_begin_with_the_values_of_another(admin_client):
    statement = make_statement(
        round=make_round(),
        addressees=(make_actor(), make_actor()),
        date="2017-02",
        summary="Calls.",
    )
    response = admin_client.get(edit_address(statement))
    link = f"{page_address(Statement, 'add')}?{response.context['copy_query']}"
    assert escape(link) in response.content.decode()
    form, old = read_form(admin_client.get(link)), read_form(response)

    same = ("speaker", "kind", "addressees", "date", "round", "summary")
    assert {name: form.get(name) for name in same} == {name: old.get(name) for name in same}
    assert form["slug"] == "" and form["citations-TOTAL_FORMS"] == "0"
