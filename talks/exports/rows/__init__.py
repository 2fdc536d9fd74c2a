"""The columns of each kind of row, declared once for files, imports and templates.

Files, their headers, imports, import templates and their help come from `ROW_KINDS`. A new column
is one `Column` in the module of its kind; a new kind is a module with a `RowKind`, and an entry
here and in `selections`.
"""

from collections.abc import Iterator, Mapping

from django.db.models import Model

from record.models import form_fields
from talks.exports.rows.actors import ACTORS
from talks.exports.rows.citations import Citations
from talks.exports.rows.columns import AnyColumn, AnyRowKind, Column, Row, RowKind
from talks.exports.rows.documents import DOCUMENTS
from talks.exports.rows.participants import Participants
from talks.exports.rows.relations import RELATIONS
from talks.exports.rows.rounds import ROUNDS
from talks.exports.rows.sources import SOURCES
from talks.exports.rows.statements import STATEMENTS

__all__ = [
    "ROW_KINDS",
    "AnyColumn",
    "AnyRowKind",
    "Column",
    "Row",
    "RowKind",
    "columns_of",
    "fields_without_column",
]

ROW_KINDS: Mapping[str, AnyRowKind] = {
    kind.name: kind for kind in (ROUNDS, STATEMENTS, DOCUMENTS, ACTORS, RELATIONS, SOURCES)
}


def columns_of(model: type[Model]) -> tuple[AnyColumn, ...]:
    """Return the columns for a model's rows: rows of a file, or objects within a row.

    Raises `KeyError` for a model that is in no file.
    """
    return dict(_columns_by_model())[model]


def _columns_by_model() -> Iterator[tuple[type[Model], tuple[AnyColumn, ...]]]:
    for kind in ROW_KINDS.values():
        yield kind.model, kind.columns
        yield from kind.other_columns.items()
    for objects in (Participants, Citations):
        yield objects.model, objects.members


def fields_without_column(model: type[Model]) -> list[str]:
    """Return the names of a model's editable fields that are in no column yet.

    Raises `KeyError` for a model that is in no file.
    """
    names = {column.field_name for column in columns_of(model)}
    return [field.name for field in form_fields(model) if field.name not in names]
