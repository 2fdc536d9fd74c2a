"""Adding many statements of a round at once: shared values, a row each, all saved or none."""

from typing import Any

import pytest
from django.contrib.admin import site
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from record.editing.models import Proposal
from record.editing.versions import list_changes
from talks.models import Round, Statement
from tests.desk import do, edit_address
from tests.factories import make_actor, make_round, make_source, make_topic
from tests.forms import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    return make_round(start="2017-02")


def address(round: Round) -> str:
    return reverse("admin:talks_round_statements", args=[round.pk])


def form(client: Client, round: Round, *rows: dict[str, Any], **shared: Any) -> dict[str, Any]:
    """Return the form of the page with rows filled in."""
    data = read_form(client.get(address(round))) | {"kind": "demand"} | shared
    for place, row in enumerate(rows):
        data |= {f"row-{place}-{name}": value for name, value in row.items()}
    return data


def test_each_row_becomes_a_statement_with_the_shared_values(editor, round):
    russia, un, source = make_actor(slug="russia"), make_actor(slug="un"), make_source()
    topic = make_topic()
    data = form(
        editor,
        round,
        {"speaker": russia.pk, "summary": "Wants a truce.", "locator": "1.2"},
        {},
        {"speaker": un.pk, "on_behalf_of": russia.pk, "summary": "Asks.", "quotation": "Please"}
        | {"kind": "call", "date": "2017-02-17", "locator": "1.3"},
        date="2017-02-16",
        source=source.pk,
        topics=topic.pk,
        _why="The minutes",
    )
    answer = editor.post(address(round), data, follow=True)

    assert "Statements added: 2." in answer.content.decode()
    assert answer.redirect_chain[-1][0] == edit_address(round)
    first, second = Statement.objects.order_by("pk")
    assert (first.slug, first.kind, first.date, first.round) == (
        "russia-wants-a-truce",
        "demand",
        "2017-02-16",
        round,
    )
    assert (second.kind, second.date, second.on_behalf_of) == ("call", "2017-02-17", russia)
    assert [*first.topics.all()] == [topic]
    [citation] = second.citations.all()
    assert (citation.source, citation.locator) == (source, "1.3")
    assert set(citation.supports) == {"kind", "date", "summary", "quotation", "speaker"} | {
        "on_behalf_of"
    }
    [change] = list_changes(Statement, first.pk)
    assert (change.who, change.why) == ("editor", "The minutes")


def test_if_one_row_is_wrong_nothing_is_saved_and_the_typed_values_stay(editor, round):
    speaker = make_actor(name="Speaker")
    rows = [
        {"speaker": speaker.pk, "summary": "Right.", "locator": "1"},
        {"speaker": speaker.pk, "summary": "Wrong day.", "date": "2017-02-30"},
        {"summary": "Nobody says so."},
        {"speaker": speaker.pk, "summary": "Long.", "locator": "x" * 121},
    ]
    data = form(editor, round, *rows, source=make_source().pk)
    page = editor.post(address(round), data)

    assert not Statement.objects.exists()
    errors_by_row = {
        place: row.errors for place, row in enumerate(page.context["rows"]) if row.errors
    }
    assert {place: list(fields) for place, fields in errors_by_row.items()} == {
        1: ["date"],
        2: ["speaker"],
        3: ["locator"],
    }
    assert "no such day" in page.content.decode()
    form_values = read_form(page)
    assert [form_values[f"row-{place}-summary"] for place in range(4)] == [
        row["summary"] for row in rows
    ]
    assert form_values["row-1-speaker"] == str(speaker.pk)
    assert form_values["row-1-date"] == "2017-02-30"


def test_without_a_source_or_a_row_nothing_is_saved(editor, round):
    row = {"speaker": make_actor().pk, "summary": "Says so."}
    page = editor.post(address(round), form(editor, round, row))
    assert "This field is required." in page.content.decode()
    page = editor.post(address(round), form(editor, round, source=make_source().pk))
    assert "Fill in a row." in page.content.decode()

    assert not Statement.objects.exists()


def test_the_same_words_twice_get_addresses_of_their_own(editor, round):
    row = {"speaker": make_actor(slug="a").pk, "summary": "Says so."}
    editor.post(address(round), form(editor, round, row, row, source=make_source().pk))

    assert {one.slug for one in Statement.objects.all()} == {"a-says-so", "a-says-so-2"}


def test_an_error_of_the_database_is_shown_beside_its_row(editor, round, monkeypatch):
    def refuse(*args: Any) -> None:
        raise IntegrityError

    row = {"speaker": make_actor().pk, "summary": "Wants a truce.", "locator": "1.2"}
    data = form(editor, round, row, date="2017-02-16", source=make_source().pk)
    monkeypatch.setattr(site.get_model_admin(Statement), "save_model", refuse)
    answer = editor.post(address(round), data)

    assert answer.status_code == 200 and not Statement.objects.exists()
    assert "Something in this form is in the record already" in str(
        answer.context["rows"][0].errors
    )


def test_more_rows_keep_what_was_typed(editor, round):
    data = form(editor, round, {"summary": "Begun."}) | {"_more": "More rows"}
    page = editor.post(address(round), data)

    assert len(page.context["rows"]) == 10
    assert read_form(page)["row-0-summary"] == "Begun."
    assert not Statement.objects.exists()


@pytest.mark.parametrize("count", ["x", "", "999999", "-1"])
def test_a_crafted_number_of_rows_breaks_nothing(editor, round, count):
    data = form(editor, round) | {"rows": count}

    assert len(editor.post(address(round), data).context["rows"]) <= 200


def test_each_row_of_a_contributor_waits_for_an_editor(contributor, editor, round):
    row = {"speaker": make_actor(slug="a").pk, "summary": "Says so.", "locator": "1"}
    data = form(contributor, round, row, row | {"locator": "2"}, source=make_source().pk)
    answer = contributor.post(address(round), data, follow=True)

    assert "Statements proposed: they wait for an editor: 2." in answer.content.decode()
    assert not Statement.objects.exists()
    for proposal in Proposal.objects.waiting():
        assert do(editor, proposal, "accept").status_code == 302
    assert {one.slug for one in Statement.objects.all()} == {"a-says-so", "a-says-so-2"}


def test_a_contributors_wrong_row_proposes_nothing(contributor, round):
    right = {"speaker": make_actor().pk, "summary": "Says so."}
    data = form(contributor, round, right, {"summary": "Nobody."}, source=make_source().pk)
    contributor.post(address(round), data)

    assert not Proposal.objects.exists()


def test_the_page_is_only_for_those_who_may_add_statements(client, django_user_model, round):
    assert client.get(address(round)).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert client.get(address(round)).status_code == 403
    assert client.post(address(round), {"rows": "1"}).status_code == 403


def test_the_page_of_a_round_links_to_it_and_an_unknown_round_has_none(editor, round):
    assert address(round) in editor.get(edit_address(round)).content.decode()
    assert editor.get(address(round).replace(str(round.pk), "0")).status_code == 404


def test_rows_that_are_shown_again_load_their_actors_with_one_query(editor, round):
    def queries(count: int) -> int:
        rows = [{"speaker": make_actor().pk, "summary": "Begun."} for _ in range(count)]
        data = form(editor, round, *rows) | {"_more": "1"}
        with CaptureQueriesContext(connection) as captured:
            editor.post(address(round), data)
        return len(captured)

    assert queries(5) == queries(1)
