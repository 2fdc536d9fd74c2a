"""Rows that say what is asked for, and which of them say it most."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any

from django.db import models
from django.db.models import F, Func, Model, Q, Value

from talks.models.search.index import CONFIGS
from talks.models.search.words import Query, Term, parse

# Whose names a row says besides its own texts: the ways to the rows that have them.
NAMES: Mapping[str, tuple[str, ...]] = {
    "round": ("track", "venue"),
    "statement": ("speaker", "on_behalf_of"),
    "outcomedocument": ("round__track",),
}


class SearchedQuerySet(models.QuerySet[Any]):
    """Rows that can be found by words."""

    def saying(self, query: str | Query) -> Any:
        """Keep the rows that meet every term of a query, each once; any text is a query.

        A term is met by the row's own texts or by the names of those involved. A bare number is
        met by the round of that number too. A query without terms narrows nothing.
        """
        rows = self
        for term in _read(query).terms:
            met = _meets(self.model, term)
            rows = rows.filter(~met if term.is_excluded else met)
        return rows

    def ranked(self, query: str | Query) -> Any:
        """Keep the rows that meet a query, those first that say most of it in their own texts.

        Adds `relevance`, which can be compared within one answer only. Of those alike, the newest
        come first.
        """
        query = _read(query)
        told = [term for term in query.terms if not term.is_excluded]
        by_kind = ([t for t in told if _kind(t) == kind] for kind in CONFIGS)
        relevance = reduce(add, (Relevance(terms) for terms in by_kind if terms), Value(0.0))
        newest = F("earliest").desc(nulls_last=True)
        rows = self.saying(query).annotate(relevance=relevance)
        return rows.order_by("-relevance", newest, "-pk")


def _read(query: str | Query) -> Query:
    return parse(query) if isinstance(query, str) else query


def _meets(model: type[Model], term: Term) -> Q:
    """Return the condition that a row meets a term, excluded or not; it is never unknown."""
    met = Q(Says(model, term))
    if term.number is not None and model._meta.model_name == "round":
        met |= Q(number=term.number)
    return met


def _kind(term: Term) -> str:
    return "words" if term.exact else "stems"


def _tsquery(term: Term) -> str:
    """Write a term in PostgreSQL's language; its words are letters and digits alone."""
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")


def _match(term: Term) -> str:
    """Write a term in FTS5's language."""
    return f'"{" ".join(term.words)}"' + (" *" if term.is_prefix else "")


class Says(Func):
    """Whether a row says a term, in its own texts or by the names of those involved."""

    output_field = models.BooleanField()
    source_expressions: list[Any]

    def __init__(self, model: type[Model], term: Term) -> None:
        self.model, self.term = model, term
        self.paths = [path.split("__") for path in NAMES[model._meta.model_name or ""]]
        super().__init__(F("pk"), *(F(first) for first, *_ in self.paths))

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Ask the index of the words or that of a key, whatever fits; arrays are made once."""
        own, *keys = self.source_expressions
        met = [f"{compiler.quote_name_unless_alias(own.alias)}.{self._found()}"]
        for key, (first, *rest) in zip(keys, self.paths, strict=True):
            ids = self._ids(self.model._meta.get_field(first).related_model, rest, self._having)
            column, _params = compiler.compile(key)
            met.append(f"{column} IS NOT NULL AND {column} = ANY(ARRAY({ids}))")
        return f"({' OR '.join(met)})", [_tsquery(self.term)] * len(met)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Gather the ids of all that says it: under OR, SQLite would read every row."""
        own, _params = compiler.compile(self.source_expressions[0])
        met = [self._ids(self.model, path, self._matching) for path in ([], *self.paths)]
        return f"{own} IN ({' UNION ALL '.join(met)})", [_match(self.term)] * len(met)

    def _ids(self, model: Any, path: list[str], said: Callable[[type[Model]], str]) -> str:
        """Write what gives the ids of a model's rows from which a path leads to what says it."""
        if not path:
            return said(model)
        field = model._meta.get_field(path[0])
        ids = self._ids(field.related_model, path[1:], said)
        return f"SELECT id FROM {model._meta.db_table} WHERE {field.column} IN ({ids})"

    def _having(self, model: type[Model]) -> str:
        return f"SELECT id FROM {model._meta.db_table} WHERE {self._found()}"

    def _found(self) -> str:
        kind = _kind(self.term)
        return f"{kind} @@ to_tsquery('{CONFIGS[kind]}', talks_folded(%s))"

    def _matching(self, model: type[Model]) -> str:
        found = f"{model._meta.db_table}_{_kind(self.term)}"
        return f"SELECT rowid FROM {found} WHERE {found} MATCH %s"


class Relevance(Func):
    """How much of some terms of one kind a row says in its own texts; 0 where nothing."""

    output_field = models.FloatField()
    source_expressions: list[Any]

    def __init__(self, terms: Iterable[Term]) -> None:
        super().__init__(F("pk"))
        self.terms = tuple(terms)
        self.kind = _kind(self.terms[0])

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        [column] = self.source_expressions
        vector = f"{compiler.quote_name_unless_alias(column.alias)}.{self.kind}"
        query = f"to_tsquery('{CONFIGS[self.kind]}', talks_folded(%s))"
        # 1: the longer a text is, the less one word of it tells.
        return f"ts_rank({vector}, {query}, 1)", [" | ".join(map(_tsquery, self.terms))]

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        [column] = self.source_expressions
        found = f"{column.target.model._meta.db_table}_{self.kind}"
        key, _params = compiler.compile(column)
        # Materialized, all ranks are reckoned once; else FTS5 would count all anew for each row.
        sql = (
            f"coalesce((WITH found (id, rank) AS MATERIALIZED"
            f" (SELECT rowid, -rank FROM {found} WHERE {found} MATCH %s)"
            f" SELECT rank FROM found WHERE found.id = {key}), 0.0)"
        )
        return sql, [" OR ".join(map(_match, self.terms))]
