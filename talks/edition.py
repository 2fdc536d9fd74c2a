"""In which state the record is: a stamp that the database renews with every change of any row.

Triggers renew it, so that no way of writing is missed: forms, fixtures, bulk writes and raw SQL
alike. It is drawn by lot and not counted: a number would come again after a rollback. Its table
has no model, for it is no part of the record: fixtures and `flush` let it be.
"""

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "talks_edition"
APPS = ("actors", "talks")


def stamp() -> str:
    """Return the stamp of the record as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {TABLE}")
        return cursor.fetchone()[0]


def tables(apps: Apps) -> list[str]:
    """Return the tables whose rows make up the record, those of many-to-many fields included."""
    return [
        model._meta.db_table
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]


def watch(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the database renew the stamp whenever a row of the record changes.

    To be asked again by a migration that adds a table, or rebuilds one: SQLite drops a rebuilt
    table's triggers.
    """
    unwatch(apps, editor)
    editor.execute(f"CREATE TABLE {TABLE} (stamp varchar(36) NOT NULL)")
    editor.execute(f"INSERT INTO {TABLE} (stamp) VALUES ('first')")
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION {TABLE}_renew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" UPDATE {TABLE} SET stamp = gen_random_uuid(); RETURN NULL; END $$"
        )
    for table in tables(apps):
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE TRIGGER {table}_renews AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
                f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_renew()"
            )
            continue
        for event in ("insert", "update", "delete"):
            editor.execute(
                f"CREATE TRIGGER {table}_renews_on_{event} AFTER {event} ON {table}"
                f" BEGIN UPDATE {TABLE} SET stamp = hex(randomblob(16)); END"
            )


def unwatch(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the stamp and its triggers away."""
    for table in tables(apps):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_renews ON {table}")
            continue
        for event in ("insert", "update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_renews_on_{event}")
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_renew()")
    editor.execute(f"DROP TABLE IF EXISTS {TABLE}")
