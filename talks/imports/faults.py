"""What is wrong in a file, and where."""

from dataclasses import dataclass


class Unreadable(Exception):
    """A file that cannot be read as a whole; its text says why and what to do."""


class Wrong(Exception):
    """A cell that cannot be read; its text says why and what to do."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: its number, the column, the value as it stands there, what to do."""

    row: int
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        where = f", column “{self.column}”" if self.column else ""
        value = f": “{self.value}”" if self.value else ""
        return f"Row {self.row}{where}{value}. {self.remedy}"
