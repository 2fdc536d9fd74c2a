"""A row as what it says of a thing: the values of its fields, and the rows that belong to it."""

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from actors.models import Actor
from record.editing.versions import FieldChange
from talks.exports.rows import Column
from talks.exports.rows.citations import Citations, citation_line
from talks.exports.rows.column_types import Reference, References
from talks.exports.rows.participants import Participants
from talks.imports.cell_values import read_text
from talks.imports.cells import read_cell
from talks.imports.directory import Directory
from talks.imports.faults import Fault, Unreadable, WrongCell
from talks.imports.kinds import ImportKind, names_of
from talks.imports.tables import Row, trimmed
from talks.models import Round, Source

LATER = ("part_of", "realised_as")  # may name a round further down in the file


@dataclass
class Entry:
    """What a row says, and the thing that it is to become.

    `values`, `columns` and what the file calls these are by attribute of the model; `later` holds
    what names a row further down. `changed` are the attributes of `changes`, `citations` those to
    be stored, of which `added` are new. With `is_lacking` a column is missing, which is told once
    for all rows.
    """

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    key: Any = None
    thing: Any = None
    is_new: bool = False
    is_lacking: bool = False
    changes: list[FieldChange] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    citations: list[Any] = field(default_factory=list)
    added: list[Any] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return bool(self.faults) or self.is_lacking

    @property
    def changes_anything(self) -> bool:
        return self.is_new or bool(self.changes)

    def fail(self, column: str, value: Any, remedy: str) -> None:
        """Tell what is wrong in a column."""
        self.faults.append(Fault(self.row.number, column, _shown(value), remedy))

    def fail_at(self, attribute: str, remedy: str, *, shown: Any = "") -> None:
        """Tell what is wrong at the column that holds an attribute, with its cell."""
        name = self.named.get(attribute) or self.named.get(f"{attribute}_id", attribute)
        self.fail(name, self.row.cells.get(name, shown), remedy)

    def fail_as(self, error: ValidationError, what: Any) -> None:
        """Tell what a thing's own checks refuse, of a citation at the column of these."""
        for name, messages in error.message_dict.items():
            at = name if what is self.thing else "citations"
            self.fail_at(at, " ".join(messages), shown=getattr(what, name, ""))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def read(row: Row, kind: ImportKind, directory: Directory) -> Entry:
    """Read the cells of a row; what cannot be read is told at its column."""
    entry = Entry(row, faults=list(row.faults))
    names = kind.columns_by_name
    for name, cell in row.cells.items():
        column = names.get(name)
        if column is None or (name != column.name and column.name in row.cells):
            continue
        entry.columns[column.attribute], entry.named[column.attribute] = column, name
        try:
            entry.values[column.attribute] = read_cell(column.type, cell, directory)
        except WrongCell as wrong:
            if column.name in LATER and kind.model is Round and read_text(cell):
                entry.later[column.name] = read_text(cell)
            else:
                entry.fail(name, cell, str(wrong))
    return entry


def unread(names: Iterable[str], kind: ImportKind, there: Collection[str]) -> list[str]:
    """Return which columns of a file are not read; `there` are all of them, so far.

    Raises `Unreadable` where one looks like a slip for a column that is not there, or all are of
    something else.
    """
    left = sorted(set(names) - set(kind.columns_by_name) - kind.ignored_names - {""})
    free = [column.name for column in kind.columns if not names_of(column) & set(there)]
    for name in left:
        near = difflib.get_close_matches(name, free, 1, cutoff=0.8)
        if near:
            raise Unreadable(f"There is no column “{name}”: is “{near[0]}” meant? Rename it.")
    if left and not set(there) & set(kind.columns_by_name):
        wanted = ", ".join(column.name for column in kind.columns if column.is_needed)
        raise Unreadable(
            f"None of its columns is one of {kind.name}: name them as {wanted}, or choose what "
            "its rows are."
        )
    return left


def told(column: Column, value: Any, directory: Directory) -> str:
    """Say a value as a cell would."""
    if isinstance(column.type, Participants):
        return "; ".join(sorted(f"{directory.slug(Actor, key)} {role}" for key, role in value))
    if isinstance(column.type, Reference):
        return directory.slug(column.type.model, value)
    if isinstance(column.type, References):
        return "; ".join(sorted(directory.slug(column.type.model, key) for key in value))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def plain(value: Any) -> Any:
    """Return a value as it is compared: forms keep other line ends than files."""
    return trimmed(value.replace("\r\n", "\n")) if isinstance(value, str) else value


def cited(said: Mapping[str, Any], directory: Directory) -> str:
    """Say a citation, given by its fields, as a cell would."""
    source = {"source": directory.slug(Source, said["source_id"])}
    names = [member.name for member in Citations.members if said.get(member.name)]
    return citation_line(source | {name: said[name] for name in names})
