"""Reads the keys of all rows that match a search at once, and how relevant each row is.

The database returns each column as one JSON list: to fetch it row by row takes ten times as long.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model

from record.search.conditions import (
    group_by_index,
    select_ids,
    write_fts5_query,
    write_tsquery,
)
from record.search.index import CONFIGS
from record.search.words import Query, Reading

RELEVANCE_SCALE = 10**9  # relevances are whole numbers, which serialise faster than fractions


def matching_keys(model: type[Model], readings: Iterable[Reading]) -> list[int]:
    """Return the keys of the rows whose own texts have one of some readings of a term.

    Some come twice.
    """
    selects, params = select_ids(model._meta.db_table, readings, connection.vendor)
    all_keys = " UNION ALL ".join(selects)
    rows = f"(WITH matching (key) AS ({all_keys}) SELECT key FROM matching) AS keys"
    [keys] = _read_columns(["key"], rows, params)
    return keys


def relevance_by_key(model: type[Model], query: Query) -> dict[int, int]:
    """Return how relevant the rows of a model are to a query by their own texts, by key.

    Rows that do not match are left out. Only numbers of the same answer can be compared.
    """
    readings = (
        reading for term in query.terms if not term.is_excluded for reading in term.readings
    )
    relevances: dict[int, int] = defaultdict(int)
    for index, of_index in group_by_index(readings).items():
        for key, relevance in _read_relevances(model._meta.db_table, index, of_index):
            relevances[key] += relevance
    return relevances


def _read_relevances(table: str, index: str, readings: list[Reading]) -> Iterable[tuple[int, int]]:
    """Return pairs of key and relevance from one index of a table."""
    if connection.vendor == "postgresql":
        tsquery = f"to_tsquery('{CONFIGS[index]}', talks_folded(%s))"
        # 1: divide by the logarithm of the length, since a word counts for less in a long text.
        relevance = f"(ts_rank({index}, {tsquery}, 1) * {RELEVANCE_SCALE})::bigint"
        rows = f"{table} WHERE {index} @@ {tsquery}"
        params = [write_tsquery(readings)] * 2
        return zip(*_read_columns(("id", relevance), rows, params), strict=True)
    fts5_table = f"{table}_{index}"
    relevance = f"CAST(-rank * {RELEVANCE_SCALE} AS INTEGER)"
    rows = f"{fts5_table} WHERE {fts5_table} MATCH %s"
    params = [write_fts5_query(readings)]
    return zip(*_read_columns(("rowid", relevance), rows, params), strict=True)


def _read_columns(columns: Iterable[str], rows: str, params: Sequence[str]) -> list[list[int]]:
    """Return the values of each column of a FROM clause, as one list for each column."""
    as_json = "'[' || group_concat({}) || ']'"
    if connection.vendor == "postgresql":
        as_json = "'[' || string_agg(({})::text, ',') || ']'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(as_json.format, columns))} FROM {rows}", params)
        return [json.loads(values or "[]") for values in cursor.fetchone()]
