"""Lists what an SQLite database has besides the tables of models."""

from django.db.backends.base.base import BaseDatabaseWrapper


def list_sqlite_objects(
    connection: BaseDatabaseWrapper, kind: str, name: str, created_by: str = "CREATE %"
) -> list[str]:
    """Return the names of the objects of one kind: "trigger", "index" or "table".

    `name` and `created_by` are LIKE patterns, for the name and for the SQL that created the object.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = %s AND name LIKE %s AND sql LIKE %s",
            [kind, name, created_by],
        )
        return [name for (name,) in cursor.fetchall()]
