"""The versions of a thing, and what each changed since the one before, field by field.

django-reversion stores a version whole: the row, its many-to-many values, and the rows that the
thing owns. This module compares neighbouring versions in words, and saves versions of many things
at once, such as those of an import.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from reversion.models import Revision, Version
from reversion.revisions import _get_options

from record.models import AnyField

BASELINE = "As it stood before it was first changed here"


@dataclass(frozen=True)
class FieldChange:
    """A field, or an owned row, before and after a change; "" where there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A version of a thing: what it changed since the version before, by whom, when and why.

    `is_first` is true for the oldest version, which has no `differences`.
    """

    version: Version
    differences: list[FieldChange]
    is_first: bool

    @property
    def when(self) -> dt.datetime:
        return self.version.revision.date_created

    @property
    def who(self) -> str:
        """The editor's name, "" where nobody was signed in."""
        user = self.version.revision.user
        return (user.get_full_name() or user.get_username()) if user else ""

    @property
    def why(self) -> str:
        return self.version.revision.get_comment()

    @property
    def is_baseline(self) -> bool:
        """Whether it only stores the state before the first change."""
        return self.why == BASELINE


def version_options(model: type[models.Model]) -> Any:
    """Return how reversion stores versions of a model: `follow`, `fields`, `format` and so on.

    reversion offers no public way to read what a model was registered with, and versions must be
    stored here as reversion stores them. This is the only use of its private function.
    """
    return _get_options(model)


def save_versions(
    model: type[models.Model],
    keys: Sequence[object],
    *,
    user: AbstractBaseUser | AnonymousUser | None = None,
    why: str,
) -> None:
    """Save a version of each of these rows as it is now, just as the admin does for one row.

    Each gets a revision of its own, so that each can be restored alone. The number of queries does
    not depend on the number of rows. All rows are in memory at once.
    """
    owned = version_options(model).follow
    rows = _rows_with_names(model).filter(pk__in=keys).order_by("pk")
    rows = rows.prefetch_related(
        *(models.Prefetch(name, _rows_to_store(_owned_model(model, name))) for name in owned),
        *stored_many_fields(model),
    )
    things = list(rows)
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(date_created=now, user=user, comment=why) for _ in things
    )
    rows_by_model: dict[type[models.Model], list[tuple[Revision, models.Model]]] = defaultdict(list)
    for revision, thing in zip(revisions, things, strict=True):
        for row in [thing, *(row for name in owned for row in getattr(thing, name).all())]:
            rows_by_model[type(row)].append((revision, row))
    for row_model, pairs in rows_by_model.items():
        Version.objects.bulk_create(_build_versions(row_model, pairs))


def save_baselines(model: type[models.Model], keys: Sequence[object]) -> None:
    """Save a baseline version of those of these rows that have no version yet."""
    versions = Version.objects.get_for_model(model).filter(object_id__in=map(str, keys))
    with_versions = set(versions.values_list("object_id", flat=True))
    save_versions(model, [key for key in keys if str(key) not in with_versions], why=BASELINE)


def _owned_model(model: type[models.Model], name: str) -> type[models.Model]:
    return next(rel for rel in model._meta.related_objects if rel.name == name).related_model


def _rows_to_store(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return _rows_with_names(model).prefetch_related(*stored_many_fields(model))


def stored_many_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the many-to-many fields that a version stores with the row."""
    fields = model._meta.many_to_many
    return [
        field.name
        for field in fields
        if (through := field.remote_field.through) and through._meta.auto_created
    ]


def _build_versions(
    model: type[models.Model], pairs: Sequence[tuple[Revision, models.Model]]
) -> Iterator[Version]:
    """Yield unsaved versions of rows of one model, as reversion would make them."""
    options = version_options(model)
    assert options.format == "json"
    serialized_rows = serializers.serialize(
        "python",
        [row for _, row in pairs],
        fields=options.fields,
        use_natural_foreign_keys=options.use_natural_foreign_keys,
    )
    content_type = ContentType.objects.get_for_model(model)
    for (revision, row), data in zip(pairs, serialized_rows, strict=True):
        yield Version(
            revision=revision,
            content_type=content_type,
            object_id=str(row.pk),
            db="default",
            format=options.format,
            serialized_data=json.dumps([data], cls=DjangoJSONEncoder, ensure_ascii=False),
            object_repr=str(row),
        )


def find_last_change(thing: models.Model) -> dt.datetime | None:
    """Return when an editor last changed a thing; None where nobody has since it was loaded."""
    edits = _load_versions(type(thing), thing.pk).exclude(revision__comment=BASELINE)
    return edits.values_list("revision__date_created", flat=True).first()


def list_changes(model: type[models.Model], key: object) -> list[Change]:
    """Return the versions of a thing, newest first.

    The number of queries does not depend on the number of versions.
    """
    versions = list(_load_versions(model, key).prefetch_related("revision__version_set"))
    states = [_VersionState(version, model) for version in versions]
    names = _load_names(states)
    changes = [
        Change(newer.version, list(_compare_states(older, newer, names)), is_first=False)
        for newer, older in pairwise(states)
    ]
    first = [Change(state.version, [], is_first=True) for state in states[-1:]]
    return changes + first


def _load_versions(model: type[models.Model], key: object) -> models.QuerySet[Version]:
    rows = Version.objects.get_for_object_reference(model, key)
    return rows.select_related("revision__user").order_by("-revision__date_created", "-pk")


class _VersionState:
    """A thing and the rows that it owns, as a version stores them."""

    def __init__(self, version: Version, model: type[models.Model]) -> None:
        self.version, self.model, self.key = version, model, version.object_id

    @cached_property
    def fields(self) -> dict[str, object]:
        return _read_fields(self.version)

    @cached_property
    def rows(self) -> dict[tuple[type[models.Model], str], tuple[str, dict[str, object]]]:
        """The owned rows by model and key: the name of each, and its fields."""
        rows = {}
        for version in self.version.revision.version_set.all():
            model = ContentType.objects.get_for_id(version.content_type_id).model_class()
            assert model
            fields = _read_fields(version)
            if model is not self.model and self._owns(model, fields):
                rows[model, version.object_id] = version.object_repr, fields
        return rows

    def all_fields(self) -> Iterator[tuple[type[models.Model], dict[str, object]]]:
        """Yield the fields of the thing and of each row that it owns, with their model."""
        yield self.model, self.fields
        for (model, _), (_, fields) in self.rows.items():
            yield model, fields

    def _owns(self, model: type[models.Model], fields: Mapping[str, object]) -> bool:
        return any(
            field.related_model is self.model
            and str(fields.get(field.name)) == self.version.object_id
            for field in model._meta.concrete_fields
        )


def _read_fields(version: Version) -> dict[str, object]:
    return json.loads(version.serialized_data)[0]["fields"]


RowNames = Mapping[type[models.Model], Mapping[str, str]]  # by model and key


def _load_names(states: Iterable[_VersionState]) -> RowNames:
    """Return the names of all rows that the fields refer to, with one query for each model."""
    keys_by_model: dict[type[models.Model], set[str]] = defaultdict(set)
    for state in states:
        for model, fields in state.all_fields():
            for name, value in fields.items():
                target = model._meta.get_field(name).related_model
                if target and value:
                    keys = value if isinstance(value, list) else [value]
                    keys_by_model[target] |= set(map(str, keys))
    return {
        model: {str(key): str(row) for key, row in _rows_with_names(model).in_bulk(keys).items()}
        for model, keys in keys_by_model.items()
    }


def _rows_with_names(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Return the rows of a model, with the rows they need: a name may contain those rows' names."""
    return model._default_manager.select_related()


def _compare_states(
    older: _VersionState, newer: _VersionState, names: RowNames
) -> Iterable[FieldChange]:
    yield from _compare_fields(newer.model, older.fields, newer.fields, names)
    for (model, key), (row_name, fields) in newer.rows.items():
        label = str(model._meta.verbose_name)
        if (model, key) not in older.rows:
            yield FieldChange(label, "", row_name)
            continue
        for change in _compare_fields(model, older.rows[model, key][1], fields, names):
            yield FieldChange(f"{label} “{row_name}”: {change.label}", change.before, change.after)
    for (model, key), (row_name, _) in older.rows.items():
        if (model, key) not in newer.rows:
            yield FieldChange(str(model._meta.verbose_name), row_name, "")


def _compare_fields(
    model: type[models.Model],
    older: Mapping[str, object],
    newer: Mapping[str, object],
    names: RowNames,
) -> Iterable[FieldChange]:
    for name, value in newer.items():
        if older.get(name) != value:
            field: Any = model._meta.get_field(name)
            before, after = (_describe(field, one, names) for one in (older.get(name), value))
            if before != after:  # an older version may lack a field that was empty
                yield FieldChange(str(field.verbose_name), before, after)


def _describe(field: AnyField, value: object, names: RowNames) -> str:
    """Return a stored value as a person would write it, "" where it is empty."""
    if value in (None, "", []):
        return ""
    if field.related_model:
        row_names = names.get(field.related_model, {})
        keys = map(str, value if isinstance(value, list) else [value])
        return ", ".join(row_names.get(key, f"no longer there ({key})") for key in keys)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))
