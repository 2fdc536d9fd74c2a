"""Conditions of a query that say whether a row is found by words."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Func, Model, Q

from record.search.index import CONFIGS
from record.search.words import Query, Term, parse


class SearchedQuerySet(models.QuerySet[Any]):
    """Rows that can be found by words."""

    def saying(self, query: str | Query) -> Any:
        """Keep the rows that meet every term of a query, each once; any text is a query."""
        rows = self
        for term in (parse(query) if isinstance(query, str) else query).terms:
            met = _meets(self.model, term)
            rows = rows.filter(~met if term.is_excluded else met)
        return rows


def words_begin_with(model: type[Model], text: str) -> Q:
    """Return the condition that every word of a text begins one of a row's own words."""
    met = Q()
    for term in parse(" ".join(f"{word}*" for word in text.split())).terms:
        met &= _meets(model, term)
    return met


def _meets(model: type[Model], term: Term) -> Q:
    """Return the condition that a row meets a term, excluded or not; it is never unknown."""
    met = Q(MentionsTerm(model, term))
    if term.number is not None and model._meta.model_name == "round":
        met |= Q(number=term.number)
    return met


def kind_of(term: Term) -> str:
    return "words" if term.exact else "stems"


def tsquery(term: Term) -> str:
    """Write a term in PostgreSQL's language; its words are letters and digits alone."""
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")


def match(term: Term) -> str:
    """Write a term in FTS5's language."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


class MentionsTerm(Func):
    """Whether a row mentions a term, in its own texts or by the names of those involved."""

    output_field = models.BooleanField()
    source_expressions: list[Any]

    def __init__(self, model: type[Model], term: Term) -> None:
        self.model, self.term = model, term
        self.paths = [path.split("__") for path in getattr(model, "searched_names", ())]
        super().__init__(F("pk"), *(F(first) for first, *_ in self.paths))

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Ask the index of the words or that of a key, whatever fits; arrays are made once."""
        own, *keys = self.source_expressions
        met = [f"{compiler.quote_name_unless_alias(own.alias)}.{self._found()}"]
        for key, (first, *rest) in zip(keys, self.paths, strict=True):
            ids = self._ids(self.model._meta.get_field(first).related_model, rest, self.having)
            column, _params = compiler.compile(key)
            met.append(f"{column} IS NOT NULL AND {column} = ANY(ARRAY({ids}))")
        return f"({' OR '.join(met)})", [tsquery(self.term)] * len(met)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Gather the ids of all that says it: under OR, SQLite would read every row.

        The sign keeps it from looking each of them up first, where rows are wanted in some order.
        """
        own, _params = compiler.compile(self.source_expressions[0])
        met = self.ids(self.matching)
        return f"+{own} IN ({' UNION ALL '.join(met)})", [match(self.term)] * len(met)

    def ids(self, said: Callable[[type[Model]], str]) -> list[str]:
        """Write what gives the ids of all that says it: by its own texts, and by each name."""
        return [self._ids(self.model, path, said) for path in ([], *self.paths)]

    def _ids(self, model: Any, path: list[str], said: Callable[[type[Model]], str]) -> str:
        """Write what gives the ids of a model's rows from which a path leads to what says it."""
        if not path:
            return said(model)
        field = model._meta.get_field(path[0])
        ids = self._ids(field.related_model, path[1:], said)
        # PostgreSQL looks an array up in an index, where it would read all rows for a subquery.
        any_of = f"= ANY(ARRAY({ids}))" if said == self.having else f"IN ({ids})"
        return f"SELECT id FROM {model._meta.db_table} WHERE {field.column} {any_of}"

    def having(self, model: type[Model]) -> str:
        return f"SELECT id FROM {model._meta.db_table} WHERE {self._found()}"

    def _found(self) -> str:
        kind = kind_of(self.term)
        return f"{kind} @@ to_tsquery('{CONFIGS[kind]}', talks_folded(%s))"

    def matching(self, model: type[Model]) -> str:
        found = f"{model._meta.db_table}_{kind_of(self.term)}"
        return f"SELECT rowid FROM {found} WHERE {found} MATCH %s"
