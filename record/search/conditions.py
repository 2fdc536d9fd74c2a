"""Query conditions: whether a row matches the words of a search."""

from collections.abc import Iterable
from typing import Any, TypeAlias, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Model, Q
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from record.search.index import CONFIGS
from record.search.words import Reading, Term, parse

CompiledSql: TypeAlias = tuple[str, Any]  # with a list of parameters, to which Django adds others


def words_begin_with(model: type[Model], text: str) -> Q:
    """Return the condition that every word of a text is the beginning of a word of the row."""
    condition = Q()
    for term in parse(" ".join(f"{word}*" for word in text.split())).terms:
        condition &= Q(MentionsTerm(term))
    return condition


def write_tsquery(readings: Iterable[Reading]) -> str:
    """Write readings for PostgreSQL's to_tsquery; their words are only letters and digits."""
    return " | ".join(
        "(" + " <-> ".join(f"'{word}'" for word in reading.words) + ":*" * reading.is_prefix + ")"
        for reading in readings
    )


def write_fts5_query(readings: Iterable[Reading]) -> str:
    """Write readings for SQLite's MATCH."""
    return " OR ".join(
        f'"{" ".join(reading.words)}"{" *" * reading.is_prefix}' for reading in readings
    )


def group_by_index(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """Group readings by the index in which they are looked up."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault("words" if reading.exact else "stems", []).append(reading)
    return groups


def select_ids(table: str, readings: Iterable[Reading], vendor: str) -> tuple[list[str], list[str]]:
    """Return SELECTs of the ids of the rows that have one of some readings, and parameters."""
    groups = group_by_index(readings)
    if vendor == "postgresql":
        selects = [f"SELECT id FROM {table} WHERE {match_tsvector(index)}" for index in groups]
        return selects, [write_tsquery(readings) for readings in groups.values()]
    names = [f"{table}_{index}" for index in groups]
    selects = [f"SELECT rowid FROM {name} WHERE {name} MATCH %s" for name in names]
    return selects, [write_fts5_query(readings) for readings in groups.values()]


def match_tsvector(index: str) -> str:
    """Return PostgreSQL's condition that a row matches a tsquery, the parameter."""
    return f"{index} @@ to_tsquery('{CONFIGS[index]}', talks_folded(%s))"


class MentionsTerm(Func):
    """Whether a row mentions a term in its own texts."""

    output_field = models.BooleanField()

    def __init__(self, term: Term) -> None:
        self.term = term
        super().__init__(F("pk"))

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> CompiledSql:
        """Let PostgreSQL use its index of words."""
        [own] = cast(list[Col], self.source_expressions)
        alias = compiler.quote_name_unless_alias(own.alias)
        groups = group_by_index(self.term.readings)
        conditions = [f"{alias}.{match_tsvector(index)}" for index in groups]
        params = [write_tsquery(readings) for readings in groups.values()]
        return f"({' OR '.join(conditions)})", params

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> CompiledSql:
        """Compare the row's id with a list of all matching ids: with OR, SQLite reads every row.

        The "+" before the id keeps SQLite from looking up each match first, which would be slow
        where rows are wanted in some order.
        """
        [own] = cast(list[Col], self.source_expressions)
        column, _params = compiler.compile(own)
        selects, params = select_ids(own.target.model._meta.db_table, self.term.readings, "sqlite")
        return f"+{column} IN ({' UNION ALL '.join(selects)})", params
