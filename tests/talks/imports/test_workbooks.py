"""Workbooks of Excel: cells are read as the sheet shows them."""

import datetime as dt

from openpyxl import Workbook

from tests.talks.imports.read_rows import read_faults, read_row_numbers, read_rows
from tests.talks.imports.sample_files import as_xlsx, save_workbook


def test_cells_of_a_sheet_are_read_as_the_sheet_shows_them():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["slug", "number", "rate", "is", "day", "month", "year", "text"])
    day = dt.datetime(2017, 2, 1)
    sheet.append(["a", 3.0, 2.5, True, day, day, day, "2017-02~"])
    for column, number_format in (("E", "dd/mm/yyyy"), ("F", "mmm-yy"), ("G", "yyyy")):
        sheet[f"{column}2"].number_format = number_format

    assert read_rows(save_workbook(book), "a.xlsx") == [
        {
            "slug": "a",
            "number": "3",
            "rate": "2.5",
            "is": "yes",
            "day": "2017-02-01",
            "month": "2017-02",
            "year": "2017",
            "text": "2017-02~",
        }
    ]


def test_formulas_errors_and_times_of_day_are_faults_of_their_cells():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["slug", "name", "start", "end"])
    sheet.append(["=A1", "#REF!", dt.datetime(2017, 2, 1, 12), dt.time(12)])

    file_rows = read_faults(save_workbook(book), "a.xlsx")
    assert [(row, column) for row, column, _ in file_rows] == [
        (2, "slug"),
        (2, "name"),
        (2, "start"),
        (2, "end"),
    ]
    assert file_rows[0][2] == "=A1"


def test_text_that_only_looks_like_a_formula_is_text_in_a_sheet_too():
    book = Workbook()
    book.worksheets[0].append(["slug"])
    cell = book.worksheets[0]["A2"]
    cell.value, cell.data_type = "=not a formula", "s"

    assert read_rows(save_workbook(book), "a.xlsx") == [{"slug": "=not a formula"}]


def test_empty_sheets_and_rows_are_skipped_and_a_workbook_is_recognised_by_its_content():
    content = as_xlsx([[], ["slug"], [], ["a"], [None], ["b"]])

    assert read_rows(content, "named-wrongly.csv") == [{"slug": "a"}, {"slug": "b"}]
    assert read_row_numbers(content) == [4, 6]
