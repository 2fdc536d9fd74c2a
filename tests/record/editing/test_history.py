"""Every change is stored as a version, listed field by field, and can be undone."""

from typing import Any

import pytest
import reversion
from django.test import Client
from reversion.models import Revision, Version

from actors.models import Actor, Relation
from record.editing.versions import BASELINE, find_last_change, list_changes, save_versions
from talks.models import Citation, Participation, Round, Statement
from tests.desk import edit_address, page_address, save
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
)
from tests.forms import read_form

pytestmark = pytest.mark.django_db


def whole(round: Round) -> Any:
    """Return all that a round is: its row, its topics, who took part, and what says so."""
    row = Round.objects.filter(pk=round.pk).values().get()
    topics = set(Round.objects.get(pk=round.pk).topics.values_list("slug", flat=True))
    parts = set(Participation.objects.filter(round=round.pk).values_list("pk", "actor", "role"))
    citations = list(Citation.objects.filter(round=round.pk).order_by("pk").values())
    return row, topics, parts, citations


@pytest.fixture
def round() -> Round:
    round = make_round(
        start="2017-02", agenda="A truce.", topics=(make_topic(), make_topic()), number=4
    )
    for role in ("party", "mediator"):
        make_participation(round=round, actor=make_actor(), role=role)
    for locator in ("1.1", "2.3"):
        make_citation(round=round, source=make_source(), locator=locator, supports=["agenda"])
    return round


def restore(client: Client, thing: Any, number: int) -> Any:
    """Ask for a version, counted from the newest, and save it as the form shows it."""
    version = list_changes(type(thing), thing.pk)[number].version
    address = page_address(type(thing), "revision", thing.pk, version.pk)
    return client.post(address, read_form(client.get(address)))


def test_a_change_is_listed_field_by_field_with_its_editor_and_reason(admin_client, round):
    topic = make_topic(name="Detainees")
    participation = round.participations.first()
    form = read_form(admin_client.get(edit_address(round)))
    form |= {"agenda": "A truce in the north.", "start": "2017-03", "topics": [str(topic.pk)]}
    form |= {"participations-0-DELETE": "on", "citations-0-locator": "1.2", "_why": "Read again."}
    assert admin_client.post(edit_address(round), form).status_code == 302

    newest, first = list_changes(Round, round.pk)
    changes = {change.label: (change.before, change.after) for change in newest.differences}
    assert (newest.who, newest.why, first.is_baseline) == ("admin", "Read again.", True)
    assert changes["agenda"] == ("A truce.", "A truce in the north.")
    assert changes["start"] == ("2017-02", "2017-03")
    assert changes["topics"][1] == "Detainees"
    assert changes["participation"] == (str(participation), "")
    assert any(label.endswith("locator") for label in changes)
    text = admin_client.get(page_address(Round, "history", round.pk)).content.decode()
    assert "Read again." in text and "A truce in the north." in text


def test_a_round_can_be_restored_from_three_versions_ago_with_its_rows(admin_client, round):
    before = whole(round)
    save(admin_client, round, agenda="Second.", **{"participations-0-DELETE": "on"})
    save(admin_client, round, agenda="Third.", topics=[], **{"citations-1-DELETE": "on"})
    save(admin_client, round, start="2018", status="planned", number="")
    assert whole(round) != before

    assert restore(admin_client, round, 3).status_code == 302
    assert whole(round) == before
    assert "Reverted" in list_changes(Round, round.pk)[0].why
    assert restore(admin_client, round, 1).status_code == 302
    assert Round.objects.get(pk=round.pk).agenda == "Third."


def test_a_deleted_round_can_be_restored_with_its_rows(admin_client, round):
    before = whole(round)
    admin_client.post(page_address(Round, "delete", round.pk), {"post": "yes"})
    assert not Round.objects.filter(pk=round.pk).exists()
    assert not Citation.objects.filter(round=round.pk).exists()

    response = admin_client.get(page_address(Round, "recoverlist"))
    [version] = response.context["deleted"]
    address = page_address(Round, "recover", version.pk)
    assert admin_client.post(address, read_form(admin_client.get(address))).status_code == 302
    assert whole(round) == before


def test_rows_of_a_bulk_delete_can_each_be_restored(admin_client):
    statements = [make_statement() for _ in range(2)]
    action = {"action": "delete_selected", "_selected_action": [row.pk for row in statements]}
    admin_client.post(page_address(Statement, "changelist"), action | {"post": "yes"})

    assert not Statement.objects.exists()
    assert len(admin_client.get(page_address(Statement, "recoverlist")).context["deleted"]) == 2


def test_a_version_that_cannot_be_restored_says_so_and_changes_nothing(admin_client):
    round = make_round(track=make_track(slug="lake"))
    admin_client.post(page_address(Round, "delete", round.pk), {"post": "yes"})
    round.track.delete()
    version = Version.objects.get_for_object_reference(Round, round.pk).first()
    answer = admin_client.get(page_address(Round, "recover", version.pk), follow=True)

    assert answer.status_code == 200
    assert "Could not" in answer.content.decode() or "Cannot" in answer.content.decode()
    assert not Round.objects.exists()


def test_looking_at_a_version_changes_nothing(admin_client, round):
    save(admin_client, round, agenda="Second.")
    before = whole(round)
    version = list_changes(Round, round.pk)[1].version
    response = admin_client.get(page_address(Round, "revision", round.pk, version.pk))

    assert read_form(response)["agenda"] == "A truce."
    assert whole(round) == before


def test_restoring_an_actor_keeps_the_relations_of_others_to_it(admin_client):
    actor, other = make_actor(name="Old"), make_actor()
    own = make_relation(subject=actor, object=other)
    save(admin_client, actor, name="New")
    later = make_relation(subject=other, object=actor, kind="opposes")
    assert restore(admin_client, actor, 1).status_code == 302

    assert Actor.objects.get(pk=actor.pk).name == "Old"
    assert set(Relation.objects.all()) == {own, later}


def test_a_thing_that_was_only_loaded_has_no_changes(admin_client, round):
    assert find_last_change(round) is None and list_changes(Round, round.pk) == []
    save(admin_client, round, agenda="Second.")
    assert find_last_change(round) is not None
    assert [change.why == BASELINE for change in list_changes(Round, round.pk)] == [False, True]


def test_a_history_takes_as_many_queries_however_long_it_is(
    admin_client, round, django_assert_max_num_queries
):
    for number in range(6):
        save(admin_client, round, agenda=f"Version {number}.")
    with django_assert_max_num_queries(12):
        assert len(list_changes(Round, round.pk)) == 7


def test_the_public_history_shows_when_and_what_but_not_who_or_why(admin_client, client, round):
    page_of = client.get(round.get_absolute_url()).content.decode()
    assert "Last changed" not in page_of
    form = read_form(admin_client.get(edit_address(round))) | {
        "agenda": "Second.",
        "_why": "A private word.",
    }
    admin_client.post(edit_address(round), form)

    assert "Last changed" in client.get(round.get_absolute_url()).content.decode()
    text = client.get(f"{round.get_absolute_url()}history/").content.decode()
    assert "A truce." in text and "Second." in text
    assert "A private word." not in text and "admin" not in text


@pytest.mark.parametrize("address", ["/rounds/nowhere/history/", "/documents/x/history/"])
def test_an_unknown_thing_has_no_history(client, address):
    assert client.get(address).status_code == 404


def test_a_thing_that_was_never_changed_says_so(client, round):
    text = client.get(f"{round.get_absolute_url()}history/").content.decode()

    assert "No changes since publication." in text


def test_versions_of_many_things_are_stored_just_like_that_of_one():
    round = make_round(topics=(make_topic(),), start="2017-02")
    make_participation(round=round, actor=make_actor())
    make_citation(round=round, supports=["start"], locator="1 – “é”")
    with reversion.create_revision():
        reversion.add_to_revision(round)
    save_versions(Round, [round.pk], why="As one")

    one, many = (
        {
            (version.content_type_id, version.object_id): (
                version.format,
                version.serialized_data,
                version.object_repr,
                version.db,
            )
            for version in revision.version_set.all()
        }
        for revision in Revision.objects.order_by("pk")
    )
    assert one == many
    assert len(one) == 3
