"""Merges a row into another of its model: repoints every foreign key to it, then deletes it.

The tables that point at a row are found from the models, so that a table which is added later is
not forgotten. A row that would then repeat another is joined with it. Where the two differ, the
merge is refused until an editor has corrected one of them, so that nothing is lost unnoticed.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias, cast

from django.db import models
from django.db.models import F, Q

from record.dates import BoundField
from record.editing.links import (
    Link,
    column_name,
    find_links,
    find_owner_columns,
    find_unique_columns,
    points_at,
)
from record.editing.roles import AnyUser
from record.editing.versions import FieldChange, save_baselines, save_versions
from record.models import AnyField

VERSIONS_AT_ONCE = 500  # things whose versions are in memory together
FORMER_SLUGS, ALIASES = "former_slugs", "aliases"
NAME_FIELDS = ("name", "name_ar", ALIASES)
EMPTY_VALUES: tuple[object, ...] = ("", None, [], False)

# Rows by the columns of a unique rule, and the values that they have there.
RowsByRule: TypeAlias = dict[tuple[tuple[str, ...], tuple[object, ...]], models.Model]


@dataclass(frozen=True)
class Obstacle:
    """Why two rows cannot be merged as they are, and the row to correct first."""

    message: str
    row: models.Model


@dataclass
class Merge:
    """A plan to merge `duplicate` into `target`, which can be shown before it is carried out.

    Making the plan reads the record and changes nothing. `moved_counts` and `joined_counts` count
    rows by what people call them. `filled_fields` are empty fields of the target that take the
    duplicate's value. In `differing_fields` the two differ, and the target's values stay.
    """

    target: Any
    duplicate: Any
    moved_counts: Counter[str] = field(default_factory=Counter)
    joined_counts: Counter[str] = field(default_factory=Counter)
    filled_fields: list[FieldChange] = field(default_factory=list)
    differing_fields: list[FieldChange] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    changed_keys: dict[type[models.Model], set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )

    def __post_init__(self) -> None:
        self._steps: list[Callable[[], object]] = []
        self._hash = hashlib.sha256()
        self._plan_join(self.target, self.duplicate)
        self.changed_keys[type(self.target)].add(self.target.pk)

    @property
    def digest(self) -> str:
        """A digest of all that the merge would do; it differs once the record has changed."""
        return self._hash.hexdigest()

    def carry_out(self, *, user: AnyUser | None, why: str) -> None:
        """Merge the rows and save versions of all that changes; to be called in a transaction.

        Raises `ValueError` where there are obstacles.
        """
        if self.obstacles:
            raise ValueError(self.obstacles[0].message)
        save_baselines(type(self.target), [self.duplicate.pk])
        for model, keys in self._batches():
            save_baselines(model, keys)
        for step in self._steps:
            step()
        for model, keys in self._batches():
            save_versions(model, keys, user=user, why=why)

    def _batches(self) -> Iterator[tuple[type[models.Model], list[int]]]:
        """Yield the changed things as a model and some keys, a batch at a time."""
        for model, keys in self.changed_keys.items():
            in_order = sorted(keys)
            for start in range(0, len(in_order), VERSIONS_AT_ONCE):
                yield model, in_order[start : start + VERSIONS_AT_ONCE]

    # Planning ------------------------------------------------------------------------------------

    def _plan_join(self, target: Any, duplicate: Any) -> None:
        """Plan the steps that move all that belongs to one row to another of its model."""
        for link in find_links(type(target)):
            self._plan_move(link, target.pk, duplicate.pk)
        self._fill_fields(target, duplicate)
        self._steps += [target.save, duplicate.delete]

    def _plan_move(self, link: Link, target_key: int, duplicate_key: int) -> None:
        """Plan to repoint the rows of one table; those that would repeat others are joined."""
        pointing = link.model._default_manager.filter(points_at(link, duplicate_key))
        pointing = pointing.order_by("pk")
        rules = find_unique_columns(link.model)
        rows = list(pointing if rules else pointing.only("pk", *link.columns))
        if not rows:
            return
        self._hash.update(repr([link.model._meta.label, *(row.pk for row in rows)]).encode())
        self._note_changes(link, rows)
        existing_rows = self._rows_by_rule(link, target_key) if rules else {}
        joined = 0
        for row in rows:
            pointing_columns = [
                name for name in link.columns if getattr(row, name) == duplicate_key
            ]
            new_values = dict.fromkeys(pointing_columns, target_key)
            twin = _find_twin(row, new_values, existing_rows)
            if twin is not None:
                joined += 1
                self._plan_join(twin, row)
            elif _would_point_at_itself(row, new_values):
                self._add_obstacle(f"“{row}” would relate to itself: delete or change it.", row)
        rows_name = str(link.owner._meta.verbose_name_plural)
        label = f"{rows_name} ({link.label})" if link.label else rows_name
        self.moved_counts[label] += len(rows) - joined
        self.joined_counts[label] += joined
        for name in link.columns:
            rows_to_move = link.model._default_manager.filter(**{name: duplicate_key})
            self._steps.append(partial(rows_to_move.update, **{name: target_key}))

    def _rows_by_rule(self, link: Link, target_key: int) -> RowsByRule:
        """Return the rows that point at the target already, by each unique rule and its values."""
        return {
            (rule, tuple(getattr(row, name) for name in rule)): row
            for row in link.model._default_manager.filter(points_at(link, target_key))
            for rule in find_unique_columns(link.model)
        }

    def _fill_fields(self, target: Any, duplicate: Any) -> None:
        """Fill the empty fields of a row, and note where the two rows differ.

        In the two things themselves a difference is shown. In rows beneath them it is an obstacle.
        """
        is_the_thing = duplicate is self.duplicate
        for column in _comparable_fields(type(target)):
            name, label = column.attname, str(column.verbose_name)
            ours, theirs = getattr(target, name), getattr(duplicate, name)
            if name == FORMER_SLUGS:
                slugs = dict.fromkeys([*ours, duplicate.slug, *theirs])
                setattr(target, name, [slug for slug in slugs if slug != target.slug])
            elif name == ALIASES:
                self._add_aliases(target, duplicate)
            elif theirs in EMPTY_VALUES or ours == theirs:
                continue
            elif ours in EMPTY_VALUES or isinstance(ours, list):
                value = [*dict.fromkeys([*ours, *theirs])] if isinstance(ours, list) else theirs
                setattr(target, name, value)
                if is_the_thing:
                    self.filled_fields.append(FieldChange(label, "", str(theirs)))
            elif is_the_thing:
                if name not in (*NAME_FIELDS, "slug"):
                    self.differing_fields.append(_describe_difference(column, ours, theirs))
            else:
                message = f"“{target}” is there twice, each with another {label}: correct one."
                self._add_obstacle(message, duplicate)
        self._hash.update(repr((self.filled_fields, self.differing_fields)).encode())

    def _add_aliases(self, target: Any, duplicate: Any) -> None:
        """Make all names of the duplicate other names of the target."""
        arabic_names = [duplicate.name_ar] if target.name_ar else []
        names = [duplicate.name, *arabic_names, *duplicate.aliases]
        existing_names = {target.name, target.name_ar, "", *target.aliases}
        new_names = [name for name in dict.fromkeys(names) if name not in existing_names]
        target.aliases = [*target.aliases, *new_names]
        if new_names:
            self.filled_fields.append(FieldChange("other names", "", ", ".join(new_names)))

    def _add_obstacle(self, message: str, row: models.Model) -> None:
        self.obstacles.append(Obstacle(message, row))
        self._hash.update(message.encode())

    def _note_changes(self, link: Link, rows: Iterable[models.Model]) -> None:
        """Note which things need a new version: the owners of the rows, or the rows themselves."""
        owner_columns = find_owner_columns(link)
        for row in rows:
            owners = [
                (model, getattr(row, name)) for model, name in owner_columns if getattr(row, name)
            ]
            for model, key in owners or [(link.model, row.pk)]:
                self.changed_keys[model].add(key)
        # The duplicate is about to be deleted: its baseline is enough.
        self.changed_keys[type(self.duplicate)].discard(self.duplicate.pk)


def _find_twin(
    row: models.Model, new_values: Mapping[str, int], existing_rows: RowsByRule
) -> models.Model | None:
    """Return the existing row that a row with new values would repeat, or None.

    NULL equals nothing, as in the database.
    """
    for rule in find_unique_columns(row.__class__):
        values = tuple(new_values.get(name, getattr(row, name)) for name in rule)
        if None not in values and (rule, values) in existing_rows:
            return existing_rows[rule, values]
    return None


def _would_point_at_itself(row: models.Model, new_values: Mapping[str, int]) -> bool:
    """Return whether two fields would be equal that a constraint requires to differ."""
    for rule in row._meta.constraints:
        condition = getattr(rule, "condition", None)
        if isinstance(condition, Q) and condition.negated and len(condition.children) == 1:
            name, other = cast(tuple[str, object], condition.children[0])
            if isinstance(other, F):
                columns = [
                    column_name(type(row), field_name)
                    for field_name in (name, cast(Any, other).name)
                ]
                ends = [new_values.get(column, getattr(row, column)) for column in columns]
                if ends[0] == ends[1]:
                    return True
    return False


def _comparable_fields(model: type[models.Model]) -> list[AnyField]:
    """Return the fields in which two rows for one thing may differ: no keys, no derived days."""
    unique = {name for rule in find_unique_columns(model) for name in rule}
    fields = [
        one
        for one in model._meta.concrete_fields
        if not (one.primary_key or isinstance(one, BoundField) or one.attname in unique)
    ]
    # The name in Arabic comes last: `_add_aliases` needs it as it was.
    return sorted(fields, key=lambda one: one.attname == "name_ar")


def _describe_difference(column: AnyField, ours: object, theirs: object) -> FieldChange:
    values = (dict(column.flatchoices).get(value, value) for value in (ours, theirs))
    return FieldChange(str(column.verbose_name), *map(str, values))
