"""Columns and kinds of rows: one declaration for files, imports, templates and schemas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

from django.db.models import Model

from talks.exports.rows.column_types import ColumnType

M = TypeVar("M", bound=Model)
# A column that reads any model is also a column of one model.
M_contra = TypeVar("M_contra", bound=Model, contravariant=True)
T = TypeVar("T")
Row: TypeAlias = dict[str, object]  # the values of a thing's columns, by the names of the columns


@dataclass(frozen=True)
class Column(Generic[M_contra, T]):
    """A column of a kind of row.

    `meaning` says in a sentence what it holds; it is the help of import templates. `field` is the
    model's field that holds the value: by default the one of the same name, "" where there is none.
    `value` computes the value where a file says something other than the field.

    An import sets the field, unless `read_only` says why it does not. A row that is new needs the
    columns that are `is_needed`. `other_names` are further names that imported files may use.
    `unpublished` says why the site's own files lack the column.
    """

    name: str
    type: ColumnType[T]
    meaning: str
    field: str | None = None
    value: Callable[[M_contra], T] | None = None
    is_needed: bool = False
    other_names: tuple[str, ...] = ()
    read_only: str = ""
    unpublished: str = ""

    @property
    def field_name(self) -> str:
        """The model's field that holds the value, "" where there is none."""
        return self.name if self.field is None else self.field

    @property
    def attribute(self) -> str:
        """The attribute of the model that an import sets."""
        return self.type.attribute(self.field_name)

    @property
    def is_nullable(self) -> bool:
        """Whether a row can hold None."""
        return self.type.empty is None and not self.is_needed

    @property
    def how_to_fill(self) -> str:
        """Say what it holds, and how to write that into a cell."""
        return f"{self.meaning} {self.type.how_to_write}".strip()

    @cached_property
    def value_of(self) -> Callable[[M_contra], T]:
        """The function that returns what a row on a thing holds in this column."""
        return self.value or self.type.reader(self.field_name)


AnyColumn: TypeAlias = Column[Any, Any]  # of any model, with values of any type


@dataclass(frozen=True)
class RowKind(Generic[M]):
    """A kind of row: its name in files and addresses, the model of its things, and its columns.

    `other_columns` are those of other models whose rows are of this kind too, with the same names.
    """

    name: str
    model: type[M]
    columns: tuple[Column[M, Any], ...]
    other_columns: Mapping[type[Model], tuple[AnyColumn, ...]] = field(default_factory=dict)

    @cached_property
    def published_columns(self) -> tuple[Column[M, Any], ...]:
        """The columns of the site's own files."""
        return tuple(column for column in self.columns if not column.unpublished)

    @cached_property
    def importable_columns(self) -> tuple[Column[M, Any], ...]:
        """The columns that an import reads."""
        return tuple(column for column in self.columns if not column.read_only)

    def row(self, thing: Model) -> Row:
        """Return the values of a thing's published columns."""
        columns = self.other_columns.get(type(thing), self.published_columns)
        return {column.name: column.value_of(thing) for column in columns}


AnyRowKind: TypeAlias = RowKind[Any]  # of any model
