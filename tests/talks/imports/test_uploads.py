"""The pages of the import: sending a file, looking at what it would do, deciding on it."""

import pytest
from reversion.models import Version

from record.editing.models import State
from record.editing.versions import list_changes
from record.stamp import stamp
from talks.imports.models import FileImport
from talks.models import OutcomeDocument, Statement
from tests.desk import count_queries, dump_record
from tests.factories import make_citation, make_statement
from tests.talks.imports.pax_files import pax_row, write_pax
from tests.talks.imports.sample_files import as_csv, make_speaker_and_source, statement_row
from tests.talks.imports.upload_pages import LIST, read_digest, read_text, send_file, upload_address

pytestmark = pytest.mark.django_db


def test_a_file_is_previewed_first_and_imported_when_an_editor_says_so(editor, capsys):
    make_speaker_and_source()
    before = dump_record(capsys), stamp()
    page = send_file(editor, as_csv([statement_row(1), statement_row(2)]), why="The minutes")
    upload = FileImport.objects.get()

    assert "2 new" in read_text(page)
    assert "Demands the thing numbered 2." in read_text(page)
    assert (dump_record(capsys), stamp()) == before
    answer = read_text(editor.post(upload_address(upload), {"do": "import"} | read_digest(page)))
    assert "Rows read: 2" in answer
    assert "Imported: 2 new." in answer
    upload.refresh_from_db()
    assert (upload.state, upload.decided_by, upload.outcome) == ("accepted", upload.author, "2 new")
    [version] = list_changes(Statement, Statement.objects.get(slug="said-1").pk)
    assert (version.who, version.why) == ("editor", "Imported from statements.csv: The minutes")


def test_a_preview_shows_what_a_row_would_change_before_and_after(editor):
    make_speaker_and_source()
    existing = make_statement(slug="said-1", summary="Before.")
    make_citation(statement=existing)
    page = read_text(send_file(editor, as_csv([statement_row(1)])))

    assert "1 changed" in page
    assert "<del>Before.</del> <ins>Demands the thing numbered 1.</ins>" in page


def test_faults_are_shown_with_row_column_value_and_remedy_and_nothing_is_imported(editor):
    make_speaker_and_source()
    page = send_file(editor, as_csv([statement_row(1), statement_row(2, date="2017-02-30")]))
    text = read_text(page)
    upload = FileImport.objects.get()

    assert "1 new, 1 wrong" in text
    for expected in ("<td>date</td>", "2017-02-30</td>", "no such day", '<th scope="row">3</th>'):
        assert expected in text
    assert 'value="import"' not in text
    assert "Nothing was imported" in read_text(
        editor.post(upload_address(upload), {"do": "import"})
    )
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
    page = read_text(send_file(editor, content, name))

    assert expected in page
    assert 'class="errorlist"' in page
    assert not FileImport.objects.exists()


def test_an_encoding_and_a_layout_are_chosen_in_the_form(editor):
    make_speaker_and_source()
    arabic = as_csv([statement_row(1, summary="تطالب بذلك")], encoding="cp1256")
    assert "1 new" in read_text(send_file(editor, arabic, encoding="cp1256"))
    assert "2 new" in read_text(send_file(editor, write_pax([pax_row(1)]), "pax.csv", layout="pax"))
    upload = FileImport.objects.get(name="pax.csv")
    assert (upload.layout, upload.options) == ("pax", {"status": "held"})


def test_nothing_is_imported_if_the_record_has_changed_since_the_preview(editor):
    make_speaker_and_source()
    page = send_file(editor, as_csv([statement_row(1)]))
    make_citation(statement=make_statement(slug="said-1"))
    answer = read_text(
        editor.post(upload_address(FileImport.objects.get()), {"do": "import"} | read_digest(page))
    )

    assert "changed since you looked" in answer
    assert not Version.objects.exists()
    assert FileImport.objects.get().state == State.WAITING


def test_a_file_is_imported_only_once(editor):
    make_speaker_and_source()
    page = send_file(editor, as_csv([statement_row(1)]))
    upload = FileImport.objects.get()
    read_text(editor.post(upload_address(upload), {"do": "import"} | read_digest(page)))
    again = editor.post(upload_address(upload), {"do": "import"} | read_digest(page), follow=True)

    assert "It is accepted already." in read_text(again)
    assert Version.objects.filter(object_repr__contains="Demands").count() == 1


def test_the_pages_take_the_same_queries_however_many_files_there_are(editor):
    make_speaker_and_source()
    send_file(editor, as_csv([statement_row(1)]), "a.csv", kind="statements")
    few = count_queries(editor, LIST)
    for number in range(5):
        send_file(editor, as_csv([statement_row(number)]), f"b{number}.csv", kind="statements")
    assert count_queries(editor, LIST) == few
    upload = FileImport.objects.first()
    editor.get(upload_address(upload))
    # The page was opened before: it reads the file once for each state of the record.
    assert count_queries(editor, upload_address(upload)) <= 12


def test_a_pax_file_is_imported_through_the_form(editor):
    rows = [pax_row(number, Con="Chad") for number in range(50)] + [pax_row(99)]
    page = send_file(editor, write_pax(rows), "pax.csv", layout="pax")
    upload = FileImport.objects.get()

    assert "An agreement of another country. (50 times)" in read_text(page)
    read_text(editor.post(upload_address(upload), {"do": "import"} | read_digest(page)))
    assert OutcomeDocument.objects.get().pax_id == 99


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_an_unknown_file_is_not_found(editor, key):
    assert editor.get(f"{LIST}{key}/change/").status_code == 404
