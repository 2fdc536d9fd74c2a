"""Who may send, see, import, decline and withdraw a file."""

import pytest

from record.editing.models import State
from record.editing.versions import list_changes
from record.stamp import stamp
from talks.imports.models import FileImport
from talks.models import Statement
from tests.desk import dump_record
from tests.talks.imports.sample_files import as_csv, make_speaker_and_source, statement_row
from tests.talks.imports.upload_pages import (
    ADD,
    LIST,
    read_digest,
    read_text,
    send_file,
    upload_address,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("do", ["import", "decline", "accept", ""])
def test_a_contributor_cannot_publish_by_import_nor_by_a_crafted_request(contributor, capsys, do):
    make_speaker_and_source()
    before = dump_record(capsys), stamp()
    page = send_file(contributor, as_csv([statement_row(1)]))
    upload = FileImport.objects.get()

    assert "1 new" in read_text(page)
    assert "An editor will look at it." in read_text(page)
    assert 'value="import"' not in read_text(page)
    for more in ({}, read_digest(page), {"state": "accepted"}):
        answer = contributor.post(upload_address(upload), {"do": do} | more)
        assert answer.status_code == 403
    assert (dump_record(capsys), stamp()) == before
    assert FileImport.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    "more_fields", [{"state": "accepted"}, {"author": "1"}, {"decided_by": "1"}]
)
def test_a_contributor_decides_nothing_by_the_form_itself(contributor, more_fields):
    make_speaker_and_source()
    send_file(contributor, as_csv([statement_row(1)]), **more_fields)

    upload = FileImport.objects.get()
    assert (upload.state, upload.decided_by, upload.author.username) == (
        "waiting",
        None,
        "contributor",
    )
    assert not Statement.objects.exists()


def test_an_editor_imports_what_a_contributor_sent_under_its_own_name(contributor, editor):
    make_speaker_and_source()
    send_file(contributor, as_csv([statement_row(1)]))
    upload = FileImport.objects.get()
    page = editor.get(upload_address(upload))
    assert "Imported: 1 new." in read_text(
        editor.post(upload_address(upload), {"do": "import"} | read_digest(page))
    )
    [version] = list_changes(Statement, Statement.objects.get().pk)
    assert version.who == "editor"


def test_an_editor_declines_with_a_message_and_an_author_withdraws(contributor, editor):
    make_speaker_and_source()
    send_file(contributor, as_csv([statement_row(1)]))
    first = FileImport.objects.get()
    editor.post(upload_address(first), {"do": "decline", "word": "Cite the page."})
    assert "Declined by editor" in read_text(contributor.get(upload_address(first)))
    assert "Cite the page." in read_text(contributor.get(upload_address(first)))

    send_file(contributor, as_csv([statement_row(2)]))
    second = FileImport.objects.waiting().get()
    contributor.post(upload_address(second), {"do": "withdraw"})
    assert not FileImport.objects.waiting().exists()


def test_a_corrected_file_of_the_same_name_replaces_the_one_that_waits(contributor):
    make_speaker_and_source()
    send_file(contributor, as_csv([statement_row(1, date="wrong")]))
    send_file(contributor, as_csv([statement_row(1)]))

    assert [one.state for one in FileImport.objects.order_by("pk")] == ["withdrawn", "waiting"]


def test_others_do_not_see_a_contributors_file(contributor, editor, django_user_model):
    make_speaker_and_source()
    send_file(editor, as_csv([statement_row(1)]), name="secret.csv", kind="statements")
    upload = FileImport.objects.get()

    assert contributor.get(upload_address(upload)).status_code == 404
    assert "secret.csv" not in read_text(contributor.get(LIST))
    assert "secret.csv" in read_text(editor.get(LIST))


@pytest.mark.parametrize("path", [ADD, LIST, f"{LIST}template/rounds.csv"])
def test_visitors_and_users_without_a_role_see_nothing(client, django_user_model, path):
    assert client.get(path).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    answer = client.get(path)
    assert answer.status_code == (200 if "template" in path else 403)


def test_nothing_of_a_waiting_file_is_public(contributor, client):
    russia, _ = make_speaker_and_source()
    send_file(contributor, as_csv([statement_row(1, summary="Demands the unheard-of thing.")]))

    for path in (
        "/",
        "/?q=unheard",
        "/statements.csv",
        "/statements.json",
        "/timeline.json",
        russia.get_absolute_url(),
        "/suggest/?q=unheard",
        "/sources/paper/",
        "/sources/disagreements/",
    ):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200
        assert "unheard-of" not in read_text(answer), path
