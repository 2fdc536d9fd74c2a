"""The index has the words of the rows, whatever happens to the tables."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import JSONField
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Actor
from record import derived
from record.models import Searched
from record.search.words import FOLDS
from talks.models import OutcomeDocument, Statement
from tests.factories import (
    make_actor,
    make_document,
    make_round,
    make_statement,
    make_track,
    make_venue,
)
from tests.records import rollback
from tests.talks.words import keys_matching, rows_matching

MAKERS = {
    "Actor": make_actor,
    "Track": make_track,
    "Venue": make_venue,
    "Round": make_round,
    "Statement": make_statement,
    "OutcomeDocument": make_document,
}
MODELS = [model for model in apps.get_models() if issubclass(model, Searched)]
COLUMNS = [(model, column) for model in MODELS for column in model.searched_fields]
TABLES = [model._meta.db_table for model in MODELS]


def execute(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def find_keys(table: str, word: str) -> list[int]:
    """Return the rows of a table that have a word as it is written and as its stem."""
    if connection.vendor == "postgresql":
        query = f"SELECT id FROM {table} WHERE words @@ %s::tsquery AND stems @@ %s::tsquery"
    else:
        query = (
            f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s INTERSECT"
            f" SELECT rowid FROM {table}_stems WHERE {table}_stems MATCH %s"
        )
    return [row[0] for row in execute(query, word, word)]


def has_words_of_deleted_rows(table: str) -> bool:
    """Return whether the index has words of rows that no longer exist."""
    if connection.vendor == "postgresql":
        return False  # they stand in the rows themselves
    ids = f"SELECT id FROM {table} ORDER BY id"
    selects = (f"SELECT rowid FROM {table}_{kind} ORDER BY rowid" for kind in ("words", "stems"))
    return any(execute(ids) != execute(query) for query in selects)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "column"), COLUMNS)
def test_the_index_follows_raw_sql_on_every_text_of_every_table(model, column):
    row = MAKERS[model.__name__]()
    table = row._meta.db_table
    for word in ("quill", "vellum"):
        is_list = isinstance(model._meta.get_field(column), JSONField)
        text = f'["{word}", "other"]' if is_list else f"Of {word}!"
        execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", text, row.pk)
        assert find_keys(table, word) == [row.pk]
    assert find_keys(table, "quill") == []
    execute(f"DELETE FROM {table} WHERE id = %s", row.pk)
    assert find_keys(table, "vellum") == []
    assert not has_words_of_deleted_rows(table)


@pytest.mark.django_db
def test_a_row_whose_key_changes_is_still_found():
    row = make_statement(summary="Of vellum")
    execute("UPDATE talks_statement SET id = 70007 WHERE id = %s", row.pk)

    assert find_keys("talks_statement", "vellum") == [70007]
    assert not has_words_of_deleted_rows("talks_statement")


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["ON CONFLICT", "REPLACE", "recursive REPLACE"])
def test_a_row_that_replaces_another_replaces_its_words(way):
    row = make_statement(slug="one", summary="Of quill")
    insert, conflict = "INSERT", " ON CONFLICT (id) DO UPDATE SET summary = excluded.summary"
    if "REPLACE" in way and connection.vendor == "sqlite":
        execute(f"PRAGMA recursive_triggers = {int('recursive' in way)}")
        insert, conflict = "INSERT OR REPLACE", ""
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in Statement._meta.concrete_fields]
    values = ["'Of vellum'" if column == quote("summary") else column for column in columns]
    execute(
        f"{insert} INTO talks_statement ({', '.join(columns)})"
        f" SELECT {', '.join(values)} FROM talks_statement WHERE id = %s{conflict}",
        row.pk,
    )

    assert find_keys("talks_statement", "quill") == []
    assert find_keys("talks_statement", "vellum") == [row.pk]
    assert not has_words_of_deleted_rows("talks_statement")


@pytest.mark.django_db
def test_aliases_in_any_script_are_indexed_one_by_one():
    aliases = ['الأسد "الابن"', "Geir\nO’Brien\tJr", "Ağaoğlu"]
    actor = make_actor(aliases=aliases)

    for query in ("الاسد", "الابن", "brien", "agaoglu"):
        assert rows_matching(Actor, query) == [actor], query


@pytest.mark.django_db(transaction=True)
def test_fixtures_that_are_loaded_twice_and_flushed_leave_no_words_behind():
    for _ in range(2):
        call_command("loaddata", "document", verbosity=0)
        assert not [table for table in TABLES if has_words_of_deleted_rows(table)]
        assert keys_matching(Statement, "geneva")
    call_command("flush", interactive=False, verbosity=0)

    assert not [table for table in TABLES if has_words_of_deleted_rows(table)]
    assert not keys_matching(Statement, "geneva")
    assert not keys_matching(OutcomeDocument, "-geneva")


@pytest.mark.django_db(transaction=True)
def test_building_indexes_existing_rows_and_dropping_removes_all_of_it():
    row = make_statement(summary="Ein Maß an Ruhe: هُدنة")
    derived.drop(connection)
    try:
        execute("UPDATE talks_statement SET note = 'written without an index'")
        row.refresh_from_db()
        leftover = execute(
            "SELECT 1 FROM pg_ts_config WHERE cfgname = 'talks_stems'"
            if connection.vendor == "postgresql"
            else "SELECT 1 FROM sqlite_master WHERE name LIKE '%says_on%' OR sql LIKE '%fts5%'"
        )
        assert leftover == []
    finally:
        derived.build_after_migrating("default", apps)
        derived.build_after_migrating("default", apps)  # again, as by a later migration

    for query in ("mass ruhe", "هدنة", '"without an index"'):
        assert rows_matching(Statement, query) == [row], query


# Each beside what it counts as, on either database.
ALIKE = st.sampled_from(
    [
        *((letter, other) for letter, other in FOLDS.items()),
        ("é", "e"),
        ("É", "e"),
        ("e\u0301", "e"),
        ("Ç", "c"),
        ("İ", "i"),
        ("ğ", "g"),
        ("Ж", "ж"),
        ("ا\u0654", "ا"),
        ("и\u0306", "и"),
        ("Σ", "σ"),
        ("ế", "e"),
        ("Q", "q"),
        ("7", "7"),
    ]
)


@pytest.mark.django_db
@given(st.lists(ALIKE, max_size=8))
def test_letters_that_count_as_one_find_each_other(pairs):
    raw, plain = (f"b{''.join(letters)}b" for letters in zip(*pairs, ("", ""), strict=True))
    with rollback():
        statements = {make_statement(summary=f"so {word} it is") for word in (raw, plain)}
        for word in (raw, plain):
            for query in (word, f'"so {word} it"', f"{word}*"):
                assert statements == set(rows_matching(Statement, query)), query
