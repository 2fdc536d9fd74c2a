"""Two editors at once: nobody saves over a newer save without seeing it, and nothing is lost."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client

from talks.models import Citation, Participation, Round, Venue
from tests.desk import edit_address, page_address
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_topic,
)
from tests.forms import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    round = make_round(start="2017-02", agenda="A truce.", outcome="None.", topics=(make_topic(),))
    for role in ("party", "mediator"):
        make_participation(round=round, actor=make_actor(), role=role)
    for locator in ("1.1", "2.3", "3.1"):
        make_citation(round=round, source=make_source(), locator=locator, supports=["agenda"])
    return round


@pytest.fixture
def editors(django_user_model: Any) -> tuple[Client, Client]:
    clients = []
    for name in ("one", "other"):
        client = Client()
        client.force_login(django_user_model.objects.create_superuser(name))
        clients.append(client)
    return clients[0], clients[1]


def open_form(client: Client, round: Round) -> dict[str, Any]:
    return read_form(client.get(edit_address(round)))


def reread(round: Round) -> Round:
    return Round.objects.get(pk=round.pk)


def test_a_second_save_is_held_and_shows_what_both_changed(editors, round):
    one, other = editors
    first, second = open_form(one, round), open_form(other, round)
    one.post(edit_address(round), first | {"agenda": "A truce in the north."})
    mine = {"agenda": "A truce in the south.", "start": "2018", "_why": "Read again."}
    answer = other.post(edit_address(round), second | mine)

    assert answer.status_code == 200
    [conflict] = answer.context["conflicts"]
    assert (conflict.label, conflict.base, conflict.theirs, conflict.mine) == (
        "Agenda",
        "A truce.",
        "A truce in the north.",
        "A truce in the south.",
    )
    assert "Somebody saved this while you were editing." in answer.content.decode()
    assert (reread(round).agenda, reread(round).start) == ("A truce in the north.", "2017-02")
    assert read_form(answer)["agenda"] == "A truce in the south."
    assert read_form(answer)["_why"] == "Read again."


def test_changes_of_different_fields_are_merged_and_saved_at_the_second_look(editors, round):
    one, other = editors
    first, second = open_form(one, round), open_form(other, round)
    new = make_topic()
    deleted_part, other_part = round.participations.all()
    changes = {"agenda": "Changed by one.", "participations-0-DELETE": "on"}
    one.post(
        edit_address(round),
        first | changes | {"topics": [str(new.pk)], "citations-0-locator": "9.9"},
    )
    answer = other.post(
        edit_address(round),
        second | {"outcome": "Changed by other.", "citations-1-locator": "p. 7"},
    )
    assert answer.context["conflicts"] == []
    assert "both are merged in the form" in answer.content.decode()
    assert other.post(edit_address(round), read_form(answer)).status_code == 302

    now = reread(round)
    assert (now.agenda, now.outcome) == ("Changed by one.", "Changed by other.")
    assert list(now.topics.all()) == [new]
    assert (
        list(now.participations.all()) == [other_part]
        and deleted_part not in Participation.objects.all()
    )
    assert [citation.locator for citation in now.citations.order_by("pk")] == ["9.9", "p. 7", "3.1"]


def test_in_a_conflict_either_value_can_be_chosen(editors, round):
    one, other = editors
    first, second = open_form(one, round), open_form(other, round)
    one.post(edit_address(round), first | {"agenda": "One.", "outcome": "One."})
    answer = other.post(edit_address(round), second | {"agenda": "Other.", "outcome": "Other."})
    conflicts = [line for line in answer.context["conflicts"] if line.label == "Agenda"]
    their_values = [line.checkbox_value for line in conflicts]
    assert (
        other.post(edit_address(round), read_form(answer) | {"_theirs": their_values}).status_code
        == 302
    )

    assert (reread(round).agenda, reread(round).outcome) == ("One.", "Other.")


def test_rows_that_either_side_adds_or_deletes_are_merged(editors, round):
    one, other = editors
    first, second = open_form(one, round), open_form(other, round)
    new = [make_actor(), make_actor()]
    for form, actor in ((first, new[0]), (second, new[1])):
        new_row = {"participations-TOTAL_FORMS": "3", "participations-2-actor": str(actor.pk)}
        form |= new_row | {"participations-2-role": "observer"}
    first["citations-0-DELETE"] = "on"
    one.post(edit_address(round), first)
    answer = other.post(edit_address(round), second | {"citations-1-DELETE": "on"})
    assert other.post(edit_address(round), read_form(answer)).status_code == 302

    assert {part.actor for part in Participation.objects.filter(role="observer")} == set(new)
    assert [citation.locator for citation in Citation.objects.filter(round=round)] == ["3.1"]


def test_a_row_that_one_deleted_and_the_other_changed_is_shown_again_before_it_is_saved(
    editors, round
):
    one, other = editors
    first, second = open_form(one, round), open_form(other, round)
    one.post(edit_address(round), first | {"citations-0-DELETE": "on"})
    answer = other.post(edit_address(round), second | {"citations-0-locator": "p. 7"})
    assert other.post(edit_address(round), read_form(answer)).status_code == 302

    assert {citation.locator for citation in reread(round).citations.all()} == {
        "2.3",
        "3.1",
        "p. 7",
    }


def test_a_change_outside_the_admin_is_a_conflict_too(editors, round):
    one, _ = editors
    form = open_form(one, round)
    Round.objects.filter(pk=round.pk).update(agenda="By hand.")
    answer = one.post(edit_address(round), form | {"outcome": "New."})

    assert answer.status_code == 200 and answer.context["conflicts"]
    assert reread(round).agenda == "By hand."


def test_without_another_save_a_form_is_saved_at_once_and_again(editors, round):
    one, _ = editors
    for agenda in ("First.", "Second."):
        assert (
            one.post(edit_address(round), open_form(one, round) | {"agenda": agenda}).status_code
            == 302
        )
    assert reread(round).agenda == "Second."


def test_a_form_with_a_mistake_is_still_checked_for_conflicts_when_it_is_sent_again(editors, round):
    one, other = editors
    second = open_form(other, round)
    wrong = other.post(edit_address(round), second | {"start": "no date"})
    one.post(edit_address(round), open_form(one, round) | {"agenda": "One."})
    answer = other.post(edit_address(round), read_form(wrong) | {"start": "2018"})

    assert answer.status_code == 200 and reread(round).start == "2017-02"


def test_if_somebody_stores_the_same_at_the_same_moment_the_form_comes_back(editors, monkeypatch):
    one, pages = editors[0], site.get_model_admin(Venue)
    venue = {"slug": "geneva", "country": "CH", "country_name": "Switzerland"}
    form = (
        read_form(one.get(page_address(Venue, "add"))) | venue | {"city": "Geneva", "_why": "New."}
    )
    save = type(pages).save_model
    with monkeypatch.context() as patch:
        theirs = Venue(**venue, city="Genf")
        patch.setattr(pages, "save_model", lambda *args: (theirs.save(), save(pages, *args)))
        answer = one.post(page_address(Venue, "add"), form)

    assert answer.status_code == 200 and not Venue.objects.exists()
    assert "Something in this form is in the record already" in answer.content.decode()
    assert (read_form(answer)["city"], read_form(answer)["_why"]) == ("Geneva", "New.")
    assert one.post(page_address(Venue, "add"), read_form(answer)).status_code == 302
    assert Venue.objects.get().city == "Geneva"


def test_if_somebody_deleted_the_thing_the_typed_values_are_shown(editors, round):
    one, other = editors
    second = open_form(other, round)
    one.post(page_address(Round, "delete", round.pk), {"post": "yes"})
    answer = other.post(edit_address(round), second | {"agenda": "All that I typed."})

    assert answer.status_code == 409
    assert "All that I typed." in answer.content.decode()


def test_a_thing_that_changed_since_the_question_is_not_deleted(editors, round):
    one, other = editors
    address = page_address(Round, "delete", round.pk)
    other.get(address)
    one.post(edit_address(round), open_form(one, round) | {"agenda": "One."})
    answer = other.post(address, {"post": "yes"}, follow=True)

    assert "Somebody changed this" in answer.content.decode() and reread(round)
    other.post(address, {"post": "yes"})
    assert not Round.objects.filter(pk=round.pk).exists()


def test_opening_a_form_takes_as_many_queries_however_many_rows_are_beneath(
    editors, round, django_assert_max_num_queries
):
    one, _ = editors
    for _ in range(20):
        make_citation(round=round, source=make_source())
        make_participation(round=round, actor=make_actor(), role="observer")
    with django_assert_max_num_queries(26):
        one.get(edit_address(round))
