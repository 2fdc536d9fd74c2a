"""All that words find, at once: keys of rows, and how much of the words each says.

The database hands each out as one list: row by row it would take ten times as long.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from record.search.conditions import MentionsTerm, kind_of, match, tsquery
from record.search.index import CONFIGS
from record.search.words import Query, Term

SCALE = 10**9


def matching_keys(model: type[Model], term: Term, *, in_own_texts: bool = True) -> list[int]:
    """Return the keys of the rows of a model that meet a term, excluded or not, some twice.

    Without `in_own_texts`, those that meet it otherwise than by their own texts.
    """
    says = MentionsTerm(model, term)
    is_postgres = connection.vendor == "postgresql"
    found = says.ids(says.having if is_postgres else says.matching)[0 if in_own_texts else 1 :]
    values = [tsquery(term) if is_postgres else match(term)] * len(found)
    if term.number is not None and model._meta.model_name == "round":
        found.append(f"SELECT id FROM {model._meta.db_table} WHERE number = {term.number}")
    rows = f"(WITH found (key) AS ({' UNION ALL '.join(found)}) SELECT key FROM found) AS met"
    [keys] = _listed(["key"], rows, values)
    return keys


def relevance_by_key(model: type[Model], query: Query) -> dict[int, int]:
    """Return how much the rows of a model say of a query in their own texts, by their keys.

    Rows that say nothing of it are left out. Such numbers can be compared within one answer only;
    they are whole ones, which are quicker to write and to read.
    """
    told = [term for term in query.terms if not term.is_excluded]
    said: dict[int, int] = defaultdict(int)
    for kind in CONFIGS:
        terms = [term for term in told if kind_of(term) == kind]
        if terms:
            for key, relevance in _read_relevances(model._meta.db_table, kind, terms):
                said[key] += relevance
    return said


def _read_relevances(table: str, kind: str, terms: list[Term]) -> Iterable[tuple[int, int]]:
    if connection.vendor == "postgresql":
        asked = f"to_tsquery('{CONFIGS[kind]}', talks_folded(%s))"
        # 1: the longer a text is, the less one word of it tells.
        much = f"(ts_rank({kind}, {asked}, 1) * {SCALE})::bigint"
        twice = [" | ".join(map(tsquery, terms))] * 2
        return zip(*_listed(("id", much), f"{table} WHERE {kind} @@ {asked}", twice), strict=True)
    found = f"{table}_{kind}"
    rows, words = f"{found} WHERE {found} MATCH %s", " OR ".join(map(match, terms))
    return zip(*_listed(("rowid", f"CAST(-rank * {SCALE} AS INTEGER)"), rows, [words]), strict=True)


def _listed(columns: Iterable[str], rows: str, values: Sequence[Any]) -> list[list[Any]]:
    """Return what each column of some rows holds."""
    listed = "'[' || group_concat({}) || ']'"
    if connection.vendor == "postgresql":
        listed = "'[' || string_agg(({})::text, ',') || ']'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(listed.format, columns))} FROM {rows}", values)
        return [json.loads(some or "[]") for some in cursor.fetchone()]
