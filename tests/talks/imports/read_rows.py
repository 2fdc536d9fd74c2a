"""The rows, faults and row numbers of a file's one table."""

from talks.imports import files


def read_rows(content: bytes, name: str = "a.csv", encoding: str = "") -> list[dict]:
    """Return what each row of the one table of a file holds; none may be at fault."""
    [table] = files.read_tables(name, content, encoding)
    file_rows = list(table.rows())
    assert [row.faults for row in file_rows if row.faults] == []
    return [row.cells for row in file_rows]


def read_faults(content: bytes, name: str = "a.csv") -> list[tuple[int, str, str]]:
    [table] = files.read_tables(name, content)
    return [(one.row, one.column, one.value) for row in table.rows() for one in row.faults]


def read_row_numbers(content: bytes, name: str = "a.csv") -> list[int]:
    [table] = files.read_tables(name, content)
    return [row.number for row in table.rows()]
