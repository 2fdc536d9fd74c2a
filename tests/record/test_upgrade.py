"""Databases in use are migrated without loss, and no migration loses what the database derives."""

import gzip
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection as default_connection
from django.db import connections
from django.test import override_settings

from record.sqlite import list_sqlite_objects
from record.stamp import TABLE, record_tables

UPGRADES = Path(__file__).resolve().parents[1] / "upgrades"
ALIAS = "in use"
DATABASE = f"in_use_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
IS_POSTGRES = default_connection.vendor == "postgresql"
# Tables that a migration may change.
DERIVED = re.compile(rf"_words|_stems|^record_derived$|^{TABLE}$")
# Columns that have another name since.
RENAMED_COLUMNS = {"review_proposal": {"made": "sent_at", "decided": "decided_at"}}
GRANTS = {"auth_group_permissions"}
OF_MIGRATING = {"django_migrations", "django_content_type", "auth_permission"}

MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("talks", "%s")]
    operations = [
        migrations.AddField("round", "mediator_note", models.TextField(blank=True)),
        migrations.AlterField("round", "agenda", models.CharField(max_length=500, blank=True)),
        migrations.RemoveField("round", "format"),
        migrations.CreateModel("epoch", [("id", models.BigAutoField(primary_key=True))]),
    ]
"""


@pytest.fixture
def in_use(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Any]:
    """A database as commit 84e2afc left it, before it is migrated."""
    with django_db_blocker.unblock():
        settings = dict(default_connection.settings_dict)
        if IS_POSTGRES:
            settings |= {"NAME": DATABASE, "OPTIONS": {}}
            with default_connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
                cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        else:
            file = tmp_path / "talks.sqlite3"
            archive = (UPGRADES / "before_the_squash.sqlite3.gz").read_bytes()
            file.write_bytes(gzip.decompress(archive))
            settings |= {"NAME": str(file)}
        connections.databases[ALIAS] = settings
        if IS_POSTGRES:
            archive = (UPGRADES / "before_the_squash.postgresql.sql.gz").read_bytes()
            execute(gzip.decompress(archive).decode())
            connections[ALIAS].close()  # the dump has set its search path
        yield connections[ALIAS]
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]
        if IS_POSTGRES:
            with default_connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {DATABASE}")


def execute(sql: str) -> list[Any]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def read_tables(columns_of: Mapping[str, list[str]] | None = None) -> dict[str, list[Any]]:
    """Return the rows of all tables of models, or of some columns, without what is derived."""
    introspection, rows = connections[ALIAS].introspection, {}
    with connections[ALIAS].cursor() as cursor:
        for table in columns_of or introspection.table_names(cursor):
            if table in OF_MIGRATING or DERIVED.search(table):
                continue
            columns = introspection.get_table_description(cursor, table)
            names = [column.name for column in columns if column.name not in ("words", "stems")]
            names = columns_of[table] if columns_of else names
            quoted = ", ".join(f'"{name}"' for name in names)
            cursor.execute(f'SELECT {quoted} FROM "{table}" ORDER BY 1')
            rows[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return rows


def derived_objects() -> set[str]:
    """Return the names of all triggers and indexes, and of the tables or columns with words."""
    if not IS_POSTGRES:
        sqlite = connections[ALIAS]
        return {
            *list_sqlite_objects(sqlite, "trigger", "%"),
            *list_sqlite_objects(sqlite, "index", "%"),
            *list_sqlite_objects(sqlite, "table", "%", "CREATE VIRTUAL%"),
        }
    return {
        name
        for sql in (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE is_generated = 'ALWAYS'",
        )
        for (name,) in execute(sql)
    }


def rounds_with(word: str) -> int:
    if IS_POSTGRES:
        condition = f"words @@ to_tsquery('pg_catalog.simple', '{word}')"
        [(count,)] = execute(f"SELECT count(*) FROM talks_round WHERE {condition}")
    else:
        [(count,)] = execute(
            f"SELECT count(*) FROM talks_round_words WHERE talks_round_words MATCH '{word}'"
        )
    return count


def stamp() -> str:
    [(stamp,)] = execute(f"SELECT stamp FROM {TABLE}")
    return stamp


def assert_every_write_is_noticed() -> None:
    from django.apps import apps

    for table in record_tables(apps):
        before = stamp()
        execute(f"UPDATE {table} SET id = id WHERE id = (SELECT min(id) FROM {table})")
        has_rows = bool(execute(f"SELECT 1 FROM {table} LIMIT 1"))
        assert stamp() != before or not has_rows, table
    execute("UPDATE talks_round SET agenda = 'Of quill' WHERE slug = 'geneva-9'")
    assert (rounds_with("quill"), rounds_with("once")) == (1, 0)


def test_a_database_of_before_the_squash_is_migrated_without_loss(in_use):
    before = read_tables()
    assert len(before["talks_statement"]) == 13 and before["review_proposal"]
    call_command("migrate", database=ALIAS, verbosity=0)

    for table, new_names in RENAMED_COLUMNS.items():
        before[table] = [
            {new_names.get(name, name): value for name, value in row.items()}
            for row in before[table]
        ]
    columns_before = {table: list(rows[0]) for table, rows in before.items() if rows}
    after = read_tables(columns_before)
    for table in GRANTS:  # a later model brings permissions of its own
        after[table] = [row for row in after[table] if row in before[table]]
    assert after == {table: before[table] for table in columns_before}
    assert rounds_with("once") == 1
    assert_every_write_is_noticed()
    applied = {name for (name,) in execute("SELECT name FROM django_migrations")}
    assert "0001_squashed" in applied


def test_to_migrate_again_changes_nothing(in_use):
    call_command("migrate", database=ALIAS, verbosity=0)
    first = stamp(), derived_objects()
    call_command("migrate", database=ALIAS, verbosity=0)

    assert (stamp(), derived_objects()) == first


def test_a_migration_as_django_writes_it_loses_no_trigger_and_no_index(
    in_use, tmp_path, monkeypatch
):
    call_command("migrate", database=ALIAS, verbosity=0)
    before = derived_objects()
    package = tmp_path / "changed_talks"
    copytree(Path(sys.modules["talks"].__file__ or "").parent / "migrations", package)
    last = max(file.stem for file in package.glob("0*.py"))
    (package / "as_written.py").write_text(MIGRATION % last)
    monkeypatch.syspath_prepend(tmp_path)
    with override_settings(MIGRATION_MODULES={"talks": "changed_talks"}):
        call_command("migrate", database=ALIAS, verbosity=0)

    assert before <= derived_objects()
    assert rounds_with("once") == 1
    assert_every_write_is_noticed()


def test_a_reversed_migration_loses_no_trigger_and_no_index(in_use):
    call_command("migrate", database=ALIAS, verbosity=0)
    call_command("migrate", "talks", "zero", database=ALIAS, verbosity=0)
    assert not [name for name in derived_objects() if name.startswith("talks_round")]
    call_command("migrate", database=ALIAS, verbosity=0)

    assert any(name.startswith("talks_round_renews") for name in derived_objects())
    before = stamp()
    execute("INSERT INTO talks_topic (slug, name) VALUES ('aid', 'Aid')")
    assert stamp() != before
