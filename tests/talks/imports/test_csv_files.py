"""CSV files as people have them: line ends, separators, heads, quotation marks."""

import pytest

from talks.imports import files
from talks.imports.faults import Unreadable
from tests.talks.imports.read_rows import read_faults, read_row_numbers, read_rows


def test_line_ends_may_be_mixed_and_cells_hold_new_lines():
    content = b'slug,name\r\na,"one\ntwo"\nb,"three\r\nfour"\rc,five\r\n\r\n'

    assert read_rows(content) == [
        {"slug": "a", "name": "one\ntwo"},
        {"slug": "b", "name": "three\r\nfour"},
        {"slug": "c", "name": "five"},
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_blank_ones_included():
    assert read_row_numbers(b'slug,name\na,"x\ny"\n\n,\nb,z\n') == [2, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    content = f"slug{separator}name\na{separator}b\n".encode()

    assert read_rows(content) == [{"slug": "a", "name": "b"}]


def test_excels_line_on_the_separator_is_followed():
    assert read_rows(b"sep=;\r\nslug;name\r\na,b;c\r\n") == [{"slug": "a,b", "name": "c"}]


def test_names_of_columns_are_trimmed_and_may_be_in_capitals():
    assert read_rows("\ufeffSlug ,  Name\xa0\u200f\na,b\n".encode()) == [{"slug": "a", "name": "b"}]


def test_a_head_with_the_same_name_twice_is_refused():
    with pytest.raises(Unreadable, match="“name” twice"):
        files.read_tables("a.csv", b"name,Name \na,b\n")


def test_empty_columns_at_the_end_are_ignored_and_a_cell_without_a_column_is_a_fault():
    assert read_rows(b"slug,name,,\na,b,,\n") == [{"slug": "a", "name": "b"}]
    assert read_faults(b"slug,,name\na,lost,b\n") == [(2, "", "")]


@pytest.mark.parametrize("line", ["a", "a,b,c"])
def test_a_row_with_too_few_or_too_many_cells_is_a_fault(line):
    [(row, column, _)] = read_faults(f"slug,name\nx,y\n{line}\n".encode())

    assert (row, column) == (3, "")


@pytest.mark.parametrize("content", [b'slug,name\na,"b\n', b'slug,name\na,"b" c\n'])
def test_a_missing_or_needless_quotation_mark_is_reported_with_its_place(content):
    [table] = files.read_tables("a.csv", content)

    with pytest.raises(Unreadable, match=r"After row 1 .*quotation mark"):
        list(table.rows())


def test_one_apostrophe_is_removed_before_what_looks_like_a_formula():
    assert read_rows(b"slug,name\na,'=1+1\nb,''=1\nc,'quoted'\nd,it's = so\n") == [
        {"slug": "a", "name": "=1+1"},
        {"slug": "b", "name": "'=1"},
        {"slug": "c", "name": "'quoted'"},
        {"slug": "d", "name": "it's = so"},
    ]


def test_what_looks_like_a_formula_is_text_in_csv():
    assert read_rows(b"slug,name\na,=SUM(A1)\n") == [{"slug": "a", "name": "=SUM(A1)"}]
