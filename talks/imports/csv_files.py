"""CSV as a table (RFC 4180), with whatever separator and line ends."""

import csv
import io
import re
from collections.abc import Iterator

from talks.imports.faults import Unreadable
from talks.imports.tables import Row, Table, named, row_of

SEPARATORS = (",", ";", "\t", "|")
csv.field_size_limit(2**26)  # the standard library's own would stop at a long agenda


def table(text: str) -> Table:
    """Return the one table of a CSV file; its first row that holds anything is the head."""
    separator = ""
    if said := re.match(r"sep=(.)\r?\n?", text):  # as Excel writes and reads it
        text, separator = text[said.end() :], said[1]
    separator = separator or max(SEPARATORS, key=lambda mark: len(_head(text, mark)))
    names = named(_head(text, separator), "The first row")
    if not names:
        raise Unreadable("The file is empty.")

    def walk() -> Iterator[Row]:
        rows = _filled(text, separator)
        next(rows)
        for number, cells in rows:
            yield row_of(number, cells, names)

    return Table("", names, walk)


def _head(text: str, separator: str) -> list[str]:
    """Return the first row that holds anything; one that cannot be read is told as it is walked."""
    try:
        return next((cells for _, cells in _filled(text, separator)), [])
    except Unreadable:
        return ["?"]


def _filled(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, numbered as a spreadsheet numbers its rows."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(lines, start=1):
            if any(map(str.strip, cells)):
                yield number, cells
    except csv.Error as error:
        raise Unreadable(
            f"After row {number} (line {lines.line_num}) the file cannot be read: a quotation "
            "mark is missing or stands alone there. Within a text in quotation marks, write "
            "each of its own twice."
        ) from error
