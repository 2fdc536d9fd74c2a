"""What became of a thing: its versions, and what each changed, field by field.

django-reversion keeps a version whole: the row, its many-to-many values, and the rows that belong
to it. Here two neighbours are laid side by side in words, and versions of many things are kept
at once, as of an import.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from reversion.models import Revision, Version
from reversion.revisions import _get_options

BASELINE = "As it stood before it was first changed here"


@dataclass(frozen=True)
class FieldChange:
    """What was changed of a field, or of a row that belongs to a thing; "" where there was none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A version of a thing: what it changed of the one before, by whom, when and why.

    `is_first` where none came before it, so that it is told from nothing.
    """

    version: Version
    differences: list[FieldChange]
    is_first: bool

    @property
    def when(self) -> dt.datetime:
        return self.version.revision.date_created

    @property
    def who(self) -> str:
        """The name of who made it, "" where nobody signed in did."""
        user = self.version.revision.user
        return (user.get_full_name() or user.get_username()) if user else ""

    @property
    def why(self) -> str:
        return self.version.revision.get_comment()

    @property
    def is_baseline(self) -> bool:
        """Whether it only holds what stood before the first change."""
        return self.why == BASELINE


def save_versions(
    model: type[models.Model], keys: Sequence[Any], *, user: Any = None, why: str
) -> None:
    """Keep a version of each of these rows as they stand, as the admin does of one.

    Each has a revision of its own, so that each can be restored alone. The number of queries does
    not grow with the rows; they are all in memory at once.
    """
    beneath = _get_options(model).follow
    rows: Any = _related(model).filter(pk__in=keys).order_by("pk")
    rows = rows.prefetch_related(
        *(
            models.Prefetch(name, _beneath(model, name)._default_manager.select_related())
            for name in beneath
        ),
        *(field.name for field in model._meta.many_to_many if _is_serialized(field)),
    )
    things = list(rows)
    told = {"date_created": timezone.now(), "user": user, "comment": why}
    revisions = Revision.objects.bulk_create(Revision(**told) for _ in things)
    rows_of: dict[Any, list[tuple[Revision, Any]]] = defaultdict(list)
    for revision, thing in zip(revisions, things, strict=True):
        for row in [thing, *(row for name in beneath for row in getattr(thing, name).all())]:
            rows_of[type(row)].append((revision, row))
    for kind, pairs in rows_of.items():
        Version.objects.bulk_create(_versions_of(kind, pairs))


def save_baselines(model: type[models.Model], keys: Sequence[Any]) -> None:
    """Keep, of those of which no version is kept, what stands before their first change."""
    kept = Version.objects.get_for_model(model).filter(object_id__in=map(str, keys))
    known = set(kept.values_list("object_id", flat=True))
    save_versions(model, [key for key in keys if str(key) not in known], why=BASELINE)


def _beneath(model: type[models.Model], name: str) -> Any:
    return next(rel for rel in model._meta.related_objects if rel.name == name).related_model


def _is_serialized(field: Any) -> bool:
    return field.remote_field.through._meta.auto_created


def _versions_of(
    model: type[models.Model], pairs: Sequence[tuple[Revision, Any]]
) -> Iterator[Version]:
    """Yield versions of rows of a model as reversion would make them, written all at once."""
    options = _get_options(model)
    assert options.format == "json"
    held = serializers.serialize(
        "python",
        [row for _, row in pairs],
        fields=options.fields,
        use_natural_foreign_keys=options.use_natural_foreign_keys,
    )
    kind = ContentType.objects.get_for_model(model)
    for (revision, row), data in zip(pairs, held, strict=True):
        yield Version(
            revision=revision,
            content_type=kind,
            object_id=str(row.pk),
            db="default",
            format=options.format,
            serialized_data=json.dumps([data], cls=DjangoJSONEncoder, ensure_ascii=False),
            object_repr=str(row),
        )


def find_last_change(thing: models.Model) -> dt.datetime | None:
    """Return when a thing was last changed by an editor; None where it stands as it was loaded."""
    latest = _versions(type(thing), thing.pk).exclude(revision__comment=BASELINE)
    return latest.values_list("revision__date_created", flat=True).first()


def list_changes(model: type[models.Model], key: Any) -> list[Change]:
    """Return the versions of a thing, the newest first; the number of queries does not grow."""
    versions = list(_versions(model, key).prefetch_related("revision__version_set"))
    states = [_State(version, model) for version in versions]
    names = _names(states)
    found = [
        Change(newer.version, list(_between(older, newer, names)), is_first=False)
        for newer, older in pairwise(states)
    ]
    first = [Change(state.version, [], is_first=True) for state in states[-1:]]
    return found + first


def _versions(model: type[models.Model], key: Any) -> Any:
    rows = Version.objects.get_for_object_reference(model, key)
    return rows.select_related("revision__user").order_by("-revision__date_created", "-pk")


class _State:
    """A thing and the rows that belong to it, as a version holds them."""

    def __init__(self, version: Version, model: type[models.Model]) -> None:
        self.version, self.model, self.key = version, model, version.object_id

    @cached_property
    def fields(self) -> dict[str, Any]:
        return _data(self.version)

    @cached_property
    def rows(self) -> dict[tuple[type[models.Model], str], tuple[str, dict[str, Any]]]:
        """The rows that belong to it, by model and key: what each is called, and its fields."""
        found = {}
        for version in self.version.revision.version_set.all():
            model = ContentType.objects.get_for_id(version.content_type_id).model_class()
            assert model
            data = _data(version)
            if model is not self.model and self._owns(model, data):
                found[model, version.object_id] = version.object_repr, data
        return found

    def told(self) -> Iterator[tuple[type[models.Model], dict[str, Any]]]:
        """Yield its own fields and those of each row that belongs to it."""
        yield self.model, self.fields
        for (model, _), (_, data) in self.rows.items():
            yield model, data

    def _owns(self, model: type[models.Model], data: Mapping[str, Any]) -> bool:
        return any(
            field.related_model is self.model
            and str(data.get(field.name)) == self.version.object_id
            for field in model._meta.concrete_fields
        )


def _data(version: Version) -> dict[str, Any]:
    return json.loads(version.serialized_data)[0]["fields"]


Names = Mapping[type[models.Model], Mapping[str, str]]


def _names(states: Iterable[_State]) -> Names:
    """Return what the rows are called that are named by key, one query for each model."""
    wanted: dict[Any, set[str]] = defaultdict(set)
    for state in states:
        for model, data in state.told():
            for name, value in data.items():
                target = model._meta.get_field(name).related_model
                if target and value:
                    wanted[target] |= set(map(str, value if isinstance(value, list) else [value]))
    return {
        model: {str(key): str(row) for key, row in _related(model).in_bulk(keys).items()}
        for model, keys in wanted.items()
    }


def _related(model: Any) -> Any:
    """Return the rows of a model with the rows that their names name."""
    return model._default_manager.select_related(
        *(f.name for f in model._meta.fields if f.many_to_one and f.name in ("track", "speaker"))
    )


def _between(older: _State, newer: _State, names: Names) -> Iterable[FieldChange]:
    yield from _fields(newer.model, older.fields, newer.fields, names)
    for (model, key), (called, data) in newer.rows.items():
        label = str(model._meta.verbose_name)
        if (model, key) not in older.rows:
            yield FieldChange(label, "", called)
            continue
        for change in _fields(model, older.rows[model, key][1], data, names):
            yield FieldChange(f"{label} “{called}”: {change.label}", change.before, change.after)
    for (model, key), (called, _) in older.rows.items():
        if (model, key) not in newer.rows:
            yield FieldChange(str(model._meta.verbose_name), called, "")


def _fields(
    model: type[models.Model], older: Mapping[str, Any], newer: Mapping[str, Any], names: Names
) -> Iterable[FieldChange]:
    for name, value in newer.items():
        if older.get(name) != value:
            field: Any = model._meta.get_field(name)
            before, after = (_told(field, one, names) for one in (older.get(name), value))
            if before != after:  # an older version may lack a field that was empty
                yield FieldChange(str(field.verbose_name), before, after)


def _told(field: Any, value: Any, names: Names) -> str:
    """Say a value as a person would write it."""
    if value in (None, "", []):
        return ""
    if field.related_model:
        called = names.get(field.related_model, {})
        keys = map(str, value if isinstance(value, list) else [value])
        return ", ".join(called.get(key, f"no longer there ({key})") for key in keys)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))
