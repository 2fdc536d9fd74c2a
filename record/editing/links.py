"""Which tables point at a model, and by which rules its rows are unique, read from the models."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.db import models
from django.db.models import Q
from reversion import get_registered_models

from record.editing.versions import version_options
from record.models import AnyField


@dataclass(frozen=True)
class Link:
    """A table that has foreign keys to a model, and the columns of those keys.

    `owner` is the model by which people know the rows of the table. For the table of a many-to-many
    field, it is the model that has the field, and `label` is the field's name; else `label` is "".
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    owner: type[models.Model]
    label: str


def find_links(model: type[models.Model]) -> list[Link]:
    """Return every table that points at a model, with those of many-to-many fields."""
    columns_by_table: dict[type[models.Model], list[str]] = defaultdict(list)
    owners: dict[type[models.Model], tuple[type[models.Model], str]] = {}
    relations: Any = model._meta.related_objects
    for relation in relations:
        table = relation.related_model
        if relation.many_to_many:
            through = relation.field.remote_field.through
            if through._meta.auto_created:
                columns_by_table[through].append(f"{relation.field.m2m_reverse_field_name()}_id")
                owners[through] = table, str(relation.field.verbose_name)
        else:
            columns_by_table[table].append(relation.field.attname)
            owners.setdefault(table, (table, ""))
    return [Link(table, tuple(names), *owners[table]) for table, names in columns_by_table.items()]


def points_at(link: Link, key: int) -> Q:
    """Return the condition that a row of a table points at the row with this key."""
    return Q(*((name, key) for name in link.columns), _connector=Q.OR)


@cache
def find_owner_columns(link: Link) -> list[tuple[type[models.Model], str]]:
    """Return the models whose versions contain the rows of a table, and the columns to them."""
    if link.owner is not link.model:  # a many-to-many field
        owner_column = next(
            one.attname
            for one in link.model._meta.fields
            if one.related_model is link.owner and one.attname not in link.columns
        )
        return [(link.owner, owner_column)]
    return [
        (model, relation.field.attname)
        for model in get_registered_models()
        for relation in model._meta.related_objects
        if relation.related_model is link.model and relation.name in version_options(model).follow
    ]


@cache
def find_unique_columns(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Return the columns of each rule by which rows of a model are unique."""
    constraints = model._meta.constraints
    rules = [rule.fields for rule in constraints if isinstance(rule, models.UniqueConstraint)]
    return [
        tuple(column_name(model, name) for name in names)
        for names in (*rules, *model._meta.unique_together)
    ]


def column_name(model: type[models.Model], field_name: str) -> str:
    return cast(AnyField, model._meta.get_field(field_name)).attname
