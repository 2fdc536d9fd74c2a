"""The fields of a model that store a date: its text, and the days that the text may mean."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from record.dates.parsing import bounds, span

# How a migration writes a field: its name, the path of its class, and its arguments.
Deconstructed: TypeAlias = "tuple[str, str, Sequence[Any], dict[str, Any]]"


def _public_path(path: str) -> str:
    """Return the path for migrations to import a field from: the package, not this module."""
    return path.replace("record.dates.fields", "record.dates")


class EDTFField(models.CharField):
    """A date as EDTF text, at most 40 characters; empty means that no source gives it."""

    description = "EDTF date"

    def __init__(self, *args: Any, **options: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 40, "blank": True, "default": ""}
        super().__init__(*args, **(defaults | options))

    def deconstruct(self) -> Deconstructed:
        name, path, args, options = super().deconstruct()
        return name, _public_path(path), args, options

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").strip()

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        bounds(value)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Refuse a wrong date here too, since fixtures and bulk writes skip `clean`."""
        value = super().get_db_prep_save(value, connection)
        if isinstance(value, str):
            bounds(value)
        return value


class _Bound(DeferredAttribute):
    """Reads the stored day, or derives it again if one of its texts has been set since."""

    field: "BoundField"

    def __get__(
        self, instance: models.Model | None, cls: type[models.Model] | None = None
    ) -> "dt.date | _Bound | None":
        if instance is None:
            return self
        row, field = instance.__dict__, self.field
        texts, day = row.get(field.attname, (None, None))
        if texts is None or any(name in row and row[name] != texts.get(name) for name in field.of):
            texts = {name: getattr(instance, name) for name in field.of}
            try:
                day = getattr(span(*texts.values()), field.edge)
            except ValidationError:
                day = None  # the error is reported when the text is cleaned or saved
            row[field.attname] = texts, day
        return day

    def __set__(self, instance: models.Model, value: object) -> None:
        if value is not BoundField.DERIVE:
            row, field = instance.__dict__, self.field
            row[field.attname] = {name: row[name] for name in field.of if name in row}, value


class BoundField(models.DateField):
    """The earliest or latest day of the EDTF fields named by `of`; stored, indexed, never edited.

    It is derived when the attribute is read, not in `save`: so fixtures and bulk writes, which skip
    `save`, store it too. It must be declared after the fields that it is derived from.
    """

    DERIVE = object()
    descriptor_class = _Bound

    def __init__(self, *of: str, edge: str = "earliest", **options: Any) -> None:
        self.of: Sequence[str] = of
        self.edge = edge
        options = {"editable": False, "null": True, "db_index": True, "serialize": False} | options
        super().__init__(**options)

    def deconstruct(self) -> Deconstructed:
        name, path, args, options = super().deconstruct()
        return name, _public_path(path), [*args, *self.of], options | {"edge": self.edge}

    def get_default(self) -> object:
        return self.DERIVE
