"""Files as people have them: encodings, marks, line ends, spreadsheets' habits, broken ones."""

import datetime as dt
import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from talks.imports import files, trees
from talks.imports.faults import Unreadable
from tests.talks.imports.sample_files import as_xlsx, saved

HEAD = "slug,name\n"


def rows(content: bytes, name: str = "a.csv", encoding: str = "") -> list[dict]:
    """Return what each row of the one table of a file holds; none may be at fault."""
    [table] = files.read_tables(name, content, encoding)
    file_rows = list(table.rows())
    assert [row.faults for row in file_rows if row.faults] == []
    return [row.cells for row in file_rows]


def faults(content: bytes, name: str = "a.csv") -> list[tuple[int, str, str]]:
    [table] = files.read_tables(name, content)
    return [(one.row, one.column, one.value) for row in table.rows() for one in row.faults]


def numbers(content: bytes, name: str = "a.csv") -> list[int]:
    [table] = files.read_tables(name, content)
    return [row.number for row in table.rows()]


# Encodings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le-marked", "utf-16-be-marked"]
)
def test_unicode_is_read_with_a_byte_order_mark_and_utf_8_without_one(encoding):
    text = f"{HEAD}a,روسيا – Россия\n"
    if encoding.endswith("-marked"):
        content = ("\ufeff" + text).encode(encoding.removesuffix("-marked"))
    else:
        content = text.encode(encoding)

    assert rows(content) == [{"slug": "a", "name": "روسيا – Россия"}]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Kövesdi’s café"), ("cp1256", "روسيا"), ("iso8859_6", "روسيا"), ("mac_roman", "é")],
)
def test_another_encoding_is_refused_with_the_place_and_read_once_it_is_chosen(encoding, name):
    content = f"{HEAD}a,{name}\n".encode(encoding)

    with pytest.raises(Unreadable, match=r"Line 2 .*UTF-8.*encoding"):
        files.read_tables("a.csv", content)
    assert rows(content, encoding=encoding) == [{"slug": "a", "name": name}]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_refused_until_it_is_chosen(encoding):
    content = f"{HEAD}a,b\n".encode(encoding)

    with pytest.raises(Unreadable, match="UTF-16"):
        files.read_tables("a.csv", content)
    assert rows(content, encoding=encoding) == [{"slug": "a", "name": "b"}]


def test_a_byte_order_mark_overrides_a_choice():
    assert rows("\ufeffslug\né\n".encode(), encoding="cp1252") == [{"slug": "é"}]


# CSV --------------------------------------------------------------------------------------------


def test_line_ends_may_be_mixed_and_cells_hold_new_lines():
    content = b'slug,name\r\na,"one\ntwo"\nb,"three\r\nfour"\rc,five\r\n\r\n'

    assert rows(content) == [
        {"slug": "a", "name": "one\ntwo"},
        {"slug": "b", "name": "three\r\nfour"},
        {"slug": "c", "name": "five"},
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_blank_ones_included():
    assert numbers(b'slug,name\na,"x\ny"\n\n,\nb,z\n') == [2, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    content = f"slug{separator}name\na{separator}b\n".encode()

    assert rows(content) == [{"slug": "a", "name": "b"}]


def test_excels_line_on_the_separator_is_followed():
    assert rows(b"sep=;\r\nslug;name\r\na,b;c\r\n") == [{"slug": "a,b", "name": "c"}]


def test_names_of_columns_are_trimmed_and_may_be_in_capitals():
    assert rows("\ufeffSlug ,  Name\xa0\u200f\na,b\n".encode()) == [{"slug": "a", "name": "b"}]


def test_a_head_with_the_same_name_twice_is_refused():
    with pytest.raises(Unreadable, match="“name” twice"):
        files.read_tables("a.csv", b"name,Name \na,b\n")


def test_empty_columns_at_the_end_are_ignored_and_a_cell_without_a_column_is_a_fault():
    assert rows(b"slug,name,,\na,b,,\n") == [{"slug": "a", "name": "b"}]
    assert faults(b"slug,,name\na,lost,b\n") == [(2, "", "")]


@pytest.mark.parametrize("line", ["a", "a,b,c"])
def test_a_row_with_too_few_or_too_many_cells_is_a_fault(line):
    [(row, column, _)] = faults(f"slug,name\nx,y\n{line}\n".encode())

    assert (row, column) == (3, "")


@pytest.mark.parametrize("content", [b'slug,name\na,"b\n', b'slug,name\na,"b" c\n'])
def test_a_missing_or_needless_quotation_mark_is_reported_with_its_place(content):
    [table] = files.read_tables("a.csv", content)

    with pytest.raises(Unreadable, match=r"After row 1 .*quotation mark"):
        list(table.rows())


def test_one_apostrophe_is_removed_before_what_looks_like_a_formula():
    assert rows(b"slug,name\na,'=1+1\nb,''=1\nc,'quoted'\nd,it's = so\n") == [
        {"slug": "a", "name": "=1+1"},
        {"slug": "b", "name": "'=1"},
        {"slug": "c", "name": "'quoted'"},
        {"slug": "d", "name": "it's = so"},
    ]


def test_what_looks_like_a_formula_is_text_in_csv():
    assert rows(b"slug,name\na,=SUM(A1)\n") == [{"slug": "a", "name": "=SUM(A1)"}]


# Excel ------------------------------------------------------------------------------------------


def test_cells_of_a_sheet_are_read_as_the_sheet_shows_them():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["slug", "number", "rate", "is", "day", "month", "year", "text"])
    day = dt.datetime(2017, 2, 1)
    sheet.append(["a", 3.0, 2.5, True, day, day, day, "2017-02~"])
    for column, number_format in (("E", "dd/mm/yyyy"), ("F", "mmm-yy"), ("G", "yyyy")):
        sheet[f"{column}2"].number_format = number_format

    assert rows(saved(book), "a.xlsx") == [
        {
            **{"slug": "a", "number": "3", "rate": "2.5", "is": "yes"},
            **{"day": "2017-02-01", "month": "2017-02", "year": "2017", "text": "2017-02~"},
        }
    ]


def test_formulas_errors_and_times_of_day_are_faults_of_their_cells():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["slug", "name", "start", "end"])
    sheet.append(["=A1", "#REF!", dt.datetime(2017, 2, 1, 12), dt.time(12)])

    file_rows = faults(saved(book), "a.xlsx")
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

    assert rows(saved(book), "a.xlsx") == [{"slug": "=not a formula"}]


def test_empty_sheets_and_rows_are_skipped_and_a_workbook_is_recognised_by_its_content():
    content = as_xlsx([[], ["slug"], [], ["a"], [None], ["b"]])

    assert rows(content, "named-wrongly.csv") == [{"slug": "a"}, {"slug": "b"}]
    assert numbers(content) == [4, 6]


def packed(names: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as inside:
        for name, text in names.items():
            inside.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0 old", r"\.xls\b"),
        (packed({"mimetype": "application/vnd.oasis.opendocument"}), "OpenDocument"),
        (packed({"hello.txt": "a"}), "not an Excel workbook"),
        (b"PK\x03\x04 broken", "damaged"),
        (as_xlsx([]), "empty"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0", "NUL bytes|UTF-8"),
    ],
    # by name: a zip holds the time, and workers would collect other tests
    ids=["xls", "ods", "zip", "broken", "sheet", "nothing", "blank", "html", "png"],
)
def test_other_files_are_refused_with_what_to_do(content, message):
    with pytest.raises(Unreadable, match=message):
        files.read_tables("a.csv", content)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_SIZE", 20)

    assert rows(b"slug,name\na,b\n") == [{"slug": "a", "name": "b"}]
    with pytest.raises(Unreadable, match="split it"):
        files.read_tables("a.csv", b"slug,name\nabcd,efghij\n")


# JSON and YAML ----------------------------------------------------------------------------------


def test_json_and_yaml_hold_lists_by_the_name_of_their_kind():
    as_json = json.dumps({"filter": "", "actors": [{"slug": "a"}], "rounds": [{"slug": "b"}]})
    as_yaml = b"actors:\n- slug: a\nrounds:\n- slug: b\n"

    for name, content in (("a.json", as_json.encode()), ("a.yaml", as_yaml)):
        tables = files.read_tables(name, content)
        assert [table.kind for table in tables] == ["actors", "rounds"]
        assert [[row.cells for row in table.rows()] for table in tables] == [
            [{"slug": "a"}],
            [{"slug": "b"}],
        ]


def test_values_of_json_are_texts_or_lists():
    content = b'[{"slug": 7, "name": true, "a": null, "b": ["x", 1], "c": {"d": 2.5}}]'

    assert rows(content, "a.json") == [
        {"slug": "7", "name": "yes", "a": "", "b": ["x", "1"], "c": {"d": "2.5"}}
    ]


def test_values_of_yaml_are_texts_as_they_are_written():
    content = b"- slug: no\n  date: 2017-02-16\n  number: 007\n  note: ~\n  time: 12:30\n"

    assert rows(content, "a.yaml") == [
        {"slug": "no", "date": "2017-02-16", "number": "007", "note": "", "time": "12:30"}
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b'[{"slug": "a", "slug": "b"}]'), ("a.yaml", b"- slug: a\n  slug: b\n")],
)
def test_a_name_that_is_twice_in_an_entry_is_a_fault(name, content):
    assert faults(content, name) == [(1, "slug", "")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b'[{"slug": "a"},\n {"slug": }]', "line 2"),
        ("a.json", b'[{"slug": "a"} {"slug": "b"}]', "comma"),
        ("a.json", b"[" * 100_000, "JSON is broken"),
        ("a.yaml", b"- slug: a\n name: b\n", "line 2"),
        ("a.yaml", b"- &a {slug: a}\n- *a\n", "Line 2"),
    ],
)
def test_broken_json_and_yaml_are_reported_with_the_place(name, content, message):
    with pytest.raises(Unreadable, match=message):
        for table in files.read_tables(name, content):
            list(table.rows())


def test_a_list_that_is_twice_in_a_file_is_refused():
    for name, content in (("a.json", b'{"a": [], "a": []}'), ("a.yaml", b"a: []\na: []\n")):
        with pytest.raises(Unreadable, match="“a” is there twice"):
            files.read_tables(name, content)


def test_yaml_that_is_too_large_or_nested_too_deeply_is_refused(monkeypatch):
    with pytest.raises(Unreadable, match="nested too deeply"):
        files.read_tables("a.yaml", b"- a: " + b"[" * 30 + b"]" * 30)
    monkeypatch.setattr(trees, "MAX_YAML_SIZE", 20)
    assert rows(b"- slug: a\n", "a.yaml") == [{"slug": "a"}]
    with pytest.raises(Unreadable, match="split it"):
        files.read_tables("a.yaml", b"- slug: a\n  name: a longer one\n")


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "-0", "12345678901234567890"])
def test_any_number_of_json_is_read_as_text_or_refused(number):
    try:
        [row] = rows(f'[{{"number": {number}}}]'.encode(), "a.json")
    except Unreadable as error:
        assert "too long" in str(error)
    else:
        assert row["number"] in (number, "inf", "0")


def test_an_entry_that_is_not_an_object_is_a_fault():
    assert [row for row, _, _ in faults(b'[{"slug": "a"}, 7]', "a.json")] == [2]
