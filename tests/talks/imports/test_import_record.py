"""`manage.py import_record`: what it writes, what it says, and who may."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from talks.imports.models import FileImport
from talks.models import OutcomeDocument, Statement
from tests.desk import log_in
from tests.talks.imports.pax_files import pax_row, write_pax
from tests.talks.imports.sample_files import as_csv, make_speaker_and_source, statement_row

pytestmark = pytest.mark.django_db


def run(*args: Any, **options: Any) -> tuple[str, str]:
    """Return what the command says, and what it says of its progress and of faults."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_record", *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def file(tmp_path: Path, content: bytes, name: str = "statements.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_it_imports_a_file_and_reports_progress(tmp_path):
    make_speaker_and_source()
    path = file(tmp_path, as_csv([statement_row(number) for number in range(700)]))
    output, progress = run(path)

    assert "Imported: 700 new." in output
    assert progress.splitlines() == ["Rows read: 500", "Rows read: 700"]
    assert Statement.objects.count() == 700
    assert "Imported: 700 unchanged." in run(path)[0]


def test_a_preview_writes_nothing(tmp_path):
    make_speaker_and_source()
    output, _ = run(file(tmp_path, as_csv([statement_row(1)])), "--preview")

    assert "statements 2: new: Demands the thing numbered 1." in output
    assert "It would import: 1 new." in output
    assert not Statement.objects.exists()


def test_faults_are_listed_and_the_command_fails(tmp_path):
    make_speaker_and_source()
    path = file(tmp_path, as_csv([statement_row(1), statement_row(2, kind="shout")]))
    err = io.StringIO()

    with pytest.raises(CommandError, match=r"Nothing is imported: 1 new, 1 wrong\."):
        call_command("import_record", path, stdout=io.StringIO(), stderr=err)
    assert "Row 3, column “kind”: “shout”." in err.getvalue()
    assert not Statement.objects.exists()


def test_the_file_of_a_user_who_may_not_publish_waits(tmp_path, django_user_model):
    make_speaker_and_source()
    log_in(django_user_model, "contributor")
    log_in(django_user_model, "editor")
    path = file(tmp_path, as_csv([statement_row(1)]))

    assert "waits for an editor" in run(path, "--user", "contributor", "--why", "Minutes")[0]
    upload = FileImport.objects.get()
    assert (upload.author.username, upload.why, upload.content) == (
        "contributor",
        "Minutes",
        path.read_bytes(),
    )
    assert not Statement.objects.exists()
    assert "Imported: 1 new." in run(path, "--user", "editor")[0]


def test_pax_is_chosen_by_country_or_process(tmp_path):
    rows = [pax_row(1), pax_row(2, Con="Yemen", PP=7, PPName="Yemen peace process")]
    path = file(tmp_path, write_pax(rows), "pax.csv")
    run(path, "--layout", "pax", "--process", "Yemen peace process")

    assert [one.pax_id for one in OutcomeDocument.objects.all()] == [2]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "Name the file"),
        (["/no/such/file.csv"], "No such file"),
        (["{path}", "--user", "nobody"], "There is no user “nobody”"),
        (["{path}", "--template", "rounds"], "there already"),
        (["a.doc", "--template", "rounds"], r"\*\.csv"),
    ],
)
def test_the_command_explains_why_it_refuses(tmp_path, args, message):
    make_speaker_and_source()
    path = file(tmp_path, as_csv([statement_row(1)]))

    with pytest.raises(CommandError, match=message):
        run(*(str(path) if one == "{path}" else one for one in args))
    assert path.read_bytes() == as_csv([statement_row(1)])


def test_it_writes_an_empty_file_to_fill_in(tmp_path):
    path = tmp_path / "rounds.xlsx"

    assert "fill it in" in run(path, "--template", "rounds")[0]
    assert "nothing in it" in run(path)[0]
