"""The state of the record: a stamp that the database renews with every change of any row.

Triggers renew it, so no way of writing is missed: forms, fixtures, bulk writes and raw SQL alike.
The stamp is random, not a counter: a counter would repeat after a rollback. Its table has no
model, because it is not part of the record: fixtures and `flush` leave it alone.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from record.app_config import RecordAppConfig
from record.sqlite import list_sqlite_objects

TABLE = "talks_edition"  # an old name, which databases in use have

_current_stamp: ContextVar[str] = ContextVar("current_stamp", default="")

Piece = TypeVar("Piece")
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def stamp() -> str:
    """Return the record's stamp as it is now or, within `one_state`, as it was at the start."""
    return _current_stamp.get() or _read_stamp()


def _read_stamp() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {TABLE}")
        return cursor.fetchone()[0]


@contextmanager
def one_state() -> Iterator[str]:
    """Read the record in one state, whatever others write meanwhile; yield its stamp.

    All queries in the block see the database as it was at the first of them. The stamp is read
    once.
    """
    with _snapshot():
        token = _current_stamp.set(_read_stamp())
        try:
            yield _current_stamp.get()
        finally:
            _current_stamp.reset(token)


@contextmanager
def _snapshot() -> Iterator[None]:
    if connection.in_atomic_block:  # that transaction decides what its queries see
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    else:
        sqlite: Any = connection
        sqlite.ensure_connection()  # connecting sets the mode from the settings
        mode = sqlite.transaction_mode
        sqlite.transaction_mode = "DEFERRED"  # so that no writer waits for a reader
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = mode


def stream_in_one_state(write: Callable[[], Iterable[Piece]]) -> Iterator[Piece]:
    """Yield the pieces of an answer that is sent while it is written, all from one state."""
    with one_state():
        yield from write()


def cached_by_stamp(
    maxsize: int,
) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """Cache a function's answers in this process for as long as the record does not change.

    The answers to the `maxsize` latest arguments are kept. If several threads ask for the same
    answer at once, one computes it and the others wait. Callers share the answers, so they must
    not change them.
    """

    def decorate(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
        answers: LRUCache[Hashable, Answer] = LRUCache(maxsize)
        condition = Condition()
        cached_stamp = ""

        @cached(answers, condition=condition)
        def answer(_stamp: str, *arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
            return function(*arguments, **options)

        @wraps(function)
        def look_up(*arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
            nonlocal cached_stamp
            current = stamp()
            with condition:
                if current != cached_stamp:
                    answers.clear()
                    cached_stamp = current
            return answer(current, *arguments, **options)

        return look_up

    return decorate


def record_tables(apps: Apps) -> list[str]:
    """Return the tables whose rows make up the record, with those of many-to-many fields."""
    labels = {
        app.label for app in installed_apps.get_app_configs() if isinstance(app, RecordAppConfig)
    }
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in labels
    )


def build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the database renew the stamp whenever a row of the record changes."""
    editor.execute(f"CREATE TABLE {TABLE} (stamp varchar(36) NOT NULL)")
    if editor.connection.vendor == "postgresql":
        editor.execute(f"INSERT INTO {TABLE} (stamp) VALUES (gen_random_uuid())")
        editor.execute(
            f"CREATE FUNCTION {TABLE}_renew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" UPDATE {TABLE} SET stamp = gen_random_uuid(); RETURN NULL; END $$"
        )
        for table in record_tables(apps):
            editor.execute(
                f"CREATE TRIGGER {table}_renews AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"
                f" ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_renew()"
            )
        return
    editor.execute(f"INSERT INTO {TABLE} (stamp) VALUES (hex(randomblob(16)))")
    for table in record_tables(apps):
        for event in ("insert", "update", "delete"):
            editor.execute(
                f"CREATE TRIGGER {table}_renews_on_{event} AFTER {event} ON {table}"
                f" BEGIN UPDATE {TABLE} SET stamp = hex(randomblob(16)); END"
            )


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the stamp's table and triggers, if they are there."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_renew() CASCADE")  # with its triggers
    else:
        for trigger in list_sqlite_objects(editor.connection, "trigger", "%_renews_on_%"):
            editor.execute(f"DROP TRIGGER {trigger}")
    editor.execute(f"DROP TABLE IF EXISTS {TABLE}")
