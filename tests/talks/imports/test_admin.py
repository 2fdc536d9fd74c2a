"""The pages of the import: sending a file, looking at what it would do, deciding on it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from reversion.models import Version

from record.editing.models import State
from record.editing.versions import list_changes
from record.stamp import stamp
from talks.imports.models import FileImport
from talks.models import OutcomeDocument, Statement
from tests.desk import account, queries
from tests.factories import make_citation, make_statement
from tests.talks.imports.pax_files import pax_row, write_pax
from tests.talks.imports.sample_files import as_csv, make_speaker_and_source, statement_row

pytestmark = pytest.mark.django_db

ADD = reverse("admin:imports_fileimport_add")
LIST = reverse("admin:imports_fileimport_changelist")


@pytest.fixture
def contributor(django_user_model: Any) -> Client:
    return account(django_user_model, "contributor")


@pytest.fixture
def editor(django_user_model: Any) -> Client:
    return account(django_user_model, "editor")


def send(client: Client, content: bytes, name: str = "statements.csv", **page_text: Any) -> Any:
    """Send a file; return the answer, after the way to its page."""
    form = {"file": SimpleUploadedFile(name, content), "status": "held"} | page_text
    return client.post(ADD, form, follow=True)


def address(upload: FileImport) -> str:
    return reverse("admin:imports_fileimport_change", args=[upload.pk])


def page_text(answer: Any) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode()


def digest(answer: Any) -> dict[str, str]:
    """Return the digest that the form of a file's page sends."""
    page = answer.content.decode()
    value = page.partition('name="digest" value="')[2].partition('"')[0]
    return {"digest": value}


def record(capsys: Any) -> tuple[str, str]:
    call_command("dumpdata", "actors", "talks", "reversion")
    return capsys.readouterr().out, stamp()


def test_a_file_is_previewed_first_and_imported_when_an_editor_says_so(editor, capsys):
    make_speaker_and_source()
    before = record(capsys)
    page = send(editor, as_csv([statement_row(1), statement_row(2)]), why="The minutes")
    upload = FileImport.objects.get()

    assert "2 new" in page_text(page)
    assert "Demands the thing numbered 2." in page_text(page)
    assert record(capsys) == before
    answer = page_text(editor.post(address(upload), {"do": "import"} | digest(page)))
    assert "Rows read: 2" in answer
    assert "Imported: 2 new." in answer
    upload.refresh_from_db()
    assert (upload.state, upload.decided_by, upload.outcome) == ("accepted", upload.author, "2 new")
    [version] = list_changes(Statement, Statement.objects.get(slug="said-1").pk)
    assert (version.who, version.why) == ("editor", "Imported from statements.csv: The minutes")


def test_a_preview_shows_what_a_row_would_change_before_and_after(editor):
    make_speaker_and_source()
    stands = make_statement(slug="said-1", summary="Before.")
    make_citation(statement=stands)
    page = page_text(send(editor, as_csv([statement_row(1)])))

    assert "1 changed" in page
    assert "<del>Before.</del> <ins>Demands the thing numbered 1.</ins>" in page


def test_faults_are_shown_with_row_column_value_and_remedy_and_nothing_is_imported(editor):
    make_speaker_and_source()
    page = send(editor, as_csv([statement_row(1), statement_row(2, date="2017-02-30")]))
    text = page_text(page)
    upload = FileImport.objects.get()

    assert "1 new, 1 wrong" in text
    for expected in ("<td>date</td>", "2017-02-30</td>", "no such day", '<th scope="row">3</th>'):
        assert expected in text
    assert 'value="import"' not in text
    assert "Nothing was imported" in page_text(editor.post(address(upload), {"do": "import"}))
    assert not Statement.objects.exists()
    assert FileImport.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "é".encode("latin-1"), "Line 1"),
        ("a.csv", b"a,b\n1,2\n", "choose one of"),
        ("a.xls", b"\xd0\xcf\x11\xe0", ".xlsx"),
        ("a.csv", write_pax([pax_row(1)]), "choose that as its layout"),
    ],
)
def test_an_unreadable_file_is_refused_at_its_field_and_not_saved(editor, name, content, expected):
    page = page_text(send(editor, content, name))

    assert expected in page
    assert 'class="errorlist"' in page
    assert not FileImport.objects.exists()


def test_an_encoding_and_a_layout_are_chosen_in_the_form(editor):
    make_speaker_and_source()
    arabic = as_csv([statement_row(1, summary="تطالب بذلك")], encoding="cp1256")
    assert "1 new" in page_text(send(editor, arabic, encoding="cp1256"))
    assert "2 new" in page_text(send(editor, write_pax([pax_row(1)]), "pax.csv", layout="pax"))
    upload = FileImport.objects.get(name="pax.csv")
    assert (upload.layout, upload.options) == ("pax", {"status": "held"})


def test_nothing_is_imported_if_the_record_has_changed_since_the_preview(editor):
    make_speaker_and_source()
    page = send(editor, as_csv([statement_row(1)]))
    make_citation(statement=make_statement(slug="said-1"))
    answer = page_text(
        editor.post(address(FileImport.objects.get()), {"do": "import"} | digest(page))
    )

    assert "changed since you looked" in answer
    assert not Version.objects.exists()
    assert FileImport.objects.get().state == State.WAITING


def test_a_file_is_imported_only_once(editor):
    make_speaker_and_source()
    page = send(editor, as_csv([statement_row(1)]))
    upload = FileImport.objects.get()
    page_text(editor.post(address(upload), {"do": "import"} | digest(page)))
    again = editor.post(address(upload), {"do": "import"} | digest(page), follow=True)

    assert "It is accepted already." in page_text(again)
    assert Version.objects.filter(object_repr__contains="Demands").count() == 1


# Who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("do", ["import", "decline", "accept", ""])
def test_a_contributor_cannot_publish_by_import_nor_by_a_crafted_request(contributor, capsys, do):
    make_speaker_and_source()
    before = record(capsys)
    page = send(contributor, as_csv([statement_row(1)]))
    upload = FileImport.objects.get()

    assert "1 new" in page_text(page)
    assert "An editor will look at it." in page_text(page)
    assert 'value="import"' not in page_text(page)
    for more in ({}, digest(page), {"state": "accepted"}):
        answer = contributor.post(address(upload), {"do": do} | more)
        assert answer.status_code == 403
    assert record(capsys) == before
    assert FileImport.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    "more_fields", [{"state": "accepted"}, {"author": "1"}, {"decided_by": "1"}]
)
def test_a_contributor_decides_nothing_by_the_form_itself(contributor, more_fields):
    make_speaker_and_source()
    send(contributor, as_csv([statement_row(1)]), **more_fields)

    upload = FileImport.objects.get()
    assert (upload.state, upload.decided_by, upload.author.username) == (
        "waiting",
        None,
        "contributor",
    )
    assert not Statement.objects.exists()


def test_an_editor_imports_what_a_contributor_sent_under_its_own_name(contributor, editor):
    make_speaker_and_source()
    send(contributor, as_csv([statement_row(1)]))
    upload = FileImport.objects.get()
    page = editor.get(address(upload))
    assert "Imported: 1 new." in page_text(
        editor.post(address(upload), {"do": "import"} | digest(page))
    )
    [version] = list_changes(Statement, Statement.objects.get().pk)
    assert version.who == "editor"


def test_an_editor_declines_with_a_message_and_an_author_withdraws(contributor, editor):
    make_speaker_and_source()
    send(contributor, as_csv([statement_row(1)]))
    first = FileImport.objects.get()
    editor.post(address(first), {"do": "decline", "word": "Cite the page."})
    assert "Declined by editor" in page_text(contributor.get(address(first)))
    assert "Cite the page." in page_text(contributor.get(address(first)))

    send(contributor, as_csv([statement_row(2)]))
    second = FileImport.objects.waiting().get()
    contributor.post(address(second), {"do": "withdraw"})
    assert not FileImport.objects.waiting().exists()


def test_a_corrected_file_of_the_same_name_replaces_the_one_that_waits(contributor):
    make_speaker_and_source()
    send(contributor, as_csv([statement_row(1, date="wrong")]))
    send(contributor, as_csv([statement_row(1)]))

    assert [one.state for one in FileImport.objects.order_by("pk")] == ["withdrawn", "waiting"]


def test_others_do_not_see_a_contributors_file(contributor, editor, django_user_model):
    make_speaker_and_source()
    send(editor, as_csv([statement_row(1)]), name="secret.csv", kind="statements")
    upload = FileImport.objects.get()

    assert contributor.get(address(upload)).status_code == 404
    assert "secret.csv" not in page_text(contributor.get(LIST))
    assert "secret.csv" in page_text(editor.get(LIST))


@pytest.mark.parametrize("path", [ADD, LIST, f"{LIST}template/rounds.csv"])
def test_visitors_and_users_without_a_role_see_nothing(client, django_user_model, path):
    assert client.get(path).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    answer = client.get(path)
    assert answer.status_code == (200 if "template" in path else 403)


def test_nothing_of_a_waiting_file_is_public(contributor, client):
    russia, _ = make_speaker_and_source()
    send(contributor, as_csv([statement_row(1, summary="Demands the unheard-of thing.")]))

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
        assert "unheard-of" not in page_text(answer), path


# Files to fill in -------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "yaml"])
def test_empty_files_are_offered_and_explained(editor, suffix):
    page = page_text(editor.get(ADD))
    path = reverse("admin:imports_fileimport_template", kwargs={"kind": "rounds", "suffix": suffix})

    assert path in page
    assert "its usual number" in page.lower()
    answer = editor.get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="rounds.{suffix}"'
    assert "nothing in it" in page_text(send(editor, answer.content, f"rounds.{suffix}")).lower()


@pytest.mark.parametrize("name", ["birds.csv", "rounds.doc"])
def test_an_unknown_empty_file_is_not_found(editor, name):
    assert editor.get(f"{LIST}template/{name}").status_code == 404


def test_the_pages_take_the_same_queries_however_many_files_there_are(editor):
    make_speaker_and_source()
    send(editor, as_csv([statement_row(1)]), "a.csv", kind="statements")
    few = queries(editor, LIST)
    for number in range(5):
        send(editor, as_csv([statement_row(number)]), f"b{number}.csv", kind="statements")
    assert queries(editor, LIST) == few
    upload = FileImport.objects.first()
    editor.get(address(upload))
    assert queries(editor, address(upload)) <= 12  # looked at once while the record stands


def test_a_pax_file_is_imported_through_the_form(editor):
    rows = [pax_row(number, Con="Chad") for number in range(50)] + [pax_row(99)]
    page = send(editor, write_pax(rows), "pax.csv", layout="pax")
    upload = FileImport.objects.get()

    assert "An agreement of another country. (50 times)" in page_text(page)
    page_text(editor.post(address(upload), {"do": "import"} | digest(page)))
    assert OutcomeDocument.objects.get().pax_id == 99


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_an_unknown_file_is_not_found(editor, key):
    assert editor.get(f"{LIST}{key}/change/").status_code == 404
