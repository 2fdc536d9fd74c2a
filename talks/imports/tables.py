"""Rows of a file, whatever its format: the names of its columns, and the cells of each row."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from talks.exports.formulas import undefuse
from talks.imports.faults import Fault, Unreadable

INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"  # what a spreadsheet may leave beside words


def trim(text: str) -> str:
    """Return a text without the blanks and the invisible marks around it."""
    while text != (text := text.strip().strip(INVISIBLE)):
        pass
    return text


@dataclass
class FileRow:
    """A row of a file: its number as a person counts, and its cells by the names of columns.

    A cell is a text; in JSON and YAML it may be a list or an object too. `notes` say what was
    ignored; a row without cells is skipped.
    """

    number: int
    cells: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FileTable:
    """Rows of one kind; `kind` is the name that the file gives it, "" if it gives none.

    `columns` are the names in its head, None if each row brings its own. `rows` can be called again
    and again; it raises `Unreadable` where the file breaks off. `word` is what the file's format
    calls a row. `file_names` maps the names of columns that a layout translates to the file's own.
    """

    kind: str
    columns: list[str] | None
    rows: Callable[[], Iterator[FileRow]]
    word: str = "row"
    file_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def column_names(self) -> set[str]:
        """The names of its columns; without a head, those of its first row."""
        return set(self.columns or next((row.cells for row in self.rows()), ()))

    def file_name(self, column_name: str) -> str:
        """Return what the file calls a column."""
        return self.file_names.get(column_name, column_name)


def read_head(cells: list[str], place: str) -> list[str]:
    """Return the names of the columns of a head: trimmed and in small letters.

    Raises `Unreadable` if a name is there twice; `place` says where the head is.
    """
    names = [re.sub(r"\s+", " ", trim(cell)).lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for index, name in enumerate(names):
        if name and name in names[:index]:
            raise Unreadable(f"{place} names the column “{name}” twice: rename or remove one.")
    return names


def make_row(number: int, cells: list[str], names: list[str]) -> FileRow:
    """Return cells as a row, by the names of their columns; too many or too few are a fault."""
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    row = FileRow(number, dict(zip(names, map(undefuse, cells), strict=False)))
    row.cells.pop("", None)
    if len(cells) != len(names):
        last_cell = cells[-1] if len(cells) > len(names) else ""
        remedy = (
            f"This row has {len(cells)} cells and the head has {len(names)}: a text that holds the "
            "separator or a new line needs quotation marks around it."
        )
        row.faults.append(Fault(number, "", last_cell, remedy))
    elif any(cell.strip() for name, cell in zip(names, cells, strict=True) if not name):
        row.faults.append(Fault(number, "", "", "A cell is in a column without a name."))
    return row
