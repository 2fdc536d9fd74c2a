"""In which state the record is: a stamp that the database renews with every change of any row.

Triggers renew it, so that no way of writing is missed: forms, fixtures, bulk writes and raw SQL
alike. It is drawn by lot and not counted: a number would come again after a rollback. Its table
has no model, for it is no part of the record: fixtures and `flush` let it be.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, TypeVar

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


Kept = TypeVar("Kept")


class _Answer(Generic[Kept]):
    """An answer that one of several readers at once makes, while the others wait for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: list[Kept] = []

    def made(self, make: Callable[[], Kept]) -> Kept:
        with self.lock:
            if not self.answers:
                self.answers.append(make())
            return self.answers[0]


def kept(most: int) -> Callable[[Callable[..., Kept]], Callable[..., Kept]]:
    """Keep what a function makes of its arguments, while the record stands as it stood.

    Each process keeps the answers to the `most` latest arguments; to look whether they still stand
    costs one query. What an answer holds is shared: nobody may change it.
    """

    def keep(make: Callable[..., Kept]) -> Callable[..., Kept]:
        answers: OrderedDict[Hashable, _Answer[Kept]] = OrderedDict()
        lock = Lock()
        state = ""

        @wraps(make)
        def answer(*asked: Hashable) -> Kept:
            nonlocal state
            now = stamp()
            with lock:
                if now != state:
                    answers.clear()
                    state = now
                found = answers.setdefault(asked, _Answer())
                answers.move_to_end(asked)
                if len(answers) > most:
                    answers.popitem(last=False)
            return found.made(lambda: make(*asked))

        return answer

    return keep


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
