"""Files to be filled in: each can be read, and a row typed into one goes in."""

import io

import pytest
from openpyxl import load_workbook

from talks.imports import importing
from talks.imports.blanks import BLANK_FORMATS
from talks.imports.kinds import IMPORT_KINDS
from talks.imports.reading import HELP_SHEET, read_file
from talks.models import Statement
from tests.talks.imports.sample_files import (
    import_file,
    make_speaker_and_source,
    preview_file,
    save_workbook,
    statement_row,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", BLANK_FORMATS)
@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_an_empty_file_is_of_its_kind_and_holds_nothing(kind, suffix):
    content = BLANK_FORMATS[suffix][1](IMPORT_KINDS[kind])
    reading = read_file(f"a.{suffix}", content)

    assert [kind_found.name for kind_found, _ in reading.tables] == [kind]
    assert reading.ignored_names == []
    report = importing.preview(reading)
    assert (report.in_words(), report.notes) == ("nothing in it", {})


def test_values_typed_into_an_empty_workbook_stay_text_and_are_imported():
    make_speaker_and_source()
    book = load_workbook(io.BytesIO(BLANK_FORMATS["xlsx"][1](IMPORT_KINDS["statements"])))
    sheet = book["statements"]
    names = [cell.value for cell in sheet[1]]
    for name, value in statement_row(date="2017-02").items():
        cell = sheet.cell(2, names.index(name) + 1)
        assert cell.number_format == "@"
        cell.value = value
    report = import_file(save_workbook(book), "statements.xlsx")

    assert report.in_words() == "1 new"
    assert Statement.objects.get().date == "2017-02"


def test_each_column_is_explained_on_another_sheet():
    book = load_workbook(io.BytesIO(BLANK_FORMATS["xlsx"][1](IMPORT_KINDS["rounds"])))
    needed_by_column = {row[0].value: row[1].value for row in book[HELP_SHEET].iter_rows(min_row=2)}

    assert list(needed_by_column) == [column.name for column in IMPORT_KINDS["rounds"].columns]
    assert [name for name, need in needed_by_column.items() if need == "yes"] == [
        "track",
        "status",
    ]


def test_an_entry_of_empty_values_is_skipped():
    assert preview_file(b'[{"slug": "", "summary": ""}]', "statements.json").in_words() == (
        "nothing in it"
    )
