"""The empty files to fill in that the page of the import offers."""

import pytest
from django.urls import reverse

from tests.talks.imports.upload_pages import ADD, LIST, read_text, send_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "yaml"])
def test_empty_files_are_offered_and_explained(editor, suffix):
    page = read_text(editor.get(ADD))
    path = reverse("admin:imports_fileimport_template", kwargs={"kind": "rounds", "suffix": suffix})

    assert path in page
    assert "its usual number" in page.lower()
    answer = editor.get(path)
    assert answer["Content-Disposition"] == f'attachment; filename="rounds.{suffix}"'
    assert (
        "nothing in it" in read_text(send_file(editor, answer.content, f"rounds.{suffix}")).lower()
    )


@pytest.mark.parametrize("name", ["birds.csv", "rounds.doc"])
def test_an_unknown_empty_file_is_not_found(editor, name):
    assert editor.get(f"{LIST}template/{name}").status_code == 404
