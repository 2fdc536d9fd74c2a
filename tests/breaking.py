"""Rows that break a constraint: the database itself refuses them, and a form names the field."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction


class Break:
    """A row that breaks one constraint: how to make it, and what a form says at which field.

    `constraint` is the name of the constraint, or "Model.field" where a field is unique. `stored`
    makes the row for the database if the form would stop at something else before it.
    """

    def __init__(
        self,
        constraint: str,
        make_row: Callable[[], models.Model],
        field: str,
        message: str,
        *,
        stored: Callable[[], models.Model] | None = None,
    ) -> None:
        self.constraint, self.make_row = constraint, make_row
        self.field, self.message = field or NON_FIELD_ERRORS, message
        self.make_stored_row = stored or make_row

    def __str__(self) -> str:
        return self.constraint


def constraints_of(app: str) -> set[str]:
    """Return the names of all constraints of an app's models; a unique field is "Model.field"."""
    names = set()
    for model in apps.get_app_config(app).get_models():
        names |= {constraint.name for constraint in model._meta.constraints}
        names |= {
            f"{model.__name__}.{field.name}"
            for field in model._meta.fields
            if field.unique and not field.primary_key
        }
    return names


def assert_refused_by_the_database(broken: Break) -> None:
    """Store the row as bulk writes and fixtures do, which ask no form."""
    row = broken.make_stored_row()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    message = str(refusal.value).replace('"', "")  # PostgreSQL quotes what is a keyword too
    assert _refusal_of(broken.constraint, type(row)) in message


def _refusal_of(constraint: str, model: type[models.Model]) -> str:
    """Return what the database's message must hold if it was this constraint that refused.

    SQLite names the columns of a unique constraint instead of the constraint itself.
    """
    field_name = constraint.partition(".")[2]
    unique_fields = {
        each.name: each.fields
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint)
    } | ({constraint: (field_name,)} if field_name else {})
    if constraint not in unique_fields:
        return constraint
    columns = [model._meta.get_field(name).column for name in unique_fields[constraint]]
    if connection.vendor == "sqlite":
        table = model._meta.db_table
        return "UNIQUE constraint failed: " + ", ".join(f"{table}.{name}" for name in columns)
    return f"Key ({', '.join(columns)})=" if field_name else constraint


def assert_reported_at_its_field(broken: Break) -> None:
    with pytest.raises(ValidationError) as refusal:
        broken.make_row().full_clean()
    messages: dict[str, list[str]] = refusal.value.message_dict
    assert list(messages) == [broken.field]
    assert broken.message in " ".join(messages[broken.field])
