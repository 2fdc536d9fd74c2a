"""The pages of the import: sending a file, looking at what it would do, deciding on it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from reversion.models import Version

from record.editing.models import State
from record.editing.versions import changes
from record.stamp import stamp
from talks.imports.models import FileImport
from talks.models import OutcomeDocument, Statement
from tests.desk import account
from tests.factories import make_citation, make_statement
from tests.talks.admin.test_admin import queries
from tests.talks.imports.agreements import agreement, written
from tests.talks.imports.sent import as_csv, people, statement

pytestmark = pytest.mark.django_db

ADD = reverse("admin:imports_fileimport_add")
LIST = reverse("admin:imports_fileimport_changelist")


@pytest.fixture
def contributor(django_user_model: Any) -> Client:
    return account(django_user_model, "contributor")


@pytest.fixture
def editor(django_user_model: Any) -> Client:
    return account(django_user_model, "editor")


def send(client: Client, content: bytes, name: str = "statements.csv", **said: Any) -> Any:
    """Send a file; return the answer, after the way to its page."""
    form = {"file": SimpleUploadedFile(name, content), "status": "held"} | said
    return client.post(ADD, form, follow=True)


def address(sent: FileImport) -> str:
    return reverse("admin:imports_fileimport_change", args=[sent.pk])


def said(answer: Any) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode()


def seen(answer: Any) -> dict[str, str]:
    """Return what the form of a file's page holds."""
    page = answer.content.decode()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    return {"digest": digest}


def record(capsys: Any) -> tuple[str, str]:
    call_command("dumpdata", "actors", "talks", "reversion")
    return capsys.readouterr().out, stamp()


def test_a_file_is_looked_at_first_and_imported_when_an_editor_says_so(editor, capsys):
    people()
    before = record(capsys)
    page = send(editor, as_csv([statement(1), statement(2)]), why="The minutes")
    sent = FileImport.objects.get()

    assert "2 new" in said(page)
    assert "Demands the thing numbered 2." in said(page)
    assert record(capsys) == before
    answer = said(editor.post(address(sent), {"do": "import"} | seen(page)))
    assert "Rows read: 2" in answer
    assert "Imported: 2 new." in answer
    sent.refresh_from_db()
    assert (sent.state, sent.decided_by, sent.outcome) == ("accepted", sent.author, "2 new")
    [made] = changes(Statement, Statement.objects.get(slug="said-1").pk)
    assert (made.who, made.why) == ("editor", "Imported from statements.csv: The minutes")


def test_what_a_row_would_change_is_told_with_before_and_after(editor):
    people()
    stands = make_statement(slug="said-1", summary="Before.")
    make_citation(statement=stands)
    page = said(send(editor, as_csv([statement(1)])))

    assert "1 changed" in page
    assert "<del>Before.</del> <ins>Demands the thing numbered 1.</ins>" in page


def test_what_is_wrong_is_told_with_row_column_value_and_remedy_and_cannot_be_imported(editor):
    people()
    page = send(editor, as_csv([statement(1), statement(2, date="2017-02-30")]))
    shown = said(page)
    sent = FileImport.objects.get()

    assert "1 new, 1 wrong" in shown
    for told in ("<td>date</td>", "2017-02-30</td>", "no such day", '<th scope="row">3</th>'):
        assert told in shown
    assert 'value="import"' not in shown
    assert "Nothing was imported" in said(editor.post(address(sent), {"do": "import"}))
    assert not Statement.objects.exists()
    assert FileImport.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "é".encode("latin-1"), "Line 1"),
        ("a.csv", b"a,b\n1,2\n", "choose one of"),
        ("a.xls", b"\xd0\xcf\x11\xe0", ".xlsx"),
        ("a.csv", written([agreement(1)]), "choose that as its layout"),
    ],
)
def test_what_cannot_be_read_is_refused_at_the_file_and_not_kept(editor, name, content, told):
    page = said(send(editor, content, name))

    assert told in page
    assert 'class="errorlist"' in page
    assert not FileImport.objects.exists()


def test_an_encoding_and_a_layout_are_chosen_in_the_form(editor):
    people()
    arabic = as_csv([statement(1, summary="تطالب بذلك")], encoding="cp1256")
    assert "1 new" in said(send(editor, arabic, encoding="cp1256"))
    assert "2 new" in said(send(editor, written([agreement(1)]), "pax.csv", layout="pax"))
    sent = FileImport.objects.get(name="pax.csv")
    assert (sent.layout, sent.options) == ("pax", {"status": "held"})


def test_a_record_that_changed_since_the_look_is_told_and_nothing_is_written(editor):
    people()
    page = send(editor, as_csv([statement(1)]))
    make_citation(statement=make_statement(slug="said-1"))
    answer = said(editor.post(address(FileImport.objects.get()), {"do": "import"} | seen(page)))

    assert "changed since you looked" in answer
    assert not Version.objects.exists()
    assert FileImport.objects.get().state == State.WAITING


def test_it_is_imported_once(editor):
    people()
    page = send(editor, as_csv([statement(1)]))
    sent = FileImport.objects.get()
    said(editor.post(address(sent), {"do": "import"} | seen(page)))
    again = editor.post(address(sent), {"do": "import"} | seen(page), follow=True)

    assert "It is accepted already." in said(again)
    assert Version.objects.filter(object_repr__contains="Demands").count() == 1


# Who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("do", ["import", "decline", "accept", ""])
def test_a_contributor_cannot_publish_by_import_nor_by_a_crafted_request(contributor, capsys, do):
    people()
    before = record(capsys)
    page = send(contributor, as_csv([statement(1)]))
    sent = FileImport.objects.get()

    assert "1 new" in said(page)
    assert "An editor will look at it." in said(page)
    assert 'value="import"' not in said(page)
    for more in ({}, seen(page), {"state": "accepted"}):
        answer = contributor.post(address(sent), {"do": do} | more)
        assert answer.status_code == 403
    assert record(capsys) == before
    assert FileImport.objects.get().state == State.WAITING


@pytest.mark.parametrize("said_too", [{"state": "accepted"}, {"author": "1"}, {"decided_by": "1"}])
def test_a_contributor_decides_nothing_by_the_form_itself(contributor, said_too):
    people()
    send(contributor, as_csv([statement(1)]), **said_too)

    sent = FileImport.objects.get()
    assert (sent.state, sent.decided_by, sent.author.username) == ("waiting", None, "contributor")
    assert not Statement.objects.exists()


def test_an_editor_imports_what_a_contributor_sent_under_its_own_name(contributor, editor):
    people()
    send(contributor, as_csv([statement(1)]))
    sent = FileImport.objects.get()
    page = editor.get(address(sent))
    assert "Imported: 1 new." in said(editor.post(address(sent), {"do": "import"} | seen(page)))
    [made] = changes(Statement, Statement.objects.get().pk)
    assert made.who == "editor"


def test_an_editor_declines_with_a_word_and_a_sender_withdraws(contributor, editor):
    people()
    send(contributor, as_csv([statement(1)]))
    first = FileImport.objects.get()
    editor.post(address(first), {"do": "decline", "word": "Cite the page."})
    assert "Declined by editor" in said(contributor.get(address(first)))
    assert "Cite the page." in said(contributor.get(address(first)))

    send(contributor, as_csv([statement(2)]))
    second = FileImport.objects.waiting().get()
    contributor.post(address(second), {"do": "withdraw"})
    assert not FileImport.objects.waiting().exists()


def test_a_mended_file_of_the_same_name_takes_the_place_of_the_one_that_waits(contributor):
    people()
    send(contributor, as_csv([statement(1, date="wrong")]))
    send(contributor, as_csv([statement(1)]))

    assert [one.state for one in FileImport.objects.order_by("pk")] == ["withdrawn", "waiting"]


def test_others_do_not_see_a_contributors_file(contributor, editor, django_user_model):
    people()
    send(editor, as_csv([statement(1)]), name="secret.csv", kind="statements")
    sent = FileImport.objects.get()

    assert contributor.get(address(sent)).status_code == 404
    assert "secret.csv" not in said(contributor.get(LIST))
    assert "secret.csv" in said(editor.get(LIST))


@pytest.mark.parametrize("path", [ADD, LIST, f"{LIST}template/rounds.csv"])
def test_who_has_not_signed_in_or_has_no_role_sees_nothing(client, django_user_model, path):
    assert client.get(path).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    answer = client.get(path)
    assert answer.status_code == (200 if "template" in path else 403)


def test_a_waiting_file_leaks_nowhere(contributor, client):
    russia, _ = people()
    send(contributor, as_csv([statement(1, summary="Demands the unheard-of thing.")]))

    for path in (
        *("/", "/?q=unheard", "/export.csv?show=statements", "/export.json", "/timeline.json"),
        *(russia.get_absolute_url(), "/suggest/?q=unheard", "/sources/paper/", "/disagreements/"),
    ):
        answer = client.get(path, follow=True)
        assert "unheard-of" not in said(answer), path


# Files to fill in -------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "yaml"])
def test_empty_files_are_given_and_explained(editor, suffix):
    page = said(editor.get(ADD))
    path = reverse("admin:imports_fileimport_template", kwargs={"kind": "rounds", "suffix": suffix})

    assert path in page
    assert "its usual number" in page.lower()
    answer = editor.get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="rounds.{suffix}"'
    assert "nothing in it" in said(send(editor, answer.content, f"rounds.{suffix}")).lower()


@pytest.mark.parametrize("name", ["birds.csv", "rounds.doc"])
def test_there_is_no_other_empty_file(editor, name):
    assert editor.get(f"{LIST}template/{name}").status_code == 404


def test_the_pages_ask_the_same_of_the_database_whatever_they_hold(editor):
    people()
    send(editor, as_csv([statement(1)]), "a.csv", kind="statements")
    few = queries(editor, LIST)
    for number in range(5):
        send(editor, as_csv([statement(number)]), f"b{number}.csv", kind="statements")
    assert queries(editor, LIST) == few
    sent = FileImport.objects.first()
    editor.get(address(sent))
    assert queries(editor, address(sent)) <= 12  # looked at once while the record stands


def test_pax_goes_in_through_the_form(editor):
    rows = [agreement(number, Con="Chad") for number in range(50)] + [agreement(99)]
    page = send(editor, written(rows), "pax.csv", layout="pax")
    sent = FileImport.objects.get()

    assert "An agreement of another country. (50 times)" in said(page)
    said(editor.post(address(sent), {"do": "import"} | seen(page)))
    assert OutcomeDocument.objects.get().pax_id == 99


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_a_file_that_is_not_there_is_not_found(editor, key):
    assert editor.get(f"{LIST}{key}/change/").status_code == 404
