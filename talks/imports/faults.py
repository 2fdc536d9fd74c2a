"""What is wrong in a file, and where."""

from dataclasses import dataclass


class Unreadable(Exception):
    """The file cannot be read as a whole; the message says why and what to do."""


class WrongCell(Exception):
    """A cell cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: its number, the column, the text of the cell, and what to do."""

    row: int
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        where = f", column “{self.column}”" if self.column else ""
        value = f": “{self.value}”" if self.value else ""
        return f"Row {self.row}{where}{value}. {self.remedy}"
