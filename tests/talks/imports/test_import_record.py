"""`manage.py import_record`: what it writes, what it says, and who may."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from talks.imports.models import FileImport
from talks.models import OutcomeDocument, Statement
from tests.desk import account
from tests.talks.imports.agreements import agreement, written
from tests.talks.imports.sent import as_csv, people, statement

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


def test_it_imports_and_tells_how_far_it_is(tmp_path):
    people()
    path = file(tmp_path, as_csv([statement(number) for number in range(700)]))
    said, progress = run(path)

    assert "Imported: 700 new." in said
    assert progress.splitlines() == ["Rows read: 500", "Rows read: 700"]
    assert Statement.objects.count() == 700
    assert "Imported: 700 unchanged." in run(path)[0]


def test_a_preview_writes_nothing(tmp_path):
    people()
    said, _ = run(file(tmp_path, as_csv([statement(1)])), "--preview")

    assert "statements 2: new: Demands the thing numbered 1." in said
    assert "It would import: 1 new." in said
    assert not Statement.objects.exists()


def test_what_is_wrong_is_told_and_the_command_fails(tmp_path):
    people()
    path = file(tmp_path, as_csv([statement(1), statement(2, kind="shout")]))
    err = io.StringIO()

    with pytest.raises(CommandError, match=r"Nothing is imported: 1 new, 1 wrong\."):
        call_command("import_record", path, stdout=io.StringIO(), stderr=err)
    assert "Row 3, column “kind”: “shout”." in err.getvalue()
    assert not Statement.objects.exists()


def test_of_who_may_not_publish_the_file_waits(tmp_path, django_user_model):
    people()
    account(django_user_model, "contributor")
    account(django_user_model, "editor")
    path = file(tmp_path, as_csv([statement(1)]))

    assert "waits for an editor" in run(path, "--user", "contributor", "--why", "Minutes")[0]
    sent = FileImport.objects.get()
    assert (sent.author.username, sent.why, sent.content) == (
        *("contributor", "Minutes"),
        path.read_bytes(),
    )
    assert not Statement.objects.exists()
    assert "Imported: 1 new." in run(path, "--user", "editor")[0]


def test_pax_is_chosen_by_country_or_process(tmp_path):
    rows = [agreement(1), agreement(2, Con="Yemen", PP=7, PPName="Yemen peace process")]
    path = file(tmp_path, written(rows), "pax.csv")
    run(path, "--layout", "pax", "--process", "Yemen peace process")

    assert [one.pax_id for one in OutcomeDocument.objects.all()] == [2]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "Name the file"),
        (["/no/such/file.csv"], "No such file"),
        (["{path}", "--user", "nobody"], "There is no user “nobody”"),
        (["{path}", "--template", "rounds"], "there already"),
        (["a.doc", "--template", "rounds"], r"\*\.csv"),
    ],
)
def test_what_it_cannot_do_is_said(tmp_path, args, told):
    people()
    path = file(tmp_path, as_csv([statement(1)]))

    with pytest.raises(CommandError, match=told):
        run(*(str(path) if one == "{path}" else one for one in args))
    assert path.read_bytes() == as_csv([statement(1)])


def test_it_writes_an_empty_file_to_fill_in(tmp_path):
    path = tmp_path / "rounds.xlsx"

    assert "fill it in" in run(path, "--template", "rounds")[0]
    assert "nothing in it" in run(path)[0]
