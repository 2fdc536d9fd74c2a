"""What the database derives from the record by itself: its stamp, and the words for searching.

Migrations know nothing of it. Whatever a migration of the record does, also where SQLite remakes
a table and so drops its triggers, all that is derived is dropped before it and built again after
it, from the models of that day. A migration just as `makemigrations` writes it loses nothing.
"""

import hashlib
from collections.abc import Sequence

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration

from record import stamp
from record.app_config import RecordAppConfig
from record.search import index

TABLE = "record_derived"  # holds the digest of what was built last


def drop_before_migrating(using: str, plan: Sequence[tuple[Migration, bool]]) -> None:
    """Drop all that is derived if a migration of the record is about to run.

    PostgreSQL alters no column from which another is generated, and SQLite's triggers would run
    while a table is remade.
    """
    labels = {
        app.label for app in installed_apps.get_app_configs() if isinstance(app, RecordAppConfig)
    }
    if any(migration.app_label in labels for migration, _is_backwards in plan):
        drop(connections[using])


def build_after_migrating(using: str, apps: Apps) -> None:
    """Build all that is derived, unless exactly that stands already.

    `apps` holds the models as the database has them now.
    """
    connection = connections[using]
    digest = _digest_of_what_would_be_built(connection, apps)
    if _digest_of_what_stands(connection) == digest:
        return
    drop(connection)
    with connection.schema_editor() as editor:
        _build(apps, editor)
        editor.execute(f"CREATE TABLE {TABLE} (digest varchar(64) NOT NULL)")
        editor.execute(f"INSERT INTO {TABLE} (digest) VALUES ('{digest}')")


def _build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    index.build(apps, editor)
    stamp.build(apps, editor)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Drop all that is derived, as far as it is there."""
    with connection.schema_editor() as editor:
        stamp.drop(editor)
        index.drop(editor)
        editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def _digest_of_what_would_be_built(connection: BaseDatabaseWrapper, apps: Apps) -> str:
    with connection.schema_editor(collect_sql=True) as editor:
        _build(apps, editor)
    return hashlib.sha256("\n".join(editor.collected_sql).encode()).hexdigest()


def _digest_of_what_stands(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return ""
        cursor.execute(f"SELECT digest FROM {TABLE}")
        return cursor.fetchone()[0]
