"""Contributors propose and editors decide; nobody sees a proposal in the record until then."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from record.editing.admin.proposals import ProposalAdmin
from record.editing.models import Proposal, State
from record.stamp import stamp
from talks.models import Citation, Round, Statement, Venue
from tests.desk import do, dump_record, edit_address, page_address, propose
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_statement,
)
from tests.forms import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    round = make_round(start="2017-02", agenda="A truce.")
    make_participation(round=round, actor=make_actor(), role="party")
    make_citation(round=round, source=make_source(), locator="1.1", supports=["agenda"])
    return round


def test_a_save_of_a_contributor_becomes_a_proposal_and_changes_nothing(
    contributor, client, round, capsys
):
    before, stamp_before = dump_record(capsys), stamp()
    proposal = propose(
        contributor,
        round,
        agenda="Unseen words.",
        _why="Read again.",
        **{"citations-0-locator": "9"},
    )

    assert dump_record(capsys) == before and stamp() == stamp_before
    assert (proposal.state, proposal.why, proposal.target) == (
        "waiting",
        "Read again.",
        str(round.pk),
    )
    for address in (
        "/",
        "/?q=unseen",
        round.get_absolute_url(),
        "/rounds.json",
        "/suggest/?q=unseen",
    ):
        assert "Unseen words." not in client.get(address).getvalue().decode()
    text = contributor.get(proposal.get_absolute_url()).content.decode()
    assert "Unseen words." in text and "Accept" not in text


def test_an_editor_sees_what_a_proposal_would_change_and_publishes_it(contributor, editor, round):
    proposal = propose(
        contributor, round, agenda="Better.", _why="Read again.", **{"citations-0-locator": "9"}
    )
    list_page = editor.get(reverse("admin:review_proposal_changelist")).content.decode()
    assert str(round) in list_page
    response = editor.get(proposal.get_absolute_url())
    assert [(one.before, one.after) for one in response.context["changes"]] == [
        ("A truce.", "Better."),
        ("1.1", "9"),
    ]
    assert do(editor, proposal, "accept").status_code == 302

    proposal.refresh_from_db()
    assert Round.objects.get(pk=round.pk).agenda == "Better."
    assert Citation.objects.get(round=round.pk).locator == "9"
    assert (proposal.state, str(proposal.decided_by)) == ("accepted", "editor")
    history = editor.get(page_address(Round, "history", round.pk)).content.decode()
    assert "Proposed by contributor: Read again." in history


def test_a_new_thing_is_proposed_and_published(contributor, editor):
    source, speaker = make_source(), make_actor()
    form = read_form(contributor.get(page_address(Statement, "add")))
    form |= {"speaker": speaker.pk, "kind": "call", "summary": "Calls.", "slug": "calls"}
    form |= {"citations-TOTAL_FORMS": "1", "citations-0-source": source.pk}
    form |= {"citations-0-locator": "1.1"}
    assert contributor.post(page_address(Statement, "add"), form).status_code == 302
    assert not Statement.objects.exists()
    [proposal] = Proposal.objects.waiting()
    assert editor.get(proposal.get_absolute_url()).status_code == 200
    assert do(editor, proposal, "accept").status_code == 302

    assert Statement.objects.get().citations.get().source == source


def test_a_proposal_that_is_accepted_twice_at_the_same_moment_is_published_once(
    contributor, editor, monkeypatch
):
    form = read_form(contributor.get(page_address(Venue, "add")))
    venue = {"city": "Geneva", "country": "CH", "country_name": "Switzerland"}
    contributor.post(page_address(Venue, "add"), form | venue | {"slug": "geneva"})
    proposal = Proposal.objects.get()  # as both of them found it
    do(editor, proposal, "accept")
    monkeypatch.setattr(ProposalAdmin, "get_submission", lambda *args: proposal)
    answer = editor.post(proposal.get_absolute_url(), {"do": "accept"})

    assert answer.status_code == 302 and Venue.objects.count() == 1
    texts = [str(message) for message in get_messages(answer.wsgi_request)]
    assert texts[-1] == "It is accepted already."


def test_a_contributor_gets_the_same_errors_as_an_editor(contributor, round):
    answer = contributor.post(
        edit_address(round), read_form(contributor.get(edit_address(round))) | {"start": "soon"}
    )

    assert answer.status_code == 200 and "is not a date" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_accepting_a_proposal_asks_first_if_the_record_has_changed(contributor, editor, round):
    proposal = propose(contributor, round, agenda="Proposed.")
    editor.post(
        edit_address(round), read_form(editor.get(edit_address(round))) | {"agenda": "Meanwhile."}
    )
    answer = do(editor, proposal, "accept")

    assert answer.status_code == 200 and "Meanwhile." in answer.content.decode()
    assert Round.objects.get(pk=round.pk).agenda == "Meanwhile."
    answer_to_save = editor.post(edit_address(round), read_form(answer))
    proposal.refresh_from_db()
    assert (answer_to_save.status_code, proposal.state) == (302, "accepted")
    assert Round.objects.get(pk=round.pk).agenda == "Proposed."


def test_an_editor_may_amend_a_proposal_or_decline_it_with_a_message(contributor, editor, round):
    proposal, other = (propose(contributor, round, agenda=text) for text in ("One.", "Two."))
    form_page = do(editor, proposal, "open")
    assert (read_form(form_page)["agenda"], read_form(form_page)["_why"]) == (
        "One.",
        "Proposed by contributor",
    )
    assert "This is what was proposed" in form_page.content.decode()
    assert "Somebody saved this" not in form_page.content.decode()
    assert (
        editor.post(edit_address(round), read_form(form_page) | {"agenda": "Amended."}).status_code
        == 302
    )
    do(editor, other, "decline", word="No source says so.")

    proposal.refresh_from_db(), other.refresh_from_db()
    assert Round.objects.get(pk=round.pk).agenda == "Amended."
    assert (proposal.state, other.state, other.word) == (
        "accepted",
        "declined",
        "No source says so.",
    )
    assert "No source says so." in contributor.get(other.get_absolute_url()).content.decode()


def test_the_author_may_continue_editing_a_proposal_or_withdraw_it(contributor, round):
    proposal = propose(contributor, round, agenda="First.", _why="Read again.")
    form_page = do(contributor, proposal, "open")
    contributor.post(edit_address(round), read_form(form_page) | {"agenda": "Second."})
    proposal.refresh_from_db()
    assert Proposal.objects.count() == 1 and proposal.form["agenda"] == ["Second."]
    assert proposal.why == "Read again."
    do(contributor, proposal, "withdraw")
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN


def test_author_and_editors_can_preview_the_page_of_a_proposal_and_nobody_else(
    contributor, editor, client, round, capsys
):
    proposal = propose(contributor, round, agenda="As it would be.")
    before, stamp_before = dump_record(capsys), stamp()
    address = reverse("admin:review_proposal_preview", args=[proposal.pk])

    for who in (contributor, editor):
        preview_page = who.get(address)
        assert "As it would be." in preview_page.content.decode()
        assert "not published" in preview_page.content.decode()
        assert "no-store" in preview_page["Cache-Control"]
    assert client.get(address).status_code == 302  # to log in
    assert dump_record(capsys) == before and stamp() == stamp_before
    assert "As it would be." not in client.get(round.get_absolute_url()).content.decode()


def test_no_crafted_request_lets_a_contributor_publish(contributor, editor, round, capsys):
    """Posts to every page of every thing as if it were an editor's."""
    statement = make_statement()
    make_citation(statement=statement, source=make_source())
    editor.post(
        edit_address(round), read_form(editor.get(edit_address(round))) | {"agenda": "Edited."}
    )
    version = editor.get(page_address(Round, "history", round.pk)).context["changes"][-1].version
    other = propose(contributor, statement, summary="Mine.")
    before = dump_record(capsys)
    forms = {thing: read_form(contributor.get(edit_address(thing))) for thing in (round, statement)}
    attempts = [
        *(
            (edit_address(thing), form | {"_publish": "1", "is_preview": "1"})
            for thing, form in forms.items()
        ),
        *((page_address(type(thing), "delete", thing.pk), {"post": "yes"}) for thing in forms),
        (page_address(Round, "revision", round.pk, version.pk), forms[round]),
        (page_address(Round, "recover", version.pk), forms[round]),
        (
            page_address(Statement, "changelist"),
            {"action": "delete_selected", "_selected_action": [statement.pk], "post": "yes"},
        ),
        (page_address(Citation, "add"), {"source": "1", "locator": "1"}),
        *((other.get_absolute_url(), {"do": what}) for what in ("accept", "decline", "")),
        (f"{edit_address(round)}?_popup=1", forms[round] | {"_popup": "1"}),
    ]
    for address, form in attempts:
        assert contributor.post(address, form).status_code in (200, 302, 403), address
    assert dump_record(capsys) == before


def test_a_contributor_sees_no_proposals_of_others(contributor, django_user_model, round):
    other = django_user_model.objects.create_superuser("somebody")
    other_proposal = Proposal.objects.create(
        kind="talks.round", target=str(round.pk), title="Hidden", form={}, author=other
    )

    list_page = contributor.get(reverse("admin:review_proposal_changelist")).content.decode()
    assert "Hidden" not in list_page
    assert contributor.get(other_proposal.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_an_unknown_proposal_is_not_found(editor, key):
    assert editor.get(f"/admin/review/proposal/{key}/change/").status_code == 404


def test_the_first_page_of_the_admin_counts_the_waiting_submissions_that_one_may_see(
    contributor, editor, round
):
    propose(contributor, round, agenda="One.")
    other = Proposal.objects.get()
    Proposal.objects.create(
        kind=other.kind, target=other.target, title="Other", form={}, author=editor_of(editor)
    )
    address = f"{reverse('admin:review_proposal_changelist')}?state__exact=waiting"

    for client, count in ((contributor, 1), (editor, 2)):
        first_page = client.get("/admin/").content.decode()
        assert f'{address}">Waiting proposals: <span class="quiet">{count}</span>' in first_page
        assert 'Waiting files: <span class="quiet">0</span>' in first_page


def editor_of(client: Client) -> Any:
    return get_user_model().objects.get(pk=client.session["_auth_user_id"])
