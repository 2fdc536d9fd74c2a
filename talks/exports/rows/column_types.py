"""The types of columns: their values in Python, CSV and JSON, and how a person writes them.

Schemas, import templates and files are all made from these; a new type is one class here, and a
reader of its cells in `talks/imports/cells.py`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import ClassVar, Generic, TypeVar

from django.db.models import Model, TextChoices

from talks.exports.formulas import defuse

T = TypeVar("T")
Item = TypeVar("Item")
ITEM_SEPARATOR = "; "


@dataclass(frozen=True)
class ColumnType(Generic[T]):
    """What the values of a column are.

    `schema_name` names the type in schemas, `python_type` is the type of its values in a row, and
    `empty` the value where nothing is given: "", an empty list, or None.
    """

    schema_name: ClassVar[str]
    python_type: ClassVar[type]
    empty: ClassVar[object] = ""

    @property
    def how_to_write(self) -> str:
        """Say in a sentence how a person writes a value into a cell; "" for plain text."""
        return ""

    def attribute(self, field: str) -> str:
        """Return the attribute of a model that an import sets for a field of this type."""
        return field

    def reader(self, field: str) -> Callable[[Model], T]:
        """Return the function that returns the value of a thing's field."""
        return attrgetter(field)

    def to_cell(self, value: T) -> str:
        """Write a value as a cell of CSV, which no spreadsheet runs as a formula."""
        return "" if value is None else defuse(str(value))

    def to_json(self, value: T) -> object:
        """Return a value as JSON holds it."""
        return value

    @property
    def is_converted_for_json(self) -> bool:
        """Whether a value has another form in JSON than in a row."""
        return type(self).to_json is not ColumnType.to_json


@dataclass(frozen=True)
class Text(ColumnType[str]):
    """Any text."""

    schema_name = "Text"
    python_type = str


@dataclass(frozen=True)
class Slug(Text):
    """The end of a thing's address on the site, which names the thing in every file."""

    schema_name = "Slug"


@dataclass(frozen=True)
class Address(Text):
    """An address: on this site a path from its root, else a whole URL."""

    schema_name = "Address"
    is_on_this_site: bool = False

    @property
    def how_to_write(self) -> str:
        return "A whole address, such as https://example.org/a."


@dataclass(frozen=True)
class CountryCode(Text):
    """A country by its two letters."""

    schema_name = "CountryCode"

    @property
    def how_to_write(self) -> str:
        return "Two letters (ISO 3166-1 alpha-2), such as SY."


@dataclass(frozen=True)
class Number(ColumnType[int | None]):
    """A whole number, None where there is none."""

    schema_name = "Number"
    python_type = int
    empty = None

    @property
    def how_to_write(self) -> str:
        return "A whole number."


@dataclass(frozen=True)
class Boolean(ColumnType[bool]):
    """Yes or no."""

    schema_name = "Boolean"
    python_type = bool
    empty = False

    @property
    def how_to_write(self) -> str:
        return "Yes or no."

    def to_cell(self, value: bool) -> str:  # noqa: FBT001
        return "yes" if value else "no"


@dataclass(frozen=True)
class EdtfDate(ColumnType[str]):
    """A date or a span as EDTF (ISO 8601-2, level 1)."""

    schema_name = "EdtfDate"
    python_type = str

    @property
    def how_to_write(self) -> str:
        return "EDTF, such as 2017, 2017-02, 2017-02-16, or 2017-02~ for about February 2017."


@dataclass(frozen=True)
class Day(ColumnType[dt.date | None]):
    """A single day, None where none is known."""

    schema_name = "Day"
    python_type = dt.date
    empty = None

    def to_json(self, value: dt.date | None) -> str | None:
        return value.isoformat() if value else None


@dataclass(frozen=True)
class Choice(ColumnType[str]):
    """One of some values; `further_values` occur in files, but no import accepts them."""

    choices: type[TextChoices]
    further_values: tuple[str, ...] = ()
    schema_name = "Choice"
    python_type = str

    @property
    def values(self) -> tuple[str, ...]:
        """All values that a file can hold."""
        return (*self.choices.values, *self.further_values)

    @property
    def how_to_write(self) -> str:
        return f"One of {', '.join(self.choices.values)}."


@dataclass(frozen=True)
class Reference(ColumnType[str]):
    """Another thing, by its slug; `further_models` occur in files, but no import accepts them."""

    model: type[Model]
    further_models: tuple[type[Model], ...] = ()
    schema_name = "Reference"
    python_type = str

    @property
    def how_to_write(self) -> str:
        return f"Slug or name of a {self.model._meta.verbose_name}."

    def attribute(self, field: str) -> str:
        return f"{field}_id"

    def reader(self, field: str) -> Callable[[Model], str]:
        return lambda thing: getattr(getattr(thing, field), "slug", "")


@dataclass(frozen=True)
class ListType(ColumnType[list[Item]], Generic[Item]):
    """A list of values, which a cell of CSV holds with semicolons between them.

    Some spreadsheets take a semicolon for the edge of a cell, so each item is defused by itself.
    """

    python_type = list
    empty = ()
    separator: ClassVar[str] = ITEM_SEPARATOR

    def item_to_cell(self, item: Item) -> str:
        """Write one item."""
        return str(item)

    def to_cell(self, value: Sequence[Item]) -> str:
        if not value:
            return ""
        return defuse(self.separator.join([defuse(self.item_to_cell(item)) for item in value]))


@dataclass(frozen=True)
class Texts(ListType[str]):
    """A list of texts."""

    schema_name = "Texts"

    @property
    def how_to_write(self) -> str:
        return "With semicolons between them."


@dataclass(frozen=True)
class Choices(ListType[str]):
    """Several of some values."""

    choices: type[TextChoices]
    schema_name = "Choices"

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.choices.values)

    @property
    def how_to_write(self) -> str:
        return f"Any of {', '.join(self.values)}, with semicolons between them."


@dataclass(frozen=True)
class References(ListType[str]):
    """Other things, by their slugs."""

    model: type[Model]
    schema_name = "References"

    @property
    def how_to_write(self) -> str:
        names = self.model._meta.verbose_name_plural
        return f"Slugs or names of {names}, with semicolons between them."

    def reader(self, field: str) -> Callable[[Model], list[str]]:
        return lambda thing: [other.slug for other in getattr(thing, field).all()]
