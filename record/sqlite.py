"""What an SQLite database holds besides the tables of models."""

from django.db.backends.base.base import BaseDatabaseWrapper


def sqlite_objects(
    connection: BaseDatabaseWrapper, kind: str, name: str, made_by: str = "CREATE %"
) -> list[str]:
    """Return the names of an SQLite database's triggers or tables that match two patterns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = %s AND name LIKE %s AND sql LIKE %s",
            [kind, name, made_by],
        )
        return [name for (name,) in cursor.fetchall()]
