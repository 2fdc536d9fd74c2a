"""Two editors at once: nobody saves over another's newer save unseen, and nothing is lost."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client

from talks.models import Citation, Participation, Round, Venue
from tests.desk import edit, page
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_topic,
)
from tests.forms import typed

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


def opened(client: Client, round: Round) -> dict[str, Any]:
    return typed(client.get(edit(round)))


def stands(round: Round) -> Round:
    return Round.objects.get(pk=round.pk)


def test_who_saves_second_is_shown_what_both_changed_and_nothing_is_saved(editors, round):
    one, other = editors
    first, second = opened(one, round), opened(other, round)
    one.post(edit(round), first | {"agenda": "A truce in the north."})
    mine = {"agenda": "A truce in the south.", "start": "2018", "_why": "Read again."}
    answer = other.post(edit(round), second | mine)

    assert answer.status_code == 200
    [conflict] = answer.context["conflicts"]
    assert (conflict.label, conflict.base, conflict.theirs, conflict.mine) == (
        *("Agenda", "A truce."),
        *("A truce in the north.", "A truce in the south."),
    )
    assert "Somebody saved this while you were editing." in answer.content.decode()
    assert (stands(round).agenda, stands(round).start) == ("A truce in the north.", "2017-02")
    assert typed(answer)["agenda"] == "A truce in the south."
    assert typed(answer)["_why"] == "Read again."


def test_what_only_one_changed_is_put_together_and_saved_at_the_second_look(editors, round):
    one, other = editors
    first, second = opened(one, round), opened(other, round)
    new = make_topic()
    gone, kept = round.participations.all()
    changes = {"agenda": "Changed by one.", "participations-0-DELETE": "on"}
    one.post(edit(round), first | changes | {"topics": [str(new.pk)], "citations-0-locator": "9.9"})
    answer = other.post(
        edit(round), second | {"outcome": "Changed by other.", "citations-1-locator": "p. 7"}
    )
    assert answer.context["conflicts"] == []
    assert "both are merged in the form" in answer.content.decode()
    assert other.post(edit(round), typed(answer)).status_code == 302

    now = stands(round)
    assert (now.agenda, now.outcome) == ("Changed by one.", "Changed by other.")
    assert list(now.topics.all()) == [new]
    assert list(now.participations.all()) == [kept] and gone not in Participation.objects.all()
    assert [cited.locator for cited in now.citations.order_by("pk")] == ["9.9", "p. 7", "3.1"]


def test_of_what_both_changed_either_can_be_taken(editors, round):
    one, other = editors
    first, second = opened(one, round), opened(other, round)
    one.post(edit(round), first | {"agenda": "One.", "outcome": "One."})
    answer = other.post(edit(round), second | {"agenda": "Other.", "outcome": "Other."})
    taken = [one.take for one in answer.context["conflicts"] if one.label == "Agenda"]
    assert other.post(edit(round), typed(answer) | {"_theirs": taken}).status_code == 302

    assert (stands(round).agenda, stands(round).outcome) == ("One.", "Other.")


def test_rows_that_either_adds_or_deletes_are_neither_lost_nor_brought_back(editors, round):
    one, other = editors
    first, second = opened(one, round), opened(other, round)
    new = [make_actor(), make_actor()]
    for form, actor in ((first, new[0]), (second, new[1])):
        added = {"participations-TOTAL_FORMS": "3", "participations-2-actor": str(actor.pk)}
        form |= added | {"participations-2-role": "observer"}
    first["citations-0-DELETE"] = "on"
    one.post(edit(round), first)
    answer = other.post(edit(round), second | {"citations-1-DELETE": "on"})
    assert other.post(edit(round), typed(answer)).status_code == 302

    assert {part.actor for part in Participation.objects.filter(role="observer")} == set(new)
    assert [cited.locator for cited in Citation.objects.filter(round=round)] == ["3.1"]


def test_a_row_that_one_deleted_and_the_other_changed_is_kept_for_a_second_look(editors, round):
    one, other = editors
    first, second = opened(one, round), opened(other, round)
    one.post(edit(round), first | {"citations-0-DELETE": "on"})
    answer = other.post(edit(round), second | {"citations-0-locator": "p. 7"})
    assert other.post(edit(round), typed(answer)).status_code == 302

    assert {cited.locator for cited in stands(round).citations.all()} == {"2.3", "3.1", "p. 7"}


def test_what_was_changed_otherwise_than_here_is_a_conflict_too(editors, round):
    one, _ = editors
    form = opened(one, round)
    Round.objects.filter(pk=round.pk).update(agenda="By hand.")
    answer = one.post(edit(round), form | {"outcome": "New."})

    assert answer.status_code == 200 and answer.context["conflicts"]
    assert stands(round).agenda == "By hand."


def test_where_nobody_else_saved_it_is_saved_at_once_and_so_again(editors, round):
    one, _ = editors
    for agenda in ("First.", "Second."):
        assert one.post(edit(round), opened(one, round) | {"agenda": agenda}).status_code == 302
    assert stands(round).agenda == "Second."


def test_a_mistake_does_not_let_a_form_pass_later(editors, round):
    one, other = editors
    second = opened(other, round)
    wrong = other.post(edit(round), second | {"start": "no date"})
    one.post(edit(round), opened(one, round) | {"agenda": "One."})
    answer = other.post(edit(round), typed(wrong) | {"start": "2018"})

    assert answer.status_code == 200 and stands(round).start == "2017-02"


def test_where_another_stores_the_same_in_the_same_moment_the_form_comes_back(editors, monkeypatch):
    one, pages = editors[0], site.get_model_admin(Venue)
    venue = {"slug": "geneva", "country": "CH", "country_name": "Switzerland"}
    form = typed(one.get(page(Venue, "add"))) | venue | {"city": "Geneva", "_why": "New."}
    save = type(pages).save_model
    with monkeypatch.context() as patch:
        theirs = Venue(**venue, city="Genf")
        patch.setattr(pages, "save_model", lambda *sent: (theirs.save(), save(pages, *sent)))
        answer = one.post(page(Venue, "add"), form)

    assert answer.status_code == 200 and not Venue.objects.exists()
    assert "Something in this form is in the record already" in answer.content.decode()
    assert (typed(answer)["city"], typed(answer)["_why"]) == ("Geneva", "New.")
    assert one.post(page(Venue, "add"), typed(answer)).status_code == 302
    assert Venue.objects.get().city == "Geneva"


def test_what_was_typed_into_what_somebody_deleted_is_handed_back(editors, round):
    one, other = editors
    second = opened(other, round)
    one.post(page(Round, "delete", round.pk), {"post": "yes"})
    answer = other.post(edit(round), second | {"agenda": "All that I typed."})

    assert answer.status_code == 409
    assert "All that I typed." in answer.content.decode()


def test_what_was_changed_is_not_deleted_unseen(editors, round):
    one, other = editors
    address = page(Round, "delete", round.pk)
    other.get(address)
    one.post(edit(round), opened(one, round) | {"agenda": "One."})
    answer = other.post(address, {"post": "yes"}, follow=True)

    assert "Somebody changed this" in answer.content.decode() and stands(round)
    other.post(address, {"post": "yes"})
    assert not Round.objects.filter(pk=round.pk).exists()


def test_what_a_form_is_opened_on_costs_the_same_however_much_hangs_on_it(
    editors, round, django_assert_max_num_queries
):
    one, _ = editors
    for _ in range(20):
        make_citation(round=round, source=make_source())
        make_participation(round=round, actor=make_actor(), role="observer")
    with django_assert_max_num_queries(26):
        one.get(edit(round))
