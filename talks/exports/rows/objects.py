"""Columns whose values are lists of objects, such as the citations of a thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Model

from talks.exports.rows.column_types import ListType
from talks.exports.rows.columns import AnyColumn, Row


@dataclass(frozen=True)
class Objects(ListType[Row]):
    """A list of objects, one for each row of a model that belongs to a thing.

    `members` are the members of an object; those that are not `required` are left out where they
    are empty. `rows` is the attribute of a thing that leads to its rows.
    """

    members: ClassVar[tuple[AnyColumn, ...]]
    required: ClassVar[frozenset[str]]
    model: ClassVar[type[Model]]
    rows: ClassVar[str]

    def reader(self, field: str) -> Callable[[Model], list[Row]]:
        return lambda thing: [self.to_object(row) for row in getattr(thing, self.rows).all()]

    def to_object(self, row: Model) -> Row:
        """Return a row as an object."""
        values = [(member.name, member.value_of(row)) for member in self.members]
        return {name: value for name, value in values if value or name in self.required}

    def item_to_cell(self, item: Row) -> str:
        return " ".join(map(str, item.values()))
