"""Breaks constraints: each must be refused by the database itself, and told to who fills a form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction


class Break:
    """A row that breaks one constraint: how it is made, where that is told and in which words.

    `stored` makes the row for the database where the form would not get so far.
    """

    def __init__(
        self,
        constraint: str,
        made: Callable[[], models.Model],
        told_at: str,
        words: str,
        *,
        stored: Callable[[], models.Model] | None = None,
    ) -> None:
        self.constraint, self.made, self.told_at, self.words = constraint, made, told_at, words
        self.stored = stored or made

    def __str__(self) -> str:
        return self.constraint


def constraints_of(app: str) -> set[str]:
    """Return the names of all constraints of an app's models, unique fields told as model.field."""
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
    """Store it as bulk writes and fixtures do, which ask no form."""
    row = broken.stored()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    said = str(refused.value)
    # SQLite names the columns of a broken uniqueness and not the constraint.
    assert broken.constraint in said or "UNIQUE" in said or "." in broken.constraint, said


def assert_told_at_its_field(broken: Break) -> None:
    with pytest.raises(ValidationError) as told:
        broken.made().full_clean()
    messages: dict[str, Any] = told.value.message_dict
    assert list(messages) == [broken.told_at or NON_FIELD_ERRORS]
    assert broken.words in " ".join(messages[broken.told_at or NON_FIELD_ERRORS])
