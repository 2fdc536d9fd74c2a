"""The kinds of rows that can be imported, each after those that it refers to.

Their columns are those of `talks/exports/rows`, so that a file downloaded from the site can be
imported, and so can a template that is filled in. Other columns of a file are reported and ignored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.text import slugify

from actors.models import Actor
from talks.exports.rows import ROW_KINDS, AnyColumn, AnyRowKind
from talks.imports.directory import Directory
from talks.models import Round, Statement, Track


@dataclass(frozen=True)
class ImportKind:
    """How rows of a kind are imported.

    `key` names the attributes that identify a row; `make_slug` makes a slug for a thing
    if its row gives none, "" if it cannot.
    """

    rows: AnyRowKind
    make_slug: Callable[[Any, Directory], str] = lambda thing, directory: ""
    key: tuple[str, ...] = ("slug",)

    @property
    def name(self) -> str:
        return self.rows.name

    @property
    def model(self) -> type[Model]:
        return self.rows.model

    @property
    def columns(self) -> tuple[AnyColumn, ...]:
        """The columns that an import reads."""
        return self.rows.importable_columns

    @cached_property
    def columns_by_name(self) -> Mapping[str, AnyColumn]:
        """The columns that an import reads, by every name that files may use."""
        return {name: column for column in self.columns for name in names_of(column)}

    @cached_property
    def ignored_names(self) -> frozenset[str]:
        """The columns of the site's own files that an import ignores without a note."""
        return frozenset(column.name for column in self.rows.columns if column.read_only)


def names_of(column: AnyColumn) -> set[str]:
    """Return the names of a column that files may use."""
    return {column.name, *column.other_names}


def _slug_of_fields(*names: str) -> Callable[[Model, Directory], str]:
    """Return a function that makes a slug from the values of fields."""
    return lambda thing, directory: slugify(" ".join(str(getattr(thing, name)) for name in names))


def _slug_of_round(round: Round, directory: Directory) -> str:
    track = directory.slug(Track, round.track_id)
    return f"{track}-{round.number}" if track and round.number else slugify(round.title)


def _slug_of_statement(statement: Statement, directory: Directory) -> str:
    return slugify(f"{directory.slug(Actor, statement.speaker_id)} {statement.summary}")


SOURCES = ImportKind(ROW_KINDS["sources"], _slug_of_fields("title"))
ACTORS = ImportKind(ROW_KINDS["actors"], _slug_of_fields("name"))
RELATIONS = ImportKind(ROW_KINDS["relations"], key=("subject_id", "kind", "object_id", "start"))
ROUNDS = ImportKind(ROW_KINDS["rounds"], _slug_of_round)
STATEMENTS = ImportKind(ROW_KINDS["statements"], _slug_of_statement)
DOCUMENTS = ImportKind(ROW_KINDS["documents"], _slug_of_fields("title"))

IMPORT_KINDS: Mapping[str, ImportKind] = {
    kind.name: kind for kind in (SOURCES, ACTORS, RELATIONS, ROUNDS, STATEMENTS, DOCUMENTS)
}
