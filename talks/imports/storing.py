"""Things into the database, many at once; where it refuses, which of them is at fault.

The database has the last word on its constraints: where it refuses a batch, its rows are stored
one by one, and what is wrong is told at the field that a constraint is about.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from talks.exports.rows.column_types import References
from talks.imports.entries import Entry
from talks.imports.kinds import ImportKind
from talks.models import TARGET_OF, Citation, Participation, Round

REFUSED = "The record does not take it as it stands: see whether it is there already."


def store(kind: ImportKind, entries: list[Entry]) -> None:
    """Store what is new and what is changed; tell each entry that the database refuses."""
    try:
        _save(kind, entries)
    except IntegrityError:
        for entry in entries:
            try:
                _save(kind, [entry])
            except IntegrityError:
                _tell(entry)


def _save(kind: ImportKind, entries: list[Entry]) -> None:
    new = [entry.thing for entry in entries if entry.is_new]
    try:
        with transaction.atomic():
            kind.model._default_manager.bulk_create(new)
            for entry in entries:
                if not entry.is_new:
                    entry.thing.save()
            for column in kind.columns:
                if isinstance(column.type, References):
                    _save_many(kind.model, column.name, entries)
            if kind.model is Round:
                _save_participations(entries)
            if kind.model in TARGET_OF:
                _save_citations(kind, entries)
    except IntegrityError:
        for thing in (*new, *(one for entry in entries for one in entry.added)):
            thing.pk, thing._state.adding = None, True
        raise


def _touched(entries: Iterable[Entry], name: str) -> list[Entry]:
    """Return those of which a list of rows is new or changed."""
    return [
        entry
        for entry in entries
        if name in entry.values and (entry.is_new or name in entry.changed)
    ]


def _save_many(model: type[Model], name: str, entries: list[Entry]) -> None:
    field: Any = model._meta.get_field(name)
    through = field.remote_field.through
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    touched = _touched(entries, name)
    changed = [entry.thing.pk for entry in touched if not entry.is_new]
    through._default_manager.filter(**{f"{own}__in": changed}).delete()
    through._default_manager.bulk_create(
        through(**{own: entry.thing.pk, other: key})
        for entry in touched
        for key in entry.values[name]
    )


def _save_participations(entries: list[Entry]) -> None:
    """Add and remove participations; those that stay keep their keys, and so their versions."""
    parts = []
    for entry in _touched(entries, "participants"):
        wanted = dict.fromkeys(entry.values["participants"])
        stored = [] if entry.is_new else list(entry.thing.participations.all())
        gone = [part.pk for part in stored if (part.actor_id, part.role) not in wanted]
        if gone:
            Participation.objects.filter(pk__in=gone).delete()
        there = {(part.actor_id, part.role) for part in stored}
        parts += [
            Participation(round_id=entry.thing.pk, actor_id=actor, role=role)
            for actor, role in wanted
            if (actor, role) not in there
        ]
    Participation.objects.bulk_create(parts)


def _save_citations(kind: ImportKind, entries: list[Entry]) -> None:
    target = f"{TARGET_OF[kind.model]}_id"
    new = []
    for entry in entries:
        for citation in entry.citations:
            setattr(citation, target, entry.thing.pk)
            if citation.pk:
                citation.save()
            else:
                new.append(citation)
                entry.added.append(citation)
    Citation.objects.bulk_create(new)


def _tell(entry: Entry) -> None:
    """Ask the constraints what is wrong, and tell it at the column."""
    for what in (entry.thing, *entry.citations):
        try:
            what.validate_unique()
            what.validate_constraints()
        except ValidationError as error:
            entry.fail_as(error, what)
            return
    entry.fail("", "", REFUSED)
