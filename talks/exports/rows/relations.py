"""The columns of relations: sentences about an actor and another actor, or a track."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actors.models import Actor, Relation, RelationKind, Support
from talks.exports.rows.citations import CITATIONS
from talks.exports.rows.column_types import (
    Boolean,
    Choice,
    Choices,
    EdtfDate,
    Reference,
    Text,
)
from talks.exports.rows.columns import AnyColumn, Column, RowKind
from talks.exports.rows.repeated_columns import CONFIDENCE
from talks.models import Role, Track, TrackRole

ROLE_VERBS = {
    Role.MEDIATOR.value: RelationKind.MEDIATES.value,
    Role.GUARANTOR.value: RelationKind.GUARANTOR_OF.value,
}
ROLES_WITHOUT_A_VERB = tuple(role for role in Role.values if role not in ROLE_VERBS)

COLUMNS: tuple[Column[Relation, Any], ...] = (
    Column("subject", Reference(Actor), "The actor that the sentence is about.", is_needed=True),
    Column(
        "kind",
        Choice(RelationKind, further_values=ROLES_WITHOUT_A_VERB),
        "The verb of the sentence: how the subject relates to the object.",
        is_needed=True,
    ),
    Column(
        "object",
        Reference(Actor, further_models=(Track,)),
        "The actor or the track that it relates to.",
        is_needed=True,
    ),
    Column(
        "object_type",
        Text(),
        "What the object is: actor or track.",
        field="",
        value=lambda relation: "actor",
        read_only="Only relations between actors are imported.",
    ),
    Column("support", Choices(Support), "In what way it backs the object."),
    Column("role", Text(), "The office, or a detail, in words."),
    Column("start", EdtfDate(), "When it began; empty if no source gives it."),
    Column("end", EdtfDate(), "When it ended; .. if it goes on, empty if no source gives it."),
    Column(
        "start_is_sighting",
        Boolean(),
        "Whether the start is only the first time that a source shows it.",
    ),
    Column(
        "end_is_sighting",
        Boolean(),
        "Whether the end is only the last time that a source shows it.",
    ),
    CONFIDENCE,
    CITATIONS,
)


# A role in a track as a relation: the field and the value of each column that differs.
TRACK_ROLE_VALUES: dict[str, tuple[str, Callable[[TrackRole], str | list[str] | bool]]] = {
    "subject": ("actor", lambda role: role.actor.slug),
    "kind": ("role", lambda role: ROLE_VERBS.get(role.role, role.role)),
    "object": ("track", lambda role: role.track.slug),
    "object_type": ("", lambda role: "track"),
    "support": ("", lambda role: []),
    "role": ("role", lambda role: role.get_role_display()),
    "start": ("", lambda role: ""),
    "end": ("", lambda role: ""),
    "start_is_sighting": ("", lambda role: False),
    "end_is_sighting": ("", lambda role: False),
    "confidence": ("", lambda role: ""),
}


def _of_track_role(column: AnyColumn) -> AnyColumn:
    if column.name not in TRACK_ROLE_VALUES:
        return column
    field, value = TRACK_ROLE_VALUES[column.name]
    return replace(column, field=field, value=value)


RELATIONS = RowKind(
    "relations", Relation, COLUMNS, {TrackRole: tuple(map(_of_track_role, COLUMNS))}
)
