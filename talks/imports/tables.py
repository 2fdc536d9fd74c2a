"""Rows of a file, whatever its format: what their columns are called, and what each row holds."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from talks.exports.formulas import undefuse
from talks.imports.faults import Fault, Unreadable

UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"  # what a spreadsheet may leave beside words


def trimmed(text: str) -> str:
    """Return a text without the blanks and the unseen marks around it."""
    while text != (text := text.strip().strip(UNSEEN)):
        pass
    return text


@dataclass
class Row:
    """A row of a file: its number as a person counts, and its cells by the names of columns.

    A cell is a text; in JSON and YAML it may be a list or an object too. `notes` say what of the
    row is left alone; one without cells is passed over.
    """

    number: int
    cells: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """Rows of one kind; `kind` is what the file calls them, "" where it does not say.

    `columns` are the names in its head, None where each row brings its own. `rows` can be walked
    again and again; it raises `Unreadable` where the file breaks off. `theirs` tells what the file
    calls a column that is known by another name here.
    """

    kind: str
    columns: list[str] | None
    rows: Callable[[], Iterator[Row]]
    word: str = "row"
    theirs: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The names of its columns, of its first row where it has no head."""
        return set(self.columns or next((row.cells for row in self.rows()), ()))


def named(cells: list[str], where: str) -> list[str]:
    """Return the names of the columns of a head: trimmed, in small letters, none twice."""
    names = [re.sub(r"\s+", " ", trimmed(cell)).lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for place, name in enumerate(names):
        if name and name in names[:place]:
            raise Unreadable(f"{where} names the column “{name}” twice: rename or remove one.")
    return names


def row_of(number: int, cells: list[str], names: list[str]) -> Row:
    """Lay cells under the names of their columns; too many or too few are a fault of the row."""
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    row = Row(number, dict(zip(names, map(undefuse, cells), strict=False)))
    row.cells.pop("", None)
    if len(cells) != len(names):
        beyond = cells[-1] if len(cells) > len(names) else ""
        remedy = (
            f"It has {len(cells)} cells, and the head has {len(names)}: a text that holds the "
            "separator or a new line needs quotation marks around it."
        )
        row.faults.append(Fault(number, "", beyond, remedy))
    elif any(cell.strip() for name, cell in zip(names, cells, strict=True) if not name):
        row.faults.append(Fault(number, "", "", "It has a cell in a column without a name."))
    return row
