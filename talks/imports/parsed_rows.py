"""Reads a row of a file as the values of a thing's fields."""

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from actors.models import Actor
from record.editing.versions import FieldChange
from talks.exports.rows import AnyColumn
from talks.exports.rows.citations import Citations, citation_line
from talks.exports.rows.column_types import Reference, References
from talks.exports.rows.participants import Participants
from talks.imports.cell_values import read_text
from talks.imports.cells import read_cell
from talks.imports.directory import Directory
from talks.imports.faults import Fault, Unreadable, WrongCell
from talks.imports.kinds import ImportKind, names_of
from talks.imports.tables import FileRow, trim
from talks.models import Citation, Round, Source

FORWARD_COLUMNS = ("part_of", "realised_as")  # may name a round further down in the file


@dataclass
class ParsedRow:
    """What a row says, and the thing that it changes or adds.

    `values`, `columns` and `file_names` (what the file calls the columns) are by attribute of the
    model. `forward_references` are the texts of references to rows that may be further down, by
    column. `changes` say in words what the row changes, and `changed_attributes` where.
    `citations` are to be saved; `new_citations` are those among them that are new. `lacks_column`
    says that a column is missing, which is reported once for all rows.
    """

    row: FileRow
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, AnyColumn] = field(default_factory=dict)
    file_names: dict[str, str] = field(default_factory=dict)
    forward_references: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    key: tuple[object, ...] = ()
    thing: Any = None
    is_new: bool = False
    lacks_column: bool = False
    changes: list[FieldChange] = field(default_factory=list)
    changed_attributes: set[str] = field(default_factory=set)
    citations: list[Citation] = field(default_factory=list)
    new_citations: list[Citation] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return bool(self.faults) or self.lacks_column

    @property
    def changes_anything(self) -> bool:
        return self.is_new or bool(self.changes)

    def add_fault(self, column: str, value: object, remedy: str) -> None:
        """Report a fault in a column of the file."""
        self.faults.append(Fault(self.row.number, column, _fault_value(value), remedy))

    def add_fault_at(self, attribute: str, remedy: str, *, value: object = "") -> None:
        """Report a fault at the column that holds an attribute, with the text of its cell."""
        names = self.file_names
        name = names.get(attribute) or names.get(f"{attribute}_id", attribute)
        self.add_fault(name, self.row.cells.get(name, value), remedy)

    def add_errors(self, error: ValidationError, checked: Model) -> None:
        """Report errors at their columns; those of a citation at the column of citations."""
        for name, messages in error.message_dict.items():
            attribute = name if checked is self.thing else "citations"
            self.add_fault_at(attribute, " ".join(messages), value=getattr(checked, name, ""))


def _fault_value(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def parse_row(row: FileRow, kind: ImportKind, directory: Directory) -> ParsedRow:
    """Read the cells of a row; those that cannot be read are reported at their columns."""
    parsed = ParsedRow(row, faults=list(row.faults))
    for name, cell in row.cells.items():
        column = kind.columns_by_name.get(name)
        if column is None or (name != column.name and column.name in row.cells):
            continue
        parsed.columns[column.attribute], parsed.file_names[column.attribute] = column, name
        try:
            parsed.values[column.attribute] = read_cell(column.type, cell, directory)
        except WrongCell as error:
            if column.name in FORWARD_COLUMNS and kind.model is Round and read_text(cell):
                parsed.forward_references[column.name] = read_text(cell)
            else:
                parsed.add_fault(name, cell, str(error))
    return parsed


def find_unread_columns(
    names: Iterable[str], kind: ImportKind, all_names: Collection[str]
) -> list[str]:
    """Return which of some columns are not read; `all_names` are all of the file so far.

    Raises `Unreadable` if one looks like a misspelt column, or if no column is of this kind.
    """
    known_names = set(kind.columns_by_name)
    unread = sorted(set(names) - known_names - kind.ignored_names - {""})
    absent = [column.name for column in kind.columns if not names_of(column) & set(all_names)]
    for name in unread:
        similar = difflib.get_close_matches(name, absent, 1, cutoff=0.8)
        if similar:
            raise Unreadable(f"There is no column “{name}”: do you mean “{similar[0]}”? Rename it.")
    if unread and not set(all_names) & known_names:
        needed = ", ".join(column.name for column in kind.columns if column.is_needed)
        raise Unreadable(
            f"None of its columns belongs to {kind.name}: name them {needed}, or choose what its "
            "rows are."
        )
    return unread


def value_text(column: AnyColumn, value: Any, directory: Directory) -> str:
    """Return a value as a cell holds it."""
    if isinstance(column.type, Participants):
        return "; ".join(sorted(f"{directory.slug(Actor, key)} {role}" for key, role in value))
    if isinstance(column.type, Reference):
        return directory.slug(column.type.model, value)
    if isinstance(column.type, References):
        return "; ".join(sorted(directory.slug(column.type.model, key) for key in value))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def comparable(value: object) -> object:
    """Return a value as it is compared: forms store other line ends than files."""
    return trim(value.replace("\r\n", "\n")) if isinstance(value, str) else value


def citation_text(values: Mapping[str, Any], directory: Directory) -> str:
    """Return a citation, given by the values of its fields, as a cell holds it."""
    names = [member.name for member in Citations.members if values.get(member.name)]
    source = directory.slug(Source, values["source_id"])
    return citation_line({name: values[name] for name in names} | {"source": source})
