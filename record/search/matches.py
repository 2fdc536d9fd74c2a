"""Reads the keys of all rows that match a search at once, and how relevant each row is.

The database returns each column as one JSON list: to fetch it row by row takes ten times as long.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model

from record.search.conditions import MentionsTerm, index_name, write_fts5_query, write_tsquery
from record.search.index import CONFIGS
from record.search.words import Query, Term

RELEVANCE_SCALE = 10**9  # relevances are whole numbers, which serialise faster than fractions


def matching_keys(model: type[Model], term: Term, *, in_own_texts: bool = True) -> list[int]:
    """Return the keys of the rows that match a term, even one to be excluded; some come twice.

    With `in_own_texts=False`, leave out those that match by their own texts.
    """
    mentions = MentionsTerm(model, term)
    is_postgres = connection.vendor == "postgresql"
    selects = mentions.select_ids(mentions.postgresql_ids if is_postgres else mentions.sqlite_ids)
    selects = selects if in_own_texts else selects[1:]
    params = [write_tsquery(term) if is_postgres else write_fts5_query(term)] * len(selects)
    column = getattr(model, "searched_number", "")
    if column and term.number is not None:
        selects.append(f"SELECT id FROM {model._meta.db_table} WHERE {column} = {term.number}")
    all_keys = " UNION ALL ".join(selects)
    rows = f"(WITH matching (key) AS ({all_keys}) SELECT key FROM matching) AS keys"
    [keys] = _read_columns(["key"], rows, params)
    return keys


def relevance_by_key(model: type[Model], query: Query) -> dict[int, int]:
    """Return how relevant the rows of a model are to a query by their own texts, by key.

    Rows that do not match are left out. Only numbers of the same answer can be compared.
    """
    wanted_terms = [term for term in query.terms if not term.is_excluded]
    relevances: dict[int, int] = defaultdict(int)
    for index in CONFIGS:
        terms = [term for term in wanted_terms if index_name(term) == index]
        if terms:
            for key, relevance in _read_relevances(model._meta.db_table, index, terms):
                relevances[key] += relevance
    return relevances


def _read_relevances(table: str, index: str, terms: list[Term]) -> Iterable[tuple[int, int]]:
    """Return pairs of key and relevance from one index of a table."""
    if connection.vendor == "postgresql":
        tsquery = f"to_tsquery('{CONFIGS[index]}', talks_folded(%s))"
        # 1: divide by the logarithm of the length, since a word counts for less in a long text.
        relevance = f"(ts_rank({index}, {tsquery}, 1) * {RELEVANCE_SCALE})::bigint"
        rows = f"{table} WHERE {index} @@ {tsquery}"
        params = [" | ".join(map(write_tsquery, terms))] * 2
        return zip(*_read_columns(("id", relevance), rows, params), strict=True)
    fts5_table = f"{table}_{index}"
    relevance = f"CAST(-rank * {RELEVANCE_SCALE} AS INTEGER)"
    rows = f"{fts5_table} WHERE {fts5_table} MATCH %s"
    params = [" OR ".join(map(write_fts5_query, terms))]
    return zip(*_read_columns(("rowid", relevance), rows, params), strict=True)


def _read_columns(columns: Iterable[str], rows: str, params: Sequence[str]) -> list[list[int]]:
    """Return the values of each column of a FROM clause, as one list for each column."""
    as_json = "'[' || group_concat({}) || ']'"
    if connection.vendor == "postgresql":
        as_json = "'[' || string_agg(({})::text, ',') || ']'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(as_json.format, columns))} FROM {rows}", params)
        return [json.loads(values or "[]") for values in cursor.fetchone()]
