"""What the database derives from the record by itself: its stamp, and the search index.

Migrations contain none of this. Before a migration of the record runs, all that is derived is
dropped; afterwards it is built again from the models as they are then. So a migration can stay as
`makemigrations` wrote it. Nothing is lost even where SQLite copies a table to alter it, which drops
the table's triggers.
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

    PostgreSQL refuses to alter a column that a generated column reads, and SQLite's triggers would
    run while a table is copied.
    """
    labels = {
        app.label for app in installed_apps.get_app_configs() if isinstance(app, RecordAppConfig)
    }
    if any(migration.app_label in labels for migration, _is_backwards in plan):
        drop(connections[using])


def build_after_migrating(using: str, apps: Apps) -> None:
    """Build all that is derived, unless the database already has exactly that.

    `apps` holds the models as the database has them now.
    """
    connection = connections[using]
    digest = _compute_digest(connection, apps)
    if _read_digest(connection) == digest:
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
    """Drop all that is derived, if it is there."""
    with connection.schema_editor() as editor:
        stamp.drop(editor)
        index.drop(editor)
        editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def _compute_digest(connection: BaseDatabaseWrapper, apps: Apps) -> str:
    """Return a digest of the SQL that builds what these models need, without running it."""
    with connection.schema_editor(collect_sql=True) as editor:
        _build(apps, editor)
    return hashlib.sha256("\n".join(editor.collected_sql).encode()).hexdigest()


def _read_digest(connection: BaseDatabaseWrapper) -> str:
    """Return the digest of what was built last, "" where nothing was."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return ""
        cursor.execute(f"SELECT digest FROM {TABLE}")
        return cursor.fetchone()[0]
