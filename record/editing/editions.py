"""Brings a new edition of the record into a site that editors have changed.

An edition is a set of fixtures. Each row is remembered as it was brought in (`LoadedRow`). A row
that has another digest by now was changed by an editor: it stays as it is, and is named. So are
rows that an editor has deleted or named otherwise; they do not come back. Rows that a newer edition
no longer has are removed, unless an editor changed them or something of an editor's needs them.

A preview is the same, rolled back, so that the two cannot differ.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from django.core.serializers.base import DeserializedObject
from django.db import models, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from reversion.models import Version

from record.editing.models import LoadedRow
from record.editing.versions import save_versions

LONGEST_VALUE = 80  # characters of a value that a report shows
EDITION = "A new edition of the record was brought in"
Model: TypeAlias = type[models.Model]
Address: TypeAlias = tuple[Model, Any]  # a model and the primary key of a row


class NamedRow(NamedTuple):
    """A row of the record, as a report names it: "statement", what it is called, what changes."""

    kind: str
    name: str
    changes: str = ""


@dataclass
class EditionReport:
    """What an edition did, or would do: rows by what became of them; empty for an empty record.

    `left_alone` differ from the edition and stay as editors left them; `absent` were deleted or
    named otherwise here and stay away; `removed` are in the edition no longer; `needed` neither,
    but stay because of an editor's work. `overwritten` are what `left_alone` would be.
    """

    new: list[NamedRow] = field(default_factory=list)
    changed: list[NamedRow] = field(default_factory=list)
    overwritten: list[NamedRow] = field(default_factory=list)
    left_alone: list[NamedRow] = field(default_factory=list)
    absent: list[NamedRow] = field(default_factory=list)
    removed: list[NamedRow] = field(default_factory=list)
    needed: list[NamedRow] = field(default_factory=list)


def bring_in(
    objects: Iterable[DeserializedObject],
    record_models: Iterable[Model],
    *,
    overwrites: bool = False,
    is_whole: bool = True,
    is_preview: bool = False,
) -> EditionReport:
    """Bring in the rows of an edition; report what that does to the rows of the record.

    `is_whole` says that the edition has all rows, so that others may be removed.
    """
    with transaction.atomic():
        edition = _Edition(list(record_models), overwrites=overwrites)
        edition.save(objects)
        if any(edition.before.values()):
            edition.give_back()
            if is_whole:
                edition.remove_others()
        edition.remember()
        transaction.set_rollback(is_preview)
    return edition.report


class _Edition:
    """The work of `bring_in`, step by step."""

    def __init__(self, record_models: list[Model], *, overwrites: bool) -> None:
        self.models, self.overwrites = record_models, overwrites
        self.report = EditionReport()
        self.before = {model: read_values(model) for model in record_models}
        self.loaded = {(one.model, one.key): one for one in LoadedRow.objects.all()}
        self.rows: dict[Address, models.Model] = {}  # those of the edition
        self.edited = {
            (model, key) for model in record_models for key in self._find_edited_rows(model)
        }

    def _find_edited_rows(self, model: Model) -> set[Any]:
        """Return the keys of rows that are not as an edition brought them in.

        Of rows from before editions were remembered, these are the ones with a version.
        """
        label = model._meta.label_lower
        digests = {one.row: one.digest for one in self.loaded.values() if one.model == label}
        versions = (
            Version.objects.get_for_model(model) if digests.keys() != self.before[model] else []
        )
        with_versions = {str(version.object_id) for version in versions}
        return {
            key
            for key, values in self.before[model].items()
            if (digest_of(values) != digests[key] if key in digests else str(key) in with_versions)
        }

    def save(self, objects: Iterable[DeserializedObject]) -> None:
        """Save all rows of the edition, whatever the record has."""
        late: list[DeserializedObject] = []
        for one in objects:
            one.save()
            self.rows[type(one.object), one.object.pk] = one.object
            late += [one] if one.deferred_fields else []
        for one in late:
            one.save_deferred_fields()

    def give_back(self) -> None:
        """Give edited rows back what editors wrote, and take away again what they deleted."""
        after = {model: read_values(model) for model in self.models}
        for address, row in self.rows.items():
            model, key = address
            old = self.before[model].get(key)
            if old is None:
                self._add(row)
            elif old == after[model][key]:
                continue
            elif address in self.edited and not self.overwrites:
                write_values(model, key, old)
                changes = compare(old, after[model][key])
                row = model._default_manager.get(pk=key)
                self.report.left_alone.append(name_row(row, changes))
            else:
                rows = self.report.overwritten if address in self.edited else self.report.changed
                rows.append(name_row(row, compare(old, after[model][key])))
                self._save_version(model, key)

    def _add(self, row: models.Model) -> None:
        is_known = (row._meta.label_lower, key_of(row)) in self.loaded
        if is_known and not self.overwrites:
            try:
                row.delete()
            except ProtectedError:
                pass  # a new row of the edition needs it
            else:
                self.report.absent.append(name_row(row))
                return
        is_gone = self.report.absent and not type(row)._base_manager.filter(pk=row.pk).exists()
        if not is_gone:  # with another that stays away
            self.report.new.append(name_row(row))

    def _save_version(self, model: Model, key: Any) -> None:
        """Save a version of a row that has a history, so that the history stays whole."""
        if Version.objects.get_for_model(model).filter(object_id=str(key)).exists():
            save_versions(model, [key], why=EDITION)

    def remove_others(self) -> None:
        """Remove what an earlier edition brought in and this one has no more."""
        for model in reversed(self.models):
            label = model._meta.label_lower
            loaded_keys = {one.row for one in self.loaded.values() if one.model == label}
            others = loaded_keys & self.before[model].keys()
            for row in model._base_manager.filter(pk__in=others).order_by("-pk"):
                if (model, row.pk) not in self.rows:
                    self._remove(row)

    def _remove(self, row: models.Model) -> None:
        named_row = name_row(row)
        if self._is_needed(row):
            self.report.needed.append(named_row)
        else:
            row.delete()
            self.report.removed.append(named_row)

    def _is_needed(self, row: models.Model) -> bool:
        """Say whether an editor changed a row, or works with something that would go with it."""
        collector = Collector(using="default")
        try:
            collector.collect([row])
        except ProtectedError:
            return True
        others = [one for rows in collector.data.values() for one in rows]
        others += [one for rows in collector.fast_deletes for one in rows]
        return any(self._is_of_an_editor(one) for one in others)

    def _is_of_an_editor(self, row: models.Model) -> bool:
        if type(row) not in self.before:
            return False  # it only joins two rows
        is_loaded = (row._meta.label_lower, key_of(row)) in self.loaded
        return (type(row), row.pk) in self.edited or not is_loaded

    def remember(self) -> None:
        """Remember the rows as they are now; those that editors keep as they were brought in."""
        after = {model: read_values(model) for model in self.models}
        entries = []
        for (model, key), row in self.rows.items():
            is_kept = (model, key) in self.edited and not self.overwrites
            if key in after[model] and not is_kept:
                label, digest = model._meta.label_lower, digest_of(after[model][key])
                entries.append(LoadedRow(model=label, key=key_of(row), row=key, digest=digest))
        LoadedRow.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["model", "key"],
            update_fields=["row", "digest"],
            batch_size=500,
        )


# Values of rows ----------------------------------------------------------------------------------


def read_values(model: Model) -> dict[Any, dict[str, Any]]:
    """Return the values of all rows by primary key: of fields, and sorted keys of others."""
    columns: Iterable[Any] = model._meta.concrete_fields
    names = [one.attname for one in columns if one.serialize]
    rows = {
        key: dict(zip(names, values, strict=True))
        for key, *values in model._base_manager.values_list("pk", *names)
    }
    for name, through, own, other in _links(model):
        others: dict[Any, list[Any]] = defaultdict(list)
        for key, other_key in through._base_manager.values_list(own, other):
            others[key].append(other_key)
        for key, values in rows.items():
            values[name] = sorted(others[key])
    return rows


def write_values(model: Model, key: Any, values: dict[str, Any]) -> None:
    """Write the values of a row, as `read_values` returns them."""
    row = model._base_manager.get(pk=key)
    link_names = {name for name, *_ in _links(model)}
    for name, value in values.items():
        if name in link_names:
            getattr(row, name).set(value)
        else:
            setattr(row, name, value)
    row.save()


def _links(model: Model) -> Iterator[tuple[str, Model, str, str]]:
    """Yield the many-to-many fields of a model: name, joining model, and its two columns."""
    for one in model._meta.local_many_to_many:
        through: Any = one.remote_field.through
        if through._meta.auto_created:
            yield one.name, through, one.m2m_field_name(), one.m2m_reverse_field_name()


def digest_of(values: dict[str, Any]) -> str:
    """Return a digest of the values of a row."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def key_of(row: Any) -> str:
    """Return the natural key of a row as text."""
    return json.dumps(row.natural_key(), ensure_ascii=False)


def name_row(row: models.Model, changes: str = "") -> NamedRow:
    return NamedRow(str(row._meta.verbose_name), str(row), changes)


def compare(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the values that differ, as “agenda: “aid” → “peace””; keys of rows are left out."""
    changes = []
    for name, value in after.items():
        if value != before[name]:
            is_text = isinstance(value, str | bool) and isinstance(before[name], str | bool)
            sides = f": “{_cut(before[name])}” → “{_cut(value)}”" if is_text else ""
            changes.append(f"{name.removesuffix('_id')}{sides}")
    return "; ".join(changes)


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 2]} …"
