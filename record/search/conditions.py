"""Query conditions: whether a row matches the words of a search."""

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, ForeignKey, Func, Model, Q
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from record.search.index import CONFIGS
from record.search.words import Term, parse

CompiledSql: TypeAlias = tuple[str, Any]  # with a list of parameters, to which Django adds others


def words_begin_with(model: type[Model], text: str) -> Q:
    """Return the condition that every word of a text is the beginning of a word of the row."""
    condition = Q()
    for term in parse(" ".join(f"{word}*" for word in text.split())).terms:
        condition &= _matches_term(model, term)
    return condition


def _matches_term(model: type[Model], term: Term) -> Q:
    """Return the condition that a row matches a term, even one to be excluded; never NULL."""
    condition = Q(MentionsTerm(model, term))
    field = getattr(model, "searched_number", "")
    if field and term.number is not None:
        condition |= Q(**{field: term.number})
    return condition


def index_name(term: Term) -> str:
    """Return which of the two indexes a term is looked up in."""
    return "words" if term.exact else "stems"


def write_tsquery(term: Term) -> str:
    """Write a term for PostgreSQL's to_tsquery; its words are only letters and digits."""
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")


def write_fts5_query(term: Term) -> str:
    """Write a term for SQLite's MATCH."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


def _foreign_key(model: type[Model], name: str) -> ForeignKey:
    field = model._meta.get_field(name)
    assert isinstance(field, ForeignKey), (
        f"searched_names of {model} may go along foreign keys only"
    )
    return field


class MentionsTerm(Func):
    """Whether a row mentions a term, in its own texts or in the names of related rows."""

    output_field = models.BooleanField()

    def __init__(self, model: type[Model], term: Term) -> None:
        self.model, self.term = model, term
        self.paths = [path.split("__") for path in getattr(model, "searched_names", ())]
        super().__init__(F("pk"), *(F(first) for first, *_ in self.paths))

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> CompiledSql:
        """Let PostgreSQL choose between the index of words and that of a foreign key.

        An array of keys is made once for the query, not once for each row.
        """
        own, *keys = cast(list[Col], self.source_expressions)
        conditions = [f"{compiler.quote_name_unless_alias(own.alias)}.{self._tsvector_match()}"]
        for key, (first, *rest) in zip(keys, self.paths, strict=True):
            related_model = _foreign_key(self.model, first).remote_field.model
            ids = self._select_ids(related_model, rest, self.postgresql_ids)
            column, _params = compiler.compile(key)
            conditions.append(f"{column} IS NOT NULL AND {column} = ANY(ARRAY({ids}))")
        return f"({' OR '.join(conditions)})", [write_tsquery(self.term)] * len(conditions)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: object
    ) -> CompiledSql:
        """Compare the row's id with a list of all matching ids: with OR, SQLite reads every row.

        The "+" before the id keeps SQLite from looking up each match first, which would be slow
        where rows are wanted in some order.
        """
        own, _params = compiler.compile(self.source_expressions[0])
        selects = self.select_ids(self.sqlite_ids)
        params = [write_fts5_query(self.term)] * len(selects)
        return f"+{own} IN ({' UNION ALL '.join(selects)})", params

    def select_ids(self, own_ids: Callable[[type[Model]], str]) -> list[str]:
        """Return a SELECT of the ids that match by their own texts, then one for each name."""
        return [self._select_ids(self.model, path, own_ids) for path in ([], *self.paths)]

    def _select_ids(
        self, model: type[Model], path: list[str], own_ids: Callable[[type[Model]], str]
    ) -> str:
        """Return a SELECT of the ids of a model from which a path leads to a matching row."""
        if not path:
            return own_ids(model)
        field = _foreign_key(model, path[0])
        ids = self._select_ids(field.remote_field.model, path[1:], own_ids)
        # PostgreSQL looks up an array in an index; for a subquery it would read all rows.
        any_of = f"= ANY(ARRAY({ids}))" if own_ids == self.postgresql_ids else f"IN ({ids})"
        return f"SELECT id FROM {model._meta.db_table} WHERE {field.column} {any_of}"

    def postgresql_ids(self, model: type[Model]) -> str:
        """Return a SELECT of the ids whose own texts match, for PostgreSQL."""
        return f"SELECT id FROM {model._meta.db_table} WHERE {self._tsvector_match()}"

    def _tsvector_match(self) -> str:
        index = index_name(self.term)
        return f"{index} @@ to_tsquery('{CONFIGS[index]}', talks_folded(%s))"

    def sqlite_ids(self, model: type[Model]) -> str:
        """Return a SELECT of the ids whose own texts match, for SQLite."""
        table = f"{model._meta.db_table}_{index_name(self.term)}"
        return f"SELECT rowid FROM {table} WHERE {table} MATCH %s"
