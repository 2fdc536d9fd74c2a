"""Files to be filled in: each can be read, and a row typed into one goes in."""

import io

import pytest
from openpyxl import load_workbook

from talks.imports import importing
from talks.imports.blanks import BLANK_FORMATS
from talks.imports.kinds import IMPORT_KINDS
from talks.imports.reading import HELP_SHEET, read_file
from talks.models import Statement
from tests.talks.imports.sent import imported, looked_at, people, saved, statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("suffix", BLANK_FORMATS)
@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_an_empty_file_is_of_its_kind_and_holds_nothing(kind, suffix):
    content = BLANK_FORMATS[suffix][1](IMPORT_KINDS[kind])
    reading = read_file(f"a.{suffix}", content)

    assert [found.name for found, _ in reading.tables] == [kind]
    assert reading.ignored_names == []
    report = importing.preview(reading)
    assert (report.in_words(), report.notes) == ("nothing in it", {})


def test_what_is_typed_into_a_workbook_stays_text_and_goes_in():
    people()
    book = load_workbook(io.BytesIO(BLANK_FORMATS["xlsx"][1](IMPORT_KINDS["statements"])))
    sheet = book["statements"]
    names = [cell.value for cell in sheet[1]]
    for name, value in statement(date="2017-02").items():
        cell = sheet.cell(2, names.index(name) + 1)
        assert cell.number_format == "@"
        cell.value = value
    report = imported(saved(book), "statements.xlsx")

    assert report.in_words() == "1 new"
    assert Statement.objects.get().date == "2017-02"


def test_each_column_is_explained_beside():
    book = load_workbook(io.BytesIO(BLANK_FORMATS["xlsx"][1](IMPORT_KINDS["rounds"])))
    told = {row[0].value: row[1].value for row in book[HELP_SHEET].iter_rows(min_row=2)}

    assert list(told) == [column.name for column in IMPORT_KINDS["rounds"].columns]
    assert [name for name, needed in told.items() if needed == "yes"] == ["track", "status"]


def test_an_entry_of_empty_values_is_passed_over():
    assert looked_at(b'[{"slug": "", "summary": ""}]', "statements.json").in_words() == (
        "nothing in it"
    )
