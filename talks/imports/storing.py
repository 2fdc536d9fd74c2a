"""Stores things in the database, many at once, and reports which of them it refuses.

The database decides on constraints: if it refuses a batch, its rows are stored one by one, and the
fault is reported at the field that the constraint is about.
"""

from collections.abc import Iterable
from typing import cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ManyToManyField, Model

from talks.exports.rows.column_types import References
from talks.imports.kinds import ImportKind
from talks.imports.parsed_rows import ParsedRow
from talks.models import TARGET_OF, Citation, Participation, Round

REFUSED = "The database refuses this row: check whether it is in the record already."


def store_rows(kind: ImportKind, rows: list[ParsedRow]) -> None:
    """Store what is new and what is changed; report a fault in each row that is refused."""
    try:
        _save(kind, rows)
    except IntegrityError:
        for row in rows:
            try:
                _save(kind, [row])
            except IntegrityError:
                _explain_refusal(row)


def _save(kind: ImportKind, rows: list[ParsedRow]) -> None:
    new_things = [row.thing for row in rows if row.is_new]
    try:
        with transaction.atomic():
            kind.model._default_manager.bulk_create(new_things)
            for row in rows:
                if not row.is_new:
                    row.thing.save()
            for column in kind.columns:
                if isinstance(column.type, References):
                    _save_references(kind.model, column.name, rows)
            if kind.model is Round:
                _save_participations(rows)
            if kind.model in TARGET_OF:
                _save_citations(kind, rows)
    except IntegrityError:
        new_citations = [citation for row in rows for citation in row.new_citations]
        for thing in (*new_things, *new_citations):
            thing.pk, thing._state.adding = None, True
        raise


def _with_changed(rows: Iterable[ParsedRow], attribute: str) -> list[ParsedRow]:
    """Return the rows in which a list of the thing's related rows is new or changed."""
    return [
        row
        for row in rows
        if attribute in row.values and (row.is_new or attribute in row.changed_attributes)
    ]


def _save_references(model: type[Model], name: str, rows: list[ParsedRow]) -> None:
    field = cast(ManyToManyField, model._meta.get_field(name))
    through = cast(type[Model], field.remote_field.through)
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    changed_rows = _with_changed(rows, name)
    changed_keys = [row.thing.pk for row in changed_rows if not row.is_new]
    through._default_manager.filter(**{f"{own}__in": changed_keys}).delete()
    through._default_manager.bulk_create(
        through(**{own: row.thing.pk, other: key})
        for row in changed_rows
        for key in row.values[name]
    )


def _save_participations(rows: list[ParsedRow]) -> None:
    """Add and remove participations; those that stay keep their keys, and so their versions."""
    new_participations = []
    for row in _with_changed(rows, "participations"):
        pairs = dict.fromkeys(row.values["participations"])
        stored_rows = [] if row.is_new else list(row.thing.participations.all())
        removed_keys = [one.pk for one in stored_rows if (one.actor_id, one.role) not in pairs]
        if removed_keys:
            Participation.objects.filter(pk__in=removed_keys).delete()
        stored_pairs = {(one.actor_id, one.role) for one in stored_rows}
        new_participations += [
            Participation(round_id=row.thing.pk, actor_id=actor, role=role)
            for actor, role in pairs
            if (actor, role) not in stored_pairs
        ]
    Participation.objects.bulk_create(new_participations)


def _save_citations(kind: ImportKind, rows: list[ParsedRow]) -> None:
    target = f"{TARGET_OF[kind.model]}_id"
    new_citations = []
    for row in rows:
        for citation in row.citations:
            setattr(citation, target, row.thing.pk)
            if citation.pk:
                citation.save()
            else:
                new_citations.append(citation)
                row.new_citations.append(citation)
    Citation.objects.bulk_create(new_citations)


def _explain_refusal(row: ParsedRow) -> None:
    """Find the constraint that is broken, and report it at its column."""
    for checked in (row.thing, *row.citations):
        try:
            checked.validate_unique()
            checked.validate_constraints()
        except ValidationError as error:
            row.add_errors(error, checked)
            return
    row.add_fault("", "", REFUSED)
