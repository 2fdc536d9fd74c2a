"""CSV as a table (RFC 4180), with whatever separator and line ends."""

import csv
import io
import re
from collections.abc import Iterator

from talks.imports.faults import Unreadable
from talks.imports.tables import FileRow, FileTable, make_row, read_head

SEPARATORS = (",", ";", "\t", "|")
csv.field_size_limit(2**26)  # the standard library's own limit would refuse a long agenda


def read_csv(text: str) -> FileTable:
    """Return the one table of a CSV file; its first row that is not blank is the head."""
    separator = ""
    if line := re.match(r"sep=(.)\r?\n?", text):  # as Excel writes and reads it
        text, separator = text[line.end() :], line[1]
    separator = separator or max(SEPARATORS, key=lambda mark: len(_first_row(text, mark)))
    names = read_head(_first_row(text, separator), "The first row")
    if not names:
        raise Unreadable("The file is empty.")

    def walk() -> Iterator[FileRow]:
        rows = _filled_rows(text, separator)
        next(rows)
        for number, cells in rows:
            yield make_row(number, cells, names)

    return FileTable("", names, walk)


def _first_row(text: str, separator: str) -> list[str]:
    """Return the first row that is not blank; one that is broken is reported when it is walked."""
    try:
        return next((cells for _, cells in _filled_rows(text, separator)), [])
    except Unreadable:
        return ["?"]


def _filled_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, numbered as a spreadsheet numbers its rows."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(lines, start=1):
            if any(map(str.strip, cells)):
                yield number, cells
    except csv.Error as error:
        raise Unreadable(
            f"After row {number} (line {lines.line_num}) the file cannot be read: a quotation "
            "mark is missing, or one is too many. Write each quotation mark twice within a text "
            "that has quotation marks around it."
        ) from error
